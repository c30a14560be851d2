//! Blocks of code.

use super::writer::Writer;
use crate::content::{escape, highlight, source::Span};

impl Writer<'_> {
    pub(super) fn code_block(&mut self, info: &str, code: &str, span: &Span) {
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
        self.plain.push_str(code);
        self.enter("figure", "<figure class=\"code\"><pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.html.push_str(" class=\"language-");
            escape::attribute(&mut self.html, language);
            self.html.push('"');
        }
        self.html.push('>');
        match highlight::highlight(language, code) {
            Ok(lines) => {
                for line in lines {
                    self.html.push_str(&line);
                    self.html.push('\n');
                }
            }
            Err(unknown) => {
                escape::text(&mut self.html, code);
                let message = format!(
                    "the language `{language}` is not known, so the code is not highlighted"
                );
                let place = self.place_of(language, &self.first_line(span));
                self.warning(place, message, unknown.help);
            }
        }
        self.html.push_str("</code></pre>");
        self.leave("figure");
        self.html.push('\n');
    }

    /// A place cut off at the end of its first line.
    fn first_line(&self, span: &Span) -> Span {
        let text = self.text.source.text().get(span.clone()).unwrap_or_default();
        span.start..span.start + text.find('\n').unwrap_or(text.len())
    }
}
