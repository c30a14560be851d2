//! Finding words in the dictionary, as far as its files are there.

use alloc::{borrow::ToOwned, rc::Rc, string::String, vec::Vec};

use crate::{
    format::{self, Node, Posting, PostingsEntry, Root},
    sort, typing,
};

/// No dictionary is deeper.
const DEEPEST: usize = 8;
/// How many leaves are gone through for words that begin alike.
const BROADEST: usize = 3;
/// How many words that begin alike are looked for.
const BEGUN: usize = 6;

/// Files, by their addresses.
#[derive(Debug, Default)]
pub(crate) struct Files {
    files: Vec<(String, Vec<u8>)>,
    size: usize,
}

/// When more bytes are kept, all are forgotten.
const MOST_BYTES: usize = 16 << 20;

impl Files {
    pub(crate) fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        if self.size > MOST_BYTES {
            *self = Self::default();
        }
        self.size += bytes.len();
        match self.at(path) {
            Ok(at) => self.files[at].1 = bytes,
            Err(at) => self.files.insert(at, (path.to_owned(), bytes)),
        }
    }

    pub(crate) fn get(&self, path: &str) -> Option<&[u8]> {
        self.at(path).ok().map(|at| &*self.files[at].1)
    }

    fn at(&self, path: &str) -> core::result::Result<usize, usize> {
        self.files.binary_search_by(|(other, _)| (**other).cmp(path))
    }
}

/// A file is not there. Which, the [`Desk`] has noted.
#[derive(Debug)]
pub(crate) struct Lacking;

pub(crate) type Result<T> = core::result::Result<T, Lacking>;

/// Where a question is worked on.
pub(crate) struct Desk<'a> {
    pub(crate) files: &'a Files,
    pub(crate) root: &'a Root,
    /// The files that are lacking.
    pub(crate) lacking: Vec<String>,
}

/// A word with its list.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// The word under which the list is.
    pub(crate) word: String,
    pub(crate) entry: PostingsEntry,
}

impl Listed {
    /// How many texts have it.
    pub(crate) fn texts(&self) -> u32 {
        texts(&self.entry).unwrap_or_default()
    }
}

fn texts(entry: &PostingsEntry) -> Option<u32> {
    match entry {
        PostingsEntry::Inline { texts, .. }
        | PostingsEntry::Packed { texts, .. }
        | PostingsEntry::Pieces { texts, .. } => Some(*texts),
        PostingsEntry::See(_) | PostingsEntry::Begun(_) | PostingsEntry::Reversed(_) => None,
    }
}

type Leaf = Vec<(String, PostingsEntry)>;

