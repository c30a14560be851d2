//! Text put together from pieces of a file: in a quotation or a list, the lines of a block don't
//! follow each other directly.

use crate::Span;

/// A text whose every part knows where it is written.
#[derive(Clone, Debug, Default)]
pub struct Pieces {
    text: String,
    /// Where each piece begins: in the text and in the file.
    pieces: Vec<(usize, usize)>,
}

impl Pieces {
    /// Appends a piece that begins at a place in the file.
    pub fn push(&mut self, text: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// All pieces, one behind the other.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A range of the text as a range of the file.
    pub fn place(&self, span: Span) -> Span {
        let of = |at: usize| {
            let next = self.pieces.partition_point(|(from, _)| *from <= at);
            let piece = next.checked_sub(1).map(|piece| self.pieces[piece]);
            piece.map_or(at, |(from, place)| place + at - from)
        };
        let start = of(span.start);
        // The end belongs to the piece of the last character, not to the one that follows.
        let end =
            of(span.end.saturating_sub(1).max(span.start)) + usize::from(span.end > span.start);
        start..end.max(start)
    }

    /// A range of a file with everything else in the pieces' place: as long as the file up to
    /// there, with each piece where it is written and nothing but spaces and line breaks between.
    ///
    /// So a reader of another language can report what is wrong at its place in the file.
    pub fn spread(&self, span: Span, file: &str) -> (String, Span) {
        let place = self.place(span.clone());
        let blank = |part: &str| -> String {
            part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
        };
        let mut out = blank(file.get(..place.start).unwrap_or_default());
        let mut at = span.start;
        let ends = self.pieces.iter().map(|&(from, _)| from).chain([self.text.len()]);
        for end in ends.filter(|&end| end > span.start) {
            let end = end.min(span.end);
            if at >= end {
                break;
            }
            let from = self.place(at..end).start;
            out.push_str(&blank(file.get(out.len()..from).unwrap_or_default()));
            out.push_str(&self.text[at..end]);
            at = end;
        }
        let end = out.len();
        (out, place.start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_found_in_the_file() {
        let file = "é\n> ab\n> cd\n";
        let mut pieces = Pieces::default();
        pieces.push("ab\n", file.find("ab").expect("there"));
        pieces.push("cd\n", file.find("cd").expect("there"));
        let at = |text: &str| {
            let at = pieces.text().find(text).expect("there");
            &file[pieces.place(at..at + text.len())]
        };
        assert_eq!((at("b"), at("cd"), at("ab")), ("b", "cd", "ab"));
        let (spread, span) = pieces.spread(0..6, file);
        assert_eq!(spread, "  \n  ab\n  cd\n");
        assert_eq!(&spread[span], "ab\n  cd\n");
        assert_eq!(pieces.spread(4..5, file).0, "  \n    \n   d");
    }
}
