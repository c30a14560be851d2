//! TeX as its writers write it, in the words that the converter knows.

mod chemistry;
mod units;

use std::ops::Range;

use diagnostics::Pieces;

/// Commands that mean the same, or nothing that shows.
const COMMANDS: [(&str, &str); 17] = [
    ("mbox", "\\text"),
    ("hbox", "\\text"),
    ("dotsc", "\\ldots "),
    ("dotso", "\\ldots "),
    ("dotsb", "\\cdots "),
    ("dotsm", "\\cdots "),
    ("dotsi", "\\cdots "),
    ("widetilde", "\\tilde "),
    ("pmb", "\\boldsymbol "),
    ("cr", "\\\\ "),
    ("tfrac", "\\tfrac "),
    ("ensuremath", ""),
    ("smash", ""),
    ("tiny", "\\scriptscriptstyle "),
    ("strut", ""),
    ("small", ""),
    ("normalsize", ""),
];

/// Environments: what they are called, what takes the place of their beginning and of their end, and
/// whether a number of columns follows their name.
const ENVIRONMENTS: [(&str, &str, &str, bool); 9] = [
    ("split", "\\begin{aligned}", "\\end{aligned}", false),
    ("smallmatrix", "{\\scriptstyle\\begin{matrix}", "\\end{matrix}}", false),
    ("alignat", "\\begin{align}", "\\end{align}", true),
    ("alignat*", "\\begin{align*}", "\\end{align*}", true),
    ("alignedat", "\\begin{aligned}", "\\end{aligned}", true),
    ("flalign", "\\begin{align}", "\\end{align}", false),
    ("flalign*", "\\begin{align*}", "\\end{align*}", false),
    ("eqnarray", "\\begin{align}", "\\end{align}", false),
    ("eqnarray*", "\\begin{align*}", "\\end{align*}", false),
];

/// Commands that others read and that are refused here, and what to write in their place.
const REFUSED: [(&str, &str); 19] = [
    ("href", "put the formula into a link: `[$x$](address)`"),
    ("url", "put the formula into a link: `[$x$](address)`"),
    ("ref", "write `\\eqref{…}`"),
    ("rule", "write `\\hline` in an `array`, `\\overline` or `\\underline`"),
    ("llap", "write the parts beside each other, with `\\!` where they shall be closer"),
    ("rlap", "write the parts beside each other, with `\\!` where they shall be closer"),
    ("clap", "write the parts beside each other, with `\\!` where they shall be closer"),
    ("mathllap", "write the parts beside each other, with `\\!` where they shall be closer"),
    ("mathrlap", "write the parts beside each other, with `\\!` where they shall be closer"),
    ("mathclap", "write the parts beside each other, with `\\!` where they shall be closer"),
    ("includegraphics", "put the picture beside the formula: `![words](file.png)`"),
    ("verb", "write it as `\\texttt{…}`"),
    ("pu", "write `\\qty{number}{unit}`"),
    ("SIlist", "write each with `\\qty{number}{unit}`"),
    ("qtylist", "write each with `\\qty{number}{unit}`"),
    ("htmlClass", "take it out: the looks of a formula are the site's"),
    ("htmlStyle", "take it out: the looks of a formula are the site's"),
    ("htmlId", "name a line of the formula by `\\label{…}`"),
    ("require", "take it out: all that can be read is there without it"),
];

/// The environments that others read and that are refused, and what to write in their place.
const REFUSED_ENVIRONMENTS: [(&str, &str); 3] = [
    ("CD", "write an `array` with arrows, or a diagram: ```mermaid"),
    ("tikzcd", "write an `array` with arrows, or a diagram: ```mermaid"),
    ("tikzpicture", "draw it as a diagram (```mermaid) or as a picture"),
];

/// A part of a formula that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RefusedTex {
    pub(super) range: Range<usize>,
    /// What it is, as words that follow `can't have`.
    pub(super) what: String,
    pub(super) help: &'static str,
}

impl RefusedTex {
    fn new(range: Range<usize>, what: impl Into<String>, help: &'static str) -> Self {
        Self { range, what: what.into(), help }
    }
}

/// The environments whose lines have numbers and names.
const NUMBERED: [&str; 9] = [
    "equation",
    "align",
    "gather",
    "multline",
    "alignat",
    "flalign",
    "eqnarray",
    "equation*",
    "align*",
];

