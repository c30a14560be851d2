//! Links and pictures of Markdown: where they lead on the new site.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::{
    common::{Code, Context, dialect},
    weave::tags,
};
use crate::{
    addresses::Target,
    doc::{Doc, Edit},
};

/// A link or a picture that is open.
struct Open {
    range: Range<usize>,
    kind: LinkType,
    address: String,
    title: String,
    is_picture: bool,
    words: String,
    /// Where its words begin and end.
    inside: Option<Range<usize>>,
}

/// Rewrites the addresses of links and pictures.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    let mut edits: Vec<Edit> = Vec::new();
    let text = doc.text();
    let mut open: Vec<Open> = Vec::new();
    let parser = Parser::new_ext(text, dialect());
    let definitions: Vec<(Range<usize>, String)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (definition.span.clone(), definition.dest.to_string()))
        .collect();
    let outer = anchors(text);
    for (event, span) in parser.into_offset_iter() {
        if let Some(open) = open.last_mut()
            && !matches!(event, Event::End(TagEnd::Link | TagEnd::Image))
        {
            let inside = open.inside.get_or_insert(span.clone());
            inside.end = inside.end.max(span.end);
            inside.start = inside.start.min(span.start);
        }
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                open.push(start(span, link_type, &dest_url, &title, false));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                open.push(start(span, link_type, &dest_url, &title, true));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let Some(done) = open.pop() else { continue };
                let is_inner = outer.iter().any(|range| range.contains(&done.range.start));
                match &done.inside {
                    // No link stands in another one.
                    Some(inside) if is_inner && !done.is_picture => {
                        edits.push((done.range, text[inside.clone()].to_owned()));
                    }
                    _ => end(doc, context, &done, &mut edits),
                }
            }
            Event::Text(words) if open.is_empty() => {
                bare(doc, context, &span, &words);
            }
            Event::Text(words) | Event::Code(words) => {
                for open in &mut open {
                    open.words.push_str(&words);
                }
            }
            _ => {}
        }
    }
    for (span, address) in definitions {
        definition(doc, context, span, &address, &mut edits);
    }
    doc.apply(edits);
}

/// Addresses of the rest of the host that stand in the text as they are: readers of Markdown make links of
/// them.
fn bare(doc: &Doc, context: &mut Context<'_>, span: &Range<usize>, words: &str) {
    let origin = context.blog.site.origin().to_owned();
    if origin.is_empty() {
        return;
    }
    for (at, _) in words.match_indices(&*origin) {
        let end = words[at..].find(|c: char| c.is_whitespace() || "<>\"`".contains(c));
        let address = &words[at..end.map_or(words.len(), |end| at + end)];
        let address = address.trim_end_matches(|c: char| ".,;:!?)*_~'".contains(c));
        if matches!(context.addresses.resolve(address, context.text), Target::Rest(_)) {
            context.link(address, doc.line(span.start));
        }
    }
}

/// Where links stand that are written in HTML.
fn anchors(text: &str) -> Vec<Range<usize>> {
    let code = Code::of(text);
    let found = tags(text, |at| code.has(at));
    let (mut ranges, mut open) = (Vec::new(), None);
    for tag in found.iter().filter(|tag| tag.name.eq_ignore_ascii_case("a")) {
        if !tag.closes {
            open = tag.text("href").map(|_| tag.range.end);
        } else if let Some(start) = open.take() {
            ranges.push(start..tag.range.start);
        }
    }
    ranges
}

fn start(range: Range<usize>, kind: LinkType, address: &str, title: &str, picture: bool) -> Open {
    Open {
        range,
        kind,
        address: address.to_owned(),
        title: title.to_owned(),
        is_picture: picture,
        words: String::new(),
        inside: None,
    }
}

