//! Markdown within a line: emphasis, code, links, formulas, and no blocks.

use diagnostics::Span;
use dialect::{dialect, mask};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{
    MarkdownText, setting,
    writer::{Located, Writer},
};

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

/// What the parser finds in a part of one line of the file.
pub(super) fn parsed(text: MarkdownText<'_>, span: Span) -> Vec<Located<'static>> {
    let masked = mask::masked(text.source.text().get(span.clone()).unwrap_or_default(), text.math);
    Parser::new_ext(&masked, dialect(text.math))
        .into_offset_iter()
        .map(mask::unmasked)
        .map(|(event, part)| (event.into_static(), part.start + span.start..part.end + span.start))
        .collect()
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
