//! The words in which two versions of a text differ.
//!
//! Blocks are compared first, then the words of those that differ, so the work is bounded whatever the length.
//! A word is compared without the marks around it, and whatever apostrophe is in it: what differs in these alone
//! is a matter of typography.

use std::{borrow::Cow, ops::Range};

use model::{Change, ChangedPart, Piece};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::plain::Block;

/// How many words two parts may have together to be compared word by word.
const COMPARED: usize = 4_000;
/// How many words stand before and behind what has changed.
const AROUND: usize = 8;
/// How many parts, and how many words, are shown of a change.
const PARTS: usize = 50;
const SHOWN: usize = 2_000;

/// What changed from one version to the next.
pub fn change(before: &[Block], after: &[Block]) -> Change {
    let [old, new] = [before, after].map(|blocks| blocks.iter().map(Words::of).collect::<Vec<_>>());
    let [old_keys, new_keys] =
        [&old, &new].map(|all| all.iter().map(Words::key).collect::<Vec<_>>());
    let mut change = Change::default();
    let mut shown = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        let (from, to) = match op {
            DiffOp::Equal { .. } => continue,
            other => (other.old_range(), other.new_range()),
        };
        let section = after.get(to.start).or(after.last()).map(|block| block.section.clone());
        let [was, is] = [(&old, from), (&new, to)].map(|(all, range)| joined(all, range));
        let part = pieces(&was, &is);
        change.removed += part.removed;
        change.added += part.added;
        shown += part.shown;
        if change.parts.len() == PARTS || (shown > SHOWN && !change.parts.is_empty()) {
            change.is_cut = true;
            continue;
        }
        let (pieces, is_cut) = bounded(part.pieces);
        change.is_cut |= is_cut;
        change.parts.push(ChangedPart { section: section.unwrap_or_default(), pieces });
    }
    change
}

/// The words of a part, each with what stands behind it.
#[derive(Clone, Debug, Default)]
struct Words<'a> {
    /// What stands before the first.
    before: &'a str,
    /// What is compared of each, and all of it.
    all: Vec<(Cow<'a, str>, &'a str)>,
}

impl<'a> Words<'a> {
    fn of(block: &'a Block) -> Self {
        let text = &*block.text;
        let mut starts: Vec<Range<usize>> = Vec::new();
        for (at, part) in text.split_word_bound_indices() {
            let before = text[..at].chars().next_back();
            let next = text[at + part.len()..].chars().next();
            if counts(part, block.is_code, before, next) {
                starts.push(at..at + part.len());
            }
        }
        let ends = starts.iter().skip(1).map(|next| next.start).chain([text.len()]);
        let all = starts.iter().zip(ends);
        let compared = |word: &'a str| match word.contains('\u{2019}') && !block.is_code {
            true => Cow::Owned(word.replace('\u{2019}', "'")),
            false => Cow::Borrowed(word),
        };
        let all = all.map(|(word, end)| (compared(&text[word.clone()]), &text[word.start..end]));
        let all = all.collect();
        Self { before: &text[..starts.first().map_or(0, |first| first.start)], all }
    }

    fn key(&self) -> Vec<&str> {
        self.all.iter().map(|(word, _)| &**word).collect()
    }
}

/// Whether a part of a text is a word. A sign that stands before a number is one, and so is every other that
/// no typographer would set.
fn counts(part: &str, is_code: bool, before: Option<char>, next: Option<char>) -> bool {
    if part.trim().is_empty() {
        return false;
    }
    if is_code || part.chars().any(char::is_alphanumeric) {
        return true;
    }
    let is_sign = part == "-"
        && !before.is_some_and(char::is_alphanumeric)
        && next.is_some_and(|next| next.is_ascii_digit());
    is_sign || !part.chars().all(is_mark)
}

