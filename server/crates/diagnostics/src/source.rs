//! A file that somebody wrote, with what it takes to point into it.

use std::{
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Severity, unseen};
use crate::read_bounded;

/// How many bytes a text may have, or data for a chart: a novel has one million.
pub const LARGEST: u64 = 4 << 20;

/// How many bytes of what a program recorded are read: a profile of a hundred thousand stacks, a trace of as many spans.
pub const LARGEST_RECORD: u64 = 64 << 20;

/// A range of bytes of a file.
pub type Span = Range<usize>;

/// A thing, and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The thing.
    pub value: T,
    /// The bytes that it was read from.
    pub span: Span,
}

/// A text file in memory.
#[derive(Clone, Debug)]
pub struct Source {
    path: PathBuf,
    /// Where to read the text again.
    file: Option<PathBuf>,
    text: OnceLock<String>,
    /// Where each line of the text begins.
    lines: OnceLock<Vec<usize>>,
}

/// How many characters of a line are kept on either side of a fault: a text may be one long line,
/// and have faults all over it.
const AROUND: usize = 200;

impl Source {
    /// A text that is already in memory, under the name that faults in it will have.
    pub fn new(path: impl Into<PathBuf>, text: &str) -> Self {
        Self::of(path.into(), None, Self::normal(text).into())
    }

    fn of(path: PathBuf, file: Option<PathBuf>, text: OnceLock<String>) -> Self {
        Self { path, file, text, lines: OnceLock::new() }
    }

    /// The text as every later stage sees it.
    fn normal(text: &str) -> String {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // Every later stage sees lines that end in a line feed, and no character that HTML can't
        // hold. Neither replacement moves anything to another line or column.
        let mut text = text.replace("\r\n", "\n");
        if text.contains(is_control) {
            text = text.replace('\r', "\n").replace(is_control, "\u{fffd}");
        }
        text
    }

    /// A file that is read when somebody wants to point into it.
    pub fn later(file: PathBuf, shown: PathBuf) -> Self {
        Self::of(shown, Some(file), OnceLock::new())
    }

    /// The same file without its text, which is read again should anybody need it.
    pub fn put_back(self) -> Self {
        match self.file {
            Some(file) => Self::later(file, self.path),
            None => self,
        }
    }

    /// How many bytes of it are in memory.
    pub fn held(&self) -> usize {
        self.text.get().map_or(0, String::len)
    }

    /// Reads a file; `shown` is the name that faults in it will have.
    pub fn read(file: &Path, shown: PathBuf) -> Result<Self, Box<Diagnostic>> {
        Self::read_up_to(LARGEST, file, shown)
    }

