//! TeX as its writers write it, in the words that the converter knows.

use diagnostics::Pieces;

/// Commands that mean the same, or nothing that shows.
const COMMANDS: [(&str, &str); 16] = [
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
pub(super) fn translated(latex: &str, is_block: bool) -> Pieces {
    let mut translator = Translator { latex, out: Pieces::default(), from: 0 };
    // A name or a number of its own belongs to a line of such an environment.
    let named = ["\\tag", "\\label"].iter().any(|command| latex.contains(command));
    let begins = |name: &&str| latex.contains(&format!("\\begin{{{name}}}"));
    let wrapped = is_block && named && !NUMBERED.iter().any(begins);
    if wrapped {
        translator.out.push("\\begin{equation}", 0);
    }
    translator.run(0..latex.len());
    translator.flush(latex.len());
    if wrapped {
        translator.out.push("\\end{equation}", latex.len());
    }
    translator.out
}

struct Translator<'a> {
    latex: &'a str,
    out: Pieces,
    /// Up to where the formula is written.
    from: usize,
}

impl Translator<'_> {
    /// Translates a part.
    fn run(&mut self, part: std::ops::Range<usize>) {
        let mut at = part.start;
        while at < part.end {
            let Some(next) = self.latex[at..part.end].find('\\') else { break };
            let start = at + next;
            let rest = &self.latex[start + 1..part.end];
            let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            if length == 0 {
                // An escaped character.
                at = start + 1 + rest.chars().next().map_or(0, char::len_utf8);
                continue;
            }
            at = self.command(start, start + 1 + length);
        }
    }

    /// Translates the command at a place, if it has to be; returns where to go on.
    fn command(&mut self, start: usize, end: usize) -> usize {
        let name = &self.latex[start + 1..end];
        if let Some((_, instead)) = COMMANDS.iter().find(|(known, _)| *known == name) {
            self.replace(start, end, instead);
            return end;
        }
        match name {
            "begin" | "end" => self.environment(name == "begin", start, end),
            "substack" => self.group(end).map_or(end, |(open, close)| {
                self.replace(start, open + 1, "\\begin{subarray}{c}");
                self.run(open + 1..close);
                self.replace(close, close + 1, "\\end{subarray}");
                close + 1
            }),
            "text" => self.text(start, end),
            "newcommand" | "renewcommand" | "providecommand" => {
                self.definition(start, end).unwrap_or(end)
            }
            "DeclareMathOperator" => self.operator(start, end).unwrap_or(end),
            _ => end,
        }
    }

    fn environment(&mut self, begins: bool, start: usize, end: usize) -> usize {
        let Some((open, close)) = self.group(end) else { return end };
        let name = &self.latex[open + 1..close];
        let Some((_, beginning, ending, columns)) =
            ENVIRONMENTS.iter().find(|(known, ..)| *known == name)
        else {
            return close + 1;
        };
        let behind = close + 1;
        let behind = match begins && *columns {
            true => self.group(behind).map_or(behind, |(_, close)| close + 1),
            false => behind,
        };
        self.replace(start, behind, if begins { beginning } else { ending });
        behind
    }

    /// Formulas in the words of a formula: `\text{if $x$ is}`.
    fn text(&mut self, start: usize, end: usize) -> usize {
        let Some((open, close)) = self.group(end) else { return end };
        let dollars: Vec<usize> = self.latex[open..close]
            .match_indices('$')
            .map(|(at, _)| open + at)
            .filter(|&at| !self.latex[..at].ends_with('\\'))
            .collect();
        if dollars.is_empty() || dollars.len() % 2 == 1 {
            return close + 1;
        }
        self.replace(start, start, "{");
        for &[first, second] in dollars.as_chunks().0 {
            self.replace(first, first + 1, "}{");
            self.run(first + 1..second);
            self.replace(second, second + 1, "}\\text{");
        }
        self.replace(close, close + 1, "}}");
        close + 1
    }

    /// `\newcommand{\name}[2]{…}` as `\def\name#1#2{…}`: it may replace a command that the converter
    /// has and TeX does not.
    fn definition(&mut self, start: usize, end: usize) -> Option<usize> {
        let (name, mut behind) = self.defined(end)?;
        let mut parameters = String::new();
        if let Some(count) =
            self.latex[behind..].strip_prefix('[').and_then(|rest| rest.split(']').next())
        {
            let number: usize = count.parse().ok().filter(|number| *number <= 9)?;
            parameters = (1..=number).map(|number| format!("#{number}")).collect();
            behind += count.len() + 2;
        }
        // With an argument that may be left out it is another kind of command.
        let (open, close) = self.group(behind)?;
        self.replace(start, open, &format!("\\def{name}{parameters}"));
        self.run(open..close);
        Some(close + 1)
    }

    fn operator(&mut self, start: usize, end: usize) -> Option<usize> {
        let star = if self.latex[end..].starts_with('*') { "*" } else { "" };
        let (name, behind) = self.defined(end + star.len())?;
        let (open, close) = self.group(behind)?;
        self.replace(start, open, &format!("\\def{name}{{\\operatorname{star}"));
        self.replace(close, close + 1, "}}");
        Some(close + 1)
    }

    /// The name of a command that is defined at a place, in braces or not, and where it ends.
    fn defined(&self, at: usize) -> Option<(String, usize)> {
        let name = match self.group(at) {
            Some((open, close)) => self.latex[open + 1..close].trim(),
            None => {
                let rest = self.latex[at..].strip_prefix('\\')?;
                let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                &self.latex[at..at + 1 + length]
            }
        };
        let end = self.group(at).map_or(at + name.len(), |(_, close)| close + 1);
        let letters = name.strip_prefix('\\')?;
        let is_name = !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_alphabetic());
        is_name.then(|| (name.to_owned(), end))
    }

    /// The braces of the group that begins at a place, blanks left out.
    fn group(&self, at: usize) -> Option<(usize, usize)> {
        let rest = &self.latex[at..];
        let open = at + rest.len() - rest.trim_start().len();
        if !self.latex[open..].starts_with('{') {
            return None;
        }
        let (mut depth, mut escaped) = (0_usize, false);
        for (length, byte) in self.latex[open..].bytes().enumerate() {
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
            ("\\substack{a", "\\substack{a"),
            ("\\newcommand", "\\newcommand"),
            ("\\", "\\"),
        ] {
            assert_eq!(translated(latex, true).text(), expected);
        }
        let pieces = translated("\\dotsc \\wrong", false);
        let at = pieces.text().find("wrong").expect("there");
        assert_eq!(pieces.place(at..at + 5), 8..13);
    }
}
