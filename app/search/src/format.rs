//! How the files of an index are laid out.
//!
//! | File | What it is |
//! |---|---|
//! | the root | number of texts, names of the folders of records, the top of the dictionary |
//! | nodes | the rest of the dictionary, a tree: inner nodes, and leaves with the words |
//! | packs | the lists of several words of one leaf |
//! | pieces | a long list, in pieces; what weighs most is in the first |
//! | records | of each text what a result shows of it, a file each |
//!
//! Every file but the records is named after its bytes, and named by the file above it; the records
//! lie in folders that are named after what is in them. So whoever has a root sees one state of the
//! site, or finds files missing, but never parts of two states.
//!
//! Numbers are LEB128, lists begin with their length, words in the dictionary are front-coded: how
//! many bytes are those of the word before, then the others. Most numbers are small, and come in
//! pairs: such two have a byte together, from which the larger ones go on.

use alloc::{string::String, vec::Vec};

use crate::words::is_letter;

/// What a file of another version of this format does not begin with.
pub const VERSION: u8 = 2;
/// What half a byte holds at most, and says that a number is at least that.
pub(crate) const HALF: u8 = 15;
/// How many bytes of the hash of a file are its name.
pub const NAME: usize = 6;
/// Longer lists or texts are not believed.
const MOST: usize = 1 << 20;

/// The name of a file, as it stands in other files.
pub type Name = [u8; NAME];

/// The name for some bytes: FNV-1a, stirred, since that leaves the high bits alone at the end.
pub fn name(bytes: &[u8]) -> Name {
    let hash = hash(bytes);
    let mut name = [0; NAME];
    name.copy_from_slice(&hash.to_le_bytes()[..NAME]);
    name
}

/// A check for a piece of text.
pub fn check(bytes: &[u8]) -> u16 {
    hash(bytes) as u16
}

fn hash(bytes: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let hash = bytes
        .iter()
        .fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// The address of a file in the folder of the index.
pub fn file(name: Name) -> String {
    let mut path = hex(name);
    path.push_str(".bin");
    path
}

/// The address of the record of a text in the folder of the index.
pub fn record_file(folder: Name, number: u32) -> String {
    let mut path = hex(folder);
    path.push('/');
    decimal(number, &mut path);
    path.push_str(".bin");
    path
}

/// Appends a number as it is written. What formats anything would weigh more than this crate.
pub fn decimal(number: u32, text: &mut String) {
    if number >= 10 {
        decimal(number / 10, text);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// A name as it stands in addresses.
fn hex(name: Name) -> String {
    let mut text = String::new();
    for byte in name {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from(half + if half < 10 { b'0' } else { b'a' - 10 }));
        }
    }
    text
}

/// Reads what was written, as far as it is there.
#[derive(Clone, Copy, Debug)]
pub struct ByteReader<'a>(pub &'a [u8]);

impl<'a> ByteReader<'a> {
    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The next bytes.
    pub fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u32> {
        let mut number = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    /// Two small numbers, which have half a byte each; of one that is larger the rest follows.
    pub fn pair(&mut self) -> Option<(u32, u32)> {
        let byte = self.byte()?;
        Some((self.whole(byte >> 4)?, self.whole(byte & HALF)?))
    }

    fn whole(&mut self, half: u8) -> Option<u32> {
        if half < HALF { Some(half.into()) } else { self.number()?.checked_add(HALF.into()) }
    }

    /// A number of things that are still to come, each of at least a byte.
    pub fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.0.len().min(MOST)).then_some(count)
    }

    /// A text.
    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        core::str::from_utf8(self.bytes(length)?).ok()
    }

    /// A name.
    pub fn name(&mut self) -> Option<Name> {
        self.bytes(NAME)?.try_into().ok()
    }

    /// A list of names, as it is.
    pub fn names(&mut self) -> Option<&'a [u8]> {
        let count = self.count()?;
        self.bytes(count * NAME)
    }

    /// A list.
    pub fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        let mut list = Vec::with_capacity(count.min(64));
        for _ in 0..count {
            list.push(read(self)?);
        }
        Some(list)
    }

    /// A list of pairs of texts.
    pub fn pairs(&mut self) -> Option<Vec<(&'a str, &'a str)>> {
        self.list(|reader| Some((reader.text()?, reader.text()?)))
    }

    /// A text that begins as another one does, which it takes the place of.
    pub fn front_coded(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let (shared, length) = self.pair()?;
        text.get(shared as usize..)?;
        text.truncate(shared as usize);
        text.extend_from_slice(self.bytes(length as usize)?);
        Some(())
    }
}

