//! What a text once said, and does not any more.

use serde::{Deserialize, Serialize};

use super::Date;

/// Something that a text said and that was wrong. Its words are plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The day it was put right.
    pub date: Date,
    /// What the text said.
    pub wrong: String,
    /// What is right.
    pub right: String,
    /// The anchor of the section that said it, where it was one.
    pub at: Option<String>,
}

impl Correction {
    /// The anchor of the section that lists those of a text.
    pub const LIST: &'static str = "all-corrections";

    /// The anchor of what it is about: the section that said it, else the list.
    pub fn anchor(&self) -> &str {
        self.at.as_deref().unwrap_or(Self::LIST)
    }
}
