//! What a text is about: the words that stand in it most, as far as the text itself tells.
//!
//! That a word says nothing because every text has it shows only beside the others: whoever compares texts
//! leaves such words out.

use std::{cmp::Reverse, collections::HashMap};

use rust_stemmers::Stemmer;

use super::{
    field,
    groups::{algorithm, has_stem},
};
use crate::{
    plain::plain,
    words::{self, TermKind},
};

/// How many words a text is about at most. Of the most frequent ones half or more are on nothing.
const WORDS: usize = 48;
/// How many bytes of a text are looked at: what it is about it says by then, and reading on would cost a build
/// more than it is worth.
const BEGINNING: usize = 8 << 10;
/// Longer words are no words, but data.
const LONGEST: usize = 48;
/// What a word weighs at least: twice in the text, or once in a heading.
const LIGHTEST: u32 = 2 * field::TEXT;

/// The words, the heaviest first: of each the upper 29 bits name it, the lower three say how much of it there
/// is, each step twice as much.
pub fn about<'a>(
    title: &str,
    headings: impl IntoIterator<Item = &'a str>,
    markdown: &str,
    language: &str,
) -> Vec<u32> {
    let mut sums: HashMap<String, u32> = HashMap::new();
    let mut add = |word: &str, weight: u32| match sums.get_mut(word) {
        Some(sum) => *sum += weight,
        None => {
            sums.insert(word.to_owned(), weight);
        }
    };
    each(title, |word| add(word, field::TITLE));
    headings.into_iter().for_each(|heading| each(heading, |word| add(word, field::HEADING)));
    let beginning = &markdown[..markdown.floor_char_boundary(BEGINNING)];
    each(&plain(beginning), |word| add(word, field::TEXT));
    let stemmer = algorithm(language).map(|(_, _, algorithm)| Stemmer::create(algorithm));
    let mut stems: HashMap<String, u32> = HashMap::new();
    for (word, sum) in sums.into_iter().filter(|(_, sum)| *sum >= LIGHTEST) {
        let stem = stemmer.as_ref().filter(|_| has_stem(&word));
        let stem = stem.map_or_else(|| word.clone(), |stemmer| stemmer.stem(&word).into_owned());
        *stems.entry(stem).or_default() += sum;
    }
    let mut words: Vec<(String, u32)> = stems.into_iter().collect();
    words.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    words.truncate(WORDS);
    let packed = |(word, sum): &(String, u32)| {
        let amount = (sum / LIGHTEST).max(1).ilog2().min(7);
        (name(word) << 3) | amount
    };
    words.iter().map(packed).collect()
}

/// Calls with the words of a text, folded. Those in plain letters are found by a quicker way than the search has:
/// here nothing hangs on which part of an identifier is a word.
fn each(text: &str, mut visit: impl FnMut(&str)) {
    let mut folded = String::new();
    for piece in text.split(' ') {
        if !piece.is_ascii() {
            words::each(piece, &mut |word| {
                if word.kind != TermKind::Part && word.text.chars().nth(1).is_some() {
                    visit(word.text);
                }
            });
            continue;
        }
        for word in piece.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            let word = word.trim_matches('_');
            if word.len() > 1 && word.len() <= LONGEST {
                folded.clear();
                folded.extend(
                    word.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }),
                );
                visit(&folded);
            }
        }
    }
}

/// A number for a word: the same everywhere and for ever (FNV-1a).
fn name(word: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    word.bytes().fold(0x811c_9dc5, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(words: &[u32], word: &str) -> bool {
        words.iter().any(|packed| packed >> 3 == name(word) & (u32::MAX >> 3))
    }

    #[test]
    fn a_text_is_about_the_words_of_its_title_and_those_that_stand_in_it_often() {
        let text =
            "Buckets hold tokens, größere buckets more. A token is taken, tokens are not. Rarely.";
        let words = about("Rate limits", ["Filling `retry_after`"], text, "en");
        for word in ["rate", "limit", "token", "bucket", "retry-after", "fill"] {
            assert!(has(&words, word), "{word}");
        }
        assert!(!has(&words, "rare") && !has(&words, "retry"));
        assert_eq!(words, about("Rate limits", ["Filling `retry_after`"], text, "en"));
    }

    #[test]
    fn however_long_a_text_is_it_is_about_a_few_words() {
        let text: String = (0..9000).map(|at| format!("word{} ", at % 100)).collect();
        assert_eq!(about("", [], &text, "en").len(), WORDS);
        assert!(about("", [], "", "xx").is_empty());
    }
}
