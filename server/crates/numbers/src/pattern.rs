//! How a number is to be written: `0.0 ms`, `0,000`, `+0.0 %`.

use super::{NumberError, stated::NumberFormat};

/// How many digits may stand behind the mark.
const DIGITS: usize = 12;

/// How a number is to be written. The marks in it are those of English; what is written has those of its
/// language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern<'a> {
    before: &'a str,
    behind: &'a str,
    digits: usize,
    is_grouped: bool,
    /// Whether what is more than nothing has a sign, too.
    is_signed: bool,
}

impl<'a> Pattern<'a> {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// When it has no zeros, or they say nothing.
    pub fn parse(text: &'a str) -> Result<Self, NumberError> {
        let start = text.find('0').unwrap_or(text.len());
        let zeros = &text[start..];
        let end = zeros.find(|c: char| !matches!(c, '0' | ',' | '.')).unwrap_or(zeros.len());
        let (zeros, behind) = zeros.split_at(end);
        let (whole, rest) = zeros.split_once('.').unwrap_or((zeros, ""));
        let is_plain = rest.bytes().all(|byte| byte == b'0') && rest.len() <= DIGITS;
        if !matches!(whole, "0" | "0,000") || !is_plain || zeros.ends_with('.') {
            let message = format!("`{text}` is no way to write a number");
            let help = "write a zero for each digit: `0.0 ms`, `0,000`, `+0.00 %`";
            return Err(NumberError::new(message, help));
        }
        let before = &text[..start];
        let unsigned = before.strip_suffix('+');
        Ok(Self {
            before: unsigned.unwrap_or(before),
            behind,
            digits: rest.len(),
            is_grouped: whole.len() > 1,
            is_signed: unsigned.is_some(),
        })
    }

    /// A number, written so.
    pub fn write(&self, value: f64, marks: &NumberFormat) -> String {
        let Self { before, behind, digits, is_grouped, is_signed } = self;
        let number = marks.write(value, *digits, is_grouped.then(|| marks.group()));
        let sign = match () {
            () if number.chars().all(|c| !c.is_ascii_digit() || c == '0') => "",
            () if value < 0.0 => "\u{2212}",
            () if *is_signed => "+",
            () => "",
        };
        format!("{before}{sign}{number}{behind}")
    }
}

/// A number without the last digits of what was computed: they are those of the computer.
pub fn exact(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// A number with all its digits, as far as they say something.
pub fn plain(value: f64, marks: &NumberFormat) -> String {
    let exact = exact(value);
    let digits = exact.to_string().split_once('.').map_or(0, |(_, rest)| rest.len());
    let number = marks.write(exact, digits, None);
    if exact < 0.0 { format!("\u{2212}{number}") } else { number }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stated::{Stated, before};

    fn marks(language: &str) -> NumberFormat {
        NumberFormat::of(&languages::of(language))
    }

    #[test]
    fn zeros_stand_for_digits() {
        for (pattern, value, english, german) in [
            ("0.0 ms", 111.64, "111.6 ms", "111,6 ms"),
            ("0", 111.64, "112", "112"),
            ("0,000", 1_234_567.0, "1,234,567", "1.234.567"),
            ("0,000.00 %", -1_234.0, "\u{2212}1,234.00 %", "\u{2212}1.234,00 %"),
            ("+0.0×", 2.25, "+2.2×", "+2,2×"),
            ("$0.00", 5.0, "$5.00", "$5,00"),
            ("+0", -0.2, "0", "0"),
            ("0 m2", 7.0, "7 m2", "7 m2"),
        ] {
            let read = Pattern::parse(pattern).expect(pattern);
            assert_eq!(read.write(value, &marks("en")), english, "{pattern}");
            assert_eq!(read.write(value, &marks("de")), german, "{pattern}");
        }
        for pattern in ["", "ms", "0.", "00", "0,0", "0.0.0", "0.0000000000000"] {
            let trouble = Pattern::parse(pattern).expect_err(pattern);
            assert_eq!(trouble.message, format!("`{pattern}` is no way to write a number"));
        }
    }

    #[test]
    fn without_a_pattern_all_digits_are_written() {
        for (value, written) in [
            (0.1 + 0.2, "0.3"),
            (1_200.0, "1200"),
            (-2.5, "\u{2212}2.5"),
            (1.0 / 3.0, "0.333333333333"),
            (0.0, "0"),
        ] {
            assert_eq!(plain(value, &marks("en")), written);
        }
    }

    proptest! {
        /// Whatever is written by a pattern agrees with its value, once it is read again.
        #[test]
        fn what_is_written_is_read_again(
            value in -1e7..1e7_f64,
            digits in 0..7_usize,
            sign in "\\+?",
            whole in prop::sample::select(vec!["0", "0,000"]),
            unit in prop::sample::select(vec!["", " ms", "×", "\u{202f}%", " times", " km/h"]),
            language in prop::sample::select(languages::known().collect::<Vec<_>>()),
        ) {
            let point = if digits > 0 { "." } else { "" };
            let pattern = format!("{sign}{whole}{point}{}{unit}", "0".repeat(digits));
            let marks = marks(language);
            let written = Pattern::parse(&pattern).expect("a pattern").write(value, &marks);
            let text = format!("it took {written}");
            prop_assert_eq!(before(&text).map(|at| &text[at..]), Some(&*written));
            let stated = Stated::read(&written, &marks).expect("a number");
            prop_assert!(stated.agrees(value), "{} by {}: {}", value, pattern, written);
            let step = 10_f64.powi(-i32::try_from(digits).expect("few"));
            prop_assert!(!stated.agrees(value + 1.6 * step), "{} is too lax", written);
            prop_assert_eq!(stated.rewritten(value, &marks), written);
        }
    }
}
