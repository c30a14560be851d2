//! Numbers and units as siunitx writes them, `\qty{9.81}{\metre\per\second\squared}`, in the words of
//! TeX.

use std::ops::Range;

use super::{RefusedTex, command, group};
use diagnostics::Pieces;

const PREFIXES: [(&str, &str); 31] = [
    ("quecto", "q"),
    ("ronto", "r"),
    ("yocto", "y"),
    ("zepto", "z"),
    ("atto", "a"),
    ("femto", "f"),
    ("pico", "p"),
    ("nano", "n"),
    ("micro", "µ"),
    ("milli", "m"),
    ("centi", "c"),
    ("deci", "d"),
    ("deca", "da"),
    ("deka", "da"),
    ("hecto", "h"),
    ("kilo", "k"),
    ("mega", "M"),
    ("giga", "G"),
    ("tera", "T"),
    ("peta", "P"),
    ("exa", "E"),
    ("zetta", "Z"),
    ("yotta", "Y"),
    ("ronna", "R"),
    ("quetta", "Q"),
    ("kibi", "Ki"),
    ("mebi", "Mi"),
    ("gibi", "Gi"),
    ("tebi", "Ti"),
    ("pebi", "Pi"),
    ("exbi", "Ei"),
];

const UNITS: [(&str, &str); 67] = [
    ("ampere", "A"),
    ("candela", "cd"),
    ("kelvin", "K"),
    ("gram", "g"),
    ("kilogram", "kg"),
    ("metre", "m"),
    ("meter", "m"),
    ("mole", "mol"),
    ("second", "s"),
    ("becquerel", "Bq"),
    ("celsius", "°C"),
    ("degreeCelsius", "°C"),
    ("coulomb", "C"),
    ("farad", "F"),
    ("gray", "Gy"),
    ("hertz", "Hz"),
    ("henry", "H"),
    ("joule", "J"),
    ("katal", "kat"),
    ("lumen", "lm"),
    ("lux", "lx"),
    ("newton", "N"),
    ("ohm", "Ω"),
    ("pascal", "Pa"),
    ("radian", "rad"),
    ("siemens", "S"),
    ("sievert", "Sv"),
    ("steradian", "sr"),
    ("tesla", "T"),
    ("volt", "V"),
    ("watt", "W"),
    ("weber", "Wb"),
    ("astronomicalunit", "au"),
    ("bel", "B"),
    ("dalton", "Da"),
    ("day", "d"),
    ("decibel", "dB"),
    ("degree", "°"),
    ("electronvolt", "eV"),
    ("hectare", "ha"),
    ("hour", "h"),
    ("litre", "L"),
    ("liter", "L"),
    ("arcminute", "′"),
    ("arcsecond", "″"),
    ("minute", "min"),
    ("neper", "Np"),
    ("tonne", "t"),
    ("percent", "%"),
    ("bit", "bit"),
    ("byte", "B"),
    ("angstrom", "Å"),
    ("bar", "bar"),
    ("atmosphere", "atm"),
    ("kg", "kg"),
    ("km", "km"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("um", "µm"),
    ("nm", "nm"),
    ("ms", "ms"),
    ("us", "µs"),
    ("ns", "ns"),
    ("kHz", "kHz"),
    ("MHz", "MHz"),
    ("GHz", "GHz"),
    ("kWh", "kWh"),
];

/// Writes the command with the name before a place, if it is one of numbers and units; returns where
/// its arguments end.
pub(super) fn write(
    latex: &str,
    start: usize,
    end: usize,
    out: &mut Pieces,
) -> Result<Option<usize>, RefusedTex> {
    let name = &latex[start + 1..end];
    let counts: (usize, bool) = match name {
        "num" | "ang" => (1, false),
        "unit" | "si" => (0, true),
        "qty" | "SI" => (1, true),
        "numrange" => (2, false),
        "qtyrange" | "SIrange" => (2, true),
        _ => return Ok(None),
    };
    if latex[end..].trim_start().starts_with('[') {
        let help = "leave them out: it is written in one way here";
        return Err(RefusedTex::new(start..end, format!("options of `\\{name}`"), help));
    }
    let mut behind = end;
    let mut arguments = Vec::new();
    for _ in 0..counts.0 + usize::from(counts.1) {
        // `\qty(…)` is a bracket of another package.
        let Some((open, close)) = group(latex, behind) else { return Ok(None) };
        arguments.push(open + 1..close);
        behind = close + 1;
    }
    out.push("{", start);
    for (place, argument) in arguments[..counts.0].iter().enumerate() {
        if place > 0 {
            out.push("\\text{–}", argument.start);
        }
        match name {
            "ang" => angle(&latex[argument.clone()], argument.start, out),
            _ => out.push(&number(&latex[argument.clone()]), argument.start),
        }
    }
    if counts.1 {
        let unit = arguments[counts.0].clone();
        let is_sign =
            ["\\degree", "\\arcminute", "\\arcsecond"].contains(&latex[unit.clone()].trim());
        if counts.0 > 0 && !is_sign {
            out.push("\\,", unit.start);
        }
        write_unit(latex, unit, out)?;
    }
    out.push("}", behind);
    Ok(Some(behind))
}

/// A number: its digits in groups of three, an exponent as a power of ten.
fn number(text: &str) -> String {
    let mut tex = String::new();
    let clean: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let clean = clean.replace("+-", "±").replace("\\pm", "±");
    let mut rest = clean.as_str();
    while let Some(c) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            tex.push_str(&grouped(&rest[..digits], tex.ends_with(['.', ','])));
            rest = &rest[digits..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            ',' => tex.push('.'),
            '±' => tex.push_str(" \\pm "),
            'x' => tex.push_str(" \\times "),
            'e' | 'E' | 'd' | 'D' => {
                let sign = rest.len() - rest.trim_start_matches(['+', '-']).len();
                let length = sign + rest[sign..].bytes().take_while(u8::is_ascii_digit).count();
                if !tex.is_empty() {
                    tex.push_str(" \\times ");
                }
                tex.push_str(&format!("10^{{{}}}", rest[..length].trim_start_matches('+')));
                rest = &rest[length..];
            }
            c => tex.push(c),
        }
    }
    tex
}

