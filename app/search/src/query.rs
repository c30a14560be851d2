//! What a reader may ask for.
//!
//! Words, with a space between them; `"exact words"` in that order; `-word` or `-"exact words"` for texts without them; and
//! `tag:mcp`, `author:ada`, `series:on-call`, `year:2026`, each also with a minus before it.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use crate::{
    byte, find, part,
    words::{self, TermKind},
};

/// As many words as are looked for.
pub const MOST_WORDS: usize = 12;

/// What a reader asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What a text should have.
    pub wanted: Vec<QueryWord>,
    /// Words that have to follow each other.
    pub phrases: Vec<Vec<String>>,
    /// Words that a text must not have, and what it must not be.
    pub unwanted: Vec<String>,
    /// What a text has to be: keys of the dictionary such as `tag:mcp`.
    pub filters: Vec<String>,
}

/// A word that a text should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryWord {
    /// The word, folded.
    pub word: String,
    /// The parts of an identifier, for want of the whole.
    pub parts: Vec<String>,
    /// Whether the reader may still be typing it.
    pub open: bool,
    /// Whether it has to be as it is, neither begun nor mistyped.
    pub exact: bool,
}

/// The operators that name a property of a text.
const PROPERTIES: [&str; 4] = ["tag", "author", "series", "year"];

impl Query {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut at = 0;
        while at < text.len() {
            let (first, next) = (byte(text, at), byte(text, at + 1));
            // `--flag` is a word.
            let without = first == b'-' && !matches!(next, b'-' | b' ' | 0);
            at += usize::from(without);
            let is_quoted = byte(text, at) == b'"';
            at += usize::from(is_quoted);
            let rest = part(text, at..);
            let end = find(rest, if is_quoted { b'"' } else { b' ' });
            let token = part(rest, ..end.unwrap_or(rest.len()));
            match is_quoted {
                true => query.phrase(token, without),
                false => query.token(token, without, end.is_none()),
            }
            at += token.len() + 1;
        }
        query.wanted.truncate(MOST_WORDS);
        query.unwanted.truncate(MOST_WORDS);
        query.filters.truncate(MOST_WORDS);
        query.phrases.truncate(MOST_WORDS);
        query
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.filters.is_empty()
    }

    fn phrase(&mut self, text: &str, without: bool) {
        let words = parts(text);
        if without {
            // Who excludes a phrase means its words.
            self.unwanted.extend(words);
            return;
        }
        for word in &words {
            let wanted = QueryWord { word: word.clone(), parts: vec![], open: false, exact: true };
            self.want(wanted);
        }
        if words.len() > 1 {
            self.phrases.push(words);
        }
    }

    fn token(&mut self, token: &str, without: bool, open: bool) {
        let colon = find(token, b':').unwrap_or(token.len());
        let (property, value) = (part(token, ..colon), part(token, colon + 1..));
        if colon < token.len() && PROPERTIES.contains(&property) {
            if !value.is_empty() {
                let keys = if without { &mut self.unwanted } else { &mut self.filters };
                keys.push(filter(property, value));
            }
            return;
        }
        let all = words::all(token);
        let last = all.iter().map(|word| word.end).max();
        let mut at = 0;
        while let Some(word) = all.get(at) {
            at += 1;
            let mut wanted = QueryWord {
                word: word.text.clone(),
                parts: Vec::new(),
                open: open && Some(word.end) == last && token.len() == word.end,
                exact: false,
            };
            if word.kind == TermKind::Whole {
                while let Some(part) = all.get(at).filter(|part| part.kind == TermKind::Part) {
                    wanted.parts.push(part.text.clone());
                    at += 1;
                }
            }
            if without {
                self.unwanted.push(wanted.word);
            } else {
                self.want(wanted);
            }
        }
    }

    fn want(&mut self, wanted: QueryWord) {
        match self.wanted.iter_mut().find(|other| other.word == wanted.word) {
            Some(other) => {
                other.open &= wanted.open;
                other.exact |= wanted.exact;
            }
            None => self.wanted.push(wanted),
        }
    }
}

/// The word of the dictionary under which texts with a property are.
pub fn filter(property: &str, value: &str) -> String {
    let mut key = property.to_owned();
    key.push(':');
    value.chars().for_each(|c| crate::fold::fold(c, &mut key));
    key
}

/// The words of a text in which those of a phrase have to follow each other: what is a part of an
/// identifier counts, the whole does not.
pub(crate) fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut whole = false;
    words::each(text, &mut |word| {
        // The parts of an identifier come right behind it.
        if whole && word.kind == TermKind::Part {
            parts.pop();
        }
        whole = word.kind == TermKind::Whole;
        parts.push(word.text.to_owned());
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_told_from_words() {
        let query = Query::parse("Token \"circuit breaker\" -retry tag:MCP -year:2024 --dry-run");
        let words: Vec<&str> = query.wanted.iter().map(|wanted| &*wanted.word).collect();
        assert_eq!(words, ["token", "circuit", "breaker", "dry-run"]);
        assert_eq!(query.phrases, [["circuit", "breaker"]]);
        assert_eq!(query.unwanted, ["retry", "year:2024"]);
        assert_eq!(query.filters, ["tag:mcp"]);
        assert_eq!(query.wanted[3].parts, ["dry", "run"]);
        assert!(query.wanted[3].open && !query.wanted[0].open && query.wanted[1].exact);
    }

    #[test]
    fn a_word_is_open_until_something_follows_it() {
        for (text, open) in [("lim", true), ("lim ", false), ("\"lim", false), ("lim.", false)] {
            assert_eq!(Query::parse(text).wanted[0].open, open, "{text}");
        }
    }

    #[test]
    fn anything_is_a_query() {
        for text in ["", "\"", "-", "--", "tag:", "-\"", ":", "\"\"\"", "- -", "year:", "„a“"] {
            let query = Query::parse(text);
            assert!(query.wanted.len() <= 1, "{text}");
        }
        assert_eq!(Query::parse(&"a b c d ".repeat(99)).wanted.len(), 4);
        assert!(Query::parse("-a -tag:b").is_empty());
    }
}