/// A text in a list, its score, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The number of the text, counted from the oldest.
    pub text: u32,
    /// Which of its passages; 0 is what stands above it: title, description, tags.
    pub passage: u32,
    /// What the word weighs there, from 1 to [`HEAVIEST`].
    pub weight: u8,
}

/// The highest weight of a posting.
pub const HEAVIEST: u8 = 15;
/// More passages than this count as the last one.
pub const MOST_PASSAGES: u32 = 255;

/// Calls with the postings of one piece, in the order of their texts. What can't be read ends it.
pub fn postings(bytes: &[u8], visit: &mut dyn FnMut(Posting)) {
    let mut reader = ByteReader(bytes);
    let mut text = 0;
    while let Some(()) = of_one_text(&mut reader, &mut text, visit) {}
}

/// Those of the next text: how far it is from the one before, with the number of its postings in the
/// lowest bits, as far as it fits; of each posting the weight, and how far its passage is from the one before.
fn of_one_text(
    reader: &mut ByteReader,
    text: &mut u32,
    visit: &mut dyn FnMut(Posting),
) -> Option<()> {
    let gap = reader.number()?;
    *text = text.checked_add(gap >> COUNT_BITS)?;
    let count = gap & MOST_COUNTED;
    let more = if count == MOST_COUNTED { reader.number()? } else { 0 };
    let mut passage = 0_u32;
    for _ in 0..=count.checked_add(more)? {
        let (less, step) = reader.pair()?;
        passage = passage.checked_add(step)?;
        // No weight is 0, so that each has half a byte.
        let weight = less.min(u32::from(HEAVIEST) - 1) as u8 + 1;
        visit(Posting { text: *text, passage, weight });
    }
    Some(())
}

/// How many bits of the gap before a text are the number of its postings but one, and the highest of these,
/// to which more may be added.
pub(crate) const COUNT_BITS: u32 = 2;
pub(crate) const MOST_COUNTED: u32 = (1 << COUNT_BITS) - 1;

/// Where the list of a word is.
#[derive(Clone, Copy, Debug)]
pub enum PostingsEntry<'a> {
    /// The list is that of another word.
    See(OtherWord<'a>),
    /// Here.
    Inline {
        /// How many texts have the word.
        texts: u32,
        /// One piece.
        bytes: &'a [u8],
    },
    /// A part of a pack.
    Packed {
        /// How many texts have the word.
        texts: u32,
        /// The pack.
        file: Name,
        /// Where in it the list begins.
        start: usize,
        /// How many bytes it has.
        length: usize,
    },
    /// In pieces of its own.
    Pieces {
        /// How many texts have the word.
        texts: u32,
        /// The names of the pieces, the heaviest first.
        files: &'a [u8],
    },
    /// How many words are named that begin with these letters, and these, the most frequent first.
    Begun(u32, ByteReader<'a>),
    /// A word that is filed under its letters in reverse, and how frequent it is.
    Reversed(u32),
}

/// A word that begins as the one does which leads to it.
#[derive(Clone, Copy, Debug)]
pub struct OtherWord<'a> {
    shared: usize,
    rest: &'a [u8],
}

impl OtherWord<'_> {
    /// The word, given the one that leads to it.
    pub fn from(&self, word: &[u8]) -> Vec<u8> {
        let mut other = word.get(..self.shared).unwrap_or_default().to_vec();
        other.extend_from_slice(self.rest);
        other
    }
}

/// A node of the dictionary, which is read whenever something is looked for in it.
#[derive(Clone, Copy, Debug)]
pub enum DictionaryNode<'a> {
    /// The first word of each node below, and its file.
    Inner(ByteReader<'a>),
    /// Words in the order of their bytes.
    Leaf(Leaf<'a>),
}

/// Words in the order of their bytes, with what stands under each.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'a> {
    /// The names of the packs that entries lead to.
    packs: &'a [u8],
    entries: ByteReader<'a>,
}

