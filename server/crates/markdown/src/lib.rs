//! One walk over the Markdown of a text: its HTML, its sections, its words, its links and files.

mod alone;
mod anchors;
#[cfg(test)]
mod as_a_browser;
mod blocked;
mod blocks;
mod bound;
mod calls;
mod code;
#[cfg(test)]
mod commonmark;
mod copy;
mod elements;
mod events;
mod figure;
mod fitting;
mod footnotes;
mod heading;
mod highlight;
mod ids;
mod image;
mod info;
mod inline;
mod link;
mod math;
mod nesting;
mod not_html;
mod omitted;
#[cfg(test)]
mod properties;
mod raw_html;
mod resolver;
mod sections;
mod setting;
mod strays;
mod table;
mod terminal;
mod tools;
mod typography;
mod unbound;
mod words;
mod writer;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use ::words::Words;
use blocks::{Gathered, hidden::Hidden};
use copy::Definition;
use diagnostics::{Diagnostic, Faults, Source, Span};
use dialect::{dialect, mask};
use events::Located;
use images::Asset;
use model::{AllowedHtml, DataFile, Heading, Sources, Sparkline, Times, routes::Route};
use pulldown_cmark::{BrokenLink, LinkType, Parser};
use serde::{Deserialize, Serialize};
use store::Cache;
use strays::Dangling;
use typeface::Typeface;
use writer::Writer;

pub use alone::{NoBlog, render_alone};
pub use anchors::Style;
pub use code::{Output, Ran, Runnable, fenced, indent, printed};
pub use omitted::Omitted;
pub use resolver::{Broken, Resolver, Target};
pub use typography::{QuoteMarks, Typography};
pub use unbound::unbound;

/// A text to be rendered.
#[derive(Clone, Copy)]
pub struct MarkdownText<'a> {
    /// The file that it stands in.
    pub source: &'a Source,
    /// Where in the file it begins, behind the front matter.
    pub start: usize,
    /// Its page.
    pub route: &'a Route,
    /// What is known of the blog around it.
    pub resolver: &'a dyn Resolver,
    /// Whose anchors headings get.
    pub anchors: Style,
    /// Whether dollars are around formulas; else they are dollars.
    pub math: bool,
    /// What the HTML in it may hold.
    pub html: AllowedHtml,
    /// How its characters are set.
    pub typography: Typography,
    /// What the interface says in it.
    pub words: &'a Words,
    /// What its texts are set in.
    pub typeface: &'a Typeface,
    /// Where diagrams are kept once they are drawn.
    pub cache: &'a Cache,
    /// What stands below the headings of sections.
    pub notes: &'a [SectionNote],
}

/// Something that stands below a heading, whoever wrote it.
#[derive(Clone, Debug)]
pub struct SectionNote {
    /// The anchor of the heading.
    pub at: String,
    /// What the page has there.
    pub html: String,
    /// What the Markdown beside the page has there.
    pub markdown: String,
    /// How many words it has.
    pub words: usize,
}

/// What became of it, in its long forms.
#[derive(Debug, Default)]
pub struct Forms {
    /// HTML that an HTML5 parser leaves as it is.
    pub html: String,
    /// Where in it the text ends, and footnotes begin.
    end: usize,
    /// What the writer wrote, with addresses that hold anywhere.
    pub markdown: String,
}

impl Forms {
    /// Ends the text with more, before its footnotes.
    pub fn end_with(&mut self, html: &str, markdown: &str) {
        self.html.insert_str(self.end, html);
        self.end += html.len();
        if !self.markdown.is_empty() && !self.markdown.ends_with('\n') {
            self.markdown.push('\n');
        }
        self.markdown.push_str(markdown);
    }
}

/// What else is known of it then.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Rendered {
    /// Whether scripts of the writer's run in it.
    pub scripts: bool,
    /// Sections and their parts, in reading order.
    pub headings: Vec<Heading>,
    /// How many words a reader sees.
    pub words: usize,
    /// What it is about, as a drawing: its first chart, else its first timeline, else how long its
    /// sections are.
    pub sparkline: Option<Sparkline>,
    /// When what happened, as its first timeline tells it.
    pub times: Option<Times>,
    /// The first one that stands in nothing else, as plain text.
    pub first_paragraph: String,
    /// Every place in it that a link can lead to.
    pub ids: BTreeSet<String>,
    /// Anchors that headings would have elsewhere, with who would give them and what they are here.
    pub other_ids: BTreeMap<String, (String, String)>,
    /// Links to places in pages: whether the places exist is known when all pages are rendered.
    pub anchors: Vec<AnchorLink>,
    /// Links that leave the site, and the places of their addresses.
    pub external: Vec<(Span, String)>,
    /// The files that it shows or links to.
    pub assets: Vec<Asset>,
    /// The files that shortcodes read for it.
    pub used: Vec<PathBuf>,
    /// The files that its numbers come from, in the order in which they are needed.
    pub data: Vec<DataFile>,
    /// The blocks of code in it that are run.
    pub runnables: Vec<Runnable>,
    /// Where what it embeds comes from: origins, as a policy writes them.
    pub sources: Sources,
    /// What is left out of it: where the first of each kind is, and how many there are.
    pub omitted: BTreeMap<Omitted, (Span, usize)>,
}

