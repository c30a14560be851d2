//! Tags of calls in the events of the parser.

use diagnostics::Span;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{
    fill::Filled,
    hide::Calls,
    tag::{MARK, first_tag},
};
use crate::events::Located;

/// Puts tags in the place of what stands for them, in a text that begins at a place of its file: each is
/// HTML, between paragraphs or in one. A tag in an address is what its template writes.
pub(crate) fn place<'a>(
    events: Vec<Located<'a>>,
    calls: &Calls,
    filled: &[Filled],
    start: usize,
) -> Vec<Located<'a>> {
    if calls.found == shortcodes::Calls::default() {
        return events;
    }
    let mut placer = Placer { calls, start, out: Vec::with_capacity(events.len()) };
    for (event, span) in events {
        placer.event(event, span, filled);
    }
    part(placer.out, calls)
}

/// A text in which tags are what their templates write.
pub(crate) fn substituted(text: &str, filled: &[Filled]) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, number, behind)) = first_tag(rest) {
        out.push_str(before);
        if let Some(filled) = number.parse::<usize>().ok().and_then(|number| filled.get(number / 2))
        {
            out.push_str(&filled.text());
        }
        rest = behind;
    }
    out + rest
}

struct Placer<'a, 'c> {
    calls: &'c Calls,
    start: usize,
    out: Vec<Located<'a>>,
}

impl<'a> Placer<'a, '_> {
    fn event(&mut self, event: Event<'a>, span: Span, filled: &[Filled]) {
        let with = |text: CowStr<'a>| match text.contains(MARK) {
            true => substituted(&text, filled).into(),
            false => text,
        };
        let event = match event {
            Event::Rule => return self.rule(span),
            Event::Text(text) if text.contains(MARK) => return self.text(&text, &span),
            Event::Code(text) => Event::Code(with(text)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let (dest_url, title) = (with(dest_url), with(title));
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let (dest_url, title) = (with(dest_url), with(title));
                Event::Start(Tag::Image { link_type, dest_url, title, id })
            }
            other => other,
        };
        self.out.push((event, span));
    }

    fn rule(&mut self, span: Span) {
        let at = span.start.checked_sub(self.start);
        let is_rule = |at: &usize| self.calls.rules().contains(at);
        match at.filter(is_rule).and_then(|at| self.calls.number(at)) {
            Some((number, tag)) => {
                let place = tag.start + self.start..tag.end + self.start;
                self.out.push((Event::Html(token(number)), place));
            }
            None => self.out.push((Event::Rule, span)),
        }
    }

    /// Texts and tags in their order.
    fn text(&mut self, text: &str, span: &Span) {
        let (mut rest, mut at) = (text, span.start);
        while let Some((before, number, behind)) = first_tag(rest) {
            if !before.is_empty() {
                self.out.push((Event::Text(before.to_owned().into()), at..at + before.len()));
            }
            let tag = at + before.len()..at + rest.len() - behind.len();
            if let Ok(number) = number.parse() {
                self.out.push((Event::InlineHtml(token(number)), tag.clone()));
            }
            (rest, at) = (behind, tag.end);
        }
        if !rest.is_empty() {
            self.out.push((Event::Text(rest.to_owned().into()), at..at + rest.len()));
        }
    }
}

/// A tag as an event has it.
fn token<'a>(number: usize) -> CowStr<'a> {
    format!("{MARK}{number}{MARK}").into()
}

/// Whether an event is a tag of a call that stands between paragraphs.
fn parts(event: &Event<'_>, calls: &Calls) -> bool {
    let Event::InlineHtml(html) = event else { return false };
    let number = first_tag(html).filter(|(before, ..)| before.is_empty());
    let number = number.and_then(|(_, number, _)| number.parse::<usize>().ok());
    number.is_some_and(|number| calls.are_blocks.get(number / 2) == Some(&true))
}

/// Ends paragraphs before tags that stand between them, and begins them again.
fn part<'a>(events: Vec<Located<'a>>, calls: &Calls) -> Vec<Located<'a>> {
    let mut out: Vec<Located<'a>> = Vec::with_capacity(events.len());
    // How many elements are open in the paragraph, while there is one.
    let mut depth = None;
    // Whether the paragraph has ended for the time being.
    let mut is_parted = false;
    for (mut event, mut span) in events {
        // Whether the paragraph goes on with it.
        let begins = is_parted && depth.is_some() && !is_blank(&event);
        match (&event, depth) {
            (Event::Start(Tag::Paragraph), _) => {
                (depth, is_parted) = (Some(0_usize), false);
            }
            (Event::End(TagEnd::Paragraph), Some(_)) => {
                depth = None;
                if is_parted {
                    continue;
                }
            }
            (event, Some(0)) if parts(event, calls) => {
                if !is_parted {
                    trim(&mut out);
                    match out.last() {
                        Some((Event::Start(Tag::Paragraph), _)) => drop(out.pop()),
                        _ => out.push((Event::End(TagEnd::Paragraph), span.clone())),
                    }
                    is_parted = true;
                }
                let Event::InlineHtml(html) = event else { continue };
                out.push((Event::Html(html.clone()), span));
                continue;
            }
            (event, Some(open)) => {
                if is_parted {
                    if is_blank(event) {
                        continue;
                    }
                    out.push((Event::Start(Tag::Paragraph), span.clone()));
                    is_parted = false;
                }
                depth = Some(match event {
                    Event::Start(_) => open + 1,
                    Event::End(_) => open.saturating_sub(1),
                    _ => open,
                });
            }
            _ => {}
        }
        if begins && let Event::Text(text) = &event {
            span.start += text.len() - text.trim_start().len();
            event = Event::Text(text.trim_start().to_owned().into());
        }
        out.push((event, span));
    }
    out
}

fn is_blank(event: &Event<'_>) -> bool {
    match event {
        Event::SoftBreak | Event::HardBreak => true,
        Event::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Takes breaks and blanks from the end of a paragraph that has others before a tag.
fn trim(out: &mut Vec<Located<'_>>) {
    while out.last().is_some_and(|(event, _)| is_blank(event)) {
        out.pop();
    }
    if let Some((Event::Text(text), span)) = out.last_mut() {
        let words = text.trim_end().len();
        span.end -= text.len() - words;
        *text = text[..words].to_owned().into();
    }
}
