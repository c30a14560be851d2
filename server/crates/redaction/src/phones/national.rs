//! Phone numbers as people write them within their own country, without its code.
//!
//! Such a number is digits, and posts are full of digits. So either it is grouped as phone numbers are and little
//! else is, or the word before it says what it is.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::edges;

/// Forms that say themselves what they are, each with how many digits it has.
const FORMS: [(&str, Range<usize>); 6] = [
    // France: in pairs.
    (r"0[1-9](?:[ .\u{a0}][0-9]{2}){4}", 10..11),
    // Germany, Australia and others: the code in brackets.
    (r"\(0[1-9][0-9]{0,4}\) ?[0-9]{2,8}(?:[ -][0-9]{2,5}){0,3}", 8..13),
    // The code before a stroke.
    (r"0[1-9][0-9]{1,4} ?/ ?[0-9]{3,8}(?:[ -][0-9]{1,5}){0,3}", 9..13),
    // Japan, Korea: three groups with hyphens.
    (r"0[1-9][0-9]{0,3}-[0-9]{2,4}-[0-9]{4}", 9..12),
    // Britain and others: the code, then one group or two.
    (r"0[1-9][0-9]{1,4}[ \u{a0}](?:[0-9]{3,4}[ \u{a0}][0-9]{3,4}|[0-9]{6,8})", 10..13),
    // Brazil.
    (r"\([1-9][0-9]\) ?9?[0-9]{4}-[0-9]{4}", 10..12),
];

/// Words that a phone number follows, in the languages of the interface.
const WORDS: &str = "phone|phone number|telephone|tel|fax|cell|cell ?phone|mobile number|mobile phone|\
    telefon|telefonnummer|rufnummer|handy|handynummer|mobilnummer|durchwahl|\
    téléphone|tél|numéro de téléphone|portable|teléfono|tfno|móvil|celular|telefono|cellulare|\
    telefone|telemóvel|telefoon|telefoonnummer|mobiel|telefonu|komórka|телефон|тел|моб|\
    電話|電話番号|携帯|电话|手机|전화|전화번호|휴대폰|טלפון|נייד|هاتف|جوال";

static SHAPED: LazyLock<Vec<(Regex, Range<usize>)>> = LazyLock::new(|| {
    FORMS.iter().filter_map(|(form, size)| Some((Regex::new(form).ok()?, size.clone()))).collect()
});

static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let number = r"\(?[0-9][0-9 \u{a0}()/.-]{5,18}[0-9]";
    let form = format!(r"(?i)(?:^|[^\p{{L}}\p{{N}}_-])(?:{WORDS})(?:\.:?|:|：)? {{0,2}}({number})");
    Regex::new(&form).ok()
});

/// The beginnings of numbers that are kept free for films and documents, and of those that cost a caller nothing.
const NOBODYS: [&str; 22] = [
    "0207946",
    "07700900",
    "01632960",
    "01134960",
    "01144960",
    "0491570",
    "0255500",
    "0255501",
    "0370105",
    "0755500",
    "019900",
    "026191",
    "035301",
    "046571",
    "053649",
    "063998",
    "03023125",
    "017139200",
    "01728925",
    "0800",
    "0805",
    "0808",
];

/// The places of all of them.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (form, size) in SHAPED.iter() {
        let numbers = form.find_iter(text).filter(|number| {
            let (number, span) = (number.as_str(), number.range());
            size.contains(&digits(number).len()) && !is_bytes(number) && !is_in_a_row(text, &span)
        });
        found.extend(numbers.map(|number| number.range()));
    }
    for named in NAMED.iter().flat_map(|named| named.captures_iter(text)) {
        let Some(number) = named.get(1) else { continue };
        if (7..=12).contains(&digits(number.as_str()).len()) && !is_a_day(number.as_str()) {
            found.push(number.range());
        }
    }
    found.retain(|span| !is_nobodys(&text[span.clone()]));
    found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    found.dedup_by(|next, before| next.start < before.end);
    found
}

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// Whether it begins as days do: `2026-11-27`.
fn is_a_day(number: &str) -> bool {
    let parts: Vec<usize> = number.split('-').map(str::len).collect();
    matches!(parts[..], [4, 2, ..])
}

/// Whether it is bytes, of which small ones begin with a nought: `02 03 01 00 01`.
fn is_bytes(number: &str) -> bool {
    number.split_whitespace().filter(|pair| pair.len() == 2 && pair.starts_with('0')).count() > 2
}

/// Whether groups of digits go on beside it, as in a dump or in a row of a table.
fn is_in_a_row(text: &str, span: &Range<usize>) -> bool {
    let is_blank = |c: char| matches!(c, ' ' | '\u{a0}');
    let before = edges::line_before(text, span.start, 8);
    let first = before.trim_end_matches(is_blank);
    let goes_before = first.len() < before.len() && first.ends_with(|c: char| c.is_ascii_digit());
    let after = &text[span.end..];
    let last = after.trim_start_matches(is_blank);
    let word = last.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_number = word.bytes().all(|byte| byte.is_ascii_hexdigit())
        && word.contains(|c: char| c.is_ascii_digit());
    goes_before || last.len() < after.len() && is_number
}

/// Whether nobody has it: digits in a row, a number of films, or one that is for anybody.
fn is_nobodys(number: &str) -> bool {
    let digits = digits(number);
    // In Japan that is a mobile phone.
    let is_mobile = number.starts_with("080-");
    let is_film =
        digits.starts_with("555") || digits.len() == 10 && digits.get(3..6) == Some("555");
    is_film
        || super::is_row(&digits)
        || !is_mobile && NOBODYS.iter().any(|beginning| digits.starts_with(beginning))
}
