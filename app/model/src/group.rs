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

/// An old address of a page that has another now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// A path on this site, not encoded: one that ends with a slash (`/old/`), or that of an HTML
    /// file (`/2020/old.html`); or the front page with a query (`/?p=123`).
    pub from: String,
    /// The page.
    pub to: crate::routes::Route,
}

impl Redirect {
    /// The file in which a host finds the old address: a path on the site, not encoded. Of a query no
    /// file says anything: only a host that reads it can answer.
    pub fn file(&self) -> Option<String> {
        (!is_query(&self.from)).then(|| file_at(&self.from))
    }
}

/// Whether an address is that of the front page with a query.
pub fn is_query(address: &str) -> bool {
    address.starts_with("/?")
}

/// The file that a host answers with at an address.
pub fn file_at(address: &str) -> String {
    match address.ends_with('/') {
        true => format!("{address}index.html"),
        false => address.to_owned(),
    }
}
