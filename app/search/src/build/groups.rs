//! Words that share a list, since they have the same stem.

use std::collections::{BTreeMap, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

use super::{dictionary::Payload, lists::Occurrence};
use crate::rank::is_common;

/// Shorter words have no stem.
const SHORTEST: usize = 3;
/// Words are counted under their first letters, up to so many, if there are more than so many.
const COUNTED_LETTERS: usize = 3;
const COUNTED_FROM: usize = 128;
/// A word that one of so many passages has is nearly everywhere, and has so many places in a text.
const EVERYWHERE: usize = 12;
const PLACES: usize = 2;
/// How many words are named that begin with some letters.
const NAMED: usize = 6;
/// Shorter words are not looked for in reverse.
const SHORTEST_REVERSED: usize = 4;
/// Nor are those that begin with a letter as no more words do: the leaves with all of these are gone through.
const NEAR: usize = 320;

/// All words, each with a number, and which of them belong together.
#[derive(Default)]
pub(super) struct Groups {
    numbers: HashMap<String, usize>,
    /// A word of the same group that came earlier, or the word itself.
    before: Vec<usize>,
    /// By language and stem the first word that had it.
    stems: HashMap<(&'static str, String), usize>,
    /// The languages that each word was stemmed for, as bits.
    stemmed: Vec<u32>,
    stemmers: HashMap<&'static str, Stemmer>,
}

impl std::fmt::Debug for Groups {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Groups").field("words", &self.numbers.len()).finish_non_exhaustive()
    }
}

impl Groups {
    /// The number of a word, which has a stem in a language.
    pub(super) fn number(&mut self, word: String, language: Option<&str>) -> usize {
        let next = self.before.len();
        let stemmed = language.and_then(algorithm).filter(|_| has_stem(&word));
        let at = match self.numbers.get(&word) {
            Some(&at) => at,
            None => {
                self.before.push(next);
                self.stemmed.push(0);
                self.numbers.insert(word.clone(), next);
                next
            }
        };
        if let Some((bit, name, algorithm)) = stemmed
            && self.stemmed[at] & bit == 0
        {
            self.stemmed[at] |= bit;
            let stemmer = self.stemmers.entry(name).or_insert_with(|| Stemmer::create(algorithm));
            let stem = stemmer.stem(&word).into_owned();
            let other = *self.stems.entry((name, stem)).or_insert(at);
            self.join(at, other);
        }
        at
    }

    /// All words with their numbers, in any order.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&str, usize)> {
        self.numbers.iter().map(|(word, at)| (&**word, *at))
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.before[a.max(b)] = a.min(b);
    }

    fn first(&mut self, mut at: usize) -> usize {
        while self.before[at] != at {
            self.before[at] = self.before[self.before[at]];
            at = self.before[at];
        }
        at
    }

    /// What stands in the dictionary, given the lists of all words and those of properties.
    pub(super) fn entries(
        mut self,
        mut lists: Vec<Vec<Occurrence>>,
        properties: BTreeMap<String, Vec<Occurrence>>,
        size: Size,
    ) -> BTreeMap<String, Payload> {
        lists.resize_with(self.before.len(), Vec::new);
        let mut words: Vec<(String, usize)> =
            std::mem::take(&mut self.numbers).into_iter().collect();
        words.sort_unstable();
        // Each group is under the first of its words in the order of the alphabet.
        let mut leaders: HashMap<usize, usize> = HashMap::new();
        let mut groups: Vec<Vec<Occurrence>> = vec![Vec::new(); words.len()];
        let mut led: Vec<usize> = Vec::with_capacity(words.len());
        let mut is_repeated = vec![false; words.len()];
        for (at, (_, number)) in words.iter().enumerate() {
            let leader = *leaders.entry(self.first(*number)).or_insert(at);
            led.push(leader);
            let list = std::mem::take(&mut lists[*number]);
            is_repeated[at] = self::texts(&list) > 1;
            if groups[leader].is_empty() {
                groups[leader] = list
            } else {
                groups[leader].extend(list)
            }
        }
        groups.iter_mut().for_each(merge);
        let texts: Vec<u32> = groups.iter().map(|list| texts(list)).collect();
        groups.iter_mut().zip(&texts).for_each(|(list, texts)| size.thin(list, *texts));

        let mut entries = BTreeMap::new();
        self::begun(&words, &led, &texts, &mut entries);
        let mut begun_alike: HashMap<Option<char>, usize> = HashMap::new();
        for (word, _) in &words {
            *begun_alike.entry(word.chars().next()).or_default() += 1;
        }
        for (at, ((word, _), leader)) in words.iter().zip(&led).enumerate() {
            let is_one_of_many = begun_alike[&word.chars().next()] > NEAR;
            if is_one_of_many && is_repeated[at] && is_reversed(word) {
                let reversed = ['\u{2}'].into_iter().chain(word.chars().rev()).collect();
                entries.insert(reversed, Payload::Reversed(texts[*leader]));
            }
            let payload = match *leader == at {
                true => Payload::List(texts[at], std::mem::take(&mut groups[at])),
                false => Payload::See(words[*leader].0.clone()),
            };
            entries.insert(word.clone(), payload);
        }
        for (property, list) in properties {
            entries.insert(property, Payload::List(texts_of(&list), list));
        }
        entries
    }
}

