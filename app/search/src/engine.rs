//! The search itself.

use alloc::{borrow::ToOwned, boxed::Box, string::String, vec, vec::Vec};

use crate::{
    exact,
    format::{Posting, PostingsEntry, Root, TextRecord},
    lookup::{Files, Lacking, LookupContext, Result, WordPostings},
    query::{Query, QueryWord},
    rank::{self, PassageHits, Ranked, WHOLE},
    shown::{self, Candidate},
    snippet::{MarkedWords, Snippet},
    sort,
};

/// What a word that was begun is worth for those that it may become.
const BEGUN: u32 = 9;
/// What a word is worth that was probably meant.
const MEANT: u32 = 12;
/// Shorter words are not taken for the beginnings of others, once they are complete.
const SHORTEST_BEGUN: usize = 4;
/// A word that so many texts have is not taken for the beginning of others either: their lists would be
/// most of what a question fetches in a large blog.
const ENOUGH: u32 = 24;
/// How many pieces of a long list are fetched so that enough is found.
const DEEPER: usize = 3;
/// How many pieces of a list are fetched that decides what is left out.
const WHOLE_LIST: usize = 12;

/// Finds texts in an index, once its files are given.
#[derive(Debug)]
pub struct Engine {
    root: String,
    files: Files,
}

/// What an [`Engine`] answers.
#[derive(Debug, PartialEq, Eq)]
pub enum SearchOutcome<'a> {
    /// Files that are lacking: addresses in the folder of the index. One that begins with a slash
    /// is a part of a text: its path on the site, `#`, and its first byte and the one behind its
    /// last, as `#10-20`.
    Lacking(Vec<String>),
    /// What was found.
    Found(Box<SearchResults<'a>>),
    /// The first file is no index that can be read.
    Unreadable,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SearchResults<'a> {
    /// The best texts, the best first.
    pub hits: Vec<Hit<'a>>,
    /// How many texts have all that was asked for; if there are none, how many have some of it.
    pub total: usize,
    /// Whether there may be more than that.
    pub more: bool,
    /// Whether no text has all.
    pub partial: bool,
    /// Words that were taken for others, and these.
    pub meant: Vec<(String, String)>,
    /// Words that no text has.
    pub unknown: Vec<String>,
    /// The words, folded, that answer the question, for marking them in a text; of those that end
    /// with `*` any word that begins so.
    pub marks: Vec<String>,
    /// Parts of texts that would give snippets, as in [`SearchOutcome::Lacking`].
    pub snippets: Vec<String>,
}

/// A text that was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// What is to be known of it.
    pub record: TextRecord<&'a str>,
    /// Its title with words marked.
    pub title: Snippet,
    /// Its sections that answer, the best first.
    pub places: Vec<SectionMatch>,
}

/// A section of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct SectionMatch {
    /// Its heading with words marked; empty at the beginning of a text.
    pub heading: Snippet,
    /// Its anchor; empty there too.
    pub anchor: String,
    /// Words from it, if they were asked for and are there.
    pub snippet: Option<Snippet>,
}

/// What was asked for, with the lists that answer it.
#[derive(Default)]
pub(crate) struct ResolvedQuery<'a> {
    lists: Vec<Answer<'a>>,
    /// The slots in which exact words are.
    pub(crate) exact: u32,
    meant: Vec<(String, String)>,
    unknown: Vec<String>,
    pub(crate) marks: MarkedWords,
}

impl Engine {
    /// Of an index whose root has a certain address.
    pub fn new(root: &str) -> Self {
        Self { root: root.to_owned(), files: Files::default() }
    }

    /// Takes a file that was lacking.
    pub fn give(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path, bytes);
    }

    /// What answers a question, at most so many texts of it.
    pub fn ask(&self, question: &str, most: usize) -> SearchOutcome<'_> {
        let Some(root) = self.files.get(&self.root) else {
            return SearchOutcome::Lacking(vec![self.root.clone()]);
        };
        let Some(root) = Root::read(root) else { return SearchOutcome::Unreadable };
        let query = Query::parse(question);
        if query.is_empty() {
            return SearchOutcome::Found(Box::default());
        }
        let mut desk = LookupContext { files: &self.files, root, lacking: Vec::new() };
        match answer(&mut desk, &query, most) {
            Ok(found) => SearchOutcome::Found(Box::new(found)),
            Err(Lacking) => SearchOutcome::Lacking(desk.lacking),
        }
    }
}

