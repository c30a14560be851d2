//! Which posts have to do with one: those that are about the same, and those that link to it.
//!
//! What posts have in common are tags and the words that their texts are about ([`Post::about`]). Each counts
//! for more the fewer posts have it, so where a tag says little, the texts decide. Nothing here takes longer
//! in a larger blog, nor does a change of one text reach more than a bounded number of others: of a tag or a
//! word that many have, only the posts published nearest in time are looked at, and how rare it is changes
//! only when the number of posts that have it has doubled.

use std::{cmp::Reverse, collections::HashMap};

use super::Library;
use crate::{Post, Slug, Summary};

/// How many related posts a post names at most.
const RELATED: usize = 3;
/// How many posts that link to it.
const CITED: usize = 8;
/// How many older and how many newer posts of each of its tags are looked at.
const NEAR: usize = 64;
/// The same of each of its words.
const NEAR_IN_WORDS: usize = 12;
/// How many of its words are looked at: those that say most.
const WORDS: usize = 24;
/// What a tag in common says, beside a word.
const TAG: u32 = 24;
/// How much has to be said by words alone, of which one may be chance.
const ENOUGH: u32 = 60;

/// Who has which word, and who links to whom: positions in the posts, ascending.
#[derive(Debug, Default)]
pub(super) struct Relations {
    words: HashMap<u32, Vec<u32>>,
    cited: HashMap<Slug, Vec<usize>>,
}

/// A word that a text is about, and how much of it.
fn parts(word: u32) -> (u32, u32) {
    (word >> 3, (word & 7) + 1)
}

/// How often something halves what it is among, of so many `posts`: 0 for what most of them have.
fn rarity(posts: usize, having: usize) -> u32 {
    let doubled = |count: usize| count.next_power_of_two().ilog2();
    doubled(posts).saturating_sub(doubled(having))
}

impl Relations {
    pub(super) fn of(posts: &[Post]) -> Self {
        let mut relations = Self::default();
        for (at, post) in posts.iter().enumerate() {
            for word in &post.about {
                relations.words.entry(parts(*word).0).or_default().push(at as u32);
            }
            for cited in post.cites.iter().filter(|slug| **slug != post.summary.slug) {
                relations.cited.entry(cited.clone()).or_default().push(at);
            }
        }
        // What one post alone has relates it to none.
        relations.words.retain(|_, posts| posts.len() > 1);
        relations
    }
}

/// Those of some positions in a row that are nearest to one.
fn near<T: Copy + Ord>(posts: &[T], own: T, most: usize) -> &[T] {
    let at = posts.partition_point(|&other| other < own);
    &posts[at.saturating_sub(most)..posts.len().min(at + most + 1)]
}

impl Library {
    /// The posts that link to one, the newest first.
    pub(super) fn cited(&self, at: usize) -> Vec<Summary> {
        let citing = self.relations.cited.get(&self.posts[at].summary.slug);
        let citing = citing.into_iter().flatten().take(CITED);
        citing.map(|&at| self.posts[at].summary.brief()).collect()
    }

    /// The posts that have most in common with one; the newer of two equals first; the two that stand
    /// beside it in time, and the other parts of its series, are named anyway.
    pub(super) fn related(&self, at: usize) -> Vec<Summary> {
        let series = |at: usize| self.posts[at].series.as_ref().map(|part| &part.id);
        let is_part = |other| series(at).is_some() && series(at) == series(other);
        let mut scores = self.shared(at);
        scores.retain(|&(other, _)| {
            let other = other as usize;
            other.abs_diff(at) > 1 && !is_part(other)
        });
        let closest = |&(other, score): &(u32, u32)| (Reverse(score), other);
        if scores.len() > RELATED {
            scores.select_nth_unstable_by_key(RELATED, closest);
            scores.truncate(RELATED);
        }
        scores.sort_unstable_by_key(closest);
        scores.into_iter().map(|(other, _)| self.posts[other as usize].summary.brief()).collect()
    }

    /// Posts that have enough in common with one, each once, with what that says.
    fn shared(&self, at: usize) -> Vec<(u32, u32)> {
        let mut shared = Vec::new();
        for tag in &self.posts[at].summary.tags {
            let posts = &self.by_tag[tag];
            let score = TAG * (rarity(self.posts.len(), posts.len()) + 1);
            let near = near(posts, at, NEAR).iter();
            shared.extend(near.map(|&other| in_common(other as u32, true, score)));
        }
        for (score, posts) in self.by_words(at) {
            let near = near(posts, at as u32, NEAR_IN_WORDS).iter();
            shared.extend(near.map(|&other| in_common(other, false, score)));
        }
        // Numbers are sorted much faster than what they are made of: there are a thousand of each post.
        shared.sort_unstable();
        let sum = |common: &[u64]| {
            let score: u32 = common.iter().map(|one| (one & SCORE) as u32).sum();
            let has_tag = common.iter().any(|one| one & HAS_TAG != 0);
            (has_tag || common.len() > 1 && score >= ENOUGH)
                .then_some(((common[0] >> POST) as u32, score))
        };
        shared.chunk_by(|a, b| a >> POST == b >> POST).filter_map(sum).collect()
    }

