//! The words of a text in Markdown, as a reader sees them, by its blocks.

use dialect::{dialect, mask};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// How many blocks are read of a text.
const MOST: usize = 5_000;

/// A part of a text that stands by itself: a paragraph, an item of a list, a row of a table, a line of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The heading that it stands below; empty above the first.
    pub section: String,
    /// Its words.
    pub text: String,
    /// Whether every character counts.
    pub is_code: bool,
}

/// Reads the blocks of a text; those beyond a limit are left out.
pub fn plain(markdown: &str) -> Vec<Block> {
    let masked = mask::masked(markdown, false);
    let events = Parser::new_ext(&masked, dialect(false)).into_offset_iter();
    let mut reader = Reader::default();
    for (event, _) in events.map(mask::unmasked) {
        reader.read(event);
        if reader.blocks.len() >= MOST {
            break;
        }
    }
    reader.end_block();
    reader.blocks.truncate(MOST);
    reader.blocks
}

/// All words of a text, a line for each block.
pub fn text(blocks: &[Block]) -> String {
    blocks.iter().map(|block| &*block.text).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    section: String,
    text: String,
    is_heading: bool,
    is_code: bool,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                self.end_block();
                self.is_code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                self.end_block();
                self.is_code = false;
            }
            Event::Start(Tag::Heading { .. }) => {
                self.end_block();
                self.is_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.section = self.text.trim().to_owned();
                self.end_block();
                self.is_heading = false;
            }
            Event::Text(text) if self.is_code => {
                for line in text.split_inclusive('\n') {
                    self.text.push_str(line.trim_end());
                    if line.ends_with('\n') {
                        self.end_block();
                    }
                }
            }
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::End(TagEnd::TableCell) => self.text.push_str(" | "),
            Event::TaskListMarker(is_done) => {
                self.text.push_str(if is_done { "☑ " } else { "☐ " });
            }
            // What is written as HTML is shown by what it holds; comments are nobody's to read.
            Event::Html(_) | Event::InlineHtml(_) => self.text.push(' '),
            Event::Start(tag) if is_block(&tag.to_end()) => self.end_block(),
            Event::End(tag) if is_block(&tag) => self.end_block(),
            _ => {}
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = if self.is_code { text } else { words(&text) };
        if !text.trim().is_empty() {
            let (section, is_code) = (self.section.clone(), self.is_code);
            self.blocks.push(Block { section, text, is_code });
        }
    }
}

/// A text with single blanks, and none around it.
fn words(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.strip_suffix(" |").map(str::to_owned).unwrap_or(text)
}

fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_its_readers_see_it() {
        let markdown = "One *word* and\n[a link](https://example.org).\n\n## Numbers\n\n- first\n- second `code`\n\n\
            <!-- secret -->\n\n```rust\nlet a = 1;\n\nlet b = 2;\n```\n\n| a | b |\n|--|--|\n| 1 | 2 |\n";
        let blocks = plain(markdown);
        let told: Vec<_> =
            blocks.iter().map(|block| (&*block.section, &*block.text, block.is_code)).collect();
        let numbers = "Numbers";
        assert_eq!(
            told,
            [
                ("", "One word and a link.", false),
                (numbers, "Numbers", false),
                (numbers, "first", false),
                (numbers, "second code", false),
                (numbers, "let a = 1;", true),
                (numbers, "let b = 2;", true),
                (numbers, "a | b", false),
                (numbers, "1 | 2", false),
            ]
        );
        assert_eq!(plain(&"a\n\n".repeat(6_000)).len(), MOST);
    }
}
