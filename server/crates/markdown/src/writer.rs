//! The walk itself: each event of the Markdown parser, and what it writes.

use std::collections::BTreeMap;

use ::words::{Message, Words};
use diagnostics::{Faults, Pieces, Span};
use figures::{Figures, formula::MathDisplay};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::{
    Forms, MarkdownText, Rendered,
    blocks::block::Blocks,
    calls::{self, Filled, MarkdownParts},
    code::{Caption, PendingNotes},
    copy::{self, Definition, Resolved},
    events::{Located, begins_at_the_top, is_task, parsed},
    footnotes::{Footnotes, OpenFootnote},
    heading::OpenHeading,
    ids::Ids,
    image::{OpenImage, is_captioned_image, pictures_beside},
    math::Formulas,
    nesting::Nesting,
    sections::Sections,
    table::OpenTable,
    words::count_words,
};

/// Something that has begun and not ended.
pub(super) enum OpenElement {
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
        code: Pieces,
        span: Span,
    },
    RawHtml(Pieces),
    Footnote(OpenFootnote),
}

pub(super) struct Writer<'a> {
    pub(super) text: MarkdownText<'a>,
    pub(super) faults: Faults<'a>,
    /// Where the event stands that is being written.
    pub(super) here: Span,
    pub(super) html: String,
    pub(super) open: Vec<OpenElement>,
    /// How many images are open: the words in them are no HTML but their alternative text.
    pub(super) images: usize,
    /// Where what is said of the last image ends: it stands behind it and is no text.
    pub(super) behind_image: usize,
    /// Whether a picture was shown already.
    pub(super) has_shown: bool,
    pub(super) nesting: Nesting,
    /// What was reported as no HTML and has not ended, by its name.
    pub(super) no_html: BTreeMap<String, usize>,
    /// Whether headings stand one level lower than they are written.
    pub(super) lowered: bool,
    pub(super) ids: Ids,
    /// How many blocks of code have anchors for their lines, and how many of each name.
    pub(super) linked_blocks: usize,
    pub(super) line_names: BTreeMap<String, usize>,
    /// Notes on the block of code that has just ended.
    pub(super) notes: Option<PendingNotes>,
    /// What is said above the block that follows, which is what the last one prints.
    pub(super) output: Option<Caption>,
    /// How many bytes of files the blocks of code show.
    pub(super) included: usize,
    /// How many words stand below headings that are not the writer's.
    pub(super) note_words: usize,
    pub(super) footnotes: Footnotes,
    pub(super) formulas: Formulas,
    pub(super) figures: Figures,
    /// What the templates of the calls in the text write, and the files that are parts of it.
    pub(super) calls: &'a [Filled],
    pub(super) parts: Option<&'a MarkdownParts>,
    /// How many of these were shown, and in how many is written just now.
    pub(super) parts_shown: usize,
    pub(super) parts_open: usize,
    /// What calls write that stand among HTML.
    pub(super) in_html: Vec<(Span, String)>,
    /// What writes the HTML that is checked just now, if it is none of the text.
    pub(super) origin: Option<&'a str>,
    /// Which quotations are blocks of another kind.
    pub(super) blocks: Blocks,
    /// Where the titles of blocks are.
    pub(super) titles: Vec<Span>,
    /// What the Markdown beside the page has in the place of what only this reader knows.
    pub(super) plainly: Vec<(Span, String)>,
    /// Every word that a reader sees.
    pub(super) plain: String,
    /// Where in them its parts begin.
    pub(super) sections: Sections,
    /// What was made of the addresses in the text.
    pub(super) resolved: Resolved,
    pub(super) rendered: Rendered,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        text: MarkdownText<'a>,
        blocks: Blocks,
        plainly: Vec<(Span, String)>,
        faults: Faults<'a>,
    ) -> Self {
        Self {
            text,
            faults,
            here: 0..0,
            html: String::new(),
            open: Vec::new(),
            images: 0,
            behind_image: 0,
            has_shown: false,
            nesting: Nesting::default(),
            no_html: BTreeMap::new(),
            lowered: false,
            ids: Ids::default(),
            linked_blocks: 0,
            line_names: BTreeMap::new(),
            notes: None,
            output: None,
            included: 0,
            note_words: 0,
            footnotes: Footnotes::default(),
            formulas: Formulas::default(),
            figures: Figures::default(),
            calls: &[],
            parts: None,
            parts_shown: 0,
            parts_open: 0,
            in_html: Vec::new(),
            origin: None,
            blocks,
            titles: Vec::new(),
            plainly,
            plain: String::new(),
            sections: Sections::default(),
            resolved: Resolved::default(),
            rendered: Rendered::default(),
        }
    }

    pub(super) fn write(
        mut self,
        events: &[Located<'_>],
        definitions: &[Definition],
    ) -> (Rendered, Forms) {
        self.footnotes.expect(events);
        self.formulas = Formulas::of(events);
        self.stray_blocks(events);
        self.lowered = begins_at_the_top(events);
        self.walk(events);
        self.notes_are_missing();
        let unclosed = self.nesting.close_markdown();
        self.unclosed(unclosed);
        let trace = || self.sections.trace(self.plain.len());
        let sparkline = self.figures.sparkline().cloned().or_else(trace);
        let end = self.html.len();
        self.write_footnotes();
        let mut rendered = self.rendered;
        rendered.sparkline = sparkline;
        rendered.times = self.figures.times().cloned();
        rendered.words = count_words(&self.plain) + self.note_words;
        rendered.ids = self.ids.into_used();
        let text = self.text;
        let titles = self.titles.into_iter().flat_map(|title| parsed(text, title));
        let titles: Vec<Located<'_>> = titles.collect();
        let (calls, resolved) = (self.calls, &self.resolved);
        let edits = calls::in_addresses(text, events, definitions, calls, resolved);
        self.plainly.extend(edits);
        self.plainly.extend(calls::in_html(text, self.in_html, resolved));
        let markdown = copy::absolute(
            self.text,
            &[events, &titles],
            definitions,
            &self.resolved,
            self.plainly,
        );
        (rendered, Forms { html: self.html, end, markdown })
    }

    /// Writes events in their order.
    pub(super) fn walk(&mut self, events: &[Located<'_>]) {
        let mut at = 0;
        // What lies too deep is a fault: nothing that follows would be shown.
        while at < events.len() && !self.nesting.is_too_deep() {
            at += self.event(&events[at..]);
        }
    }

    /// Writes the first of some events, and perhaps more; returns how many.
    fn event(&mut self, events: &[Located<'_>]) -> usize {
        let Some(((event, span), rest)) = events.split_first() else {
            return 0;
        };
        self.here = span.clone();
        if !matches!(event, Event::Start(Tag::List(Some(1)))) {
            self.notes_are_missing();
        }
        match event {
            Event::Start(tag) => self.start(tag, rest),
            Event::End(tag) => self.end(*tag, rest),
            Event::Text(_) => return self.text_run(events),
            Event::Code(code) => {
                self.enter("code", "<code>");
                self.words(code);
                self.leave("code");
            }
            Event::InlineHtml(html) if self.call(html, false) => {}
            Event::InlineHtml(html) => {
                if let Some(more) = self.leaves_out_inline(html, rest) {
                    return 1 + more;
                }
                self.html_piece(html);
            }
            Event::Html(html) if self.call(html, true) => {}
            Event::Html(html) => self.html_piece(html),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak => self.words("\n"),
            Event::HardBreak => {
                self.enter("br", "<br>");
                self.words("\n");
            }
            Event::Rule => self.enter("hr", "<hr>\n"),
            Event::TaskListMarker(done) => self.task_marker(*done),
            Event::InlineMath(latex) => self.formula(latex, MathDisplay::Inline),
            Event::DisplayMath(latex) => self.formula(latex, MathDisplay::Block),
        }
        1
    }

    fn start(&mut self, tag: &Tag<'_>, rest: &[Located<'_>]) {
        match tag {
            Tag::Paragraph => self.start_paragraph(rest),
            Tag::Heading { level, .. } => self.start_heading(*level, rest),
            Tag::BlockQuote(None) => match self.blocks.remove(&self.here.start) {
                Some(block) => self.start_block(&block),
                None => self.element("blockquote", "<blockquote>\n"),
            },
            Tag::BlockQuote(Some(kind)) => {
                let opening = alert(*kind, self.text.words);
                self.element("div", &opening);
            }
            Tag::CodeBlock(kind) => self.open.push(OpenElement::Code {
                info: match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                },
                code: Pieces::default(),
                span: self.here.clone(),
            }),
            Tag::HtmlBlock => self.open.push(OpenElement::RawHtml(Pieces::default())),
            Tag::List(None) => self.element("ul", "<ul>\n"),
            Tag::List(Some(1)) => {
                let notes = self.notes_begin(rest);
                self.element("ol", notes.unwrap_or("<ol>\n"));
            }
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

    fn start_paragraph(&mut self, rest: &[Located<'_>]) {
        let source = self.text.source.text();
        if is_captioned_image(source, rest) {
            self.element("figure", "<figure>");
        } else if let Some(tag) = pictures_beside(source, rest) {
            self.element("div", tag);
        } else {
            self.enter("p", "<p>");
            self.open.push(OpenElement::Paragraph(self.plain.len()));
        }
    }

    fn end(&mut self, tag: TagEnd, rest: &[Located<'_>]) {
        match tag {
            TagEnd::TableHead => return self.end_table_head(),
            TagEnd::TableRow => return self.end_table_row(),
            TagEnd::TableCell => return self.end_table_cell(),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => return,
            TagEnd::Heading(_) => self.words_in_braces(),
            _ => {}
        }
        match self.open.pop() {
            Some(OpenElement::Element(name)) => {
                self.leave(name);
                if !matches!(name, "em" | "strong" | "del" | "a") {
                    self.tag("\n");
                    self.plain.push('\n');
                }
            }
            Some(OpenElement::Paragraph(start)) => {
                self.leave("p");
                self.tag("\n");
                let on_top = self.open.is_empty() && self.nesting.is_empty();
                if on_top && self.rendered.first_paragraph.is_empty() {
                    self.rendered.first_paragraph = self.plain[start..].trim().to_owned();
                }
                self.plain.push('\n');
                if on_top {
                    self.sections.paragraph(self.plain.len());
                }
            }
            Some(OpenElement::Heading(heading)) => self.end_heading(heading),
            Some(OpenElement::Image(image)) => self.end_image(image),
            Some(OpenElement::Table(table)) => self.end_table(&table),
            Some(OpenElement::Code { info, code, span }) => {
                self.code_block(&info, &code, &span, rest)
            }
            Some(OpenElement::RawHtml(raw)) => self.raw_html(&raw, true),
            Some(OpenElement::Footnote(footnote)) => self.end_footnote(footnote),
            None => {}
        }
    }
}

/// The beginning of an alert.
fn alert(kind: BlockQuoteKind, words: &Words) -> String {
    let (class, title) = match kind {
        BlockQuoteKind::Note => ("note", Message::Note),
        BlockQuoteKind::Tip => ("tip", Message::Tip),
        BlockQuoteKind::Important => ("important", Message::Important),
        BlockQuoteKind::Warning => ("warning", Message::Warning),
        BlockQuoteKind::Caution => ("caution", Message::Caution),
    };
    let title = words.say(title);
    let title = html_escape::encode_text(title);
    format!(
        "<div class=\"markdown-alert markdown-alert-{class}\">\
         <p class=\"markdown-alert-title\">{title}</p>\n"
    )
}
