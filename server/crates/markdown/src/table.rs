//! Tables, which scroll on their own when they are wider than the page.

mod write;

use pulldown_cmark::Alignment;

/// A table that is being written.
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    /// Where it begins in the HTML: what is around it is called as its columns are.
    start: usize,
    /// Where the words of its head begin among those of the text, and then these words.
    head_start: usize,
    head: String,
    /// The cell that comes next.
    column: usize,
    in_head: bool,
    has_body: bool,
}
