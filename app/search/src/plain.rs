//! What of a piece of Markdown is text.
//!
//! The copy of every post in Markdown is what snippets are cut from, so that no text lies on the
//! host twice. This takes the marks out of it that writers put in: well enough to read a few
//! words, for a piece of any size, and in one pass.

use alloc::string::String;

use crate::{byte, find, letter, part, words::is_letter};

/// The text of a piece of Markdown, with one space wherever there are several or a line ends.
pub fn plain(markdown: &str) -> String {
    let mut out = Plain { text: String::with_capacity(markdown.len()), last: ' ', in_code: false };
    let mut fenced = false;
    let mut rest = markdown;
    while !rest.is_empty() {
        let end = find(rest, b'\n').unwrap_or(rest.len());
        let line = part(rest, ..end).trim_ascii();
        rest = part(rest, end + 1..);
        if is_fence(line) {
            fenced = !fenced;
            continue;
        }
        if fenced {
            line.chars().for_each(|c| out.push(c));
        } else if !is_ornament(line) {
            out.line(without_opening(line));
        }
        out.push(' ');
    }
    if out.last == ' ' {
        out.text.pop();
    }
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
        let mut rest = line;
        while matches!(byte(rest, 0), b'>' | b'#' | b' ') {
            rest = part(rest, 1..);
        }
        for mark in ["- ", "* ", "+ ", "[!", "[ ] ", "[x] ", ": "] {
            if let Some(behind) = rest.strip_prefix(mark) {
                rest = behind;
                break;
            }
        }
        if rest.len() == line.len() {
            return line;
        }
        line = rest;
    }
}

struct Plain {
    text: String,
    /// The last letter of it.
    last: char,
    in_code: bool,
}

impl Plain {
    fn line(&mut self, line: &str) {
        let mut at = 0;
        while let Some(c) = letter(line, at) {
            if !self.in_code && c == '\\' && byte(line, at + 1).is_ascii_punctuation() {
                self.push(char::from(byte(line, at + 1)));
                at += 2;
                continue;
            }
            let skipped = self.mark(part(line, at..), c);
            if skipped == 0 {
                self.push(c);
                at += c.len_utf8();
            }
            at += skipped;
        }
    }

    /// How many bytes at the beginning of a text are marks.
    fn mark(&mut self, rest: &str, c: char) -> usize {
        let next = byte(rest, 1);
        match c {
            '`' => {
                self.in_code = !self.in_code;
                rest.bytes().take_while(|byte| *byte == b'`').count()
            }
            _ if self.in_code => 0,
            '*' => 1,
            '~' if next == b'~' => 2,
            // An underscore is a mark unless it stands within a word.
            '_' => usize::from(!(is_letter(self.last) && letter(rest, 1).is_some_and(is_letter))),
            '!' if next == b'[' => 2,
            '[' if next == b'^' => near(rest, b']').map_or(1, |end| end + 1),
            '[' => 1,
            ']' => 1 + target(part(rest, 1..)),
            '|' => {
                self.push(' ');
                1
            }
            '<' => tag(rest),
            '{' if matches!(next, b'#' | b'.') => near(rest, b'}').map_or(0, |end| end + 1),
            _ => 0,
        }
    }

    fn push(&mut self, c: char) {
        let c = if is_gap(c) { ' ' } else { c };
        if c != ' ' || self.last != ' ' {
            self.text.push(c);
            self.last = c;
        }
    }
}

/// Whether something is a space of any width, or what nobody sees.
fn is_gap(c: char) -> bool {
    matches!(c,
        '\0'..=' ' | '\u{7f}'..='\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// How far what ends a mark is looked for: each mark of a long line looks.
const NEAR: usize = 1_000;

/// Where the end of a mark stands.
fn near(rest: &str, end: u8) -> Option<usize> {
    rest.bytes().take(NEAR).position(|byte| byte == end)
}

/// The length of what says where a link leads, behind its text.
fn target(rest: &str) -> usize {
    let close = match byte(rest, 0) {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b':' => return 1,
        _ => return 0,
    };
    let end = find(rest, close).map_or(rest.len(), |end| end + 1);
    // An address may be followed by what is to be known of a picture.
    let is_followed = close == b')' && byte(rest, end) == b'{';
    end + if is_followed { target(part(rest, end..)) } else { 0 }
}

/// The length of a tag, if that is what an angle bracket begins; an address in brackets loses them.
fn tag(rest: &str) -> usize {
    if !matches!(byte(rest, 1), b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!') {
        return 0;
    }
    match near(rest, b'>') {
        Some(end) if is_address(part(rest, ..end).as_bytes()) => 1,
        Some(end) => end + 1,
        None => 0,
    }
}

fn is_address(text: &[u8]) -> bool {
    text.windows(3).any(|three| three == b"://") && text.iter().all(|byte| *byte != b' ')
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