fn answer<'a>(
    desk: &mut LookupContext<'a>,
    query: &Query,
    most: usize,
) -> Result<SearchResults<'a>> {
    let looked = look_up(desk, query)?;
    let wanted = texts_of_all(desk, &query.filters)?;
    let unwanted = texts_of_any(desk, &query.unwanted)?;
    let allowed = |text: u32| {
        let text = text.into();
        (query.filters.is_empty() || wanted.binary_search(&text).is_ok())
            && unwanted.binary_search(&text).is_err()
    };

    let (mut met, slots) = (PassageHits::default(), query.wanted.len());
    let (ranked, more) = if slots > 0 {
        ranked(desk, &looked.lists, slots, most, &allowed, &mut met)?
    } else {
        let mut newest = Vec::new();
        for text in wanted.iter().rev().map(|text| *text as u32) {
            if allowed(text) {
                newest.push(Ranked::bare(text));
            }
        }
        (newest, false)
    };
    // Those that have all come first.
    let all = rank::every(slots);
    let whole = ranked.iter().take_while(|ranked| ranked.slots & all == all).count();
    let partial = whole == 0 && slots > 0;
    let total = if partial { ranked.len() } else { whole };
    let mut found = SearchResults { total, more, partial, ..SearchResults::default() };
    let mut best = Vec::new();
    if query.phrases.is_empty() {
        for ranked in ranked.iter().take(most.min(total)) {
            best.push(Candidate { text: ranked.text, passages: met.passages(ranked) });
        }
    } else {
        best = exact::having(desk, query, looked.exact, &ranked, &met, &mut found)?;
    }
    shown::show(desk, &best, most, &looked.marks, &mut found)?;
    found.marks = looked.marks.said();
    (found.meant, found.unknown) = (looked.meant, looked.unknown);
    Ok(found)
}

/// A list that answers one of what was asked for.
#[derive(Clone, Copy)]
struct Answer<'a> {
    entry: PostingsEntry<'a>,
    /// How many texts are in it.
    texts: u32,
    slot: usize,
    /// What it is worth.
    worth: u32,
}

/// Finds the words that answer each of what was asked for.
fn look_up<'a>(desk: &mut LookupContext<'a>, query: &Query) -> Result<ResolvedQuery<'a>> {
    let mut looked = ResolvedQuery::default();
    let mut lacking = false;
    for (slot, wanted) in query.wanted.iter().enumerate() {
        lacking |= looked.look_up(desk, wanted, slot).is_err();
    }
    if lacking { Err(Lacking) } else { Ok(looked) }
}

impl<'a> ResolvedQuery<'a> {
    /// Finds the lists that answer one of what was asked for.
    fn look_up(
        &mut self,
        desk: &mut LookupContext<'a>,
        wanted: &QueryWord,
        slot: usize,
    ) -> Result<()> {
        let QueryWord { word, parts, open, exact } = wanted;
        let before = self.lists.len();
        let as_it_is = desk.listed(word)?;
        let is_enough = as_it_is.as_ref().is_some_and(|listed| listed.texts >= ENOUGH);
        let begun = if *open && !is_enough { desk.begun(word)? } else { Vec::new() };
        if *exact {
            // Of a word that most texts have, not every place is known.
            let is_common =
                as_it_is.as_ref().is_some_and(|it| rank::is_common(desk.root.texts, it.texts));
            self.exact |= u32::from(!is_common) << slot;
            self.marks.word(word.clone(), slot);
        }
        let mut itself = String::new();
        if let Some(listed) = as_it_is {
            self.add(&listed, slot, WHOLE);
            if !exact {
                self.mark(desk, &listed, slot)?;
            }
            itself = listed.word;
        }
        let mut is_begun = !begun.is_empty();
        for listed in &begun {
            if listed.word != itself {
                self.add(listed, slot, BEGUN);
            }
        }
        let is_new = |looked: &Self| looked.lists.len() == before && !exact;
        if is_new(self) && !open && word.len() >= SHORTEST_BEGUN {
            // Of a word only longer forms may be there: the index knows no stems, but words.
            for listed in &desk.begun(word)? {
                self.add(listed, slot, MEANT);
                is_begun = true;
            }
        }
        if is_begun {
            self.marks.begun(word, slot);
        }
        if is_new(self) {
            // Who wrote an identifier that nobody knows may find what has its parts.
            for part in parts {
                if let Some(listed) = desk.listed(part)? {
                    self.add(&listed, slot, BEGUN);
                    self.mark(desk, &listed, slot)?;
                }
            }
        }
        if is_new(self)
            && let Some(meant) = desk.meant(word)?
            && let Some(listed) = desk.listed(&meant)?
        {
            self.add(&listed, slot, MEANT);
            self.mark(desk, &listed, slot)?;
            self.meant.push((word.clone(), meant));
        }
        if self.lists.len() == before {
            self.unknown.push(word.clone());
        }
        Ok(())
    }

