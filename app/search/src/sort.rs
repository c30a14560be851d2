//! Sorting, of numbers only and byte by byte: what `sort_unstable` does for each kind of thing anew
//! would be a tenth of what a browser loads to search, and lists of ten thousand are sorted faster so.

use alloc::{vec, vec::Vec};

/// How many bits of a number are a place.
const PLACE: u32 = 24;

/// Numbers in their order.
pub(crate) fn sorted(mut numbers: Vec<u64>) -> Vec<u64> {
    let mut other = vec![0; numbers.len()];
    for shift in (0..u64::BITS).step_by(8) {
        let digit = |number: u64| usize::from((number >> shift) as u8);
        // Where those of each digit go: behind all of lower ones.
        let mut places = [0_usize; 256];
        numbers.iter().for_each(|number| places[digit(*number)] += 1);
        let mut sum = 0;
        for place in &mut places {
            sum += core::mem::replace(place, sum);
        }
        for number in &numbers {
            let place = &mut places[digit(*number)];
            if let Some(there) = other.get_mut(*place) {
                *there = *number;
            }
            *place += 1;
        }
        core::mem::swap(&mut numbers, &mut other);
    }
    numbers
}

/// The places of things in the order of their keys, the greatest first; of equals in the order they
/// had. No key may have more than forty bits.
pub(crate) fn greatest_first(keys: &mut dyn Iterator<Item = u64>) -> Vec<usize> {
    let mut packed = Vec::new();
    for (at, key) in (0..1 << PLACE).zip(keys) {
        packed.push(!key << PLACE | at);
    }
    let place = |number: u64| (number & ((1 << PLACE) - 1)) as usize;
    sorted(packed).into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_by_all_their_bytes() {
        let mut dice = 1_u64;
        let mut roll = || {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            dice >> (dice % 64)
        };
        for count in [0, 1, 2, 300, 5_000] {
            let numbers: Vec<u64> = (0..count).map(|_| roll()).collect();
            let mut expected = numbers.clone();
            expected.sort_unstable();
            assert_eq!(sorted(numbers), expected);
        }
    }

    #[test]
    fn the_greatest_is_first_and_equals_keep_their_order() {
        assert_eq!(greatest_first(&mut [1, 3, 1, 1 << 39, 2, 0].into_iter()), [3, 1, 4, 0, 2, 5]);
    }
}
