//! What comes of a text.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use diagnostics::Span;
use images::Asset;
use model::{DataFile, Heading, Sources, Sparkline, Times, routes::Route};
use serde::{Deserialize, Serialize};

use super::{Omitted, Runnable};

/// What became of a text, in its long forms.
#[derive(Debug, Default)]
pub struct Forms {
    /// HTML that an HTML5 parser leaves as it is.
    pub html: String,
    /// Where in it the text ends, and footnotes begin.
    pub(super) end: usize,
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
    /// Which language that page is in, if it is another: see [`Target::Translation`](super::Target::Translation).
    pub language: Option<String>,
    /// The page that it leads to.
    pub route: Route,
    /// The place in it.
    pub fragment: String,
}

impl Rendered {
    /// How many places of the text are known so far, and what is left out of it.
    pub(super) fn places(&self) -> (usize, usize, BTreeSet<Omitted>) {
        (self.anchors.len(), self.external.len(), self.omitted.keys().cloned().collect())
    }

    /// Moves what was found since to another place: it stands in another file.
    pub(super) fn move_places(
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
