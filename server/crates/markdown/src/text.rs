//! What is to be rendered.

use ::words::Words;
use diagnostics::Source;
use model::{AllowedHtml, routes::Route};
use store::Cache;
use typeface::Typeface;

use super::{Resolver, Style, Typography};

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
