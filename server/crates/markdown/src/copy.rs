//! The text as its writer wrote it, with addresses that hold anywhere.
//!
//! Where each address leads is what the walk found out for the page, so that both say the same. It
//! is put in the place of the written one byte by byte: nothing else of the text changes, and what
//! stands in code is no address.

use std::collections::BTreeMap;

use diagnostics::{Pieces, Span};
use html::{Attribute, StartTag, Token, srcset, tokens};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{MarkdownText, elements::is_address, events::Located};

/// What an address is for: one and the same may lead to a file, or show what is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Purpose {
    /// To go there.
    Lead,
    /// To have it in the page.
    Show,
}

/// What the page has in the place of each address, by what it is for and as it was written.
#[derive(Debug, Default)]
pub(super) struct Resolved(BTreeMap<(Purpose, String), String>);

impl Resolved {
    /// Remembers what was made of an address.
    pub(super) fn note(&mut self, purpose: Purpose, written: &str, href: &str) {
        self.0.entry((purpose, written.to_owned())).or_insert_with(|| href.to_owned());
    }

    /// What an address is from anywhere; `None` for one that the page does not have.
    pub(super) fn absolute(
        &self,
        purpose: Purpose,
        address: &str,
        text: MarkdownText<'_>,
    ) -> Option<String> {
        Some(text.resolver.absolute(self.get(purpose, address)?))
    }

    fn get(&self, purpose: Purpose, written: &str) -> Option<&str> {
        self.0.get(&(purpose, written.to_owned())).map(String::as_str)
    }
}

/// A line such as `[label]: address "title"`.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub(super) span: Span,
    pub(super) address: String,
}

/// The Markdown of a text, all addresses in it whole; `plainly` has what to put in the place of what
/// only this reader knows.
pub(super) fn absolute(
    text: MarkdownText<'_>,
    parts: &[&[Located<'_>]],
    definitions: &[Definition],
    resolved: &Resolved,
    plainly: Vec<(Span, String)>,
) -> String {
    let mut copy = Copy { text, resolved, edits: plainly };
    for events in parts {
        copy.links(events);
        copy.html(events);
    }
    copy.definitions(definitions);
    copy.write()
}

/// How many bytes of marks are looked for at most: each attribute looks.
const MARKS: usize = 1_000;

struct Copy<'a> {
    text: MarkdownText<'a>,
    resolved: &'a Resolved,
    /// What to put where.
    edits: Vec<(Span, String)>,
}

/// A link or an image that has not ended.
struct OpenLink<'a> {
    purpose: Purpose,
    kind: LinkType,
    address: &'a str,
    title: &'a str,
    /// Where the last that it says ends.
    said: usize,
}

