//! Lists as bytes.

use crate::format::{COUNT_BITS, HALF, MOST_COUNTED, TextRecord};

/// A word in a passage, in four bytes: the text, the passage, the weight. Sorts by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence(u32);

impl Occurrence {
    pub(super) fn new(text: u32, passage: u8, weight: u8) -> Self {
        Self(text << 12 | u32::from(passage) << 4 | u32::from(weight & 15))
    }

    /// As it is kept.
    pub(super) fn bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }

    /// As it was kept, in another text.
    pub(super) fn of(bytes: [u8; 4], text: impl FnOnce(u32) -> Option<u32>) -> Option<Self> {
        let kept = Self(u32::from_le_bytes(bytes));
        Some(Self(text(kept.text())? << 12 | kept.0 & 0xfff))
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

/// A sorted list in pieces, what weighs most in the first; of equals the newest.
pub(super) fn pieces(mut list: Vec<Occurrence>) -> Vec<Vec<u8>> {
    let whole = postings(&list);
    if whole.len() <= FIRST_PIECE {
        return vec![whole];
    }
    list.sort_unstable_by_key(|met| (u8::MAX - met.weight(), u32::MAX - met.text(), met.passage()));
    let mut pieces = Vec::new();
    let (mut rest, mut most) = (&list[..], FIRST_PIECE);
    while !rest.is_empty() {
        let (piece, count) = piece(rest, most);
        pieces.push(piece);
        rest = &rest[count..];
        most = (most * 4).min(LARGEST_PIECE);
    }
    pieces
}

/// About as many postings from the beginning of a list as fit, and how many that are.
fn piece(list: &[Occurrence], most: usize) -> (Vec<u8>, usize) {
    // Each has a byte at least. How many more depends on which others are there: a few tries tell.
    let mut count = list.len().min(most);
    loop {
        let mut some = list[..count].to_vec();
        some.sort_unstable();
        let bytes = postings(&some);
        if bytes.len() <= most || count == 1 {
            return (bytes, count);
        }
        count = (count * most / bytes.len()).clamp(1, count - 1);
    }
}

/// Sorted postings as bytes.
fn postings(list: &[Occurrence]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut last = 0;
    for alike in list.chunk_by(|a, b| a.text() == b.text()) {
        let (text, more) = (alike[0].text(), alike.len() as u32 - 1);
        number(&mut bytes, (text - last) << COUNT_BITS | more.min(MOST_COUNTED));
        if more >= MOST_COUNTED {
            number(&mut bytes, more - MOST_COUNTED);
        }
        last = text;
        let mut passage = 0;
        for met in alike {
            pair(&mut bytes, u32::from(met.weight()) - 1, met.passage() - passage);
            passage = met.passage();
        }
    }
    bytes
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

/// Appends two small numbers.
pub(super) fn pair(bytes: &mut Vec<u8>, a: u32, b: u32) {
    let most = HALF.into();
    bytes.push((a.min(most) << 4 | b.min(most)) as u8);
    [a, b].into_iter().filter(|value| *value >= most).for_each(|value| number(bytes, value - most));
}

/// Appends a text.
pub(super) fn text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, text.len() as u32);
    bytes.extend(text.as_bytes());
}

/// Appends a text that begins as another one does.
pub(super) fn front_coded(bytes: &mut Vec<u8>, before: &[u8], text: &[u8]) {
    let shared = shared(before, text);
    pair(bytes, shared as u32, (text.len() - shared) as u32);
    bytes.extend(&text[shared..]);
}

/// How many bytes two texts begin with alike.
pub(super) fn shared(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
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
        pair(&mut bytes, passage.section - section, passage.start - at);
        number(&mut bytes, passage.end - passage.start);
        bytes.extend(passage.check.to_le_bytes());
        (section, at) = (passage.section, passage.end);
    }
    bytes
}