fn texts_of(list: &[Occurrence]) -> u32 {
    texts(list)
}

/// How large an index is.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) texts: u32,
    pub(super) passages: usize,
}

impl Size {
    /// Of a word that is nearly everywhere, keeps those places of a text in which it weighs most: where else it
    /// is tells nobody anything.
    fn thin(self, list: &mut Vec<Occurrence>, texts: u32) {
        if !is_common(self.texts, texts) || list.len() * EVERYWHERE < self.passages {
            return;
        }
        let mut kept = Vec::new();
        for alike in list.chunk_by_mut(|a, b| a.text() == b.text()) {
            alike.sort_by_key(|met| u8::MAX - met.weight());
            kept.extend_from_slice(&alike[..alike.len().min(PLACES)]);
        }
        kept.sort_unstable();
        *list = kept;
    }
}

/// Makes one of words that stand in the same passage, and sorts.
fn merge(list: &mut Vec<Occurrence>) {
    list.sort_unstable();
    list.dedup_by(|met, before| {
        let same = met.is_beside(*before);
        if same {
            *before = before.with(*met);
        }
        same
    });
}

/// In how many texts a word stands.
fn texts(list: &[Occurrence]) -> u32 {
    list.chunk_by(|a, b| a.text() == b.text()).count() as u32
}

/// Names the most frequent words that begin with one, two, three letters.
fn begun(
    words: &[(String, usize)],
    led: &[usize],
    texts: &[u32],
    entries: &mut BTreeMap<String, Payload>,
) {
    for letters in 1..=COUNTED_LETTERS {
        let start = |at: usize| {
            let word = &words[at].0;
            word.char_indices().nth(letters - 1).map(|(at, c)| &word[..at + c.len_utf8()])
        };
        let all: Vec<usize> = (0..words.len()).filter(|at| start(*at).is_some()).collect();
        for alike in all.chunk_by(|a, b| start(*a) == start(*b)) {
            let Some(start) = alike.first().and_then(|at| start(*at)) else { continue };
            if alike.len() < COUNTED_FROM {
                continue;
            }
            let mut groups: Vec<usize> = alike.iter().map(|at| led[*at]).collect();
            groups.sort_unstable();
            groups.dedup();
            groups.sort_by_key(|group| u32::MAX - texts[*group]);
            groups.truncate(NAMED);
            let named = groups.iter().map(|group| words[*group].0.clone()).collect();
            entries.insert(format!("\u{1}{start}"), Payload::Begun(named));
        }
    }
}

/// Whether a word may be looked for by its last letters.
fn is_reversed(word: &str) -> bool {
    word.chars().count() >= SHORTEST_REVERSED && word.chars().all(char::is_alphabetic)
}

pub(super) fn has_stem(word: &str) -> bool {
    word.len() >= SHORTEST && word.chars().all(char::is_alphabetic)
}

/// The stemmer for a language, as a bit and under its name.
pub(super) fn algorithm(language: &str) -> Option<(u32, &'static str, Algorithm)> {
    let language = language.split('-').next().unwrap_or_default();
    let at = ALGORITHMS.iter().position(|(name, _)| name.eq_ignore_ascii_case(language))?;
    let (name, algorithm) = ALGORITHMS[at];
    Some((1 << at, name, algorithm))
}

const ALGORITHMS: [(&str, Algorithm); 19] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("nl", Algorithm::Dutch),
    ("en", Algorithm::English),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("no", Algorithm::Norwegian),
    ("nb", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("es", Algorithm::Spanish),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];
