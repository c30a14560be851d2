//! What a result shows of a text: a few words around those that were asked for.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use crate::{
    find, joined, part,
    words::{self, TermKind},
};

/// About how many letters of a text are shown.
const LENGTH: usize = 200;
/// How many letters are shown before the first word that was found.
const BEFORE: usize = 60;

/// Which words are marked.
#[derive(Clone, Debug, Default)]
pub(crate) struct MarkedWords {
    marks: Vec<MarkedWord>,
}

/// A word that is marked, or the beginning of one.
#[derive(Clone, Debug)]
struct MarkedWord {
    /// The word, folded; the beginning of one ends with `*`.
    word: String,
    /// The number of what was asked for.
    slot: usize,
}

impl MarkedWords {
    /// Has a word marked.
    pub(crate) fn word(&mut self, word: String, slot: usize) {
        if self.marks.iter().all(|mark| mark.word != word) {
            self.marks.push(MarkedWord { word, slot });
        }
    }

    /// Has all words marked that begin so.
    pub(crate) fn begun(&mut self, letters: &str, slot: usize) {
        self.word(joined(&[letters, "*"]), slot);
    }

    /// What a word answers.
    fn of(&self, word: &str) -> Option<usize> {
        let mut begun = None;
        for MarkedWord { word: mark, slot } in &self.marks {
            match mark.strip_suffix("*") {
                Some(mark) if word.starts_with(mark) => begun = Some(*slot),
                None if mark == word => return Some(*slot),
                _ => {}
            }
        }
        begun
    }

    /// All of them.
    pub(crate) fn said(self) -> Vec<String> {
        self.marks.into_iter().map(|mark| mark.word).collect()
    }
}

/// A text in parts: what stands there, what is marked, what stands there, and so on in turns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet(pub Vec<String>);

/// Where words stand that are marked: from, to, and what they answer.
type Spans = Vec<(usize, usize, usize)>;

fn spans(text: &str, marks: &MarkedWords) -> Spans {
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
pub(crate) fn whole(text: &str, marks: &MarkedWords) -> Snippet {
    parts(text, 0, text.len(), &spans(text, marks))
}

/// The part of a text in which most of what was asked for stands together.
pub(crate) fn around(text: &str, marks: &MarkedWords) -> Snippet {
    let spans = spans(text, marks);
    let mut best = (0, 0);
    for (at, &(first, _, _)) in spans.iter().enumerate() {
        let mut seen = 0_u32;
        let near = spans.iter().skip(at).take_while(|span| span.0 < first + LENGTH - BEFORE);
        near.for_each(|(_, _, slot)| seen |= 1 << (slot & 31));
        // Of several as good the first.
        if seen.count_ones() > best.0 {
            best = (seen.count_ones(), first);
        }
    }
    let from = match best.1.checked_sub(BEFORE) {
        None | Some(0) => 0,
        Some(from) => gap(text, from).map_or_else(|at| at, |gap| gap + 1),
    };
    let to = from + LENGTH;
    let to =
        if to + BEFORE >= text.len() { text.len() } else { gap(text, to).unwrap_or_else(|at| at) };
    parts(text, from, to, &spans)
}

/// The first gap between words behind a place; the next beginning of a letter if words are not parted.
fn gap(text: &str, at: usize) -> Result<usize, usize> {
    let at = text.ceil_char_boundary(at);
    match find(part(text, at..), b' ') {
        Some(gap) if gap < BEFORE / 2 => Ok(at + gap),
        _ => Err(at),
    }
}

fn parts(text: &str, from: usize, to: usize, spans: &Spans) -> Snippet {
    let mut parts = vec![if from > 0 { String::from("… ") } else { String::new() }];
    let mut at = from;
    for &(start, end, _) in spans.iter().filter(|span| span.0 >= from && span.1 <= to) {
        if let Some(last) = parts.last_mut() {
            last.push_str(part(text, at..start));
        }
        parts.push(part(text, start..end).to_owned());
        parts.push(String::new());
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

    fn marks(words: &[&str]) -> MarkedWords {
        let mut marks = MarkedWords::default();
        for (at, word) in words.iter().enumerate() {
            marks.word((*word).to_owned(), at);
        }
        marks.begun("lim", 9);
        marks
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
