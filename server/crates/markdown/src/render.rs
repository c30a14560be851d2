//! From a text to what comes of it: what is hidden is put back where the parser found its place, and one walk
//! writes the rest.

use diagnostics::{Diagnostic, Faults, Span};
use dialect::{dialect, mask};
use pulldown_cmark::{BrokenLink, LinkType, Parser};

use super::{
    Omitted,
    blocks::{self, Gathered, hidden::Hidden, write::said_plainly},
    calls,
    copy::Definition,
    events::Located,
    hidden::hidden,
    rendered::{Forms, Rendered},
    setting,
    strays::Dangling,
    text::MarkdownText,
    writer::Writer,
};

/// Renders a text; what is wrong with it goes to `faults`.
pub fn render(text: MarkdownText<'_>, faults: &mut Vec<Diagnostic>) -> (Rendered, Forms) {
    // The file may have become shorter since its head was read.
    let below = text.source.text().get(text.start..).unwrap_or_default();
    let hidden = hidden(below, text);
    let mut faults = Faults::new(faults);
    let mut used = Vec::new();
    let filled = calls::fill(text, &hidden.calls, &mut used, &mut faults);
    let parts = calls::MarkdownParts::of(text, &filled, &mut used, &mut faults);
    let Read { events, definitions, plainly } = read(text, &hidden, &filled, &mut faults);
    let Gathered { events, blocks, unended } = blocks::gather(events, &hidden, text.start);
    let (events, lists) = blocks::without_lists(events, text.source.text());
    let events = setting::set(events, text.typography, text.source, &mut faults);
    let mut writer = Writer::new(text, blocks, plainly, faults);
    (writer.calls, writer.parts) = (&filled, Some(&parts));
    writer.rendered.used = used;
    writer.unended_blocks(unended);
    hidden.idle(text.start).for_each(|(what, line)| writer.omit(what, line));
    for list in lists {
        writer.omit(Omitted::Attributes, list.clone());
        writer.plainly.push((list, String::new()));
    }
    let moved = |mark: &Span| mark.start + text.start..mark.end + text.start;
    writer.plainly.extend(hidden.calls.marks().map(|mark| (moved(mark), String::new())));
    writer.write(&events, &definitions)
}

/// What the parser finds in a text.
pub(super) struct Read<'a> {
    pub(super) events: Vec<Located<'a>>,
    pub(super) definitions: Vec<Definition>,
    /// What the Markdown beside the page has in the place of what only this reader knows.
    pub(super) plainly: Vec<(Span, String)>,
}

/// Reads a text; of links to nothing is told.
pub(super) fn read<'a>(
    text: MarkdownText<'_>,
    hidden: &'a Hidden,
    filled: &[calls::Filled],
    faults: &mut Faults<'_>,
) -> Read<'a> {
    let in_file = |span: Span| span.start + text.start..span.end + text.start;
    let mut dangling = Vec::new();
    // `[text]` alone is often only text; `[text][name]` and `[text][]` are meant as links.
    let mut broken = |link: BrokenLink<'_>| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            let span = in_file(link.span);
            let reference = mask::plain(&link.reference).into_owned();
            dangling.push(Dangling { span, reference });
        }
        None
    };
    let parser =
        Parser::new_with_broken_link_callback(&hidden.text, dialect(text.math), Some(&mut broken));
    let definitions: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| Definition {
            span: in_file(definition.span.clone()),
            address: calls::substituted(&mask::plain(&definition.dest), filled),
        })
        .collect();
    let events = parser.into_offset_iter().map(mask::unmasked);
    let events = events.map(|(event, span)| (event, in_file(span))).collect();
    let events = calls::place(events, &hidden.calls, filled, text.start);
    for link in dangling {
        link.warn(text.source, faults);
    }
    let plainly = said_plainly(hidden, text.source.text(), text.start, text.words);
    Read { events, definitions, plainly }
}
