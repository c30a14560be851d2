//! The walk itself: each event of the Markdown parser, and what it writes.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::{
    Rendered, Text,
    footnotes::{Footnotes, OpenFootnote},
    heading::OpenHeading,
    ids::Ids,
    image::{OpenImage, is_captioned_image},
    nesting::Nesting,
    raw_html::RawHtml,
    table::OpenTable,
    words::count_words,
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
    Heading(OpenHeading),
    Image(OpenImage),
    Table(OpenTable),
    /// The language and the text so far.
    Code {
        info: String,
        code: String,
        span: Span,
    },
    RawHtml(RawHtml),
    Footnote(OpenFootnote),
}

pub(super) struct Writer<'a> {
    pub(super) text: Text<'a>,
    pub(super) faults: &'a mut Vec<Diagnostic>,
    /// Where the event stands that is being written.
    pub(super) here: Span,
    pub(super) html: String,
    pub(super) open: Vec<Open>,
    /// How many images are open: the words in them are no HTML but their alternative text.
    pub(super) images: usize,
    pub(super) nesting: Nesting,
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
            here: 0..0,
            html: String::new(),
            open: Vec::new(),
            images: 0,
            nesting: Nesting::default(),
            ids: Ids::default(),
            footnotes: Footnotes::default(),
            tables: 0,
            plain: String::new(),
            rendered: Rendered::default(),
        }
    }

    pub(super) fn write(mut self, events: &[Located<'_>]) -> Rendered {
        self.footnotes.expect(events);
        let mut at = 0;
        // What lies too deep is a fault: nothing that follows would be shown.
        while at < events.len() && !self.nesting.is_too_deep() {
            at += self.event(&events[at..]);
        }
        let unclosed = self.nesting.close_markdown();
        self.unclosed(unclosed);
        self.write_footnotes();
        let mut rendered = self.rendered;
        rendered.words = count_words(&self.plain);
        rendered.prose.html = self.html;
        rendered.ids = self.ids.into_used();
        rendered
    }

    /// Writes the first of some events, and perhaps more; returns how many.
    fn event(&mut self, events: &[Located<'_>]) -> usize {
        let Some(((event, span), rest)) = events.split_first() else {
            return 0;
        };
        self.here = span.clone();
        match event {
            Event::Start(tag) => self.start(tag, rest),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) => return self.text_run(events),
            Event::Code(code) => {
                self.enter("code", "<code>");
                self.words(code);
                self.leave("code");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html_piece(html),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak => self.words("\n"),
            Event::HardBreak => {
                self.enter("br", "<br>");
                self.words("\n");
            }
            Event::Rule => self.enter("hr", "<hr>\n"),
            Event::TaskListMarker(done) => self.task_marker(*done),
            // Not among the options.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(text),
        }
        1
    }

    fn start(&mut self, tag: &Tag<'_>, rest: &[Located<'_>]) {
        match tag {
            Tag::Paragraph if is_captioned_image(rest) => self.element("figure", "<figure>"),
            Tag::Paragraph => {
                self.enter("p", "<p>");
                self.open.push(Open::Paragraph(self.plain.len()));
            }
            Tag::Heading { level, id, classes, attrs } => {
                self.start_heading(*level, id.as_deref(), classes, attrs);
            }
            Tag::BlockQuote(None) => self.element("blockquote", "<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.element("div", &alert(*kind)),
            Tag::CodeBlock(kind) => self.open.push(Open::Code {
                info: match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                },
                code: String::new(),
                span: self.here.clone(),
            }),
            Tag::HtmlBlock => self.open.push(Open::RawHtml(RawHtml::default())),
            Tag::List(None) => self.element("ul", "<ul>\n"),
            Tag::List(Some(1)) => self.element("ol", "<ol>\n"),
            Tag::List(Some(first)) => self.element("ol", &format!("<ol start=\"{first}\">\n")),
            Tag::Item if is_task(rest) => self.element("li", "<li class=\"task\">"),
            Tag::Item => self.element("li", "<li>"),
            Tag::FootnoteDefinition(label) => self.start_footnote(label),
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
            Tag::Link { link_type, dest_url, title, .. } => {
                self.start_link(*link_type, dest_url, title)
            }
            Tag::Image { dest_url, title, .. } => self.start_image(dest_url, title),
            // Not among the options.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableHead => return self.end_table_head(),
            TagEnd::TableRow => return self.end_table_row(),
            TagEnd::TableCell => return self.end_table_cell(),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => return,
            _ => {}
        }
        match self.open.pop() {
            Some(Open::Element(name)) => {
                self.leave(name);
                if !matches!(name, "em" | "strong" | "del" | "a") {
                    self.tag("\n");
                    self.plain.push('\n');
                }
            }
            Some(Open::Paragraph(start)) => {
                self.leave("p");
                self.tag("\n");
                let on_top = self.open.is_empty() && self.nesting.is_empty();
                if on_top && self.rendered.first_paragraph.is_empty() {
                    self.rendered.first_paragraph = self.plain[start..].trim().to_owned();
                }
                self.plain.push('\n');
            }
            Some(Open::Heading(heading)) => self.end_heading(heading),
            Some(Open::Image(image)) => self.end_image(image),
            Some(Open::Table(table)) => self.end_table(&table),
            Some(Open::Code { info, code, span }) => self.code_block(&info, &code, &span),
            Some(Open::RawHtml(raw)) => self.raw_html(&raw),
            Some(Open::Footnote(footnote)) => self.end_footnote(footnote),
            None => {}
        }
    }
}

