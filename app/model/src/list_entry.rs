//! What lists of other things than posts have.

use serde::Serialize;

use super::{Date, Link, Sparkline};

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
    pub sparkline: Option<Sparkline>,
    /// The day of its last change, of a text that changed since it was published.
    pub changed: Option<Date>,
}
