//! Making an index.
//!
//! [`Prepared::of`] reads a text, and knows of no other: call it on as many threads as there are.
//! [`Builder`] takes the texts in their order, oldest first, and gives the files. The same texts give
//! the same bytes.

mod about;
mod cut;
mod dictionary;
mod field;
mod files;
mod groups;
mod lists;

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

pub use self::{about::about, files::SameName};

use self::{files::Files, groups::Groups};
use crate::{
    format::{self, HEAVIEST, MOST_PASSAGES, TextRecord, VERSION},
    plain::plain,
    query,
    words::{self, TermKind},
};

/// A text to be found.
#[derive(Clone, Debug, Default)]
pub struct IndexedText<'a> {
    /// Its title, plain text.
    pub title: &'a str,
    /// What it is about, plain text.
    pub description: &'a str,
    /// Its address, as a path on the site that ends with a slash; its Markdown lies there as
    /// `index.md`.
    pub path: String,
    /// The day it was published, as `2026-11-20`; empty for a page without one.
    pub date: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its authors that have a page: id and name.
    pub authors: Vec<(String, String)>,
    /// The series that it belongs to, likewise.
    pub series: Option<(String, String)>,
    /// Its language, as a BCP 47 tag.
    pub language: &'a str,
    /// Its Markdown, as it lies on the host.
    pub markdown: &'a str,
    /// Where in that the text begins, in bytes.
    pub start: usize,
    /// Text and anchor of its headings, in their order.
    pub headings: Vec<(String, String)>,
}

/// How soon a word that is repeated adds nothing (`k1` of BM25, in tenths), and how much it counts
/// that a passage is long (`b`, in tenths).
const SATURATION: u32 = 12;
const LENGTH: u32 = 4;
/// How many words a passage of usual length has.
const USUAL: u32 = 70;

/// A word, whether it has a stem, and the passages that have it, each with what it weighs there.
type WeightedWord<W> = (String, bool, Vec<(u8, W)>);

/// A text, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    record: TextRecord,
    language: String,
    /// Words, each with the passages that have it and its weight in them.
    words: Vec<WeightedWord<u8>>,
}

/// The words of a text, in the order in which they were met.
#[derive(Default)]
struct TextWords {
    known: HashMap<String, usize>,
    words: Vec<WeightedWord<u32>>,
    /// How many words each passage has.
    lengths: Vec<u32>,
}

impl TextWords {
    fn add(&mut self, text: &str, passage: usize, weight: u32) {
        let passage = passage.min(MOST_PASSAGES as usize) as u8;
        let composed: String;
        let text = match is_nfkc_quick(text.chars()) {
            IsNormalized::Yes => text,
            _ => {
                composed = text.nfkc().collect();
                &composed
            }
        };
        if self.lengths.len() <= passage.into() {
            self.lengths.resize(usize::from(passage) + 1, 0);
        }
        words::each(text, &mut |word| {
            let weight = if word.kind == TermKind::Part { weight * 7 / 10 } else { weight };
            let is_stemmed = matches!(word.kind, TermKind::Plain | TermKind::Part);
            let at = self.at(word.text, is_stemmed);
            let (_, _, passages) = &mut self.words[at];
            match passages.last_mut() {
                Some((last, sum)) if *last == passage => *sum += weight,
                _ => passages.push((passage, weight)),
            }
            self.lengths[usize::from(passage)] += 1;
        });
    }

    fn at(&mut self, word: &str, is_stemmed: bool) -> usize {
        if let Some(&at) = self.known.get(word) {
            return at;
        }
        self.known.insert(word.to_owned(), self.words.len());
        self.words.push((word.to_owned(), is_stemmed, Vec::new()));
        self.words.len() - 1
    }

    /// The words with what they weigh.
    fn weighed(self) -> Vec<WeightedWord<u8>> {
        let Self { words, lengths, .. } = self;
        let weigh = |(passage, sum): (u8, u32)| {
            let length = lengths.get(usize::from(passage)).copied().unwrap_or_default();
            // The head is as long as it is: its fields weigh what they weigh.
            let length = if passage == 0 { USUAL } else { length };
            let damping = SATURATION * (10 - LENGTH + LENGTH * length / USUAL) / 10;
            let weight = (u32::from(HEAVIEST) * sum).div_ceil(sum + damping);
            (passage, weight.clamp(1, HEAVIEST.into()) as u8)
        };
        let weighed = |(word, is_stemmed, passages): WeightedWord<u32>| {
            (word, is_stemmed, passages.into_iter().map(weigh).collect())
        };
        words.into_iter().map(weighed).collect()
    }
}

