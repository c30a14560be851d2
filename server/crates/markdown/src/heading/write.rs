//! A heading as the page and the table of contents have it.

use diagnostics::Span;
use dialect::{Attributes, braces};
use model::Heading;
use pulldown_cmark::{Event, HeadingLevel, TagEnd};

use super::OpenHeading;
use crate::{
    SectionNote,
    anchors::{HeadingText, Style},
    blocks,
    events::Located,
    writer::{OpenElement, Writer},
};

impl Writer<'_> {
    pub(crate) fn start_heading(&mut self, level: HeadingLevel, rest: &[Located<'_>]) {
        let level = (level as u8 + u8::from(self.lowered)).min(6);
        if level == 2 {
            self.sections.section(self.plain.len());
        }
        let span = self.here.clone();
        let content = rest.iter().take_while(|(event, _)| !is_end(event)).map(|(_, span)| span);
        let bounds = content.fold(None, |whole: Option<Span>, part| {
            let whole = whole.unwrap_or_else(|| part.clone());
            Some(whole.start.min(part.start)..whole.end.max(part.end))
        });
        let written = bounds.unwrap_or(span.start..span.start);
        let source = self.text.source;
        let heading = source.text().get(span.clone()).unwrap_or_default();
        // What the parser took is not part of the content.
        let taken = braces(heading)
            .map(|braces| span.start + braces.start..span.start + braces.end)
            .filter(|braces| written.end <= braces.start);
        let attributes = match taken.clone() {
            Some(taken) => Some(Attributes::of(source.text().get(taken).unwrap_or_default())),
            None => blocks::below(source.text(), span.end).map(Attributes::of),
        };
        let (Attributes { id, classes, other }, braces) = match attributes {
            Some(Some(attributes)) => (attributes, None),
            Some(None) => (Attributes::default(), taken),
            None => (Attributes::default(), None),
        };
        if let Some(name) = other {
            let message = format!("a heading can't have the attribute `{name}`");
            let help = "it can have an anchor and classes: {#anchor .class}";
            self.error(span.clone(), message, Some(help.into()));
        }
        // The way to the section stands beside its name, not in it.
        self.enter("div", "<div class=\"heading\" data-heading>");
        self.enter(name(level), "");
        self.open.push(OpenElement::Heading(OpenHeading {
            level,
            id: id.map(str::to_owned),
            classes: classes.into_iter().map(str::to_owned).collect(),
            braces,
            start: self.html.len(),
            text: String::new(),
            written,
            span,
        }));
    }

    /// Writes what the parser took from the end of a heading that is about to end, if it is words.
    pub(crate) fn words_in_braces(&mut self) {
        let Some(OpenElement::Heading(heading)) = self.open.last_mut() else { return };
        let Some(braces) = heading.braces.take() else { return };
        heading.written.end = braces.end;
        let before = self.text.source.text().get(..braces.start).unwrap_or_default();
        if before.ends_with([' ', '\t']) && !heading.text.ends_with(' ') && !heading.text.is_empty()
        {
            self.words(" ");
        }
        self.inline(braces);
    }

    pub(crate) fn end_heading(&mut self, heading: OpenHeading) {
        let OpenHeading { level, id, classes, start, text, written, span, .. } = heading;
        let (text, end) = (text.trim().to_owned(), span.end);
        let source = self.text.source;
        let written = source.text().get(written).unwrap_or_default();
        let typed = typed(&text, written);
        let words = HeadingText { text: &typed, written };
        let own = self.text.anchors;
        let id = match id {
            Some(id) => {
                if !self.ids.claim(&id) {
                    let help = "choose another one: an anchor leads to one place";
                    self.error(span, format!("the anchor `{id}` is taken"), Some(help.into()));
                }
                id
            }
            None => self.ids.numbered(own.anchor(words)),
        };
        for style in Style::ALL.into_iter().filter(|style| *style != own) {
            let other = style.anchor(words);
            if other != id {
                self.rendered
                    .other_ids
                    .entry(other)
                    .or_insert_with(|| (style.name().to_owned(), id.clone()));
            }
        }
        let content = self.html.split_off(start.min(self.html.len()));
        let mut opening = format!("<{} id=\"", name(level));
        html_escape::encode_double_quoted_attribute_to_string(&id, &mut opening);
        if !classes.is_empty() {
            opening.push_str("\" class=\"");
            html_escape::encode_double_quoted_attribute_to_string(classes.join(" "), &mut opening);
        }
        opening.push_str("\">");
        self.html.push_str(&opening);
        self.html.push_str(content.trim_end());
        self.leave(name(level));
        let mut anchor = String::from("<a class=\"anchor\" href=\"#");
        html_escape::encode_double_quoted_attribute_to_string(&id, &mut anchor);
        anchor.push_str("\" aria-labelledby=\"");
        html_escape::encode_double_quoted_attribute_to_string(&id, &mut anchor);
        anchor.push_str("\">#");
        self.enter("a", &anchor);
        self.leave("a");
        self.leave("div");
        self.html.push('\n');
        self.plain.push('\n');
        if matches!(level, 2 | 3) {
            self.section_notes(&id, end);
            self.rendered.headings.push(Heading { level, id, text });
        }
    }
}

