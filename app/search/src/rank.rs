//! Which texts answer best.
//!
//! A word weighs in a passage what the index says of it (BM25 over the fields of the passage), times
//! how rare it is. A text counts for the passage in which most of what was asked for stands
//! together, for its head (title, description, tags), and a little for what stands elsewhere in
//! it. Whole numbers, so that a browser finds the same order as any other machine.

use alloc::vec::Vec;

use crate::{
    format::{MOST_PASSAGES, Posting},
    query::MOST_WORDS,
    sort,
};

/// A word that was asked for as it is counts as much as this.
pub(crate) const WHOLE: u32 = 16;
/// What a word in the head of a text counts, in sixteenths.
const HEAD: u32 = 20;
/// What a word elsewhere in the text counts, in sixteenths.
const ELSEWHERE: u32 = 4;

/// All that was met of what was asked for: a word in a passage each.
#[derive(Debug, Default)]
pub(crate) struct PassageHits(Vec<u64>);

/// How many bits of a meeting are its score, and as many with what was asked for, and with the passage
/// too. The text is in the others: so they sort as they are read.
const SCORE: u32 = 20;
const SLOT: u32 = SCORE + 4;
const PASSAGE: u32 = SLOT + 8;

/// A text with something that was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ranked {
    pub(crate) text: u32,
    pub(crate) score: u32,
    /// The slots that it answers, a bit each.
    pub(crate) slots: u32,
    /// Where its meetings begin, and how many there are.
    first: usize,
    count: usize,
}

impl Ranked {
    /// A text that has nothing but its number.
    pub(crate) fn bare(text: u32) -> Self {
        Self { text, ..Self::default() }
    }
}

/// A passage with something that was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RankedPassage {
    pub(crate) passage: u32,
    pub(crate) score: u32,
    pub(crate) slots: u32,
}

/// How rare a word is that so many texts of so many have: sixteen times the binary logarithm, by
/// and large.
pub(crate) fn rarity(all: u32, having: u32) -> u32 {
    let ratio = (u64::from(all) + 1) * 16 / u64::from(having.max(1)) + 16;
    let power = ratio.ilog2();
    let fraction = ((ratio << 4) >> power) as u32 & 15;
    (power * 16 + fraction).saturating_sub(64).max(2)
}

/// Whether most texts have a word that so many of so many have.
pub(crate) fn is_common(all: u32, having: u32) -> bool {
    having > all / 2
}

/// So many slots, as bits.
pub(crate) fn every(slots: usize) -> u32 {
    1_u32.checked_shl(slots as u32).map_or(u32::MAX, |bit| bit - 1)
}

impl PassageHits {
    /// Notes that a text has a word of one of the slots; `value` is how rare the word is, times what it
    /// is worth in [`WHOLE`]s.
    pub(crate) fn add(&mut self, slot: usize, value: u32, posting: Posting) {
        let score = u64::from(posting.weight) * u64::from(value) / u64::from(WHOLE);
        let passage = u64::from(posting.passage.min(MOST_PASSAGES));
        self.0.push(
            u64::from(posting.text) << PASSAGE
                | passage << SLOT
                | (slot as u64 & 15) << SCORE
                | score.min((1 << SCORE) - 1),
        );
    }

    /// The texts that may answer and do: those that answer all first, then the best; of equals the
    /// newest.
    pub(crate) fn rank(&mut self, slots: usize, allowed: &dyn Fn(u32) -> bool) -> Vec<Ranked> {
        self.0 = sort::sorted(core::mem::take(&mut self.0));
        let mut texts: Vec<Ranked> = Vec::new();
        let mut first = 0;
        for met in self.0.chunk_by(|a, b| a >> PASSAGE == b >> PASSAGE) {
            let text = met.first().map_or(0, |met| (met >> PASSAGE) as u32);
            if allowed(text) {
                let (score, answered) = score(met, slots);
                texts.push(Ranked { text, score, slots: answered, first, count: met.len() });
            }
            first += met.len();
        }
        // Texts come in the order of their numbers, and of equals the newest is to be the first.
        texts.reverse();
        let all = every(slots);
        let key = |text: &Ranked| u64::from(text.slots == all) << 32 | u64::from(text.score);
        let order = sort::greatest_first(&mut texts.iter().map(key));
        order.into_iter().filter_map(|at| texts.get(at).copied()).collect()
    }

