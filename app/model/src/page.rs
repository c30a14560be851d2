//! One page of the site: as data, from which it is drawn, and as drawn.

use std::sync::Arc;

use serde::Serialize;

use super::{
    IncidentList, Link, ListEntry, Listing, Picture, Post, PostLink, Prose, RevisionsPage, Site,
    Slug, Standalone, Summary, Tag, TagCount, TagFilter,
};

/// Everything that one address shows. Written as JSON it names the page in a build after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// `/authors/`
    AuthorIndex(AuthorIndex),
    /// `/authors/<id>/` and its numbered pages
    Author(AuthorPage),
    /// `/series/`
    SeriesIndex(SeriesIndex),
    /// `/series/<id>/`
    Series(SeriesPage),
    /// `/search/`
    Search,
    /// `/incidents/` and its numbered pages
    Incidents(IncidentList),
    /// `/posts/<slug>/`, `/incidents/<slug>/`
    Post(PostPage),
    /// `/<slug>/`
    Standalone(Standalone),
    /// What a host shows for an address that leads nowhere.
    Missing(Missing),
    /// `/posts/<slug>/revisions/`, `/incidents/<slug>/revisions/`
    Revisions(RevisionsPage),
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
    pub filter: Option<TagFilter>,
}

/// A page of the list of all posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Archive {
    /// The posts, in brief.
    pub listing: Listing,
    /// Where each year is, newest first; not on numbered pages.
    pub years: Vec<Year>,
    /// Finds posts by their tags; not on numbered pages.
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

/// All authors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuthorIndex {
    /// In the order of `authors.toml`.
    pub authors: Vec<ListEntry>,
}

/// An author, with a page of the list of their posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuthorPage {
    /// The name in addresses.
    pub id: Slug,
    /// Who it is, plain text.
    pub name: String,
    /// A sentence or two, plain text; empty on numbered pages.
    pub description: String,
    /// What they look like; not on numbered pages.
    pub picture: Option<Picture>,
    /// Where more is to be found; not on numbered pages.
    pub link: Option<Link>,
    /// The posts.
    pub listing: Listing,
}

/// All series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesIndex {
    /// In the order of `series.toml`.
    pub series: Vec<ListEntry>,
}

/// A series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesPage {
    /// What it is called, plain text.
    pub title: String,
    /// A sentence or two, plain text.
    pub description: String,
    /// Its parts, the oldest first.
    pub parts: Vec<ListEntry>,
}

/// A post as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostPage {
    /// The post.
    pub post: Post,
    /// Its place among the others. An incident has none.
    pub context: Option<PostContext>,
}

/// What only its place among the others gives a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostContext {
    /// The post published before this one.
    pub older: Option<PostLink>,
    /// The post published after this one.
    pub newer: Option<PostLink>,
    /// The number of the page of the archive that lists it.
    pub archive_page: u32,
    /// Which part of its series it is.
    pub part: Option<SeriesPart>,
    /// Posts that share most with this one, closest first, in brief.
    pub related: Vec<Summary>,
    /// Posts that link to this one, the newest first, in brief; of many some.
    pub cited: Vec<Summary>,
}

/// A post's place in its series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesPart {
    /// Which part the post is, counted from 1.
    pub number: usize,
    /// How many parts there are.
    pub of: usize,
    /// Which part the first one of `posts` is.
    pub first: usize,
    /// The parts in order, this one among them; of a long series those around this one.
    pub posts: Vec<PostLink>,
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
            Self::Post(page) => Some(&mut page.post.prose),
            Self::Standalone(page) => Some(&mut page.prose),
            Self::Home(_)
            | Self::Archive(_)
            | Self::TagIndex(_)
            | Self::Tag(_)
            | Self::AuthorIndex(_)
            | Self::Author(_)
            | Self::SeriesIndex(_)
            | Self::Series(_)
            | Self::Incidents(_)
            | Self::Revisions(_)
            | Self::Search
            | Self::Missing(_) => None,
        }
    }

    /// The same of a page that stays as it is.
    pub fn prose(&self) -> Option<&Prose> {
        match self {
            Self::Post(page) => Some(&page.post.prose),
            Self::Standalone(page) => Some(&page.prose),
            _ => None,
        }
    }

    /// Whether scripts of the writer's run in it. They run in a page that is loaded, not in one that
    /// the app changes.
    pub fn runs_scripts(&self) -> bool {
        match self {
            Self::Post(page) => page.post.prose.scripts,
            Self::Standalone(page) => page.prose.scripts,
            _ => false,
        }
    }

    /// The list that the page is a part of, if it is one.
    pub fn listing(&self) -> Option<&Listing> {
        match self {
            Self::Archive(archive) => Some(&archive.listing),
            Self::Tag(tagged) => Some(&tagged.listing),
            Self::Author(author) => Some(&author.listing),
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
