//! A card as a small file.

use std::{borrow::Cow, iter};

use diagnostics::{Error, Result};
use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use resvg::tiny_skia::Pixmap;
use rustc_hash::{FxHashMap, FxHashSet};

/// A colour as one number: red, green, blue.
pub(super) type PackedRgb = u32;

/// Pixels of one colour beside each other: which, and how many.
type PixelRun = (PackedRgb, usize);

/// A row of a picture, and how many like it lie one below the other. Most of a card is paper, so
/// whatever goes through these is quicker than what goes through pixels.
type PostRow = (Vec<PixelRun>, usize);

/// Writes an opaque picture as a PNG, with a palette if it has few colours.
pub(super) fn encode(picture: &Pixmap) -> Result<Vec<u8>> {
    let rows = rows(picture);
    let size = (picture.width(), picture.height());
    let counts = rows.iter().flat_map(|(runs, times)| {
        runs.iter().map(move |(colour, length)| (*colour, length * times))
    });
    match Palette::of(counts) {
        Some(palette) => write(size, Some(&palette), &palette.pixels(&rows)),
        None => {
            let pixels = spread(&rows, |pixels, (colour, length)| {
                pixels.extend(iter::repeat_n(parts(&colour), length).flatten());
            });
            write(size, None, &pixels)
        }
    }
}

/// Writes pixels as a PNG: places in a palette, or colours.
pub(super) fn write(
    (width, height): (u32, u32),
    palette: Option<&Palette>,
    pixels: &[u8],
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    // The fifth level takes twice as long and saves a seventh; programs fetch these, once.
    encoder.set_deflate_compression(DeflateCompression::Level(2));
    match palette {
        Some(palette) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_depth(palette.depth);
            encoder.set_palette(palette.colours.iter().flat_map(parts).collect::<Vec<u8>>());
            // Neighbouring places in a palette mean nothing to each other.
            encoder.set_filter(Filter::NoFilter);
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            encoder.set_filter(Filter::Adaptive);
        }
    }
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(pixels)?;
        writer.finish()
    });
    written.map_err(|reason| Error::new(format!("a share preview can't be written: {reason}")))?;
    Ok(bytes)
}

/// The colours of all pixels of a picture.
pub(super) fn colours(picture: &Pixmap) -> impl Iterator<Item = PackedRgb> {
    let (pixels, _) = picture.data().as_chunks::<4>();
    pixels.iter().map(|[red, green, blue, _]| PackedRgb::from_be_bytes([0, *red, *green, *blue]))
}

fn rows(picture: &Pixmap) -> Vec<PostRow> {
    let rows: Vec<&[u8]> = picture.data().chunks_exact(picture.width() as usize * 4).collect();
    rows.chunk_by(|a, b| a == b).map(|alike| (runs(alike[0]), alike.len())).collect()
}

fn runs(row: &[u8]) -> Vec<PixelRun> {
    let (pixels, _) = row.as_chunks::<4>();
    let run = |run: &[[u8; 4]]| {
        let [red, green, blue, _] = run[0];
        (PackedRgb::from_be_bytes([0, red, green, blue]), run.len())
    };
    pixels.chunk_by(|a, b| a == b).map(run).collect()
}

/// The bytes of all pixels, of which each run adds its own.
fn spread(rows: &[PostRow], add: impl Fn(&mut Vec<u8>, PixelRun)) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (runs, times) in rows {
        let start = bytes.len();
        runs.iter().for_each(|&run| add(&mut bytes, run));
        let row = start..bytes.len();
        (1..*times).for_each(|_| bytes.extend_from_within(row.clone()));
    }
    bytes
}

