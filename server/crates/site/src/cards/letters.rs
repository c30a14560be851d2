//! The letters of the typefaces that come before those of the machine: set by the shaper that resvg uses
//! too, and each drawn once in a size, as what it covers of the pixels. Most of a card is letters, and
//! most of the work would be drawing them from their outlines again and again.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use harfrust::{Direction, ShapeOptions, ShaperData, ShaperInstance, UnicodeBuffer, Variation};
use resvg::tiny_skia::{PathBuilder, Transform};
use rustc_hash::FxHashMap;
use skrifa::{
    FontRef, MetadataProvider, Tag,
    instance::{Location, Size},
    outline::{DrawSettings, OutlinePen},
};
use typeface::Font;

use super::{canvas::Cover, fonts::Face};

/// How many places a letter can have within a pixel, from left to right: nobody sees a smaller step.
const STEPS: i32 = 4;

/// How many drawn letters are kept, some kilobytes each: what hundreds of characters need in all sizes. What
/// a blog has beyond that is drawn anew.
const DRAWN: usize = 1 << 13;
/// How many runs are kept, a hundred bytes each: authors, tags and dates come again and again, and so do words.
const SET: usize = 1 << 16;

/// The size that a font is set for which has forms of its own for small and large type.
const OPTICAL: f32 = 60.0;

/// Fonts, and what was set in them.
pub(super) struct Letters {
    /// `None` where a font has letters in colours, which are drawings.
    fonts: Vec<Option<Weighted>>,
    set: Mutex<FxHashMap<(Face, bool, String), Arc<GlyphRun>>>,
    drawn: RwLock<FxHashMap<LetterKey, Arc<Cover>>>,
}

/// A font in one weight.
struct Weighted {
    font: Font,
    shaper: ShaperData,
    instance: ShaperInstance,
    location: Location,
    /// In how many units a letter is designed.
    units: f32,
}

/// Letters of one font beside each other.
#[derive(Debug, Default)]
pub(super) struct GlyphRun {
    face: Face,
    /// Each by its number in the font, and where it stands; in type one pixel high.
    letters: Vec<(u32, f32, f32)>,
    /// How wide it is, in type one pixel high.
    pub(super) width: f32,
}

/// All that decides what a letter looks like: its font, its number there, its size in bits, and its
/// place within a pixel.
type LetterKey = (Face, u32, u32, i32);

impl Letters {
    /// The letters of some fonts, each in a weight as CSS counts it. The place of each is its [`Face`].
    pub(super) fn of(fonts: impl IntoIterator<Item = (Font, u16)>) -> Self {
        let fonts = fonts.into_iter().map(|(font, weight)| Weighted::of(font, weight));
        Self { fonts: fonts.collect(), set: Mutex::default(), drawn: RwLock::default() }
    }

    /// Sets a text in a font; `None` where its letters are not known here.
    pub(super) fn set(&self, face: Face, text: &str, is_rtl: bool) -> Option<Arc<GlyphRun>> {
        let font = self.fonts.get(face)?.as_ref()?;
        let key = (face, is_rtl, text.to_owned());
        let known = || self.set.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(run) = known().get(&key) {
            return Some(run.clone());
        }
        let run = Arc::new(font.set(face, text, is_rtl)?);
        let mut set = known();
        if set.len() < SET {
            set.insert(key, run.clone());
        }
        Some(run)
    }

    /// Gives each letter of a run, in a size, with the pixel that it stands at.
    pub(super) fn draw(
        &self,
        run: &GlyphRun,
        size: f32,
        (x, y): (f32, f32),
        mut draw: impl FnMut(&Cover, (i32, i32)),
    ) {
        for &(letter, across, down) in &run.letters {
            let at = ((x + across * size) * STEPS as f32).round() as i32;
            let key = (run.face, letter, size.to_bits(), at.rem_euclid(STEPS));
            let row = (y + down * size).round() as i32;
            draw(&self.letter(key), (at.div_euclid(STEPS), row));
        }
    }

