//! Chemistry as mhchem writes it, `\ce{2H2 + O2 -> 2H2O}`, in the words of TeX.

use std::ops::Range;

use super::{RefusedTex, command, group};
use diagnostics::Pieces;

/// Arrows, the longest first: as they are written, and what they are without and with words over
/// them.
const ARROWS: [(&str, &str, &str); 7] = [
    ("<-->", "\\rightleftarrows ", "\\xtofrom"),
    ("<=>", "\\rightleftharpoons ", "\\xrightleftharpoons"),
    ("<->", "\\longleftrightarrow ", "\\xleftrightarrow"),
    ("->", "\\longrightarrow ", "\\xrightarrow"),
    ("<-", "\\longleftarrow ", "\\xleftarrow"),
    ("→", "\\longrightarrow ", "\\xrightarrow"),
    ("⇌", "\\rightleftharpoons ", "\\xrightleftharpoons"),
];

/// Arrows that are there in mhchem and not here.
const UNEQUAL: [&str; 2] = ["<=>>", "<<=>"];

/// How deep groups and the words over arrows may lie in each other.
const DEPTH: usize = 8;

/// Writes the formula in a part of a text.
pub(super) fn write(latex: &str, part: Range<usize>, out: &mut Pieces) -> Result<(), RefusedTex> {
    Chemistry { latex, out, depth: 0 }.write(part)
}

struct Chemistry<'a> {
    latex: &'a str,
    out: &'a mut Pieces,
    depth: usize,
}

/// What stands before a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// Nothing that an index or a charge could belong to.
    Nothing,
    /// A part of a substance.
    Substance,
    /// A substance and a blank.
    Blank,
}

