//! HTML, as export files have it, becomes Markdown.

mod bounds;
mod inline;
mod pieces;

use std::rc::Rc;

use html::ends_paragraph;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, Node, NodeData, RcDom};

use crate::escape::escaped;
use bounds::{ELEMENTS, LEVELS, work};
use pieces::{child, code_block, embedded, find, picture, raw, table_rows};

/// How deep elements may lie in each other: what lies deeper is left out.
const DEPTH: usize = 120;

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

/// Whether an element becomes blocks of their own: not what is a part of another one.
fn is_block(name: &str) -> bool {
    match name {
        "audio" | "html" | "iframe" | "noscript" | "object" | "script" | "style" | "video" => true,
        "figcaption" | "summary" => false,
        name => ends_paragraph(name),
    }
}

impl Writer {
    /// The blocks of an element.
    fn blocks(&mut self, node: &Handle) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut run = String::new();
        self.depth += 1;
        for child in node.children.borrow().iter() {
            if is_block(name(child)) {
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
mod tests;
