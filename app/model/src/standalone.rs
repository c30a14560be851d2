//! Pages outside the order of posts.

use serde::{Deserialize, Serialize};

use super::{Prose, Slug};

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
}
