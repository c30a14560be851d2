//! Numbers as they are written at axes.

use crate::Labels;

const PREFIXES: [(f64, &str); 6] =
    [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

/// Round numbers with as many decimals as the step between them needs, and large ones with the
/// prefixes of the SI.
pub(crate) fn round(values: &[f64], step: f64) -> Vec<String> {
    let largest = values.iter().fold(0.0_f64, |largest, v| largest.max(v.abs()));
    let prefix = PREFIXES.into_iter().find(|(unit, _)| largest >= *unit && largest >= 10_000.0);
    let (unit, sign) = prefix.unwrap_or((1.0, ""));
    let decimals = (-(step / unit).log10() - 1e-9).ceil().max(0.0) as usize;
    let number = |&value: &f64| match value {
        0.0 => "0".to_owned(),
        _ if decimals > 6 => minus(exponential(value)),
        _ => minus(fixed(value / unit, decimals) + sign),
    };
    values.iter().map(number).collect()
}

/// A number on an axis that goes by powers of ten.
pub(crate) fn of_log(value: f64, large: bool) -> String {
    let prefix = PREFIXES.into_iter().find(|(unit, _)| large && value >= unit * (1.0 - 1e-9));
    match prefix {
        Some((unit, sign)) => fixed(value / unit, 0) + sign,
        None if value < 1e-4 => exponential(value),
        None => fixed(value, (-value.log10() - 1e-9).ceil().max(0.0) as usize),
    }
}

/// A number with as many digits as anybody reads.
pub fn plain(value: f64, words: &dyn Labels) -> String {
    // Without values there is no lowest and no highest.
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let digits = (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = fixed(value, digits);
    match text.contains('.') {
        true => words.decimal(text.trim_end_matches('0').trim_end_matches('.')),
        false => text,
    }
}

/// A number with so many decimals.
///
/// As `format!` writes it, without the exact arithmetic that this has for numbers of any size: a browser
/// would have to be sent it, and lines of many points would have to wait for it.
pub fn fixed(value: f64, decimals: usize) -> String {
    let units = (value.abs() * 10_f64.powi(decimals as i32)).round();
    if units >= 1e18 {
        return exponential(value);
    }
    let mut text = (units as u64).to_string();
    if decimals > 0 {
        if text.len() <= decimals {
            text.insert_str(0, &"0".repeat(decimals + 1 - text.len()));
        }
        text.insert(text.len() - decimals, '.');
    }
    if value < 0.0 && units > 0.0 {
        text.insert(0, '-');
    }
    text
}

/// A number, or the end that is nearest to it. Other than `f64::clamp` it has no words for ends that are
/// in the wrong order, for which a browser would have to be sent the exact arithmetic.
pub fn within(value: f64, (low, high): (f64, f64)) -> f64 {
    value.min(high).max(low)
}

/// A number as a few digits and a power of ten.
fn exponential(value: f64) -> String {
    let exponent = (value.abs().log10() + 1e-9).floor() as i32;
    let digits = fixed(value / 10_f64.powi(exponent), 6);
    format!("{}e{exponent}", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// A number with the sign that is as wide as a plus.
pub fn minus(number: String) -> String {
    number.replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_of_format() {
        for value in [0.0, -0.04, 0.05, 1.0, -1.26, 9.96, 99.999, 1e-9, 123_456.789, -7e12] {
            for decimals in 0..5 {
                let text = format!("{value:.decimals$}");
                let text = match text.trim_matches(['-', '0', '.']) {
                    "" => text.trim_start_matches('-'),
                    _ => &text,
                };
                assert_eq!(fixed(value, decimals), text);
            }
        }
    }

    #[test]
    fn what_is_very_small_or_large_has_a_power_of_ten() {
        assert_eq!([1e-5, 2.5e-8, 1e300].map(exponential), ["1e-5", "2.5e-8", "1e300"]);
        assert_eq!(fixed(-1e300, 1), "-1e300");
    }
}