impl Writer<'_> {
    /// Writes what is said of a section below its heading, which ends at a place.
    fn section_notes(&mut self, id: &str, end: usize) {
        // In another file, or in a quotation, no line is free for it.
        if self.parts_open > 0 || !self.open.is_empty() {
            return;
        }
        let notes = self.text.notes;
        let end = self.text.source.text().get(..end).map_or(end, |text| text.trim_end().len());
        for SectionNote { html, markdown, words, .. } in notes.iter().filter(|note| note.at == id) {
            self.html.push_str(html);
            self.note_words += words;
            self.plainly.push((end..end, format!("\n\n{}\n", markdown.trim())));
        }
    }
}

/// The words of a heading with its dashes as they were typed: anchors keep hyphens alone.
fn typed(text: &str, written: &str) -> String {
    let mut typed = String::with_capacity(text.len());
    let mut rest = written;
    for c in text.chars() {
        let hyphens = match c {
            '–' => "--",
            '—' => "---",
            _ => {
                typed.push(c);
                continue;
            }
        };
        let as_it_is = rest.find(c).map(|at| (at, at + c.len_utf8(), false));
        let replaced = rest.find(hyphens).map(|at| (at, at + hyphens.len(), true));
        match as_it_is.into_iter().chain(replaced).min() {
            Some((_, end, true)) => {
                typed.push_str(hyphens);
                rest = &rest[end..];
            }
            Some((_, end, false)) => {
                typed.push(c);
                rest = &rest[end..];
            }
            None => typed.push(c),
        }
    }
    typed
}

fn is_end(event: &Event<'_>) -> bool {
    matches!(event, Event::End(TagEnd::Heading(_)))
}

fn name(level: u8) -> &'static str {
    match level {
        1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

#[cfg(test)]
mod tests {
    use crate::render_alone;

    use super::typed;

    #[test]
    fn an_anchor_is_made_of_the_hyphens_that_were_typed() {
        for (text, written, anchor) in [
            ("a – b", "a -- b", "a -- b"),
            ("a – b — c", "a – b --- c", "a – b --- c"),
            ("--x – y", "`--x` -- y", "--x -- y"),
            ("a – b", "a &ndash; b", "a – b"),
        ] {
            assert_eq!(typed(text, written), anchor, "{written}");
        }
        let (html, _) = render_alone("## What `x_y` -- does");
        assert!(html.contains("id=\"what-x_y----does\""), "{html}");
    }

    #[test]
    fn braces_at_the_end_are_words_or_an_anchor() {
        for (markdown, id, words) in [
            ("## {verb} {object}", "verb-object", "{verb} {object}"),
            ("## {x}", "x", "{x}"),
            ("## Use {`a`}", "use-a", "Use {<code>a</code>}"),
            ("Title {b}\n---", "title-b", "Title {b}"),
            ("> ## Title {b}", "title-b", "Title {b}"),
            ("## Title {}", "title-", "Title {}"),
            ("## Title {#own}", "own", "Title"),
            ("## Title {/*own*/}", "own", "Title"),
            ("## Title {/* #own */}", "own", "Title"),
            ("## Title {#own .c}", "own\" class=\"c", "Title"),
        ] {
            let (html, faults) = render_alone(markdown);
            assert!(faults.is_empty(), "{markdown}: {faults:?}");
            let heading = format!("<h2 id=\"{id}\">{words}</h2><a class=\"anchor\"");
            assert!(html.contains(&heading), "{markdown}: {html}");
        }
        let (_, faults) = render_alone("## Title {#own width=3}");
        assert!(faults[0].message.contains("attribute `width=3`"), "{faults:?}");
    }
}
