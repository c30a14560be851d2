//! Events of the parser, and what several of them tell together.

use diagnostics::Span;
use dialect::{dialect, mask};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::MarkdownText;

/// An event and where it was written.
pub(super) type Located<'a> = (Event<'a>, Span);

/// What the parser finds in a part of one line of the file.
pub(super) fn parsed(text: MarkdownText<'_>, span: Span) -> Vec<Located<'static>> {
    let masked = mask::masked(text.source.text().get(span.clone()).unwrap_or_default(), text.math);
    Parser::new_ext(&masked, dialect(text.math))
        .into_offset_iter()
        .map(mask::unmasked)
        .map(|(event, part)| (event.into_static(), part.start + span.start..part.end + span.start))
        .collect()
}

/// Whether a text has headings of level 1. That level is the title's, so all of them go one down.
pub(super) fn begins_at_the_top(events: &[Located<'_>]) -> bool {
    let top = |event: &Event<'_>| {
        matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }))
    };
    events.iter().any(|(event, _)| top(event))
}

/// How many items a list has whose events these are.
pub(super) fn items(rest: &[Located<'_>]) -> usize {
    let mut depth = 0_usize;
    let mut items = 0;
    for (event, _) in rest {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) if depth == 0 => break,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Item) if depth == 0 => items += 1,
            _ => {}
        }
    }
    items
}

/// Whether a list item begins with a check box.
pub(super) fn is_task(rest: &[Located<'_>]) -> bool {
    let mut events = rest.iter().map(|(event, _)| event);
    match events.next() {
        Some(Event::TaskListMarker(_)) => true,
        Some(Event::Start(Tag::Paragraph)) => {
            matches!(events.next(), Some(Event::TaskListMarker(_)))
        }
        _ => false,
    }
}
