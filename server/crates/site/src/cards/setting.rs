//! Setting a text in lines: as large as there is room, broken where its script allows it.

use std::fmt::Write;

use diagnostics::Result;
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    canvas::Ink,
    drawing::CardSheet,
    fonts::{Face, Fonts, Region, Weight},
};

/// How much lower the next line stands, in heights of the type: the site's own is compact, other
/// scripts reach higher and lower.
const LEADING: (f32, f32) = (1.1, 1.32);

/// A run of characters in one font and one direction in which no line can end, with the space
/// after it. Widths are those of type one pixel high.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    face: Face,
    level: Level,
    width: f32,
    space: f32,
    /// Whether the next piece may stand on another line.
    ends: bool,
}

/// A text, measured.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pieces: Vec<Piece>,
    weight: Weight,
    level: Level,
    leading: f32,
    ellipsis: Piece,
}

/// A text in lines.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    lines: Vec<Vec<Piece>>,
    weight: Weight,
    size: f32,
    leading: f32,
}

/// The room that a text has.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextBox {
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Paragraph {
    /// Measures a text.
    pub(super) fn new(text: &str, weight: Weight, region: Region, fonts: &Fonts) -> Result<Self> {
        Self::broken(text, weight, region, fonts, false)
    }

    /// Measures a text, of which a line can end `anywhere` or only where its script allows it.
    fn broken(
        text: &str,
        weight: Weight,
        region: Region,
        fonts: &Fonts,
        anywhere: bool,
    ) -> Result<Self> {
        let bidi = BidiInfo::new(text, None);
        let level = bidi.paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
        let breaks: Vec<usize> = unicode_linebreak::linebreaks(text).map(|(at, _)| at).collect();
        let own = weight as Face;
        let mut foreign = false;
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, cluster) in text.grapheme_indices(true) {
            let here = bidi.levels[at];
            let may_end = |at| anywhere || breaks.binary_search(&at).is_ok();
            let last = pieces.last_mut().filter(|last| last.level == here && !last.ends);
            if cluster == " " {
                match last {
                    Some(last) => {
                        last.space = 1.0;
                        last.ends = may_end(at + 1);
                    }
                    None => pieces.push(Piece::new("", own, here, 1.0, may_end(at + 1))),
                }
                continue;
            }
            // What no font has is drawn as the box that stands for it.
            let face = fonts.choose(cluster, weight, region).unwrap_or(own);
            foreign |= face != own;
            let ends = may_end(at + cluster.len());
            match last.filter(|last| last.face == face && last.space == 0.0) {
                Some(last) => {
                    last.text.push_str(cluster);
                    last.ends = ends;
                }
                None => pieces.push(Piece::new(cluster, face, here, 0.0, ends)),
            }
        }
        pieces.push(Piece::new("…", own, level, 0.0, false));
        // A space is what two letters with one between them are wider than without.
        let texts = pieces.iter().map(|piece| (piece.face, piece.text.as_str()));
        let texts: Vec<_> = texts.chain([(own, "n n"), (own, "nn")]).collect();
        let mut widths = fonts.widths(&texts, weight)?;
        let space = widths.pop().zip(widths.pop()).map_or(0.25, |(without, with)| with - without);
        for (piece, width) in pieces.iter_mut().zip(widths) {
            piece.width = width;
            piece.space *= space;
        }
        let ellipsis = pieces.pop().unwrap_or_else(|| Piece::new("", own, level, 0.0, false));
        let leading = if foreign { LEADING.1 } else { LEADING.0 };
        Ok(Self { pieces, weight, level, leading, ellipsis })
    }

    /// Whether the text begins at the right.
    pub(super) fn is_rtl(&self) -> bool {
        self.level.is_rtl()
    }

    /// How wide the text is in one line, set one pixel high.
    pub(super) fn width(&self) -> f32 {
        width(&self.pieces)
    }

    /// Sets a text in a room, in the first of some sizes in which it fits. In the last of them, what
    /// still doesn't fit is left out, and an ellipsis says so.
    pub(super) fn fit(
        text: &str,
        (weight, region): (Weight, Region),
        sizes: &[f32],
        room: TextBox,
        fonts: &Fonts,
    ) -> Result<Lines> {
        let paragraph = Self::new(text, weight, region, fonts)?;
        for &size in sizes {
            let lines = paragraph.lines(room.width / size);
            if lines.len() <= paragraph.most(size, room)
                && lines.iter().all(|line| width(line) * size <= room.width)
            {
                return Ok(paragraph.balanced(size, room, lines.len()));
            }
        }
        let smallest = sizes.last().copied().unwrap_or(1.0);
        let lines = paragraph.lines(room.width / smallest);
        let fits =
            |lines: &[Vec<Piece>]| lines.iter().all(|line| width(line) * smallest <= room.width);
        // A word that is wider than the room is broken anywhere, as a browser does.
        let (paragraph, lines) = if fits(&lines) {
            (paragraph, lines)
        } else {
            let paragraph = Self::broken(text, weight, region, fonts, true)?;
            let lines = paragraph.lines(room.width / smallest);
            (paragraph, lines)
        };
        Ok(paragraph.shortened(lines, smallest, room))
    }

    /// How many lines a room has.
    fn most(&self, size: f32, room: TextBox) -> usize {
        ((room.height / (size * self.leading)) as usize).max(1)
    }

    /// Fills one line after the other. A line is wider than asked for only if its one word is.
    fn lines(&self, room: f32) -> Vec<Vec<Piece>> {
        let mut lines: Vec<Vec<Piece>> = Vec::new();
        for word in self.pieces.split_inclusive(|piece| piece.ends) {
            match lines.last_mut() {
                Some(line) if advance(line) + width(word) <= room => line.extend_from_slice(word),
                _ => lines.push(word.to_vec()),
            }
        }
        lines
    }

    /// As many lines, about equally long.
    fn balanced(&self, size: f32, room: TextBox, count: usize) -> Lines {
        let (mut enough, mut little) = (room.width / size, 0.0);
        for _ in 0..12 {
            let middle = (enough + little) / 2.0;
            let lines = self.lines(middle);
            if lines.len() <= count && lines.iter().all(|line| width(line) <= middle) {
                enough = middle;
            } else {
                little = middle;
            }
        }
        self.set(self.lines(enough), size)
    }

    /// The lines for which there is room, the last with an ellipsis if there are more.
    fn shortened(&self, mut lines: Vec<Vec<Piece>>, size: f32, room: TextBox) -> Lines {
        let most = self.most(size, room);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                let left = room.width / size - self.ellipsis.width;
                while last.len() > 1 && width(last) > left {
                    last.pop();
                }
                if let Some(piece) = last.last_mut() {
                    piece.space = 0.0;
                }
                last.push(self.ellipsis.clone());
            }
        }
        self.set(lines, size)
    }

    fn set(&self, lines: Vec<Vec<Piece>>, size: f32) -> Lines {
        Lines { lines, weight: self.weight, size, leading: self.leading }
    }
}