    fn letter(&self, key: LetterKey) -> Arc<Cover> {
        let drawn = self.drawn.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(letter) = drawn.get(&key) {
            return letter.clone();
        }
        drop(drawn);
        let (face, letter, size, step) = key;
        let font = self.fonts.get(face).and_then(Option::as_ref);
        let place = step as f32 / STEPS as f32;
        let letter = font.and_then(|font| font.draw(letter, f32::from_bits(size), place));
        // A space covers nothing.
        let letter = Arc::new(letter.unwrap_or_default());
        let mut drawn = self.drawn.write().unwrap_or_else(PoisonError::into_inner);
        if drawn.len() < DRAWN {
            drawn.insert(key, letter.clone());
        }
        letter
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the letters of {} fonts", self.fonts.len())
    }
}

impl Weighted {
    fn of(font: Font, weight: u16) -> Option<Self> {
        let data = font.data();
        let read = FontRef::new(&data).ok()?;
        let tables = [b"COLR", b"SVG ", b"CBDT", b"sbix"];
        if tables.iter().any(|table| read.table_data(Tag::new(table)).is_some()) {
            return None;
        }
        let axes = [(Tag::new(b"wght"), f32::from(weight)), (Tag::new(b"opsz"), OPTICAL)];
        let variations = axes.map(|(tag, value)| Variation { tag, value });
        Some(Self {
            shaper: ShaperData::new(&read),
            instance: ShaperInstance::from_variations(&read, variations),
            location: read.axes().location(axes),
            units: f32::from(read.metrics(Size::unscaled(), &Location::default()).units_per_em),
            font,
        })
    }

    fn set(&self, face: Face, text: &str, is_rtl: bool) -> Option<GlyphRun> {
        let data = self.font.data();
        let font = FontRef::new(&data).ok()?;
        let shaper = self.shaper.shaper(&font).instance(Some(&self.instance)).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let set = shaper.shape(buffer, ShapeOptions::new());
        let mut run = GlyphRun { face, ..GlyphRun::default() };
        for (letter, place) in set.glyph_infos().iter().zip(set.glyph_positions()) {
            let x = run.width + place.x_offset as f32 / self.units;
            run.letters.push((letter.glyph_id, x, -(place.y_offset as f32) / self.units));
            run.width += place.x_advance as f32 / self.units;
        }
        Some(run)
    }

    /// Draws a letter in a size, a part of a pixel right of where it stands.
    fn draw(&self, letter: u32, size: f32, place: f32) -> Option<Cover> {
        let data = self.font.data();
        let font = FontRef::new(&data).ok()?;
        let outline = font.outline_glyphs().get(letter.into())?;
        let mut pen = Pen::default();
        let settings = DrawSettings::unhinted(Size::unscaled(), &self.location);
        outline.draw(settings, &mut pen).ok()?;
        let scale = size / self.units;
        let upright = Transform::from_row(scale, 0.0, 0.0, -scale, place, 0.0);
        let path = pen.0.finish()?.transform(upright)?;
        Cover::of(&path)
    }
}

/// Takes the outline of a letter down.
#[derive(Default)]
struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use typeface::Typeface;

    use super::*;

    fn letters() -> Letters {
        Letters::of(Typeface::own().fonts().clone().map(|font| (font, 600)))
    }

    /// How much a text covers in all, and how far to the right.
    fn covered(letters: &Letters, text: &str, x: f32) -> (u32, i32) {
        let run = letters.set(1, text, false).expect("set");
        let (mut sum, mut right) = (0, 0);
        letters.draw(&run, 40.0, (x, 50.0), |letter, (x, _)| {
            sum += letter.parts().map(u32::from).sum::<u32>();
            right = right.max(x + letter.right());
        });
        (sum, right)
    }

    #[test]
    fn a_letter_covers_as_much_wherever_it_stands_and_a_space_nothing() {
        let letters = letters();
        let (here, right) = covered(&letters, "Wave", 10.0);
        let (there, further) = covered(&letters, "Wave", 110.25);
        assert!(here > 10_000 && here.abs_diff(there) < here / 50, "{here} {there}");
        assert!((100..=101).contains(&(further - right)), "{right} {further}");
        assert_eq!(covered(&letters, " ", 10.0).0, 0);
        assert!(letters.set(2, "Wave", false).is_none(), "a font of somebody else's");
    }

    #[test]
    fn what_is_kept_is_what_is_drawn() {
        let (once, twice) = (letters(), letters());
        covered(&twice, "Wave", 10.0);
        assert_eq!(covered(&once, "Wave", 10.0), covered(&twice, "Wave", 10.0));
        assert_eq!(twice.drawn.read().expect("sound").len(), 4);
    }
}
