//! What of a piece of Markdown is text.
//!
//! The copy of every post in Markdown is what snippets are cut from, so that no text lies on the
//! host twice. This takes the marks out of it that writers put in: well enough to read a few
//! words, for a piece of any size, and in one pass.

use alloc::string::String;

use crate::{part, words::is_letter};

/// The text of a piece of Markdown, with one space wherever there are several or a line ends.
pub fn plain(markdown: &str) -> String {
    let mut out = Plain { text: String::with_capacity(markdown.len()), in_code: false };
    let mut fenced = false;
    for line in markdown.lines() {
        let trimmed = line.trim();
        if is_fence(trimmed) {
            fenced = !fenced;
            continue;
        }
        if !fenced && is_ornament(trimmed) {
            continue;
        }
        let text = if fenced { trimmed } else { without_opening(trimmed) };
        if fenced {
            out.push_str(text);
        } else {
            out.line(text);
        }
        out.space();
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// Whether a line opens or closes a block of code.
pub(crate) fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// Rules between paragraphs and below the heads of tables and headings, and marks of boxes.
fn is_ornament(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b'-' | b'=' | b'*' | b'_' | b'|' | b':' | b' ' | b'+'))
        || line.starts_with(":::")
        || line.starts_with("<!--")
}

/// A line without what says what kind of block it is.
fn without_opening(line: &str) -> &str {
    let mut line = line;
    loop {
        let rest = line.trim_start_matches(['>', '#', ' ']);
        let rest = ["- ", "* ", "+ ", "[!", "[ ] ", "[x] ", ": "]
            .iter()
            .find_map(|mark| rest.strip_prefix(mark))
            .unwrap_or(rest);
        if rest.len() == line.len() {
            return line;
        }
        line = rest;
    }
}

struct Plain {
    text: String,
    in_code: bool,
}

impl Plain {
    fn line(&mut self, line: &str) {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            if !self.in_code
                && rest.len() > 1
                && c == '\\'
                && part(rest, 1..).starts_with(|c: char| c.is_ascii_punctuation())
            {
                rest = part(rest, 1..);
                rest.chars().take(1).for_each(|c| self.push(c));
                rest = part(rest, 1..);
                continue;
            }
            let skipped = self.mark(rest, c);
            if skipped == 0 {
                self.push(c);
                rest = part(rest, c.len_utf8()..);
            } else {
                rest = part(rest, skipped..);
            }
        }
    }

    /// How many bytes at the beginning of a text are marks.
    fn mark(&mut self, rest: &str, c: char) -> usize {
        match c {
            '`' => {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                self.in_code = !self.in_code;
                ticks
            }
            _ if self.in_code => 0,
            '*' => 1,
            '~' if rest.starts_with("~~") => 2,
            '_' => self.emphasis(rest),
            '!' if rest.starts_with("![") => 2,
            '[' if rest.starts_with("[^") => near(rest, b']').map_or(1, |end| end + 1),
            '[' => 1,
            ']' => 1 + target(part(rest, 1..)),
            '|' => {
                self.space();
                1
            }
            '<' => tag(rest),
            '{' if rest.starts_with("{#") || rest.starts_with("{.") => {
                near(rest, b'}').map_or(0, |end| end + 1)
            }
            _ => 0,
        }
    }

    /// An underscore is a mark unless it stands within a word.
    fn emphasis(&self, rest: &str) -> usize {
        let behind = part(rest, 1..).chars().next().is_some_and(is_letter);
        let before = self.text.chars().next_back().is_some_and(is_letter);
        usize::from(!(behind && before))
    }

    fn push_str(&mut self, text: &str) {
        text.chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        if c.is_whitespace() {
            self.space();
        } else if !c.is_control() {
            self.text.push(c);
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }
}

/// How far what ends a mark is looked for: each mark of a long line looks.
const NEAR: usize = 1_000;

/// Where the end of a mark stands.
fn near(rest: &str, end: u8) -> Option<usize> {
    rest.bytes().take(NEAR).position(|byte| byte == end)
}

/// The length of what says where a link leads, behind its text.
fn target(rest: &str) -> usize {
    let close = match rest.chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        Some('{') => '}',
        Some(':') => return 1,
        _ => return 0,
    };
    let end = rest.find(close).map_or(rest.len(), |end| end + 1);
    // An address may be followed by what is to be known of a picture.
    if close == ')' && part(rest, end..).starts_with('{') {
        end + target(part(rest, end..))
    } else {
        end
    }
}

/// The length of a tag, if that is what an angle bracket begins; an address in brackets loses them.
fn tag(rest: &str) -> usize {
    let begins =
        part(rest, 1..).starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    if !begins {
        return 0;
    }
    match near(rest, b'>') {
        Some(end) if is_address(part(rest, ..end).as_bytes()) => 1,
        Some(end) => end + 1,
        None => 0,
    }
}

fn is_address(text: &[u8]) -> bool {
    text.windows(3).any(|three| three == b"://") && !text.contains(&b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (markdown, text) in [
            ("## A *bold* **move**", "A bold move"),
            ("- see [the notes](https://a.b/c_d), twice", "see the notes, twice"),
            ("> [!NOTE]\n> Said.", "NOTE Said."),
            ("a `retry_after` and `*x*`", "a retry_after and *x*"),
            ("snake_case and _stress_", "snake_case and stress"),
            ("| a | b |\n|---|--:|\n| 1 | 2 |", "a b 1 2"),
            ("```rust\nlet x = [1];\n```", "let x = [1];"),
            ("one[^note] two", "one two"),
            ("![A cat](cat.png){dark=\"b.png\"} sits", "A cat sits"),
            ("x < 3 <b>bold</b> <https://a.b>", "x < 3 bold https://a.b>"),
            ("1\\. \\*not\\*", "1. *not*"),
            ("", ""),
        ] {
            assert_eq!(plain(markdown), text, "{markdown}");
        }
    }

    #[test]
    fn a_long_line_is_read_in_one_pass() {
        for mark in ["[^", "<a", "{#", "![", "](", "<a://", "`", "_"] {
            assert!(plain(&mark.repeat(200_000)).len() <= mark.len() * 200_000, "{mark}");
        }
    }
}
