//! The words of a text, counted.

mod write;

use unicode_width::UnicodeWidthChar;

/// How many words a text has. Where words stand without spaces between them, characters are counted
/// instead: two of Chinese and Japanese, and four letters of the scripts of South-East Asia, are as
/// long to read as a word.
pub(super) fn count_words(text: &str) -> usize {
    let (mut ideographs, mut letters) = (0_usize, 0_usize);
    for c in text.chars() {
        ideographs += usize::from(is_ideograph(c));
        letters += usize::from(is_letter_without_spaces(c));
    }
    let spaced = text
        .split(|c: char| c.is_whitespace() || is_ideograph(c) || is_letter_without_spaces(c))
        .filter(|word| word.contains(|c: char| c.is_alphanumeric() && !is_south_east_asian(c)))
        .count();
    spaced + ideographs.div_ceil(2) + letters.div_ceil(4)
}

/// A character of Chinese, or of the syllables of Japanese.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character belongs to Thai, Lao, Burmese or Khmer.
fn is_south_east_asian(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// A letter of those scripts, and none of the vowels and tones that stand above and below.
fn is_letter_without_spaces(c: char) -> bool {
    is_south_east_asian(c) && c.is_alphabetic() && c.width() != Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_any_script() {
        assert_eq!(count_words("one, two – three-four\nfive"), 4);
        assert_eq!(count_words("日本語です"), 3);
        assert_eq!(count_words("𠮷野家 and 中文"), 2 + 1 + 1);
        // “The state of the art”: 21 letters, and 8 marks above and below them.
        assert_eq!(count_words("ภาษาไทยเป็นภาษาที่ไม่มีช่องว่าง"), 6);
        assert_eq!(count_words("ខ្ញុំស្រឡាញ់"), 2);
        assert_eq!(count_words("한국어 낱말"), 2);
        assert_eq!(count_words("..."), 0);
    }
}
