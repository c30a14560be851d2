//! One walk over the Markdown of a text: its HTML, its sections, its words, its links and files.

#[cfg(test)]
mod as_a_browser;
mod code;
#[cfg(test)]
mod commonmark;
mod contents;
mod copy;
mod elements;
mod faults;
mod figures;
mod fitting;
mod footnotes;
mod formula;
mod heading;
mod ids;
mod image;
mod info;
mod inline;
mod link;
mod nesting;
mod not_html;
#[cfg(test)]
mod properties;
mod raw_html;
mod setting;
mod strays;
mod table;
mod tex;
mod tools;
mod words;
mod writer;

use std::collections::{BTreeMap, BTreeSet};

use contents::Heading;
use copy::Definition;
use diagnostics::{Diagnostic, Source, Span};
use dialect::{dialect, mask};
use faults::Faults;
use images::{Asset, Pictures};
use model::{AllowedHtml, routes::Route};
use pulldown_cmark::{BrokenLink, LinkType, Parser};
use serde::{Deserialize, Serialize};
use store::Cache;
use strays::Dangling;
use writer::Writer;

use super::{
    addresses::{Addresses, Place},
    anchors::Style,
    typography::Typography,
};

pub(super) use contents::contents;
#[cfg(test)]
pub(crate) use properties::rendered_anywhere;

/// A text to be rendered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub(super) source: &'a Source,
    /// Where in the file it begins, behind the front matter.
    pub(super) start: usize,
    pub(super) place: Place<'a>,
    pub(super) addresses: &'a Addresses,
    pub(super) pictures: &'a Pictures,
    /// Whose anchors headings get.
    pub(super) anchors: Style,
    /// Whether dollars are around formulas; else they are dollars.
    pub(super) math: bool,
    /// What the HTML in it may hold.
    pub(super) html: AllowedHtml,
    /// How its characters are set.
    pub(super) typography: Typography,
    /// Where diagrams are kept once they are drawn.
    pub(super) cache: &'a Cache,
}

/// What became of it, in its long forms.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// HTML that an HTML5 parser leaves as it is.
    pub(super) html: String,
    /// What the writer wrote, with addresses that hold anywhere.
    pub(super) markdown: String,
}

/// What else is known of it then.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Rendered {
    /// Whether scripts of the writer's run in it.
    pub(super) scripts: bool,
    /// Sections and their parts, in reading order.
    pub(super) headings: Vec<Heading>,
    pub(super) words: usize,
    /// The first one that stands in nothing else, as plain text.
    pub(super) first_paragraph: String,
    /// Every place in it that a link can lead to.
    pub(super) ids: BTreeSet<String>,
    /// Anchors that headings would have elsewhere, with who would give them and what they are here.
    pub(super) other_ids: BTreeMap<String, (String, String)>,
    /// Links to places in pages: whether the places exist is known when all pages are rendered.
    pub(super) anchors: Vec<AnchorLink>,
    /// Links that leave the site, and the places of their addresses.
    pub(super) external: Vec<(Span, String)>,
    /// The files that it shows or links to.
    pub(super) assets: Vec<Asset>,
}

/// A link to a place in a page of this site.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct AnchorLink {
    pub(super) span: Span,
    pub(super) route: Route,
    pub(super) fragment: String,
}

/// Renders a text; what is wrong with it goes to `faults`.
pub(super) fn render(text: Text<'_>, faults: &mut Vec<Diagnostic>) -> (Rendered, Forms) {
    let masked = mask::masked(&text.source.text()[text.start..], text.math);
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
        Parser::new_with_broken_link_callback(&masked, dialect(text.math), Some(&mut broken));
    let definitions: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| Definition {
            span: in_file(definition.span.clone()),
            address: mask::plain(&definition.dest).into_owned(),
        })
        .collect();
    let events = parser.into_offset_iter().map(mask::unmasked);
    let events = events.map(|(event, span)| (event, in_file(span))).collect();
    let mut faults = Faults::new(faults);
    let events = setting::set(events, text.typography, text.source, &mut faults);
    for link in dangling {
        link.warn(text.source, &mut faults);
    }
    Writer::new(text, faults).write(&events, &definitions)
}