/// A link to a place in a page of this site.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnchorLink {
    /// Where the link is written.
    pub span: Span,
    /// Which language that page is in, if it is another: see [`Target::Translation`].
    pub language: Option<String>,
    /// The page that it leads to.
    pub route: Route,
    /// The place in it.
    pub fragment: String,
}

impl Rendered {
    /// How many places of the text are known so far, and what is left out of it.
    fn places(&self) -> (usize, usize, BTreeSet<Omitted>) {
        (self.anchors.len(), self.external.len(), self.omitted.keys().cloned().collect())
    }

    /// Moves what was found since to another place: it stands in another file.
    fn move_places(
        &mut self,
        (anchors, external, omitted): (usize, usize, BTreeSet<Omitted>),
        to: &Span,
    ) {
        self.anchors[anchors..].iter_mut().for_each(|link| link.span = to.clone());
        self.external[external..].iter_mut().for_each(|(span, _)| *span = to.clone());
        for (what, (span, _)) in &mut self.omitted {
            if !omitted.contains(what) {
                *span = to.clone();
            }
        }
    }
}

/// Renders a text; what is wrong with it goes to `faults`.
pub fn render(text: MarkdownText<'_>, faults: &mut Vec<Diagnostic>) -> (Rendered, Forms) {
    // The file may have become shorter since its head was read.
    let below = text.source.text().get(text.start..).unwrap_or_default();
    let hidden = hidden(below, text);
    let mut faults = Faults::new(faults);
    let mut used = Vec::new();
    let filled = calls::fill(text, &hidden.calls, &mut used, &mut faults);
    let parts = calls::MarkdownParts::of(text, &filled, &mut used, &mut faults);
    let Read { events, definitions, plainly } = read(text, &hidden, &filled, &mut faults);
    let Gathered { events, blocks, unended } = blocks::gather(events, &hidden, text.start);
    let (events, lists) = blocks::without_lists(events, text.source.text());
    let events = setting::set(events, text.typography, text.source, &mut faults);
    let mut writer = Writer::new(text, blocks, plainly, faults);
    (writer.calls, writer.parts) = (&filled, Some(&parts));
    writer.rendered.used = used;
    writer.unended_blocks(unended);
    hidden.idle(text.start).for_each(|(what, line)| writer.omit(what, line));
    for list in lists {
        writer.omit(Omitted::Attributes, list.clone());
        writer.plainly.push((list, String::new()));
    }
    let moved = |mark: &Span| mark.start + text.start..mark.end + text.start;
    writer.plainly.extend(hidden.calls.marks().map(|mark| (moved(mark), String::new())));
    writer.write(&events, &definitions)
}

/// A text in which is hidden what CommonMark does not know.
fn hidden(body: &str, text: MarkdownText<'_>) -> Hidden {
    let masked = mask::masked(body, text.math);
    blocks::hide(body, masked, dialect(text.math), |name| {
        calls::find_shortcode(name, text.resolver)
    })
}

/// What the parser finds in a text.
struct Read<'a> {
    events: Vec<Located<'a>>,
    definitions: Vec<Definition>,
    /// What the Markdown beside the page has in the place of what only this reader knows.
    plainly: Vec<(Span, String)>,
}

/// Reads a text; of links to nothing is told.
fn read<'a>(
    text: MarkdownText<'_>,
    hidden: &'a Hidden,
    filled: &[calls::Filled],
    faults: &mut Faults<'_>,
) -> Read<'a> {
    let in_file = |span: Span| span.start + text.start..span.end + text.start;
    let mut dangling = Vec::new();
    // `[text]` alone is often only text; `[text][name]` and `[text][]` are meant as links.
    let mut broken = |link: BrokenLink<'_>| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            let span = in_file(link.span);
            let reference = mask::plain(&link.reference).into_owned();
            dangling.push(Dangling { span, reference });
        }
        None
    };
    let parser =
        Parser::new_with_broken_link_callback(&hidden.text, dialect(text.math), Some(&mut broken));
    let definitions: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| Definition {
            span: in_file(definition.span.clone()),
            address: calls::substituted(&mask::plain(&definition.dest), filled),
        })
        .collect();
    let events = parser.into_offset_iter().map(mask::unmasked);
    let events = events.map(|(event, span)| (event, in_file(span))).collect();
    let events = calls::place(events, &hidden.calls, filled, text.start);
    for link in dangling {
        link.warn(text.source, faults);
    }
    let plainly = blocks::said_plainly(hidden, text.source.text(), text.start, text.words);
    Read { events, definitions, plainly }
}
