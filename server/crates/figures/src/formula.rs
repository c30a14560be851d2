//! Formulas: LaTeX becomes MathML, which browsers draw without a script.

use std::{
    borrow::Cow,
    panic::{self, AssertUnwindSafe},
    sync::LazyLock,
    thread,
};

use diagnostics::{Pieces, Span};
use html::{Token, tokens};
use math_core::{LatexToMathML, MathCoreConfig, MaxExpansions};

pub use math_core::MathDisplay;

use super::tex::{RefusedTex, translated};

/// How many commands and groups a formula may have: each of them may lie in the one before.
const LENGTH: usize = 2_000;
/// How many of them a command may stand for that the text defines.
const DEFINITION: usize = 100;
/// How many commands that the text defines are replaced in a formula.
const EXPANSIONS: u32 = 200;
/// How deep the elements of a formula may lie in each other: browsers give up at 512.
const DEPTH: usize = 150;
/// How many bytes of its stack the converter needs at most for each: 20 to 40 KB were measured
/// without optimisation.
const FRAME: usize = 48 * 1024;
/// How many bytes it needs for anything.
const STACK: usize = 512 * 1024;

/// What writers of formulas use, a line for each kind.
#[doc(hidden)]
pub const USUAL: &str = include_str!("formula/usual.txt");

/// The word that a block of code names as its language when it is a formula.
pub const LANGUAGE: &str = "math";

static CONVERTER: LazyLock<LatexToMathML> = LazyLock::new(|| {
    let config = MathCoreConfig {
        id_prefix: PREFIX.to_owned(),
        max_expansions: MaxExpansions(EXPANSIONS),
        // What one formula defines holds in those below it.
        global_group: true,
        ..MathCoreConfig::default()
    };
    LatexToMathML::new(config, Vec::new()).unwrap_or_default()
});

/// What the anchors of numbered equations begin with.
const PREFIX: &str = "equation-";

/// A formula as it is written.
#[derive(Clone, Debug)]
pub struct Formula {
    /// What stands between its marks.
    pub latex: String,
    /// Whether it stands on lines of its own.
    pub display: MathDisplay,
}

/// What is wrong with a formula: a range of it, or all of it, and what.
#[derive(Clone, Debug)]
pub struct FormulaFault {
    /// Where in the formula.
    pub range: Option<Span>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
}

/// MathML without inline styles, or why there is none.
pub type MathResult = Result<String, FormulaFault>;

/// Makes formulas of which later ones know the earlier: they are numbered, and refer to each other.
///
/// # Errors
///
/// For each that can't be made, why.
pub fn convert(formulas: &[Formula]) -> Vec<MathResult> {
    let read: Vec<Result<Pieces, FormulaFault>> = formulas.iter().map(read).collect();
    // One that is refused takes no part.
    let snippets: Vec<(&str, MathDisplay)> = formulas
        .iter()
        .zip(&read)
        .filter_map(|(formula, read)| Some((read.as_ref().ok()?.text(), formula.display)))
        .collect();
    let stack = stack(&snippets);
    let all = on_stack(stack, || CONVERTER.convert_all(&snippets));
    let results = match all {
        Some(results) => results.into_iter().map(Some).collect::<Vec<_>>(),
        // The converter breaks off at some characters outside of every alphabet: at which, each
        // formula alone tells.
        None => snippets
            .iter()
            .map(|snippet| on_stack(stack, || CONVERTER.convert_all(&[*snippet]).pop())?)
            .collect(),
    };
    let mut results = results.into_iter();
    let made = read.iter().map(|read| {
        let pieces = read.as_ref().map_err(Clone::clone)?;
        match results.next().flatten() {
            Some(Ok(done)) => without_styles(&done.mathml),
            Some(Err(fault)) => Err(FormulaFault {
                range: Some(pieces.place(fault.0.clone())),
                message: format!("this formula is faulty: {}", sentence(&fault.error_message())),
                help: "mend it, or write `\\$` where a dollar is meant",
            }),
            None => Err(unreadable()),
        }
    });
    made.collect()
}

/// Makes a formula that knows no others.
///
/// # Errors
///
/// When it can't be made, why.
pub fn convert_one(formula: Formula) -> MathResult {
    convert(&[formula]).pop().unwrap_or_else(|| Err(unreadable()))
}

/// A formula in the words of the converter, if it is short enough and all in it can be read.
fn read(Formula { latex, display }: &Formula) -> Result<Pieces, FormulaFault> {
    check(latex)?;
    let pieces = translated(latex, *display == MathDisplay::Block)?;
    // Chemistry becomes longer.
    check(pieces.text())?;
    Ok(pieces)
}

impl From<RefusedTex> for FormulaFault {
    fn from(RefusedTex { range, what, help }: RefusedTex) -> Self {
        Self { range: Some(range), message: format!("a formula can't have {what} here"), help }
    }
}

