//! What a result shows of a text: a few words around those that were asked for.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use crate::{
    part,
    words::{self, TermKind},
};

/// About how many letters of a text are shown.
const LENGTH: usize = 200;
/// How many letters are shown before the first word that was found.
const BEFORE: usize = 60;

/// Which words are marked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// Words, folded, each with the number of what was asked for.
    pub(crate) words: Vec<(String, usize)>,
    /// Beginnings of words, likewise.
    pub(crate) begun: Vec<(String, usize)>,
}

impl Marks {
    /// What a word answers.
    fn of(&self, word: &str) -> Option<usize> {
        let whole = self.words.iter().find(|(mark, _)| mark == word);
        let begun = || self.begun.iter().find(|(mark, _)| word.starts_with(&**mark));
        whole.or_else(begun).map(|(_, slot)| *slot)
    }
}

/// A text in parts: what stands there, what is marked, what stands there, and so on in turns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet(pub Vec<String>);

/// Where words stand that are marked: from, to, and what they answer.
type Spans = Vec<(usize, usize, usize)>;

fn spans(text: &str, marks: &Marks) -> Spans {
    let mut spans = Spans::new();
    words::each(text, &mut |word| {
        let Some(slot) = marks.of(word.text) else { return };
        // What a pair shares with the next one is marked once.
        match spans.last_mut() {
            Some(last)
                if word.start < last.1 || (word.start == last.1 && word.kind == TermKind::Pair) =>
            {
                last.1 = last.1.max(word.end);
            }
            _ => spans.push((word.start, word.end, slot)),
        }
    });
    spans
}

/// A whole text with words marked.
pub(crate) fn whole(text: &str, marks: &Marks) -> Snippet {
    parts(text, 0, text.len(), &spans(text, marks))
}

/// The part of a text in which most of what was asked for stands together.
pub(crate) fn around(text: &str, marks: &Marks) -> Snippet {
    let spans = spans(text, marks);
    let mut best = (0, 0);
    for (at, &(first, _, _)) in spans.iter().enumerate() {
        let mut seen = 0_u32;
        let near = spans[at..].iter().take_while(|span| span.0 < first + LENGTH - BEFORE);
        near.for_each(|(_, _, slot)| seen |= 1 << (slot & 31));
        // Of several as good the first.
        if seen.count_ones() > best.0 {
            best = (seen.count_ones(), first);
        }
    }
    let from = if best.1 <= BEFORE { 0 } else { before_word(text, best.1 - BEFORE) };
    let to = if from + LENGTH + BEFORE >= text.len() {
        text.len()
    } else {
        after_word(text, from + LENGTH)
    };
    parts(text, from, to, &spans)
}

/// The first beginning of a word at or behind a place, near it if words are not parted.
fn before_word(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary_at(at);
    match part(text, at..).find(' ') {
        Some(gap) if gap < BEFORE / 2 => at + gap + 1,
        _ => at,
    }
}

/// The end of the word at a place, likewise.
fn after_word(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary_at(at);
    match part(text, at..).find(' ') {
        Some(gap) if gap < BEFORE / 2 => at + gap,
        _ => at,
    }
}

trait Boundary {
    fn ceil_char_boundary_at(&self, at: usize) -> usize;
}

impl Boundary for str {
    /// The first place at or behind another one where a letter begins.
    fn ceil_char_boundary_at(&self, at: usize) -> usize {
        (at..self.len()).find(|&at| self.is_char_boundary(at)).unwrap_or(self.len())
    }
}

fn parts(text: &str, from: usize, to: usize, spans: &Spans) -> Snippet {
    let mut parts = vec![if from > 0 { String::from("… ") } else { String::new() }];
    let mut at = from;
    for &(start, end, _) in spans.iter().filter(|span| span.0 >= from && span.1 <= to) {
        if let Some(last) = parts.last_mut() {
            last.push_str(part(text, at..start));
        }
        parts.extend([part(text, start..end).to_owned(), String::new()]);
        at = end;
    }
    if let Some(last) = parts.last_mut() {
        last.push_str(part(text, at..to));
        if to < text.len() {
            last.push_str(" …");
        }
    }
    Snippet(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(words: &[&str]) -> Marks {
        let words = words.iter().enumerate().map(|(at, word)| ((*word).to_owned(), at));
        Marks { words: words.collect(), begun: vec![("lim".into(), 9)] }
    }

    #[test]
    fn words_are_marked_however_they_are_written() {
        let Snippet(parts) = whole("A Größe, RateLimit and size.", &marks(&["grosse", "size"]));
        assert_eq!(parts, ["A ", "Größe", ", Rate", "Limit", " and ", "size", "."]);
        assert_eq!(whole("令牌桶", &marks(&["令牌", "牌桶"])).0, ["", "令牌桶", ""]);
        assert_eq!(whole("", &marks(&[])).0, [""]);
    }

    #[test]
    fn a_snippet_shows_where_most_words_are() {
        let filler = "something else entirely ".repeat(20);
        let text = format!("token {filler} token bucket {filler}");
        let Snippet(parts) = around(&text, &marks(&["token", "bucket"]));
        assert_eq!([&*parts[1], &*parts[3]], ["token", "bucket"]);
        assert!(parts[0].starts_with("… ") && parts[4].ends_with(" …"));
        let length: usize = parts.iter().map(String::len).sum();
        assert!((LENGTH..LENGTH + 2 * BEFORE).contains(&length), "{length}");
    }

    #[test]
    fn a_text_of_wide_letters_is_cut_between_them() {
        let text = "桶".repeat(400) + "令牌" + &"桶".repeat(400);
        let Snippet(parts) = around(&text, &marks(&["令牌"]));
        assert_eq!(parts[1], "令牌");
    }
}
