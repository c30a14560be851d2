//! The walk itself: each event of the Markdown parser, and what it writes.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::{
    AnchorLink, Rendered, Text, footnotes::Footnotes, heading::OpenHeading, ids::Ids,
    image::OpenImage, table::OpenTable,
};
use crate::content::{Asset, diagnostic::Diagnostic, escape, source::Span};

/// An event and where it was written.
pub(super) type Located<'a> = (Event<'a>, Span);

/// Something that has begun and not ended.
pub(super) enum Open {
    /// An element that ends as it began: with a tag.
    Element(&'static str),
    /// A paragraph, and where its words begin among the words of the text: the first one serves
    /// as a description.
    Paragraph(usize),
    /// A paragraph that holds nothing but an image with a caption.
    Figure,
    Heading(OpenHeading),
    Image(OpenImage),
    Table(OpenTable),
    /// The language and the text so far.
    Code {
        info: String,
        code: String,
        span: Span,
    },
    RawHtml(String),
    /// A footnote by its label; the HTML from here on is its text.
    Footnote {
        label: String,
        start: usize,
        span: Span,
    },
}

pub(super) struct Writer<'a> {
    pub(super) text: Text<'a>,
    pub(super) faults: &'a mut Vec<Diagnostic>,
    pub(super) html: String,
    pub(super) open: Vec<Open>,
    pub(super) ids: Ids,
    pub(super) footnotes: Footnotes,
    pub(super) tables: usize,
    /// Every word that a reader sees.
    pub(super) plain: String,
    pub(super) rendered: Rendered,
}

impl<'a> Writer<'a> {
    pub(super) fn new(text: Text<'a>, faults: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            text,
            faults,
            html: String::new(),
            open: Vec::new(),
            ids: Ids::default(),
            footnotes: Footnotes::default(),
            tables: 0,
            plain: String::new(),
            rendered: Rendered::default(),
        }
    }

    pub(super) fn write(mut self, events: &[Located<'_>]) -> Rendered {
        for (at, (event, span)) in events.iter().enumerate() {
            let rest = &events[at + 1..];
            match event {
                Event::Start(tag) => self.start(tag, span, rest),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) => self.words(text),
                Event::Code(code) => {
                    self.tag("<code>");
                    self.words(code);
                    self.tag("</code>");
                }
                Event::Html(html) | Event::InlineHtml(html) => self.raw(html),
                Event::FootnoteReference(label) => self.footnote_reference(label),
                Event::SoftBreak => self.words("\n"),
                Event::HardBreak => {
                    self.tag("<br>");
                    self.words("\n");
                }
                Event::Rule => self.tag("<hr>\n"),
                Event::TaskListMarker(done) => self.task_marker(*done),
                // Not among the options.
                Event::InlineMath(text) | Event::DisplayMath(text) => self.words(text),
            }
        }
        self.finish()
    }

    fn finish(mut self) -> Rendered {
        self.write_footnotes();
        let mut rendered = self.rendered;
        rendered.words = count_words(&self.plain);
        rendered.prose.html = self.html;
        rendered.ids = self.ids.into_used();
        rendered
    }

    fn start(&mut self, tag: &Tag<'_>, span: &Span, rest: &[Located<'_>]) {
        match tag {
            Tag::Paragraph if is_captioned_image(rest) => {
                self.tag("<figure>");
                self.open.push(Open::Figure);
            }
            Tag::Paragraph => {
                self.tag("<p>");
                self.open.push(Open::Paragraph(self.plain.len()));
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                self.start_heading(*level as u8, id.as_deref(), classes, attrs, span);
            }
            Tag::BlockQuote(None) => self.element("blockquote", "<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = alert(*kind);
                let opening = format!(
                    "<div class=\"markdown-alert markdown-alert-{class}\">\
                     <p class=\"markdown-alert-title\">{title}</p>\n"
                );
                self.element("div", &opening);
            }
            Tag::CodeBlock(kind) => self.open.push(Open::Code {
                info: match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                },
                code: String::new(),
                span: span.clone(),
            }),
            Tag::HtmlBlock => self.open.push(Open::RawHtml(String::new())),
            Tag::List(None) => self.element("ul", "<ul>\n"),
            Tag::List(Some(1)) => self.element("ol", "<ol>\n"),
            Tag::List(Some(first)) => self.element("ol", &format!("<ol start=\"{first}\">\n")),
            Tag::Item if is_task(rest) => self.element("li", "<li class=\"task\">"),
            Tag::Item => self.element("li", "<li>"),
            Tag::FootnoteDefinition(label) => self.open.push(Open::Footnote {
                label: label.to_string(),
                start: self.html.len(),
                span: span.clone(),
            }),
            Tag::DefinitionList => self.element("dl", "<dl>\n"),
            Tag::DefinitionListTitle => self.element("dt", "<dt>"),
            Tag::DefinitionListDefinition => self.element("dd", "<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_table_cell(),
            Tag::Emphasis => self.element("em", "<em>"),
            Tag::Strong => self.element("strong", "<strong>"),
            Tag::Strikethrough => self.element("del", "<del>"),
            Tag::Superscript => self.element("sup", "<sup>"),
            Tag::Subscript => self.element("sub", "<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.start_link(*link_type, dest_url, title, span);
            }
            Tag::Image {
                dest_url, title, ..
            } => self.open.push(Open::Image(OpenImage {
                file: dest_url.to_string(),
                caption: title.to_string(),
                alt: String::new(),
                span: span.clone(),
            })),
            // Not among the options.
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableHead => return self.end_table_head(),
            TagEnd::TableRow => return self.tag("</tr>\n"),
            TagEnd::TableCell => return self.end_table_cell(),
            TagEnd::MetadataBlock(_) => return,
            _ => {}
        }
        match self.open.pop() {
            Some(Open::Element(name)) => {
                self.tag(&format!("</{name}>"));
                if !is_inline(name) {
                    self.tag("\n");
                    self.plain.push('\n');
                }
            }
            Some(Open::Paragraph(start)) => {
                self.tag("</p>\n");
                if self.open.is_empty() && self.rendered.first_paragraph.is_empty() {
                    self.rendered.first_paragraph = self.plain[start..].trim().to_owned();
                }
                self.plain.push('\n');
            }
            Some(Open::Figure) => self.tag("</figure>\n"),
            Some(Open::Heading(heading)) => self.end_heading(heading),
            Some(Open::Image(image)) => self.end_image(image),
            Some(Open::Table(table)) => self.end_table(&table),
            Some(Open::Code { info, code, span }) => self.code_block(&info, &code, &span),
            Some(Open::RawHtml(html)) => self.html.push_str(&html),
            Some(Open::Footnote { label, start, span }) => self.end_footnote(label, start, span),
            None => {}
        }
    }
}

