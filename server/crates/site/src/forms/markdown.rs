//! Markdown as its readers read it, with another reader than the one that renders it.

use std::collections::BTreeMap;

use dialect::{Attributes, braces, dialect, mask};
use html_escape::encode_text;
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd, html::push_html,
};
use url::Url;
use words::{Message, Words};

use super::{DRAWN, Drawings, Reading, html};

/// Reads Markdown without front matter; `math` tells whether dollars are around
/// formulas.
pub(super) fn read(body: &str, url: &Url, math: bool, words: &Words) -> Reading {
    let masked = mask::masked(body, math);
    let mut html = String::new();
    let events = with_braces(body, &masked, dialect(math));
    push_html(&mut html, arranged(&events, words).into_iter());
    html::read(&html, Some(url), Drawings::Skip)
}

/// A Markdown file without its front matter.
pub(crate) fn body(file: &str) -> &str {
    let head = file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    head.map_or(file, |(_, body)| body)
}

/// The events of a text, with the words in braces that the parser takes from headings.
fn with_braces<'a>(body: &str, masked: &'a str, options: Options) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    // Where what was said last ends.
    let mut said = 0;
    for (event, span) in Parser::new_ext(masked, options).into_offset_iter() {
        match &event {
            Event::Start(Tag::Heading { .. }) => said = span.start,
            Event::End(TagEnd::Heading(_)) => {
                let words = braces(&body[span.clone()])
                    .map(|braces| span.start + braces.start..span.start + braces.end)
                    .filter(|braces| said <= braces.start)
                    .map(|braces| &masked[braces])
                    .filter(|words| Attributes::of(words).is_none());
                let inner = words.into_iter().flat_map(|words| Parser::new_ext(words, options));
                let is_block = |event: &Event<'_>| {
                    matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
                };
                events.extend(inner.filter(|event| !is_block(event)));
            }
            _ => said = said.max(span.end),
        }
        events.push(mask::unmasked((event, span)).0);
    }
    events
}

/// The events of a text in the order in which a page shows them: footnotes at the end, alerts under
/// their names, without what is drawn.
fn arranged<'a>(all: &[Event<'a>], words: &Words) -> Vec<Event<'a>> {
    // The text, and each footnote that is open.
    let mut open: Vec<Vec<Event<'a>>> = vec![Vec::new()];
    let mut labels = Vec::new();
    let mut notes: BTreeMap<String, Vec<Event<'a>>> = BTreeMap::new();
    let mut used: Vec<(String, usize)> = Vec::new();
    let (mut images, mut drawn) = (0_usize, false);
    for event in all.iter().cloned() {
        let push = match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                labels.push(label.to_string());
                open.push(Vec::new());
                None
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let (Some(label), Some(note)) = (labels.pop(), open.pop()) {
                    notes.entry(label).or_insert(note);
                }
                None
            }
            Event::FootnoteReference(_) | Event::InlineHtml(_) if images > 0 => None,
            Event::FootnoteReference(label) => {
                let at =
                    used.iter().position(|(known, _)| **known == *label).unwrap_or_else(|| {
                        used.push((label.to_string(), 0));
                        used.len() - 1
                    });
                used[at].1 += 1;
                let number = at + 1;
                Some(Event::Html(format!("<a href=\"#fn-{number}\">{number}</a>").into()))
            }
            // In the text that stands for an image there is no formula, but its source.
            Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                (images > 0).then_some(Event::Text(latex))
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(ref info))) if is_drawn(info) => {
                drawn = true;
                None
            }
            Event::End(TagEnd::CodeBlock) if drawn => {
                drawn = false;
                None
            }
            Event::Text(_) if drawn => None,
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                let name =
                    Event::Html(format!("<p>{}</p>", encode_text(words.say(name(kind)))).into());
                if let Some(events) = open.last_mut() {
                    events.extend([Event::Start(Tag::BlockQuote(None)), name]);
                }
                None
            }
            Event::End(TagEnd::BlockQuote(_)) => Some(Event::End(TagEnd::BlockQuote(None))),
            event => {
                match event {
                    Event::Start(Tag::Image { .. }) => images += 1,
                    Event::End(TagEnd::Image) => images -= 1,
                    _ => {}
                }
                Some(event)
            }
        };
        if let Some(events) = open.last_mut() {
            events.extend(push);
        }
    }
    let mut events = open.into_iter().next().unwrap_or_default();
    for (at, (label, uses)) in used.into_iter().enumerate() {
        events.extend(notes.remove(&label).unwrap_or_default());
        let number = at + 1;
        events.extend((1..=uses).map(|place| {
            let place = if place == 1 { String::new() } else { format!("-{place}") };
            Event::Html(format!("<a href=\"#fnref-{number}{place}\">↩</a>").into())
        }));
    }
    events
}

fn is_drawn(info: &str) -> bool {
    let language = info.split([' ', '{', ',', '\t']).next().unwrap_or_default();
    DRAWN.iter().any(|(drawn, _)| *drawn == language)
}

fn name(kind: BlockQuoteKind) -> Message {
    match kind {
        BlockQuoteKind::Note => Message::Note,
        BlockQuoteKind::Tip => Message::Tip,
        BlockQuoteKind::Important => Message::Important,
        BlockQuoteKind::Warning => Message::Warning,
        BlockQuoteKind::Caution => Message::Caution,
    }
}