impl Chemistry<'_> {
    fn write(&mut self, part: Range<usize>) -> Result<(), RefusedTex> {
        if self.depth == DEPTH {
            let help = "write what is deepest as a formula of its own";
            return Err(RefusedTex::new(part, "groups that lie so deep in each other", help));
        }
        self.depth += 1;
        let (mut at, mut before) = (part.start, Before::Nothing);
        while at < part.end {
            (at, before) = self.step(at, part.end, before)?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Writes the arrow that stands at a place, if one does; returns where to go on.
    fn any_arrow(&mut self, at: usize, end: usize) -> Result<Option<usize>, RefusedTex> {
        let rest = &self.latex[at..end];
        if let Some(unequal) = UNEQUAL.iter().find(|arrow| rest.starts_with(**arrow)) {
            let help = "write `<=>`, and on which side it lies in words";
            let place = at..at + unequal.len();
            return Err(RefusedTex::new(place, format!("the arrow `{unequal}`"), help));
        }
        let arrow = ARROWS.iter().find(|(arrow, ..)| rest.starts_with(arrow));
        let Some((arrow, plain, labelled)) = arrow else { return Ok(None) };
        self.arrow(at, arrow.len(), end, plain, labelled).map(Some)
    }

    /// Writes a character that means what it does by what it stands behind: a charge, a bond, what
    /// escapes or falls. Returns after what to go on; `None` if this is none.
    fn sign(&mut self, sign: char, at: usize, behind: &str, before: Before) -> Option<Before> {
        let of_substance = before == Before::Substance;
        let (written, after) = match sign {
            '+' | '-' if of_substance && is_charge(sign, behind) => {
                (format!("^{{{sign}}}"), Before::Substance)
            }
            '^' if !of_substance && is_end(behind) => ("\\uparrow ".into(), Before::Nothing),
            'v' if !of_substance && is_end(behind) => ("\\downarrow ".into(), Before::Nothing),
            '-' | '=' | '#' if of_substance || sign == '-' && is_bond(behind) => {
                (bond(sign).to_owned(), Before::Nothing)
            }
            '.' | '*' | '·' if of_substance => ("\\cdot ".into(), Before::Nothing),
            _ => return None,
        };
        self.put(&written, at);
        Some(after)
    }

    /// Writes what stands at a place; returns where to go on, and after what.
    fn step(
        &mut self,
        at: usize,
        end: usize,
        before: Before,
    ) -> Result<(usize, Before), RefusedTex> {
        let rest = &self.latex[at..end];
        let Some(first) = rest.chars().next() else { return Ok((end, before)) };
        if let Some(behind) = self.any_arrow(at, end)? {
            return Ok((behind, Before::Nothing));
        }
        let behind = at + first.len_utf8();
        if let Some(after) = self.sign(first, at, &rest[first.len_utf8()..], before) {
            return Ok((behind, after));
        }
        Ok(match first {
            c if c.is_whitespace() => {
                let blank = before != Before::Nothing;
                (behind, if blank { Before::Blank } else { Before::Nothing })
            }
            '^' | '_' => {
                if before != Before::Substance {
                    self.gap(at, before);
                    self.put("{}", at);
                }
                (self.script(at, end)?, Before::Substance)
            }
            '0'..='9' => self.number(at, end, before),
            '{' => {
                self.gap(at, before);
                let close = self.closing(at, end)?;
                self.put("{", at);
                self.write(behind..close)?;
                self.put("}", close);
                (close + 1, Before::Substance)
            }
            '$' => match self.latex[behind..end].find('$') {
                Some(length) => {
                    self.put(&self.latex[behind..behind + length], behind);
                    (behind + length + 1, Before::Substance)
                }
                None => return Err(RefusedTex::new(at..behind, "one dollar alone", "write `\\$`")),
            },
            '\\' => self.command(at, end, before)?,
            c if c.is_alphabetic() => self.letters(at, end, before),
            '(' | '[' => {
                self.gap(at, before);
                self.put(&rest[..1], at);
                (behind, Before::Nothing)
            }
            ')' | ']' => {
                self.put(&rest[..1], at);
                (behind, Before::Substance)
            }
            _ => {
                self.put(&rest[..first.len_utf8()], at);
                (behind, Before::Nothing)
            }
        })
    }

    fn put(&mut self, tex: &str, at: usize) {
        self.out.push(tex, at);
    }

    /// A blank between two substances.
    fn gap(&mut self, at: usize, before: Before) {
        if before == Before::Blank {
            self.put("\\ ", at);
        }
    }

    /// The end of a group that begins at a place.
    fn closing(&self, at: usize, end: usize) -> Result<usize, RefusedTex> {
        let close = group(self.latex, at).map(|(_, close)| close).filter(|close| *close < end);
        close.ok_or_else(|| RefusedTex::new(at..at + 1, "a group without its end", "write `}`"))
    }

    /// An arrow, with what stands in brackets behind it over and under it.
    fn arrow(
        &mut self,
        at: usize,
        length: usize,
        end: usize,
        plain: &str,
        labelled: &str,
    ) -> Result<usize, RefusedTex> {
        let mut behind = at + length;
        let mut labels = Vec::new();
        while labels.len() < 2 && self.latex[behind..end].starts_with('[') {
            let close = closing_bracket(&self.latex[behind..end]).ok_or_else(|| {
                RefusedTex::new(behind..behind + 1, "a bracket without its end", "write `]`")
            })?;
            labels.push(behind + 1..behind + close);
            behind += close + 1;
        }
        let Some(over) = labels.first().cloned() else {
            self.put(plain, at);
            return Ok(behind);
        };
        self.put(labelled, at);
        if let Some(under) = labels.get(1) {
            self.put("[{", under.start);
            self.write(under.clone())?;
            self.put("}]", under.end);
        }
        self.put("{", over.start);
        self.write(over.clone())?;
        self.put("}", over.end);
        Ok(behind)
    }

    /// An exponent or an index.
    fn script(&mut self, at: usize, end: usize) -> Result<usize, RefusedTex> {
        let start = at + 1;
        let (inner, behind) = match self.latex[start..end].starts_with('{') {
            true => {
                let close = self.closing(start, end)?;
                (start + 1..close, close + 1)
            }
            false => {
                let length = script_length(&self.latex[start..end]);
                (start..start + length, start + length)
            }
        };
        self.put(&format!("{}{{", &self.latex[at..start]), at);
        let mut from = inner.start;
        while let Some(c) = self.latex[from..inner.end].chars().next() {
            let length = match c {
                '\\' => {
                    let length = command(&self.latex[from..inner.end]);
                    self.put(&self.latex[from..from + length], from);
                    length
                }
                '.' | '*' => {
                    self.put("\\bullet ", from);
                    1
                }
                c if c.is_alphabetic() => {
                    let rest = &self.latex[from..inner.end];
                    let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                    self.put(&format!("\\mathrm{{{}}}", &rest[..length]), from);
                    length
                }
                c => {
                    self.put(&self.latex[from..from + c.len_utf8()], from);
                    c.len_utf8()
                }
            };
            from += length;
        }
        self.put("}", inner.end);
        Ok(behind)
    }

    /// How many there are of an atom, or of a substance.
    fn number(&mut self, at: usize, end: usize, before: Before) -> (usize, Before) {
        let rest = &self.latex[at..end];
        if before == Before::Substance {
            let digits = &rest[..digits(rest)];
            self.put(&format!("_{{{digits}}}"), at);
            return (at + digits.len(), Before::Substance);
        }
        self.gap(at, before);
        let length = rest
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '/'))
            .unwrap_or(rest.len());
        let number = rest[..length].trim_end_matches(['.', ',', '/']);
        match number.split_once('/') {
            Some((over, under)) => self.put(&format!("\\tfrac{{{over}}}{{{under}}}\\,"), at),
            None => self.put(&format!("{number}\\,"), at),
        }
        (at + number.len(), Before::Nothing)
    }

    /// The names of atoms, upright; `n` and `x` before one are numbers.
    fn letters(&mut self, at: usize, end: usize, before: Before) -> (usize, Before) {
        self.gap(at, before);
        let rest = &self.latex[at..end];
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let is_number = before != Before::Substance
            && rest.starts_with(['n', 'x'])
            && rest[1..].starts_with(|c: char| c.is_uppercase() || c == '(');
        if is_number {
            self.put(&format!("{}\\,", &rest[..1]), at);
            return (at + 1, Before::Nothing);
        }
        self.put(&format!("\\mathrm{{{}}}", &rest[..length]), at);
        (at + length, Before::Substance)
    }

    /// A command of TeX, with its arguments as they are.
    fn command(
        &mut self,
        at: usize,
        end: usize,
        before: Before,
    ) -> Result<(usize, Before), RefusedTex> {
        let name = &self.latex[at..at + command(&self.latex[at..end])];
        let mut behind = at + name.len();
        if name == "\\bond" {
            let close = self.closing(behind, end)?;
            let kind = self.latex[behind..close].trim_start().trim_start_matches('{').trim();
            let Some(tex) = named_bond(kind) else {
                let help = "write `-`, `=`, `#`, `~`, `...`, `->` or `<-`";
                return Err(RefusedTex::new(at..close + 1, format!("the bond `{kind}`"), help));
            };
            self.put(tex, at);
            return Ok((close + 1, Before::Nothing));
        }
        self.gap(at, before);
        while self.latex[behind..end].starts_with('{') {
            behind = self.closing(behind, end)? + 1;
        }
        self.put(&self.latex[at..behind], at);
        // Without an argument its name would take what follows for a part of itself.
        if behind == at + name.len() && name[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.put(" ", behind);
        }
        let is_letter = name[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        Ok((behind, if is_letter { Before::Substance } else { Before::Nothing }))
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whether nothing follows that belongs to the same substance.
fn is_end(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| c.is_whitespace() || ")]},;".contains(c))
}

/// Whether a sign behind a substance is its charge; else it is a bond or an operator.
fn is_charge(sign: char, rest: &str) -> bool {
    is_end(rest) || (sign == '+' && !rest.starts_with(char::is_alphanumeric))
}

/// Whether a hyphen before a substance is a bond that is free on its other side.
fn is_bond(behind: &str) -> bool {
    behind.starts_with(|c: char| c.is_alphabetic() || c == '(')
}

fn bond(c: char) -> &'static str {
    match c {
        '=' => "{=}",
        '#' => "{\\equiv}",
        _ => "{-}",
    }
}