impl Copy<'_> {
    /// Finds the addresses in links and images.
    fn links(&mut self, events: &[Located<'_>]) {
        let mut open: Vec<OpenLink<'_>> = Vec::new();
        for (event, span) in events {
            if let Event::End(TagEnd::Link | TagEnd::Image) = event {
                match open.pop() {
                    Some(OpenLink { kind: LinkType::Inline, purpose, address, said, .. }) => {
                        self.inline(purpose, address, said..span.end);
                    }
                    Some(link) => self.reference(&link, span.end),
                    None => {}
                }
                continue;
            }
            if let Some(around) = open.last_mut() {
                around.said = around.said.max(span.end);
            }
            let (purpose, kind, address, title, mark) = match event {
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    (Purpose::Lead, *link_type, dest_url, title, "[")
                }
                Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                    (Purpose::Show, *link_type, dest_url, title, "![")
                }
                _ => continue,
            };
            open.push(OpenLink { purpose, kind, address, title, said: span.start + mark.len() });
        }
    }

    /// Edits a link of the form `[words](address "title")`; its words end where `rest` begins.
    fn inline(&mut self, purpose: Purpose, address: &str, rest: Span) {
        let Some(whole) = self.absolute(purpose, address) else { return };
        let source = self.text.source.text();
        let place = source.get(rest.clone()).and_then(|text| {
            let start = rest.start + text.find("](")? + 2;
            destination(source, start..rest.end, address)
        });
        self.edit_address(place, &whole);
    }

    /// Edits a link of the form `[words][name]` whose definition gets another address, because what
    /// it leads to is also shown: it gets its own.
    fn reference(&mut self, link: &OpenLink<'_>, end: usize) {
        let of_reference =
            matches!(link.kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
        let whole = self.absolute(link.purpose, link.address).filter(|_| of_reference);
        let Some(whole) = whole.filter(|whole| self.defined(link.address).as_ref() != Some(whole))
        else {
            return;
        };
        let source = self.text.source.text();
        // The parser does not count the brackets of `[words][]` as a part of the link.
        let behind = source.get(end..).unwrap_or_default();
        let empty = link.kind == LinkType::Collapsed && behind.starts_with("[]");
        let end = if empty { end + "[]".len() } else { end };
        let rest = source.get(link.said..end).unwrap_or_default();
        let Some(at) = rest.find(']') else { return };
        let mut destination = as_destination(&whole);
        if !link.title.is_empty() {
            let title = link.title.replace('\\', "\\\\").replace('"', "\\\"");
            destination.push_str(&format!(" \"{}\"", title.replace('&', "&amp;")));
        }
        self.edits.push((link.said + at..end, format!("]({destination})")));
    }

    /// The address that a definition gets: that of what is shown, if anything is.
    fn defined(&self, address: &str) -> Option<String> {
        let purposes = [Purpose::Show, Purpose::Lead];
        purposes.into_iter().find_map(|purpose| self.absolute(purpose, address))
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        let source = self.text.source.text();
        for Definition { span, address } in definitions {
            let Some(whole) = self.defined(address) else { continue };
            let place = source.get(span.clone()).and_then(|text| {
                let start = span.start + end_of_label(text)?;
                destination(source, start..span.end, address)
            });
            self.edit_address(place, &whole);
        }
    }

    /// Finds the addresses in HTML.
    fn html(&mut self, events: &[Located<'_>]) {
        let mut block: Option<Pieces> = None;
        for (event, span) in events {
            match event {
                Event::Start(Tag::HtmlBlock) => block = Some(Pieces::default()),
                Event::End(TagEnd::HtmlBlock) => {
                    if let Some(raw) = block.take() {
                        self.raw_html(&raw);
                    }
                }
                Event::Html(html) | Event::InlineHtml(html) => match &mut block {
                    Some(raw) => raw.push(html, span.start),
                    None => {
                        let mut raw = Pieces::default();
                        raw.push(html, span.start);
                        self.raw_html(&raw);
                    }
                },
                _ => {}
            }
        }
    }

    fn raw_html(&mut self, raw: &Pieces) {
        for token in tokens(raw.text()) {
            let Token::Start(tag) = token else { continue };
            for attribute in &tag.attributes {
                let whole = match &*attribute.name {
                    "srcset" => self.srcset(&attribute.value),
                    name if is_address(&tag.name, name) => self.address(&tag, attribute),
                    _ => None,
                };
                if let Some(whole) = whole {
                    self.attribute(raw, attribute, &whole);
                }
            }
        }
    }

    fn address(&self, tag: &StartTag, attribute: &Attribute) -> Option<String> {
        let is_link = matches!(&*tag.name, "a" | "area") && attribute.name == "href";
        let purpose = if is_link { Purpose::Lead } else { Purpose::Show };
        self.absolute(purpose, attribute.value.trim())
    }

    fn srcset(&self, value: &str) -> Option<String> {
        let one = |(address, density): (&str, &str)| {
            let whole = self.absolute(Purpose::Show, address)?;
            Some(format!("{whole} {density}").trim_end().to_owned())
        };
        let all: Option<Vec<String>> = srcset::candidates(value).into_iter().map(one).collect();
        Some(all?.join(", "))
    }

    /// Puts another value into an attribute.
    fn attribute(&mut self, raw: &Pieces, attribute: &Attribute, whole: &str) {
        if attribute.value == whole {
            return;
        }
        let written = &raw.text()[attribute.value_span.clone()];
        // In a quotation, the marks of the lines between stand in the file and not in the tag.
        let Span { start, end } = raw.place(attribute.value_span.clone());
        let source = self.text.source.text();
        let behind = source.get(start..source.floor_char_boundary(end + MARKS)).unwrap_or_default();
        let Some(place) = behind.find(written).map(|at| start + at..start + at + written.len())
        else {
            return;
        };
        let quoted = raw.text()[..attribute.value_span.start].ends_with(['"', '\'']);
        let mut value = String::new();
        html_escape::encode_double_quoted_attribute_to_string(whole, &mut value);
        let value = value.replace('\'', "&#39;");
        self.edits.push((place, if quoted { value } else { format!("\"{value}\"") }));
    }

    /// What an address is from anywhere; `None` for one that the page does not have.
    fn absolute(&self, purpose: Purpose, address: &str) -> Option<String> {
        self.resolved.absolute(purpose, address, self.text)
    }

    fn edit_address(&mut self, place: Option<Span>, whole: &str) {
        let Some(place) = place else { return };
        // What is whole already stays as it is written: an encoded `|`, say, ends no cell of a table.
        let written = self.text.source.text().get(place.clone());
        if written.is_none_or(|written| written != whole && urls::link::encode(written) != whole) {
            self.edits.push((place, as_destination(whole)));
        }
    }

    fn write(mut self) -> String {
        self.edits.sort_by_key(|(place, _)| place.start);
        let source = self.text.source.text();
        let mut out = String::with_capacity(source.len());
        let mut from = self.text.start;
        for (place, address) in &self.edits {
            if let Some(before) = source.get(from..place.start) {
                out.push_str(before);
                out.push_str(address);
                from = place.end;
            }
        }
        out.push_str(source.get(from..).unwrap_or_default());
        // A space that does not break is no blank to Markdown: it makes a row of a table.
        let text = out.trim_end_matches([' ', '\t', '\n']).trim_start_matches('\n');
        if text.is_empty() { String::new() } else { format!("{text}\n") }
    }
}

/// Where the label of a definition ends, with the colon behind it.
fn end_of_label(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => return text[at + 1..].starts_with(':').then_some(at + 2),
            _ => {}
        }
    }
    None
}

