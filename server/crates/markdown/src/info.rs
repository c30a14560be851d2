//! The line above a block of code: its language, and how the block is to be shown.
//!
//! ```text
//! rust title="src/main.rs" linenos start=10 hl=2,5-7 add=3 del=4 focus=3-5 notes=2,4 fold
//! python run file="limiter.py#L10-L20"
//! ```
//!
//! The spellings of Hugo, Zola, Astro and Docusaurus mean the same here, so that posts written for
//! those need no change.

use std::ops::RangeInclusive;

use diagnostics::{Span, suggest};

/// What the line says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Info {
    pub(super) language: String,
    pub(super) title: Option<String>,
    /// The file that the block shows, or a part of it; its title, where the block has lines.
    pub(super) file: Option<String>,
    /// Whether the block is run.
    pub(super) run: bool,
    /// The files of which the block shows the difference.
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// The number of the first line, if lines have numbers.
    pub(super) start: Option<usize>,
    pub(super) marks: Vec<MarkedLines>,
    /// Whether the block is folded; unless it is said, that depends on how long it is.
    pub(super) fold: Option<bool>,
    pub(super) doubts: Vec<Doubt>,
}

/// Lines of the block, counted from 1 whatever number the first one shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MarkedLines {
    pub(super) lines: RangeInclusive<usize>,
    pub(super) mark: LineMark,
    /// Where it is written, within the line above the block.
    pub(super) span: Span,
}

/// What is said of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineMark {
    Highlighted,
    Added,
    Removed,
    /// The block is about these lines: all others step back.
    Focused,
    /// The list behind the block has a note on these lines.
    Noted,
}

/// Something that was not understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Where it is written, within the line above the block.
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// The words to suggest; others that mean the same are understood too.
const WORDS: [&str; 11] =
    ["title", "linenos", "start", "hl", "add", "del", "focus", "notes", "fold", "file", "run"];

/// The language in which a block may name two files.
const DIFFERENCE: &str = "diff";

/// Words for rustdoc, in code that was copied from documentation.
const FOR_RUSTDOC: [&str; 4] = ["ignore", "no_run", "should_panic", "compile_fail"];

impl Info {
    /// Reads the line without the fence.
    pub(super) fn parse(line: &str) -> Self {
        let mut info = Self::default();
        let end = line.find([' ', ',', '{', '\t']).unwrap_or(line.len());
        info.language = line[..end].to_owned();
        info.words(line, end..line.len());
        info
    }

    fn words(&mut self, line: &str, part: Span) {
        let mut at = part.start;
        while let Some(c) = line[at..part.end].chars().next() {
            if c.is_whitespace() || c == ',' {
                at += c.len_utf8();
            } else if c == '{' {
                let len = line[at..part.end].find('}').unwrap_or(part.end - at);
                self.braces(line, at + 1..at + len);
                at = (at + len + 1).min(part.end);
            } else if c == '[' {
                // As VitePress names the parts of a group.
                let (title, end) = value(line, at..part.end);
                self.title = Some(line[title].trim().to_owned()).filter(|title| !title.is_empty());
                at = end;
            } else {
                at = self.word(line, at..part.end);
            }
        }
    }

    /// Either lines, or more words.
    fn braces(&mut self, line: &str, inner: Span) {
        let is_lines = |c: char| c.is_ascii_digit() || matches!(c, ',' | '-' | ' ');
        if line[inner.clone()].chars().all(is_lines) {
            self.lines(line, inner, LineMark::Highlighted);
        } else {
            self.words(line, inner);
        }
    }

    /// Reads the word that the part begins with; returns where it ends.
    fn word(&mut self, line: &str, part: Span) -> usize {
        let rest = &line[part.clone()];
        let len = rest.find([' ', '\t', ',', '=', '{']).unwrap_or(rest.len());
        // A `=` without a name before it is no name either, and must not be met again.
        let key = part.start..part.start + len.max(usize::from(rest.starts_with('=')));
        if !line[key.end..part.end].starts_with('=') {
            self.key(line, key.clone(), None);
            return key.end;
        }
        let (value, end) = value(line, key.end + 1..part.end);
        self.key(line, key, Some(value));
        end
    }

