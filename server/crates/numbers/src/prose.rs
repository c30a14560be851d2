//! Numbers in prose that a reader may want to see the source of.

use diagnostics::Span;

/// The numbers in a stretch of prose, but for what only looks like one: years and dates, versions,
/// times, names such as `p99`, `RFC 9110` and `#758`.
pub fn unbound(text: &str) -> Vec<Span> {
    let words = words(text);
    let word = |at: usize| words.get(at).map_or("", |span| &text[span.clone()]);
    let mut found = Vec::new();
    for (at, span) in words.iter().enumerate() {
        let Some(number) = number(&text[span.clone()]) else { continue };
        let written = &text[span.start + number.start..span.start + number.end];
        let before = at.checked_sub(1).map_or("", word);
        let is_code = before.len() > 1 && before.bytes().all(|byte| byte.is_ascii_uppercase());
        let month = word(at + 1).starts_with(char::is_uppercase);
        let is_date = month && is_year(word(at + 2).trim_end_matches(is_around));
        if !is_code && !is_date && !is_year(written) {
            found.push(span.start + number.start..span.start + number.end);
        }
    }
    found
}

/// The parts of a text between white space and dashes.
fn words(text: &str) -> Vec<Span> {
    let parts = |c: char| c.is_whitespace() && c != '\u{202f}' || "–—/|".contains(c);
    let (mut words, mut start) = (Vec::new(), 0);
    for (at, mark) in text.match_indices(parts).chain([(text.len(), "")]) {
        if start < at {
            words.push(start..at);
        }
        start = at + mark.len();
    }
    words
}

/// What stands around words and belongs to none.
fn is_around(c: char) -> bool {
    c.is_ascii_punctuation() && !"%#$_".contains(c) || "“”„‘’«»…·".contains(c)
}

/// Where the number is that a word consists of, with a unit that touches it.
fn number(word: &str) -> Option<Span> {
    let head = word.len() - word.trim_start_matches(is_around).len();
    let word = word.trim_end_matches(is_around).get(head..)?;
    let money =
        word.len() - word.trim_start_matches(['$', '€', '£', '\u{2212}', '~', '≈', '±']).len();
    let rest = &word[money..];
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let is_mark = |c: char| ".,'\u{2019}\u{202f}".contains(c);
    let end = rest.find(|c: char| !c.is_ascii_digit() && !is_mark(c)).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let is_version = digits.matches('.').count() > 1;
    let is_unit = unit.chars().all(|c| c.is_alphabetic() || "%‰×°²³".contains(c));
    // `3rd` and `4th` count nothing.
    let is_place = matches!(unit, "st" | "nd" | "rd" | "th");
    (!is_version && is_unit && !is_place).then_some(head..head + money + rest.len())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        let found = |text: &'static str| -> Vec<&str> {
            unbound(text).into_iter().map(|span| &text[span]).collect()
        };
        for (text, numbers) in [
            ("Of 1,200 calls (in 90 seconds) 914 passed.", vec!["1,200", "90", "914"]),
            ("from \u{2212}3.2 % to +2.2 %, 19.6×", vec!["\u{2212}3.2", "2.2", "19.6×"]),
            ("$5.00, 40ms, 12–15 s", vec!["$5.00", "40ms", "12", "15"]),
            ("On 26 November 2026, in 2026, at 14:02, by 2026-11-26", vec![]),
            ("release 2.13.0, p99, x86, HTTP 429, RFC 9110, #758, 3rd, e2e", vec![]),
            ("10 / 20", vec!["10", "20"]),
            ("", vec![]),
        ] {
            assert_eq!(found(text), numbers, "{text}");
        }
    }
}
