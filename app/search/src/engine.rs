//! The search itself.

use alloc::{borrow::ToOwned, boxed::Box, string::String, vec, vec::Vec};

use crate::{
    format::{self, Passage, Record, Root},
    joined,
    lookup::{Desk, Files, Lacking, Listed},
    plain::plain,
    query::{self, Query, Wanted},
    rank::{self, Ranked, Slot, WHOLE},
    snippet::{self, Marks, Snippet},
    sort,
};

/// What a word that was begun is worth for those that it may become.
const BEGUN: u32 = 9;
/// What a word is worth that was probably meant.
const MEANT: u32 = 12;
/// Shorter words are not taken for the beginnings of others, once they are complete.
const SHORTEST_BEGUN: usize = 4;
/// How many pieces of a long list are fetched so that enough is found.
const DEEPER: usize = 3;
/// How many pieces of a list are fetched that decides what is left out.
const WHOLE_LIST: usize = 12;
/// How many texts are looked into for words that follow each other.
const LOOKED_INTO: usize = 20;
/// How many sections of a text are named.
const PLACES: usize = 3;

/// Finds texts in an index, once its files are given.
#[derive(Debug)]
pub struct Engine {
    root: String,
    files: Files,
}

/// What an [`Engine`] answers.
#[derive(Debug, PartialEq, Eq)]
pub enum SearchOutcome {
    /// Files that are lacking: addresses in the folder of the index. One that begins with a slash
    /// is a part of a text: its path on the site, `#`, and its first byte and the one behind its
    /// last, as `#10-20`.
    Lacking(Vec<String>),
    /// What was found.
    Found(Box<Found>),
    /// The first file is no index that can be read.
    Unreadable,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best texts, the best first.
    pub hits: Vec<Hit>,
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
pub struct Hit {
    /// What is to be known of it.
    pub record: Record,
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
struct Looked<'a> {
    /// Of each slot its lists, and what they are worth.
    slots: Vec<Vec<(Listed<'a>, u32)>>,
    /// The slots in which exact words are.
    exact: u32,
    meant: Vec<(String, String)>,
    unknown: Vec<String>,
    marks: Marks,
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
    pub fn ask(&self, question: &str, most: usize) -> SearchOutcome {
        let Some(root) = self.files.get(&self.root) else {
            return SearchOutcome::Lacking(vec![self.root.clone()]);
        };
        let Some(root) = Root::read(root) else { return SearchOutcome::Unreadable };
        let query = Query::parse(question);
        if query.is_empty() {
            return SearchOutcome::Found(Box::default());
        }
        let mut desk = Desk { files: &self.files, root, lacking: Vec::new() };
        match answer(&mut desk, &query, most) {
            Ok(found) => SearchOutcome::Found(Box::new(found)),
            Err(Lacking) => SearchOutcome::Lacking(desk.lacking),
        }
    }
}

type Result<T> = core::result::Result<T, Lacking>;

fn answer(desk: &mut Desk, query: &Query, most: usize) -> Result<Found> {
    let looked = look_up(desk, query)?;
    let wanted = texts_of(desk, query.filters.iter().filter(|(_, without)| !without))?;
    let unwanted = query.filters.iter().filter(|(_, without)| *without).map(|(key, _)| key);
    let unwanted = texts_of_any(desk, unwanted.chain(&query.unwanted))?;
    let allowed = |text: u32| {
        wanted.as_ref().is_none_or(|wanted| wanted.binary_search(&text).is_ok())
            && unwanted.binary_search(&text).is_err()
    };

    let (ranked, more) = if query.wanted.is_empty() {
        let texts = wanted.clone().unwrap_or_default().into_iter().rev();
        let bare = |text| Ranked { text, score: 0, slots: 0, passages: Vec::new() };
        (texts.filter(|text| allowed(*text)).map(bare).collect(), false)
    } else {
        ranked(desk, &looked, most, allowed)?
    };
    let all = rank::every(query.wanted.len());
    let partial =
        !ranked.iter().any(|ranked: &Ranked| ranked.slots & all == all) && !query.wanted.is_empty();
    let total = match partial {
        true => ranked.len(),
        false => ranked.iter().filter(|ranked| ranked.slots & all == all).count(),
    };
    let mut found = Found { total, more, partial, ..Found::default() };
    if query.phrases.is_empty() {
        let best = &ranked[..most.min(if partial { ranked.len() } else { total })];
        found.hits = hits(desk, best, &looked.marks, &mut found.snippets)?;
    } else {
        exactly(desk, query, &looked, &ranked, most, &mut found)?;
    }
    let begun = looked.marks.begun.iter().map(|(word, _)| {
        let mut word = word.clone();
        word.push('*');
        word
    });
    found.marks = looked.marks.words.iter().map(|(word, _)| word.clone()).chain(begun).collect();
    (found.meant, found.unknown) = (looked.meant, looked.unknown);
    Ok(found)
}

/// Finds the words that answer each of what was asked for.
fn look_up<'a>(desk: &mut Desk<'a>, query: &Query) -> Result<Looked<'a>> {
    let mut looked = Looked::default();
    let mut lacking = false;
    for wanted in &query.wanted {
        lacking |= look_up_one(desk, wanted, &mut looked).is_err();
    }
    if lacking { Err(Lacking) } else { Ok(looked) }
}

