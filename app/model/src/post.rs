//! A post, and the shorter forms in which other pages speak of it.

use serde::{Deserialize, Serialize};
use words::{Message, Words};

use super::{
    Body, Byline, Correction, Date, Incident, Link, Outside, Slug, Sparkline, Tag, routes::Route,
};

/// What a list shows of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title, plain text.
    pub title: String,
    /// One or two sentences, plain text.
    pub description: String,
    /// The day it was published.
    pub date: Date,
    /// How long reading it takes, in minutes, at least one.
    pub minutes: u16,
    /// Its subjects, in the writer's order, none twice.
    pub tags: Vec<Tag>,
    /// What it is about, as a drawing.
    pub sparkline: Option<Sparkline>,
    /// The day of its last substantial change, if it had one.
    pub updated: Option<Date>,
}

impl Summary {
    /// The day of its last change, if that was after it was published.
    #[must_use]
    pub fn changed(&self) -> Option<Date> {
        self.updated.filter(|updated| *updated > self.date)
    }

    /// What one row below a text shows: all but description, subjects and drawing. Pages that list rows carry
    /// no more than that.
    #[must_use]
    pub fn brief(&self) -> Self {
        let Self { slug, title, date, minutes, updated, .. } = self;
        Self {
            slug: slug.clone(),
            title: title.clone(),
            description: String::new(),
            date: *date,
            minutes: *minutes,
            tags: Vec::new(),
            sparkline: None,
            updated: *updated,
        }
    }

    /// What one row of a page of them shows: that, and the mark of its drawing.
    #[must_use]
    pub fn marked(&self) -> Self {
        Self { sparkline: self.sparkline.as_ref().map(Sparkline::brief), ..self.brief() }
    }
}

/// What one row of a list shows of a post, as it is to be read: the browser is given these, and needs
/// neither calendar nor words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostRow {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title, plain text.
    pub title: String,
    /// The day it was published, for machines.
    pub date: String,
    /// The same in words.
    pub when: String,
    /// How long reading it takes.
    pub length: String,
}

impl PostRow {
    /// The row of a post.
    pub fn of(summary: &Summary, words: &Words) -> Self {
        let Summary { slug, title, date, minutes, .. } = summary;
        Self {
            slug: slug.clone(),
            title: title.clone(),
            date: date.to_string(),
            when: date.in_words(words),
            length: words.count(Message::Minutes, usize::from(*minutes), &[]),
        }
    }
}

/// A heading that a table of contents names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 for a section, 3 for a part of one.
    pub level: u8,
    /// Its anchor in the page.
    pub id: String,
    /// Its words, plain text.
    pub text: String,
}

/// A file with the data that numbers of a text come from, as readers may have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataFile {
    /// Its anchor in the page.
    pub id: String,
    /// Its name, as the text has it.
    pub name: String,
    /// Where it is, as the page links to it.
    pub href: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// A text, rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Prose {
    /// What its table of contents names, in reading order; empty where it has none.
    pub contents: Vec<Heading>,
    /// HTML that an HTML5 parser leaves as it is.
    pub html: Body,
    /// Whether the description stands above it: not where it is how the text begins.
    pub lede: bool,
    /// The file that it is written in, as a path below the content folder, where readers are led to it.
    pub file: String,
    /// The files that its numbers come from, and under which terms they may be used.
    pub data: Vec<DataFile>,
    /// These terms, where somebody says.
    pub data_license: Option<Link>,
    /// Whether the search is not to find it. The browser does not ask.
    #[serde(skip)]
    pub unsearched: bool,
    /// Whether readers are not asked to discuss it.
    pub undiscussed: bool,
    /// Whether scripts of the writer's run in it. The browser does not ask: it is told to load such
    /// a page.
    #[serde(skip)]
    pub scripts: bool,
    /// What it adds to its page, and where that and what it embeds comes from. The browser does not
    /// ask: the page's policy says so.
    #[serde(skip)]
    pub outside: Outside,
}

/// A link to a post, by its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostLink {
    /// Where it leads.
    pub slug: Slug,
    /// What it says.
    pub title: String,
}

/// A picture that goes with a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Where it is: a path on this site, percent-encoded, or an address elsewhere.
    pub src: String,
    /// What it shows, for those who can't see it; empty for an ornament.
    pub alt: String,
    /// The same in other widths, as the attribute has it, with the path that the site lives under.
    pub srcset: String,
    /// How wide it is shown, as the attribute has it.
    pub sizes: String,
    /// Its width in CSS pixels, where it can be known.
    pub width: Option<u32>,
    /// Its height, likewise.
    pub height: Option<u32>,
}

/// The series that a post says it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesName {
    /// The name in addresses.
    pub id: Slug,
    /// What it is called.
    pub title: String,
}

/// A post, as its text has it; what only its place among the others gives is in [`PostPage`](crate::PostPage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Title, date, tags: what lists show too.
    pub summary: Summary,
    /// Who wrote it, at least one name.
    pub authors: Vec<Byline>,
    /// How many words it has.
    pub words: usize,
    /// The picture above it.
    pub cover: Option<Picture>,
    /// Where it was first published, if that was elsewhere: a full address.
    pub canonical: Option<String>,
    /// The series that it belongs to.
    pub series: Option<SeriesName>,
    /// The incident that it tells of, if it is the account of one.
    pub incident: Option<Box<Incident>>,
    /// What it once said and does not any more, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Whether there is a page that tells how it changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revised: bool,
    /// The article.
    pub prose: Prose,
    /// The posts that it links to, each once.
    #[serde(skip)]
    pub cites: Vec<Slug>,
    /// The words that it is about, the heaviest first: the upper 29 bits of each name it, the lower three say how
    /// much of it there is.
    #[serde(skip)]
    pub about: Vec<u32>,
}

impl Post {
    /// Its address.
    pub fn route(&self) -> Route {
        let slug = self.summary.slug.clone();
        if self.incident.is_some() { Route::Incident(slug) } else { Route::Post(slug) }
    }

    /// The day of its last change: that of its publication, if it had none since.
    pub fn changed(&self) -> Date {
        self.summary.updated.unwrap_or(self.summary.date)
    }
}