/// Digits with thin spaces, counted from the decimal point; four stay together.
fn grouped(digits: &str, behind_point: bool) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let first = if behind_point { 3 } else { digits.len() % 3 };
    let mut tex = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first % 3 {
            tex.push_str("\\,");
        }
        tex.push(digit);
    }
    tex
}

/// Degrees, minutes and seconds.
fn angle(text: &str, at: usize, out: &mut Pieces) {
    for (part, sign) in text.split(';').zip(["^{\\circ}", "'", "''"]) {
        if !part.trim().is_empty() {
            out.push(&format!("{}{sign}", number(part)), at);
        }
    }
}

/// What stands before and behind a unit that is being put together.
#[derive(Default)]
struct Unit {
    prefix: &'static str,
    per: bool,
    power: Option<String>,
}

fn write_unit(latex: &str, part: Range<usize>, out: &mut Pieces) -> Result<(), RefusedTex> {
    let (mut at, mut unit, mut first) = (part.start, Unit::default(), true);
    while at < part.end {
        let rest = &latex[at..part.end];
        if !rest.starts_with('\\') {
            let length = rest.find('\\').unwrap_or(rest.len());
            write_letters(&rest[..length], at, out);
            first &= rest[..length].trim().is_empty();
            at += length;
            continue;
        }
        let name = &rest[1..command(rest)];
        let (start, end) = (at, at + 1 + name.len());
        at = end;
        if let Some((_, prefix)) = PREFIXES.iter().find(|(known, _)| *known == name) {
            unit.prefix = prefix;
            continue;
        }
        match name {
            "per" => unit.per = true,
            "square" => unit.power = Some("2".into()),
            "cubic" => unit.power = Some("3".into()),
            "raiseto" => {
                let (open, close) = argument(latex, start, end)?;
                unit.power = Some(latex[open..close].to_owned());
                at = close + 1;
            }
            _ => {
                let known = UNITS.iter().find(|(known, _)| *known == name);
                let Some((_, symbol)) = known else {
                    let help = "write it as letters, such as `km/h`, or as `\\metre\\per\\second`";
                    return Err(RefusedTex::new(start..end, format!("the unit `\\{name}`"), help));
                };
                let Unit { prefix, per, power } = std::mem::take(&mut unit);
                let (power, behind) = power_behind(latex, at, part.end, power)?;
                at = behind;
                if !first {
                    out.push("\\,", start);
                }
                first = false;
                out.push(&format!("\\text{{{prefix}{}}}", symbol.replace('%', "\\%")), start);
                match (per, power) {
                    (false, None) => {}
                    (false, Some(power)) => out.push(&format!("^{{{power}}}"), start),
                    (true, power) => {
                        let power = power.as_deref().unwrap_or("1");
                        out.push(&format!("^{{-{power}}}"), start);
                    }
                }
            }
        }
    }
    Ok(())
}

