//! Phone numbers: in the international form (E.123, E.164), that of North America, and those of other countries.

mod national;

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
    "3319900",
    "3326191",
    "3335301",
    "3346571",
    "3353649",
    "3363998",
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
    for span in national::find(text) {
        if !is_part(text, &span) {
            findings.push(Finding::new(Rule::Phone, "a phone number", text, span));
        }
    }
}

fn tell(text: &str, span: Range<usize>, digits: &str, findings: &mut Vec<Finding>) {
    if !is_part(text, &span) && !is_made_up(digits) {
        findings.push(Finding::new(Rule::Phone, "a phone number", text, span));
    }
}

/// Whether it is a line that a difference adds, a part of something longer, or a link.
fn is_part(text: &str, span: &Range<usize>) -> bool {
    let goes_on = |c: char| edges::is_word(c) || matches!(c, '+' | '=' | '*' | '^' | '#' | '%');
    let before = edges::line_before(text, span.start, 8);
    let follows = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':') || goes_on(c);
    before.is_empty() && text[span.start..].starts_with('+') && !text[span.clone()].contains(' ')
        || before.ends_with(|c: char| goes_on(c) || matches!(c, '.' | '-' | '/' | ')' | ']'))
        || ["tel:", "sms:", "fax:", "wa.me/"].iter().any(|link| before.ends_with(link))
        || text[span.end..].starts_with(|c: char| follows(c) && !matches!(c, '.' | ':' | '-'))
        || text[span.end..]
            .strip_prefix(['.', ':', '-'])
            .is_some_and(|rest| rest.starts_with(edges::is_word))
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
    let is_impossible = is_north_american && (digits[1..2] < *"2" || digits[4..5] < *"2");
    is_film
        || is_impossible
        || is_row(digits)
        || NOBODYS.iter().any(|beginning| digits.starts_with(beginning))
}

/// Whether most digits are those before them, or follow them.
fn is_row(digits: &str) -> bool {
    let steps = digits.bytes().zip(digits.bytes().skip(1));
    let follows = steps.filter(|(a, b)| a == b || (*b + 10 - *a) % 10 == 1).count();
    follows * 3 >= digits.len() * 2
}
