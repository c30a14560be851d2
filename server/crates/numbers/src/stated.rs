//! A number as a text writes it: how exact it is, its digits say.

use words::{Message, Words, grouped};

/// How a language writes numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// Before what is less than one.
    decimal: String,
    /// Before every three digits.
    group: String,
}

impl NumberFormat {
    /// The marks of a language.
    pub fn of(words: &Words) -> Self {
        let mark = |message| words.say(message).to_owned();
        Self { decimal: mark(Message::NumberDecimal), group: mark(Message::NumberGroup) }
    }

    /// A number with so many digits behind the mark, and digits in groups of three if asked for.
    pub(super) fn write(&self, value: f64, digits: usize, group: Option<&str>) -> String {
        let written = format!("{:.digits$}", value.abs());
        let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
        let mut number = match group {
            Some(group) => grouped(whole, group, group),
            None => whole.to_owned(),
        };
        if !rest.is_empty() {
            number.push_str(&self.decimal);
            number.push_str(rest);
        }
        number
    }

    /// What parts groups of digits.
    pub(super) fn group(&self) -> &str {
        &self.group
    }
}

/// What may stand between a number and its unit, and between groups of digits.
const NARROW: [char; 3] = ['\u{a0}', '\u{2009}', '\u{202f}'];
/// How many bytes a number may have, with its unit.
const LONGEST: usize = 80;
/// How many letters a unit may have.
const UNIT: usize = 24;

/// Where the number begins that a text ends with, with its sign and its unit, if it ends with one.
pub fn before(text: &str) -> Option<usize> {
    let cut = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    let tail = &text[cut..];
    let end = tail.rfind(|c: char| c.is_ascii_digit())? + 1;
    is_unit(&tail[end..]).then_some(())?;
    let (mut start, mut run) = (end, 0);
    for (at, c) in tail[..end].char_indices().rev() {
        let digits = || tail[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        match c {
            '0'..='9' => (start, run) = (at, run + 1),
            '.' | ',' | '\'' | '\u{2019}' if digits() > 0 => run = 0,
            c if NARROW.contains(&c) && run == 3 && (1..=3).contains(&digits()) => run = 0,
            _ => break,
        }
    }
    let head = &tail[..start];
    let unsigned = head.strip_suffix(['-', '\u{2212}', '+']);
    // A hyphen in a range or a name is no sign.
    let sign = unsigned.filter(|head| !head.ends_with(|c: char| c.is_alphanumeric() || c == ')'));
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ',');
    match sign {
        Some(head) => Some(cut + head.len()),
        None => (!head.ends_with(joins)).then_some(cut + start),
    }
}

/// Whether a text can be the unit of a number before it: nothing, a sign, or one word.
fn is_unit(text: &str) -> bool {
    let word = text.strip_prefix(' ').or_else(|| text.strip_prefix(NARROW)).unwrap_or(text);
    (word.is_empty() == text.is_empty())
        && word.chars().count() <= UNIT
        && word.chars().all(|c| c.is_alphabetic() || "%‰×°/²³·€$£¥".contains(c))
}

/// A number as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated<'a> {
    value: f64,
    /// How many digits stand behind the mark.
    digits: usize,
    /// What parts its groups of digits, if anything does.
    group: Option<String>,
    sign: &'a str,
    unit: &'a str,
}

impl<'a> Stated<'a> {
    /// Reads a number with its sign and its unit; `None` when it can't be read.
    pub fn read(text: &'a str, marks: &NumberFormat) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        let (sign, unit) = (&text[..start], &text[end..]);
        matches!(sign, "" | "-" | "\u{2212}" | "+").then_some(())?;
        let number = &text[start..end];
        let others = number.chars().filter(|c| !c.is_ascii_digit());
        let mut kinds: Vec<char> = Vec::new();
        for mark in others {
            if kinds.last() != Some(&mark) {
                kinds.push(mark);
            }
        }
        let (whole, rest, group) = match kinds[..] {
            [] => (number, "", None),
            [mark] if is_grouped(number, mark) && !marks.is_decimal(mark) => {
                (number, "", Some(mark))
            }
            [mark] if number.matches(mark).count() == 1 && matches!(mark, '.' | ',') => {
                let (whole, rest) = number.split_once(mark)?;
                (whole, rest, None)
            }
            [mark] if is_grouped(number, mark) => (number, "", Some(mark)),
            [group, mark] if matches!(mark, '.' | ',') => {
                let (whole, rest) = number.split_once(mark)?;
                is_grouped(whole, group).then_some((whole, rest, Some(group)))?
            }
            _ => return None,
        };
        let plain: String = whole.chars().filter(char::is_ascii_digit).collect();
        let value: f64 = format!("{plain}.{rest}0").parse().ok()?;
        let value = if matches!(sign, "" | "+") { value } else { -value };
        let group = group.map(String::from);
        Some(Self { value, digits: rest.len(), group, sign, unit })
    }

    /// Whether a value is written so, once it is rounded to as many digits.
    pub fn agrees(&self, value: f64) -> bool {
        let half = 0.5 * 10_f64.powi(-i32::try_from(self.digits).unwrap_or(i32::MAX));
        // What is just between two may be rounded either way, and arithmetic is not exact.
        (value - self.value).abs() <= half * (1.0 + 1e-9) + value.abs() * 1e-14
    }

