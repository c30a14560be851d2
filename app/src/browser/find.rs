//! Finding posts by their tags.

use super::documents::{Documents, Wanted};
use crate::{
    app::Found,
    model::{
        Tag, TagFilter,
        lists::{SCREENFUL, SHARD},
    },
};

/// The posts that have all of some tags, at least one; or what has to be fetched to get on.
pub(super) fn find(
    documents: &Documents,
    filter: &TagFilter,
    tags: &[Tag],
    screens: u32,
) -> Result<Found, Vec<Wanted>> {
    let revision = &filter.revision;
    let mut wanted = Vec::new();
    let mut lists = Vec::new();
    for tag in tags {
        let unheard = !filter.offers(tag);
        if unheard && filter.offers_all() {
            lists.push(Default::default());
            continue;
        }
        match documents.postings(revision, tag, unheard) {
            Ok(postings) => lists.push(postings),
            Err(postings) => wanted.push(postings),
        }
    }
    let Some((first, others)) = lists.split_first().filter(|_| wanted.is_empty()) else {
        return Err(wanted);
    };

    // The posts of one list that every other has too, newest first.
    let in_all =
        |number: &&u32| others.iter().all(|list| list.numbers.binary_search(number).is_ok());
    let numbers: Vec<u32> = first.numbers.iter().rev().filter(in_all).copied().collect();
    let mut posts = Vec::new();
    for number in numbers.iter().take(SCREENFUL * screens as usize) {
        let number = *number as usize;
        match documents.shard(revision, number / SHARD) {
            Ok(shard) => posts.extend(shard.get(number % SHARD).cloned()),
            Err(shard) if wanted.last() == Some(&shard) => {}
            Err(shard) => wanted.push(shard),
        }
    }
    if !wanted.is_empty() {
        return Err(wanted);
    }

    // One list knows what it shares with each tag. Of more than one, only that what one of them does
    // not share, all of them don't.
    let beside = (0..filter.tags.len()).map(|at| {
        let shared = |count: Option<&u32>| count.map(|count| *count as usize);
        let first = shared(first.beside.get(at));
        let none = lists.iter().any(|list| list.beside.get(at) == Some(&0));
        if none { Some(0) } else { first.filter(|_| others.is_empty()) }
    });
    Ok(Found {
        tags: tags.to_vec(),
        total: numbers.len(),
        posts,
        screens,
        beside: beside.collect(),
    })
}