/// What the events write with.
impl Writer<'_> {
    /// Appends markup, except in the text that stands for an image, which has none.
    pub(super) fn tag(&mut self, markup: &str) {
        if self.images == 0 {
            self.html.push_str(markup);
        }
    }

    /// Opens an element; [`Writer::leave`] closes it.
    pub(super) fn enter(&mut self, name: &'static str, opening: &str) {
        if self.images > 0 {
            return;
        }
        if let Err(misfit) = self.nesting.open(name, None) {
            self.error(self.here.clone(), misfit.message, misfit.help);
        }
        self.html.push_str(opening);
    }

    /// Closes the innermost element, whose name this is.
    pub(super) fn leave(&mut self, name: &str) {
        if self.images > 0 {
            return;
        }
        let unclosed = self.nesting.close_markdown();
        self.unclosed(unclosed);
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }

    /// Opens an element that ends with its tag and nothing else.
    pub(super) fn element(&mut self, name: &'static str, opening: &str) {
        self.enter(name, opening);
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
        if let Some(parent) = self.nesting.text_only() {
            let message = format!("Markdown can't stand in `<{parent}>`");
            let help = format!("close `<{parent}>` before it");
            self.error(self.here.clone(), message, Some(help));
        }
        if !text.trim().is_empty()
            && let Err(misfit) = self.nesting.text()
        {
            self.error(self.here.clone(), misfit.message, misfit.help);
        }
        self.plain.push_str(text);
        escape::text(&mut self.html, text);
    }

    /// A line of a block of HTML, or a tag among words.
    fn html_piece(&mut self, html: &str) {
        let at = self.here.start;
        if let Some(Open::RawHtml(block)) = self.open.last_mut() {
            block.push(html, at);
        } else if self.images == 0 {
            let mut raw = RawHtml::default();
            raw.push(html, at);
            self.raw_html(&raw);
        }
    }

    fn task_marker(&mut self, done: bool) {
        let (state, name) = if done { (" checked", "Done") } else { ("", "To do") };
        self.tag(&format!("<input type=\"checkbox\" disabled{state} aria-label=\"{name}\"> "));
    }

    /// Reports an error of the text.
    pub(super) fn error(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        let fault = self.text.source.error(span, message);
        self.faults.push(fault.maybe_help(help));
    }

    /// Reports something that the writer should see and that does no harm.
    pub(super) fn warning(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        let fault = self.text.source.warning(span, message);
        self.faults.push(fault.maybe_help(help));
    }

    /// Remembers that the text needs a file.
    pub(super) fn need(&mut self, asset: Asset) {
        if !self.rendered.assets.contains(&asset) {
            self.rendered.assets.push(asset);
        }
    }
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

/// The beginning of an alert.
fn alert(kind: BlockQuoteKind) -> String {
    let (class, title) = match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    };
    format!(
        "<div class=\"markdown-alert markdown-alert-{class}\">\
         <p class=\"markdown-alert-title\">{title}</p>\n"
    )
}
