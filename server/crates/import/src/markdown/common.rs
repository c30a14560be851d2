//! What is known while a text is converted, and where in it is code.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::template::Templates;
use crate::{
    addresses::{Addresses, Target},
    blog::{Blog, ImportedText},
    report::{Class, Notes},
    scripts::Scripts,
};

/// What a text is converted with, and what that brings to light.
pub(crate) struct Context<'a> {
    pub(crate) blog: &'a Blog,
    pub(crate) text: &'a ImportedText,
    pub(crate) addresses: &'a Addresses<'a>,
    pub(crate) notes: &'a mut Notes,
    /// Files that go along beside the text: by the path from it, where they lie in the source.
    pub(crate) beside: BTreeMap<String, String>,
    /// Files that go to where they were on the site.
    pub(crate) files: &'a mut BTreeMap<String, String>,
    /// Paths of the host that are not imported.
    pub(crate) rest: &'a mut BTreeSet<String>,
    /// Templates of the source, translated.
    pub(crate) templates: &'a mut Templates,
    /// How many bytes templates wrote into this text.
    pub(crate) filled: usize,
    /// Scripts that stood in texts.
    pub(crate) scripts: &'a mut Scripts,
    /// The tags that load those of this text.
    pub(crate) body_end: Vec<String>,
}

impl Context<'_> {
    pub(crate) fn hand(&mut self, what: impl Into<String>, line: usize) {
        self.notes.note(Class::Hand, what, &self.text.file, line);
    }

    pub(crate) fn became(&mut self, what: impl Into<String>, line: usize) {
        self.notes.note(Class::Became, what, &self.text.file, line);
    }

    /// What to write for a link; `None` when it leads to a draft, or nowhere, and its words have to do.
    pub(crate) fn link(&mut self, link: &str, line: usize) -> Option<String> {
        let tail = link.find(['?', '#']).map_or("", |at| &link[at..]);
        let fragment = tail.find('#').map_or("", |at| &tail[at..]);
        match self.addresses.resolve(link, self.text) {
            Target::Text(at) => {
                let other = &self.blog.texts[at];
                if other.draft && !self.text.draft {
                    self.became("a link to a draft: its words", line);
                    return None;
                }
                Some(format!("{}{fragment}", mark(at)))
            }
            Target::List(path) => Some(path),
            Target::Beside { file, to } => {
                let to = self.go_along(file, to);
                Some(format!("{to}{fragment}"))
            }
            Target::File { file, path } => {
                self.files.insert(path.clone(), file);
                Some(format!("{path}{tail}"))
            }
            Target::Rest(path) => {
                self.became("a link to a part of the host that is not imported: kept", line);
                let plain = path.split(['?', '#']).next().unwrap_or_default();
                self.rest.insert(plain.to_owned());
                Some(path)
            }
            Target::Host(address) => Some(address),
            Target::Nowhere => {
                self.became("a link to nothing that the source has: its words", line);
                None
            }
            Target::Elsewhere => Some(link.to_owned()),
        }
    }

    /// What to write for the address of a picture; `None` when there is no such file.
    pub(crate) fn picture(&mut self, link: &str, line: usize) -> Option<String> {
        match self.addresses.resolve(link, self.text) {
            Target::Rest(path) => {
                self.became("a picture that the source has not: stays at its address", line);
                let plain = path.split(['?', '#']).next().unwrap_or_default();
                self.rest.insert(plain.to_owned());
                Some(path)
            }
            Target::Nowhere | Target::Text(_) | Target::List(_) => {
                self.became(format!("a picture that the source has not: {link}"), line);
                None
            }
            _ => self.link(link, line),
        }
    }

    /// Takes a file along beside the text, under a name that no other one has.
    fn go_along(&mut self, file: String, to: String) -> String {
        if let Some((known, _)) = self.beside.iter().find(|(_, known)| **known == file) {
            return known.clone();
        }
        let mut name = to.clone();
        let mut number = 1;
        while self.beside.contains_key(&name) {
            number += 1;
            name = match to.rsplit_once('.') {
                Some((stem, ending)) => format!("{stem}-{number}.{ending}"),
                None => format!("{to}-{number}"),
            };
        }
        self.beside.insert(name.clone(), file);
        name
    }
}

/// Stands for the address of a text until it is known where every text lies. No text holds these
/// characters: they are for private use.
pub(crate) fn mark(text: usize) -> String {
    format!("\u{f8f0}{text}\u{f8f1}")
}

/// Puts the addresses of texts in the place of what stands for them.
pub(crate) fn unmark(text: &str, address: impl Fn(usize) -> String) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\u{f8f0}') {
        plain.push_str(before);
        let Some((number, behind)) = behind.split_once('\u{f8f1}') else { break };
        if let Ok(number) = number.parse() {
            plain.push_str(&address(number));
        }
        rest = behind;
    }
    plain.push_str(rest);
    plain
}

/// The Markdown that every generator here speaks.
pub(crate) fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Whether words stand on the line of a part of a text.
pub(super) fn in_sentence(text: &str, part: &Range<usize>) -> bool {
    let before = text[..part.start].rsplit('\n').next().unwrap_or_default();
    let after = text[part.end..].split('\n').next().unwrap_or_default();
    [before, after].iter().any(|part| part.contains(char::is_alphanumeric))
}

/// Whether a place is within a tag of HTML or the address of a link: no call can stand there.
pub(super) fn is_within(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    let in_address = line.rfind("](").is_some_and(|open| !line[open..].contains(')'));
    in_address || in_html_tag(text, at)
}

/// Whether a place is within a tag of HTML.
pub(super) fn in_html_tag(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let open = before.rfind('<').filter(|open| {
        before[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
    });
    open.is_some_and(|open| !before[open..].contains('>'))
}

/// Where formulas stand between dollars: `$a$` within a line, and `$$` around several.
pub(super) fn formulas(text: &str, code: &Code) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('$').map(|next| at + next) {
        let mark = if text[start..].starts_with("$$") { "$$" } else { "$" };
        at = start + mark.len();
        if code.has(start) || text[..start].ends_with('\\') {
            continue;
        }
        let rest = &text[at..];
        // A formula of a line has no blank within its dollars, and no digit behind them: that is money.
        let end = match mark {
            "$$" => rest.find(mark),
            _ if rest.starts_with(char::is_whitespace) => None,
            _ => rest.split('\n').next().and_then(|line| {
                line.match_indices('$').take(DOLLARS).map(|(end, _)| end).find(|end| {
                    !line[..*end].ends_with([' ', '\\'])
                        && !line[end + 1..].starts_with(|c: char| c.is_ascii_digit())
                })
            }),
        };
        if let Some(end) = end.filter(|end| *end > 0) {
            found.push(start..at + end + mark.len());
            at += end + mark.len();
        }
    }
    found
}

/// How many dollars of a line may end a formula.
const DOLLARS: usize = 20;

/// Where code stands in a text: nothing is converted in there.
#[derive(Debug)]
pub(crate) struct Code(Vec<Range<usize>>);

impl Code {
    pub(crate) fn of(text: &str) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (event, span) in Parser::new_ext(text, dialect()).into_offset_iter() {
            match event {
                Event::Code(_) | Event::End(TagEnd::CodeBlock) => ranges.push(span),
                Event::Start(Tag::CodeBlock(_)) => {}
                _ => {}
            }
        }
        ranges.sort_by_key(|range| range.start);
        Self(ranges)
    }

    /// Whether a place is in code.
    pub(crate) fn has(&self, at: usize) -> bool {
        let after = self.0.partition_point(|range| range.start <= at);
        after > 0 && self.0[after - 1].end > at
    }
}
