//! The lists of numbers that the filter reads: see [`lists`](crate::lists).

use words::Message;

use super::Library;
use crate::{
    FilterWords, Post, PostRow, Postings, Tag, TagCount, TagFilter,
    lists::{NEWEST, SHARD},
};

impl Library {
    /// Names what the lists of the filter hold: see [`lists`](crate::lists).
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// The numbers of a tag's newest posts, as the filter reads them.
    pub fn postings(&self, tag: &Tag) -> Option<Postings> {
        let posts = self.by_tag.get(tag)?;
        let (newest, older) = posts.split_at(posts.len().min(NEWEST));
        let co_counts = self.offered.iter().map(|other| {
            let has = |at: &&usize| self.posts[**at].summary.tags.contains(&other.tag);
            posts.iter().filter(has).count() as u32
        });
        Some(Postings::new(self.numbers(newest), older.len(), co_counts.collect()))
    }

    /// The numbers of a tag's other posts; `None` where there are no others.
    pub fn older_postings(&self, tag: &Tag) -> Option<Postings> {
        let older = self.by_tag.get(tag)?.get(NEWEST..).filter(|older| !older.is_empty())?;
        Some(Postings::new(self.numbers(older), 0, Vec::new()))
    }

    /// All posts of each tag that the filter offers, while they are few enough for one file.
    pub fn offered_postings(&self) -> Option<Vec<Postings>> {
        let of = |offered: &TagCount| {
            let posts = self.by_tag.get(&offered.tag).map_or(&[][..], Vec::as_slice);
            Postings::new(self.numbers(posts), 0, Vec::new())
        };
        TagFilter::counts(&self.offered).then(|| self.offered.iter().map(of).collect())
    }

    /// Posts, newest first, by their numbers, in ascending order.
    fn numbers(&self, posts: &[usize]) -> impl Iterator<Item = u32> {
        posts.iter().rev().map(|at| (self.posts.len() - 1 - at) as u32)
    }

    /// What lists show of all posts, oldest first, cut into shards.
    pub fn shards(&self) -> impl Iterator<Item = Vec<PostRow>> {
        let row = |post: &Post| PostRow::of(&post.summary, &self.site.words);
        self.posts.rchunks(SHARD).map(move |posts| posts.iter().rev().map(row).collect())
    }

    /// The filter of a page which says in a certain way how many posts there are.
    pub(super) fn filter(&self, unfiltered: Message) -> TagFilter {
        let (tags, total) = (self.offered.clone(), self.posts.len());
        let words = FilterWords::new(&self.site.words, total, unfiltered);
        TagFilter { tags, total, revision: self.revision.clone(), words }
    }
}