fn look_up_one<'a>(desk: &mut Desk<'a>, wanted: &Wanted, looked: &mut Looked<'a>) -> Result<()> {
    let slot = looked.slots.len();
    looked.slots.push(Vec::new());
    if wanted.exact {
        looked.exact |= 1 << slot;
    }
    let word = &wanted.word;
    let as_it_is = desk.listed(word);
    let begun = if wanted.open { desk.begun(word) } else { Ok(Vec::new()) };
    let (as_it_is, begun) = (as_it_is?, begun?);
    let mut lists: Vec<(Listed, u32)> = Vec::new();
    if let Some(listed) = as_it_is {
        mark(desk, &listed.word, wanted.exact, word, slot, &mut looked.marks)?;
        lists.push((listed, WHOLE));
    }
    for listed in begun {
        if !lists.iter().any(|(other, _)| other.word == listed.word) {
            lists.push((listed, BEGUN));
        }
    }
    if wanted.open && !lists.is_empty() {
        looked.marks.begun.push((word.clone(), slot));
    }
    if lists.is_empty() && !wanted.exact && !wanted.open && word.len() >= SHORTEST_BEGUN {
        // Of a word only longer forms may be there: the index knows no stems, but words.
        for listed in desk.begun(word)? {
            lists.push((listed, MEANT));
        }
        if !lists.is_empty() {
            looked.marks.begun.push((word.clone(), slot));
        }
    }
    if lists.is_empty() && !wanted.parts.is_empty() {
        // Who wrote an identifier that nobody knows may find what has its parts.
        for part in &wanted.parts {
            if let Some(listed) = desk.listed(part)? {
                mark(desk, &listed.word, false, part, slot, &mut looked.marks)?;
                lists.push((listed, BEGUN));
            }
        }
    }
    if lists.is_empty()
        && !wanted.exact
        && let Some(meant) = desk.meant(word)?
        && let Some(listed) = desk.listed(&meant)?
    {
        mark(desk, &listed.word, false, &meant, slot, &mut looked.marks)?;
        looked.meant.push((word.clone(), meant));
        lists.push((listed, MEANT));
    }
    if lists.is_empty() {
        looked.unknown.push(word.clone());
    }
    looked.slots[slot] = lists;
    Ok(())
}

/// Has a word marked, and those that share its list.
fn mark(
    desk: &mut Desk,
    listed: &str,
    exact: bool,
    word: &str,
    slot: usize,
    marks: &mut Marks,
) -> Result<()> {
    let same = if exact { Vec::new() } else { desk.same(listed)? };
    let all = same.into_iter().chain([word.to_owned()]);
    for word in all {
        if !marks.words.iter().any(|(other, _)| *other == word) {
            marks.words.push((word, slot));
        }
    }
    Ok(())
}

