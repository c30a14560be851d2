//! Tags of calls are hidden from the parser.

use std::collections::BTreeSet;

use diagnostics::Span;
use shortcodes::{Shape, Takes};

use super::tag::MARK;

/// What stands for a tag that has lines for itself.
const RULE: &[u8] = b"***";

/// The calls in a text, and how each is hidden.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Calls {
    pub(crate) found: shortcodes::Calls,
    /// Which of them stand between paragraphs.
    pub(super) are_blocks: Vec<bool>,
    /// Where rules stand for tags.
    rules: BTreeSet<usize>,
}

/// Whether there may be such in a text.
pub(crate) fn may_have(text: &str) -> bool {
    let is_component = |pair: &[u8]| pair[0] == b'<' && pair[1].is_ascii_uppercase();
    let marks = ["{{", "{%", "{data="];
    marks.iter().any(|mark| text.contains(mark)) || text.as_bytes().windows(2).any(is_component)
}

impl Calls {
    /// Finds the calls in a text; `refused` are those tags that no rule can stand for.
    pub(crate) fn of(
        text: &str,
        is_code: impl Fn(usize) -> bool,
        shortcode: impl Fn(&str) -> Option<(String, Shape)>,
        refused: &BTreeSet<usize>,
    ) -> Self {
        let takes = |name: &str| shortcode(name).map(|(name, shape)| (name, shape.takes));
        let found = shortcodes::scan(text, is_code, takes);
        let mut calls = Self { found, ..Self::default() };
        for call in &calls.found.calls {
            let is_block = shortcode(&call.name).is_some_and(|(_, shape)| {
                shape.is_block || (shape.takes == Takes::Text && call.close.is_some())
            });
            calls.are_blocks.push(is_block);
            let tags = [Some(&call.open), call.close.as_ref()];
            let alone = tags
                .into_iter()
                .flatten()
                .filter(|tag| is_block && has_lines(text, tag) && !refused.contains(&tag.start));
            calls.rules.extend(alone.map(|tag| tag.start));
        }
        calls
    }

    /// What is around tags that are to be shown, and is not shown itself.
    pub(crate) fn marks(&self) -> impl Iterator<Item = &Span> {
        self.found.marks.iter()
    }

    /// The places of all tags, each with its number.
    fn tags(&self) -> impl Iterator<Item = (usize, &Span)> {
        self.found.calls.iter().enumerate().flat_map(|(at, call)| {
            let close = call.close.as_ref().map(|close| (2 * at + 1, close));
            [(2 * at, &call.open)].into_iter().chain(close)
        })
    }

    /// The number of the tag that begins at a place.
    pub(super) fn number(&self, at: usize) -> Option<(usize, &Span)> {
        self.tags().find(|(_, tag)| tag.start == at)
    }

    /// Where rules have to be found.
    pub(crate) fn rules(&self) -> &BTreeSet<usize> {
        &self.rules
    }

    /// Whether a place lies in a tag.
    pub(crate) fn has(&self, at: usize) -> bool {
        // Calls begin in order, and none begins in a tag of another.
        let next = self.found.calls.partition_point(|call| call.open.start <= at);
        let before = next.checked_sub(1).map(|before| &self.found.calls[before]);
        before.is_some_and(|call| call.open.contains(&at))
    }

    /// Puts marks and rules into a text.
    pub(crate) fn hide(&self, bytes: &mut [u8]) {
        for (number, tag) in self.tags() {
            let place = &mut bytes[tag.clone()];
            if self.rules.contains(&tag.start) {
                place.fill(b' ');
                place[..RULE.len()].copy_from_slice(RULE);
                continue;
            }
            place.fill(b'0');
            let digits = number.to_string();
            let last = place.len() - 1;
            place[last - digits.len()..last].copy_from_slice(digits.as_bytes());
            (place[0], place[last]) = (MARK as u8, MARK as u8);
        }
        for mark in &self.found.marks {
            bytes[mark.clone()].fill(MARK as u8);
        }
    }
}

/// Whether nothing but a tag stands on its lines.
fn has_lines(text: &str, tag: &Span) -> bool {
    let before = text[..tag.start].rsplit('\n').next().unwrap_or_default();
    let behind = text[tag.end..].split('\n').next().unwrap_or_default();
    before.bytes().all(|byte| b" \t>".contains(&byte)) && behind.trim().is_empty()
}