fn parts(colour: &PackedRgb) -> [u8; 3] {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

/// Some colours, the most used first and then those that are ever farther from it; and which of them
/// stands for each of more.
pub(super) struct Palette {
    colours: Vec<PackedRgb>,
    /// How many bits a place has.
    depth: BitDepth,
    /// What is looked at of a colour.
    mask: PackedRgb,
    /// Where the colour is that stands for one.
    places: FxHashMap<PackedRgb, u8>,
}

impl Palette {
    /// Bits of each part of a colour that can be dropped before an eye sees it in the edges of
    /// letters. A card with more colours than are left then has pictures in it.
    const UNSEEN: u32 = 2;
    /// As many colours as half a byte has places for.
    const FEW: usize = 16;
    /// How many of them are those most used: paper, inks and lines are kept as they are.
    const KEPT: usize = 6;
    /// How far from its own a colour may be that lies between ink and paper, in each of its parts: edges of
    /// letters have as many steps as this leaves.
    const NEAR: u8 = 24;

    /// One for colours, each with how often it is there; `None` if they are too many.
    pub(super) fn of(colours: impl IntoIterator<Item = (PackedRgb, usize)>) -> Option<Self> {
        let mut counts: FxHashMap<PackedRgb, usize> = FxHashMap::default();
        for (colour, count) in colours {
            *counts.entry(colour).or_default() += count;
        }
        let mut counts: Vec<(PackedRgb, usize)> = counts.into_iter().collect();
        // Most used first, in an order that no hash decides.
        counts.sort_by_key(|&(colour, count)| (usize::MAX - count, colour));
        let small = Self::small(&counts);
        small.or_else(|| (0..=Self::UNSEEN).find_map(|bits| Self::with(&counts, bits)))
    }

    /// Sixteen colours from which no other is far. Half as much is packed then, in half the time.
    fn small(counts: &[(PackedRgb, usize)]) -> Option<Self> {
        if counts.len() > 1 << u8::BITS {
            return None;
        }
        let mut colours: Vec<PackedRgb> =
            counts.iter().take(Self::KEPT).map(|(colour, _)| *colour).collect();
        loop {
            let far = counts.iter().map(|&(colour, _)| (nearest(&colours, colour).0, colour)).max();
            match far {
                None | Some((0, _)) => break,
                Some((_, colour)) if colours.len() < Self::FEW => colours.push(colour),
                Some((far, _)) if far <= Self::NEAR => break,
                Some(_) => return None,
            }
        }
        sort(&mut colours);
        let places = counts.iter().map(|&(colour, _)| (colour, nearest(&colours, colour).1));
        Some(Self {
            places: places.collect(),
            colours,
            depth: BitDepth::Four,
            mask: PackedRgb::MAX,
        })
    }

    /// Each colour stands for those that differ from it in the last bits alone, if that leaves
    /// few enough.
    fn with(counts: &[(PackedRgb, usize)], bits: u32) -> Option<Self> {
        let mask = 0x01_01_01 * (0xff >> bits << bits);
        let mut seen = FxHashSet::default();
        let colours = counts.iter().map(|(colour, _)| *colour);
        let mut colours: Vec<PackedRgb> =
            colours.filter(|colour| seen.insert(colour & mask)).collect();
        if colours.len() > 1 << u8::BITS {
            return None;
        }
        sort(&mut colours);
        let places = colours.iter().map(|colour| colour & mask).zip(0..=u8::MAX).collect();
        Some(Self { colours, depth: BitDepth::Eight, mask, places })
    }

    /// The place of the colour that stands for one of those it was made for.
    pub(super) fn place(&self, colour: PackedRgb) -> u8 {
        self.places.get(&(colour & self.mask)).copied().unwrap_or_default()
    }

    /// The place of the nearest to any colour.
    pub(super) fn nearest(&self, colour: PackedRgb) -> u8 {
        nearest(&self.colours, colour).1
    }

    /// The colour at a place.
    pub(super) fn colour(&self, place: u8) -> PackedRgb {
        self.colours.get(usize::from(place)).copied().unwrap_or_default()
    }

    /// Places in rows of some width, as a file has them: each row from a whole byte on.
    pub(super) fn packed<'a>(&self, places: &'a [u8], row: usize) -> Cow<'a, [u8]> {
        match self.depth {
            BitDepth::Four => {
                let mut packed = Vec::with_capacity(places.len().div_ceil(2));
                for row in places.chunks(row) {
                    let (pairs, last) = row.as_chunks::<2>();
                    packed.extend(pairs.iter().map(|[one, other]| one << 4 | other));
                    packed.extend(last.iter().map(|one| one << 4));
                }
                Cow::Owned(packed)
            }
            _ => Cow::Borrowed(places),
        }
    }

    /// The pixels of rows, as a file has them.
    fn pixels(&self, rows: &[PostRow]) -> Vec<u8> {
        let mut pixels = Vec::new();
        let mut places = Vec::new();
        for (runs, times) in rows {
            places.clear();
            for (colour, length) in runs {
                places.resize(places.len() + length, self.place(*colour));
            }
            let packed = self.packed(&places, places.len());
            (0..*times).for_each(|_| pixels.extend_from_slice(&packed));
        }
        pixels
    }
}

