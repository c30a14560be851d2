//! HTML, as export files have it, becomes Markdown.

mod pieces;

use std::rc::Rc;

use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, Node, NodeData, RcDom};

pub(crate) use crate::markdown::html::escaped;
use pieces::{child, code_block, embedded, find, picture, raw, table_rows, text_of};

/// How deep elements may lie in each other: what lies deeper is left out.
const DEPTH: usize = 120;

/// How many elements may be open at once: for each one that begins, a parser looks through all.
const LEVELS: usize = 2_000;

/// How many elements a text may become.
const ELEMENTS: usize = 1_000_000;

/// Elements that a parser begins anew in every block until they are closed.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// What a parser would have to do, counted roughly: how many elements are open at once at most, those
/// that end by themselves aside, and how many there are.
fn work(html: &str) -> (usize, usize) {
    let (mut open, mut most) = (0_usize, 0);
    let (mut begun_anew, mut elements) = (0_usize, 0_usize);
    for part in html.split('<').skip(1) {
        let (part, ends) = part.strip_prefix('/').map_or((part, false), |part| (part, true));
        let name = part.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_formatting = FORMATTING.iter().any(|other| other.eq_ignore_ascii_case(name));
        elements = elements.saturating_add(1 + begun_anew);
        if ends {
            open = open.saturating_sub(1);
            begun_anew = begun_anew.saturating_sub(usize::from(is_formatting));
        } else if !name.is_empty() && !matches!(name, "p" | "li" | "br" | "img" | "hr" | "input") {
            open += 1;
            most = most.max(open);
            begun_anew += usize::from(is_formatting);
        }
    }
    (most, elements)
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Made {
    pub(crate) markdown: String,
    /// What was left out or became something else, in words.
    pub(crate) became: Vec<String>,
}

/// Converts the HTML of a text. With `lines`, an empty line ends a paragraph and a line is broken
/// where it is, as WordPress has it.
pub(crate) fn to_markdown(html: &str, lines: bool) -> Made {
    let (levels, elements) = work(html);
    let why = match (levels > LEVELS, elements > ELEMENTS) {
        (true, _) => Some(format!("HTML with more than {LEVELS} elements in each other: left out")),
        (_, true) => Some("HTML with more elements than any text has: left out".to_owned()),
        _ => None,
    };
    if let Some(why) = why {
        return Made { markdown: String::new(), became: vec![why] };
    }
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false)
        .one(html);
    let mut writer = Writer { lines, became: Vec::new(), depth: 0 };
    let mut blocks = Vec::new();
    for root in dom.document.children.borrow().iter() {
        blocks.extend(writer.blocks(root));
    }
    let mut markdown = blocks.join("\n\n");
    markdown.push('\n');
    dismantle(&dom.document);
    writer.became.sort();
    writer.became.dedup();
    Made { markdown, became: writer.became }
}

/// Takes a tree apart from above: dropped as it is, a deep one would take more stack than there is.
fn dismantle(root: &Rc<Node>) {
    let mut open = vec![root.clone()];
    while let Some(node) = open.pop() {
        open.extend(node.children.borrow_mut().drain(..));
    }
}

struct Writer {
    lines: bool,
    became: Vec<String>,
    depth: usize,
}

fn name(node: &Handle) -> &str {
    match &node.data {
        NodeData::Element { name, .. } => &name.local,
        _ => "",
    }
}

fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    let attrs = attrs.borrow();
    let found = attrs.iter().find(|attribute| &*attribute.name.local == wanted)?;
    Some(found.value.trim().to_owned())
}

const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "iframe",
    "main",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "style",
    "table",
    "ul",
    "video",
    "object",
    "html",
];

