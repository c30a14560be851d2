//! Words that follow each other: the index does not know, the texts do.

use alloc::{string::String, vec::Vec};

use crate::{
    engine::SearchResults,
    lookup::{Lacking, LookupContext, Result},
    plain::plain,
    query::{self, Query},
    rank::{PassageHits, Ranked},
    shown::{self, Candidate},
};

/// How many texts are looked into.
const LOOKED_INTO: usize = 20;
/// How many passages of each.
const PASSAGES: usize = 3;

/// The best texts that have all phrases, given the slots of these.
pub(crate) fn having(
    desk: &mut LookupContext,
    query: &Query,
    slots: u32,
    ranked: &[Ranked],
    met: &PassageHits,
    found: &mut SearchResults,
) -> Result<Vec<Candidate>> {
    let (mut exact, mut lacking, mut looked_into) = (Vec::new(), false, 0);
    let candidates = ranked.iter().filter(|ranked| ranked.slots & slots == slots);
    for ranked in candidates.take(if found.partial { 0 } else { usize::MAX }) {
        looked_into += 1;
        if looked_into > LOOKED_INTO {
            found.more = true;
            break;
        }
        match has_all(desk, &query.phrases, ranked, met, slots) {
            Ok(candidate) => exact.extend(candidate),
            Err(Lacking) => lacking = true,
        }
    }
    if lacking {
        return Err(Lacking);
    }
    (found.total, found.partial) = (exact.len(), false);
    Ok(exact)
}

/// A text with those passages that have all phrases; `None` if there are none.
fn has_all(
    desk: &mut LookupContext,
    phrases: &[Vec<String>],
    ranked: &Ranked,
    met: &PassageHits,
    slots: u32,
) -> Result<Option<Candidate>> {
    let record = shown::record(desk, ranked.text)?;
    let has = |text: &str| {
        let words = query::parts(text);
        phrases
            .iter()
            .all(|phrase| words.windows(phrase.len().max(1)).any(|words| words == *phrase))
    };
    let mut passages = met.passages(ranked);
    passages.retain(|passage| passage.slots & slots == slots);
    passages.truncate(PASSAGES);
    let mut lacking = false;
    passages.retain(|passage| match shown::text_of(desk, &record, passage.passage) {
        Ok(text) => text.is_some_and(|text| has(&plain(text))),
        Err(Lacking) => {
            lacking = true;
            false
        }
    });
    if lacking {
        return Err(Lacking);
    }
    let is_there = !passages.is_empty() || has(record.title);
    Ok(is_there.then_some(Candidate { text: ranked.text, passages }))
}
