//! Old addresses, and where their pages are now.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::Redirect;

/// Where each old address leads; not encoded, without a slash at its end.
#[derive(Debug)]
pub(super) struct Moved(HashMap<String, String>);

impl Moved {
    /// The redirects of a site.
    pub(super) fn of(redirects: Vec<Redirect>) -> Self {
        let to = redirects.into_iter().filter_map(|moved| Some((key(&moved.from)?, moved.to)));
        Self(to.collect())
    }

    /// Where the page that was at a path on the site is now, as a path on the site.
    pub(super) fn from(&self, path: &str) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&key(path)?).map(String::as_str)
    }

    /// The same for what was at the front page with a query.
    pub(super) fn by_query(&self, query: &str) -> Option<&str> {
        self.0.get(&format!("/?{query}")).map(String::as_str)
    }
}

fn key(path: &str) -> Option<String> {
    Some(percent_decode_str(path.trim_end_matches('/')).decode_utf8().ok()?.into_owned())
}
