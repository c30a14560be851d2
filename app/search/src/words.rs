//! What a word is.
//!
//! A run of letters and digits is a word. Runs that are joined as programmers join them are an
//! identifier: `retry_after`, `kube-system`, `std::fmt`, `v2.13.0`, `RateLimitExceeded`. It counts
//! as a whole, in which `_`, `-`, `::` and `/` are the same, and as its parts. Scripts that don't
//! part words (Chinese, Japanese, Korean, Thai and their like) count as pairs of letters.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{fold::fold, part};

/// Longer words are no words, but data.
const LONGEST: usize = 48;
/// An identifier of more parts than this is one as a whole only.
const MOST_PARTS: usize = 8;

/// How a word comes out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// As it stands there.
    Plain,
    /// A part of an identifier.
    Part,
    /// A whole identifier.
    Whole,
    /// Two letters of a script that doesn't part words, or the only one.
    Pair,
}

/// A word in a text; `T` is what holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<T = String> {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// As which of its kind it was found.
    pub kind: TermKind,
    /// The word, folded.
    pub text: T,
}

/// Calls with every word of a text, in the order of their beginnings; a whole identifier comes
/// before its parts.
pub fn each(text: &str, visit: &mut dyn FnMut(Word<&str>)) {
    // What is reused from word to word: a text has thousands.
    let (mut folded, mut pieces) = (String::new(), Vec::new());
    let mut at = 0;
    while let Some(c) = part(text, at..).chars().next() {
        if is_unparted(c) {
            at = pairs(text, at, &mut folded, visit);
        } else if is_letter(c) {
            pieces.clear();
            at = run(text, at, &mut folded, &mut pieces, visit);
        } else {
            at += c.len_utf8();
        }
    }
}

/// All words of a text.
pub fn all(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    each(text, &mut |Word { start, end, kind, text }| {
        words.push(Word { start, end, kind, text: text.to_owned() });
    });
    words
}

/// Whether a letter is of a script whose words are not parted.
fn is_unparted(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1100}'..='\u{11ff}' // Hangul
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' // Kana
        | '\u{3130}'..='\u{318f}'
        | '\u{3400}'..='\u{4dbf}' // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
        && c != '・'
}

/// Whether a word goes on with a letter.
fn is_inner(c: char) -> bool {
    is_letter(c) && !is_unparted(c)
}

/// Whether something is a letter, a digit, or a mark on one: whatever is neither punctuation nor a symbol.
/// There are fewer of these than of those, and tables of all letters would be a tenth of what a browser
/// loads to search.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    !matches!(c,
        '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '×' | '÷'
        | '\u{37e}' | '\u{387}' // Greek
        | '\u{55a}'..='\u{55f}' | '\u{589}'..='\u{58a}' // Armenian
        | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5f3}'..='\u{5f4}' // Hebrew
        | '\u{609}'..='\u{60d}' | '\u{61b}'..='\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' // Arabic
        | '\u{964}'..='\u{965}' // Scripts of India
        | '\u{10fb}' | '\u{1361}'..='\u{1368}' // Georgian, Ethiopic
        | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2116}' | '\u{2122}'
        | '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303d}'..='\u{303f}' | '・'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fd3e}'..='\u{fd3f}' | '\u{fe00}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' | '\u{feff}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
        | '\u{ffe0}'..='\u{ffff}'
        | '\u{1f000}'..='\u{1faff}' // Emoji
        | '\u{e0000}'..='\u{10ffff}')
}

fn pairs(text: &str, start: usize, pair: &mut String, visit: &mut dyn FnMut(Word<&str>)) -> usize {
    let mut before: Option<(usize, char)> = None;
    let mut alone = true;
    let mut end = start;
    for (at, c) in part(text, start..).char_indices().take_while(|(_, c)| is_unparted(*c)) {
        let at = start + at;
        end = at + c.len_utf8();
        if let Some((first, letter)) = before {
            alone = false;
            pair.clear();
            pair.extend([letter, c]);
            visit(Word { start: first, end, kind: TermKind::Pair, text: pair });
        }
        before = Some((at, c));
    }
    if let Some((first, letter)) = before.filter(|_| alone) {
        pair.clear();
        pair.push(letter);
        visit(Word { start: first, end, kind: TermKind::Pair, text: pair });
    }
    end
}

/// A part of a run: where it stands, and what joins it to the one before.
struct Piece {
    start: usize,
    end: usize,
    joint: &'static str,
}

