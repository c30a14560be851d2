//! Phone numbers, in the international form (E.123, E.164) and that of North America.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{Finding, Rule, edges};

static INTERNATIONAL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\+[1-9](?:[ \u{a0}.()/-]{0,2}[0-9]){6,14}").ok());

static NORTH_AMERICAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:1[ -])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}-)[2-9][0-9]{2}-[0-9]{4}").ok()
});

/// The beginnings of numbers that are kept free for films and documents: Ofcom, ACMA, ARCEP, Bundesnetzagentur,
/// and those that cost a caller nothing.
const NOBODYS: [&str; 24] = [
    "442079460",
    "447700900",
    "441632960",
    "44113496",
    "44114496",
    "44808157",
    "61491570",
    "6155500",
    "6175500",
    "33199000",
    "33261910",
    "33353010",
    "33465710",
    "33536490",
    "33639980",
    "493023125",
    "4917139200",
    "491728925",
    "1800",
    "1888",
    "1877",
    "1866",
    "800",
    "44800",
];

pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    for found in INTERNATIONAL.iter().flat_map(|number| number.find_iter(text)) {
        let digits = digits(found.as_str());
        // In one piece it may be any number with a sign.
        let is_grouped = found.as_str().contains([' ', '\u{a0}', '-', '(', '/']);
        if (8..=15).contains(&digits.len()) && (is_grouped || digits.len() >= 11) {
            tell(text, found.range(), &digits, findings);
        }
    }
    for found in NORTH_AMERICAN.iter().flat_map(|number| number.find_iter(text)) {
        let digits = digits(found.as_str());
        let digits = if digits.len() == 10 { format!("1{digits}") } else { digits };
        tell(text, found.range(), &digits, findings);
    }
}

fn tell(text: &str, span: Range<usize>, digits: &str, findings: &mut Vec<Finding>) {
    let goes_on = |c: char| edges::is_word(c) || matches!(c, '+' | '=' | '*' | '^' | '#' | '%');
    let before = edges::line_before(text, span.start, 8);
    let follows = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':') || goes_on(c);
    // A line that a difference adds, a part of something longer, a link.
    let is_no_number = before.is_empty()
        && text[span.start..].starts_with('+')
        && !text[span.clone()].contains(' ')
        || before.ends_with(|c: char| goes_on(c) || matches!(c, '.' | '-' | '/' | ')' | ']'))
        || ["tel:", "sms:", "fax:", "wa.me/"].iter().any(|link| before.ends_with(link))
        || text[span.end..].starts_with(|c: char| follows(c) && !matches!(c, '.' | ':' | '-'))
        || text[span.end..]
            .strip_prefix(['.', ':', '-'])
            .is_some_and(|rest| rest.starts_with(edges::is_word));
    if !is_no_number && !is_made_up(digits) {
        findings.push(Finding::new(Rule::Phone, "a phone number", text, span));
    }
}

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// Whether nobody has that number.
fn is_made_up(digits: &str) -> bool {
    if digits.starts_with('1') && digits.len() != 11 {
        return true;
    }
    let is_north_american = digits.starts_with('1');
    let is_film = is_north_american && (&digits[4..7] == "555" || &digits[1..4] == "555");
    let steps = digits.bytes().zip(digits.bytes().skip(1));
    let follows = steps.filter(|(a, b)| a == b || (*b + 10 - *a) % 10 == 1).count();
    let is_impossible = is_north_american && (digits[1..2] < *"2" || digits[4..5] < *"2");
    let is_row = follows * 3 >= digits.len() * 2;
    is_film
        || is_impossible
        || is_row
        || NOBODYS.iter().any(|beginning| digits.starts_with(beginning))
}