/// The first byte of an inner node, and that of a leaf.
pub(crate) const INNER: u8 = 1;
pub(crate) const LEAF: u8 = 2;
/// What each kind of entry begins with, in half a byte. The other half is a number: of the bytes that the word has too many
/// for the one whose list it has, of those of a list, of texts, or of words.
pub(crate) const SEE: u32 = 0;
pub(crate) const SEE_OTHER: u32 = 1;
pub(crate) const INLINE: u32 = 2;
pub(crate) const PACKED: u32 = 3;
pub(crate) const PIECES: u32 = 4;
pub(crate) const BEGUN: u32 = 5;
pub(crate) const REVERSED: u32 = 6;

impl<'a> DictionaryNode<'a> {
    /// A node from its bytes.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = ByteReader(bytes);
        match reader.byte()? {
            INNER => Some(Self::Inner(reader)),
            LEAF => {
                let packs = reader.names()?;
                Some(Self::Leaf(Leaf { packs, entries: reader }))
            }
            _ => None,
        }
    }
}

/// Of an inner node, the node below in which a word would be, and the first word of the one behind that.
pub(crate) fn below(mut inner: ByteReader, word: &[u8]) -> Option<(Name, Option<Vec<u8>>)> {
    let mut first = Vec::new();
    let mut below = None;
    for _ in 0..inner.count()? {
        inner.front_coded(&mut first)?;
        let name = inner.name()?;
        if let Some(below) = below.filter(|_| *first > *word) {
            return Some((below, Some(first)));
        }
        below = Some(name);
    }
    Some((below?, None))
}

impl<'a> Leaf<'a> {
    /// Where nothing can be read.
    pub(crate) const EMPTY: Self = Self { packs: &[], entries: ByteReader(&[]) };

    /// Calls with every word and what stands under it, as far as they can be read.
    pub fn each(&self, visit: &mut dyn FnMut(&[u8], PostingsEntry<'a>)) -> Option<()> {
        let mut reader = self.entries;
        let mut word = Vec::new();
        let mut packs = Packs { names: self.packs, place: 0 };
        for _ in 0..reader.count()? {
            reader.front_coded(&mut word)?;
            visit(&word, entry(&mut reader, &word, &mut packs)?);
        }
        Some(())
    }

    /// What stands under a word.
    pub(crate) fn find(&self, wanted: &[u8]) -> Option<PostingsEntry<'a>> {
        let mut found = None;
        self.each(&mut |word, entry| {
            if word == wanted {
                found = Some(entry);
            }
        });
        found
    }
}

/// The packs of a leaf, as far as its entries have been read: their lists stand there one behind the other.
struct Packs<'a> {
    /// The names of the one that is being read, and of those behind it.
    names: &'a [u8],
    /// How far that has been read.
    place: usize,
}

/// What stands under a word.
fn entry<'a>(
    reader: &mut ByteReader<'a>,
    word: &[u8],
    packs: &mut Packs<'a>,
) -> Option<PostingsEntry<'a>> {
    let (kind, number) = reader.pair()?;
    let length = number as usize;
    Some(match kind {
        SEE | SEE_OTHER => {
            let shared = word.len().checked_sub(length)?;
            let others = if kind == SEE_OTHER { reader.number()? as usize } else { 0 };
            PostingsEntry::See(OtherWord { shared, rest: reader.bytes(others)? })
        }
        INLINE => {
            let bytes = reader.bytes(length)?;
            PostingsEntry::Inline { texts: texts(bytes), bytes }
        }
        PACKED => {
            let value = reader.number()?;
            if value & 1 == 1 {
                // It is the first one of the next pack.
                (packs.names, packs.place) = (packs.names.get(NAME..)?, 0);
            }
            let (start, length) = (packs.place, (value >> 1) as usize);
            packs.place = start.checked_add(length)?;
            let file = nth_name(packs.names, 0)?;
            PostingsEntry::Packed { texts: number, file, start, length }
        }
        PIECES => PostingsEntry::Pieces { texts: number, files: reader.names()? },
        BEGUN => {
            let words = *reader;
            for _ in 0..number {
                reader.text()?;
            }
            PostingsEntry::Begun(number, words)
        }
        REVERSED => PostingsEntry::Reversed(number),
        _ => return None,
    })
}