fn unreadable() -> FormulaFault {
    FormulaFault {
        range: None,
        message: "this formula can't be read".to_owned(),
        help: "write it without symbols that LaTeX does not have",
    }
}

/// Whether a formula is short enough: all that lies in something else is a call in a call.
fn check(latex: &str) -> Result<(), FormulaFault> {
    let length = length(latex);
    if length > LENGTH {
        return Err(FormulaFault {
            range: None,
            message: format!("this formula has {length} commands and groups, and {LENGTH} is most"),
            help: "write it as several",
        });
    }
    if largest_definition(latex) > DEFINITION {
        return Err(FormulaFault {
            range: None,
            message: format!("a command can't stand for more than {DEFINITION} others"),
            help: "define commands in a formula of their own, and long ones with shorter ones",
        });
    }
    Ok(())
}

/// How many commands, groups, exponents and indices there are.
fn length(latex: &str) -> usize {
    latex.bytes().filter(|byte| b"\\{^_'$".contains(byte)).count()
}

/// No less than the length of what a command stands for that a formula defines.
fn largest_definition(latex: &str) -> usize {
    let defines = ["\\newcommand", "\\renewcommand", "\\providecommand", "\\def", "\\DeclareMath"];
    let first = defines.iter().filter_map(|command| latex.find(command)).min();
    first.map_or(0, |first| length(&latex[first..]))
}

/// How many bytes of a stack the longest of some formulas may need.
fn stack(formulas: &[(&str, MathDisplay)]) -> usize {
    let longest = formulas.iter().map(|(latex, _)| length(latex)).max().unwrap_or_default();
    let definition = formulas.iter().map(|(latex, _)| largest_definition(latex)).max();
    let replaced = EXPANSIONS as usize * definition.unwrap_or_default().min(DEFINITION);
    STACK + FRAME * (longest.min(LENGTH) + replaced)
}

/// Calls a function with a stack of so many bytes, of which only what it uses is taken; `None` when
/// it panics.
fn on_stack<T: Send>(size: usize, call: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let call = || panic::catch_unwind(AssertUnwindSafe(call)).ok();
        let thread = thread::Builder::new().stack_size(size).spawn_scoped(scope, call);
        thread.ok()?.join().ok().flatten()
    })
}

/// A message of the converter as the rest of a sentence of ours.
fn sentence(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// Puts classes in the place of inline styles, which the Content-Security-Policy forbids, and of the
/// frames and lines that browsers don't agree on.
fn without_styles(mathml: &str) -> MathResult {
    let mut out = String::with_capacity(mathml.len());
    let (mut from, mut depth) = (0, 0_usize);
    for token in tokens(mathml) {
        match token {
            Token::Start(tag) => {
                depth += usize::from(!tag.self_closing);
                if depth > DEPTH {
                    return Err(refused("what lies so deep in other parts", "write it as several"));
                }
                if tag.name == "menclose" {
                    out.push_str(&mathml[from..tag.span.start]);
                    let notation = tag.value("notation").unwrap_or_default();
                    let classes: Vec<String> =
                        notation.split(' ').map(|notation| format!("math-{notation}")).collect();
                    out.push_str(&format!("<mrow class=\"{}\">", classes.join(" ")));
                    from = tag.span.end;
                } else if let Some(style) = tag.attributes.iter().find(|a| a.name == "style") {
                    out.push_str(mathml[from..style.name_span.start].trim_end());
                    let classes = classes(&style.value)?;
                    if !classes.is_empty() {
                        out.push_str(&format!(" class=\"{}\"", classes.join(" ")));
                    }
                    from = style.value_span.end + 1;
                }
            }
            Token::End { name, span } => {
                depth = depth.saturating_sub(1);
                if name == "menclose" {
                    out.push_str(&mathml[from..span.start]);
                    out.push_str("</mrow>");
                    from = span.end;
                }
            }
            _ => {}
        }
    }
    out.push_str(&mathml[from..]);
    Ok(out)
}

fn refused(what: &str, help: &'static str) -> FormulaFault {
    FormulaFault { range: None, message: format!("a formula can't have {what} here"), help }
}

/// The classes that say the same as a style; see `style/math.css`.
fn classes(style: &str) -> Result<Vec<Cow<'static, str>>, FormulaFault> {
    let mut classes: Vec<Cow<'static, str>> = Vec::new();
    for declaration in style.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim(), value.trim());
        let class = match (name, value) {
            ("text-align", "left") => "math-start",
            ("text-align", "right") => "math-end",
            ("padding-left", "0") => "math-flush-start",
            ("padding-right", "0") => "math-flush-end",
            ("padding-top" | "padding-bottom", "0") => "math-flush",
            ("padding-left", _) => "math-gap",
            ("border-left", _) => "math-rule",
            ("border-right", _) => "math-rule-end",
            ("border-top", _) => "math-rule-top",
            ("width", "100%") => "math-wide",
            ("width", value) if value.ends_with('%') => "math-margin",
            ("margin-left", _) => "math-back",
            ("font-variant-caps", _) => "math-small-caps",
            ("color", colour) => tone(colour),
            ("font-size", _) => {
                let help = "take the size out: a formula is as large as the text around it";
                return Err(refused("a size of its own", help));
            }
            // A little space that the browser knows how to make itself.
            _ => continue,
        };
        if (name.starts_with("border") && value.contains("dashed"))
            && !classes.contains(&"math-dashed".into())
        {
            classes.push("math-dashed".into());
        }
        if !classes.iter().any(|known| known == class) {
            classes.push(class.into());
        }
    }
    Ok(classes)
}

