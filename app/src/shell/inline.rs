//! What stands in the pages themselves, so that nothing has to be fetched before the first paint.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

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
pub enum OwnStyle {
    /// In every page.
    Inline(Inline),
    /// A file, read before the first paint: its path on this site.
    File(String),
}

impl OwnStyle {
    /// What of it stands in pages.
    pub(super) fn inline(&self) -> Option<&Inline> {
        match self {
            Self::Inline(style) => Some(style),
            Self::File(_) => None,
        }
    }
}

/// A part of the style that stands in the pages which have something for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// What the style sheet calls it: one of the [`LAYERS`].
    pub name: &'static str,
    /// Its rules.
    pub style: Inline,
}

/// The layers of the style that stand in pages, each with what is found in the markup of those that
/// need it. The first stands in all; the file has the others, for the pages that the app shows next.
pub const LAYERS: [(&str, &[&str]); 19] = [
    ("frame", &["<main"]),
    ("masthead", &["class=\"masthead\""]),
    ("page", &["class=\"kicker\"", "class=\"lede\"", "class=\"portrait\"", "class=\"pager\""]),
    ("lists", &["class=\"section", "class=\"rows\""]),
    ("cards", &["class=\"cards\"", "class=\"entries\"", "class=\"sparkline"]),
    ("filter", &["class=\"finder\""]),
    ("index", &["class=\"years\"", "class=\"year\"", "class=\"tag-index\"", "class=\"entries\""]),
    ("post", &["class=\"post"]),
    ("series", &["class=\"series\""]),
    ("search", &["class=\"search\""]),
    ("text", &["class=\"prose\""]),
    ("code", &["<pre"]),
    ("tables", &["<table"]),
    ("math", &["<math"]),
    ("notes", &["class=\"markdown-alert", "class=\"footnotes\"", "class=\"task\""]),
    (
        "figures",
        &[
            "class=\"chart",
            "class=\"timeline",
            "class=\"diagram",
            "class=\"value\"",
            "class=\"data-files\"",
        ],
    ),
    (
        "records",
        &[
            "class=\"chart trace\"",
            "class=\"chart flame\"",
            "class=\"log\"",
            "class=\"heat-",
            "class=\"chart-whisker\"",
        ],
    ),
    ("embeds", &["class=\"embed", "class=\"quoted", "data-tabs"]),
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
            "class=\"languages",
            "post layout-",
        ],
    ),
];

/// All marks, and the layer of each by its place.
static MARKS: LazyLock<Option<(AhoCorasick, Vec<usize>)>> = LazyLock::new(|| {
    let layers = LAYERS.iter().enumerate();
    let marks = layers.flat_map(|(layer, (_, marks))| marks.iter().map(move |mark| (mark, layer)));
    let (marks, layers): (Vec<&&str>, Vec<usize>) = marks.unzip();
    Some((AhoCorasick::new(marks).ok()?, layers))
});

/// The names of the layers that a page needs before it is painted.
pub(super) fn needed(markup: &str) -> Vec<&'static str> {
    let Some((marks, layers)) = &*MARKS else { return LAYERS.map(|(name, _)| name).into() };
    let mut needed = [false; LAYERS.len()];
    for found in marks.find_overlapping_iter(markup) {
        needed[layers[found.pattern().as_usize()]] = true;
    }
    LAYERS.iter().zip(needed).filter(|(_, needed)| *needed).map(|((name, _), _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_needs_the_layers_that_it_has_something_for() {
        let plain = "<main><article class=\"post\"><div class=\"prose\"><p>A &lt;table&gt;</p>";
        assert_eq!(needed(plain), ["frame", "post", "text"]);
        // What one is known by may begin like that of another.
        let wide = "<main><article class=\"post layout-wide\"><table>";
        assert_eq!(needed(wide), ["frame", "post", "tables", "extras"]);
        assert_eq!(needed("<main><g class=\"series-1\">"), ["frame"]);
    }
}