    /// Reads a file that may be so large.
    pub fn read_up_to(largest: u64, file: &Path, shown: PathBuf) -> Result<Self, Box<Diagnostic>> {
        let bytes =
            read_bounded(file, largest).map_err(|error| Box::new(unreadable(&shown, &error)))?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { file: Some(file.to_owned()), ..Self::new(shown, &text) }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes());
                // What precedes the fault is valid, so both texts agree up to it.
                let source = Self::of(shown, None, text.into_owned().into());
                let span = at..at + '\u{fffd}'.len_utf8();
                let mut fault = source.error(span, "this is not valid UTF-8");
                fault.help = Some("save the file with the encoding UTF-8".into());
                Err(Box::new(fault))
            }
        }
    }

    /// The words of a line, counted from 0 at the first that is not empty behind a place; of the last
    /// one, if there are not so many.
    pub fn line_from(&self, start: usize, line: usize) -> Span {
        let text = self.text();
        let rest = text.get(start..).unwrap_or_default().trim_end();
        let blank = rest.len() - rest.trim_start_matches('\n').len();
        let mut lines = rest[blank..].split_inclusive('\n');
        let before: usize = lines.by_ref().take(line).map(str::len).sum();
        let from = start + blank + before;
        match lines.next() {
            Some(line) => from..from + line.trim_end().len(),
            None => from..from,
        }
    }

    /// The name that faults in it have.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text, its lines ended by line feeds; places count its bytes.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| {
            // What is gone by now has no places to point at.
            let bytes = self.file.as_ref().and_then(|file| read_bounded(file, LARGEST_RECORD).ok());
            Self::normal(&String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default())
        })
    }

    /// An error at a place in this file.
    pub fn error(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.diagnostic(Severity::Error, span, message.into())
    }

    /// A warning at a place in this file.
    pub fn warning(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.diagnostic(Severity::Warning, span, message.into())
    }

    fn diagnostic(&self, severity: Severity, span: Span, message: String) -> Diagnostic {
        let text = self.text();
        let start = self.boundary(span.start);
        let end = self.boundary(span.end).max(start);
        let (line, line_start) = self.line(start);
        let line_end = text[line_start..].find('\n').map_or(text.len(), |at| line_start + at);
        let column = text[line_start..start].chars().count() + 1;
        let (part, source_from) = around(&text[line_start..line_end], column);
        // The character at which something ends is at fault, too.
        let next = text[end..].chars().next().map_or(0, char::len_utf8);
        let touched = &text[start..(end + next).clamp(start, line_end.max(start))];
        Diagnostic {
            severity,
            path: self.path.clone(),
            line,
            column,
            len: text[start..end.min(line_end).max(start)].chars().count().max(1),
            message,
            help: None,
            note: unseen::note(touched),
            source: Some(part),
            source_from,
            more: 0,
        }
    }

    /// The same fault, with the line that stands in this file where it is.
    pub fn shown(&self, mut fault: Diagnostic) -> Diagnostic {
        let line = self.text().split('\n').nth(fault.line.saturating_sub(1));
        let (part, from) = around(line.unwrap_or_default(), fault.column);
        (fault.source, fault.source_from) = (Some(part), from);
        fault
    }

    /// The line, counted from 1, that a place is in, and where it begins.
    fn line(&self, at: usize) -> (usize, usize) {
        let text = self.text();
        let lines = self.lines.get_or_init(|| {
            let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            [0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect()
        });
        let line = lines.partition_point(|&start| start <= at);
        (line, lines[line - 1])
    }

    /// The nearest place at or before a byte where a character begins.
    fn boundary(&self, at: usize) -> usize {
        let text = self.text();
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// What stands around a column of a line, and the column at which that begins.
fn around(line: &str, column: usize) -> (String, usize) {
    let from = column.saturating_sub(AROUND).max(1);
    (line.chars().skip(from - 1).take(2 * AROUND).collect(), from)
}

/// Whether a character controls something, and is not white space: HTML holds none.
fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\x0c')
}

/// The fault of a file or folder that can't be read.
pub fn unreadable(shown: &Path, error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "give yourself the permission to read it",
        io::ErrorKind::NotFound => "it may be a link to something that is gone",
        io::ErrorKind::FileTooLarge => "split it, or take out what readers need not have",
        _ => "see whether other programs can read it",
    };
    Diagnostic::of_file(shown, format!("it can't be read: {error}")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_line_and_a_column_in_characters() {
        let source = Source::new("x.md", "\u{feff}one\r\nzwölf 日本 x\r\n");
        let at = source.text().find('x').expect("an x");
        let fault = source.error(at..at + 1, "it");
        assert_eq!((fault.line, fault.column, fault.len), (2, 10, 1));
        assert_eq!(fault.source.as_deref(), Some("zwölf 日本 x"));
    }

    #[test]
    fn of_a_long_line_only_the_surroundings_are_kept() {
        let source = Source::new("x.md", &format!("a\n{}x{}", "é".repeat(1000), "ü".repeat(1000)));
        let at = source.text().find('x').expect("an x");
        let fault = source.error(at..at + 1, "it");
        assert_eq!((fault.line, fault.column, fault.source_from), (2, 1001, 801));
        let kept = fault.source.expect("a part of the line");
        assert_eq!(kept.chars().count(), 400);
        assert_eq!(kept.chars().nth(fault.column - fault.source_from), Some('x'));
    }

    #[test]
    fn a_place_over_several_lines_ends_with_its_first() {
        let source = Source::new("x.md", "ab\ncd");
        let fault = source.error(1..5, "it");
        assert_eq!((fault.line, fault.column, fault.len), (1, 2, 1));
        let end = source.error(5..5, "it");
        assert_eq!((end.line, end.column, end.len), (2, 3, 1));
    }
}
