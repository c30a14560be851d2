//! The nearest of the right words to a wrong one.

use strsim::osa_distance;

/// How many characters a word has that is compared: of longer ones nobody mistypes a few.
const LONGEST: usize = 100;

/// The candidate most like `word`, if one is like it at all.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let allowed = (length / 3).clamp(1, 6);
    candidates
        .into_iter()
        // A difference in length is as many mistakes.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// `did you mean …?`, if there is anything to suggest.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_alike_is_suggested() {
        let keys = ["title", "tags", "date"];
        assert_eq!(nearest("Titel", keys), Some("title"));
        assert_eq!(nearest("tag", keys), Some("tags"));
        assert_eq!(nearest("dtae", keys), Some("date"), "two that are swapped are one mistake");
        assert_eq!(nearest(&"x".repeat(LONGEST + 1), ["x"]), None);
        assert_eq!(nearest("layout", keys), None);
        assert_eq!(nearest("x", []), None);
    }
}
