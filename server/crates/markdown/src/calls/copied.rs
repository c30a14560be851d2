//! What the Markdown beside a page has in the place of a call: what comes of it, so that every other
//! reader finds the same.

use diagnostics::Span;
use html::{Token, srcset, tokens};
use pulldown_cmark::{Event, Tag};

use super::fill::Filled;
use crate::{
    MarkdownText,
    copy::{Definition, Purpose, Resolved},
    elements::is_address,
    events::Located,
};

/// What stands in the place of one tag.
pub(super) struct Copied<'a> {
    text: MarkdownText<'a>,
    is_block: bool,
    /// What stands before every line of a quotation or an item.
    indent: String,
    /// Whether something else stands on its lines before it and behind it.
    follows: bool,
    precedes: bool,
    out: String,
}

impl<'a> Copied<'a> {
    pub(super) fn new(text: MarkdownText<'a>, tag: &Span, is_block: bool) -> Self {
        let source = text.source.text();
        let before = source[..tag.start].rsplit('\n').next().unwrap_or_default();
        let behind = source[tag.end..].split('\n').next().unwrap_or_default();
        let is_idle = |c: char| matches!(c, ' ' | '\t' | '>');
        let marks = &before[..before.len() - before.trim_start_matches(is_idle).len()];
        Self {
            text,
            is_block,
            indent: marks.to_owned(),
            follows: marks.len() < before.len(),
            precedes: !behind.trim().is_empty(),
            out: String::new(),
        }
    }

    /// Markup as the page has it, on one line.
    pub(super) fn html(&mut self, html: &str) {
        self.part();
        let html = with_addresses(html, &|address| Some(self.text.resolver.absolute(address)));
        // A line break in code is one, anywhere else a blank.
        let mut in_pre = false;
        for piece in html.trim().split_inclusive('\n') {
            let (line, ends) = match piece.strip_suffix('\n') {
                Some(line) => (line, true),
                None => (piece, false),
            };
            self.out.push_str(line);
            let (begins, closes) = (line.rfind("<pre"), line.rfind("</pre"));
            in_pre = match (begins, closes) {
                (None, None) => in_pre,
                (begins, closes) => begins > closes,
            };
            if ends {
                self.out.push_str(if in_pre { "&#10;" } else { " " });
            }
        }
    }

    /// A part of a sentence.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub(super) fn code(&mut self, info: &str, code: &str) {
        self.part();
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        self.lines(&format!("{fence}{info}\n{code}{fence}"));
    }

    pub(super) fn markdown(&mut self, markdown: &str) {
        self.part();
        self.lines(markdown.trim_end());
    }

    fn lines(&mut self, text: &str) {
        let indented = text.replace('\n', &format!("\n{}", self.indent));
        self.out.push_str(&indented);
    }

    /// An empty line between two blocks.
    fn part(&mut self) {
        if self.is_block && !self.out.is_empty() {
            self.empty_line();
        }
    }

    fn empty_line(&mut self) {
        for _ in 0..2 {
            self.out.push('\n');
            self.out.push_str(&self.indent);
        }
    }

    pub(super) fn end(mut self) -> String {
        if !self.is_block {
            return self.out;
        }
        if self.precedes {
            self.empty_line();
        } else {
            self.out.push('\n');
            self.out.push_str(self.indent.trim_end());
        }
        match self.follows {
            true => format!("\n{0}\n{0}{1}", self.indent, self.out),
            false => format!("\n{0}{1}", self.indent, self.out),
        }
    }
}

/// What stands in the place of calls that are addresses, or parts of one: where these lead.
pub(crate) fn in_addresses(
    text: MarkdownText<'_>,
    events: &[Located<'_>],
    definitions: &[Definition],
    calls: &[Filled],
    resolved: &Resolved,
) -> Vec<(Span, String)> {
    let links = events.iter().filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((span, &**dest_url, Purpose::Lead)),
        Event::Start(Tag::Image { dest_url, .. }) => Some((span, &**dest_url, Purpose::Show)),
        _ => None,
    });
    let defined = definitions.iter().flat_map(|definition| {
        [Purpose::Show, Purpose::Lead]
            .map(|purpose| (&definition.span, &*definition.address, purpose))
    });
    let mut edits = Vec::new();
    for (span, address, purpose) in links.chain(defined) {
        let first = calls.partition_point(|filled| filled.start() < span.start);
        for filled in calls[first..].iter().take_while(|filled| filled.start() < span.end) {
            let Some(tag) = &filled.tags[0] else { continue };
            let written = filled.text();
            let Some((before, behind)) = address.split_once(&*written) else { continue };
            // What stands among the words of the link is written there.
            let source = &text.source.text()[..tag.start];
            let source = source.strip_suffix(before).unwrap_or(source).trim_end_matches(['<', ' ']);
            let is_address = source.ends_with("](") || source.ends_with("]:");
            let whole = resolved.absolute(purpose, address, text);
            if let Some(whole) = whole.filter(|_| is_address && !written.is_empty()) {
                edits.push((tag.start - before.len()..tag.end + behind.len(), whole));
            }
        }
    }
    edits
}

/// What stands in the place of calls among HTML: the same, with addresses that hold anywhere.
pub(crate) fn in_html(
    text: MarkdownText<'_>,
    written: Vec<(Span, String)>,
    resolved: &Resolved,
) -> impl Iterator<Item = (Span, String)> {
    let whole = move |address: &str| {
        let purposes = [Purpose::Lead, Purpose::Show];
        purposes.into_iter().find_map(|purpose| resolved.absolute(purpose, address, text))
    };
    written.into_iter().map(move |(tag, html)| {
        let html = whole(&html).unwrap_or_else(|| with_addresses(&html, &whole));
        (tag, html)
    })
}

/// Markup with other addresses, where there is another one.
fn with_addresses(html: &str, whole: &dyn Fn(&str) -> Option<String>) -> String {
    let (mut out, mut from) = (String::with_capacity(html.len()), 0);
    for token in tokens(html) {
        let Token::Start(tag) = token else { continue };
        for attribute in &tag.attributes {
            let other = match &*attribute.name {
                "srcset" => {
                    let one = |(address, density): (&str, &str)| {
                        Some(format!("{} {density}", whole(address)?).trim_end().to_owned())
                    };
                    let all = srcset::candidates(&attribute.value).into_iter().map(one);
                    all.collect::<Option<Vec<String>>>().map(|all| all.join(", "))
                }
                name if is_address(&tag.name, name) => whole(attribute.value.trim()),
                _ => None,
            };
            let Some(other) = other.filter(|other| *other != attribute.value) else { continue };
            out.push_str(&html[from..attribute.value_span.start]);
            html_escape::encode_double_quoted_attribute_to_string(&other, &mut out);
            from = attribute.value_span.end;
        }
    }
    out.push_str(&html[from..]);
    out
}

/// Whether what follows some HTML stands in a comment of it.
pub(super) fn is_in_comment(html: &str) -> bool {
    html.rfind("<!--") > html.rfind("-->")
}
