//! Where Markdown makes paragraphs, in which a block of HTML can neither begin nor end.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::{doc::Edit, markdown::common::dialect};

/// The paragraphs of a text that lie in nothing else.
pub(super) struct Paragraphs(Vec<Range<usize>>);

impl Paragraphs {
    pub(super) fn of(text: &str) -> Self {
        let (mut found, mut depth) = (Vec::new(), 0_usize);
        for (event, span) in Parser::new_ext(text, dialect()).into_offset_iter() {
            match event {
                Event::Start(Tag::Paragraph) if depth == 0 => {
                    found.push(span);
                    depth += 1;
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Self(found)
    }

    /// The paragraph around a place.
    fn around(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.0.partition_point(|range| range.start <= at);
        self.0[..next].last().filter(|range| range.contains(&at))
    }

    /// Whether one begins in a part of the text.
    pub(super) fn begin_in(&self, part: Range<usize>) -> bool {
        let next = self.0.partition_point(|range| range.start < part.start);
        self.0.get(next).is_some_and(|range| range.start < part.end)
    }

    /// Sets a tag apart from the paragraph that it stands in, as a browser would end that there.
    pub(super) fn set_apart(&self, text: &str, tag: &Range<usize>, edits: &mut Vec<Edit>) {
        let Some(paragraph) = self.around(tag.start) else { return };
        let before = &text[paragraph.start..tag.start];
        let after = &text[tag.end..paragraph.end];
        // What follows another tag is set apart with that.
        if !before.trim_end().ends_with('>') && !before.trim().is_empty() {
            edits.push((tag.start..tag.start, "\n\n".into()));
        }
        if !after.trim_start().starts_with('<') && !after.trim().is_empty() {
            edits.push((tag.end..tag.end, "\n\n".into()));
        }
    }
}
