//! What a block is.

use std::collections::BTreeMap;

use ::words::Message;
use diagnostics::Span;

/// A block, by the place of the element that stands for it.
pub(crate) type Blocks = BTreeMap<usize, Block>;

/// What is known of a block beside what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(super) kind: BlockKind,
    /// Its title, as a place in the file.
    pub(super) title: Title,
    /// Whether it can be folded, and is open at first.
    pub(super) folds: Option<bool>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A note of this class.
    Alert(&'static str),
    Details,
    /// Blocks of code of which one is shown at a time, where a script can choose.
    Group,
}

/// What a block is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    /// As the writer says, in this place of the file.
    Written(Span),
    /// What its kind is called.
    Usual(Message),
    Nothing,
}
