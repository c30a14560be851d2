//! Lists of posts, in pages whose addresses last.

use std::ops::Range;

use serde::Serialize;

use super::{PER_PAGE, Summary, paging::numbered};

/// One page of a list of posts.
///
/// The address of a list shows its newest posts. All others stand on numbered pages, counted from
/// the oldest: page 1 has the [`PER_PAGE`] oldest posts, and so on, and the last one what is left.
/// So no post is listed twice, no page grows without bound, and a post that has come to stand on a
/// numbered page stays there, whatever is published after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// Which page of the list this is; 0 for the newest posts.
    pub number: u32,
    /// Newest first.
    pub posts: Vec<Summary>,
    /// How many posts the list has. Numbered pages do not say it: they would change with every
    /// post that is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<usize>,
    /// The page with the posts before these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older: Option<u32>,
    /// The page with the posts after these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<u32>,
}

impl Listing {
    /// Which posts of a list a page has, counted from the newest; `None` if the list has no such
    /// page.
    pub(crate) fn range(total: usize, number: u32) -> Option<Range<usize>> {
        let front = total.min(PER_PAGE);
        if number == 0 {
            return Some(0..front);
        }
        let oldest = (number as usize - 1).checked_mul(PER_PAGE)?;
        let rest = total - front;
        (oldest < rest).then(|| total - rest.min(oldest + PER_PAGE)..total - oldest)
    }

    /// The page with a post, given its place counted from the newest.
    pub(super) fn page_of(total: usize, at: usize) -> u32 {
        if at < PER_PAGE { 0 } else { ((total - 1 - at) / PER_PAGE) as u32 + 1 }
    }

    /// A page of a list that has so many posts.
    pub(crate) fn of(
        total: usize,
        number: u32,
        posts: impl FnOnce(Range<usize>) -> Vec<Summary>,
    ) -> Option<Self> {
        let posts = posts(Self::range(total, number)?);
        let last = numbered(total);
        let (older, newer) = match number {
            0 => (Some(last).filter(|&last| last > 0), None),
            1 => (None, Some(2)),
            number => (Some(number - 1), Some(number + 1)),
        };
        // After the last numbered page come the newest posts.
        let newer = newer.map(|newer| if newer > last { 0 } else { newer });
        Some(Self { number, posts, total: (number == 0).then_some(total), older, newer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places on each page, the list's own address last, counted from the oldest.
    fn pages(total: usize) -> Vec<Vec<usize>> {
        let from_oldest = |number| {
            let range = Listing::range(total, number).expect("a page");
            assert!(range.clone().all(|at| Listing::page_of(total, at) == number));
            range.rev().map(|at| total - 1 - at).collect()
        };
        (1..=numbered(total)).chain([0]).map(from_oldest).collect()
    }

    #[test]
    fn every_post_stands_on_one_page_and_no_page_is_long() {
        for total in 0..200 {
            let pages = pages(total);
            assert_eq!(pages.concat(), (0..total).collect::<Vec<_>>(), "{total}");
            assert!(pages.iter().all(|page| page.len() <= PER_PAGE));
            assert_eq!(Listing::range(total, pages.len() as u32), None);
        }
        assert_eq!(Listing::range(9, u32::MAX), None);
    }

    #[test]
    fn a_post_on_a_numbered_page_stays_there() {
        let mut before = pages(0);
        for total in 1..200 {
            let now = pages(total);
            let numbered = before.len() - 1;
            for (was, is) in before[..numbered].iter().zip(&now) {
                assert!(is.starts_with(was), "{total}");
            }
            before = now;
        }
    }

    #[test]
    fn pages_lead_to_their_neighbours() {
        let ways = |total, number| {
            let page = Listing::of(total, number, |_| Vec::new())?;
            Some((page.older, page.newer, page.total))
        };
        assert_eq!(ways(PER_PAGE, 0), Some((None, None, Some(PER_PAGE))));
        assert_eq!(ways(PER_PAGE, 1), None);
        let total = 2 * PER_PAGE + 1;
        assert_eq!(ways(total, 0), Some((Some(2), None, Some(total))));
        assert_eq!(ways(total, 2), Some((Some(1), Some(0), None)));
        assert_eq!(ways(total, 1), Some((None, Some(2), None)));
        assert_eq!(ways(PER_PAGE + 1, 1), Some((None, Some(0), None)));
    }
}
