//! What lies deep in other things, in everything that a writer can give: it is shown, or it is a
//! fault with its place, and the program goes on.

mod common;

use common::{Blog, program::blog as command};
use serde_json::Value;

/// How deep things lie in each other.
const LEVELS: [usize; 2] = [10_000, 100_000];

/// A text that is deep: what stands before it, what begins and ends each level, what stands behind.
struct Deep {
    name: &'static str,
    before: &'static str,
    open: &'static str,
    middle: &'static str,
    close: &'static str,
    after: &'static str,
}

impl Deep {
    fn text(&self, levels: usize) -> String {
        let Self { before, open, middle, close, after, .. } = self;
        format!("{before}{}{middle}{}{after}", open.repeat(levels), close.repeat(levels))
    }
}

const fn deep(name: &'static str, [before, open, middle, close, after]: [&'static str; 5]) -> Deep {
    Deep { name, before, open, middle, close, after }
}

/// Texts of posts that are shown: what is deep in them means nothing, or is taken as text.
const SHOWN: &[Deep] = &[
    deep("links", ["", "[", "a", "](/)", ""]),
    deep("brackets", ["", "(", "a", ")", ""]),
    deep("inline-code", ["", "`a ", "", "", ""]),
    deep("code", ["```json\n", "[", "1", "]", "\n```\n"]),
    deep("yaml-code", ["```yaml\n", "- ", "a", "", "\n```\n"]),
    deep("log-json", ["```log-excerpt\n{\"a\":", "[", "1", "]", "}\n```\n"]),
    deep("stack", ["```flame\na", ";a", "", "", " 1\n```\n"]),
];

/// Texts of posts that are refused.
const REFUSED: &[Deep] = &[
    deep("quotes", ["", "> ", "a", "", ""]),
    deep("lists", ["", "- ", "a", "", ""]),
    deep("numbers", ["", "1. ", "a", "", ""]),
    deep("emphasis", ["", "*a **b ", "c", "** d*", ""]),
    deep("images", ["", "![", "a", "](/)", ""]),
    deep("elements", ["", "<div>", "a", "</div>", ""]),
    deep("inline-elements", ["a ", "<b>", "a", "</b>", ""]),
    deep("drawing", ["<svg viewBox=\"0 0 1 1\">", "<g>", "", "</g>", "</svg>"]),
    deep("mathml", ["<math>", "<mrow>", "", "</mrow>", "</math>"]),
    deep("open-elements", ["", "<div>", "a", "", ""]),
    deep("closed-elements", ["", "", "a", "</div>", ""]),
    deep("formula", ["$$", "\\frac{", "1", "}{2}", "$$"]),
    deep("formula-groups", ["$$", "{", "1", "}", "$$"]),
    deep("formula-powers", ["$$", "a^{", "1", "}", "$$"]),
    deep("formula-fences", ["$$", "\\left(", "1", "\\right)", "$$"]),
    deep("chemistry", ["$$\\ce{", "{", "1", "}", "}$$"]),
    deep("chart-toml", ["```chart\ntype = ", "[", "", "]", "\n\na,b\n1,2\n```\n"]),
    deep("chart-yaml", ["```chart\ntype: ", "[", "", "]", "\n\na,b\n1,2\n```\n"]),
    deep(
        "chart-data",
        ["```chart\ntype = \"line\"\ntitle = \"t\"\n\na,b\n", "\"", "", "", "\n```\n"],
    ),
    deep("trace-json", ["```trace\n{\"resourceSpans\":[{\"a\":", "[", "1", "]", "}]}\n```\n"]),
    deep("subgraphs", ["```mermaid\nflowchart LR\n", "subgraph a\n", "b\n", "end\n", "```\n"]),
    deep("shapes", ["```mermaid\nflowchart LR\na", "(", "b", ")", "\n```\n"]),
    deep("states", ["```mermaid\nstateDiagram-v2\n", "state a {\n", "b\n", "}\n", "```\n"]),
    deep("blocks", ["```mermaid\nblock-beta\n", "block\n", "b\n", "end\n", "```\n"]),
    deep("loops", ["```mermaid\nsequenceDiagram\n", "loop a\n", "A->>B: c\n", "end\n", "```\n"]),
    deep("calls", ["", "{{< details a >}}\n\n", "b", "\n\n{{< /details >}}", ""]),
    deep("settings", ["```mermaid\n%%{init: ", "{\"a\":", "1", "}", "}%%\nflowchart LR\nA\n```\n"]),
    deep("mermaid-head", ["```mermaid\n---\na: ", "[", "", "]", "\n---\nflowchart LR\nA\n```\n"]),
];