    fn add(&mut self, listed: &WordPostings<'a>, slot: usize, worth: u32) {
        let WordPostings { entry, texts, .. } = *listed;
        self.lists.push(Answer { entry, texts, slot, worth });
    }

    /// Has the words marked that have a list.
    fn mark(&mut self, desk: &mut LookupContext, listed: &WordPostings, slot: usize) -> Result<()> {
        for word in desk.same(&listed.word)? {
            self.marks.word(word, slot);
        }
        Ok(())
    }
}

/// The texts in order, with what was `met`; more of long lists is fetched while not enough is found.
fn ranked(
    desk: &mut LookupContext,
    lists: &[Answer],
    slots: usize,
    most: usize,
    allowed: &dyn Fn(u32) -> bool,
    met: &mut PassageHits,
) -> Result<(Vec<Ranked>, bool)> {
    let mut pieces = 1;
    loop {
        *met = PassageHits::default();
        let more = meet(desk, lists, pieces, met)?;
        let ranked = met.rank(slots, allowed);
        let last = ranked.get(most.saturating_sub(1));
        let enough = last.is_some_and(|last| last.slots == rank::every(slots));
        if enough || !more || pieces == DEEPER {
            return Ok((ranked, more));
        }
        pieces += 1;
    }
}

/// Notes what is in the first pieces of all lists, and says whether there are more.
fn meet(
    desk: &mut LookupContext,
    lists: &[Answer],
    pieces: usize,
    met: &mut PassageHits,
) -> Result<bool> {
    let (mut more, mut lacking) = (false, false);
    for Answer { entry, slot, worth, .. } in lists {
        let same = lists.iter().filter(|other| other.slot == *slot);
        let having = same.fold(0, |most, other| other.texts.max(most));
        let value = rank::rarity(desk.root.texts, having) * worth;
        match desk.postings(entry, pieces, &mut |posting| met.add(*slot, value, posting)) {
            Ok(behind) => more |= behind,
            Err(Lacking) => lacking = true,
        }
    }
    if lacking { Err(Lacking) } else { Ok(more) }
}

/// The texts that are under all of some keys, sorted.
fn texts_of_all(desk: &mut LookupContext, keys: &[String]) -> Result<Vec<u64>> {
    let mut all: Option<Vec<u64>> = None;
    for key in keys {
        let texts = texts_of_any(desk, core::slice::from_ref(key))?;
        match &mut all {
            Some(all) => all.retain(|text| texts.binary_search(text).is_ok()),
            None => all = Some(texts),
        }
    }
    Ok(all.unwrap_or_default())
}

/// The texts that are under any of some keys, sorted.
fn texts_of_any(desk: &mut LookupContext, keys: &[String]) -> Result<Vec<u64>> {
    let mut texts = Vec::new();
    for key in keys {
        if let Some(listed) = desk.listed(key)? {
            let mut add = |posting: Posting| texts.push(posting.text.into());
            desk.postings(&listed.entry, WHOLE_LIST, &mut add)?;
        }
    }
    Ok(sort::sorted(texts))
}