impl Lines {
    /// Writes the lines onto a sheet, the first with its base line at `y`. They begin at `x`, or end
    /// there, so that they stand at the right.
    pub(super) fn write(
        &self,
        sheet: &mut CardSheet<'_>,
        place: (f32, f32),
        at_right: bool,
        ink: &Ink,
    ) {
        for (piece, (x, y)) in self.placed(place, at_right) {
            let Piece { text, face, level, .. } = piece;
            match sheet.fonts.letters().set(*face, text, level.is_rtl()) {
                Some(run) => sheet.put(&run, self.size, (x, y), ink),
                None => self.write_piece(sheet.svg, piece, (x, y), &ink.colour),
            }
        }
    }

    /// The pieces, each with the place where it begins.
    fn placed(&self, (x, y): (f32, f32), at_right: bool) -> Vec<(&Piece, (f32, f32))> {
        let mut placed = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            let y = y + number as f32 * self.step();
            let mut x = if at_right { x - width(line) * self.size } else { x };
            let levels: Vec<Level> = line.iter().map(|piece| piece.level).collect();
            for at in BidiInfo::reorder_visual(&levels) {
                let piece = &line[at];
                // The last piece of a line leaves its space out, wherever it stands.
                let space = if at + 1 == line.len() { 0.0 } else { piece.space };
                if piece.level.is_rtl() {
                    x += space * self.size;
                }
                placed.push((piece, (x, y)));
                x += piece.width * self.size;
                if piece.level.is_ltr() {
                    x += space * self.size;
                }
            }
        }
        placed
    }

    fn write_piece(&self, svg: &mut String, piece: &Piece, (x, y): (f32, f32), colour: &str) {
        let text = html_escape::encode_text(&piece.text);
        // The renderer knows no direction but that of the letters; a point has none.
        let (open, close) = if piece.level.is_rtl() { ("\u{202e}", "\u{202c}") } else { ("", "") };
        let (face, size, weight) = (piece.face, self.size, self.weight.number());
        // Writing to a string can't fail.
        let _ = write!(
            svg,
            "<text x=\"{x:.2}\" y=\"{y:.2}\" font-family=\"f{face}\" font-size=\"{size}\" \
             font-weight=\"{weight}\" fill=\"{colour}\">{open}{text}{close}</text>"
        );
    }

    /// How far the letters of the first line reach above its base.
    pub(super) fn ascent(&self) -> f32 {
        self.size * (0.25 + 0.5 * self.leading)
    }

    /// How far the base of the last line is below that of the first.
    pub(super) fn fall(&self) -> f32 {
        self.lines.len().saturating_sub(1) as f32 * self.step()
    }

    /// How far one line is below the other.
    pub(super) fn step(&self) -> f32 {
        self.size * self.leading
    }
}