/// What the events write with.
impl Writer<'_> {
    /// Appends markup, except in the text that stands for an image, which has none.
    pub(super) fn tag(&mut self, markup: &str) {
        if !matches!(self.open.last(), Some(Open::Image(_))) && !self.in_image() {
            self.html.push_str(markup);
        }
    }

    /// Opens an element that ends with its tag and nothing else.
    pub(super) fn element(&mut self, name: &'static str, opening: &str) {
        self.tag(opening);
        self.open.push(Open::Element(name));
    }

    /// Appends text wherever text goes just now.
    pub(super) fn words(&mut self, text: &str) {
        for open in self.open.iter_mut().rev() {
            match open {
                Open::Image(image) => return image.alt.push_str(text),
                Open::Code { code, .. } => return code.push_str(text),
                Open::Heading(heading) => {
                    heading.text.push_str(text);
                    break;
                }
                _ => {}
            }
        }
        self.plain.push_str(text);
        escape::text(&mut self.html, text);
    }

    fn raw(&mut self, html: &str) {
        match self.open.last_mut() {
            Some(Open::RawHtml(block)) => block.push_str(html),
            _ => self.tag(html),
        }
    }

    fn in_image(&self) -> bool {
        self.open.iter().any(|open| matches!(open, Open::Image(_)))
    }

    fn task_marker(&mut self, done: bool) {
        self.tag(if done {
            "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"To do\"> "
        });
    }

    /// Reports an error of the text.
    pub(super) fn error(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.faults
            .push(self.text.source.error(span, message).maybe_help(help));
    }

    /// Reports something that the writer should see and that does no harm.
    pub(super) fn warning(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.faults
            .push(self.text.source.warning(span, message).maybe_help(help));
    }

    /// Remembers that a place in a page has to exist.
    pub(super) fn expect_anchor(&mut self, anchor: AnchorLink) {
        self.rendered.anchors.push(anchor);
    }

    /// Remembers that the text needs a file.
    pub(super) fn need(&mut self, asset: Asset) {
        if !self.rendered.assets.contains(&asset) {
            self.rendered.assets.push(asset);
        }
    }
}

fn is_inline(name: &str) -> bool {
    matches!(name, "em" | "strong" | "del" | "sup" | "sub" | "a")
}

/// Whether a list item begins with a check box.
fn is_task(rest: &[Located<'_>]) -> bool {
    let mut events = rest.iter().map(|(event, _)| event);
    match events.next() {
        Some(Event::TaskListMarker(_)) => true,
        Some(Event::Start(Tag::Paragraph)) => {
            matches!(events.next(), Some(Event::TaskListMarker(_)))
        }
        _ => false,
    }
}

/// Whether a paragraph holds one image with a caption and nothing else.
fn is_captioned_image(rest: &[Located<'_>]) -> bool {
    let Some((Event::Start(Tag::Image { title, .. }), image)) = rest.first() else {
        return false;
    };
    // Events come in the order of the text: the first end of an image with the same place is it.
    let end = rest
        .iter()
        .position(|(event, span)| *event == Event::End(TagEnd::Image) && span == image);
    !title.is_empty()
        && end.is_some_and(|end| {
            matches!(rest.get(end + 1), Some((Event::End(TagEnd::Paragraph), _)))
        })
}

/// The class of an alert, and what it says of itself.
fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    }
}

/// How many words a text has; where words stand without spaces, two characters count as one.
fn count_words(text: &str) -> usize {
    let is_dense = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    let dense = text.chars().filter(|&c| is_dense(c)).count();
    let spaced = text
        .split(|c: char| c.is_whitespace() || is_dense(c))
        .filter(|word| word.contains(char::is_alphanumeric))
        .count();
    spaced + dense.div_ceil(2)
}
