//! Finding posts by their tags.

use std::rc::Rc;

use model::{
    Tag, TagFilter,
    lists::{SCREENFUL, SHARD},
};

use super::documents::{Documents, MissingFile, Tagged};
use crate::state::FilteredPosts;

/// The posts that have all of some tags, at least one; or what has to be fetched to get on.
pub(super) fn find(
    documents: &Documents,
    filter: &TagFilter,
    tags: &[Tag],
    screens: u32,
) -> Result<FilteredPosts, Vec<MissingFile>> {
    let revision = &filter.revision;
    let asked = SCREENFUL * screens as usize;
    let mut wanted = Vec::new();
    let mut lists = Vec::new();
    for tag in tags {
        let unheard = !filter.offers(tag);
        if unheard && filter.offers_all() {
            lists.push(TagPosts::default());
            continue;
        }
        // The newest posts of one tag need not be looked for among the older ones.
        let list = documents.newest(revision, tag, unheard).and_then(|newest| {
            let needs_older = newest.older > 0 && (tags.len() > 1 || asked > newest.numbers.len());
            let older = needs_older.then(|| documents.older(revision, tag)).transpose()?;
            Ok(TagPosts { newest, older })
        });
        match list {
            Ok(list) => lists.push(list),
            Err(list) => wanted.push(list),
        }
    }
    let counted = tags.len() > 1 && filter.is_counted();
    let offered = counted.then(|| documents.offered(revision)).transpose();
    let offered = offered.unwrap_or_else(|offered| {
        wanted.push(offered);
        None
    });
    let Some((first, others)) = lists.split_first().filter(|_| wanted.is_empty()) else {
        return Err(wanted);
    };

    // The posts of one list that every other has too, newest first.
    let in_all = |number: &u32| others.iter().all(|list| list.has(*number));
    let numbers: Vec<u32> = first.numbers().filter(in_all).collect();
    let unread = if first.older.is_none() { first.newest.older } else { 0 };
    let mut posts = Vec::new();
    for number in numbers.iter().take(asked) {
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

    // One list knows what it shares with each tag. Of more than one, and where nobody has the posts
    // of all tags, only that what one of them does not share, all of them don't.
    let total = numbers.len() + unread;
    let co_counts = (0..filter.tags.len()).map(|at| {
        if let Some(tagged) = offered.as_ref().and_then(|offered| offered.get(at)) {
            return Some(numbers.iter().filter(|number| tagged.has(**number)).count());
        }
        let shared = |count: Option<&u32>| count.map(|count| *count as usize);
        let first = shared(first.newest.co_counts.get(at));
        let none = total == 0 || lists.iter().any(|list| list.newest.co_counts.get(at) == Some(&0));
        if none { Some(0) } else { first.filter(|_| others.is_empty()) }
    });
    Ok(FilteredPosts { tags: tags.to_vec(), total, posts, screens, co_counts: co_counts.collect() })
}

/// The posts of a tag.
#[derive(Default)]
struct TagPosts {
    newest: Rc<Tagged>,
    /// All others, if they matter.
    older: Option<Rc<Tagged>>,
}

impl TagPosts {
    /// Newest first.
    fn numbers(&self) -> impl Iterator<Item = u32> {
        let older = self.older.iter().flat_map(|older| older.numbers.iter().rev());
        self.newest.numbers.iter().rev().chain(older).copied()
    }

    fn has(&self, number: u32) -> bool {
        self.newest.has(number) || self.older.as_ref().is_some_and(|older| older.has(number))
    }
}