/// The heads of posts that are refused.
const HEADS: &[Deep] = &[
    deep("toml-lists", ["+++\ntitle = ", "[", "", "]", "\n+++\n\nText.\n"]),
    deep("toml-tables", ["+++\ntitle = ", "{a=", "1", "}", "\n+++\n\nText.\n"]),
    deep("toml-dots", ["+++\n", "a.", "a", "", " = 1\n+++\n\nText.\n"]),
    deep("yaml-lists", ["---\ntitle: ", "[", "", "]", "\n---\n\nText.\n"]),
    deep("yaml-tables", ["---\ntitle: ", "{a: ", "1", "}", "\n---\n\nText.\n"]),
    deep("yaml-blocks", ["---\ntitle:\n  ", "- ", "1", "", "\n---\n\nText.\n"]),
];

/// Files of the whole site that are refused.
const FILES: &[(&str, Deep)] = &[
    ("site.toml", deep("lists", ["title = ", "[", "", "]", "\n"])),
    ("site.toml", deep("tables", ["", "[[a", "", "]]", "\n"])),
    ("authors.toml", deep("lists", ["[a]\nname = ", "[", "", "]", "\n"])),
    ("series.toml", deep("dots", ["", "a.", "a", "", " = 1\n"])),
];

const HEAD: &str = "+++\ntitle = \"A\"\ndate = 2026-01-01\nmath = true\n+++\n\n";

const DRAWING: Deep = deep("", ["<svg viewBox=\"0 0 1 1\">", "<g>", "", "</g>", "</svg>"]);

/// The places of the faults that a check finds, a file with its line each.
fn places(blog: &Blog) -> Vec<(String, u64)> {
    let content = blog.content();
    let content = content.to_str().expect("a path");
    let ran = command(&["check", "--format", "json", "--content", content]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let faults: Vec<Value> = serde_json::from_str(&ran.out).expect("JSON");
    let errors = faults.iter().filter(|fault| fault["severity"] == "error");
    let place = |fault: &Value| {
        let file = fault["path"].as_str().and_then(|path| path.rsplit('/').next());
        (file.unwrap_or_default().to_owned(), fault["line"].as_u64().unwrap_or_default())
    };
    errors.map(place).collect()
}

#[test]
fn what_lies_deep_is_shown_or_refused_at_its_place() {
    for levels in LEVELS {
        let blog = Blog::at("https://example.org");
        for text in SHOWN.iter().chain(REFUSED) {
            let file = format!("content/posts/{}.md", text.name);
            blog.write(&file, &format!("{HEAD}{}\n", text.text(levels)));
        }
        for head in HEADS {
            blog.write(&format!("content/posts/{}.md", head.name), &head.text(levels));
        }
        blog.write("content/posts/deep.svg", &DRAWING.text(levels));
        blog.write("content/posts/shows.md", &format!("{HEAD}![a](deep.svg)\n"));
        let places = places(&blog);
        let refused = REFUSED.iter().chain(HEADS).map(|text| text.name).chain(["shows"]);
        for name in refused {
            let file = format!("{name}.md");
            assert!(places.iter().any(|(path, line)| *path == file && *line > 0), "{file}");
        }
        for text in SHOWN {
            let file = format!("{}.md", text.name);
            assert!(!places.iter().any(|(path, _)| *path == file), "{file}: {places:?}");
        }
    }
}

#[test]
fn what_lies_deep_in_a_file_of_the_whole_site_is_refused_at_its_place() {
    for levels in LEVELS {
        for (file, text) in FILES {
            let blog = Blog::at("https://example.org");
            blog.write(&format!("content/{file}"), &text.text(levels));
            let places = places(&blog);
            assert!(places.iter().any(|(path, line)| path == file && *line > 0), "{places:?}");
        }
        let blog = Blog::at("https://example.org");
        blog.write("content/icon.svg", &DRAWING.text(levels));
        assert_eq!(places(&blog), [("icon.svg".to_owned(), 1)]);
    }
}
