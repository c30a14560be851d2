//! How much is done for pictures, and what is made of one.

use serde::{Deserialize, Serialize};

/// How much is done for pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Their size is read. Nothing can be published.
    Measured,
    /// They are seen to be whole, and published in their own size.
    Checked,
    /// They are published in every size that serves a reader.
    Finished,
}

/// What is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Treatment {
    /// The picture in its own size, without metadata.
    Clean,
    /// The sizes that serve readers.
    Responsive,
}

impl Treatment {
    pub(super) fn name(self) -> &'static [u8] {
        match self {
            Self::Clean => b"clean",
            Self::Responsive => b"responsive",
        }
    }
}
