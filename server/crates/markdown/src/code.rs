//! Blocks of code.

mod difference;
mod fence;
mod file;
mod include;
mod run;
mod write;

use diagnostics::Span;

pub use fence::{fenced, indent};
pub use run::{Output, Ran, Runnable, printed};

/// Notes on a block of code, which the list behind it has to say.
pub(super) struct PendingNotes {
    count: usize,
    /// The line above the block.
    head: Span,
}

/// What the line above a block of code says beside its name and its language.
#[derive(Default)]
pub(super) struct Caption {
    /// Whether the block is what another one prints.
    is_output: bool,
    /// With what that ran, and when.
    ran: Option<String>,
}
