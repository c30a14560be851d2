//! Markdown within a line: emphasis, code, links, formulas, and no blocks.

use diagnostics::Span;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{events::parsed, setting, writer::Writer};

impl Writer<'_> {
    /// Writes a part of one line of the file; what would begin a block there is text.
    pub(super) fn inline(&mut self, span: Span) {
        let source = self.text.source;
        let text = source.text().get(span.clone()).unwrap_or_default();
        let events = parsed(self.text, span.clone());
        let events = setting::set(events, self.text.typography, source, &mut self.faults);
        match events.as_slice() {
            [(Event::Start(Tag::Paragraph), _), inner @ .., (Event::End(TagEnd::Paragraph), _)]
                if inner.iter().all(|(event, _)| is_inline(event)) =>
            {
                self.walk(inner);
            }
            _ => {
                self.here = span;
                self.words(text);
            }
        }
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline_end(tag.to_end()),
        Event::End(tag) => is_inline_end(*tag),
        Event::Rule | Event::TaskListMarker(_) | Event::Html(_) => false,
        _ => true,
    }
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
