//! What a builder was given, for the next time: an index of texts most of which are as they were is made
//! without reading these again.
//!
//! What it gives is the same to the byte as that of a builder that was given all texts. For that, the places of
//! a word are kept apart by whether it has a stem in the text: which words belong together is decided by the texts
//! that are there.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use super::{
    Builder, StoredText, WordPlaces,
    lists::{Occurrence, number, text},
};
use crate::format::ByteReader;

/// How many bytes a place takes.
const PLACE: usize = size_of::<Occurrence>();

impl Builder {
    /// Writes all that it was given.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub fn keep(&self, to: &mut dyn Write) -> io::Result<()> {
        let mut head = Vec::new();
        number(&mut head, self.texts.len() as u32);
        for StoredText { bytes, language } in &self.texts {
            text(&mut head, language);
            number(&mut head, bytes.len() as u32);
            head.extend(bytes);
        }
        number(&mut head, self.places.len() as u32);
        to.write_all(&head)?;
        for (word, at) in self.groups.numbers() {
            let WordPlaces { stemmed, whole } = &self.places[at];
            write_list(to, word, &[stemmed, whole])?;
        }
        self.properties.iter().try_for_each(|(property, list)| write_list(to, property, &[list]))
    }

    /// A builder of so many texts that was given some of them: `now` says where each text has its place that was
    /// there before, if it is as it was. The others are to be [put](Self::put) into theirs. `None` where this
    /// is not what was written.
    pub fn recall(
        bytes: &[u8],
        count: usize,
        now: impl Fn(usize) -> Option<usize>,
    ) -> Option<Self> {
        let mut reader = ByteReader(bytes);
        let mut builder = Self::with_places(count);
        let mut moved = Vec::new();
        for before in 0..reader.number()? as usize {
            let language = reader.text()?;
            let size = reader.number()? as usize;
            let bytes = reader.bytes(size)?;
            let now = now(before);
            if let Some(now) = now {
                let language = language.to_owned();
                *builder.texts.get_mut(now)? = StoredText { bytes: bytes.to_vec(), language };
            }
            moved.push(now.map(|now| now as u32));
        }
        for _ in 0..reader.number()? {
            let (word, [stemmed, whole]) = read_lists(&mut reader, &moved)?;
            if !(stemmed.is_empty() && whole.is_empty()) {
                let at = builder.restore(word, &stemmed);
                builder.places[at] = WordPlaces { stemmed, whole };
            }
        }
        while !reader.is_empty() {
            let (property, [list]) = read_lists(&mut reader, &moved)?;
            if !list.is_empty() {
                builder.properties.insert(property.to_owned(), list);
            }
        }
        Some(builder)
    }

    /// The number of a word that has a stem in some texts.
    fn restore(&mut self, word: &str, stemmed: &[Occurrence]) -> usize {
        let texts = stemmed.chunk_by(|a, b| a.text() == b.text()).map(|met| met[0].text());
        let languages: BTreeSet<&str> =
            texts.map(|text| &*self.texts[text as usize].language).collect();
        let languages: Vec<String> = languages.into_iter().map(str::to_owned).collect();
        let at = self.number(word.to_owned(), None);
        for language in languages {
            self.number(word.to_owned(), Some(&language));
        }
        at
    }
}

fn write_list(to: &mut dyn Write, word: &str, lists: &[&[Occurrence]]) -> io::Result<()> {
    let mut bytes = Vec::new();
    text(&mut bytes, word);
    lists.iter().for_each(|list| number(&mut bytes, list.len() as u32));
    lists.iter().copied().flatten().for_each(|met| bytes.extend_from_slice(&met.bytes()));
    to.write_all(&bytes)
}

/// A word and its lists, without the texts that have changed.
fn read_lists<'a, const LISTS: usize>(
    reader: &mut ByteReader<'a>,
    moved: &[Option<u32>],
) -> Option<(&'a str, [Vec<Occurrence>; LISTS])> {
    let word = reader.text()?;
    let mut sizes = [0; LISTS];
    for size in &mut sizes {
        *size = reader.number()? as usize;
    }
    let mut lists = [const { Vec::new() }; LISTS];
    for (list, size) in lists.iter_mut().zip(sizes) {
        let bytes = reader.bytes(size.checked_mul(PLACE)?)?;
        let (places, _) = bytes.as_chunks::<PLACE>();
        list.reserve_exact(size);
        list.extend(places.iter().filter_map(|place| {
            Occurrence::of(*place, |text| moved.get(text as usize).copied().flatten())
        }));
    }
    Some((word, lists))
}