/// A formula in the converter's words; every piece knows where it stands in the one that was given.
///
/// # Errors
///
/// When something in it is refused.
pub(super) fn translated(latex: &str, is_block: bool) -> Result<Pieces, RefusedTex> {
    let mut translator = Translator { latex, out: Pieces::default(), from: 0 };
    // A name or a number of its own belongs to a line of such an environment.
    let named = ["\\tag", "\\label"].iter().any(|command| latex.contains(command));
    let begins = |name: &&str| latex.contains(&format!("\\begin{{{name}}}"));
    let wrapped = is_block && named && !NUMBERED.iter().any(begins);
    if wrapped {
        translator.out.push("\\begin{equation}", 0);
    }
    translator.run(0..latex.len())?;
    translator.flush(latex.len());
    if wrapped {
        translator.out.push("\\end{equation}", latex.len());
    }
    Ok(translator.out)
}

struct Translator<'a> {
    latex: &'a str,
    out: Pieces,
    /// Up to where the formula is written.
    from: usize,
}

impl Translator<'_> {
    /// Translates a part.
    fn run(&mut self, part: Range<usize>) -> Result<(), RefusedTex> {
        let mut at = part.start;
        while at < part.end {
            let Some(next) = self.latex[at..part.end].find('\\') else { break };
            let start = at + next;
            let end = start + command(&self.latex[start..part.end]);
            let is_word = self.latex[start + 1..end].starts_with(|c: char| c.is_ascii_alphabetic());
            at = if is_word { self.command(start, end)? } else { end };
        }
        Ok(())
    }

    /// Translates the command at a place, if it has to be; returns where to go on.
    fn command(&mut self, start: usize, end: usize) -> Result<usize, RefusedTex> {
        let name = &self.latex[start + 1..end];
        if let Some((_, instead)) = COMMANDS.iter().find(|(known, _)| *known == name) {
            self.replace(start, end, instead);
            return Ok(end);
        }
        if let Some((_, help)) = REFUSED.iter().find(|(known, _)| *known == name) {
            return Err(RefusedTex::new(start..end, format!("`\\{name}`"), help));
        }
        match name {
            "begin" | "end" => self.environment(name == "begin", start, end),
            "substack" => {
                let Some((open, close)) = group(self.latex, end) else { return Ok(end) };
                self.replace(start, open + 1, "\\begin{subarray}{c}");
                self.run(open + 1..close)?;
                self.replace(close, close + 1, "\\end{subarray}");
                Ok(close + 1)
            }
            "text" => self.text(start, end),
            "ce" => {
                let Some((open, close)) = group(self.latex, end) else { return Ok(end) };
                self.replace(start, open + 1, "{");
                chemistry::write(self.latex, open + 1..close, &mut self.out)?;
                self.from = close;
                self.replace(close, close + 1, "}");
                Ok(close + 1)
            }
            "colorbox" | "fcolorbox" => Ok(self.box_of_colour(start, end).unwrap_or(end)),
            "unicode" => self.character(start, end),
            "newcommand" | "renewcommand" | "providecommand" => self.definition(start, end),
            "DeclareMathOperator" => Ok(self.operator(start, end).unwrap_or(end)),
            _ => {
                self.flush(start);
                let written = units::write(self.latex, start, end, &mut self.out)?;
                self.from = written.unwrap_or(self.from);
                Ok(written.unwrap_or(end))
            }
        }
    }

    fn environment(&mut self, begins: bool, start: usize, end: usize) -> Result<usize, RefusedTex> {
        let Some((open, close)) = group(self.latex, end) else { return Ok(end) };
        let name = &self.latex[open + 1..close];
        if let Some((_, help)) = REFUSED_ENVIRONMENTS.iter().find(|(known, _)| *known == name) {
            return Err(RefusedTex::new(
                start..close + 1,
                format!("the environment `{name}`"),
                help,
            ));
        }
        let Some((_, beginning, ending, columns)) =
            ENVIRONMENTS.iter().find(|(known, ..)| *known == name)
        else {
            return Ok(close + 1);
        };
        let behind = close + 1;
        let behind = match begins && *columns {
            true => group(self.latex, behind).map_or(behind, |(_, close)| close + 1),
            false => behind,
        };
        self.replace(start, behind, if begins { beginning } else { ending });
        Ok(behind)
    }

    /// Formulas in the words of a formula: `\text{if $x$ is}`.
    fn text(&mut self, start: usize, end: usize) -> Result<usize, RefusedTex> {
        let Some((open, close)) = group(self.latex, end) else { return Ok(end) };
        let dollars: Vec<usize> = self.latex[open..close]
            .match_indices('$')
            .map(|(at, _)| open + at)
            .filter(|&at| !self.latex[..at].ends_with('\\'))
            .collect();
        if dollars.is_empty() || dollars.len() % 2 == 1 {
            return Ok(close + 1);
        }
        self.replace(start, start, "{");
        for &[first, second] in dollars.as_chunks().0 {
            self.replace(first, first + 1, "}{");
            self.run(first + 1..second)?;
            self.replace(second, second + 1, "}\\text{");
        }
        self.replace(close, close + 1, "}}");
        Ok(close + 1)
    }

    /// `\colorbox{red}{words}` as a frame of that colour: what is written in it can be read in both
    /// themes.
    fn box_of_colour(&mut self, start: usize, end: usize) -> Option<usize> {
        let (colour, mut behind) = group(self.latex, end)?;
        if &self.latex[start + 1..end] == "fcolorbox" {
            behind = group(self.latex, behind + 1)?.1;
        }
        let (open, close) = group(self.latex, behind + 1)?;
        let colour_end = group(self.latex, end)?.1;
        self.replace(start, colour, "{\\color");
        self.from = colour;
        self.replace(colour_end + 1, open, "\\boxed{\\color{black}\\text");
        self.from = open;
        self.flush(close + 1);
        self.out.push("}}", close);
        Some(close + 1)
    }

    /// `\unicode{x263A}` as the character itself.
    fn character(&mut self, start: usize, end: usize) -> Result<usize, RefusedTex> {
        let Some((open, close)) = group(self.latex, end) else { return Ok(end) };
        let number = self.latex[open + 1..close].trim();
        let read = match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16),
            None => number.parse(),
        };
        let character =
            read.ok().and_then(char::from_u32).filter(|c| !c.is_ascii() && !c.is_control());
        let Some(character) = character else {
            let help = "write the number of a character, such as `x263A`, or the character itself";
            return Err(RefusedTex::new(
                start..close + 1,
                format!("the character `{number}`"),
                help,
            ));
        };
        self.replace(start, close + 1, &format!("\\text{{{character}}}"));
        Ok(close + 1)
    }

    /// `\newcommand{\name}[2]{…}` as `\def\name#1#2{…}`: it may replace a command that the converter
    /// has and TeX does not.
    fn definition(&mut self, start: usize, end: usize) -> Result<usize, RefusedTex> {
        let Some((name, mut behind)) = self.defined(end) else { return Ok(end) };
        let mut parameters = String::new();
        if let Some(count) =
            self.latex[behind..].strip_prefix('[').and_then(|rest| rest.split(']').next())
        {
            let Some(number) = count.parse().ok().filter(|number| *number <= 9_usize) else {
                return Ok(end);
            };
            parameters = (1..=number).map(|number| format!("#{number}")).collect();
            behind += count.len() + 2;
        }
        // With an argument that may be left out it is another kind of command.
        let Some((open, close)) = group(self.latex, behind) else { return Ok(end) };
        self.replace(start, open, &format!("\\def{name}{parameters}"));
        self.run(open..close)?;
        Ok(close + 1)
    }

    fn operator(&mut self, start: usize, end: usize) -> Option<usize> {
        let star = if self.latex[end..].starts_with('*') { "*" } else { "" };
        let (name, behind) = self.defined(end + star.len())?;
        let (open, close) = group(self.latex, behind)?;
        self.replace(start, open, &format!("\\def{name}{{\\operatorname{star}"));
        self.replace(close, close + 1, "}}");
        Some(close + 1)
    }

    /// The name of a command that is defined at a place, in braces or not, and where it ends.
    fn defined(&self, at: usize) -> Option<(String, usize)> {
        let name = match group(self.latex, at) {
            Some((open, close)) => self.latex[open + 1..close].trim(),
            None => {
                let rest = &self.latex[at..];
                if rest.starts_with('\\') { &rest[..command(rest)] } else { return None }
            }
        };
        let end = group(self.latex, at).map_or(at + name.len(), |(_, close)| close + 1);
        let letters = name.strip_prefix('\\')?;
        let is_name = !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_alphabetic());
        is_name.then(|| (name.to_owned(), end))
    }

    /// Writes what precedes a part, and something else in its place.
    fn replace(&mut self, start: usize, end: usize, by: &str) {
        self.flush(start);
        self.out.push(by, start);
        self.from = end;
    }

    fn flush(&mut self, end: usize) {
        if self.from < end {
            self.out.push(&self.latex[self.from..end], self.from);
            self.from = end;
        }
    }
}