/// In how many texts a list has postings.
fn texts(bytes: &[u8]) -> u32 {
    let (mut texts, mut last) = (0, None);
    postings(bytes, &mut |posting| {
        texts += u32::from(last != Some(posting.text));
        last = Some(posting.text);
    });
    texts
}

/// One of many names.
pub(crate) fn nth_name(names: &[u8], at: usize) -> Option<Name> {
    ByteReader(names.get(at.checked_mul(NAME)?..)?).name()
}

/// The first file of an index.
#[derive(Clone, Copy, Debug)]
pub struct Root<'a> {
    /// How many texts there are.
    pub texts: u32,
    /// How many records are in one folder, as a power of two.
    shift: u32,
    /// The names of the folders of the records.
    folders: &'a [u8],
    /// The top of the dictionary.
    pub(crate) top: DictionaryNode<'a>,
}

impl<'a> Root<'a> {
    /// A root from its bytes.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = ByteReader(bytes);
        if reader.byte()? != VERSION {
            return None;
        }
        let (texts, shift) = (reader.number()?, reader.number()?.min(31));
        let folders = reader.names()?;
        Some(Self { texts, shift, folders, top: DictionaryNode::read(reader.0)? })
    }

    /// The address of the record of a text.
    pub fn record(&self, number: u32) -> Option<String> {
        let folder = nth_name(self.folders, (number >> self.shift) as usize)?;
        Some(record_file(folder, number))
    }
}

/// What a result shows of a text; `T` is what holds its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextRecord<T = String> {
    /// Its title.
    pub title: T,
    /// Its address, as a path on the site that ends with a slash.
    pub path: T,
    /// The day it was published, as `2026-11-20`; empty for a page without one.
    pub date: T,
    /// Its tags.
    pub tags: Vec<T>,
    /// Its authors that have a page: id and name.
    pub authors: Vec<(T, T)>,
    /// The series that it belongs to: id and title; none or one.
    pub series: Vec<(T, T)>,
    /// Heading and anchor of each section; the first one, above all headings, has neither. An anchor
    /// is empty where it is what the heading says: its words, joined by hyphens.
    pub sections: Vec<(T, T)>,
    /// Its passages, the first of which is number 1 in lists.
    pub passages: Vec<Passage>,
}

/// The anchor that most headings have: their words, joined by hyphens.
pub(crate) fn anchor(heading: &str) -> String {
    let mut anchor = String::new();
    for c in heading.chars() {
        match c {
            ' ' | '-' => anchor.push('-'),
            c if c == '_' || is_letter(c) => anchor.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    anchor
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The section that it belongs to.
    pub section: u32,
    /// Where it begins in the Markdown of the text, in bytes.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The [`check`] of these bytes.
    pub check: u16,
}

impl<'a> TextRecord<&'a str> {
    /// A record from its bytes.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = ByteReader(bytes);
        let (title, path, date) = (reader.text()?, reader.text()?, reader.text()?);
        let (tags, authors) = (reader.list(ByteReader::text)?, reader.pairs()?);
        let (series, sections) = (reader.pairs()?, reader.pairs()?);
        let (mut section, mut at) = (0_u32, 0_u32);
        let passages = reader.list(|reader| {
            let (further, gap) = reader.pair()?;
            section = section.checked_add(further)?;
            let start = at.checked_add(gap)?;
            at = start.checked_add(reader.number()?)?;
            let check = u16::from_le_bytes(reader.bytes(2)?.try_into().ok()?);
            Some(Passage { section, start, end: at, check })
        })?;
        Some(Self { title, path, date, tags, authors, series, sections, passages })
    }

    /// The passage with a number that lists have; none for the head of the text.
    pub fn passage(&self, number: u32) -> Option<&Passage> {
        self.passages.get(number.checked_sub(1)? as usize)
    }
}