fn named_bond(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "-" | "1" => "{-}",
        "=" | "2" => "{=}",
        "#" | "3" => "{\\equiv}",
        "~" => "{\\sim}",
        "..." | "...." => "{\\cdots}",
        "->" => "{\\rightarrow}",
        "<-" => "{\\leftarrow}",
        _ => return None,
    })
}

/// How much of a text an exponent or an index without braces takes: a number and its signs, or one
/// character.
fn script_length(text: &str) -> usize {
    let digits = digits(text);
    let signs = text[digits..].bytes().take_while(|byte| b"+-".contains(byte)).count();
    match text.chars().next() {
        _ if digits + signs > 0 => digits + signs,
        Some('\\') => command(text),
        Some(c) if !c.is_whitespace() => c.len_utf8(),
        _ => 0,
    }
}

/// Where the bracket ends that a text begins with.
fn closing_bracket(text: &str) -> Option<usize> {
    let (mut depth, mut braces) = (0_usize, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => braces += 1,
            b'}' => braces = braces.checked_sub(1)?,
            b'[' if braces == 0 => depth += 1,
            b']' if braces == 0 && depth == 1 => return Some(at),
            b']' if braces == 0 => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tex(formula: &str) -> String {
        let mut out = Pieces::default();
        write(formula, 0..formula.len(), &mut out).expect("a formula");
        out.text().to_owned()
    }

    #[test]
    fn numbers_charges_bonds_and_arrows_are_what_they_are_in_mhchem() {
        for (formula, expected) in [
            ("H2O", "\\mathrm{H}_{2}\\mathrm{O}"),
            (
                "2H2 + O2 -> 2H2O",
                "2\\,\\mathrm{H}_{2}+\\mathrm{O}_{2}\\longrightarrow 2\\,\\mathrm{H}_{2}\\mathrm{O}",
            ),
            ("SO4^2-", "\\mathrm{SO}_{4}^{2-}"),
            ("Fe^{III}", "\\mathrm{Fe}^{\\mathrm{III}}"),
            ("Na+ + Cl-", "\\mathrm{Na}^{+}+\\mathrm{Cl}^{-}"),
            ("[AgCl2]-", "[\\mathrm{AgCl}_{2}]^{-}"),
            ("^{227}_{90}Th+", "{}^{227}_{90}\\mathrm{Th}^{+}"),
            ("(NH4)2S", "(\\mathrm{NH}_{4})_{2}\\mathrm{S}"),
            ("CH3-CH=CH2", "\\mathrm{CH}_{3}{-}\\mathrm{CH}{=}\\mathrm{CH}_{2}"),
            ("HC#CH", "\\mathrm{HC}{\\equiv}\\mathrm{CH}"),
            ("-OH", "{-}\\mathrm{OH}"),
            ("CuSO4.5H2O", "\\mathrm{CuSO}_{4}\\cdot 5\\,\\mathrm{H}_{2}\\mathrm{O}"),
            ("1/2O2", "\\tfrac{1}{2}\\,\\mathrm{O}_{2}"),
            ("nH2O", "n\\,\\mathrm{H}_{2}\\mathrm{O}"),
            ("CO2 ^", "\\mathrm{CO}_{2}\\uparrow "),
            ("BaSO4 v", "\\mathrm{BaSO}_{4}\\downarrow "),
            (
                "A <=>[x][\\Delta] B",
                "\\mathrm{A}\\xrightleftharpoons[{\\Delta }]{\\mathrm{x}}\\mathrm{B}",
            ),
            ("A\\bond{...}B", "\\mathrm{A}{\\cdots}\\mathrm{B}"),
            ("H2O (aq)", "\\mathrm{H}_{2}\\mathrm{O}\\ (\\mathrm{aq})"),
            ("OCO^{.-}", "\\mathrm{OCO}^{\\bullet -}"),
            ("x $\\cdot$ A", "\\mathrm{x}\\cdot\\ \\mathrm{A}"),
        ] {
            assert_eq!(tex(formula), expected, "{formula}");
        }
    }

    #[test]
    fn what_is_not_read_is_refused_at_its_place() {
        for (formula, range) in [
            ("A <=>> B", 2..6),
            ("A\\bond{x}B", 1..9),
            ("A $ B", 2..3),
            ("A {B", 2..3),
            ("A ->[x B", 4..5),
            (&"{".repeat(9), 0..1),
            (&format!("{}{}", "{".repeat(9), "}".repeat(9)), 8..10),
        ] {
            let refused = write(formula, 0..formula.len(), &mut Pieces::default());
            assert_eq!(refused.expect_err(formula).range, range, "{formula}");
        }
    }
}