/// Where an address stands that comes first in a part of the source, its angle brackets included.
fn destination(source: &str, part: Span, address: &str) -> Option<Span> {
    let text = source.get(part.clone())?;
    let blank = text.len() - text.trim_start_matches([' ', '\t', '\n']).len();
    let start = part.start + blank;
    let length = length(&text[blank..])?;
    let written = text[blank..][..length].trim_start_matches('<').trim_end_matches('>');
    // What is written with an escape or a reference is not what is meant letter by letter.
    if written == address || written.contains(['\\', '&']) {
        return Some(start..start + length);
    }
    // Behind the mark of a quotation, for instance, over several lines.
    let at = part.start + text.find(address)?;
    Some(at..at + address.len())
}

/// How long the address at the head of a text is, by the rules of CommonMark.
fn length(text: &str) -> Option<usize> {
    let bracketed = text.starts_with('<');
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '>' if bracketed => return Some(at + 1),
            _ if bracketed => {}
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            c if c.is_ascii_whitespace() => return Some(at),
            _ => {}
        }
    }
    (!bracketed).then_some(text.len())
}

/// An address as it can stand in a link.
fn as_destination(address: &str) -> String {
    let could_be_reference = address.contains('&') && address.contains(';');
    let address = match could_be_reference {
        true => address.replace('&', "&amp;"),
        false => address.to_owned(),
    };
    if address.contains(['(', ')']) { format!("<{address}>") } else { address }
}