/// The texts in order; more of long lists is fetched while not enough is found.
fn ranked(
    desk: &mut Desk,
    looked: &Looked,
    most: usize,
    allowed: impl Fn(u32) -> bool,
) -> Result<(Vec<Ranked>, bool)> {
    let all = rank::every(looked.slots.len());
    let mut pieces = 1;
    loop {
        let (slots, more) = slots(desk, looked, pieces)?;
        let mut ranked = rank::rank(&slots);
        ranked.retain(|ranked| allowed(ranked.text));
        let enough = ranked.iter().filter(|ranked| ranked.slots == all).count() >= most;
        if enough || !more || pieces == DEEPER {
            return Ok((ranked, more));
        }
        pieces += 1;
    }
}

fn slots(desk: &mut Desk, looked: &Looked, pieces: usize) -> Result<(Vec<Slot>, bool)> {
    let (mut slots, mut more, mut lacking) = (Vec::new(), false, false);
    for lists in &looked.slots {
        let having = lists.iter().map(|(listed, _)| listed.texts()).max().unwrap_or_default();
        let mut slot = Slot { lists: Vec::new(), rarity: rank::rarity(desk.root.texts, having) };
        for (listed, worth) in lists {
            match desk.postings(&listed.entry, pieces) {
                Ok((postings, behind)) => {
                    slot.lists.push((postings, *worth));
                    more |= behind;
                }
                Err(Lacking) => lacking = true,
            }
        }
        slots.push(slot);
    }
    if lacking { Err(Lacking) } else { Ok((slots, more)) }
}

/// The texts that are under all of some keys, sorted; `None` if there are no keys.
fn texts_of<'q>(
    desk: &mut Desk,
    keys: impl Iterator<Item = &'q (String, bool)>,
) -> Result<Option<Vec<u32>>> {
    let mut all: Option<Vec<u32>> = None;
    for (key, _) in keys {
        let texts = texts_of_any(desk, [key].into_iter())?;
        all = Some(match all {
            Some(all) => all.into_iter().filter(|t| texts.binary_search(t).is_ok()).collect(),
            None => texts,
        });
    }
    Ok(all)
}

/// The texts that are under any of some keys, sorted.
fn texts_of_any<'q>(desk: &mut Desk, keys: impl Iterator<Item = &'q String>) -> Result<Vec<u32>> {
    let mut texts: Vec<u32> = Vec::new();
    for key in keys {
        if let Some(listed) = desk.listed(key)? {
            let (postings, _) = desk.postings(&listed.entry, WHOLE_LIST)?;
            texts.extend(postings.iter().map(|posting| posting.text));
        }
    }
    Ok(sort::by_key(texts, &|text| u64::MAX - u64::from(*text)))
}

/// Looks into texts for words that follow each other.
fn exactly(
    desk: &mut Desk,
    query: &Query,
    looked: &Looked,
    ranked: &[Ranked],
    most: usize,
    found: &mut Found,
) -> Result<()> {
    let mut lacking = false;
    let mut exact = Vec::new();
    let candidates = ranked
        .iter()
        .filter(|ranked| !found.partial && ranked.slots & looked.exact == looked.exact);
    let mut left = 0;
    for (at, ranked) in candidates.enumerate() {
        if at >= LOOKED_INTO {
            left += 1;
            continue;
        }
        match has_phrases(desk, &query.phrases, ranked, looked.exact) {
            Ok(Some(ranked)) => exact.push(ranked),
            Ok(None) => {}
            Err(Lacking) => lacking = true,
        }
    }
    if lacking {
        return Err(Lacking);
    }
    (found.total, found.partial, found.more) = (exact.len(), false, found.more || left > 0);
    exact.truncate(most);
    found.hits = hits(desk, &exact, &looked.marks, &mut found.snippets)?;
    Ok(())
}

