//! Words that may be meant by one that nobody wrote.

/// How many typing errors a word of so many letters may have.
pub(crate) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How many letters have to be put in, left out, replaced or swapped with their neighbour to make
/// one word of another; `None` if more than `most`, which is how deep this calls itself.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    // What begins both never has to change.
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(same..)?, b.get(same..)?);
    if a.is_empty() && b.is_empty() {
        return Some(0);
    }
    let most = most.checked_sub(1)?;
    let mut best = None;
    let mut without = |of_a: usize, of_b: usize| {
        let rest = a.get(of_a..).zip(b.get(of_b..));
        let found = rest.and_then(|(a, b)| distance(a, b, most)).map(|found| found + 1);
        best = best.min(found).or(best).or(found);
    };
    without(1, 0);
    without(0, 1);
    without(1, 1);
    if let ([first, second, ..], [other, another, ..]) = (a, b)
        && (first, second) == (another, other)
    {
        without(2, 2);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_as_they_are_made() {
        for (a, b, count) in [
            ("bucket", "bucket", Some(0)),
            ("bukcet", "bucket", Some(1)),
            ("buket", "bucket", Some(1)),
            ("buckett", "bucket", Some(1)),
            ("backet", "bucket", Some(1)),
            ("bakcet", "bucket", Some(2)),
            ("postmrtem", "postmortem", Some(1)),
            ("abcdef", "ghijkl", None),
            ("", "ab", Some(2)),
            ("größe", "grüße", Some(1)),
            ("ab", "bca", None),
            ("banana", "banaan", Some(1)),
            ("aaaa", "aaa", Some(1)),
            ("abcabd", "bcabd", Some(1)),
        ] {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(a), &letters(b), 2), count, "{a} {b}");
            assert_eq!(distance(&letters(b), &letters(a), 2), count, "{b} {a}");
        }
    }
}
