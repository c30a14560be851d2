//! Footnotes: numbered by their first use, collected at the end, with the way back.

use std::collections::BTreeMap;

use super::writer::Writer;
use crate::content::source::Span;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Labels in the order of their first use, with how often each is used.
    used: Vec<(String, usize)>,
    /// What they say, by label.
    written: BTreeMap<String, Note>,
}

struct Note {
    html: String,
    span: Span,
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let used = &mut self.footnotes.used;
        let at = used
            .iter()
            .position(|(other, _)| other == label)
            .unwrap_or_else(|| {
                used.push((label.to_owned(), 0));
                used.len() - 1
            });
        used[at].1 += 1;
        let number = at + 1;
        let id = reference_id(number, used[at].1);
        self.ids.claim(&id);
        self.tag(&format!(
            "<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn-{number}\">{number}</a></sup>"
        ));
    }

    pub(super) fn end_footnote(&mut self, label: String, start: usize, span: Span) {
        let html = self.html.split_off(start);
        if self.footnotes.written.contains_key(&label) {
            let help = "give one of them another name";
            self.error(
                span,
                format!("the footnote `{label}` is written twice"),
                Some(help.into()),
            );
            return;
        }
        self.footnotes.written.insert(label, Note { html, span });
    }

    pub(super) fn write_footnotes(&mut self) {
        let Footnotes { used, mut written } = std::mem::take(&mut self.footnotes);
        let mut list = String::new();
        for (at, (label, uses)) in used.iter().enumerate() {
            let number = at + 1;
            self.ids.claim(&format!("fn-{number}"));
            let html = written
                .remove(label)
                .map_or_else(String::new, |note| note.html);
            list.push_str(&format!("<li id=\"fn-{number}\">"));
            // The way back belongs to the last line of the note.
            let (text, end) = html
                .trim_end()
                .strip_suffix("</p>")
                .map_or((html.trim_end(), ""), |text| (text, "</p>"));
            list.push_str(text);
            for use_ in 1..=*uses {
                list.push_str(&format!(
                    " <a class=\"footnote-back\" href=\"#{}\" aria-label=\"{}\">↩</a>",
                    reference_id(number, use_),
                    back_label(use_),
                ));
            }
            list.push_str(end);
            list.push_str("</li>\n");
        }
        if !list.is_empty() {
            self.html
                .push_str("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n");
            self.html.push_str(&list);
            self.html.push_str("</ol></section>\n");
        }
        for (label, note) in written {
            let message = format!("nothing refers to the footnote `{label}`");
            let help = format!("write `[^{label}]` where it belongs, or take it out");
            self.warning(note.span, message, Some(help));
        }
    }
}

fn reference_id(number: usize, use_: usize) -> String {
    match use_ {
        1 => format!("fnref-{number}"),
        _ => format!("fnref-{number}-{use_}"),
    }
}

fn back_label(use_: usize) -> String {
    match use_ {
        1 => "Back to text".to_owned(),
        _ => format!("Back to text, place {use_}"),
    }
}
