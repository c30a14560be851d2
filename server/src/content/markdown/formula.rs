//! Formulas: LaTeX becomes MathML, which browsers draw without a script.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::LazyLock,
};

use math_core::{LatexToMathML, MathDisplay};

use super::{
    tokens::{StartTag, Token, tokens},
    writer::{Open, Writer},
};

static CONVERTER: LazyLock<LatexToMathML> = LazyLock::new(LatexToMathML::default);

impl Writer<'_> {
    /// Writes a formula; what is wrong with it is an error at its place.
    pub(super) fn formula(&mut self, latex: &str, display: MathDisplay) {
        if self.images > 0 {
            return self.words(latex);
        }
        let convert = || CONVERTER.convert_with_local_counter(latex, display);
        let mathml = match panic::catch_unwind(AssertUnwindSafe(convert)) {
            Ok(Ok(mathml)) => mathml,
            // The converter breaks off at some characters outside of every alphabet.
            Err(_) => {
                let help = "write it without symbols that LaTeX does not have";
                return self.error(
                    self.here.clone(),
                    "this formula can't be read",
                    Some(help.into()),
                );
            }
            Ok(Err(fault)) => {
                let message =
                    format!("this formula is faulty: {}", sentence(&fault.error_message()));
                let marks = if display == MathDisplay::Block { 2 } else { 1 };
                let start = self.here.start + marks;
                let written = self.text.source.text().get(start..).unwrap_or_default();
                // In a quotation over several lines the formula is not what the file has.
                let place = match written.starts_with(latex) {
                    true => start + fault.0.start..start + fault.0.end,
                    false => self.here.clone(),
                };
                let help = "mend it, or write `\\$` where a dollar is meant";
                return self.error(place, message, Some(help.into()));
            }
        };
        match without_styles(&mathml) {
            Ok(mathml) => {
                self.enter("math", mathml.strip_suffix("</math>").unwrap_or(&mathml));
                self.leave("math");
                self.plain.push_str(latex);
                let mut open = self.open.iter_mut().rev();
                if let Some(Open::Heading(heading)) =
                    open.find(|open| matches!(open, Open::Heading(_)))
                {
                    heading.text.push_str(latex);
                }
            }
            Err(what) => {
                let message = format!("a formula can't have {what} here");
                let help = "browsers don't agree on it, or the site's security policy forbids it";
                self.error(self.here.clone(), message, Some(help.into()));
            }
        }
    }
}

/// A message of the converter as the rest of a sentence of ours.
fn sentence(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// Puts classes in the place of inline styles, which the Content-Security-Policy forbids.
///
/// # Errors
///
/// With the name of what can't be shown without a style.
fn without_styles(mathml: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(mathml.len());
    let mut from = 0;
    for token in tokens(mathml) {
        let Token::Start(tag) = token else {
            continue;
        };
        if tag.name == "menclose" {
            return Err("a line through it or a frame");
        }
        if let Some(style) = tag.attributes.iter().find(|attribute| attribute.name == "style") {
            out.push_str(&mathml[from..style.name_span.start]);
            out.push_str("class=\"");
            out.push_str(class(&tag, &style.value)?);
            from = style.value_span.end;
        }
    }
    out.push_str(&mathml[from..]);
    Ok(out)
}

fn class(tag: &StartTag, style: &str) -> Result<&'static str, &'static str> {
    if style.contains("color") {
        return Err("a colour of its own");
    }
    if tag.name == "span" {
        return Err("small capitals");
    }
    Ok(match style {
        _ if style.contains("border-left") => "math-rule",
        _ if style.contains("text-align: right") => "math-end",
        _ if style.contains("text-align: left") => "math-start",
        // A little space, or the width of a column: the formula is as clear without.
        _ => "math-cell",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::as_a_browser::{taken, written};

    #[test]
    fn formulas_survive_a_browser_and_have_no_styles() {
        for latex in [
            "a^2 + b^2 = c^2",
            "\\frac{1}{2} < \\sqrt[3]{x} \\& y",
            "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
            "\\begin{align} a &= b \\\\ c &= d \\end{align}",
            "\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
            "\\sum_{i=1}^{n} \\mathbb{E}[X_i] \\quad \\text{a style=\"b\"}",
        ] {
            for display in [MathDisplay::Inline, MathDisplay::Block] {
                let mathml = CONVERTER.convert_with_local_counter(latex, display).expect(latex);
                let html = without_styles(&mathml).expect(latex);
                assert_eq!(written(&html), taken(&html), "{html}");
                let styled = |token: &Token| matches!(token, Token::Start(tag) if tag.value("style").is_some());
                assert!(!tokens(&html).iter().any(styled), "{html}");
            }
        }
    }
}