    fn key(&mut self, line: &str, key: Span, value: Option<Span>) {
        let name = &line[key.clone()];
        let text = value.clone().map(|value| &line[value]);
        match (name, value) {
            ("file", Some(value)) => {
                self.file = Some(line[value].trim().to_owned()).filter(|file| !file.is_empty());
            }
            ("run", None) => self.run = true,
            ("title" | "name" | "filename", Some(value)) => {
                self.title = Some(line[value].trim().to_owned()).filter(|title| !title.is_empty());
            }
            ("from", Some(value)) if self.language == DIFFERENCE => {
                self.from = Some(line[value].to_owned());
            }
            ("to", Some(value)) if self.language == DIFFERENCE => {
                self.to = Some(line[value].to_owned());
            }
            ("linenos" | "showLineNumbers" | "lineNumbers" | "numberLines", _) => {
                if text != Some("false") {
                    self.start.get_or_insert(1);
                }
            }
            ("start" | "linenostart" | "startFrom", Some(value)) => {
                match line[value.clone()].parse() {
                    Ok(start) => self.start = Some(start),
                    Err(_) => self.doubt(
                        value,
                        "the number of the first line is no number",
                        Some("write it as `start=10`".to_owned()),
                    ),
                }
            }
            ("hl" | "hl_lines" | "highlight" | "mark", Some(value)) => {
                self.lines(line, value, LineMark::Highlighted);
            }
            ("add" | "ins", Some(value)) => self.lines(line, value, LineMark::Added),
            ("del" | "rem", Some(value)) => self.lines(line, value, LineMark::Removed),
            ("focus", Some(value)) => self.lines(line, value, LineMark::Focused),
            ("notes", Some(value)) => self.lines(line, value, LineMark::Noted),
            ("fold", _) => self.fold = Some(text != Some("false")),
            _ if FOR_RUSTDOC.contains(&name) || name.starts_with("edition20") => {}
            _ if WORDS.contains(&name) => {
                let example =
                    if matches!(name, "title" | "file") { "\"src/main.rs\"" } else { "3" };
                let help = format!("write it as `{name}={example}`");
                self.doubt(key, format!("`{name}` says nothing without a value"), Some(help));
            }
            _ => {
                let help = suggest::did_you_mean(name, WORDS)
                    .unwrap_or_else(|| format!("the words are {}", WORDS.join(", ")));
                let message = format!("a block of code has no `{name}`");
                self.doubt(key, message, Some(help));
            }
        }
    }

    /// `2,5-7`, also with spaces or quotes between.
    fn lines(&mut self, line: &str, part: Span, mark: LineMark) {
        let mut at = part.start;
        for piece in line[part].split([',', ' ']) {
            let inner = piece.trim_matches(['"', '\'']);
            let span = at..at + piece.len();
            at += piece.len() + 1;
            if inner.is_empty() {
                continue;
            }
            let (first, last) = inner.split_once('-').unwrap_or((inner, inner));
            match (first.parse::<usize>(), last.parse::<usize>()) {
                (Ok(first), Ok(last)) if first <= last => {
                    self.marks.push(MarkedLines { lines: first..=last, mark, span });
                }
                _ => {
                    let help = "write lines as `2,5-7`".to_owned();
                    self.doubt(span, format!("`{piece}` names no lines"), Some(help));
                }
            }
        }
    }

    fn doubt(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.doubts.push(Doubt { span, message: message.into(), help });
    }

    /// How a line looks, counted from 1; what is said last counts.
    pub(super) fn mark(&self, line: usize) -> Option<LineMark> {
        let looks =
            |marked: &&MarkedLines| !matches!(marked.mark, LineMark::Focused | LineMark::Noted);
        let mut marks = self.marks.iter().rev().filter(looks);
        marks.find(|marked| marked.lines.contains(&line)).map(|marked| marked.mark)
    }

    /// Whether a line, counted from 1, is one of those that the block is about.
    pub(super) fn is_focused(&self, line: usize) -> bool {
        let mut focused = self.marks.iter().filter(|marked| marked.mark == LineMark::Focused);
        focused.any(|marked| marked.lines.contains(&line))
    }

    /// On which lines there are notes, in the order of the notes.
    pub(super) fn noted(&self) -> impl Iterator<Item = &RangeInclusive<usize>> {
        let noted = self.marks.iter().filter(|marked| marked.mark == LineMark::Noted);
        noted.map(|marked| &marked.lines)
    }
}

