//! Finding words in the dictionary, as far as its files are there.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{
    format::{self, DictionaryNode, Leaf, NAME, Posting, PostingsEntry, Root},
    joined, part, sort, typing,
};

/// No dictionary is deeper.
const DEEPEST: usize = 8;
/// How many leaves are gone through for words that begin alike.
const BROADEST: usize = 5;
/// How many words that begin alike are looked for.
const BEGUN: usize = 6;

/// Files with their addresses, the newest last. There are few enough to go through.
#[derive(Debug, Default)]
pub(crate) struct Files {
    files: Vec<(String, Vec<u8>)>,
    size: usize,
}

/// When more bytes are kept, all are forgotten.
const MOST_BYTES: usize = 4 << 20;

impl Files {
    pub(crate) fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        if self.size > MOST_BYTES {
            *self = Self::default();
        }
        self.size += bytes.len();
        self.files.push((path.to_owned(), bytes));
    }

    pub(crate) fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.iter().rev().find(|(other, _)| other == path).map(|(_, bytes)| &**bytes)
    }
}

/// A file is not there. Which, the [`LookupContext`] has noted.
#[derive(Debug)]
pub(crate) struct Lacking;

pub(crate) type Result<T> = core::result::Result<T, Lacking>;

/// Where a question is worked on.
pub(crate) struct LookupContext<'a> {
    pub(crate) files: &'a Files,
    pub(crate) root: Root<'a>,
    /// The files that are lacking.
    pub(crate) lacking: Vec<String>,
}

/// A word with its list.
#[derive(Clone, Debug)]
pub(crate) struct WordPostings<'a> {
    /// The word under which the list is.
    pub(crate) word: String,
    pub(crate) entry: PostingsEntry<'a>,
    /// How many texts have it.
    pub(crate) texts: u32,
}

fn texts(entry: &PostingsEntry) -> Option<u32> {
    match entry {
        PostingsEntry::Inline { texts, .. }
        | PostingsEntry::Packed { texts, .. }
        | PostingsEntry::Pieces { texts, .. } => Some(*texts),
        PostingsEntry::See(_) | PostingsEntry::Begun(..) | PostingsEntry::Reversed(_) => None,
    }
}

/// A word as a text; empty if it is none.
fn text(word: Vec<u8>) -> String {
    String::from_utf8(word).unwrap_or_default()
}

impl<'a> LookupContext<'a> {
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
    fn leaf(&mut self, word: &[u8]) -> Result<(Leaf<'a>, Option<Vec<u8>>)> {
        let mut node = self.root.top;
        let mut behind = None;
        for _ in 0..DEEPEST {
            let inner = match node {
                DictionaryNode::Leaf(leaf) => return Ok((leaf, behind)),
                DictionaryNode::Inner(inner) => inner,
            };
            let Some((name, next)) = format::below(inner, word) else { break };
            behind = next.or(behind);
            let Some(below) = DictionaryNode::read(self.file(&format::file(name))?) else { break };
            node = below;
        }
        Ok((Leaf::EMPTY, None))
    }

