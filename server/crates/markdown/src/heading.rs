//! Headings, their anchors, and the table of contents.

mod write;

use diagnostics::Span;

/// A heading whose text is not complete.
pub(super) struct OpenHeading {
    level: u8,
    /// The anchor that the writer chose.
    id: Option<String>,
    classes: Vec<String>,
    /// Words in braces at its end, which the parser took for attributes.
    braces: Option<Span>,
    /// Where its content begins in the HTML: the anchor, which stands before it, is made from it.
    start: usize,
    /// Its words so far.
    pub(super) text: String,
    /// Its content as it is written.
    written: Span,
    span: Span,
}
