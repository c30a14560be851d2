//! What the app, scripts and islands look for in the markup of a page.
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

/// The text of a post (`pages/post.rs`).
pub const TEXT: &str = "main [data-minutes] > [data-prose]";

/// The event by which scripts are told that the page is about to be another one.
pub const TURN: &str = "blog:turn";

/// The event by which islands are told that the query of the address has changed, and the page has not.
pub const QUERY: &str = "blog:query";

/// What scripts and islands look for, and the file that writes it into pages.
#[cfg(test)]
const MARKS: [(&str, &str); 55] = [
    // Every page, and its lists.
    ("all", "app/src/pages/incidents.rs"),
    ("changed", "app/src/pages.rs"),
    ("close", "app/src/pages/partials/announcement.rs"),
    ("list", "app/src/pages/partials/entries.rs"),
    ("list", "app/src/pages/partials/cards.rs"),
    ("list", "app/src/pages/tags.rs"),
    ("list", "app/src/pages/post.rs"),
    ("offered", "app/src/pages/incidents.rs"),
    ("parts", "app/src/pages/series.rs"),
    ("rows", "app/src/components/rows.rs"),
    ("search", "app/src/pages/partials/header.rs"),
    ("sections", "app/src/pages/partials/header.rs"),
    ("theme-toggle", "app/src/pages/partials/header.rs"),
    ("wasm", "app/src/shell.rs"),
    ("way", "app/src/pages/partials/header.rs"),
    ("way", "app/src/pages/partials/footer.rs"),
    ("words", "app/src/pages/search.rs"),
    // A post.
    ("comments", "app/src/pages/partials/services.rs"),
    ("contents", "app/src/pages/partials/contents.rs"),
    ("lede", "app/src/pages/partials/lede.rs"),
    ("minutes", "app/src/pages/post.rs"),
    ("prose", "app/src/pages/post.rs"),
    ("tags", "app/src/pages/partials/lists.rs"),
    // Its text.
    ("backlink", "server/crates/markdown/src/footnotes/write.rs"),
    ("code", "server/crates/markdown/src/code/write.rs"),
    ("compare", "server/crates/markdown/src/image/marks.rs"),
    ("embed", "server/crates/shortcodes/src/built-in/_facade.html"),
    ("gist", "server/crates/shortcodes/src/built-in/gist.html"),
    ("heading", "server/crates/markdown/src/heading/write.rs"),
    ("language", "server/crates/markdown/src/code/write.rs"),
    ("name", "server/crates/markdown/src/code/write.rs"),
    ("name", "server/crates/shortcodes/src/built-in/_facade.html"),
    ("name", "server/crates/shortcodes/src/built-in/gist.html"),
    ("name", "server/crates/shortcodes/src/built-in/tab.html"),
    ("noteref", "server/crates/markdown/src/footnotes/write.rs"),
    ("notes", "server/crates/markdown/src/footnotes/write.rs"),
    ("output", "server/crates/markdown/src/code/write.rs"),
    ("prompt", "server/crates/markdown/src/code/write.rs"),
    ("scrolls", "server/crates/markdown/src/code/write.rs"),
    ("scrolls", "server/crates/figures/src/table.rs"),
    ("tabs", "server/crates/markdown/src/blocks/write.rs"),
    ("tabs", "server/crates/shortcodes/src/built-in/tabs.html"),
    // Its figures.
    ("drawn", "server/crates/figures/src/svg.rs"),
    ("fields", "server/crates/figures/src/svg.rs"),
    ("graphic", "server/crates/figures/src/diagram.rs"),
    ("graphic", "server/crates/figures/src/picture.rs"),
    ("island", "server/crates/figures/src/chart/explore.rs"),
    ("island", "server/crates/figures/src/flame.rs"),
    ("island", "server/crates/figures/src/log.rs"),
    ("island", "server/crates/figures/src/trace/explore.rs"),
    ("moments", "server/crates/figures/src/log.rs"),
    ("moments", "server/crates/figures/src/timeline.rs"),
    ("narrow", "server/crates/figures/src/picture.rs"),
    ("wide", "server/crates/figures/src/picture.rs"),
    ("x", "server/crates/figures/src/chart/explore.rs"),
];

