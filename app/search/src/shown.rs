//! What is shown of a text that was found.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{
    engine::{Hit, SearchResults, SectionMatch},
    format::{self, TextRecord},
    joined,
    lookup::{Lacking, LookupContext, Result},
    plain::plain,
    rank::RankedPassage,
    snippet::{self, MarkedWords},
};

/// How many sections of a text are named.
const PLACES: usize = 3;

/// A text that may be shown, and its passages that answer, the best first.
pub(crate) struct Candidate {
    pub(crate) text: u32,
    pub(crate) passages: Vec<RankedPassage>,
}

/// Shows the best texts.
pub(crate) fn show<'a>(
    desk: &mut LookupContext<'a>,
    best: &[Candidate],
    most: usize,
    marks: &MarkedWords,
    found: &mut SearchResults<'a>,
) -> Result<()> {
    let mut lacking = false;
    for candidate in best.iter().take(most) {
        match record(desk, candidate.text) {
            Ok(record) if record.path.is_empty() => {}
            Ok(record) => {
                let places = places(desk, &candidate.passages, &record, marks, &mut found.snippets);
                found.hits.push(Hit { title: snippet::whole(record.title, marks), places, record });
            }
            Err(Lacking) => lacking = true,
        }
    }
    if lacking { Err(Lacking) } else { Ok(()) }
}

/// What is to be known of a text; nothing if that can't be read.
pub(crate) fn record<'a>(desk: &mut LookupContext<'a>, text: u32) -> Result<TextRecord<&'a str>> {
    match desk.root.record(text) {
        Some(path) => Ok(TextRecord::read(desk.file(&path)?).unwrap_or_default()),
        None => Ok(TextRecord::default()),
    }
}

/// Where a passage of a text is to be had.
fn address(record: &TextRecord<&str>, number: u32) -> Option<String> {
    let passage = record.passage(number)?;
    // That of a page which is a file lies in a folder of the same name.
    let mut address = match record.path.strip_suffix(".html") {
        Some(page) => joined(&[page, "/"]),
        None => record.path.to_owned(),
    };
    address.push_str("index.md#");
    format::decimal(passage.start, &mut address);
    address.push('-');
    format::decimal(passage.end, &mut address);
    Some(address)
}

/// The Markdown of a passage, if it is what the index was made from.
pub(crate) fn text_of<'a>(
    desk: &mut LookupContext<'a>,
    record: &TextRecord<&str>,
    number: u32,
) -> Result<Option<&'a str>> {
    let (Some(address), Some(passage)) = (address(record, number), record.passage(number)) else {
        return Ok(None);
    };
    let bytes = desk.file(&address)?;
    let is_same = format::check(bytes) == passage.check;
    Ok(core::str::from_utf8(bytes).ok().filter(|_| is_same))
}

/// The sections of a text that answer best: at least one. What is lacking for the words that are shown
/// of the first is named.
fn places(
    desk: &mut LookupContext,
    passages: &[RankedPassage],
    record: &TextRecord<&str>,
    marks: &MarkedWords,
    lacking: &mut Vec<String>,
) -> Vec<SectionMatch> {
    let best = passages.first().map_or(0, |passage| passage.score);
    let mut sections: Vec<(u32, u32)> = Vec::new();
    for ranked in passages.iter().filter(|passage| passage.score * 2 >= best) {
        let Some(passage) = record.passage(ranked.passage) else { continue };
        if !sections.iter().any(|(other, _)| *other == passage.section) {
            sections.push((passage.section, ranked.passage));
        }
    }
    if sections.is_empty() {
        sections.push((0, 1));
    }
    let mut places = Vec::new();
    for (section, passage) in sections.into_iter().take(PLACES) {
        let (heading, anchor) = record.sections.get(section as usize).copied().unwrap_or_default();
        let anchor = if anchor.is_empty() { format::anchor(heading) } else { anchor.to_owned() };
        let heading = snippet::whole(heading, marks);
        let mut place = SectionMatch { heading, anchor, snippet: None };
        if places.is_empty() {
            let before = desk.lacking.len();
            if let Ok(text) = text_of(desk, record, passage) {
                place.snippet = text.map(|text| snippet::around(&plain(text), marks));
            }
            lacking.extend(desk.lacking.drain(before..));
        }
        places.push(place);
    }
    places
}
