//! What others run in the pages of a blog, as far as its owner lets them.

use std::collections::BTreeSet;

/// What an owner adds to every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Markup for the end of the head.
    pub head: String,
    /// Markup for the end of the body.
    pub end: String,
    /// Where it comes from.
    pub sources: Sources,
}

/// Origins, as a policy writes them: `https://example.org`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Of scripts, which may ask them for more.
    pub scripts: BTreeSet<String>,
    /// Of style sheets.
    pub styles: BTreeSet<String>,
}
