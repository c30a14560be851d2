//! The numbers in a text that nothing supports.

use diagnostics::{Source, Span};
use dialect::{dialect, mask};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::{NoBlog, blocks, calls::names::find_shortcode};

/// The numbers in the prose of a text that begins at a place of its file, but for those that are bound to
/// data, and what stands in code, formulas, addresses and HTML.
pub fn unbound(source: &Source, start: usize, math: bool) -> Vec<Span> {
    let body = source.text().get(start..).unwrap_or_default();
    let masked = mask::masked(body, math);
    let hidden = blocks::hide(body, masked, dialect(math), |name| find_shortcode(name, &NoBlog));
    let mut found = Vec::new();
    let mut in_code = false;
    // The parser cuts text wherever something could have begun.
    let mut run: Span = 0..0;
    let mut tell = |run: &Span| {
        let text = hidden.text.get(run.clone()).unwrap_or_default();
        let at = start + run.start;
        found.extend(numbers::unbound(text).into_iter().map(|part| at + part.start..at + part.end));
    };
    for (event, span) in Parser::new_ext(&hidden.text, dialect(math)).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) if !in_code && span.start == run.end => run.end = span.end,
            Event::Text(_) if !in_code => {
                tell(&run);
                run = span;
            }
            _ => {}
        }
    }
    tell(&run);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_prose_are_found_unless_they_are_bound() {
        let text = "+++\nx = 1\n+++\nOf 1,200 calls 914{data=\"a.csv[1][b]\"} *passed*, `5` \\\n\
            [7 of them](a/8.md) <b title=\"9\">10</b>\n\n```\n11\n```\n\n| a |\n|--|\n| 12 ms |\n\n\
            {{ value(\"a.csv[13][b]\") }}";
        let start = text.find("Of").expect("there");
        let found = unbound(&Source::new("a.md", text), start, false);
        let found: Vec<&str> = found.into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["1,200", "7", "10", "12"]);
    }
}
