//! What a card is drawn on: for each pixel a place in a palette. A colour on paper needs no more, and it is
//! a quarter of what pixels with all their colours would be, from drawing to packing.

use std::ops::Range;

use diagnostics::Result;
use model::Colour;
use resvg::tiny_skia::{FillRule, Mask, Path, Pixmap, Transform};

use super::png::{self, Palette};

/// The size that all previews are made for.
pub(super) const WIDTH: u32 = 1200;
pub(super) const HEIGHT: u32 = 630;

const ROW: usize = WIDTH as usize;
const ROWS: usize = HEIGHT as usize;

/// A card in the making.
#[derive(Clone)]
pub(super) struct Canvas(Vec<u8>);

/// What a form covers of each pixel, of 255.
#[derive(Debug, Default)]
pub(super) struct Cover {
    /// Where its pixels begin, seen from where it stands.
    left: i32,
    top: i32,
    width: usize,
    /// Row by row.
    parts: Vec<u8>,
}

impl Cover {
    /// What a path covers that is filled; `None` where that is nothing.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let (width, height) = (bounds.right().ceil() - left, bounds.bottom().ceil() - top);
        let mut mask = Mask::new(width as u32, height as u32)?;
        mask.fill_path(path, FillRule::Winding, true, Transform::from_translate(-left, -top));
        let (left, top, width) = (left as i32, top as i32, width as usize);
        Some(Self { left, top, width, parts: mask.take() })
    }

    #[cfg(test)]
    pub(super) fn parts(&self) -> impl Iterator<Item = u8> {
        self.parts.iter().copied()
    }

    #[cfg(test)]
    pub(super) fn right(&self) -> i32 {
        self.left + self.width as i32
    }
}

/// A colour on paper: its place in the palette, by how much of a pixel it covers.
pub(super) struct Ink {
    places: [u8; 256],
    /// As SVG names it.
    pub(super) colour: String,
}

impl Ink {
    pub(super) fn of(colour: Colour, paper: Colour, palette: &Palette) -> Self {
        let mut places = [0; 256];
        for (cover, place) in (0..=u8::MAX).zip(&mut places) {
            *place = palette.nearest(mixed(colour, paper, cover));
        }
        Self { places, colour: colour.to_string() }
    }

    /// The place of the colour itself.
    pub(super) fn full(&self) -> u8 {
        self.places[255]
    }
}

/// A colour that covers so much of the paper, of 255.
pub(super) fn mixed(Colour(colour): Colour, Colour(paper): Colour, cover: u8) -> png::PackedRgb {
    let mut parts = [0; 4];
    for ((part, colour), paper) in parts[1..].iter_mut().zip(colour).zip(paper) {
        let cover = u32::from(cover);
        let sum = u32::from(colour) * cover + u32::from(paper) * (255 - cover);
        *part = ((sum + 127) / 255) as u8;
    }
    png::PackedRgb::from_be_bytes(parts)
}

impl Canvas {
    /// A picture of the size of a card, in the colours of a palette.
    pub(super) fn of(picture: &Pixmap, palette: &Palette) -> Self {
        Self(png::colours(picture).map(|colour| palette.place(colour)).collect())
    }

    pub(super) fn copy_from(&mut self, other: &Self) {
        self.0.copy_from_slice(&other.0);
    }

    /// Fills some pixels with the colour at a place.
    pub(super) fn fill(&mut self, across: Range<usize>, down: Range<usize>, place: u8) {
        let (rows, _) = self.0.as_chunks_mut::<ROW>();
        for row in rows.iter_mut().take(down.end).skip(down.start) {
            row[across.start.min(ROW)..across.end.min(ROW)].fill(place);
        }
    }

    /// Puts a form at a pixel. A palette begins with the paper, and goes on with what is ever farther
    /// from it: so where two letters touch, the darker of both stays.
    pub(super) fn put(&mut self, form: &Cover, (x, y): (i32, i32), ink: &Ink) {
        let (left, top) = (x + form.left, y + form.top);
        let hidden = usize::try_from(-left).unwrap_or_default();
        let left = usize::try_from(left).unwrap_or_default();
        for (parts, row) in form.parts.chunks_exact(form.width.max(1)).zip(top..) {
            let Some(row) = usize::try_from(row).ok().filter(|row| *row < ROWS) else { continue };
            let pixels = &mut self.0[row * ROW..][..ROW];
            let parts = parts.iter().skip(hidden);
            for (pixel, &part) in pixels.iter_mut().skip(left).zip(parts) {
                *pixel = (*pixel).max(ink.places[usize::from(part)]);
            }
        }
    }

    /// Paints what was drawn over a picture of the same size.
    pub(super) fn paint(&self, palette: &Palette, picture: &mut Pixmap) {
        let (pixels, _) = picture.data_mut().as_chunks_mut::<4>();
        for (pixel, &place) in pixels.iter_mut().zip(&self.0) {
            let [_, red, green, blue] = palette.colour(place).to_be_bytes();
            *pixel = [red, green, blue, 255];
        }
    }

    /// What was drawn, as a file.
    pub(super) fn encode(&self, palette: &Palette) -> Result<Vec<u8>> {
        png::write((WIDTH, HEIGHT), Some(palette), &palette.packed(&self.0, ROW))
    }
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::{PathBuilder, Rect};

    use super::*;

    const PAPER: Colour = Colour([0xf3, 0xf6, 0xf1]);
    const BLACK: Colour = Colour([0, 0, 0]);

    #[test]
    fn a_form_covers_a_part_of_the_pixels_at_its_edges() {
        let path = PathBuilder::from_rect(Rect::from_xywh(-1.5, 2.0, 2.0, 1.0).expect("a form"));
        let cover = Cover::of(&path).expect("something");
        assert_eq!((cover.left, cover.top, cover.width), (-2, 2, 3));
        assert!(cover.parts[0].abs_diff(128) < 3 && cover.parts[2].abs_diff(128) < 3, "{cover:?}");
        assert_eq!(cover.parts[1], 255);
    }

    #[test]
    fn what_reaches_over_the_edge_is_left_out_and_the_darker_of_two_stays() {
        let shades = (0..=255).map(|cover| (mixed(BLACK, PAPER, cover), 1));
        let palette = Palette::of([(0xf3_f6_f1, 9)].into_iter().chain(shades)).expect("few");
        let ink = Ink::of(BLACK, PAPER, &palette);
        let mut canvas = Canvas(vec![0; ROW * ROWS]);
        let form = |part| Cover { left: -1, top: -1, width: 3, parts: vec![part; 9] };
        for at in [(0, 0), (ROW as i32, ROWS as i32), (-9, 4), (4, -9), (9000, 9000)] {
            canvas.put(&form(255), at, &ink);
        }
        let dark = |canvas: &Canvas| canvas.0.iter().filter(|&&place| place == ink.full()).count();
        assert_eq!(dark(&canvas), 4 + 1);
        canvas.put(&form(9), (0, 0), &ink);
        assert_eq!(dark(&canvas), 4 + 1);
        canvas.fill(10..20, 600..9000, ink.full());
        assert_eq!(dark(&canvas), 4 + 1 + 10 * 30);
        let mut picture = Pixmap::new(WIDTH, HEIGHT).expect("a picture");
        canvas.paint(&palette, &mut picture);
        assert_eq!(picture.data()[..4], [0, 0, 0, 255]);
        assert_eq!(Canvas::of(&picture, &palette).0, canvas.0);
    }
}
