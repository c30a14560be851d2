//! One page of the site: as data, from which it is drawn, and as drawn.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    IncidentList, Link, Listing, Picture, Post, Prose, Site, Slug, Sparkline, Summary, Tag,
    TagFilter,
};

/// Everything that one address shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "most pages are posts, and few are held at a time")]
pub enum Page {
    /// `/`
    Home(Home),
    /// `/archive/` and its numbered pages
    Archive(Archive),
    /// `/tags/`
    TagIndex(TagIndex),
    /// `/tags/<tag>/` and its numbered pages
    Tag(TagPage),
    /// `/authors/`, `/authors/<id>/` and its numbered pages, `/series/`, `/series/<id>/`
    Group(Group),
    /// `/search/`
    Search,
    /// `/incidents/` and its numbered pages
    Incidents(IncidentList),
    /// `/posts/<slug>/`, `/incidents/<slug>/`
    Post(Post),
    /// `/<slug>/`
    Standalone(Standalone),
    /// What a host shows for an address that leads nowhere.
    Missing(Missing),
}

/// The front page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Home {
    /// What the blog is about, in a sentence.
    pub tagline: String,
    /// Two or three sentences to its readers.
    pub introduction: String,
    /// The newest posts, newest first.
    pub latest: Vec<Summary>,
    /// More of them, in brief.
    pub recent: Vec<Summary>,
    /// Finds posts by their tags; where nothing is listed in brief, nothing is to be found either.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<TagFilter>,
}

/// A page of the list of all posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Archive {
    /// The posts, in brief.
    pub listing: Listing,
    /// Where each year is, newest first; not on numbered pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<Year>,
    /// Finds posts by their tags; not on numbered pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<TagFilter>,
}

/// A year, and where the archive has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// How many posts are of that year, at least one.
    pub count: usize,
    /// The page of the archive with the newest of them.
    pub page: u32,
}

/// A tag, and how many posts have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagCount {
    /// The tag.
    pub tag: Tag,
    /// At least one.
    pub count: usize,
}

/// All tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagIndex {
    /// In alphabetical order.
    pub tags: Vec<TagCount>,
}

/// A page of the list of a tag's posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagPage {
    /// The tag.
    pub tag: Tag,
    /// The posts.
    pub listing: Listing,
}

/// An author, a series, or all authors, or all series: what a heading brings together.
///
/// One kind of page for the four, because a browser has to bring along the code for each kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The page of all that are of the same kind; none on that page itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<Link>,
    /// Who or what it is, plain text.
    pub title: String,
    /// A sentence or two, plain text.
    pub description: String,
    /// A picture of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Where more is to be found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// What is to be gone through in order: authors, series, the parts of a series.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<ListEntry>,
    /// The posts of an author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listing: Option<Listing>,
}

/// One thing in a list, with a word on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListEntry {
    /// The word that stands above it: which part it is, or how much there is of it.
    pub kicker: String,
    /// What it is called, and its path on this site.
    pub link: Link,
    /// What it is about.
    pub note: String,
    /// The same as a drawing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sparkline: Option<Sparkline>,
}

/// A page outside the order of posts, such as the one about the blog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standalone {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title, plain text.
    pub title: String,
    /// One or two sentences, plain text.
    pub description: String,
    /// Its text.
    pub prose: Prose,
    /// How it stands in its frame.
    #[serde(skip_serializing_if = "Layout::is_usual")]
    pub layout: Layout,
}

/// How a page stands in its frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// In the column of texts.
    #[default]
    Usual,
    /// As wide as the page.
    Wide,
    /// Without header and footer.
    Bare,
    /// As wide as the page, its head in the middle.
    Landing,
}

impl Layout {
    /// Those that a page can choose, by their names.
    pub const NAMES: [(&str, Self); 3] =
        [("wide", Self::Wide), ("bare", Self::Bare), ("landing", Self::Landing)];

    /// What it is called in markup.
    pub fn name(self) -> Option<&'static str> {
        Self::NAMES.iter().find(|(_, layout)| *layout == self).map(|(name, _)| *name)
    }

    fn is_usual(&self) -> bool {
        *self == Self::Usual
    }
}

/// Ways on from an address that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The newest posts, newest first, in brief.
    pub latest: Vec<Summary>,
}

impl Page {
    /// The rendered text of the page, where it has one.
    pub fn prose_mut(&mut self) -> Option<&mut Prose> {
        match self {
            Self::Post(post) => Some(&mut post.prose),
            Self::Standalone(page) => Some(&mut page.prose),
            Self::Home(_)
            | Self::Archive(_)
            | Self::TagIndex(_)
            | Self::Tag(_)
            | Self::Group(_)
            | Self::Incidents(_)
            | Self::Search
            | Self::Missing(_) => None,
        }
    }

    /// The same of a page that stays as it is.
    pub fn prose(&self) -> Option<&Prose> {
        match self {
            Self::Post(post) => Some(&post.prose),
            Self::Standalone(page) => Some(&page.prose),
            _ => None,
        }
    }

    /// Whether scripts of the writer's run in it. They run in a page that is loaded, not in one that
    /// the app changes.
    pub fn runs_scripts(&self) -> bool {
        match self {
            Self::Post(post) => post.prose.scripts,
            Self::Standalone(page) => page.prose.scripts,
            _ => false,
        }
    }

    /// The list that the page is a part of, if it is one.
    pub fn listing(&self) -> Option<&Listing> {
        match self {
            Self::Archive(archive) => Some(&archive.listing),
            Self::Tag(tagged) => Some(&tagged.listing),
            Self::Group(group) => group.listing.as_ref(),
            Self::Incidents(incidents) => Some(&incidents.listing),
            _ => None,
        }
    }
}

/// What the foot of every page says of the blog beside what [`Site`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foot {
    /// The year of the newest post, if there is one.
    pub year: Option<u16>,
    /// Whether there is a page of all series.
    pub has_series: bool,
    /// Whether there is a page of all authors.
    pub has_authors: bool,
    /// Whether there is a page of all incidents.
    pub has_incidents: bool,
}

/// What the main element of a page holds, ready to be put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBody {
    /// The markup of all that never changes while the page is shown.
    pub html: Arc<str>,
    /// What follows on a page that lists all posts.
    pub finder: Option<PostFilter>,
}

/// All posts, and what finds some of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostFilter {
    /// Finds posts by their tags.
    pub filter: TagFilter,
    /// The markup of what is listed while no tag is chosen.
    pub html: Arc<str>,
}

/// What the app needs to show a page: what it takes of the document at the page's data address, and
/// keeps of the page that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Names the app that can read the document. A browser that runs another one loads the page
    /// instead.
    pub build: String,
    /// The title of the browser's window.
    pub title: String,
    /// The markup in the head that belongs to this page alone and that a browser has a use for:
    /// description, canonical address, feeds.
    pub head: String,
    /// What the page shows.
    pub main: Arc<PageBody>,
}

/// What an HTML file says to the app that takes it over, beside what stands there as markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageData {
    /// As in [`Document::build`].
    pub build: String,
    /// What every page needs to know.
    pub site: Site,
    /// What finds posts by their tags, on a page that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<TagFilter>,
    /// Whether this is the page that stands where nothing does, whatever its address.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub missing: bool,
    /// What a reader is told who is kept waiting.
    pub loading: String,
}
