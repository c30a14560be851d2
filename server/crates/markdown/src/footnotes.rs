//! Footnotes: numbered by their first use, collected at the end, with the way back.

mod write;

use std::collections::{BTreeMap, BTreeSet};

use diagnostics::Span;
use pulldown_cmark::{Event, Tag};

use super::events::Located;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Labels of all that are written anywhere in the text.
    expected: BTreeSet<String>,
    /// Labels in the order of their first use, with how often each is used.
    used: Vec<(String, usize)>,
    /// Where each label stands in that order.
    numbers: BTreeMap<String, usize>,
    /// What they say, by label.
    written: BTreeMap<String, Note>,
}

struct Note {
    html: String,
    span: Span,
}

/// A footnote that is being written.
pub(super) struct OpenFootnote {
    label: String,
    /// Where its text begins in the HTML: it does not stay there.
    start: usize,
    span: Span,
}

impl Footnotes {
    /// Learns which footnotes there will be.
    pub(super) fn expect(&mut self, events: &[Located<'_>]) {
        self.expected.extend(events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::FootnoteDefinition(label)) => Some(label.to_string()),
            _ => None,
        }));
    }
}