    /// The words of one that say most, and who else has them.
    fn by_words(&self, at: usize) -> Vec<(u32, &[u32])> {
        let mut words: Vec<(u32, &[u32])> = Vec::new();
        for word in &self.posts[at].about {
            let (word, amount) = parts(*word);
            let Some(posts) = self.relations.words.get(&word) else { continue };
            let rarity = rarity(self.posts.len(), posts.len());
            if rarity > 0 {
                words.push((rarity * rarity * amount, posts));
            }
        }
        // In the order of the text where they say as much.
        words.sort_by_key(|(score, _)| Reverse(*score));
        words.truncate(WORDS);
        words
    }
}

/// A post, whether it is a tag that it has in common with another, and what that says, in one number.
fn in_common(other: u32, is_tag: bool, score: u32) -> u64 {
    let tag = if is_tag { HAS_TAG } else { 0 };
    u64::from(other) << POST | tag | (u64::from(score) & SCORE)
}

/// Where in that number they stand.
const POST: u32 = 32;
const HAS_TAG: u64 = 1 << 31;
const SCORE: u64 = HAS_TAG - 1;

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{post, site},
        *,
    };

    fn library(posts: Vec<Post>) -> Library {
        Library::new(site(), posts, Vec::new()).expect("no duplicate")
    }

    fn at(library: &Library, slug: &str) -> usize {
        let is_it = |post: &Post| post.summary.slug.as_str() == slug;
        library.posts.iter().position(is_it).expect("a post")
    }

    fn related(library: &Library, slug: &str) -> Vec<String> {
        let related = library.related(at(library, slug)).into_iter();
        related.map(|summary| summary.slug.to_string()).collect()
    }

    /// A post of its day that is about some words, each a number.
    fn about(slug: &str, day: usize, tags: &[&str], words: &[u32]) -> Post {
        let date = format!("{}-{:02}-{:02}", 2020 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
        let words = words.iter().map(|word| (word << 3) | 7).collect();
        Post { about: words, ..post(slug, &date, tags) }
    }

    /// The words that one of a crowd is about: what all are, and two that are its own.
    fn words_of(at: usize) -> [u32; 3] {
        [1, 10_000 + at as u32, 20_000 + at as u32]
    }

    /// So many posts, each with the one tag.
    fn crowd(count: usize) -> Vec<Post> {
        let one = |at: usize| about(&format!("p{at}"), at, &["all"], &words_of(at));
        (0..count).map(one).collect()
    }

    #[test]
    fn where_a_tag_says_little_the_words_of_the_texts_decide() {
        let mut posts = crowd(40);
        posts[5].about.extend([(7 << 3) | 7, (8 << 3) | 7]);
        posts[30].about.extend([(7 << 3) | 7, (8 << 3) | 7]);
        let library = library(posts);
        assert_eq!(related(&library, "p30")[0], "p5");
        assert_eq!(related(&library, "p5")[0], "p30");
    }

    #[test]
    fn without_a_tag_in_common_a_word_that_many_have_is_not_enough() {
        let mut posts: Vec<Post> =
            (0..64).map(|at| about(&format!("p{at}"), at, &[], &[at as u32 % 4 + 1])).collect();
        assert!(related(&library(posts.clone()), "p20").is_empty());
        for at in [20, 50] {
            posts[at].about.push((100 << 3) | 7);
        }
        assert!(related(&library(posts.clone()), "p20").is_empty(), "one word may be chance");
        for at in [20, 50] {
            posts[at].about.push((101 << 3) | 7);
        }
        assert_eq!(related(&library(posts), "p20")[0], "p50");
    }

    #[test]
    fn a_text_that_changes_changes_few_lists_however_many_posts_there_are() {
        for count in [200, 2000] {
            let before = library(crowd(count));
            let mut posts = crowd(count);
            posts[count / 2].about = words_of(3).map(|word| (word << 3) | 7).into();
            let after = library(posts);
            let differs = |at: &usize| before.related(*at) != after.related(*at);
            let changed = (0..count).filter(differs).count();
            assert!((1..=8).contains(&changed), "{changed} of {count}");
        }
    }

    #[test]
    fn posts_that_link_to_one_are_named_newest_first_and_not_all_of_many() {
        let mut posts = crowd(20);
        let target = posts[0].summary.slug.clone();
        for post in &mut posts {
            post.cites = vec![target.clone()];
        }
        let library = library(posts);
        let cited = library.cited(at(&library, "p0")).into_iter();
        let cited: Vec<String> = cited.map(|summary| summary.slug.to_string()).collect();
        assert_eq!(cited, ["p19", "p18", "p17", "p16", "p15", "p14", "p13", "p12"]);
        assert!(library.cited(at(&library, "p7")).is_empty());
    }
}