fn end(doc: &Doc, context: &mut Context<'_>, link: &Open, edits: &mut Vec<Edit>) {
    let text = &doc.text()[link.range.clone()];
    let line = doc.line(link.range.start);
    match link.kind {
        LinkType::Inline => {}
        LinkType::Autolink => {
            if !is_address(&link.address) {
                context.became("what only looks like an address: as it is written", line);
                edits.push((link.range.start..link.range.start, "\\".to_owned()));
                return;
            }
            // An address of our own that moves is a link with words.
            if let Some(to) = context.link(&link.address, line)
                && to != link.address
            {
                edits.push((link.range.clone(), format!("[{}]({to})", link.address)));
            }
            return;
        }
        _ => {
            if link.is_picture && link.words.trim().is_empty() {
                ornament(context, link, line, edits);
            }
            return;
        }
    }
    if link.is_picture {
        if link.words.trim().is_empty() && link.title.is_empty() {
            return ornament(context, link, line, edits);
        }
        match context.picture(&link.address, line) {
            Some(to) => replace(text, link, &to, edits),
            None => edits.push((link.range.clone(), link.words.clone())),
        }
        if link.words.trim().is_empty() {
            // The caption says what it shows.
            let at = link.range.start + 2;
            edits.push((at..at, link.title.replace(['[', ']'], "")));
        }
        return;
    }
    match context.link(&link.address, line) {
        Some(to) => replace(text, link, &to, edits),
        None => {
            let inside = link.inside.clone().unwrap_or(link.range.start..link.range.start);
            edits.push((link.range.start..inside.start, String::new()));
            edits.push((inside.end..link.range.end, String::new()));
        }
    }
}

/// Whether a browser finds a host in what stands between angle brackets.
fn is_address(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return true };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let port =
        host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or("", |(_, port)| port);
    !host.is_empty()
        && !host.contains(['"', '\'', '\\'])
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// A picture without words, in HTML, which has a way to say so.
fn ornament(context: &mut Context<'_>, link: &Open, line: usize, edits: &mut Vec<Edit>) {
    let Some(to) = context.picture(&link.address, line) else {
        edits.push((link.range.clone(), String::new()));
        return;
    };
    context.became("a picture without words: taken for an ornament", line);
    let address = to.replace('"', "%22");
    edits.push((link.range.clone(), format!("<img src=\"{address}\" alt=\"\">")));
}

/// Writes another address in the place of the one that stands there.
fn replace(text: &str, link: &Open, to: &str, edits: &mut Vec<Edit>) {
    if to == link.address {
        return;
    }
    let from = link.inside.as_ref().map_or(0, |inside| inside.end - link.range.start);
    let Some(open) = text[from..].find("](").map(|at| from + at + 2) else { return };
    // The address ends where the title or the bracket begins, or with `>`.
    let rest = &text[open..text.len() - 1];
    let trimmed = rest.trim_start();
    let begin = open + rest.len() - trimmed.len();
    let length = match trimmed.strip_prefix('<') {
        Some(inner) => inner.find('>').map_or(trimmed.len(), |end| end + 2),
        None => trimmed.find(char::is_whitespace).unwrap_or(trimmed.len()),
    };
    let at = link.range.start + begin;
    edits.push((at..at + length, written(to)));
}

/// An address as it may stand in a link.
fn written(address: &str) -> String {
    if address.contains([' ', '(', ')']) { format!("<{address}>") } else { address.to_owned() }
}

/// Rewrites the address of a definition `[name]: address`.
fn definition(
    doc: &Doc,
    context: &mut Context<'_>,
    span: Range<usize>,
    address: &str,
    edits: &mut Vec<Edit>,
) {
    let text = &doc.text()[span.clone()];
    let line = doc.line(span.start);
    let Some(colon) = text.find("]:").map(|at| at + 2) else { return };
    let Some(at) = text[colon..].find(address).map(|at| colon + at) else { return };
    let to = match context.link(address, line) {
        Some(to) if to == address => return,
        Some(to) => to,
        // Words alone can't be made of every use of it.
        None => "#top".to_owned(),
    };
    let begin = span.start + at;
    edits.push((begin..begin + address.len(), written(&to)));
}