/// A text with those passages that have all phrases; `None` if there are none.
fn has_phrases(
    desk: &mut Desk,
    phrases: &[Vec<String>],
    ranked: &Ranked,
    exact: u32,
) -> Result<Option<Ranked>> {
    let record = record(desk, ranked.text)?;
    let has = |text: &str| {
        let words = query::parts(text);
        phrases.iter().all(|phrase| words.windows(phrase.len()).any(|words| words == *phrase))
    };
    let mut passages = Vec::new();
    let mut lacking = false;
    for passage in ranked.passages.iter().filter(|p| p.slots & exact == exact).take(3) {
        match text_of(desk, &record, passage.passage) {
            Ok(Some(text)) if has(&plain(&text)) => passages.push(*passage),
            Ok(_) => {}
            Err(Lacking) => lacking = true,
        }
    }
    if lacking {
        return Err(Lacking);
    }
    let is_there = !passages.is_empty() || has(&record.title);
    let Ranked { text, score, slots, .. } = *ranked;
    Ok(is_there.then_some(Ranked { text, score, slots, passages }))
}

fn record(desk: &mut Desk, text: u32) -> Result<Record> {
    let Some(path) = desk.root.record(text) else { return Ok(Record::default()) };
    Ok(Record::read(desk.file(&path)?).unwrap_or_default())
}

/// Where a passage of a text is to be had.
fn address(record: &Record, number: u32) -> Option<String> {
    let passage = record.passage(number)?;
    // That of a page which is a file lies in a folder of the same name.
    let mut address = match record.path.strip_suffix(".html") {
        Some(page) => joined(&[page, "/"]),
        None => record.path.clone(),
    };
    address.push_str("index.md#");
    format::decimal(passage.start, &mut address);
    address.push('-');
    format::decimal(passage.end, &mut address);
    Some(address)
}

/// The Markdown of a passage, if it is what the index was made from.
fn text_of(desk: &mut Desk, record: &Record, number: u32) -> Result<Option<String>> {
    let (Some(address), Some(passage)) = (address(record, number), record.passage(number)) else {
        return Ok(None);
    };
    let bytes = desk.file(&address)?;
    let is_same = format::check(bytes) == passage.check;
    Ok(core::str::from_utf8(bytes).ok().filter(|_| is_same).map(str::to_owned))
}

fn hits(
    desk: &mut Desk,
    best: &[Ranked],
    marks: &Marks,
    snippets: &mut Vec<String>,
) -> Result<Vec<Hit>> {
    let records: Vec<Result<Record>> =
        best.iter().map(|ranked| record(desk, ranked.text)).collect();
    let records = records.into_iter().collect::<Result<Vec<Record>>>()?;
    let mut hits = Vec::new();
    for (ranked, record) in best.iter().zip(records) {
        if record.path.is_empty() {
            continue;
        }
        let places = places(desk, ranked, &record, marks, snippets);
        hits.push(Hit { title: snippet::whole(&record.title, marks), places, record });
    }
    Ok(hits)
}

/// The sections of a text that answer best: at least one.
fn places(
    desk: &mut Desk,
    ranked: &Ranked,
    record: &Record,
    marks: &Marks,
    snippets: &mut Vec<String>,
) -> Vec<SectionMatch> {
    let mut sections: Vec<(u32, u32)> = Vec::new();
    let best = ranked.passages.first().map_or(0, |passage| passage.score);
    for passage in &ranked.passages {
        let Some(Passage { section, .. }) = record.passage(passage.passage).copied() else {
            continue;
        };
        let is_new = !sections.iter().any(|(other, _)| *other == section);
        if is_new && passage.score * 2 >= best {
            sections.push((section, passage.passage));
        }
    }
    sections.truncate(PLACES);
    if sections.is_empty() {
        sections.push((0, 1));
    }
    let mut places = Vec::new();
    for (at, (section, passage)) in sections.into_iter().enumerate() {
        let (heading, anchor) = record.sections.get(section as usize).cloned().unwrap_or_default();
        let mut place =
            SectionMatch { heading: snippet::whole(&heading, marks), anchor, snippet: None };
        if at == 0
            && let Some(address) = address(record, passage)
        {
            if desk.files.get(&address).is_some() {
                let text = text_of(desk, record, passage).ok().flatten();
                place.snippet = text.map(|text| snippet::around(&plain(&text), marks));
            } else {
                snippets.push(address);
            }
        }
        places.push(place);
    }
    places
}