/// The colour of the site that is most like one given as `#rrggbb`: it can be read by day and by
/// night.
fn tone(colour: &str) -> &'static str {
    let channel = |at: usize| {
        colour.get(at..at + 2).and_then(|digits| i32::from_str_radix(digits, 16).ok()).unwrap_or(0)
    };
    let (r, g, b) = (channel(1), channel(3), channel(5));
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    if most - least < 40 {
        return if most > 60 { "math-soft" } else { "math-ink" };
    }
    // The place on the wheel of colours, in sixths of which red is the first.
    let spread = f64::from(most - least);
    let hue = match most {
        most if most == r => f64::from(g - b) / spread,
        most if most == g => 2.0 + f64::from(b - r) / spread,
        _ => 4.0 + f64::from(r - g) / spread,
    };
    match hue.rem_euclid(6.0) {
        hue if hue < 0.4 => "math-red",
        hue if hue < 1.2 => "math-ochre",
        hue if hue < 2.6 => "math-green",
        hue if hue < 3.3 => "math-teal",
        hue if hue < 4.8 => "math-blue",
        _ => "math-red",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(latex: &str, display: MathDisplay) -> MathResult {
        convert_one(Formula { latex: latex.to_owned(), display })
    }

    #[test]
    fn usual_formulas_are_understood_and_have_no_styles() {
        for latex in USUAL.lines().filter(|line| !line.is_empty()) {
            let html = made(latex, MathDisplay::Block)
                .unwrap_or_else(|fault| panic!("{latex}: {fault:?}"));
            let styled = |token: &Token| matches!(token, Token::Start(tag) if tag.value("style").is_some() || tag.name == "menclose");
            assert!(!tokens(&html).iter().any(styled), "{html}");
        }
    }

    #[test]
    fn formulas_of_a_text_are_numbered_and_know_each_other() {
        let block = |latex: &str| Formula { latex: latex.to_owned(), display: MathDisplay::Block };
        let made = convert(&[
            block("\\newcommand{\\R}{\\mathbb{R}} see \\eqref{b}"),
            block("\\begin{equation} x \\in \\R \\label{a} \\end{equation}"),
            block("y \\label{b}"),
            block("\\wrong"),
            block("\\eqref{a}"),
        ]);
        let html = |at: usize| made[at].as_deref().expect("a formula");
        assert!(html(0).contains("#equation-b\">(2)"), "{}", html(0));
        assert!(html(1).contains("ℝ") && html(1).contains("(1)"), "{}", html(1));
        assert!(html(2).contains("id=\"equation-b\""), "{}", html(2));
        assert!(html(4).contains("#equation-a\">(1)"), "{}", html(4));
        assert!(made[3].is_err());
    }

    #[test]
    fn a_colour_is_the_nearest_that_can_be_read() {
        for (written, class) in [
            ("#ff0000", "math-red"),
            ("#0000ff", "math-blue"),
            ("#03ff00", "math-green"),
            ("#ff8001", "math-ochre"),
            ("#00b9f2", "math-teal"),
            ("#808080", "math-soft"),
            ("#000000", "math-ink"),
        ] {
            assert_eq!(tone(written), class, "{written}");
        }
    }

    #[test]
    fn however_deep_a_formula_lies_in_itself_it_is_made_or_refused() {
        // A thread of little stack, as others may call from.
        let thread = thread::Builder::new().stack_size(256 * 1024).spawn(|| {
            for part in [
                "\\frac{", "\\frac a", "\\hat", "x^", "x_{", "\\sqrt[", "\\left(", "{", "\\text{",
                "\\not",
            ] {
                for count in [100, 900, 8_000] {
                    let refused = made(&part.repeat(count), MathDisplay::Block);
                    assert!(refused.is_err(), "{part}");
                    let closed = format!("{}x{}", part.repeat(count), "}".repeat(count));
                    let _ = made(&closed, MathDisplay::Block);
                }
            }
            let tower = |name: char, of: char| {
                format!("\\newcommand{{\\{name}}}{{{}}}", format!("\\frac{{\\{of}}}").repeat(20))
            };
            let towers = format!("{} {} {} \\a", tower('a', 'b'), tower('b', 'c'), tower('c', 'a'));
            assert!(made(&towers, MathDisplay::Block).is_err());
        });
        thread.expect("a thread").join().expect("no overflow");
    }
}
