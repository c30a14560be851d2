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
mod kept;
mod lists;

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

pub use self::{about::about, files::SameName};

use self::{
    files::Files,
    groups::{Groups, Size},
};
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
            if is_measured(word.text) {
                return;
            }
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

/// Whether a word is a number that somebody measured: nobody knows one well enough to ask for it, and tables are
/// full of them. With fewer digits behind the point it may be a version.
fn is_measured(word: &str) -> bool {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once('.').is_some_and(|(whole, fraction)| {
        fraction.len() > 2 && is_number(whole) && is_number(fraction.trim_end_matches('e'))
    })
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
            match is_first {
                true => words.add(heading, number, field::HEADING),
                false => words.add(beginning(heading), number, field::HEADING_FURTHER_UP),
            }
            for section in &cut.above[section as usize] {
                let (heading, _) = &cut.sections[*section];
                words.add(beginning(heading), number, field::HEADING_AROUND);
            }
            let range = passage.passage.start as usize..passage.passage.end as usize;
            let weight = if passage.is_code { field::CODE } else { field::TEXT };
            words.add(&plain(&text.markdown[range]), number, weight);
        }
        let written = |(heading, anchor): (String, String)| {
            let is_said = anchor == format::anchor(&heading);
            (heading, if is_said { String::new() } else { anchor })
        };
        let record = TextRecord {
            title: text.title.to_owned(),
            path: text.path.clone(),
            date: text.date.clone(),
            tags: text.tags.clone(),
            authors: text.authors.clone(),
            series: text.series.iter().cloned().collect(),
            sections: cut.sections.into_iter().map(written).collect(),
            passages: cut.passages.iter().map(|passage| passage.passage).collect(),
        };
        Self { record, language: text.language.to_owned(), words: words.weighed() }
    }
}

/// As much of a heading as counts for passages that it does not stand right above: a long one would be read for each.
fn beginning(heading: &str) -> &str {
    &heading[..heading.floor_char_boundary(200)]
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
    /// Where words stand, by the numbers that these have in `groups`.
    places: Vec<WordPlaces>,
    /// Which texts have a property.
    properties: BTreeMap<String, Vec<lists::Occurrence>>,
    texts: Vec<StoredText>,
}

/// Where a word stands.
#[derive(Debug, Default)]
struct WordPlaces {
    /// In texts in which it has a stem.
    stemmed: Vec<lists::Occurrence>,
    /// In texts in which it is a name as a whole.
    whole: Vec<lists::Occurrence>,
}

/// What is known of a text beside its words.
#[derive(Clone, Debug, Default)]
struct StoredText {
    /// The record as it is written.
    bytes: Vec<u8>,
    language: String,
}

impl Builder {
    /// A builder that keeps a place for each of so many texts, to be [put](Self::put) there in any order.
    pub fn with_places(count: usize) -> Self {
        Self { texts: vec![StoredText::default(); count], ..Self::default() }
    }

    /// Adds the next text.
    pub fn add(&mut self, text: Prepared) {
        self.texts.push(StoredText::default());
        self.put(self.texts.len() - 1, text);
    }

    /// Adds a text in a place that is kept for it.
    pub fn put(&mut self, place: usize, text: Prepared) {
        let Prepared { record, language, words } = text;
        let number = place as u32;
        for (word, is_stemmed, passages) in words {
            let at = self.number(word, is_stemmed.then_some(&*language));
            let met = passages
                .iter()
                .map(|&(passage, weight)| lists::Occurrence::new(number, passage, weight));
            let places = &mut self.places[at];
            if is_stemmed { places.stemmed.extend(met) } else { places.whole.extend(met) }
        }
        let year = record.date.get(..4).unwrap_or_default();
        let tags = record.tags.iter().map(|tag| query::filter("tag", tag));
        let authors = record.authors.iter().map(|(id, _)| query::filter("author", id));
        let series = record.series.iter().map(|(id, _)| query::filter("series", id));
        let year = (!year.is_empty()).then(|| query::filter("year", year));
        for property in tags.chain(authors).chain(series).chain(year) {
            self.properties.entry(property).or_default().push(lists::Occurrence::new(number, 0, 1));
        }
        self.texts[place] = StoredText { bytes: lists::record(&record), language };
    }

    /// The number of a word, which has a stem in a language.
    fn number(&mut self, word: String, language: Option<&str>) -> usize {
        let at = self.groups.number(word, language);
        if self.places.len() <= at {
            self.places.resize_with(at + 1, WordPlaces::default);
        }
        at
    }

    /// The files.
    ///
    /// # Errors
    ///
    /// When two of them would have the same name.
    pub fn finish(self) -> Result<Index, SameName> {
        let Self { groups, places, properties, texts } = self;
        let lists = places.into_iter().map(WordPlaces::together).collect();
        let mut properties = properties;
        properties.values_mut().for_each(|list| list.sort_unstable());
        let records: Vec<Vec<u8>> = texts.into_iter().map(|text| text.bytes).collect();
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
        let passages = records.iter().filter_map(|record| TextRecord::read(record));
        let passages = passages.map(|record| record.passages.len()).sum();
        let size = Size { texts: records.len() as u32, passages };
        drop(records);
        let entries = groups.entries(lists, properties, size);
        root.extend(dictionary::write(entries, &mut files)?);
        let root = files.add(root)?;
        Ok(Index { root: format::file(root), files: files.files })
    }
}

impl WordPlaces {
    /// All of them, in any order.
    fn together(self) -> Vec<lists::Occurrence> {
        let Self { mut stemmed, whole } = self;
        if stemmed.is_empty() {
            return whole;
        }
        stemmed.extend(whole);
        stemmed
    }
}

/// How many records are in a folder at least, as a power of two, and about how many folders there
/// are at most.
const MIN_SHIFT: u32 = 4;
const FOLDERS: usize = 96;
