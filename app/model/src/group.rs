//! What brings posts together beside their subjects: who wrote them, and the series they belong to.

use serde::{Deserialize, Serialize};

use super::{Picture, Slug};

/// Someone who writes, as `authors.toml` tells of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Author {
    /// The name in addresses, and the one that posts use.
    pub id: Slug,
    /// The name that readers see.
    pub name: String,
    /// Who it is, in a sentence or two of plain text; may be empty.
    pub bio: String,
    /// Where more of them is to be found: a path on this site or an address elsewhere.
    pub url: Option<String>,
    /// What they look like.
    pub picture: Option<Picture>,
}

/// Posts that are to be read in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The name in addresses.
    pub id: Slug,
    /// The name that readers see.
    pub title: String,
    /// What it is about, in plain text; may be empty.
    pub description: String,
}

/// Who wrote a post, as the post says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The name.
    pub name: String,
    /// The author's id, if there is a page of them.
    pub id: Option<Slug>,
    /// Where more of the author is to be found, if the post says it: an address elsewhere.
    pub url: Option<String>,
}

impl Byline {
    /// A name with no page behind it.
    pub fn of_name(name: impl Into<String>) -> Self {
        Self { name: name.into(), id: None, url: None }
    }
}
