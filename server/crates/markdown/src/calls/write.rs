//! What templates write comes into the text.

use diagnostics::{Pieces, Span};
use html_escape::encode_text;
use shortcodes::Segment;

use super::{copied, fill::Filled, in_addresses, in_html, tag::first_tag};
use crate::{
    MarkdownText,
    blocks::{Gathered, block::Blocks, gather},
    copy,
    events::Located,
    events::parsed,
    math::Formulas,
    render::read,
    setting,
    writer::{OpenElement, Writer},
};

/// How often Markdown of other files may be a part of a text, and how deep in each other.
const PARTS: usize = 100;
const DEPTH: usize = 8;

impl<'a> Writer<'a> {
    /// Writes what stands for a tag of a call, if HTML is that.
    pub(crate) fn call(&mut self, html: &str, is_block: bool) -> bool {
        if matches!(self.open.last(), Some(OpenElement::RawHtml(_))) {
            return false;
        }
        let Some(("", number, "")) = first_tag(html) else { return false };
        let Ok(number) = number.parse::<usize>() else { return true };
        let filled = self.calls;
        let Some(filled) = filled.get(number / 2) else { return true };
        let Some(tag) = filled.tags[number % 2].clone() else { return true };
        if self.images > 0 {
            let help = "put it behind the image".to_owned();
            self.error(tag, "a call can't stand in the words for an image", Some(help));
            return true;
        }
        let mut copied = copied::Copied::new(self.text, &tag, is_block);
        let before = self.origin.replace(&filled.origin);
        for segment in &filled.segments[number % 2] {
            match segment {
                Segment::Body => {}
                Segment::Html(html) => {
                    let from = self.html.len();
                    let plainly = self.plainly.len();
                    let mut raw = Pieces::default();
                    raw.push_made(html, tag.clone());
                    self.raw_html(&raw, is_block);
                    // What the page has is what is copied.
                    self.plainly.truncate(plainly);
                    copied.html(&self.html[from..]);
                }
                Segment::Code { info, text } => {
                    let mut code = Pieces::default();
                    let text = if text.is_empty() { String::new() } else { format!("{text}\n") };
                    code.push_made(&text, tag.clone());
                    self.made_code(info, &code, &tag, &[]);
                    copied.code(info, &text);
                }
                Segment::Markdown(name) => copied.markdown(&self.part(name, &tag)),
                Segment::Number(bound) => {
                    self.number(bound, &tag);
                    copied.text(&bound.text);
                }
            }
        }
        self.origin = before;
        if is_block {
            self.tag("\n");
        }
        self.plainly.push((tag, copied.end()));
        true
    }

    /// HTML with what stands for the tags of calls in it.
    pub(crate) fn with_calls(&mut self, raw: &mut Pieces, html: &str, at: usize) {
        let (mut rest, mut at) = (html, at);
        while let Some((before, number, behind)) = first_tag(rest) {
            raw.push(before, at);
            let tag = at + before.len()..at + rest.len() - behind.len();
            let number = number.parse::<usize>().ok();
            let filled = number.and_then(|number| Some((self.calls.get(number / 2)?, number % 2)));
            match filled {
                // In a comment it stays what it is.
                Some(_) if copied::is_in_comment(raw.text()) => {
                    let written = self.text.source.text().get(tag.clone()).unwrap_or_default();
                    raw.push(written, tag.start);
                }
                Some((filled, side)) => self.call_in_html(raw, filled, side, &tag),
                None => {}
            }
            (rest, at) = (behind, tag.end);
        }
        raw.push(rest, at);
    }

    fn call_in_html(&mut self, raw: &mut Pieces, filled: &Filled, side: usize, tag: &Span) {
        let mut text = String::new();
        for segment in &filled.segments[side] {
            match segment {
                Segment::Html(html) => text.push_str(html),
                Segment::Body => {}
                Segment::Number(bound) => {
                    // All that it refers to stands at the end of the page.
                    self.data_files(bound, tag);
                    let (number, words) = (bound.number, encode_text(&bound.text));
                    text.push_str(&format!("<data value=\"{number}\">{words}</data>"));
                }
                Segment::Code { .. } | Segment::Markdown(_) => {
                    let message = "what this call shows can't stand among HTML";
                    let help = "put empty lines around it".to_owned();
                    self.error(tag.clone(), message, Some(help));
                }
            }
        }
        raw.push_made(&text, tag.clone());
        self.in_html.push((tag.clone(), text));
    }

    /// Writes the Markdown of a file; returns it with whole addresses.
    fn part(&mut self, name: &str, tag: &Span) -> String {
        let Some(part) = self.parts.and_then(|parts| parts.get(name)) else { return String::new() };
        self.parts_shown += 1;
        if self.parts_shown > PARTS || self.parts_open == DEPTH {
            let message = format!("`{name}` is a part of too many others, or of itself");
            self.error(tag.clone(), message, Some("write it where it is needed".to_owned()));
            return String::new();
        }
        self.parts_open += 1;
        let text = MarkdownText { source: &part.source, start: 0, ..self.text };
        let read = read(text, &part.hidden, &part.filled, &mut self.faults);
        let Gathered { events, blocks, unended } = gather(read.events, &part.hidden, 0);
        let events = setting::set(events, text.typography, text.source, &mut self.faults);
        let around = OuterText {
            text: std::mem::replace(&mut self.text, text),
            calls: std::mem::replace(&mut self.calls, &part.filled),
            blocks: std::mem::replace(&mut self.blocks, blocks),
            formulas: std::mem::replace(&mut self.formulas, Formulas::of(&events)),
            plainly: std::mem::replace(&mut self.plainly, read.plainly),
            titles: std::mem::take(&mut self.titles),
            in_html: std::mem::take(&mut self.in_html),
            here: self.here.clone(),
        };
        let before = self.rendered.places();
        self.footnotes.expect(&events);
        self.unended_blocks(unended);
        self.walk(&events);
        self.rendered.move_places(before, tag);
        let titles = std::mem::replace(&mut self.titles, around.titles);
        let titles = titles.into_iter().flat_map(|title| parsed(text, title));
        let titles: Vec<Located<'_>> = titles.collect();
        let mut plainly = std::mem::replace(&mut self.plainly, around.plainly);
        let (definitions, resolved) = (&read.definitions, &self.resolved);
        let among = std::mem::replace(&mut self.in_html, around.in_html);
        plainly.extend(in_html(text, among, resolved));
        plainly.extend(in_addresses(text, &events, definitions, &part.filled, resolved));
        let parts = [events.as_slice(), titles.as_slice()];
        let copy = copy::absolute(text, &parts, definitions, resolved, plainly);
        (self.text, self.calls, self.blocks) = (around.text, around.calls, around.blocks);
        (self.formulas, self.here) = (around.formulas, around.here);
        self.parts_open -= 1;
        copy
    }
}

/// What is put aside while the Markdown of another file is written.
struct OuterText<'a> {
    text: MarkdownText<'a>,
    calls: &'a [Filled],
    blocks: Blocks,
    formulas: Formulas,
    plainly: Vec<(Span, String)>,
    titles: Vec<Span>,
    in_html: Vec<(Span, String)>,
    here: Span,
}
