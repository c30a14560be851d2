//! A text as the parser of CommonMark gets it.

use std::collections::BTreeMap;

use diagnostics::Span;

use super::marks::{BlockMark, MarkedLine};
use crate::calls::hide::Calls;

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
    /// The lines that say nothing, in a text that begins at a place of its file.
    pub(crate) fn idle(&self, start: usize) -> impl Iterator<Item = Span> {
        let idle = self.marks.values().filter(|marked| marked.mark == BlockMark::Nothing);
        idle.map(move |marked| marked.line.start + start..marked.line.end + start)
    }
}
