//! Sorting, of one kind of thing only and by a heap: what `sort_unstable` does for speed, for each kind
//! of thing anew, would be a tenth of what a browser loads to search.

use alloc::{collections::BinaryHeap, vec::Vec};

/// The items in the order of their keys, the greatest first; of equals in the order they had.
pub(crate) fn by_key<T: Default>(mut items: Vec<T>, key: &dyn Fn(&T) -> u64) -> Vec<T> {
    let mut order = Vec::new();
    for (at, item) in (0..).zip(&items) {
        order.push((!key(item), at));
    }
    let mut sorted = Vec::new();
    for (_, at) in pairs(order) {
        if let Some(item) = items.get_mut(at as usize) {
            sorted.push(core::mem::take(item));
        }
    }
    sorted
}

/// Pairs of numbers in their order.
pub(crate) fn pairs(pairs: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    BinaryHeap::from(pairs).into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_is_first_and_equals_keep_their_order() {
        let items = alloc::vec![("a", 1), ("b", 3), ("c", 1), ("d", 2)];
        let names: Vec<&str> = by_key(items, &|item| item.1).iter().map(|item| item.0).collect();
        assert_eq!(names, ["b", "d", "a", "c"]);
    }
}
