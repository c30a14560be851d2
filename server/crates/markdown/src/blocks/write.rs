//! What becomes of blocks: on the page, and in the Markdown beside it.

use ::words::Words;
use diagnostics::Span;
use html_escape::encode_text;

use super::{
    block::{Block, BlockKind, Title},
    hidden::Hidden,
    marks::{BlockMark, INDENT, MarkedLine},
};
use crate::writer::{OpenElement, Writer};

impl Block {
    /// The same block in a text that begins at a place of its file.
    pub(super) fn moved(&self, by: usize) -> Self {
        let title = match &self.title {
            Title::Written(place) => Title::Written(place.start + by..place.end + by),
            other => other.clone(),
        };
        Self { title, ..self.clone() }
    }
}

impl Writer<'_> {
    pub(crate) fn start_block(&mut self, block: &Block) {
        let class = match block.kind {
            BlockKind::Alert(class) => format!(" class=\"markdown-alert markdown-alert-{class}\""),
            BlockKind::Details => String::new(),
            BlockKind::Group => " class=\"code-group\" data-tabs".to_owned(),
        };
        let title_class = match block.kind {
            BlockKind::Alert(_) => " class=\"markdown-alert-title\"",
            _ => "",
        };
        match block.folds {
            Some(is_open) => {
                let open = if is_open { " open" } else { "" };
                self.enter("details", &format!("<details{class}{open}>"));
                self.block_title("summary", title_class, &block.title);
                self.open.push(OpenElement::Element("details"));
            }
            None => {
                self.enter("div", &format!("<div{class}>"));
                self.block_title("p", title_class, &block.title);
                self.open.push(OpenElement::Element("div"));
            }
        }
    }

    fn block_title(&mut self, element: &'static str, class: &str, title: &Title) {
        if *title != Title::Nothing {
            self.enter(element, &format!("<{element}{class}>"));
            match title {
                Title::Written(place) => {
                    self.titles.push(place.clone());
                    self.inline(place.clone());
                }
                Title::Usual(name) => {
                    let name = encode_text(self.text.words.say(*name)).into_owned();
                    self.tag(&name);
                }
                Title::Nothing => {}
            }
            self.leave(element);
        }
        self.tag("\n");
    }

    pub(crate) fn unended_blocks(&mut self, lines: Vec<Span>) {
        for line in lines {
            let text = self.text.source.text().get(line.clone()).unwrap_or_default();
            let colons = &text[..text.len() - text.trim_start_matches(':').len()];
            let help = format!("add a line with `{colons}` behind it");
            self.warning(line, "this block does not end", Some(help));
        }
    }
}

/// What the Markdown beside a page has in the place of lines that only this reader knows: the title
/// in strong words, so that every other reader finds the same. A text that begins at a place of its
/// file is given whole.
pub(crate) fn said_plainly(
    hidden: &Hidden,
    source: &str,
    start: usize,
    words: &Words,
) -> Vec<(Span, String)> {
    let mut edits = Vec::new();
    for MarkedLine { line, mark } in hidden.marks.values() {
        let line = line.start + start..line.end + start;
        let mut empty = empty_line(source, line.start);
        // What parts it from what it would define stands in the block, too.
        let parted = is_definition(&source[line.end..]);
        if parted {
            let indent = if matches!(mark, BlockMark::Item(_)) { INDENT } else { 0 };
            empty = format!("{empty}{:indent$}<!-- -->{empty}", "");
        }
        let (block, before) = match mark {
            BlockMark::Begin(_, block) if follows_text(&source[start..line.start]) => {
                (block.moved(start), empty.as_str())
            }
            BlockMark::Begin(_, block) | BlockMark::Quote(block) => (block.moved(start), ""),
            BlockMark::Item(block) => (block.moved(start), "-   "),
            BlockMark::End(_) | BlockMark::Nothing | BlockMark::Attributes | BlockMark::Silent => {
                let ends = parted && matches!(mark, BlockMark::End(_));
                edits.push((line, if ends { "<!-- -->".to_owned() } else { String::new() }));
                continue;
            }
        };
        match block.title {
            Title::Written(title) => {
                edits.push((line.start..title.start, format!("{before}**")));
                edits.push((title.end..line.end, format!("**{empty}")));
            }
            Title::Usual(name) => {
                let name = words.say(name);
                edits.push((line, format!("{before}**{name}**{empty}")));
            }
            Title::Nothing if before == "-   " => edits.push((line, format!("{before}<!-- -->"))),
            Title::Nothing => edits.push((line, String::new())),
        }
    }
    edits
}

/// An empty line in the quotations that the line of a place stands in.
fn empty_line(source: &str, at: usize) -> String {
    let before = source[..at].rsplit('\n').next().unwrap_or_default();
    format!("\n{before}")
}

/// Whether the line above a place has something on it.
fn follows_text(before: &str) -> bool {
    let above = before.rsplit('\n').nth(1).unwrap_or_default();
    !above.trim_matches([' ', '\t', '>', '\r']).is_empty()
}

/// Whether what follows would be the definition of what precedes it.
fn is_definition(behind: &str) -> bool {
    let behind = behind.trim_start_matches([' ', '\t', '\r', '\n', '>']);
    behind.strip_prefix(':').is_some_and(|rest| rest.starts_with([' ', '\t']))
}