/// Whether a character is one of those that are set around words.
fn is_mark(c: char) -> bool {
    matches!(c,
        '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '-' | '*' | '_'
        | '`' | '«' | '»' | '¡' | '¿' | '…' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
        || matches!(
            c,
            '！' | '，' | '．' | '：' | '；' | '？' | '（' | '）' | '،' | '؛' | '؟' | '־'
        )
}

/// The words of several blocks after each other, with the ends of blocks as line ends.
fn joined<'a>(all: &'a [Words<'_>], range: Range<usize>) -> Vec<(&'a str, String)> {
    let mut words: Vec<(&'a str, String)> = Vec::new();
    for block in &all[range] {
        if let Some((_, last)) = words.last_mut() {
            last.push('\n');
        }
        let mut before = block.before;
        for (word, text) in &block.all {
            words.push((&**word, format!("{before}{text}")));
            before = "";
        }
    }
    words
}

/// What is shown of a part, and how many words that is.
#[derive(Default)]
struct Shown {
    pieces: Vec<Piece>,
    added: usize,
    removed: usize,
    shown: usize,
}

fn pieces(was: &[(&str, String)], is: &[(&str, String)]) -> Shown {
    let [old, new] = [was, is].map(|words| words.iter().map(|(word, _)| *word).collect::<Vec<_>>());
    let ops = match old.len() + new.len() <= COMPARED {
        true => capture_diff_slices(Algorithm::Myers, &old, &new),
        false => {
            let (old_len, new_len) = (old.len(), new.len());
            vec![DiffOp::Replace { old_index: 0, old_len, new_index: 0, new_len }]
        }
    };
    let text = |words: &[(&str, String)]| -> String {
        words.iter().map(|(_, text)| text.as_str()).collect()
    };
    let mut shown = Shown::default();
    let last = ops.len().saturating_sub(1);
    for (at, op) in ops.into_iter().enumerate() {
        let (from, to) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            let same = &is[to];
            let (head, tail) = around(same.len(), at == 0, at == last);
            shown.shown += head + tail;
            let is_whole = head + tail == same.len();
            let middle = if is_whole { "" } else { " … " };
            let start = text(&same[..head]);
            let end = text(&same[same.len() - tail..]);
            shown.pieces.push(Piece::Same([&*start, middle, &*end].concat()));
            continue;
        }
        shown.removed += from.len();
        shown.added += to.len();
        shown.shown += from.len() + to.len();
        if !from.is_empty() {
            shown.pieces.push(Piece::Removed(text(&was[from])));
        }
        if !to.is_empty() {
            shown.pieces.push(Piece::Added(text(&is[to])));
        }
    }
    shown
}

/// How many words are shown of some that are the same: at their head, behind what has changed, and at their
/// end, before what will.
fn around(words: usize, is_first: bool, is_last: bool) -> (usize, usize) {
    let head = if is_first { 0 } else { AROUND };
    let tail = if is_last { 0 } else { AROUND };
    if words <= head + tail { (words, 0) } else { (head, tail) }
}

/// The same with no more text than is shown of a change.
fn bounded(pieces: Vec<Piece>) -> (Vec<Piece>, bool) {
    const CHARACTERS: usize = 20_000;
    let (mut left, mut is_cut) = (CHARACTERS, false);
    let pieces = pieces.into_iter().filter_map(|piece| {
        let mut cut = |text: String| {
            let end = text.floor_char_boundary(left.min(text.len()));
            is_cut |= end < text.len();
            left -= end;
            text[..end].to_owned()
        };
        let piece = match piece {
            Piece::Same(text) => Piece::Same(cut(text)),
            Piece::Added(text) => Piece::Added(cut(text)),
            Piece::Removed(text) => Piece::Removed(cut(text)),
        };
        (!piece.text().is_empty()).then_some(piece)
    });
    let pieces = pieces.collect();
    (pieces, is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::plain;

    /// A change as a line: `[-was-]`, `{+is+}`.
    fn told(before: &str, after: &str) -> (usize, usize, Vec<String>) {
        let Change { added, removed, parts, .. } = change(&plain(before), &plain(after));
        let piece = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Added(text) => format!("{{+{text}+}}"),
            Piece::Removed(text) => format!("[-{text}-]"),
        };
        let parts = parts.iter().map(|part| part.pieces.iter().map(piece).collect());
        (added, removed, parts.collect())
    }

    #[test]
    fn words_that_differ_are_shown_among_those_around_them() {
        assert_eq!(
            told("It takes 5 ms.", "It takes 7 ms, not more."),
            (3, 1, vec!["It takes [-5 -]{+7 +}ms, {+not more.+}".to_owned()])
        );
        let long = "one two three four five six seven eight nine ten eleven twelve";
        let (added, removed, parts) = told(long, &format!("{long} thirteen"));
        assert_eq!((added, removed), (1, 0));
        assert_eq!(parts, [" … five six seven eight nine ten eleven twelve {+thirteen+}"]);
    }

    #[test]
    fn marks_alone_are_no_change_and_signs_are() {
        let same = |before, after| told(before, after).2.is_empty();
        assert!(same("He said \"no\" - twice...", "He said “no” – twice…"));
        assert!(same("It's the writers' word", "It’s the writers’ word"));
        assert!(!same("```\nlet a = 'b';\n```", "```\nlet a = ’b’;\n```"));
        assert!(same("A  word.\n", "A **word**\n"));
        assert!(!same("It is -5 here", "It is 5 here"));
        assert!(!same("a + b", "a − b"));
        assert!(!same("It can't", "It can"));
        assert!(!same("3.14", "314"));
        assert!(!same("```\nf(a);\n```", "```\nf(a)\n```"));
    }

    #[test]
    fn blocks_come_and_go() {
        let (added, removed, parts) =
            told("# A\n\none\n\ntwo\n", "# A\n\none\n\nnew block\n\ntwo\n");
        assert_eq!((added, removed, parts), (2, 0, vec!["{+new block+}".to_owned()]));
        assert_eq!(told("a b\n\nc", "a b"), (0, 1, vec!["[-c-]".to_owned()]));
        assert_eq!(told("中文很好", "中文不好").2.len(), 1);
    }

    #[test]
    fn what_is_shown_is_bounded() {
        let many: String = (0..300).map(|at| format!("word{at} here\n\n- {at}\n\n")).collect();
        let other = many.replace("word", "other");
        let change = change(&plain(&many), &plain(&other));
        assert!(change.is_cut && change.parts.len() <= PARTS);
        assert_eq!((change.added, change.removed), (300, 300));
        let long = "x y ".repeat(20_000);
        let change = super::change(&plain("a"), &plain(&long));
        assert!(change.is_cut);
        assert_eq!(change.added, 40_000);
    }
}