    /// Another value, written in the same way.
    pub fn rewritten(&self, value: f64, marks: &NumberFormat) -> String {
        let number = marks.write(value, self.digits, self.group.as_deref());
        let is_nothing = number.chars().all(|c| !c.is_ascii_digit() || c == '0');
        let sign = match (value < 0.0 && !is_nothing, self.sign) {
            (true, "-") => "-",
            (true, _) => "\u{2212}",
            (false, "+") => "+",
            (false, _) => "",
        };
        format!("{sign}{number}{}", self.unit)
    }
}

impl NumberFormat {
    fn is_decimal(&self, mark: char) -> bool {
        self.decimal.starts_with(mark)
    }
}

/// Whether a mark stands before every three digits of a number.
fn is_grouped(number: &str, mark: char) -> bool {
    let mut groups = number.split(mark);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    (1..=3).contains(&first.len()) && rest.peek().is_some() && rest.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(language: &str) -> NumberFormat {
        NumberFormat::of(&languages::of(language))
    }

    fn ends_with(text: &str) -> Option<&str> {
        before(text).map(|at| &text[at..])
    }

    #[test]
    fn a_number_has_a_sign_and_a_unit() {
        for (text, number) in [
            ("a speedup of 19.6×", "19.6×"),
            ("let 914", "914"),
            ("of 1,200 calls", "1,200 calls"),
            ("from \u{2212}3.2 %", "\u{2212}3.2 %"),
            ("(-3.2\u{a0}%", "-3.2\u{a0}%"),
            ("+2.2\u{202f}ms", "+2.2\u{202f}ms"),
            ("12\u{202f}345 km/h", "12\u{202f}345 km/h"),
            ("in 2026\u{a0}112 ms", "112 ms"),
            ("3-5 ms", "5 ms"),
            ("$1'000'000", "1'000'000"),
            ("**20", "20"),
            ("~7 µs", "7 µs"),
        ] {
            assert_eq!(ends_with(text), Some(number), "{text}");
        }
        for text in
            ["", "none", "p99", "v2.13", "x_5", "7 calls a", "20**", ".5", "5)", "3  ms", "5 "]
        {
            assert_eq!(ends_with(text), None, "{text}");
        }
        let long = format!("{} 5", "9".repeat(1_000));
        assert_eq!(ends_with(&long), Some("5"));
    }

    #[test]
    fn each_language_has_marks_of_its_own() {
        for (language, text, value, digits) in [
            ("en", "1,200", 1200.0, 0),
            ("en", "1,200.5 ms", 1200.5, 1),
            ("en", "1.200", 1.2, 3),
            ("en", "19,6", 19.6, 1),
            ("en", "1'234'567", 1_234_567.0, 0),
            ("en", "1.234.567", 1_234_567.0, 0),
            ("de", "1.200", 1200.0, 0),
            ("de", "1.200,50", 1200.5, 2),
            ("de", "1,200", 1.2, 3),
            ("de", "19.6×", 19.6, 1),
            ("fr", "12\u{202f}345,6", 12345.6, 1),
            ("fr", "-7 %", -7.0, 0),
        ] {
            let marks = marks(language);
            let stated = Stated::read(text, &marks).expect(text);
            assert_eq!((stated.value, stated.digits), (value, digits), "{language}: {text}");
        }
        for text in ["1,20,3", "1.2.3", "1,200,50", "", "ms", "1.2,3.4"] {
            assert_eq!(Stated::read(text, &marks("en")), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_as_exact_as_it_is_written() {
        let marks = marks("en");
        for (text, right, wrong) in [
            ("19.6×", [19.55, 19.6499, 19.65], [19.549, 19.651]),
            ("112 ms", [111.5, 111.6, 112.5], [111.49, 112.51]),
            ("\u{2212}3.2 %", [-3.249, -3.2, -3.15], [3.2, -3.26]),
            ("0.30", [0.3, 0.295, 0.3049], [0.294, 0.306]),
            ("1,200", [1199.5, 1200.0, 1200.4], [1199.4, 1.2]),
        ] {
            let stated = Stated::read(text, &marks).expect(text);
            right.iter().for_each(|value| assert!(stated.agrees(*value), "{text}: {value}"));
            wrong.iter().for_each(|value| assert!(!stated.agrees(*value), "{text}: {value}"));
        }
    }

    #[test]
    fn another_value_is_written_in_the_same_way() {
        let marks = marks("en");
        for (text, value, written) in [
            ("1,200 calls", 12_345.6, "12,346 calls"),
            ("914", 1_200.2, "1200"),
            ("-3.2 %", -4.04, "-4.0 %"),
            ("3.2 %", -4.04, "\u{2212}4.0 %"),
            ("+3.2 %", 4.0, "+4.0 %"),
            ("3.2", -0.04, "0.0"),
        ] {
            let stated = Stated::read(text, &marks).expect(text);
            assert_eq!(stated.rewritten(value, &marks), written, "{text}");
        }
    }
}
