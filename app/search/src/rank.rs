//! Which texts answer best.
//!
//! A word weighs in a passage what the index says of it (BM25 over the fields of the passage), times
//! how rare it is. A text counts for the passage in which most of what was asked for stands
//! together, for its head (title, description, tags), and a little for what stands elsewhere in
//! it. Whole numbers, so that a browser finds the same order as any other machine.

use alloc::{vec, vec::Vec};

use crate::{format::Posting, sort};

/// One of what was asked for, wherever it stands.
#[derive(Debug)]
pub(crate) struct Slot {
    /// Lists of the words that answer it, and what each is worth, in [`WHOLE`]s.
    pub(crate) lists: Vec<(Vec<Posting>, u32)>,
    /// How rare it is: see [`rarity`].
    pub(crate) rarity: u32,
}

/// A word that was asked for as it is counts as much as this.
pub(crate) const WHOLE: u32 = 16;
/// What a word in the head of a text counts, in sixteenths.
const HEAD: u32 = 20;
/// What a word elsewhere in the text counts, in sixteenths.
const ELSEWHERE: u32 = 4;

/// A text with something that was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Ranked {
    pub(crate) text: u32,
    pub(crate) score: u32,
    /// The slots that it answers, a bit each.
    pub(crate) slots: u32,
    /// Its passages, the best first.
    pub(crate) passages: Vec<RankedPassage>,
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

/// A word in a passage: text and passage, slot and score, packed so that they sort as they are read.
type Met = (u64, u64);

/// All texts that answer something: those that answer all first, then the best; of equals the newest.
pub(crate) fn rank(slots: &[Slot]) -> Vec<Ranked> {
    let mut met: Vec<Met> = Vec::new();
    for (number, slot) in (0_u64..).zip(slots) {
        for (postings, worth) in &slot.lists {
            for posting in postings {
                let score = u32::from(posting.weight) * slot.rarity * worth / WHOLE;
                let place = u64::from(posting.text) << 32 | u64::from(posting.passage);
                met.push((place, number << 32 | u64::from(score)));
            }
        }
    }
    let met = sort::pairs(met);
    let same_text = |a: &Met, b: &Met| a.0 >> 32 == b.0 >> 32;
    let ranked = met.chunk_by(same_text).map(|met| text(met, slots.len())).collect();
    let all = every(slots.len());
    // Texts come in the order of their numbers, and of equals the newest is to be the first.
    let mut ranked: Vec<Ranked> = ranked;
    ranked.reverse();
    sort::by_key(ranked, &|ranked| u64::from(ranked.slots == all) << 32 | u64::from(ranked.score))
}

/// So many slots, as bits.
pub(crate) fn every(slots: usize) -> u32 {
    1_u32.checked_shl(slots as u32).map_or(u32::MAX, |bit| bit - 1)
}

/// One text, of which all words are given in their order.
fn text(met: &[Met], slots: usize) -> Ranked {
    let number = met.first().map_or(0, |met| (met.0 >> 32) as u32);
    let mut passages: Vec<RankedPassage> = Vec::new();
    let mut head = vec![0; slots];
    let mut body = vec![0; slots];
    for same in met.chunk_by(|a, b| a.0 == b.0) {
        let passage = same.first().map_or(0, |met| met.0 as u32);
        let mut ranked = RankedPassage { passage, score: 0, slots: 0 };
        for words in same.chunk_by(|a, b| a.1 >> 32 == b.1 >> 32) {
            // Of several words that answer the same, the one that weighs most.
            let Some(&(_, answer)) = words.last() else { continue };
            let (slot, score) = ((answer >> 32) as u32, answer as u32);
            let of_field = if passage == 0 { &mut head } else { &mut body };
            if let Some(best) = of_field.get_mut(slot as usize) {
                *best = score.max(*best);
            }
            ranked.score += score;
            ranked.slots |= 1 << slot;
        }
        passages.push(ranked);
    }
    let all = passages.iter().fold(0, |slots, passage| slots | passage.slots);
    // Its head speaks for the text as a whole, whatever passage the reader is led to.
    passages.retain(|passage| passage.passage > 0);
    let passages = sort::by_key(passages, &|passage| passage.score.into());
    let best = passages.first().map_or(0, |passage| passage.score);
    let score =
        best + head.iter().sum::<u32>() * HEAD / 16 + body.iter().sum::<u32>() * ELSEWHERE / 16;
    // What lacks something is behind what has all.
    let (has, wants) = (all.count_ones(), slots.max(1) as u32);
    let score = u64::from(score) * u64::from(has * has) / u64::from(wants * wants);
    Ranked { text: number, score: score as u32, slots: all, passages }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(rarity: u32, list: &[(u32, u32, u8)]) -> Slot {
        let posting = |&(text, passage, weight)| Posting { text, passage, weight };
        Slot { lists: alloc::vec![(list.iter().map(posting).collect(), WHOLE)], rarity }
    }

    #[test]
    fn rare_words_are_worth_more() {
        let all: Vec<u32> = [1, 10, 100, 1_000, 10_000].map(|n| rarity(10_000, n)).to_vec();
        assert!(all.is_sorted_by(|a, b| a > b), "{all:?}");
        assert!(all[0] > 200 && all[4] < 20, "{all:?}");
    }

    #[test]
    fn what_stands_together_is_worth_more_than_what_is_apart() {
        let slots = [slot(50, &[(1, 1, 8), (2, 1, 8)]), slot(50, &[(1, 1, 8), (2, 4, 8)])];
        let order: Vec<u32> = rank(&slots).iter().map(|ranked| ranked.text).collect();
        assert_eq!(order, [1, 2]);
    }

    #[test]
    fn what_has_all_comes_before_what_has_some() {
        let slots = [slot(50, &[(1, 1, 15), (2, 1, 3)]), slot(50, &[(2, 2, 3)])];
        let ranked = rank(&slots);
        assert_eq!((ranked[0].text, ranked[0].slots), (2, 3));
        assert_eq!(ranked[1].slots, 1);
    }

    #[test]
    fn a_title_decides_among_equals() {
        let slots = [slot(50, &[(1, 2, 8), (2, 0, 8), (2, 2, 8)])];
        assert_eq!(rank(&slots)[0].text, 2);
    }
}
