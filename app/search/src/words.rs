//! What a word is.
//!
//! A run of letters and digits is a word. Runs that are joined as programmers join them are an
//! identifier: `retry_after`, `kube-system`, `std::fmt`, `v2.13.0`, `RateLimitExceeded`. It counts
//! as a whole, in which `_`, `-`, `::` and `/` are the same, and as its parts. Scripts that don't
//! part words (Chinese, Japanese, Korean, Thai and their like) count as pairs of letters.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{byte, fold::fold, letter, part};

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
    while let Some(c) = letter(text, at) {
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

/// Letters from one to another.
type Range = (u32, u32);

fn is_in(ranges: &[Range], c: char) -> bool {
    ranges.iter().any(|(from, to)| (*from..=*to).contains(&u32::from(c)))
}

/// Scripts whose words are not parted: Thai, Lao, Burmese, Hangul, Khmer, Kana, Han.
const UNPARTED: [Range; 13] = [
    (0x0e00, 0x0eff),
    (0x1000, 0x109f),
    (0x1100, 0x11ff),
    (0x1780, 0x17ff),
    (0x3005, 0x3007),
    (0x3040, 0x30fa),
    (0x30fc, 0x30ff),
    (0x3130, 0x318f),
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0xac00, 0xd7af),
    (0xf900, 0xfaff),
    (0x20000, 0x3ffff),
];

/// Whether a letter is of a script whose words are not parted.
fn is_unparted(c: char) -> bool {
    !c.is_ascii() && is_in(&UNPARTED, c)
}

/// Whether a word goes on with a letter.
fn is_inner(c: char) -> bool {
    is_letter(c) && !is_unparted(c)
}

/// Punctuation and symbols. There are fewer of these than of letters and marks on them: tables of all
/// letters would be a tenth of what a browser loads to search.
#[rustfmt::skip]
const NO_LETTERS: [Range; 47] = [
    (0x80, 0xa9), (0xab, 0xb1), (0xb4, 0xb4), (0xb6, 0xb8), (0xbb, 0xbb), (0xbf, 0xbf), (0xd7, 0xd7), (0xf7, 0xf7),
    // Greek, Armenian, Hebrew
    (0x37e, 0x37e), (0x387, 0x387), (0x55a, 0x55f), (0x589, 0x58a),
    (0x5be, 0x5be), (0x5c0, 0x5c0), (0x5c3, 0x5c3), (0x5f3, 0x5f4),
    // Arabic, scripts of India, Georgian, Ethiopic
    (0x609, 0x60d), (0x61b, 0x61f), (0x66a, 0x66d), (0x6d4, 0x6d4), (0x964, 0x965), (0x10fb, 0x10fb), (0x1361, 0x1368),
    (0x2000, 0x206f), (0x20a0, 0x20cf), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2190, 0x245f), (0x2500, 0x2bff), (0x2e00, 0x2e7f),
    (0x3000, 0x3004), (0x3008, 0x3020), (0x3030, 0x3030), (0x303d, 0x303f), (0x30fb, 0x30fb),
    (0xe000, 0xf8ff),
    (0xfd3e, 0xfd3f), (0xfe00, 0xfe1f), (0xfe30, 0xfe6f), (0xfeff, 0xfeff),
    (0xff01, 0xff0f), (0xff1a, 0xff20), (0xff3b, 0xff40), (0xff5b, 0xff65), (0xffe0, 0xffff),
    // Emoji
    (0x1f000, 0x1faff),
    (0xe0000, 0x10ffff),
];

/// Whether something is a letter, a digit, or a mark on one.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { !is_in(&NO_LETTERS, c) }
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

/// A part of a run: where it stands, and what joins it to the one before, if anything does.
struct Piece {
    start: usize,
    end: usize,
    joint: Option<char>,
}

fn run(
    text: &str,
    start: usize,
    folded: &mut String,
    pieces: &mut Vec<Piece>,
    visit: &mut dyn FnMut(Word<&str>),
) -> usize {
    let (mut at, mut joint) = (start, None);
    loop {
        at = letters(text, at, joint, pieces);
        let Some((next, joined)) = joined(text, at) else { break };
        (at, joint) = (next, Some(joined));
    }
    // An apostrophe parts a word and makes no identifier: of `don't` remains `don`.
    let is_identifier = pieces.len() > 1 && pieces.iter().all(|piece| piece.joint != Some('\''));
    if is_identifier {
        folded.clear();
        for piece in &*pieces {
            folded.extend(piece.joint);
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
fn letters(text: &str, start: usize, joint: Option<char>, pieces: &mut Vec<Piece>) -> usize {
    let (mut begin, mut end, mut joint) = (start, start, joint);
    while let Some(c) = letter(text, end).filter(|c| is_inner(*c)) {
        if starts_word(text, start, end) {
            pieces.push(Piece { start: begin, end, joint });
            (begin, joint) = (end, None);
        }
        end += c.len_utf8();
    }
    if end > begin {
        pieces.push(Piece { start: begin, end, joint });
    }
    end
}

/// Whether a capital at a place begins a word in letters that begin at another place: `HTTPServer` is
/// `HTTP` and `Server`; `APIs` stays in one piece, as `McpS` would.
fn starts_word(text: &str, start: usize, at: usize) -> bool {
    let is_capital = |at: usize| byte(text, at).is_ascii_uppercase();
    let is_small = |at: usize| byte(text, at).is_ascii_lowercase();
    let ends_capitals = || {
        at > start + 1
            && is_capital(at - 1)
            && is_capital(at - 2)
            && is_small(at + 1)
            && is_small(at + 2)
    };
    at > start && is_capital(at) && (is_small(at - 1) || ends_capitals())
}

/// What joins a run to letters behind it: where these begin, and how the joint is written.
fn joined(text: &str, end: usize) -> Option<(usize, char)> {
    let (length, joint) = match text.as_bytes().get(end..)? {
        [b':', b':', ..] | [b'_', b'_', ..] => (2, '-'),
        [b'_' | b'-' | b'/', ..] => (1, '-'),
        [b'.', ..] => (1, '.'),
        [b'\'', ..] => (1, '\''),
        // A curly one.
        [0xe2, 0x80, 0x99, ..] => (3, '\''),
        _ => return None,
    };
    letter(text, end + length).filter(|c| is_inner(*c)).map(|_| (end + length, joint))
}

/// The number of a version without its `v`, if a text is one.
fn version(text: &str) -> Option<&str> {
    let number = text.strip_prefix('v').unwrap_or(text);
    let mut has_dot = false;
    for byte in number.bytes() {
        match byte {
            b'.' => has_dot = true,
            b'0'..=b'9' => {}
            _ => return None,
        }
    }
    has_dot.then_some(number)
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
