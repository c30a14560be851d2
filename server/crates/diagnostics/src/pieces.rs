//! Text put together from pieces of a file: in a quotation or a list, the lines of a block don't
//! follow each other directly.

use crate::Span;

/// A text whose every part knows where it is written.
#[derive(Clone, Debug, Default)]
pub struct Pieces {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
struct Piece {
    /// Where it begins in the text.
    from: usize,
    /// Where it begins in the file.
    at: usize,
    /// Where that ends which it was made of, if nobody wrote it.
    made_of: Option<usize>,
}

impl Pieces {
    /// Appends a piece that begins at a place in the file.
    pub fn push(&mut self, text: &str, at: usize) {
        self.add(text, at, None);
    }

    /// Appends what was made of something in the file: every part of it is there.
    pub fn push_made(&mut self, text: &str, of: Span) {
        self.add(text, of.start, Some(of.end));
    }

    fn add(&mut self, text: &str, at: usize, made_of: Option<usize>) {
        self.pieces.push(Piece { from: self.text.len(), at, made_of });
        self.text.push_str(text);
    }

    /// All pieces, one behind the other.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A range of the text as a range of the file.
    pub fn place(&self, span: Span) -> Span {
        let piece = |at: usize| {
            let next = self.pieces.partition_point(|piece| piece.from <= at);
            next.checked_sub(1).map(|piece| &self.pieces[piece])
        };
        let of = |at: usize| match piece(at) {
            Some(Piece { at, made_of: Some(_), .. }) => *at,
            Some(Piece { from, at: place, .. }) => place + at - from,
            None => at,
        };
        let start = of(span.start);
        // The end belongs to the piece of the last character, not to the one that follows.
        let last = span.end.saturating_sub(1).max(span.start);
        let made_of = piece(last).and_then(|piece| piece.made_of);
        let end = made_of.unwrap_or_else(|| of(last) + usize::from(span.end > span.start));
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
        let ends = self.pieces.iter().map(|piece| piece.from).chain([self.text.len()]);
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

    #[test]
    fn what_was_made_of_a_place_is_there() {
        let mut pieces = Pieces::default();
        pieces.push("ab", 1);
        pieces.push_made("<made of it>", 3..5);
        pieces.push("cd", 5);
        assert_eq!(pieces.place(4..8), 3..5);
        assert_eq!(pieces.place(1..6), 2..5);
        assert_eq!(pieces.place(10..15), 3..6);
        assert_eq!(pieces.place(14..16), 5..7);
    }
}
