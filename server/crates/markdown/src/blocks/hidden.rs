//! A text as the parser of CommonMark gets it.

use std::collections::BTreeMap;

use diagnostics::Span;

use super::marks::{BlockMark, MarkedLine};
use crate::{Omitted, calls::hide::Calls};

/// A text in which is hidden what CommonMark does not know: lines that begin and end blocks, in their
/// order, and expressions in tags.
pub(crate) struct Hidden {
    pub(crate) text: String,
    /// The calls of shortcodes in it.
    pub(crate) calls: Calls,
    pub(super) marks: BTreeMap<usize, MarkedLine>,
    pub(super) expressions: Vec<Span>,
}

impl Hidden {
    /// The lines that say nothing here, in a text that begins at a place of its file.
    pub(crate) fn idle(&self, start: usize) -> impl Iterator<Item = (Omitted, Span)> {
        self.marks.values().filter_map(move |MarkedLine { line, mark }| {
            let what = match mark {
                BlockMark::Nothing => Omitted::Line,
                BlockMark::Attributes => Omitted::Attributes,
                _ => return None,
            };
            Some((what, line.start + start..line.end + start))
        })
    }
}