impl Piece {
    fn new(text: &str, face: Face, level: Level, space: f32, ends: bool) -> Self {
        Self { text: text.to_owned(), face, level, width: 0.0, space, ends }
    }
}

/// How wide pieces are, with the space behind the last.
fn advance(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.width + piece.space).sum()
}

/// How wide pieces are as a line, which leaves the space behind the last out.
fn width(pieces: &[Piece]) -> f32 {
    advance(pieces) - pieces.last().map_or(0.0, |last| last.space)
}

#[cfg(test)]
mod tests {
    use typeface::Typeface;

    use super::*;

    const ROOM: TextBox = TextBox { width: 1000.0, height: 300.0 };
    const SIZES: [f32; 3] = [90.0, 60.0, 40.0];

    fn fit(text: &str) -> Lines {
        let fonts = Fonts::for_texts(&Typeface::own(), ["own"]);
        let style = (Weight::Semibold, Region::China);
        Paragraph::fit(text, style, &SIZES, ROOM, &fonts).expect("set")
    }

    fn texts(lines: &Lines) -> Vec<String> {
        let text = |line: &Vec<Piece>| -> String {
            let word = |piece: &Piece| {
                format!("{}{}", piece.text, if piece.space > 0.0 { " " } else { "" })
            };
            line.iter().map(word).collect()
        };
        lines.lines.iter().map(|line| text(line).trim_end().to_owned()).collect()
    }

    fn fits(lines: &Lines) -> bool {
        lines.lines.len() as f32 * lines.step() <= ROOM.height
            && lines.lines.iter().all(|line| width(line) * lines.size <= ROOM.width)
    }

    #[test]
    fn a_short_text_is_large_and_a_longer_one_smaller() {
        let short = fit("Quiet pagers");
        assert_eq!((short.size, short.lines.len()), (90.0, 1));
        let longer = fit(&"A title that is rather long, but can be read at a glance. ".repeat(2));
        assert_eq!(longer.size, 60.0);
        assert!(fits(&longer), "{longer:?}");
    }

    #[test]
    fn lines_are_about_equally_long() {
        let lines = fit("What a queue that never drains has to say");
        let widths: Vec<f32> = lines.lines.iter().map(|line| width(line)).collect();
        assert_eq!(widths.len(), 2);
        assert!((widths[0] - widths[1]).abs() < 4.0, "{:?}", texts(&lines));
    }

    #[test]
    fn what_has_no_room_ends_in_an_ellipsis() {
        let lines = fit(&"Much too long for any card. ".repeat(20));
        assert!(fits(&lines), "{lines:?}");
        assert!(texts(&lines).last().is_some_and(|last| last.ends_with('…')), "{lines:?}");
    }

    #[test]
    fn a_word_without_end_is_broken() {
        let lines = fit(&"endless".repeat(20));
        assert!(fits(&lines), "{lines:?}");
        assert!(lines.lines.len() > 1);
        assert_eq!(texts(&lines).concat(), "endless".repeat(20));
    }

    #[test]
    fn a_text_from_the_right_stands_at_the_right_with_its_numbers_as_they_are() {
        let lines = fit("אבג 12 דה!");
        let placed = lines.placed((1000.0, 100.0), true);
        let at = |text: &str| {
            let (piece, (x, _)) = placed.iter().find(|(piece, _)| piece.text == text).expect(text);
            (*x, piece.level.is_rtl())
        };
        let [(first, _), (number, is_rtl), (last, reads_back)] = ["אבג", "12", "דה!"].map(at);
        assert!(first > number && number > last, "{placed:?}");
        assert!(!is_rtl && reads_back, "{placed:?}");
        let mut svg = String::new();
        let (piece, place) = placed.last().expect("one");
        lines.write_piece(&mut svg, piece, *place, "#000");
        assert!(svg.contains("\u{202e}אבג\u{202c}"), "{svg}");
    }
}
