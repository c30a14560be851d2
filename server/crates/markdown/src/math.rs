//! Formulas: which ones a text has, and where their MathML stands in its HTML.

use std::collections::BTreeMap;

use diagnostics::{Pieces, Span};
use figures::formula::{self, Formula, LANGUAGE, Made, MathDisplay};
use html::{Token, tokens};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::writer::{Located, Open, Writer};

/// The formulas of a text, by where they are written. They are made at once: they are numbered, and
/// refer to each other.
#[derive(Default)]
pub(super) struct Formulas(BTreeMap<usize, Made>);

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

impl Writer<'_> {
    /// Writes a formula; what is wrong with it is an error at its place.
    pub(super) fn formula(&mut self, latex: &str, display: MathDisplay) {
        if self.images > 0 {
            return self.words(latex);
        }
        let marks = if display == MathDisplay::Block { 2 } else { 1 };
        let start = self.here.start + marks;
        let written = self.text.source.text().get(start..).unwrap_or_default();
        // In a quotation over several lines the formula is not what the file has.
        let place = written.starts_with(latex).then_some(start);
        let whole = self.here.clone();
        self.write_formula(latex, display, whole, |span| {
            place.map(|start| start + span.start..start + span.end)
        });
    }

    /// Writes the formula in a block of code.
    pub(super) fn formula_block(&mut self, latex: &Pieces, whole: Span) {
        self.here = whole.clone();
        self.write_formula(latex.text(), MathDisplay::Block, whole, |span| Some(latex.place(span)));
        self.html.push('\n');
        self.plain.push('\n');
    }

    fn write_formula(
        &mut self,
        latex: &str,
        display: MathDisplay,
        whole: Span,
        place: impl Fn(Span) -> Option<Span>,
    ) {
        // One in a figure is not among those of the text.
        let made =
            self.formulas.0.remove(&whole.start).unwrap_or_else(|| {
                formula::convert_one(Formula { latex: latex.to_owned(), display })
            });
        let mathml = match made {
            Ok(mathml) => mathml,
            Err(formula::Fault { range, message, help }) => {
                let span = range.and_then(place).unwrap_or(whole);
                return self.error(span, message, Some(help.into()));
            }
        };
        for token in tokens(&mathml) {
            if let Token::Start(tag) = token
                && let Some(id) = tag.value("id")
                && !self.ids.claim(id)
            {
                let message = format!("the anchor `{id}` is taken");
                let help = "give the `\\label` another name";
                self.error(whole.clone(), message, Some(help.into()));
            }
        }
        // One that is wider than the page scrolls: MathML by itself can't.
        self.enter(
            "span",
            match display {
                MathDisplay::Block => "<span class=\"math-block\">",
                MathDisplay::Inline => "<span class=\"math\">",
            },
        );
        self.enter("math", mathml.strip_suffix("</math>").unwrap_or(&mathml));
        self.leave("math");
        self.leave("span");
        self.plain.push_str(latex);
        let mut open = self.open.iter_mut().rev();
        if let Some(Open::Heading(heading)) = open.find(|open| matches!(open, Open::Heading(_))) {
            heading.text.push_str(latex);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::as_a_browser::{taken, written};

    #[test]
    fn usual_formulas_survive_a_browser() {
        let inline = ["a^2 + b^2", "\\frac{1}{2} < \\sqrt[3]{x} \\& y"];
        let inline = inline.map(|latex| (latex, MathDisplay::Inline)).into_iter();
        let usual = formula::USUAL.lines().filter(|line| !line.is_empty());
        for (latex, display) in usual.map(|latex| (latex, MathDisplay::Block)).chain(inline) {
            let html = formula::convert_one(Formula { latex: latex.to_owned(), display });
            let html = html.unwrap_or_else(|fault| panic!("{latex}: {fault:?}"));
            assert_eq!(written(&html), taken(&html), "{latex}");
        }
    }
}