impl Writer {
    /// The blocks of an element.
    fn blocks(&mut self, node: &Handle) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut run = String::new();
        self.depth += 1;
        for child in node.children.borrow().iter() {
            if BLOCKS.contains(&name(child)) {
                self.paragraphs(&mut run, &mut blocks);
                blocks.extend(self.block(child));
            } else {
                self.inline(child, &mut run);
            }
        }
        self.depth -= 1;
        self.paragraphs(&mut run, &mut blocks);
        blocks
    }

    /// What stands between blocks: one paragraph, or with `lines` one for each empty line.
    fn paragraphs(&self, run: &mut String, blocks: &mut Vec<String>) {
        let text = std::mem::take(run);
        let parts: Vec<&str> = if self.lines { text.split("\n\n").collect() } else { vec![&*text] };
        for part in parts {
            let part = paragraph(part);
            if !part.is_empty() {
                blocks.push(part);
            }
        }
    }

    fn block(&mut self, node: &Handle) -> Vec<String> {
        if self.depth > DEPTH {
            self.became.push("what lies too deep in other elements: left out".into());
            return Vec::new();
        }
        let name = name(node);
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level: usize = name[1..].parse().unwrap_or(2);
                let words = self.words(node).replace("\\\n", " ").replace('\n', " ");
                if words.is_empty() {
                    return Vec::new();
                }
                vec![format!("{} {words}", "#".repeat(level.max(2)))]
            }
            "hr" => vec!["---".into()],
            "pre" => vec![code_block(node)],
            "blockquote" => vec![prefixed(&self.blocks(node).join("\n\n"), "> ")],
            "ul" | "ol" => vec![self.list(node, name == "ol")],
            "table" => vec![self.table(node)],
            "figure" => self.figure(node),
            "details" => {
                let summary = child(node, "summary").map(|node| self.words(&node));
                let inner = self.blocks(node).join("\n\n");
                let summary = escaped(&summary.unwrap_or_else(|| "Details".into()));
                vec![format!("<details>\n<summary>{summary}</summary>\n\n{inner}\n\n</details>")]
            }
            "iframe" | "object" => {
                let source = attribute(node, "src").or_else(|| attribute(node, "data"));
                let title = attribute(node, "title").unwrap_or_default();
                let made = source.map(|source| embedded(&source, &title));
                self.became.push(match &made {
                    Some(made) if made.starts_with("{{") => {
                        "what is embedded: the shortcode that comes along".into()
                    }
                    _ => "what is embedded: a link to it".into(),
                });
                made.into_iter().collect()
            }
            "video" | "audio" => {
                let source = attribute(node, "src")
                    .or_else(|| child(node, "source").and_then(|node| attribute(&node, "src")));
                let tag = |source: String| {
                    format!("<{name} src=\"{}\" controls></{name}>", escaped(&source))
                };
                source.map(tag).into_iter().collect()
            }
            "script" => {
                let source = attribute(node, "src").unwrap_or_default();
                if let Some(made) = crate::markdown::embeds::of_address(&source, "") {
                    return vec![made];
                }
                self.became.push("a script: taken out".into());
                Vec::new()
            }
            "style" | "noscript" => {
                self.became.push(format!("`<{name}>`: taken out"));
                Vec::new()
            }
            "dl" => vec![raw(node)],
            "p" => {
                let lines = std::mem::replace(&mut self.lines, false);
                let blocks = self.blocks(node);
                self.lines = lines;
                blocks
            }
            _ => self.blocks(node),
        }
    }

    fn list(&mut self, node: &Handle, numbered: bool) -> String {
        let first: usize =
            attribute(node, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let (mut items, mut loose) = (Vec::new(), false);
        let lines = std::mem::replace(&mut self.lines, false);
        let children = node.children.borrow();
        let elements = children.iter().filter(|child| !name(child).is_empty());
        for (at, item) in elements.enumerate() {
            let number = first.saturating_add(at);
            let marker = if numbered { format!("{number}. ") } else { "- ".to_owned() };
            let blocks = self.blocks(item);
            let is_list = |block: &String| block.starts_with("- ") || block.starts_with("1. ");
            loose |= blocks.len() > 2 || blocks.get(1).is_some_and(|block| !is_list(block));
            let text = blocks.join(if loose { "\n\n" } else { "\n" });
            let text = prefixed(&text, &" ".repeat(marker.len()));
            items.push(format!("{marker}{}", text.trim_start()));
        }
        self.lines = lines;
        items.join(if loose { "\n\n" } else { "\n" })
    }

    fn table(&mut self, node: &Handle) -> String {
        let mut rows = Vec::new();
        let simple = table_rows(node, &mut rows);
        let widest = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        if !simple || widest == 0 {
            return raw(node);
        }
        let mut made = String::new();
        for (at, row) in rows.iter().enumerate() {
            let cell = |cell: &Handle, writer: &mut Self| {
                writer.words(cell).replace("\\\n", "<br>").replace('\n', " ").replace('|', "\\|")
            };
            let mut cells: Vec<String> = row.iter().map(|node| cell(node, self)).collect();
            cells.resize(widest, String::new());
            made.push_str(&format!("| {} |\n", cells.join(" | ")));
            if at == 0 {
                made.push_str(&format!("|{}\n", "---|".repeat(widest)));
            }
        }
        made.trim_end().to_owned()
    }

    /// A picture with its caption, else what is in it.
    fn figure(&mut self, node: &Handle) -> Vec<String> {
        let caption = find(node, "figcaption").map(|caption| self.words(&caption));
        let Some(image) = find(node, "img") else {
            let mut blocks = self.blocks(node);
            blocks.retain(|block| !block.is_empty());
            return blocks;
        };
        let linked = find(node, "a").and_then(|link| attribute(&link, "href"));
        let caption = caption.map(|caption| caption.replace("\\\n", " ").replace('\n', " "));
        let picture = picture(&image, caption.as_deref().unwrap_or_default());
        vec![match linked.filter(|_| !picture.starts_with('<')) {
            Some(link) => format!("[{picture}]({})", address(&link)),
            None => picture,
        }]
    }

    /// What is in an element, on one line.
    fn words(&mut self, node: &Handle) -> String {
        let mut run = String::new();
        self.depth += 1;
        if self.depth <= DEPTH {
            for child in node.children.borrow().iter() {
                self.inline(child, &mut run);
            }
        }
        self.depth -= 1;
        paragraph(&run)
    }

    fn inline(&mut self, node: &Handle, run: &mut String) {
        match &node.data {
            NodeData::Text { contents } => self.text(&contents.borrow(), run),
            NodeData::Element { .. } => self.element(node, run),
            _ => {}
        }
    }

    fn text(&self, text: &str, run: &mut String) {
        let mut blank = run.ends_with([' ', '\n']);
        let mut lines = 0;
        for c in text.chars() {
            if c == '\n' && self.lines {
                lines += 1;
                continue;
            }
            if lines > 0 && !c.is_whitespace() {
                let kept = run.trim_end_matches(' ').len();
                run.truncate(kept);
                run.push_str(if lines > 1 { "\n\n" } else { "\\\n" });
                (lines, blank) = (0, true);
            }
            match c {
                c if c.is_whitespace() && c != '\u{a0}' => {
                    if !blank && lines == 0 {
                        run.push(' ');
                    }
                    blank = true;
                    continue;
                }
                '\\' | '`' | '*' | '_' | '[' | ']' | '~' => {
                    run.push('\\');
                    run.push(c);
                }
                '<' => run.push_str("&lt;"),
                '&' => run.push_str("&amp;"),
                c => run.push(c),
            }
            blank = false;
        }
        if lines > 0 {
            run.push_str(if lines > 1 { "\n\n" } else { "\n" });
        }
    }

    fn element(&mut self, node: &Handle, run: &mut String) {
        let mut around = |writer: &mut Self, before: &str, after: &str| {
            let inner = writer.words(node);
            let inner = inner.trim_matches('\\');
            if !inner.trim().is_empty() {
                run.push_str(&format!("{before}{}{after}", inner.trim()));
            }
        };
        match name(node) {
            "strong" | "b" => around(self, "**", "**"),
            "em" | "i" => around(self, "*", "*"),
            "del" | "s" | "strike" => around(self, "~~", "~~"),
            "sup" => around(self, "<sup>", "</sup>"),
            "sub" => around(self, "<sub>", "</sub>"),
            "kbd" => around(self, "<kbd>", "</kbd>"),
            "mark" => around(self, "<mark>", "</mark>"),
            "code" | "tt" | "samp" => {
                let mut code = String::new();
                text_of(node, &mut code);
                let code = code.replace('\n', " ");
                let ticks = if code.contains('`') { "``" } else { "`" };
                let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                if !code.trim().is_empty() {
                    run.push_str(&format!("{ticks}{pad}{code}{pad}{ticks}"));
                }
            }
            "br" => {
                let kept = run.trim_end_matches(' ').len();
                run.truncate(kept);
                run.push_str("\\\n");
            }
            "a" => {
                let words = self.words(node);
                match attribute(node, "href") {
                    Some(href) if !words.is_empty() && !href.is_empty() => {
                        run.push_str(&format!("[{words}]({})", address(&href)));
                    }
                    _ => run.push_str(&words),
                }
            }
            "img" => run.push_str(&picture(node, "")),
            "summary" | "figcaption" | "source" | "input" | "button" => {}
            name if BLOCKS.contains(&name) => {
                let blocks = self.block(node);
                run.push_str(&blocks.join(" "));
            }
            _ => {
                self.depth += 1;
                if self.depth <= DEPTH {
                    for child in node.children.borrow().iter() {
                        self.inline(child, run);
                    }
                }
                self.depth -= 1;
            }
        }
    }
}

