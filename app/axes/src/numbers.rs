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
        _ if decimals > 6 => minus(format!("{value:e}")),
        _ => minus(format!("{:.decimals$}{sign}", value / unit)),
    };
    values.iter().map(number).collect()
}

/// A number on an axis that goes by powers of ten.
pub(crate) fn of_log(value: f64, large: bool) -> String {
    let prefix = PREFIXES.into_iter().find(|(unit, _)| large && value >= unit * (1.0 - 1e-9));
    match prefix {
        Some((unit, sign)) => format!("{}{sign}", (value / unit).round()),
        None if value < 1e-4 => format!("{value:.0e}"),
        None => {
            let decimals = (-value.log10() - 1e-9).ceil().max(0.0) as usize;
            format!("{value:.decimals$}")
        }
    }
}

/// A number with as many digits as anybody reads.
pub fn plain(value: f64, words: &dyn Labels) -> String {
    // Without values there is no lowest and no highest.
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let digits = (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{value:.digits$}");
    match text.contains('.') {
        true => words.decimal(text.trim_end_matches('0').trim_end_matches('.')),
        false => text,
    }
}

/// A number with the sign that is as wide as a plus.
pub fn minus(number: String) -> String {
    number.replace('-', "\u{2212}")
}