    /// The passages of a text, the best first. Its head is none: that speaks for the text as a whole,
    /// whatever passage the reader is led to.
    pub(crate) fn passages(&self, text: &Ranked) -> Vec<RankedPassage> {
        let met = self.0.iter().skip(text.first).take(text.count);
        let mut passages: Vec<RankedPassage> = Vec::new();
        each_best(met, &mut |passage, slot, score| match passages
            .last_mut()
            .filter(|last| last.passage == passage)
        {
            Some(last) => {
                last.score += score;
                last.slots |= 1 << slot;
            }
            None => passages.push(RankedPassage { passage, score, slots: 1 << slot }),
        });
        passages.retain(|passage| passage.passage > 0);
        let order = sort::greatest_first(&mut passages.iter().map(|p| p.score.into()));
        order.into_iter().filter_map(|at| passages.get(at).copied()).collect()
    }
}

/// Calls with passage, slot and score of what was met in a text. Of several words that answer the same
/// in a passage only the one counts that weighs most.
fn each_best<'a>(met: impl Iterator<Item = &'a u64>, visit: &mut dyn FnMut(u32, usize, u32)) {
    let mut met = met.peekable();
    while let Some(&this) = met.next() {
        if met.peek().is_none_or(|next| **next >> SCORE != this >> SCORE) {
            let score = this as u32 & ((1 << SCORE) - 1);
            visit((this >> SLOT) as u32 & 0xff, (this >> SCORE) as usize & 15, score);
        }
    }
}

/// The score of a text, and the slots that it answers.
fn score(met: &[u64], slots: usize) -> (u32, u32) {
    // The best of each slot in the head of the text and in what is below it.
    let mut best_of = [[0_u32; MOST_WORDS]; 2];
    let (mut all, mut best, mut sum, mut last) = (0_u32, 0, 0, 0);
    each_best(met.iter(), &mut |passage, slot, score| {
        if let Some(best) = best_of[usize::from(passage > 0)].get_mut(slot) {
            *best = score.max(*best);
        }
        all |= 1 << slot;
        sum = if passage == last { sum + score } else { score };
        last = passage;
        if passage > 0 {
            best = sum.max(best);
        }
    });
    let [head, body] = best_of.map(|best_of| best_of.iter().sum::<u32>());
    let score = best + head * HEAD / 16 + body * ELSEWHERE / 16;
    // What lacks something is behind what has all.
    let (has, wants) = (all.count_ones(), slots.max(1) as u32);
    let score = u64::from(score) * u64::from(has * has) / u64::from(wants * wants);
    (score as u32, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order of texts, each with the slots that it answers, given the lists of these.
    fn order(lists: &[&[(u32, u32, u8)]]) -> Vec<(u32, u32)> {
        let mut met = PassageHits::default();
        for (slot, list) in lists.iter().enumerate() {
            for &(text, passage, weight) in *list {
                met.add(slot, 50 * WHOLE, Posting { text, passage, weight });
            }
        }
        let ranked = met.rank(lists.len(), &|_| true);
        ranked.iter().map(|ranked| (ranked.text, ranked.slots)).collect()
    }

    #[test]
    fn rare_words_are_worth_more() {
        let all: Vec<u32> = [1, 10, 100, 1_000, 10_000].map(|n| rarity(10_000, n)).to_vec();
        assert!(all.is_sorted_by(|a, b| a > b), "{all:?}");
        assert!(all[0] > 200 && all[4] < 20, "{all:?}");
    }

    #[test]
    fn what_stands_together_is_worth_more_than_what_is_apart() {
        let lists: [&[(u32, u32, u8)]; 2] = [&[(1, 1, 8), (2, 1, 8)], &[(1, 1, 8), (2, 4, 8)]];
        assert_eq!(order(&lists), [(1, 3), (2, 3)]);
    }

    #[test]
    fn what_has_all_comes_before_what_has_some() {
        let lists: [&[(u32, u32, u8)]; 2] = [&[(1, 1, 15), (2, 1, 3)], &[(2, 2, 3)]];
        assert_eq!(order(&lists), [(2, 3), (1, 1)]);
    }

    #[test]
    fn a_title_decides_among_equals() {
        assert_eq!(order(&[&[(1, 2, 8), (2, 0, 8), (2, 2, 8)]])[0].0, 2);
    }

    #[test]
    fn the_best_passage_is_the_first_and_the_head_is_none() {
        let mut met = PassageHits::default();
        let list = [(7, 0, 15), (7, 2, 3), (7, 5, 9), (7, 300, 4), (8, 1, 15)];
        for (text, passage, weight) in list {
            met.add(0, WHOLE, Posting { text, passage, weight });
        }
        let ranked = met.rank(1, &|text| text == 7);
        let passages: Vec<u32> = met.passages(&ranked[0]).iter().map(|p| p.passage).collect();
        assert_eq!((ranked.len(), passages), (1, vec![5, 255, 2]));
    }
}
