//! What stands where a footnote is called, and behind the text.

use ::words::Message;
use diagnostics::{Severity, Span, suggest};
use html_escape::encode_double_quoted_attribute as encode;

use super::{Footnotes, Note, OpenFootnote};
use crate::writer::{OpenElement, Writer};

impl Writer<'_> {
    pub(crate) fn footnote_reference(&mut self, label: &str) {
        if self.images > 0 {
            return;
        }
        let Footnotes { used, numbers, .. } = &mut self.footnotes;
        let at = *numbers.entry(label.to_owned()).or_insert_with(|| {
            used.push((label.to_owned(), 0));
            used.len() - 1
        });
        used[at].1 += 1;
        let number = at + 1;
        let id = reference_id(number, used[at].1);
        self.claim_own(&id);
        self.enter("sup", &format!("<sup class=\"footnote-ref\" data-noteref id=\"{id}\">"));
        let shown = number.to_string();
        let name = self.text.words.fill(Message::Footnote, &[("number", &shown)]);
        let name = encode(&name);
        self.enter("a", &format!("<a href=\"#fn-{number}\" aria-label=\"{name}\">{number}"));
        self.leave("a");
        self.leave("sup");
    }

    /// Reports references in a run of text to footnotes that are not written: the parser takes them
    /// for text.
    pub(crate) fn missing_footnotes(&mut self, run: &Span) {
        let source = self.text.source.text();
        let text = source.get(run.clone()).unwrap_or_default();
        let mut missing = Vec::new();
        for (at, _) in text.match_indices("[^") {
            let place = run.start + at;
            let ends = |c: char| matches!(c, '[' | ']') || c.is_whitespace();
            let label = text[at + 2..].split(ends).next().unwrap_or_default();
            let closed = text[at + 2 + label.len()..].starts_with(']');
            if closed && !label.is_empty() && !source[..place].ends_with('\\') {
                missing.push((label.to_owned(), place..place + label.len() + 3));
            }
        }
        let (file, expected) = (self.text.source, &self.footnotes.expected);
        for (label, span) in missing {
            let message = format!("there is no footnote `{label}`");
            self.faults.add(Severity::Error, message, |message| {
                let near = suggest::nearest(&label, expected.iter().map(String::as_str));
                let help = match near {
                    Some(near) => format!("did you mean `[^{near}]`?"),
                    None => format!(
                        "write it, as `[^{label}]: …`; if this is no footnote, write `\\[^`"
                    ),
                };
                file.error(span, message).help(help)
            });
        }
    }

    pub(crate) fn start_footnote(&mut self, label: &str) {
        let start = self.html.len();
        self.enter("section", "");
        self.open.push(OpenElement::Footnote(OpenFootnote {
            label: label.to_owned(),
            start,
            span: self.here.clone(),
        }));
    }

    pub(crate) fn end_footnote(&mut self, footnote: OpenFootnote) {
        let OpenFootnote { label, start, span } = footnote;
        let unclosed = self.nesting.close_markdown();
        self.unclosed(unclosed);
        let html = self.html.split_off(start.min(self.html.len()));
        if self.footnotes.written.contains_key(&label) {
            let help = "give one of them another name";
            self.error(span, format!("the footnote `{label}` is written twice"), Some(help.into()));
            return;
        }
        self.footnotes.written.insert(label, Note { html, span });
    }

    pub(crate) fn write_footnotes(&mut self) {
        let Footnotes { used, mut written, .. } = std::mem::take(&mut self.footnotes);
        let words = self.text.words;
        let mut list = String::new();
        for (at, (label, uses)) in used.iter().enumerate() {
            let number = at + 1;
            self.claim_own(&format!("fn-{number}"));
            let html = written.remove(label).map_or_else(String::new, |note| note.html);
            list.push_str(&format!("<li id=\"fn-{number}\">"));
            // The way back belongs to the last line of the note.
            let text = html.trim_end();
            let (text, end) = match text.strip_suffix("</p>") {
                Some(text) => (text, "</p>"),
                None => (text, ""),
            };
            list.push_str(text);
            for place in 1..=*uses {
                let id = reference_id(number, place);
                let name = match place {
                    1 => words.say(Message::Back).to_owned(),
                    _ => words.fill(Message::BackPlace, &[("number", &place.to_string())]),
                };
                let name = encode(&name);
                list.push_str(&format!(
                    " <a class=\"footnote-back\" data-backlink href=\"#{id}\" aria-label=\"{name}\">↩</a>"
                ));
            }
            list.push_str(end);
            list.push_str("</li>\n");
        }
        if !list.is_empty() {
            let name = encode(words.say(Message::Footnotes));
            self.html.push_str(&format!(
                "<section class=\"footnotes\" data-notes aria-label=\"{name}\"><ol>\n"
            ));
            self.html.push_str(&list);
            self.html.push_str("</ol></section>\n");
        }
        for (label, note) in written {
            let message = format!("nothing refers to the footnote `{label}`");
            let help = format!("write `[^{label}]` where it belongs, or take it out");
            self.warning(note.span, message, Some(help));
        }
    }

    /// Takes an anchor that the blog itself makes.
    fn claim_own(&mut self, id: &str) {
        if !self.ids.claim(id) {
            let message =
                format!("the anchor `{id}` belongs to a footnote, and something else has it");
            self.error(self.here.clone(), message, Some("choose another one for that".into()));
        }
    }
}

fn reference_id(number: usize, place: usize) -> String {
    match place {
        1 => format!("fnref-{number}"),
        _ => format!("fnref-{number}-{place}"),
    }
}
