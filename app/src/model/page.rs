//! One page of the site as data: what its JSON document holds and what its view shows.

use serde::{Deserialize, Serialize};

use super::{Listing, Post, Prose, Site, Slug, Summary, Tag, TagFilter};

/// Everything that one address shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// `/`
    Home(Home),
    /// `/archive/` and its numbered pages
    Archive(Archive),
    /// `/tags/`
    TagIndex(TagIndex),
    /// `/tags/<tag>/` and its numbered pages
    Tag(TagPage),
    /// `/posts/<slug>/`
    Post(Post),
    /// `/<slug>/`
    Standalone(Standalone),
    /// What a host shows for an address that leads nowhere.
    Missing(Missing),
}

/// The front page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The newest posts, newest first.
    pub latest: Vec<Summary>,
    /// More of them, in brief.
    pub recent: Vec<Summary>,
    /// Finds posts by their tags.
    pub filter: TagFilter,
}

/// A page of the list of all posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// The posts, in brief.
    pub listing: Listing,
    /// Where each year is, newest first; not on numbered pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<Year>,
    /// Finds posts by their tags; not on numbered pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<TagFilter>,
}

/// A year, and where the archive has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// How many posts are of that year, at least one.
    pub count: usize,
    /// The page of the archive with the newest of them.
    pub page: u32,
}

/// A tag, and how many posts have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagCount {
    /// The tag.
    pub tag: Tag,
    /// At least one.
    pub count: usize,
}

/// All tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagIndex {
    /// In alphabetical order.
    pub tags: Vec<TagCount>,
}

/// A page of the list of a tag's posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagPage {
    /// The tag.
    pub tag: Tag,
    /// The posts.
    pub listing: Listing,
}

/// A page outside the order of posts, such as the one about the blog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standalone {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title, plain text.
    pub title: String,
    /// One or two sentences, plain text.
    pub description: String,
    /// Its text.
    pub prose: Prose,
}

/// Ways on from an address that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
            | Self::Missing(_) => None,
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
            _ => None,
        }
    }

    /// What finds posts by their tags, on a page that has it.
    pub fn filter(&self) -> Option<&TagFilter> {
        match self {
            Self::Home(home) => Some(&home.filter),
            Self::Archive(archive) => archive.filter.as_ref(),
            _ => None,
        }
    }

    /// The page without its text: what an HTML file carries as data beside the text as markup.
    #[must_use]
    pub fn without_text(mut self) -> Self {
        if let Some(prose) = self.prose_mut() {
            prose.html.clear();
        }
        self
    }
}

/// What the data address of a page answers: all that a browser needs to show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Names the app that can read this document. A browser that runs another one loads the page
    /// instead.
    pub build: String,
    /// The title of the browser's window.
    pub title: String,
    /// The markup in the head that belongs to this page alone: description, canonical address,
    /// share preview, structured data.
    pub head: String,
    /// What the page shows.
    pub page: Page,
}

/// What an HTML file says to the app that takes it over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// As in [`Document::build`].
    pub build: String,
    /// What every page needs to know.
    pub site: Site,
    /// What this page shows, without the text that already stands as markup.
    pub page: Page,
}