/// A paragraph without blanks around it, and without what would begin a block at its head.
fn paragraph(text: &str) -> String {
    let text = text.trim_matches([' ', '\n']);
    let text = text.trim_end_matches("\\\n").trim_end_matches('\\').trim_end();
    let text = text.trim_start_matches("\\\n").trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let begins = text.starts_with("# ")
        || text.starts_with("##")
        || ["- ", "+ ", "> ", "---", "+++"].iter().any(|mark| text.starts_with(mark))
        || text.starts_with('>');
    if begins {
        return format!("\\{text}");
    }
    match text[digits..].strip_prefix(['.', ')']) {
        Some(rest) if digits > 0 && rest.starts_with(' ') => {
            format!("{}\\{}", &text[..digits], &text[digits..])
        }
        _ => text.to_owned(),
    }
}

fn prefixed(text: &str, prefix: &str) -> String {
    let line = |line: &str| match line {
        "" => prefix.trim_end().to_owned(),
        line => format!("{prefix}{line}"),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn address(href: &str) -> String {
    let href = href.replace(['\n', '\t'], "");
    if href.contains([' ', '(', ')']) { format!("<{href}>") } else { href }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(html: &str) -> String {
        to_markdown(html, false).markdown.trim_end().to_owned()
    }

    #[test]
    fn html_becomes_markdown() {
        for (html, markdown) in [
            (
                "<p>A <b>b</b> <i>c</i> <code>d</code>.</p><p>E<br>f</p>",
                "A **b** *c* `d`.\n\nE\\\nf",
            ),
            ("<h1>A</h1><h3>B *c*</h3>", "## A\n\n### B \\*c\\*"),
            ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
            ("<ol start=3><li><p>a</p><p>b</p></li></ol>", "3. a\n\n   b"),
            ("<pre><code class=\"language-rs\">let a;\n</code></pre>", "```rs\nlet a;\n```"),
            ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
            (
                "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>x|y</td></tr></table>",
                "| a | b |\n|---|---|\n| 1 | x\\|y |",
            ),
            (
                "<figure><img src=a.png alt=A><figcaption>C</figcaption></figure>",
                "![A](a.png \"C\")",
            ),
            ("<img src=a.png>", "<img src=\"a.png\" alt=\"\">"),
            (
                "<iframe src=\"https://www.youtube.com/embed/x?y\"></iframe>",
                "{{< youtube id=\"x\" >}}",
            ),
            ("<p># no heading</p><p>1. no list</p>", "\\# no heading\n\n1\\. no list"),
            ("a &lt;b&gt; &amp;amp;", "a &lt;b> &amp;amp;"),
        ] {
            assert_eq!(made(html), markdown, "{html}");
        }
        let lines = to_markdown("One\ntwo\n\nThree <b>f</b>", true).markdown;
        assert_eq!(lines, "One\\\ntwo\n\nThree **f**\n");
    }

    #[test]
    fn what_has_no_end_ends() {
        for part in
            ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote><p>", "<svg>", "<select>"]
        {
            let made = to_markdown(&part.repeat(200_000), false);
            assert!(made.markdown.len() < 100 && !made.became.is_empty(), "{part}");
        }
        // Each paragraph begins all of them anew.
        let fonts: String = (0..1_000).map(|size| format!("<font size={size}>")).collect();
        let made = to_markdown(&format!("{fonts}{}", "<p>x".repeat(20_000)), false);
        assert_eq!(made.became, ["HTML with more elements than any text has: left out"]);
        let closed = "<p><b>x</b> <i>y</i></p>".repeat(20_000);
        assert!(to_markdown(&closed, false).became.is_empty());
    }
}
