//! Old addresses of pages.

use crate::routes::Route;

/// An old address of a page that has another now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// A path on this site, not encoded: one that ends with a slash (`/old/`), or that of an HTML
    /// file (`/2020/old.html`); or the front page with a query (`/?p=123`).
    pub from: String,
    /// The page.
    pub to: Route,
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
