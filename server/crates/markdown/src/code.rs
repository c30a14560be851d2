//! Blocks of code.

mod difference;
mod write;

use diagnostics::Span;

/// Notes on a block of code, which the list behind it has to say.
pub(super) struct PendingNotes {
    count: usize,
    /// The line above the block.
    head: Span,
}