/// What scripts write themselves, to find it again.
#[cfg(test)]
const OWN: [&str; 10] =
    ["beside", "copy", "csv", "large", "link", "over", "save", "sort", "tools", "wrap"];

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::{MARKS, OWN};

    /// Where scripts, islands and the app are.
    const LOOKING: [&str; 5] = [
        "frontend",
        "frontend/islands/src",
        "frontend/incidents/src",
        "frontend/places/src",
        "app/src/browser",
    ];

    /// What stands on a line in which something is looked for.
    const FINDING: [&str; 6] =
        ["uerySelector", "query_selector", "closest", "matches", " all(", "page::"];

    fn root() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
    }

    /// All that looks for something in a page, with its name.
    fn looking() -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut folders: Vec<_> = LOOKING.map(|folder| root().join(folder)).into();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let is_top = folder.ends_with("frontend");
                let ends = |end: &str| path.extension().is_some_and(|found| found == end);
                if path.is_dir() && !is_top {
                    folders.push(path);
                } else if ends("js") || ends("rs") {
                    let text = fs::read_to_string(&path).expect("a script");
                    found.push((path.display().to_string(), text));
                }
            }
        }
        found
    }

    /// The selectors of a script: what stands in quotation marks where something is looked for, and what can
    /// be nothing else.
    fn selectors(script: &str) -> Vec<&str> {
        let code = script.lines().filter(|line| !line.trim_start().starts_with("//"));
        let mut found = Vec::new();
        for line in code {
            let is_finding = FINDING.iter().any(|finding| line.contains(finding));
            let mut rest = line;
            while let Some(start) = rest.find(['"', '`']) {
                let (mark, text) = (&rest[start..=start], &rest[start + 1..]);
                let Some(end) = text.find(mark) else { break };
                if is_finding || text[..end].contains("[data-") {
                    found.push(&text[..end]);
                }
                rest = &text[end + 1..];
            }
        }
        found
    }

    /// The marks that a selector names.
    fn marks(selector: &str) -> impl Iterator<Item = &str> {
        selector.split("[data-").skip(1).filter_map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-'))?;
            Some(&rest[..end])
        })
    }

    /// Whether a selector asks for a class: in `a.b` and `.b`, but not in `index.json` or `./a.js`.
    fn asks_for_a_class(selector: &str) -> bool {
        let is_file = selector.contains('/') || selector.ends_with(".json");
        let mut parts = selector.split('.').skip(1);
        let has_class = parts.any(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
        selector.contains("[class") || (has_class && !is_file && !selector.contains("${"))
    }

    #[test]
    fn nothing_is_looked_for_by_a_class() {
        for (file, text) in looking() {
            for selector in selectors(&text) {
                assert!(!asks_for_a_class(selector), "{file} looks for `{selector}`");
            }
            for name in ["classList.contains", "getElementsByClassName", "class_list().contains"] {
                assert!(!text.contains(name), "{file} has {name}");
            }
        }
        for selector in [".a", "a.b", "main > .a", ":is(.a, b)", "[class^='a']"] {
            assert!(asks_for_a_class(selector), "{selector}");
        }
        let script = "const a = b.querySelector(\"main .c\");\nx.closest?.(`.d`);\nconst e = \"[data-f] .g\";";
        assert_eq!(selectors(script), ["main .c", ".d", "[data-f] .g"]);
    }

    #[test]
    fn what_is_looked_for_is_written_by_a_view() {
        let looking = looking();
        let asked: BTreeSet<&str> =
            looking.iter().flat_map(|(_, text)| selectors(text)).flat_map(marks).collect();
        let known: BTreeSet<&str> = MARKS.iter().map(|(mark, _)| *mark).chain(OWN).collect();
        assert_eq!(asked, known, "left, what is looked for; right, what MARKS and OWN have");
        for (mark, file) in MARKS {
            let text = fs::read_to_string(root().join(file)).expect(file);
            let is_written = text
                .split(&format!("data-{mark}"))
                .skip(1)
                .any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'));
            assert!(is_written, "{file} does not write `data-{mark}`");
        }
    }
}
