//! A formula as the page has it.

use diagnostics::{Pieces, Span};
use figures::formula::{self, Formula, MathDisplay};
use html::{Token, tokens};

use crate::writer::{OpenElement, Writer};

impl Writer<'_> {
    /// Writes a formula; what is wrong with it is an error at its place.
    pub(crate) fn formula(&mut self, latex: &str, display: MathDisplay) {
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
    pub(crate) fn formula_block(&mut self, latex: &Pieces, whole: Span) {
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
            Err(formula::FormulaFault { range, message, help }) => {
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
        if let Some(OpenElement::Heading(heading)) =
            open.find(|open| matches!(open, OpenElement::Heading(_)))
        {
            heading.text.push_str(latex);
        }
    }
}
