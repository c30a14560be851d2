//! What others run in the pages of a blog, as far as its owner lets them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What an owner adds to every page, or to one that asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Markup for the end of the head.
    pub head: String,
    /// Markup for the end of the body.
    pub end: String,
    /// Where it comes from.
    pub sources: Sources,
}

impl Outside {
    /// Whether it has markup: what only embeds something has none.
    pub fn adds_markup(&self) -> bool {
        !(self.head.is_empty() && self.end.is_empty())
    }

    /// Adds all of another's.
    pub fn extend(&mut self, other: Self) {
        self.head += &other.head;
        self.end += &other.end;
        self.sources.extend(other.sources);
    }
}

/// Origins, as a policy writes them: `https://example.org`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// Of scripts.
    pub scripts: BTreeSet<String>,
    /// Of style sheets.
    pub styles: BTreeSet<String>,
    /// Of pages in a frame.
    pub frames: BTreeSet<String>,
    /// Of what scripts ask for more, or tell something.
    pub connections: BTreeSet<String>,
    /// Origins that forms may be sent to.
    pub forms: BTreeSet<String>,
}

impl Sources {
    /// Adds all of another's.
    pub fn extend(&mut self, other: Self) {
        let Self { scripts, styles, frames, connections, forms } = other;
        self.scripts.extend(scripts);
        self.styles.extend(styles);
        self.frames.extend(frames);
        self.connections.extend(connections);
        self.forms.extend(forms);
    }
}
