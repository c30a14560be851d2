//! Formulas: which ones a text has, and where their MathML stands in its HTML.

mod write;

use std::collections::BTreeMap;

use figures::formula::{self, Formula, LANGUAGE, MathDisplay, MathResult};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::events::Located;

/// The formulas of a text, by where they are written. They are made at once: they are numbered, and
/// refer to each other.
#[derive(Default)]
pub(super) struct Formulas(BTreeMap<usize, MathResult>);

impl Formulas {
    /// Makes those among the events of a text.
    pub(super) fn of(events: &[Located<'_>]) -> Self {
        let mut formulas: Vec<(usize, Formula)> = Vec::new();
        let mut in_block = false;
        for (event, span) in events {
            let (latex, display) = match event {
                Event::InlineMath(latex) => (&**latex, MathDisplay::Inline),
                Event::DisplayMath(latex) => (&**latex, MathDisplay::Block),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_formula(info) => {
                    in_block = true;
                    ("", MathDisplay::Block)
                }
                Event::End(TagEnd::CodeBlock) => {
                    in_block = false;
                    continue;
                }
                Event::Text(text) if in_block => {
                    if let Some((_, formula)) = formulas.last_mut() {
                        formula.latex.push_str(text);
                    }
                    continue;
                }
                _ => continue,
            };
            formulas.push((span.start, Formula { latex: latex.to_owned(), display }));
        }
        let (places, formulas): (Vec<usize>, Vec<Formula>) = formulas.into_iter().unzip();
        Self(places.into_iter().zip(formula::convert(&formulas)).collect())
    }
}

/// Whether the line above a block of code says that it is a formula.
fn is_formula(info: &str) -> bool {
    info.split_whitespace().next() == Some(LANGUAGE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::as_a_browser::{as_a_browser_reads, as_written};

    #[test]
    fn usual_formulas_survive_a_browser() {
        let inline = ["a^2 + b^2", "\\frac{1}{2} < \\sqrt[3]{x} \\& y"];
        let inline = inline.map(|latex| (latex, MathDisplay::Inline)).into_iter();
        let usual = formula::USUAL.lines().filter(|line| !line.is_empty());
        for (latex, display) in usual.map(|latex| (latex, MathDisplay::Block)).chain(inline) {
            let html = formula::convert_one(Formula { latex: latex.to_owned(), display });
            let html = html.unwrap_or_else(|fault| panic!("{latex}: {fault:?}"));
            assert_eq!(as_written(&html), as_a_browser_reads(&html), "{latex}");
        }
    }
}