impl Prepared {
    /// Reads a text.
    pub fn of(text: &IndexedText<'_>) -> Self {
        let cut = cut::cut(text.markdown, text.start, &text.headings);
        let mut words = TextWords::default();
        words.add(text.title, 0, field::TITLE);
        text.tags.iter().for_each(|tag| words.add(tag, 0, field::TAG));
        words.add(text.description, 0, field::DESCRIPTION);
        for (_, name) in text.authors.iter().chain(&text.series) {
            words.add(name, 0, field::DESCRIPTION);
        }
        let mut section = 0;
        for (at, passage) in cut.passages.iter().enumerate() {
            let number = at + 1;
            let (heading, _) = &cut.sections[passage.passage.section as usize];
            let is_first = at == 0 || passage.passage.section != section;
            section = passage.passage.section;
            let weight = if is_first { field::HEADING } else { field::HEADING_FURTHER_UP };
            words.add(heading, number, weight);
            let range = passage.passage.start as usize..passage.passage.end as usize;
            let weight = if passage.is_code { field::CODE } else { field::TEXT };
            words.add(&plain(&text.markdown[range]), number, weight);
        }
        let record = TextRecord {
            title: text.title.to_owned(),
            path: text.path.clone(),
            date: text.date.clone(),
            tags: text.tags.clone(),
            authors: text.authors.clone(),
            series: text.series.iter().cloned().collect(),
            sections: cut.sections,
            passages: cut.passages.iter().map(|passage| passage.passage).collect(),
        };
        Self { record, language: text.language.to_owned(), words: words.weighed() }
    }
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The address of the first file in the folder of the index.
    pub root: String,
    /// All files by their addresses in that folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Makes an index of texts.
#[derive(Debug, Default)]
pub struct Builder {
    groups: Groups,
    /// The lists of words, by the numbers that these have in `groups`.
    lists: Vec<Vec<lists::Occurrence>>,
    /// Which texts have a property.
    properties: BTreeMap<String, Vec<lists::Occurrence>>,
    records: Vec<Vec<u8>>,
}

impl Builder {
    /// Adds the next text.
    pub fn add(&mut self, text: Prepared) {
        let Prepared { record, language, words } = text;
        let number = self.records.len() as u32;
        for (word, is_stemmed, passages) in words {
            let at = self.groups.number(word, is_stemmed.then_some(&*language));
            if self.lists.len() <= at {
                self.lists.resize_with(at + 1, Vec::new);
            }
            let met = passages
                .iter()
                .map(|&(passage, weight)| lists::Occurrence::new(number, passage, weight));
            self.lists[at].extend(met);
        }
        let year = record.date.get(..4).unwrap_or_default();
        let tags = record.tags.iter().map(|tag| query::filter("tag", tag));
        let authors = record.authors.iter().map(|(id, _)| query::filter("author", id));
        let series = record.series.iter().map(|(id, _)| query::filter("series", id));
        let year = (!year.is_empty()).then(|| query::filter("year", year));
        for property in tags.chain(authors).chain(series).chain(year) {
            self.properties.entry(property).or_default().push(lists::Occurrence::new(number, 0, 1));
        }
        self.records.push(lists::record(&record));
    }

    /// The files.
    ///
    /// # Errors
    ///
    /// When two of them would have the same name.
    pub fn finish(self) -> Result<Index, SameName> {
        let Self { groups, lists, properties, records } = self;
        let mut files = Files::default();
        let mut root = vec![VERSION];
        lists::number(&mut root, records.len() as u32);
        let shift = (MIN_SHIFT..31).find(|shift| records.len() >> shift < FOLDERS).unwrap_or(31);
        lists::number(&mut root, shift);
        let folders = records.chunks(1 << shift);
        lists::number(&mut root, folders.len() as u32);
        for (at, records) in folders.enumerate() {
            let folder = format::name(&records.concat());
            root.extend(folder);
            for (number, record) in ((at << shift) as u32..).zip(records) {
                files.files.insert(format::record_file(folder, number), record.clone());
            }
        }
        drop(records);
        let entries = groups.entries(lists, properties);
        root.extend(dictionary::write(entries, &mut files)?);
        let root = files.add(root)?;
        Ok(Index { root: format::file(root), files: files.files })
    }
}

/// How many records are in a folder at least, as a power of two, and about how many folders there
/// are at most.
const MIN_SHIFT: u32 = 4;
const FOLDERS: usize = 96;