/// Sorts colours by how far they are from the first.
fn sort(colours: &mut [PackedRgb]) {
    if let Some(&first) = colours.first() {
        colours.sort_by_key(|&colour| (distance(first, colour), colour));
    }
}

/// How far the nearest of some colours is, and its place.
fn nearest(colours: &[PackedRgb], colour: PackedRgb) -> (u8, u8) {
    let places = 0..=u8::MAX;
    let far = colours.iter().zip(places).map(|(other, place)| (distance(colour, *other), place));
    far.min().unwrap_or_default()
}

/// How far two colours are from each other, in the part in which they differ most.
fn distance(a: PackedRgb, b: PackedRgb) -> u8 {
    let apart = iter::zip(parts(&a), parts(&b)).map(|(a, b)| a.abs_diff(b));
    apart.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A palette for pixels.
    fn palette(pixels: &[PackedRgb]) -> Option<Palette> {
        Palette::of(pixels.iter().map(|colour| (*colour, 1)))
    }

    #[test]
    fn few_colours_are_kept_as_they_are() {
        let pixels = [0xff_00_00, 0xff_00_00, 0x00_00_01, 0x00_00_02];
        let palette = palette(&pixels).expect("few");
        let back = pixels.map(|colour| palette.colour(palette.place(colour)));
        assert_eq!((palette.depth, back), (BitDepth::Four, pixels));
        assert_eq!(*palette.packed(&[1, 2, 3, 4, 5, 6], 3), [0x12, 0x30, 0x45, 0x60]);
    }

    #[test]
    fn many_that_are_alike_become_the_most_used_of_them_and_many_others_have_no_palette() {
        let mut alike: Vec<PackedRgb> = (0..=255).map(|grey| grey * 0x01_01_01).collect();
        alike.extend([0x01_00_00, 0xf3_f6_f1, 0xf3_f6_f1]);
        let few = palette(&alike).expect("alike");
        assert!(few.colours.len() <= 256 && few.colours[0] == 0xf3_f6_f1);
        for colour in alike {
            assert!(distance(few.colour(few.place(colour)), colour) < 4, "{colour:x}");
        }
        let others: Vec<PackedRgb> = (0..1000).map(|number| number * 0x31_17).collect();
        assert!(palette(&others).is_none());
    }

    #[test]
    fn edges_of_letters_have_few_steps_and_what_is_most_of_a_card_stays() {
        const PAPER: PackedRgb = 0xf3_f6_f1;
        let edge = |step: u32| {
            let part = |shift: u32| ((PAPER >> shift & 0xff) * step / 64) << shift;
            part(16) | part(8) | part(0)
        };
        let mut pixels: Vec<PackedRgb> = (0..=64).map(edge).collect();
        pixels.extend([PAPER; 99]);
        pixels.extend([0xb3_26_1e; 9]);
        let palette = palette(&pixels).expect("few");
        assert_eq!((palette.depth, palette.colours.len()), (BitDepth::Four, 16));
        assert_eq!(palette.colours[0], PAPER);
        assert!(palette.colours.contains(&0xb3_26_1e));
        assert!(palette.colours.is_sorted_by_key(|colour| distance(PAPER, *colour)));
        for colour in pixels {
            assert!(distance(palette.colour(palette.place(colour)), colour) <= Palette::NEAR);
            assert_eq!(palette.place(colour), palette.nearest(colour));
        }
    }

    #[test]
    fn a_picture_is_what_it_was() {
        let mut picture = Pixmap::new(30, 40).expect("a picture");
        let many = |x: usize, y: usize| [x as u8 * 8, y as u8 / 2 * 12, (x * y) as u8, 255];
        let few = |x: usize, y: usize| [x as u8 / 15, y as u8 / 9, 0, 255];
        for colour in [&many as &dyn Fn(usize, usize) -> [u8; 4], &few] {
            for (at, pixel) in picture.data_mut().as_chunks_mut::<4>().0.iter_mut().enumerate() {
                *pixel = colour(at % 30, at / 30);
            }
            let read = image::load_from_memory(&encode(&picture).expect("written"));
            let read = read.expect("a picture").into_rgba8();
            assert!(read.as_raw() == picture.data());
        }
    }
}
