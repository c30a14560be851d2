//! Blocks that say how to draw something: charts, incident timelines, diagrams.
//!
//! Each has a module that reads its text into data, with every fault at its place, and one that
//! draws the data. What a reader gets is markup; nothing of it needs a script.

mod block;
mod chart;
mod diagram;
mod moment;
mod timeline;

pub(super) use block::{Block, Fault};

use super::writer::Writer;

/// The kinds of figures, by the language that their blocks name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Chart,
    Timeline,
    Diagram,
}

impl Kind {
    /// The kind of figure that a language means, if it means one.
    pub(super) fn of(language: &str) -> Option<Self> {
        Some(match language {
            "chart" => Self::Chart,
            "timeline" => Self::Timeline,
            "mermaid" => Self::Diagram,
            _ => return None,
        })
    }
}

/// How many figures a text has at most: each may need the whole of the text.
const BLOCKS: usize = 500;

impl Writer<'_> {
    /// Writes a figure in the place of the block that describes it.
    pub(super) fn figure(&mut self, kind: Kind, block: Block<'_>) {
        self.drawn += 1;
        if self.drawn > BLOCKS {
            let message = format!("a text has {BLOCKS} figures at most");
            let help = "make it several texts";
            return self.error(block.head, message, Some(help.into()));
        }
        match kind {
            Kind::Chart => self.chart(&block),
            Kind::Timeline => self.timeline(&block),
            Kind::Diagram => self.diagram(&block),
        }
    }
}
