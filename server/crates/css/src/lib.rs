//! Reading a style sheet: what a browser would not make sense of, which files it names, and the same
//! in fewer bytes.
//!
//! A browser leaves out what it can't read, and says nothing. Here that is told, with its place. What
//! properties and values mean nobody asks: browsers learn new ones.

mod reader;
mod statement;
#[cfg(test)]
mod tests;

use diagnostics::Span;

use reader::Reader;

/// A style sheet in its short form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// One after the other they are the whole.
    pub pieces: Vec<Piece>,
}

/// A part of a style sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What can be written as it is.
    Text(String),
    /// The address of a file, to be written as a string.
    Address {
        /// Its escapes resolved.
        address: String,
        /// Where it is written.
        span: Span,
    },
}

/// Something in a style sheet that a browser would leave out or refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleFault {
    /// Where it is.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl StyleFault {
    fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }
}

impl Sheet {
    /// The whole text; `find` says where each file is found.
    pub fn write(&self, mut find: impl FnMut(&str, &Span) -> String) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                // Within an element of HTML nothing may look like its end.
                Piece::Text(part) => text.push_str(&part.replace("</", "<\\/")),
                Piece::Address { address, span } => text.push_str(&quoted(&find(address, span))),
            }
        }
        text
    }
}

/// A string of CSS.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // What ends a line or an element.
            '\n' | '\r' | '\u{c}' | '<' => quoted.push_str(&format!("\\{:x} ", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Reads a style sheet; what is faulty stands among the faults.
pub fn read(css: &str) -> (Sheet, Vec<StyleFault>) {
    Reader::new(css).read()
}