/// The power that stands behind a unit, and where to go on.
fn power_behind(
    latex: &str,
    at: usize,
    end: usize,
    power: Option<String>,
) -> Result<(Option<String>, usize), RefusedTex> {
    let rest = &latex[at..end];
    let blank = rest.len() - rest.trim_start().len();
    let start = at + blank;
    for (name, number) in [("\\squared", "2"), ("\\cubed", "3")] {
        if rest[blank..].starts_with(name) {
            return Ok((Some(number.to_owned()), start + name.len()));
        }
    }
    if rest[blank..].starts_with("\\tothe") {
        let (open, close) = argument(latex, start, start + "\\tothe".len())?;
        return Ok((Some(latex[open..close].to_owned()), close + 1));
    }
    Ok((power, at))
}

/// The inside of the group that a command has to have behind it.
fn argument(latex: &str, start: usize, end: usize) -> Result<(usize, usize), RefusedTex> {
    let found = group(latex, end).map(|(open, close)| (open + 1, close));
    found.ok_or_else(|| {
        let name = &latex[start..end];
        RefusedTex::new(start..end, format!("`{name}` without a number"), "write one in braces")
    })
}

/// A unit in letters: `kg.m/s^2`.
fn write_letters(text: &str, at: usize, out: &mut Pieces) {
    let mut from = 0;
    while let Some(c) = text[from..].chars().next() {
        let rest = &text[from..];
        let length = rest.find(|c: char| !c.is_alphabetic() && c != '°').unwrap_or(rest.len());
        if length > 0 {
            out.push(&format!("\\text{{{}}}", &rest[..length]), at + from);
            from += length;
            continue;
        }
        match c {
            '.' | '~' => out.push("\\,", at + from),
            '%' => out.push("\\%", at + from),
            c => out.push(&rest[..c.len_utf8()], at + from),
        }
        from += c.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tex(formula: &str) -> Result<Option<String>, RefusedTex> {
        let mut out = Pieces::default();
        let end = write(formula, 0, command(formula), &mut out)?;
        Ok(end.map(|end| out.text().to_owned() + &formula[end..]))
    }

    #[test]
    fn numbers_and_units_are_set_as_siunitx_does() {
        for (formula, expected) in [
            ("\\num{12345.67891} x", "{12\\,345.678\\,91} x"),
            ("\\num{-1.5e-3}", "{-1.5 \\times 10^{-3}}"),
            ("\\num{e9}", "{10^{9}}"),
            ("\\num{1,2 +- 0.1}", "{1.2 \\pm 0.1}"),
            ("\\ang{10;5;3}", "{10^{\\circ}5'3''}"),
            ("\\unit{kg.m/s^2}", "{\\text{kg}\\,\\text{m}/\\text{s}^2}"),
            ("\\SI{9.81}{\\metre\\per\\second\\squared}", "{9.81\\,\\text{m}\\,\\text{s}^{-2}}"),
            ("\\qty{5}{\\kilo\\watt\\hour}", "{5\\,\\text{kW}\\,\\text{h}}"),
            ("\\qty{3}{\\cubic\\metre}", "{3\\,\\text{m}^{3}}"),
            ("\\qty{90}{\\degree}", "{90\\text{°}}"),
            ("\\qty{5}{\\percent}", "{5\\,\\text{\\%}}"),
            ("\\qtyrange{1}{2}{ms}", "{1\\text{–}2\\,\\text{ms}}"),
        ] {
            assert_eq!(tex(formula), Ok(Some(expected.into())), "{formula}");
        }
        assert_eq!(tex("\\qty(x)"), Ok(None));
    }

    #[test]
    fn an_unknown_unit_and_options_are_refused_at_their_place() {
        for (formula, range) in [
            ("\\qty{5}{\\kilo\\nothing}", 13..21),
            ("\\SI[per-mode=symbol]{5}{m}", 0..3),
            ("\\unit{\\metre\\tothe}", 12..18),
        ] {
            assert_eq!(tex(formula).expect_err(formula).range, range, "{formula}");
        }
    }
}