fn run(
    text: &str,
    start: usize,
    folded: &mut String,
    pieces: &mut Vec<Piece>,
    visit: &mut dyn FnMut(Word<&str>),
) -> usize {
    let (mut at, mut joint) = (start, "");
    loop {
        let end = letters(text, at, joint, pieces);
        let Some((next, joined)) = joined(text, end) else {
            at = end;
            break;
        };
        (at, joint) = (next, joined);
    }
    // An apostrophe parts a word and makes no identifier: of `don't` remains `don`.
    let is_identifier = pieces.len() > 1 && pieces.iter().all(|piece| piece.joint != "'");
    if is_identifier {
        folded.clear();
        for piece in &*pieces {
            folded.push_str(piece.joint);
            part(text, piece.start..piece.end).chars().for_each(|c| fold(c, folded));
        }
        let version = version(folded);
        if folded.len() <= LONGEST {
            let text = version.unwrap_or(folded);
            visit(Word { start, end: at, kind: TermKind::Whole, text });
        }
        if version.is_some() || pieces.len() > MOST_PARTS {
            return at;
        }
    }
    for piece in &*pieces {
        folded.clear();
        part(text, piece.start..piece.end).chars().for_each(|c| fold(c, folded));
        let is_crumb = pieces.len() > 1 && folded.len() < 2;
        if !is_crumb && !folded.is_empty() && folded.len() <= LONGEST {
            let kind = if is_identifier { TermKind::Part } else { TermKind::Plain };
            visit(Word { start: piece.start, end: piece.end, kind, text: folded });
        }
    }
    at
}

/// Cuts letters and digits where a capital begins a word of its own; gives back where they end.
fn letters(text: &str, start: usize, joint: &'static str, pieces: &mut Vec<Piece>) -> usize {
    let mut begin = start;
    let mut end = start;
    let mut joint = joint;
    let (mut before, mut second_before) = (None::<char>, None::<char>);
    let mut chars = part(text, start..).chars().peekable();
    while let Some(c) = chars.next_if(|c| is_inner(*c)) {
        let goes_on_small = chars.peek().is_some_and(char::is_ascii_lowercase);
        // `HTTPServer` is `HTTP` and `Server`; `APIs` stays in one piece, as `McpS` would.
        let starts_word = c.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || (before.is_ascii_uppercase()
                        && second_before.is_some_and(|c| c.is_ascii_uppercase())
                        && goes_on_small
                        && part(text, end + c.len_utf8()..)
                            .chars()
                            .nth(1)
                            .is_some_and(|c| c.is_ascii_lowercase()))
            });
        if starts_word {
            pieces.push(Piece { start: begin, end, joint });
            (begin, joint) = (end, "");
        }
        end += c.len_utf8();
        (second_before, before) = (before, Some(c));
    }
    if end > begin {
        pieces.push(Piece { start: begin, end, joint });
    }
    end
}

/// What joins a run to letters behind it: where these begin, and how the joint is written.
fn joined(text: &str, end: usize) -> Option<(usize, &'static str)> {
    let rest = part(text, end..);
    let joint = [
        ("::", "-"),
        ("_", "-"),
        ("-", "-"),
        ("/", "-"),
        (".", "."),
        ("'", "'"),
        ("’", "'"),
        ("__", "-"),
    ];
    joint.into_iter().find_map(|(written, read)| {
        let behind = rest.strip_prefix(written)?;
        behind.starts_with(is_inner).then_some((end + written.len(), read))
    })
}

/// The number of a version without its `v`, if a text is one.
fn version(text: &str) -> Option<&str> {
    let number = text.strip_prefix('v').unwrap_or(text);
    let is_one = number.contains('.') && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_one.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        all(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn identifiers_count_as_a_whole_and_in_parts() {
        for (text, words) in [
            ("Rate limits", &["rate", "limits"][..]),
            ("retry_after", &["retry-after", "retry", "after"]),
            ("Retry-After", &["retry-after", "retry", "after"]),
            ("RateLimitExceeded", &["ratelimitexceeded", "rate", "limit", "exceeded"]),
            ("HTTPServer", &["httpserver", "http", "server"]),
            ("APIs", &["apis"]),
            ("iPhone", &["iphone", "phone"]),
            ("std::fmt::Write", &["std-fmt-write", "std", "fmt", "write"]),
            ("v2.13.0", &["2.13.0"]),
            ("2.13.0", &["2.13.0"]),
            ("--dry-run", &["dry-run", "dry", "run"]),
            ("E0308.", &["e0308"]),
            ("don't", &["don"]),
            ("l’index", &["index"]),
            ("at 42%", &["at", "42"]),
            ("a.b", &["a.b"]),
            ("_private", &["private"]),
            ("naïve—‘so’ ¡été! 5×3 ½ 😀ok", &["naive", "so", "ete", "5", "3", "½", "ok"]),
            ("हिन्दी। नमस्ते", &["हिन्दी", "नमस्ते"]),
        ] {
            assert_eq!(texts(text), words, "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_count_in_pairs() {
        assert_eq!(texts("令牌桶算法"), ["令牌", "牌桶", "桶算", "算法"]);
        assert_eq!(texts("限 API限流"), ["限", "api", "限流"]);
        assert_eq!(texts("レート制限"), ["レー", "ート", "ト制", "制限"]);
        assert_eq!(texts("토큰"), ["토큰"]);
        assert_eq!(texts("โทเค็น").len(), 5);
    }

    #[test]
    fn a_word_knows_its_place() {
        let text = "Über RetryAfter";
        let found: Vec<&str> = all(text).iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(found, ["Über", "RetryAfter", "Retry", "After"]);
    }

    #[test]
    fn data_is_no_word() {
        assert_eq!(texts(&"x".repeat(LONGEST + 1)), [""; 0]);
        assert_eq!(texts("a-b-c-d-e-f-g-h-i"), ["a-b-c-d-e-f-g-h-i"]);
    }
}
