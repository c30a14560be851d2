//! Files whose Markdown is a part of a text.

use std::{collections::BTreeMap, path::PathBuf};

use diagnostics::{Faults, Source};
use shortcodes::Segment;

use super::fill::{Filled, fill};
use crate::{MarkdownText, Target, blocks::hidden::Hidden, hidden::hidden};

/// How many there may be in one text.
const MOST: usize = 32;

/// The files whose Markdown is a part of a text, by the names that templates have for them.
#[derive(Default)]
pub(crate) struct MarkdownParts(BTreeMap<String, MarkdownPart>);

/// One of them, with the calls in it.
pub(crate) struct MarkdownPart {
    pub(super) source: Source,
    pub(super) hidden: Hidden,
    pub(super) filled: Vec<Filled>,
}

impl MarkdownParts {
    /// Reads all that are named in what templates write, and what is named in these. What can't be read
    /// was told when the template asked for it.
    pub(crate) fn of(
        text: MarkdownText<'_>,
        filled: &[Filled],
        used: &mut Vec<PathBuf>,
        faults: &mut Faults<'_>,
    ) -> Self {
        let mut parts = BTreeMap::new();
        let mut wanted = named(filled);
        while let Some(name) = wanted.pop() {
            if parts.len() == MOST || parts.contains_key(&name) {
                continue;
            }
            let Ok(Target::File { file, .. }) = text.resolver.resolve(&name) else { continue };
            let Ok(source) = text.resolver.source(&file) else { continue };
            let hidden = hidden(source.text(), text);
            let its = MarkdownText { source: &source, start: 0, ..text };
            let filled = fill(its, &hidden.calls, used, faults);
            wanted.extend(named(&filled));
            parts.insert(name, MarkdownPart { source, hidden, filled });
        }
        Self(parts)
    }

    pub(super) fn get(&self, name: &str) -> Option<&MarkdownPart> {
        self.0.get(name)
    }
}

fn named(filled: &[Filled]) -> Vec<String> {
    let segments = filled.iter().flat_map(|filled| filled.segments.iter().flatten());
    let name = |segment: &Segment| match segment {
        Segment::Markdown(name) => Some(name.clone()),
        _ => None,
    };
    segments.filter_map(name).collect()
}