/// The value at the head of a part, without its quotes or brackets, and where the rest begins.
fn value(line: &str, part: Span) -> (Span, usize) {
    let rest = &line[part.clone()];
    for (open, close) in [('"', '"'), ('\'', '\''), ('[', ']'), ('{', '}')] {
        if rest.starts_with(open) {
            let len = rest[1..].find(close).unwrap_or(rest.len() - 1);
            let end = part.start + 1 + len;
            return (part.start + 1..end, (end + 1).min(part.end));
        }
    }
    let is_digit = |at: usize| rest[at..].starts_with(|c: char| c.is_ascii_digit());
    let end = rest
        .char_indices()
        // A list of lines goes on behind a comma, or behind a space as Zola writes it.
        .find(|&(at, c)| match c {
            ',' | ' ' => !(is_digit(0) && is_digit(at + 1)),
            c => c.is_whitespace(),
        })
        .map_or(rest.len(), |(at, _)| at);
    (part.start..part.start + end, part.start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> (Option<String>, Option<usize>, String) {
        let info = Info::parse(line);
        assert_eq!(info.doubts, [], "{line}");
        let marks = (1..=9).map(|line| match info.mark(line) {
            None => '.',
            Some(LineMark::Highlighted) => 'h',
            Some(LineMark::Added) => '+',
            Some(LineMark::Removed) => '-',
            Some(mark) => panic!("{mark:?} is no look"),
        });
        let marks = marks.collect();
        (info.title, info.start, marks)
    }

    #[test]
    fn every_tool_s_spelling_means_the_same() {
        let title = || Some("a b.rs".to_owned());
        for (line, expected) in [
            ("rust", (None, None, ".........")),
            ("", (None, None, ".........")),
            (
                "rust title=\"a b.rs\" linenos start=10 hl=2,5-7 add=3 del=4",
                (title(), Some(10), ".h+-hhh.."),
            ),
            ("rust,linenos,linenostart=20,hl_lines=2 5-7", (None, Some(20), ".h..hhh..")),
            (
                "rust {linenos=table,hl_lines=[2,\"5-7\"],linenostart=199}",
                (None, Some(199), ".h..hhh.."),
            ),
            ("rust{2,5-7} showLineNumbers filename='a b.rs'", (title(), Some(1), ".h..hhh..")),
            ("rust {2} ins={3} del={4-5}", (None, None, ".h+--....")),
            ("rust,no_run,edition2024 linenos=false", (None, None, ".........")),
            ("rust [a b.rs]{2} linenos", (title(), Some(1), ".h.......")),
        ] {
            let (title, start, marks) = said(line);
            assert_eq!((title, start, &*marks), expected, "{line}");
        }
    }

    #[test]
    fn focus_notes_and_folding_are_beside_how_a_line_looks() {
        let info = Info::parse("rust hl=2 focus=2-3 notes=3,1-2 fold");
        assert_eq!(info.doubts, []);
        assert_eq!((info.mark(2), info.mark(3)), (Some(LineMark::Highlighted), None));
        assert_eq!([1, 2, 3].map(|line| info.is_focused(line)), [false, true, true]);
        assert_eq!(info.noted().cloned().collect::<Vec<_>>(), [3..=3, 1..=2]);
        assert_eq!(info.fold, Some(true));
        assert_eq!(Info::parse("rust fold=false").fold, Some(false));
        assert_eq!(Info::parse("rust").fold, None);
    }

    #[test]
    fn what_is_not_understood_has_its_place() {
        let line = "rust linnos start=x hl=2,b,7-3 title colour=red =";
        let info = Info::parse(line);
        let places: Vec<_> = info.doubts.iter().map(|doubt| &line[doubt.span.clone()]).collect();
        assert_eq!(places, ["linnos", "x", "b", "7-3", "title", "colour", "="]);
        assert_eq!(info.doubts[0].help.as_deref(), Some("did you mean `linenos`?"));
    }

    #[test]
    fn nothing_makes_it_stumble() {
        for line in [
            "a =",
            "a ==",
            "a {",
            "a }{",
            "a x=\"",
            "a hl=[",
            "a [",
            "a []",
            "ä{ö=ü,",
            "a hl=-",
            "a hl=1-2-3",
            "a\u{a0}b=\u{3000}",
        ] {
            Info::parse(line);
        }
    }
}
