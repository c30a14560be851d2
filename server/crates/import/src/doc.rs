//! A text while it is converted, of which every line remembers where it was written.

use std::ops::Range;

/// A replacement: what, and by what.
pub(crate) type Edit = (Range<usize>, String);

/// A text, and the line of the source that each of its lines comes from.
#[derive(Clone, Debug)]
pub(crate) struct Doc {
    text: String,
    origins: Vec<usize>,
    /// Where each line begins.
    starts: Vec<usize>,
}

fn starts(text: &str) -> Vec<usize> {
    [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

impl Doc {
    /// A text that begins on a line of its file, counted from 1.
    pub(crate) fn new(text: String, line: usize) -> Self {
        let starts = starts(&text);
        Self { text, origins: (line..line + starts.len()).collect(), starts }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The line of the source that a place comes from.
    pub(crate) fn line(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|&start| start <= at).saturating_sub(1);
        self.origins.get(index).copied().unwrap_or(1)
    }

    /// The lines of the source, a line of the text each.
    pub(crate) fn origins(&self) -> &[usize] {
        &self.origins
    }

    /// Replaces parts. Of two that overlap the first one counts.
    pub(crate) fn apply(&mut self, mut edits: Vec<Edit>) {
        if edits.is_empty() {
            return;
        }
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(self.text.len());
        let mut origins = vec![self.origins[0]];
        let (mut at, mut index) = (0, 0);
        for (range, new) in edits {
            if range.start < at {
                continue;
            }
            let kept = &self.text[at..range.start];
            text.push_str(kept);
            for _ in kept.matches('\n') {
                index += 1;
                origins.push(self.origins[index]);
            }
            let old = self.text[range.clone()].matches('\n').count();
            for line in 1..=new.matches('\n').count() {
                origins.push(self.origins[index + line.min(old)]);
            }
            text.push_str(&new);
            index += old;
            at = range.end;
        }
        let kept = &self.text[at..];
        text.push_str(kept);
        for _ in kept.matches('\n') {
            index += 1;
            origins.push(self.origins[index]);
        }
        self.starts = starts(&text);
        self.text = text;
        self.origins = origins;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_knows_where_it_was_written() {
        let mut doc = Doc::new("a\nb\nc\nd\n".into(), 5);
        doc.apply(vec![(2..5, "x".into()), (6..6, "1\n2\n".into())]);
        assert_eq!(doc.text(), "a\nx\n1\n2\nd\n");
        assert_eq!(doc.line(0), 5);
        assert_eq!(doc.line(doc.text().find('x').expect("x")), 6);
        assert_eq!(doc.line(doc.text().find('d').expect("d")), 8);
        assert_eq!(doc.origins().len(), doc.text().split('\n').count());
    }
}
