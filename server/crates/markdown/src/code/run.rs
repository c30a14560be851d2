//! Blocks of code that are run: ```` ```python run ````, with what they print in the block behind them.
//!
//! Nothing runs here. What ran elsewhere is recorded by a name of the block and of what it prints, so that a
//! page says it of nothing else.

mod write;

use std::{fmt::Write, iter::Peekable, str::Chars};

use diagnostics::Span;
use model::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A block of code that is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runnable {
    /// Its language.
    pub language: String,
    /// What is run.
    pub code: String,
    /// The line above it.
    pub head: Span,
    /// All of it.
    pub block: Span,
    /// What it prints, if the text says so.
    pub output: Option<Output>,
}

/// The block behind one that is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// The line above it, without the fence.
    pub info: String,
    /// All of it.
    pub block: Span,
    /// What stands in it.
    pub text: String,
}

/// With what something ran, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The program and its version: `Python 3.11.7`.
    pub tool: String,
    /// The day.
    pub date: Date,
}

impl Runnable {
    /// What it prints as the text says.
    pub fn expected(&self) -> String {
        self.output.as_ref().map(|output| printed(&output.text)).unwrap_or_default()
    }

    /// Names the code and what it prints: with another letter in either the name is another.
    pub fn key(&self) -> String {
        let mut hash = Sha256::new();
        for part in [&self.language, &self.code, &self.expected()] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What a program printed, as a text can say it: in lines without spaces at their ends, and without
/// characters that control a terminal or turn the direction of what is read.
pub fn printed(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\x1b' => skip_escape(&mut chars),
            '\n' | '\t' => plain.push(c),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    let mut lines = String::new();
    for line in plain.trim_end().lines() {
        // Writing to a string can't fail.
        let _ = writeln!(lines, "{}", line.trim_end());
    }
    lines
}

/// Skips what follows an escape: a sequence for a terminal, such as a colour.
fn skip_escape(chars: &mut Peekable<Chars<'_>>) {
    match chars.next() {
        // Parameters, then a letter.
        Some('[') => {
            while chars.next_if(|c| matches!(c, ' '..='?')).is_some() {}
            chars.next();
        }
        // A title or an address, up to a bell or another escape.
        Some(']') => {
            while chars.next_if(|c| !matches!(c, '\x07' | '\x1b' | '\n')).is_some() {}
            if chars.next_if_eq(&'\x1b').is_some() {
                chars.next_if_eq(&'\\');
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_has_nothing_that_a_page_can_not_show() {
        for (raw, plain) in [
            ("", ""),
            ("\n\n", ""),
            ("a  \r\nb\t\n\n", "a\nb\n"),
            ("\x1b[1;31mred\x1b[0m", "red\n"),
            ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x07", "link\n"),
            ("a\0b\x07\u{9b}c\u{202e}d\x1b", "abcd\n"),
            ("  ä\n\n  b", "  ä\n\n  b\n"),
        ] {
            assert_eq!(printed(raw), plain, "{raw:?}");
            assert_eq!(printed(plain), plain, "{raw:?}");
        }
    }

    #[test]
    fn the_name_changes_with_every_part() {
        let runnable = |language: &str, code: &str, text: Option<&str>| Runnable {
            language: language.into(),
            code: code.into(),
            head: 0..1,
            block: 0..2,
            output: text.map(|text| Output { info: "text".into(), block: 3..4, text: text.into() }),
        };
        let key = |language, code, text| runnable(language, code, text).key();
        let one = key("python", "print(1)", Some("1\n"));
        assert_eq!(one, key("python", "print(1)", Some("1 \n\n")));
        for other in [
            key("ruby", "print(1)", Some("1\n")),
            key("python", "print(1) ", Some("1\n")),
            key("python", "print(1)", Some("2\n")),
            key("python", "print(1)", None),
            key("pythonp", "rint(1)", Some("1\n")),
        ] {
            assert_ne!(one, other);
        }
    }
}
