//! The characters of a text, set as a typographer would; see [`Typography`].

use diagnostics::{Faults, Severity, Source, Span};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::events::Located;
use crate::typography::{Replaced, Typography, nearest_emoji};

/// What stands for something that is no text, where it touches one: a word.
const WORD: char = 'x';

/// Sets the text in the events of a Markdown parser. What is replaced becomes an event of its own,
/// at its place: every other text is still what the file has there.
pub(super) fn set<'a>(
    events: Vec<Located<'a>>,
    typography: Typography,
    source: &Source,
    faults: &mut Faults<'_>,
) -> Vec<Located<'a>> {
    let mut setter = Setter { typography, source, faults, out: Vec::with_capacity(events.len()) };
    let mut block = Block::default();
    let mut in_code = false;
    // Where the text before ends: what is escaped does not follow it directly.
    let mut end = 0;
    for (event, span) in events {
        match &event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                block.in_address = true;
            }
            Event::End(TagEnd::Link) => block.in_address = false,
            Event::Text(text) if !in_code => {
                let escaped = end < span.start && source.text()[..span.start].ends_with('\\');
                block.text(text, &span, escaped);
                end = span.end;
            }
            Event::SoftBreak | Event::HardBreak => block.flat.push('\n'),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => block.word(),
            _ => {}
        }
        let goes_on = match &event {
            Event::Start(tag) => is_inline(tag.to_end()),
            Event::End(tag) => is_inline(*tag),
            Event::Rule | Event::Html(_) => false,
            _ => true,
        };
        block.events.push((event, span));
        if !goes_on {
            setter.block(std::mem::take(&mut block));
        }
    }
    setter.block(block);
    setter.out
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// Events whose texts are read as one.
#[derive(Default)]
struct Block<'a> {
    events: Vec<Located<'a>>,
    /// All texts in a row.
    flat: String,
    /// Where each text begins in it, and which event it is.
    texts: Vec<(usize, usize)>,
    /// The parts of it that are meant as they stand.
    literal: Vec<Span>,
    in_address: bool,
}

impl Block<'_> {
    fn text(&mut self, text: &str, span: &Span, escaped: bool) {
        let start = self.flat.len();
        self.texts.push((start, self.events.len()));
        self.flat.push_str(text);
        // A reference such as `&quot;` is longer than what it means.
        if self.in_address || text.len() != span.len() {
            self.literal.push(start..self.flat.len());
        } else if escaped {
            let first = text.chars().next().map_or(0, char::len_utf8);
            self.literal.push(start..start + first);
        }
    }

    fn word(&mut self) {
        let start = self.flat.len();
        self.flat.push(WORD);
        self.literal.push(start..self.flat.len());
    }
}

struct Setter<'a, 'f, 't> {
    typography: Typography,
    source: &'f Source,
    faults: &'f mut Faults<'t>,
    out: Vec<Located<'a>>,
}

impl<'a> Setter<'a, '_, '_> {
    fn block(&mut self, block: Block<'a>) {
        let Block { events, flat, texts, literal, .. } = block;
        let setting = self.typography.set(&flat, &literal);
        for unknown in setting.unknown {
            let next = texts.partition_point(|(start, _)| *start <= unknown.start);
            let Some((start, event)) = next.checked_sub(1).map(|at| texts[at]) else { continue };
            let at = events[event].1.start + unknown.start - start;
            self.unknown_emoji(&flat[unknown.clone()], at..at + unknown.len());
        }
        // Two texts have something between them, be it only the bracket of a link.
        let is_in_one = |replaced: &Replaced| {
            let next = texts.partition_point(|(start, _)| *start <= replaced.range.start);
            texts.get(next).is_none_or(|(start, _)| replaced.range.end <= *start)
        };
        let replaced: Vec<Replaced> = setting.replaced.into_iter().filter(is_in_one).collect();
        let mut replaced = replaced.into_iter().peekable();
        let mut texts = texts.into_iter().peekable();
        for (at, (event, span)) in events.into_iter().enumerate() {
            let start = texts.next_if(|(_, event)| *event == at).map(|(start, _)| start);
            match (start, event) {
                (Some(start), Event::Text(text)) => {
                    let end = start + text.len();
                    let mine = std::iter::from_fn(|| {
                        replaced.next_if(|replaced| replaced.range.end <= end)
                    });
                    self.text(text, span, start, mine);
                }
                (_, event) => self.out.push((event, span)),
            }
        }
    }

    /// A text that begins at a place of its block, with what is replaced in it.
    fn text(
        &mut self,
        text: CowStr<'a>,
        span: Span,
        start: usize,
        replaced: impl Iterator<Item = Replaced>,
    ) {
        let mut from = 0;
        for Replaced { range, by } in replaced {
            let range = range.start - start..range.end - start;
            if from < range.start {
                self.part(&text, &span, from..range.start);
            }
            from = range.end;
            let place = span.start + range.start..span.start + range.end;
            self.out.push((Event::Text(by.into()), place));
        }
        if from == 0 {
            self.out.push((Event::Text(text), span));
        } else if from < text.len() {
            self.part(&text, &span, from..text.len());
        }
    }

    fn part(&mut self, text: &CowStr<'a>, span: &Span, part: Span) {
        let place = span.start + part.start..span.start + part.end;
        let text = match text {
            CowStr::Borrowed(text) => CowStr::Borrowed(&text[part]),
            text => text[part].to_owned().into(),
        };
        self.out.push((Event::Text(text), place));
    }

    fn unknown_emoji(&mut self, name: &str, place: Span) {
        let source = self.source;
        let message = format!("no emoji is called `{name}`, so this is only text");
        self.faults.add(Severity::Warning, message, |message| {
            let near = nearest_emoji(name).map(|near| format!("did you mean `{near}`? "));
            let help = format!(
                "{}if it is none, write it as code, or `\\{name}`",
                near.unwrap_or_default()
            );
            source.warning(place, message).help(help)
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::render_alone;

    #[test]
    fn what_begins_in_one_text_and_ends_in_another_is_left_as_it_is() {
        for (markdown, kept) in
            [("a --*- b*", "a --<em>- b</em>"), ("a .*..* b", "a .<em>..</em> b")]
        {
            let (html, faults) = render_alone(markdown);
            assert!(html.contains(kept) && faults.is_empty(), "{html} {faults:?}");
        }
    }
}
