//! Words that may be meant by one that nobody wrote.

/// Longer words are not compared.
const LONGEST: usize = 48;

/// How many typing errors a word of so many letters may have.
pub(crate) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How many letters have to be put in, left out, replaced or swapped with their neighbour to make
/// one word of another; `None` if more than `most`.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most || a.len().max(b.len()) > LONGEST {
        return None;
    }
    // The last three rows of the table of distances between beginnings of the words.
    let mut rows = [[0_usize; LONGEST + 1]; 3];
    for (at, cell) in rows[0].iter_mut().enumerate() {
        *cell = at;
    }
    for (i, &letter) in a.iter().enumerate() {
        let [second_last, last, row] = [(i + 2) % 3, i % 3, (i + 1) % 3];
        rows[row][0] = i + 1;
        let mut least = i + 1;
        for (j, &other) in b.iter().enumerate() {
            let replaced = rows[last][j] + usize::from(letter != other);
            let mut cell = replaced.min(rows[last][j + 1] + 1).min(rows[row][j] + 1);
            if i > 0 && j > 0 && letter == b[j - 1] && a[i - 1] == other {
                cell = cell.min(rows[second_last][j - 1] + 1);
            }
            rows[row][j + 1] = cell;
            least = least.min(cell);
        }
        if least > most {
            return None;
        }
    }
    let found = rows[a.len() % 3][b.len()];
    (found <= most).then_some(found)
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
        ] {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(a), &letters(b), 2), count, "{a} {b}");
            assert_eq!(distance(&letters(b), &letters(a), 2), count, "{b} {a}");
        }
    }
}
