//! Telling what is made of chance from what people write.

use crate::examples;

/// How long something is at least that is taken for chance.
const SHORTEST: usize = 16;
/// How many bits each character of it has at least, over the text itself: hexadecimal digits have at most 4.
const BITS: f64 = 3.0;
/// How often at least a character is followed by one of another kind, where a letter, a capital and a
/// digit are kinds: of chance every second one is, of words few.
const SWITCHES: f64 = 0.2;

/// Whether a text looks like chance, and was not made up to look like it.
pub(crate) fn is_chance(text: &str) -> bool {
    text.len() >= SHORTEST
        && bits(text) >= BITS
        && switches(text) >= SWITCHES
        && !is_sequence(text)
        && !examples::is_placeholder(text)
}

/// Whether a part of a token looks like chance, of which the shape is known already: there capitals may be all
/// that it is made of.
pub(crate) fn is_token(text: &str) -> bool {
    bits(text) >= BITS.min(most_bits(text)) && !is_sequence(text) && !examples::is_placeholder(text)
}

/// Shannon's entropy for each character.
fn bits(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    text.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let length = text.len() as f64;
    let share = counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / length);
    share.map(|share| -share * share.log2()).sum()
}

/// Nearly as many bits as a text of that length can have.
fn most_bits(text: &str) -> f64 {
    (text.len() as f64).log2() * 0.7
}

fn switches(text: &str) -> f64 {
    let kind = |byte: u8| match byte {
        b'a'..=b'z' => Some(0),
        b'A'..=b'Z' => Some(1),
        b'0'..=b'9' => Some(2),
        _ => None,
    };
    let pairs =
        text.as_bytes().windows(2).filter_map(|pair| Some((kind(pair[0])?, kind(pair[1])?)));
    let (mut all, mut switched) = (0, 0);
    for (a, b) in pairs {
        all += 1;
        // A capital that begins a word is no switch of chance.
        switched += u32::from(a != b && (a, b) != (1, 0));
    }
    f64::from(switched) / f64::from(all.max(1))
}

/// Whether most characters follow from the one before, or the one before that: `1234abcd`, `a1b2c3`, `xxxx`.
fn is_sequence(text: &str) -> bool {
    let follows = |distance: usize| {
        let pairs = text.bytes().zip(text.bytes().skip(distance));
        pairs.filter(|(a, b)| a.abs_diff(*b) <= 1).count() * 5 >= text.len() * 2
    };
    follows(1) || follows(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_told_from_words_and_sequences() {
        for (text, expected) in [
            ("9f86d081884c7d659a2feaa0c55ad015", true),
            ("tBzW8mX2kQ9vLr4NpYc7HsJd", true),
            ("k3jx9q0vz7m2c5w8r1t4", true),
            ("short1A9", false),
            ("my-secret-token-value-123", false),
            ("resourceVersionOfTheDeployment", false),
            ("0123456789abcdef0123456789abcdef", false),
            ("a1b2c3d4e5f6g7h8i9j0", false),
            ("xxxxxxxxxxxxxxxxxxxxxxxx", false),
            ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", false),
        ] {
            assert_eq!(is_chance(text), expected, "{text}");
        }
    }
}
