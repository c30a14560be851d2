//! Lists as bytes.

use crate::format::{LOW, LOW_BITS, TextRecord};

/// A word in a passage, in four bytes: the text, the passage, the weight. Sorts by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence(u32);

impl Occurrence {
    pub(super) fn new(text: u32, passage: u8, weight: u8) -> Self {
        Self(text << 12 | u32::from(passage) << 4 | u32::from(weight & 15))
    }

    pub(super) fn text(self) -> u32 {
        self.0 >> 12
    }

    pub(super) fn passage(self) -> u32 {
        self.0 >> 4 & 0xff
    }

    pub(super) fn weight(self) -> u8 {
        self.0 as u8 & 15
    }

    /// One word in place of two that stand in the same passage.
    pub(super) fn with(self, other: Self) -> Self {
        let (more, less) = (self.weight().max(other.weight()), self.weight().min(other.weight()));
        let weight = (more + less / 3).min(crate::format::HEAVIEST);
        Self(self.0 & !15 | u32::from(weight))
    }

    /// Whether another word stands in the same passage.
    pub(super) fn is_beside(self, other: Self) -> bool {
        self.0 >> 4 == other.0 >> 4
    }
}

/// How many bytes the first piece of a list has at most; each other one four times as many as the
/// one before, up to the largest.
pub(super) const FIRST_PIECE: usize = 900;
const LARGEST_PIECE: usize = 64 << 10;

/// A list in pieces, what weighs most in the first; of equals the newest.
pub(super) fn pieces(mut list: Vec<Occurrence>) -> Vec<Vec<u8>> {
    list.sort_unstable_by_key(|met| (u8::MAX - met.weight(), u32::MAX - met.text(), met.passage()));
    let mut pieces = vec![Vec::new()];
    let mut most = FIRST_PIECE;
    for alike in list.chunk_by(|a, b| a.weight() == b.weight()) {
        let mut rest = alike;
        while !rest.is_empty() {
            let used = pieces.last().map_or(0, Vec::len);
            let (bytes, count) = run(rest, most.saturating_sub(used + RUN_HEAD));
            if count == 0 {
                pieces.push(Vec::new());
                most = (most * 4).min(LARGEST_PIECE);
                continue;
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(rest[0].weight());
                number(piece, count as u32);
                piece.extend(bytes);
            }
            rest = &rest[count..];
        }
    }
    pieces
}

/// How many bytes stand before a run of postings.
const RUN_HEAD: usize = 4;

/// As many postings of one weight as fit, and how many that are.
fn run(list: &[Occurrence], room: usize) -> (Vec<u8>, usize) {
    let mut bytes = Vec::new();
    let mut last = None;
    for (at, met) in list.iter().enumerate() {
        let before = bytes.len();
        let gap = last.map_or(met.text(), |last: u32| last - met.text());
        let low = met.passage().min(LOW);
        number(&mut bytes, gap << LOW_BITS | low);
        if low == LOW {
            number(&mut bytes, met.passage() - LOW);
        }
        if bytes.len() > room {
            bytes.truncate(before);
            return (bytes, at);
        }
        last = Some(met.text());
    }
    (bytes, list.len())
}

/// Appends a number.
pub(super) fn number(bytes: &mut Vec<u8>, number: u32) {
    let mut rest = number;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// Appends a text.
pub(super) fn text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, text.len() as u32);
    bytes.extend(text.as_bytes());
}

/// Appends a text that begins as another one does.
pub(super) fn front_coded(bytes: &mut Vec<u8>, before: &[u8], text: &[u8]) {
    let shared = before.iter().zip(text).take_while(|(a, b)| a == b).count();
    number(bytes, shared as u32);
    number(bytes, (text.len() - shared) as u32);
    bytes.extend(&text[shared..]);
}

/// A record as bytes.
pub(super) fn record(record: &TextRecord) -> Vec<u8> {
    let mut bytes = Vec::new();
    let TextRecord { title, path, date, tags, authors, series, sections, passages } = record;
    [title, path, date].into_iter().for_each(|part| text(&mut bytes, part));
    number(&mut bytes, tags.len() as u32);
    tags.iter().for_each(|tag| text(&mut bytes, tag));
    for pairs in [authors, series, sections] {
        number(&mut bytes, pairs.len() as u32);
        for (a, b) in pairs {
            text(&mut bytes, a);
            text(&mut bytes, b);
        }
    }
    number(&mut bytes, passages.len() as u32);
    let (mut section, mut at) = (0, 0);
    for passage in passages {
        number(&mut bytes, passage.section - section);
        number(&mut bytes, passage.start - at);
        number(&mut bytes, passage.end - passage.start);
        bytes.extend(passage.check.to_le_bytes());
        (section, at) = (passage.section, passage.end);
    }
    bytes
}
