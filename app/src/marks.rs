//! What the app looks for in the markup of a page, each as a selector.
//!
//! A view marks it with an attribute that is there for this alone. Classes belong to the style: who
//! designs may call them otherwise.

/// The markup of the page, which never changes while the page is shown (`app.rs`).
pub const PAGE: &str = "main > [data-page]";

/// The links to sections in the header, of which one may be the current one (`pages/partials/header.rs`).
pub const SECTIONS: &str = "[data-sections] a";

/// The links that filter, and the one for more of what is found (`components/post_filter.rs`).
pub const FILTERS: &str = "[data-filters]";

/// What is listed while no filter is set (`components/post_filter.rs`).
pub const LISTED: &str = "[data-listed]";

/// The links of posts that are listed as rows (`components/rows.rs`).
pub const ROWS: &str = "[data-rows] a";

/// The text of a post, in the one way in which styles and scripts know it too (`pages/post.rs`).
pub const TEXT: &str = "main [data-minutes] > .prose";

/// The event by which scripts are told that the page is about to be another one.
pub const TURN: &str = "blog:turn";

/// The event by which islands are told that the query of the address has changed, and the page has not.
pub const QUERY: &str = "blog:query";

/// The classes that scripts look for all the same, and where each is written: an attribute more on every
/// line of code and every link of a list would make pages heavier. So whoever renames one is told which
/// script means it.
#[cfg(test)]
const CLASSES: [(&str, &str); 37] = [
    ("anchor", "server/crates/markdown/src/heading/write.rs"),
    ("card", "app/src/pages/partials/cards.rs"),
    ("chart", "server/crates/figures/src/chart.rs"),
    ("code-language", "server/crates/markdown/src/code/write.rs"),
    ("code-name", "server/crates/markdown/src/code/write.rs"),
    ("diagram", "server/crates/figures/src/diagram.rs"),
    ("embed-title", "server/crates/shortcodes/src/built-in/_facade.html"),
    ("entries", "app/src/pages/partials/entries.rs"),
    ("footnote-back", "server/crates/markdown/src/footnotes/write.rs"),
    ("footnote-ref", "server/crates/markdown/src/footnotes/write.rs"),
    ("heading", "server/crates/markdown/src/heading/write.rs"),
    ("lede", "app/src/pages/partials/lede.rs"),
    ("line", "server/crates/markdown/src/code/write.rs"),
    ("log", "server/crates/figures/src/log.rs"),
    ("meta", "app/src/pages/partials/lists.rs"),
    ("nav-group", "app/src/pages/partials/header.rs"),
    ("output", "server/crates/markdown/src/code/write.rs"),
    ("page-head", "app/src/pages/post.rs"),
    ("post", "app/src/pages/post.rs"),
    ("prompt", "server/crates/markdown/src/code/write.rs"),
    ("prose", "app/src/pages/post.rs"),
    ("rows", "app/src/components/rows.rs"),
    ("search", "app/src/pages/search.rs"),
    ("search-hits", "app/src/pages/search.rs"),
    ("search-narrow", "app/src/pages/search.rs"),
    ("search-said", "app/src/pages/search.rs"),
    ("series", "app/src/pages/post.rs"),
    ("site-footer", "app/src/pages/partials/footer.rs"),
    ("site-title", "app/src/pages/partials/header.rs"),
    ("tab-name", "server/crates/shortcodes/src/built-in/tab.html"),
    ("table-wrap", "server/crates/figures/src/table.rs"),
    ("tag", "app/src/pages/partials/lists.rs"),
    ("tag-index", "app/src/pages/tags.rs"),
    ("tags", "app/src/pages/partials/lists.rs"),
    ("timeline", "server/crates/figures/src/timeline.rs"),
    ("toc", "app/src/pages/partials/contents.rs"),
    ("value", "server/crates/markdown/src/bound.rs"),
];

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fs};

    use super::CLASSES;

    /// What stands before a selector in a script.
    const BEFORE: [&str; 8] = [
        "querySelector(\"",
        "querySelectorAll(\"",
        "closest(\"",
        "closest?.(\"",
        "matches(\"",
        "all(\"",
        "`:is(",
        "\"home\" ? \"",
    ];

    fn read(path: &str) -> String {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../");
        fs::read_to_string(format!("{root}{path}")).expect(path)
    }

    /// The classes in all selectors of a script.
    fn classes(script: &str) -> Vec<&str> {
        let lists = script.lines().filter_map(|line| {
            let (name, list) = line.trim().strip_prefix("const ")?.split_once(" = \"")?;
            ["figures", "links", "tables"].contains(&name).then_some(list)
        });
        let selectors = BEFORE.iter().flat_map(|before| script.split(before).skip(1)).chain(lists);
        let selectors = selectors.filter_map(|rest| rest.split(['"', '`', '{']).next());
        let classes = selectors.flat_map(|selector| selector.split('.').skip(1)).map(|class| {
            let end = class.find(|c: char| !(c.is_ascii_lowercase() || c == '-'));
            &class[..end.unwrap_or(class.len())]
        });
        classes.collect()
    }

    #[test]
    fn whoever_renames_a_class_is_told_which_script_looks_for_it() {
        let mut asked: BTreeMap<String, &str> = BTreeMap::new();
        for script in ["read", "offline", "search", "services", "start"] {
            let text = read(&format!("frontend/{script}.js"));
            let is_own = |class: &str| text.contains(&format!("className: \"{class}"));
            let is_listed = |class: &str| CLASSES.iter().any(|(known, _)| *known == class);
            // What a script writes itself it may call as it likes.
            let classes = classes(&text).into_iter();
            let classes = classes.filter(|class| is_listed(class) || !is_own(class));
            asked.extend(classes.map(|class| (class.to_owned(), script)));
        }
        for (class, file) in CLASSES {
            let script = asked.remove(class);
            assert!(script.is_some(), "no script looks for `.{class}` any more: take it out here");
            let script = script.unwrap_or_default();
            let text = read(file);
            let is_written = text.match_indices(class).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                let after = text[at + class.len()..].chars().next();
                let is_end = |c: Option<char>| c.is_some_and(|c| matches!(c, '"' | ' ' | '\\'));
                is_end(before) && is_end(after)
            });
            assert!(is_written, "{script}.js looks for `.{class}`, which {file} does not write");
        }
        assert!(asked.is_empty(), "say in CLASSES where these are written: {asked:?}");
    }
}
