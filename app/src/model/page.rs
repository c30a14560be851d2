//! One page of the site as data: what its JSON document holds and what its view shows.

use serde::{Deserialize, Serialize};

use super::{Post, Prose, Site, Slug, Summary, Tag};

/// Everything that one address shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// `/`
    Home(Home),
    /// `/archive/`
    Archive(Archive),
    /// `/tags/`
    TagIndex(TagIndex),
    /// `/tags/<tag>/`
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
    pub recent: Vec<Summary>,
    /// How many posts there are in all.
    pub total: usize,
    /// What the tag filter offers: the most used tags, most used first.
    pub tags: Vec<TagCount>,
}

/// All posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// Newest first.
    pub posts: Vec<Summary>,
    /// What the tag filter offers: the most used tags, most used first.
    pub tags: Vec<TagCount>,
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

/// The posts of one tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagPage {
    /// The tag.
    pub tag: Tag,
    /// Newest first.
    pub posts: Vec<Summary>,
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
    /// The newest posts, newest first.
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

    /// All posts, newest first, on the page that has them; else none.
    pub fn posts(&self) -> &[Summary] {
        match self {
            Self::Archive(archive) => &archive.posts,
            _ => &[],
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