    /// What stands under a word.
    fn entry(&mut self, word: &[u8]) -> Result<Option<PostingsEntry<'a>>> {
        let (leaf, _) = self.leaf(word)?;
        Ok(leaf.find(word))
    }

    /// The list of a word.
    pub(crate) fn listed(&mut self, word: &str) -> Result<Option<WordPostings<'a>>> {
        let mut word = word.as_bytes().to_vec();
        for _ in 0..2 {
            match self.entry(&word)? {
                Some(PostingsEntry::See(other)) => word = other.from(&word),
                Some(entry) => {
                    let listed = |texts| WordPostings { word: text(word), entry, texts };
                    return Ok(texts(&entry).map(listed));
                }
                None => break,
            }
        }
        Ok(None)
    }

    /// All words near another one that have the same list, itself among them.
    pub(crate) fn same(&mut self, word: &str) -> Result<Vec<String>> {
        let word = word.as_bytes();
        let (leaf, _) = self.leaf(word)?;
        let mut same = Vec::new();
        leaf.each(&mut |other, entry| {
            let leads = || matches!(entry, PostingsEntry::See(see) if see.from(other) == word);
            if other == word || leads() {
                same.push(text(other.to_vec()));
            }
        });
        Ok(same)
    }

    /// The most frequent words that begin in a certain way.
    pub(crate) fn begun(&mut self, letters: &str) -> Result<Vec<WordPostings<'a>>> {
        let counted = joined(&["\u{1}", letters]);
        let mut words: Vec<String> = Vec::new();
        if let Some(PostingsEntry::Begun(count, mut listed)) = self.entry(counted.as_bytes())? {
            for _ in 0..count.min(BEGUN as u32) {
                words.push(listed.text().unwrap_or_default().to_owned());
            }
        } else {
            let mut found: Vec<(u32, Vec<u8>)> = Vec::new();
            self.beginning(letters.as_bytes(), &mut |word, entry, leaf| {
                let (word, texts) = resolved(word, &entry, leaf);
                if !found.iter().any(|(_, other)| *other == word) {
                    found.push((texts, word));
                }
            })?;
            for at in sort::greatest_first(&mut found.iter().map(|(texts, _)| (*texts).into())) {
                if let Some((_, word)) = found.get_mut(at) {
                    words.push(text(core::mem::take(word)));
                }
            }
        }
        let mut listed = Vec::new();
        let mut lacking = false;
        for word in words.iter().take(BEGUN) {
            match self.listed(word) {
                Ok(Some(found)) => listed.push(found),
                Ok(None) => {}
                Err(Lacking) => lacking = true,
            }
        }
        if lacking { Err(Lacking) } else { Ok(listed) }
    }

    /// Calls with the words that begin in a certain way, as far as a few leaves go.
    fn beginning(
        &mut self,
        letters: &[u8],
        visit: &mut dyn FnMut(&[u8], PostingsEntry<'a>, &Leaf<'a>),
    ) -> Result<()> {
        let mut from = letters.to_vec();
        for _ in 0..BROADEST {
            let (leaf, behind) = self.leaf(&from)?;
            leaf.each(&mut |word, entry| {
                if word.starts_with(letters) {
                    visit(word, entry, &leaf);
                }
            });
            match behind {
                Some(behind) if behind.starts_with(letters) => from = behind,
                _ => break,
            }
        }
        Ok(())
    }

    /// The word that was probably meant by one that is not there.
    pub(crate) fn meant(&mut self, word: &str) -> Result<Option<String>> {
        let mut letters = Vec::new();
        word.chars().for_each(|c| letters.push(c));
        let most = typing::allowed(letters.len());
        if most == 0 || letters.iter().any(char::is_ascii_digit) {
            return Ok(None);
        }
        // Wherever an error is, the letters before it or those behind it are as they should be. Not all
        // words are filed under their last letters: where few begin alike, the first one tells enough.
        let intact = ((letters.len() - 1) / 2).max(2);
        let (mut forward, mut backward) = (String::new(), String::from('\u{2}'));
        letters.iter().take(intact).for_each(|c| forward.push(*c));
        letters.iter().rev().take(intact).for_each(|c| backward.push(*c));
        let meant = self.nearest(&letters, most, &[&forward, &backward])?;
        match meant {
            None => {
                // The first letter, and the second one, which may have changed places with it.
                let first = letters.first().map_or(0, |c| c.len_utf8());
                let second = first + letters.get(1).map_or(0, |c| c.len_utf8());
                let beginnings = [part(&forward, ..first), part(&forward, first..second)];
                self.nearest(&letters, most, &beginnings)
            }
            meant => Ok(meant),
        }
    }

    /// The word nearest to some letters among those that begin in certain ways.
    fn nearest(
        &mut self,
        letters: &[char],
        most: usize,
        beginnings: &[&str],
    ) -> Result<Option<String>> {
        // How far it is from what was typed, how few texts have it, the word.
        let mut best: Option<(usize, u32, String)> = None;
        let mut other: Vec<char> = Vec::new();
        let mut visit = |found: &[u8], entry: PostingsEntry<'a>, leaf: &Leaf<'a>| {
            let Ok(word) = core::str::from_utf8(found) else { return };
            other.clear();
            word.chars().filter(|c| *c != '\u{2}').for_each(|c| other.push(c));
            if let PostingsEntry::Reversed(_) = entry {
                other.reverse();
            }
            let Some(distance) = typing::distance(letters, &other, most) else { return };
            let texts = match entry {
                PostingsEntry::Reversed(texts) => texts,
                entry => resolved(found, &entry, leaf).1,
            };
            let mut meant = String::new();
            other.iter().for_each(|c| meant.push(*c));
            let candidate = (distance, !texts, meant);
            if best.as_ref().is_none_or(|best| candidate < *best) {
                best = Some(candidate);
            }
        };
        let mut lacking = false;
        for beginning in beginnings {
            lacking |= self.beginning(beginning.as_bytes(), &mut visit).is_err();
        }
        if lacking { Err(Lacking) } else { Ok(best.map(|(_, _, word)| word)) }
    }

    /// Calls with the postings in the first pieces of a list, and says whether there are more.
    pub(crate) fn postings(
        &mut self,
        entry: &PostingsEntry,
        pieces: usize,
        visit: &mut dyn FnMut(Posting),
    ) -> Result<bool> {
        match *entry {
            PostingsEntry::Inline { bytes, .. } => format::postings(bytes, visit),
            PostingsEntry::Packed { file, start, length, .. } => {
                let pack = self.file(&format::file(file))?;
                if let Some(bytes) = pack.get(start..start.saturating_add(length)) {
                    format::postings(bytes, visit);
                }
            }
            PostingsEntry::Pieces { files, .. } => {
                let mut lacking = false;
                for name in (0..pieces).map_while(|at| format::nth_name(files, at)) {
                    match self.file(&format::file(name)) {
                        Ok(bytes) => format::postings(bytes, visit),
                        Err(Lacking) => lacking = true,
                    }
                }
                return if lacking { Err(Lacking) } else { Ok(files.len() > pieces * NAME) };
            }
            PostingsEntry::See(_) | PostingsEntry::Begun(..) | PostingsEntry::Reversed(_) => {}
        }
        Ok(false)
    }
}

/// The word under which the list of another one is, and how many texts that has, if it is near.
fn resolved(word: &[u8], entry: &PostingsEntry, leaf: &Leaf) -> (Vec<u8>, u32) {
    match entry {
        PostingsEntry::See(other) => {
            let other = other.from(word);
            let near = leaf.find(&other).and_then(|entry| texts(&entry));
            (other, near.unwrap_or_default())
        }
        entry => (word.to_vec(), texts(entry).unwrap_or_default()),
    }
}
