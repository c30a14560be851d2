//! Sorting, of one kind of thing only: each kind would be as much code again in the browser.

use alloc::vec::Vec;

/// The items in the order of their keys, the greatest first; of equals in the order they had.
pub(crate) fn by_key<T>(items: Vec<T>, key: impl Fn(&T) -> u64) -> Vec<T> {
    let mut order: Vec<(u64, u64)> = Vec::with_capacity(items.len());
    for (at, item) in (0..).zip(&items) {
        order.push((!key(item), at));
    }
    order.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.iter().filter_map(|(_, at)| items.get_mut(*at as usize)?.take()).collect()
}

/// Sorts pairs of numbers.
pub(crate) fn pairs(pairs: &mut [(u64, u64)]) {
    pairs.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_is_first_and_equals_keep_their_order() {
        let items = alloc::vec![("a", 1), ("b", 3), ("c", 1), ("d", 2)];
        let names: Vec<&str> = by_key(items, |item| item.1).iter().map(|item| item.0).collect();
        assert_eq!(names, ["b", "d", "a", "c"]);
    }
}