/// How long the command is that a text begins with: letters, or one other character.
fn command(text: &str) -> usize {
    let name = &text[1..];
    match name.bytes().take_while(u8::is_ascii_alphabetic).count() {
        0 => 1 + name.chars().next().map_or(0, char::len_utf8),
        letters => 1 + letters,
    }
}

/// The braces of the group that begins at a place, blanks left out.
fn group(latex: &str, at: usize) -> Option<(usize, usize)> {
    let rest = latex.get(at..)?;
    let open = at + rest.len() - rest.trim_start().len();
    if !latex[open..].starts_with('{') {
        return None;
    }
    let (mut depth, mut escaped) = (0_usize, false);
    for (length, byte) in latex[open..].bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some((open, open + length)),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_converter_calls_otherwise_is_translated_and_keeps_its_place() {
        for (latex, expected) in [
            ("\\frac{1}{2}", "\\frac{1}{2}"),
            ("\\begin{split} a &= b \\end{split}", "\\begin{aligned} a &= b \\end{aligned}"),
            ("\\begin{alignat}{2} a \\end{alignat}", "\\begin{align} a \\end{align}"),
            ("\\substack{a \\\\ \\mbox{b}}", "\\begin{subarray}{c}a \\\\ \\text{b}\\end{subarray}"),
            ("\\text{if $x$ is} y", "{\\text{if }{x}\\text{ is}} y"),
            ("\\text{a \\$5}", "\\text{a \\$5}"),
            ("\\newcommand{\\R}{\\mathbb{R}} \\R", "\\def\\R{\\mathbb{R}} \\R"),
            ("\\newcommand\\n[2]{#1 #2}", "\\def\\n#1#2{#1 #2}"),
            ("\\DeclareMathOperator*{\\am}{arg\\,min}", "\\def\\am{\\operatorname*{arg\\,min}}"),
            ("x \\tag{1}", "\\begin{equation}x \\tag{1}\\end{equation}"),
            ("\\begin{align} x \\tag{1} \\end{align}", "\\begin{align} x \\tag{1} \\end{align}"),
            ("a \\ce{H+} b", "a {\\mathrm{H}^{+}} b"),
            ("a \\qty{1}{m} b", "a {1\\,\\text{m}} b"),
            ("\\colorbox{red}{a} b", "{\\color{red}\\boxed{\\color{black}\\text{a}}} b"),
            ("\\fcolorbox{red}{blue}{a} b", "{\\color{red}\\boxed{\\color{black}\\text{a}}} b"),
            ("\\unicode{x263A} \\unicode{9786}", "\\text{☺} \\text{☺}"),
            ("\\substack{a", "\\substack{a"),
            ("\\newcommand", "\\newcommand"),
            ("\\", "\\"),
        ] {
            assert_eq!(translated(latex, true).expect(latex).text(), expected);
        }
        let pieces = translated("\\dotsc \\wrong", false).expect("read");
        let at = pieces.text().find("wrong").expect("there");
        assert_eq!(pieces.place(at..at + 5), 8..13);
    }

    #[test]
    fn what_is_refused_is_named_at_its_place() {
        for (latex, range) in [
            ("a \\href{https://x.org}{b}", 2..7),
            ("\\begin{CD} A \\end{CD}", 0..10),
            ("\\unicode{x41}", 0..13),
            ("\\newcommand{\\a}{\\rule{1em}{1em}}", 16..21),
            ("\\text{a $\\ref{b}$}", 9..13),
        ] {
            let refused = translated(latex, true).map(|pieces| pieces.text().to_owned());
            let refused = refused.expect_err(latex);
            assert_eq!(refused.range, range, "{latex}");
            assert!(!refused.help.is_empty());
        }
    }
}
