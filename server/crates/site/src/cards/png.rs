//! A card as a small file.

use std::collections::hash_map::Entry;

use diagnostics::{Error, Result};
use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::Pixmap;
use rustc_hash::FxHashMap;

/// A colour as one number: red, green, blue.
type Colour = u32;

/// Writes an opaque picture as a PNG, with a palette if it has few colours.
pub(super) fn encode(picture: &Pixmap) -> Result<Vec<u8>> {
    let colours: Vec<Colour> = picture
        .pixels()
        .iter()
        .map(|pixel| Colour::from_be_bytes([0, pixel.red(), pixel.green(), pixel.blue()]))
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_depth(BitDepth::Eight);
    // The best level takes four times as long, and saves a sixteenth.
    encoder.set_compression(Compression::Balanced);
    let pixels = match Palette::of(&colours) {
        Some(palette) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette.colours.iter().flat_map(parts).collect::<Vec<u8>>());
            // Neighbouring places in a palette mean nothing to each other.
            encoder.set_filter(Filter::NoFilter);
            palette.pixels
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            encoder.set_filter(Filter::Adaptive);
            colours.iter().flat_map(parts).collect()
        }
    };
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&pixels)?;
        writer.finish()
    });
    written.map_err(|reason| Error::new(format!("a share preview can't be written: {reason}")))?;
    Ok(bytes)
}

fn parts(colour: &Colour) -> [u8; 3] {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

/// At most 256 colours, and for each pixel the place of its own.
struct Palette {
    colours: Vec<Colour>,
    pixels: Vec<u8>,
}

impl Palette {
    /// Bits of each part of a colour that can be dropped before an eye sees it in the edges of
    /// letters. A card with more colours than are left then has pictures in it.
    const UNSEEN: u32 = 2;

    fn of(pixels: &[Colour]) -> Option<Self> {
        let mut counts: FxHashMap<Colour, usize> = FxHashMap::default();
        for run in pixels.chunk_by(|a, b| a == b) {
            *counts.entry(run[0]).or_default() += run.len();
        }
        let mut counts: Vec<(Colour, usize)> = counts.into_iter().collect();
        // Most used first, in an order that no hash decides.
        counts.sort_by_key(|&(colour, count)| (usize::MAX - count, colour));
        (0..=Self::UNSEEN).find_map(|bits| Self::with(&counts, pixels, bits))
    }

    /// Each colour stands for those that differ from it in the last bits alone, if that leaves
    /// few enough.
    fn with(counts: &[(Colour, usize)], pixels: &[Colour], bits: u32) -> Option<Self> {
        let mask = 0x01_01_01 * (0xff >> bits << bits);
        let mut places: FxHashMap<Colour, u8> = FxHashMap::default();
        let mut colours = Vec::new();
        for &(colour, _) in counts {
            let next = u8::try_from(colours.len());
            if let Entry::Vacant(place) = places.entry(colour & mask) {
                place.insert(next.ok()?);
                colours.push(colour);
            }
        }
        let mut placed = Vec::with_capacity(pixels.len());
        for run in pixels.chunk_by(|a, b| a == b) {
            let place = *places.get(&(run[0] & mask))?;
            placed.resize(placed.len() + run.len(), place);
        }
        Some(Self { colours, pixels: placed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_are_kept_as_they_are() {
        let pixels = [0xff_00_00, 0xff_00_00, 0x00_00_01, 0x00_00_02];
        let palette = Palette::of(&pixels).expect("few");
        let back: Vec<Colour> =
            palette.pixels.iter().map(|&place| palette.colours[place as usize]).collect();
        assert_eq!(back, pixels);
    }

    #[test]
    fn many_that_are_alike_become_the_most_used_of_them_and_many_others_have_no_palette() {
        let mut alike: Vec<Colour> = (0..=255).map(|grey| grey * 0x01_01_01).collect();
        alike.extend([0x01_00_00, 0xf3_f6_f1, 0xf3_f6_f1]);
        let palette = Palette::of(&alike).expect("alike");
        assert!(palette.colours.len() <= 256 && palette.colours.contains(&0xf3_f6_f1));
        let others: Vec<Colour> = (0..1000).map(|number| number * 0x31_17).collect();
        assert!(Palette::of(&others).is_none());
    }
}
