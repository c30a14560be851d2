//! Headings, their anchors, and the table of contents.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag};

use super::{
    contents::Heading,
    writer::{Located, Open, Writer},
};
use crate::content::{escape, source::Span};

/// A heading whose text is not complete.
pub(super) struct OpenHeading {
    level: u8,
    /// The anchor that the writer chose.
    id: Option<String>,
    classes: Vec<String>,
    /// Where its content begins in the HTML: the anchor, which stands before it, is made from it.
    start: usize,
    /// Its words so far.
    pub(super) text: String,
    span: Span,
}

impl Writer<'_> {
    pub(super) fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        classes: &[CowStr<'_>],
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
    ) {
        let level = (level as u8 + u8::from(self.lowered)).min(6);
        let span = self.here.clone();
        if let Some((name, _)) = attributes.first() {
            let message = format!("a heading can't have the attribute `{name}`");
            let help = "it can have an anchor and classes: {#anchor .class}";
            self.error(span.clone(), message, Some(help.into()));
        }
        self.enter(name(level), "");
        self.open.push(Open::Heading(OpenHeading {
            level,
            id: id.map(str::to_owned),
            classes: classes.iter().map(|class| class.to_string()).collect(),
            start: self.html.len(),
            text: String::new(),
            span,
        }));
    }

    pub(super) fn end_heading(&mut self, heading: OpenHeading) {
        let OpenHeading { level, id, classes, start, text, span } = heading;
        let text = text.trim().to_owned();
        let id = match id {
            Some(id) => {
                if !self.ids.claim(&id) {
                    let help = "choose another one: an anchor leads to one place";
                    self.error(span, format!("the anchor `{id}` is taken"), Some(help.into()));
                }
                id
            }
            None => self.ids.for_words(&text),
        };
        let content = self.html.split_off(start.min(self.html.len()));
        let mut opening = format!("<{} id=\"", name(level));
        escape::attribute(&mut opening, &id);
        if !classes.is_empty() {
            opening.push_str("\" class=\"");
            escape::attribute(&mut opening, &classes.join(" "));
        }
        opening.push_str("\">");
        self.html.push_str(&opening);
        self.html.push_str(content.trim_end());
        let mut anchor = String::from("<a class=\"anchor\" href=\"#");
        escape::attribute(&mut anchor, &id);
        anchor.push_str("\" aria-label=\"Link to this section\">#");
        self.enter("a", &anchor);
        self.leave("a");
        self.leave(name(level));
        self.html.push('\n');
        self.plain.push('\n');
        if matches!(level, 2 | 3) {
            self.rendered.headings.push(Heading { level, id, text });
        }
    }
}

/// Whether a text has headings of level 1. That level is the title's, so all of them go one down.
pub(super) fn begins_at_the_top(events: &[Located<'_>]) -> bool {
    let top = |event: &Event<'_>| {
        matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }))
    };
    events.iter().any(|(event, _)| top(event))
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
