//! What stands in the pages themselves, so that nothing has to be fetched before the first paint.

/// A script or a style that is the same on every page which has it. The policy of the pages names it
/// by its hash, and so needs no `unsafe-inline`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// What stands in the element.
    pub text: String,
    /// What the policy calls it: `'sha256-…'`.
    pub source: String,
}

/// The layers of the style that stand in pages, each with what is found in the markup of those that
/// need it. The first stands in all; the file has the others, for the pages that the app shows next.
pub const LAYERS: [(&str, &[&str]); 4] = [
    ("frame", &["<main"]),
    ("search", &["class=\"search\""]),
    ("text", &["class=\"prose\""]),
    ("figures", &["class=\"chart", "class=\"timeline", "class=\"diagram"]),
];

/// Whether a page needs a layer before it is painted.
pub(super) fn needs(markup: &str, (_, marks): &(&str, &[&str])) -> bool {
    marks.iter().any(|mark| markup.contains(mark))
}