impl<'a> Desk<'a> {
    /// A file of the index.
    pub(crate) fn file(&mut self, path: &str) -> Result<&'a [u8]> {
        self.files.get(path).ok_or_else(|| {
            if !self.lacking.iter().any(|other| other == path) {
                self.lacking.push(path.to_owned());
            }
            Lacking
        })
    }

    /// The leaf in which a word would be, and the first word behind it.
    fn leaf(&mut self, word: &[u8]) -> Result<(Leaf, Option<Vec<u8>>)> {
        let root = self.root;
        let mut below = None::<Node>;
        let mut behind = None;
        for _ in 0..DEEPEST {
            let inner = match below.as_ref().unwrap_or(&root.top) {
                Node::Leaf(leaf) => return Ok((leaf.clone(), behind)),
                Node::Inner(inner) => inner,
            };
            let at = inner.partition_point(|(first, _)| &**first <= word).saturating_sub(1);
            let Some((_, name)) = inner.get(at) else { break };
            let path = format::file(*name);
            behind = inner.get(at + 1).map(|(first, _)| first.clone()).or(behind);
            let Some(node) = Node::read(self.file(&path)?) else { break };
            below = Some(node);
        }
        Ok((Leaf::new(), None))
    }

    /// What stands under a word.
    pub(crate) fn entry(&mut self, word: &str) -> Result<Option<PostingsEntry>> {
        let (leaf, _) = self.leaf(word.as_bytes())?;
        Ok(leaf.into_iter().find(|(other, _)| other == word).map(|(_, entry)| entry))
    }

    /// The list of a word.
    pub(crate) fn listed(&mut self, word: &str) -> Result<Option<Listed>> {
        let mut word = word.to_owned();
        for _ in 0..2 {
            match self.entry(&word)? {
                Some(PostingsEntry::See(other)) => word = other,
                Some(entry) if texts(&entry).is_some() => return Ok(Some(Listed { word, entry })),
                _ => break,
            }
        }
        Ok(None)
    }

    /// All words near another one that have the same list, itself among them.
    pub(crate) fn same(&mut self, word: &str) -> Result<Vec<String>> {
        let (leaf, _) = self.leaf(word.as_bytes())?;
        let same = |(other, entry): &(String, PostingsEntry)| {
            other == word || matches!(entry, PostingsEntry::See(see) if see == word)
        };
        Ok(leaf.into_iter().filter(same).map(|(other, _)| other).collect())
    }

    /// The most frequent words that begin in a certain way.
    pub(crate) fn begun(&mut self, letters: &str) -> Result<Vec<Listed>> {
        let mut counted = String::from('\u{1}');
        counted.push_str(letters);
        let words = match self.entry(&counted)? {
            Some(PostingsEntry::Begun(words)) => words,
            _ => {
                let mut found: Vec<(u32, String)> = Vec::new();
                for (word, entry, leaf) in self.beginning(letters)? {
                    let (word, texts) = resolved(word, &entry, &leaf);
                    if !found.iter().any(|(_, other)| *other == word) {
                        found.push((texts, word));
                    }
                }
                let found = sort::by_key(found, |(texts, _)| (*texts).into());
                found.into_iter().map(|(_, word)| word).collect()
            }
        };
        let mut listed = Vec::new();
        let mut lacking = false;
        for word in words.iter().take(BEGUN) {
            match self.listed(word) {
                Ok(found) => listed.extend(found),
                Err(Lacking) => lacking = true,
            }
        }
        if lacking { Err(Lacking) } else { Ok(listed) }
    }

    /// The words that begin in a certain way, as far as a few leaves go.
    fn beginning(&mut self, letters: &str) -> Result<Vec<(String, PostingsEntry, Rc<Leaf>)>> {
        let mut found = Vec::new();
        let mut from = letters.as_bytes().to_vec();
        for _ in 0..BROADEST {
            let (leaf, behind) = self.leaf(&from)?;
            let leaf = Rc::new(leaf);
            for (word, entry) in leaf.iter().filter(|(word, _)| word.starts_with(letters)) {
                found.push((word.clone(), entry.clone(), leaf.clone()));
            }
            match behind {
                Some(behind) if behind.starts_with(letters.as_bytes()) => from = behind,
                _ => break,
            }
        }
        Ok(found)
    }

    /// The word that was probably meant by one that is not there.
    pub(crate) fn meant(&mut self, word: &str) -> Result<Option<String>> {
        let letters: Vec<char> = word.chars().collect();
        let most = typing::allowed(letters.len());
        if most == 0 || letters.iter().any(char::is_ascii_digit) {
            return Ok(None);
        }
        // Wherever an error is, the letters before it or those behind it are as they should be.
        let intact = (letters.len() - 1) / 2;
        let reversed: Vec<char> = letters.iter().rev().copied().collect();
        let forward: String = letters[..intact.max(2)].iter().collect();
        let backward = String::from_iter(['\u{2}'].iter().chain(&reversed[..intact.max(2)]));
        let (before, behind) = (self.beginning(&forward), self.beginning(&backward));
        let mut best: Option<(usize, core::cmp::Reverse<u32>, String)> = None;
        for (other, entry, leaf) in before?.into_iter().chain(behind?) {
            let (other, texts): (Vec<char>, u32) = match entry {
                PostingsEntry::Reversed(texts) => {
                    (other.chars().rev().take_while(|c| *c != '\u{2}').collect(), texts)
                }
                entry => (other.chars().collect(), resolved(other, &entry, &leaf).1),
            };
            if let Some(distance) = typing::distance(&letters, &other, most) {
                let candidate = (distance, core::cmp::Reverse(texts), String::from_iter(other));
                if best.as_ref().is_none_or(|best| candidate < *best) {
                    best = Some(candidate);
                }
            }
        }
        Ok(best.map(|(_, _, word)| word))
    }

    /// The postings in the first pieces of a list, and whether there are more.
    pub(crate) fn postings(
        &mut self,
        entry: &PostingsEntry,
        pieces: usize,
    ) -> Result<(Vec<Posting>, bool)> {
        match entry {
            PostingsEntry::Inline { bytes, .. } => Ok((format::postings(bytes), false)),
            PostingsEntry::Packed { file, start, length, .. } => {
                let pack = self.file(&format::file(*file))?;
                let end = start.saturating_add(*length);
                Ok((pack.get(*start..end).map(format::postings).unwrap_or_default(), false))
            }
            PostingsEntry::Pieces { files, .. } => {
                let mut postings = Vec::new();
                let mut lacking = false;
                for name in files.iter().take(pieces) {
                    match self.file(&format::file(*name)) {
                        Ok(bytes) => postings.extend(format::postings(bytes)),
                        Err(Lacking) => lacking = true,
                    }
                }
                if lacking { Err(Lacking) } else { Ok((postings, files.len() > pieces)) }
            }
            PostingsEntry::See(_) | PostingsEntry::Begun(_) | PostingsEntry::Reversed(_) => {
                Ok((Vec::new(), false))
            }
        }
    }
}

/// The word under which the list of another one is, and how many texts that has, if it is near.
fn resolved(word: String, entry: &PostingsEntry, leaf: &Leaf) -> (String, u32) {
    match entry {
        PostingsEntry::See(other) => {
            let near = leaf.iter().find(|(word, _)| word == other);
            (other.clone(), near.and_then(|(_, entry)| texts(entry)).unwrap_or_default())
        }
        entry => (word, texts(entry).unwrap_or_default()),
    }
}
