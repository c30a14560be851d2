//! A font in one weight, as it is read from a file.

use std::{
    borrow::Cow,
    error::Error,
    fmt,
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use skrifa::{
    FontRef, MetadataProvider, Tag,
    instance::{Location, Size},
};

/// How many bytes a font has at most when it is unpacked.
const LARGEST: u64 = 64 << 20;

/// A font that text can be measured and set in.
#[derive(Clone)]
pub struct Font {
    data: Arc<Cow<'static, [u8]>>,
    /// As CSS counts it: what a variable font is set to.
    weight: f32,
}

/// A file that browsers may know what to do with, and that can't be read here.
#[derive(Debug)]
pub struct Unreadable;

impl Font {
    pub(crate) fn of_own(data: &'static [u8]) -> Self {
        // Each file is a weight.
        Self { data: Arc::new(Cow::Borrowed(data)), weight: 400.0 }
    }

    /// Reads a TrueType, OpenType, WOFF or WOFF2 file.
    ///
    /// # Errors
    ///
    /// When it is none of these, or damaged.
    pub fn read(file: &[u8]) -> Result<Self, Unreadable> {
        // What unpacks them was not written for files that somebody broke.
        let data = catch_unwind(AssertUnwindSafe(|| unpacked(file)));
        let data = data.ok().flatten().ok_or(Unreadable)?;
        let font = FontRef::new(&data).map_err(|_| Unreadable)?;
        if font.charmap().map('e').is_none() && font.charmap().mappings().next().is_none() {
            return Err(Unreadable);
        }
        Ok(Self { data: Arc::new(Cow::Owned(data)), weight: 400.0 })
    }

    /// The same in another weight, as far as it is variable.
    #[must_use]
    pub fn in_weight(&self, weight: f32) -> Self {
        Self { data: self.data.clone(), weight }
    }

    /// Its weight as CSS counts it: what a variable font is set to.
    pub fn weight(&self) -> f32 {
        self.weight
    }

    /// The file, unpacked.
    pub fn data(&self) -> Arc<Cow<'static, [u8]>> {
        self.data.clone()
    }

    /// The characters that it has.
    pub fn characters(&self) -> impl Iterator<Item = u32> {
        let font = FontRef::new(&self.data).ok();
        font.into_iter().flat_map(|font| font.charmap().mappings().map(|(code, _)| code))
    }

    /// How wide each character of a text is, in units of the size; `None` for what it lacks.
    pub(crate) fn advances<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (char, Option<f64>)> + 'a {
        let font = FontRef::new(&self.data).ok();
        let location = font.as_ref().map_or_else(Location::default, |font| {
            font.axes().location([(Tag::new(b"wght"), self.weight)])
        });
        let widths: Vec<_> = text
            .chars()
            .map(|c| {
                let font = font.as_ref();
                let glyph = font.and_then(|font| font.charmap().map(c));
                let metrics = font.map(|font| font.glyph_metrics(Size::new(1.0), &location));
                (c, glyph.and_then(|glyph| metrics?.advance_width(glyph)).map(f64::from))
            })
            .collect();
        widths.into_iter()
    }
}

impl fmt::Debug for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a font of {} bytes in the weight {}", self.data.len(), self.weight)
    }
}

/// The font in a file, as programs read it.
fn unpacked(file: &[u8]) -> Option<Vec<u8>> {
    match file {
        [b'w', b'O', b'F', b'2', ..] => {
            wuff::decompress_woff2_with_custom_brotli(file, &mut |packed, _| {
                let mut data = Vec::new();
                brotli::Decompressor::new(packed, 4096).take(LARGEST).read_to_end(&mut data)?;
                Ok::<_, Box<dyn Error>>(data)
            })
            .ok()
        }
        [b'w', b'O', b'F', b'F', ..] => {
            wuff::decompress_woff1_with_custom_z(file, &mut |packed, _| {
                let mut data = Vec::new();
                flate2::read::ZlibDecoder::new(packed).take(LARGEST).read_to_end(&mut data)?;
                Ok::<_, Box<dyn Error>>(data)
            })
            .ok()
        }
        _ => Some(file.to_vec()),
    }
}
