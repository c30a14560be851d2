//! How a text changed since it was published.

use serde::{Deserialize, Serialize};
use words::Message;

use super::{Date, Link};

/// All changes of a text that readers are told of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The newest first, at least one.
    pub revisions: Vec<Revision>,
    /// Whether there were older ones.
    pub is_cut: bool,
}

/// What changed on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The day.
    pub date: Date,
    /// What the writer says of it, plain text.
    pub note: Option<String>,
    /// The words that changed, where the repository knows.
    pub change: Option<Change>,
}

/// In what two versions differ; in nothing where only marks, spaces or markup do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What readers see of the head.
    pub head: Vec<ChangedKey>,
    /// How many words came.
    pub added: usize,
    /// How many went.
    pub removed: usize,
    /// Where, in the order of the text.
    pub parts: Vec<ChangedPart>,
    /// Whether more changed than stands there.
    pub is_cut: bool,
}

/// Something of a head that says another thing now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedKey {
    /// What that is.
    pub key: HeadKey,
    /// What it said: a title or a description, each of the tags, or nothing.
    pub before: Vec<String>,
    /// What it says.
    pub after: Vec<String>,
}

/// What readers see of the head of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadKey {
    /// What it is called.
    Title,
    /// What it is about.
    Description,
    /// Its subjects.
    Tags,
}

impl HeadKey {
    /// What it is called.
    pub fn message(self) -> Message {
        match self {
            Self::Title => Message::RevisionTitle,
            Self::Description => Message::RevisionDescription,
            Self::Tags => Message::Tags,
        }
    }
}

/// A part of a text that changed, with some of what is around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedPart {
    /// The heading of the section; empty above the first.
    pub section: String,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// Words after each other; ends of blocks are line ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Those that stayed.
    Same(String),
    /// Those that came.
    Added(String),
    /// Those that went.
    Removed(String),
}

impl Piece {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Added(text) | Self::Removed(text) => text,
        }
    }
}

impl Change {
    /// Whether words of the text came or went.
    pub fn has_words(&self) -> bool {
        self.added + self.removed > 0
    }

    /// Whether it is one of more than marks, spaces or markup.
    pub fn is_substantial(&self) -> bool {
        self.has_words() || !self.head.is_empty()
    }
}

impl History {
    /// The day of the last change of more than marks, spaces or markup.
    pub fn last(&self) -> Option<Date> {
        let counts = |revision: &&Revision| match &revision.change {
            Some(change) => change.is_substantial(),
            None => true,
        };
        self.revisions.iter().filter(counts).map(|revision| revision.date).max()
    }
}

/// The page that tells how a text changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevisionsPage {
    /// The text, and its path on this site.
    pub text: Link,
    /// The day it was published.
    pub date: Date,
    /// Its changes.
    pub history: History,
}
