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

/// The style sheet of the owner of a blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// In every page.
    Inline(Inline),
    /// A file, read before the first paint: its path on this site.
    File(String),
}

impl Own {
    /// What of it stands in pages.
    pub(super) fn inline(&self) -> Option<&Inline> {
        match self {
            Self::Inline(style) => Some(style),
            Self::File(_) => None,
        }
    }
}

/// The layers of the style that stand in pages, each with what is found in the markup of those that
/// need it. The first stands in all; the file has the others, for the pages that the app shows next.
pub const LAYERS: [(&str, &[&str]); 5] = [
    ("frame", &["<main"]),
    ("search", &["class=\"search\""]),
    ("text", &["class=\"prose\""]),
    ("figures", &["class=\"chart", "class=\"timeline", "class=\"diagram"]),
    (
        "extras",
        &[
            "class=\"logo",
            "class=\"nav-group",
            "class=\"foot-",
            "class=\"social",
            "class=\"announcement",
            "class=\"newsletter",
            "class=\"section comments",
            "post layout-",
        ],
    ),
];

/// Whether a page needs a layer before it is painted.
pub(super) fn needs(markup: &str, (_, marks): &(&str, &[&str])) -> bool {
    marks.iter().any(|mark| markup.contains(mark))
}
