//! Pictures made of pixels: read, turned upright, scaled down, written.

use std::io::Cursor;

use fast_image_resize::{PixelType, ResizeOptions, Resizer, images::Image};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader,
    RgbImage, RgbaImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use webp::{PixelLayout, WebPConfig};

use super::{
    Treatment,
    error::PictureError,
    files::{MadeFile, PictureFiles},
    format::Format,
    gate::Gate,
    strip,
};

/// More than this, in pixels, is no picture for a page, and would take a gigabyte to read.
const MOST_PIXELS: u64 = 50_000_000;
/// What all pictures that are being read may take together, in bytes. One of twenty megapixels
/// takes two thirds of it.
static ROOM: Gate = Gate::new(256 << 20);
/// How often the size of the pixels reading and turning takes at worst.
const COPIES: u64 = 3;

/// The widths that a picture is offered in. A column is 704 CSS pixels wide at most, so the last is
/// for twice as many on the screen; the others are for phones.
const WIDTHS: [u32; 4] = [360, 720, 1080, 1440];
const WIDEST: u32 = WIDTHS[WIDTHS.len() - 1];
/// The longest side that WebP knows.
const WEBP_LONGEST: u32 = 16_383;
/// Below this, artefacts are seen without looking for them.
const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 88;

/// Makes the files of a picture.
pub(super) fn make(
    bytes: &[u8],
    format: Format,
    treatment: Treatment,
) -> Result<PictureFiles, PictureError> {
    let Cleaned { kind, bytes: clean, moves } = Cleaned::of(bytes, format)?;
    let reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut decoder = reader.into_decoder().map_err(|error| PictureError::broken(&error))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let _pass = ROOM.enter(decoder.total_bytes().saturating_mul(COPIES));
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let image =
        DynamicImage::from_decoder(decoder).map_err(|error| PictureError::broken(&error))?;
    let original = MadeFile { width, height, format, bytes: clean };
    // A picture that moves would stand still in any form that is made here.
    if moves || (treatment == Treatment::Clean && turn == Orientation::NoTransforms) {
        let clear = image.color().has_alpha();
        return Ok(PictureFiles { width, height, clear, notes: Vec::new(), files: vec![original] });
    }
    let image = eight_bits(image);
    let see = Seen {
        flat: is_flat(&image),
        clear: image.color().has_alpha(),
        lossless: format != Format::Jpeg,
    };
    let (full_width, full_height) = upright(turn, width, height);
    let widest = match treatment {
        Treatment::Clean => full_width,
        Treatment::Responsive => full_width.min(WIDEST),
    };
    // From here on only what is shown is in memory, and in the colours that a browser assumes.
    let (shown_width, shown_height) =
        upright(turn, widest, scaled(full_height, widest, full_width));
    let mut image = resize(image, shown_width, shown_height);
    image.apply_orientation(turn);
    if let Some(profile) = &profile {
        to_srgb(&mut image, profile);
    }
    let src = if turn == Orientation::NoTransforms && widest == full_width {
        original
    } else {
        let made = see.file_for_all(&image)?;
        let keeps = turn == Orientation::NoTransforms && original.bytes.len() <= made.bytes.len();
        if keeps { original } else { made }
    };
    let mut files = vec![src];
    if treatment == Treatment::Responsive {
        see.variants(image, &mut files);
    }
    Ok(PictureFiles {
        width: full_width,
        height: full_height,
        clear: see.clear,
        notes: Vec::new(),
        files,
    })
}

/// The file of a picture without what tells of its making.
struct Cleaned {
    kind: ImageFormat,
    bytes: Vec<u8>,
    /// Whether it has more than one picture.
    moves: bool,
}

impl Cleaned {
    fn of(bytes: &[u8], format: Format) -> Result<Self, PictureError> {
        let (kind, clean) = match format {
            Format::Jpeg => (ImageFormat::Jpeg, strip::jpeg(bytes).map(|clean| (clean, false))),
            Format::Png => {
                let moves = strip::png_moves(bytes);
                (ImageFormat::Png, strip::png(bytes).map(|clean| (clean, moves)))
            }
            Format::Gif => (ImageFormat::Gif, strip::gif(bytes)),
            Format::Webp => {
                let moves =
                    bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|b| b & 2 != 0);
                (ImageFormat::WebP, strip::webp(bytes).map(|clean| (clean, moves)))
            }
            Format::Avif | Format::Svg => return Err(PictureError::not_a_picture()),
        };
        let (bytes, moves) = clean.map_err(|_| PictureError::not_whole())?;
        Ok(Self { kind, bytes, moves })
    }
}

/// Refuses what has no size, and what is too large to be read in bounded memory.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PictureError::not_whole());
    }
    if pixels > MOST_PIXELS {
        return Err(PictureError {
            message: format!(
                "it has {} megapixels ({width} × {height})",
                pixels.div_ceil(1_000_000)
            ),
            help: format!(
                "scale it down to {} megapixels at most; a page shows it {WIDEST} pixels wide",
                MOST_PIXELS / 1_000_000
            ),
        });
    }
    Ok(())
}

/// What a picture looks like, as far as it decides how it is written.
#[derive(Clone, Copy)]
struct Seen {
    /// Drawn or set rather than photographed.
    flat: bool,
    /// Whether what is behind it shows through.
    clear: bool,
    /// Whether its file is exact.
    lossless: bool,
}

impl Seen {
    /// A file that every program reads, feed readers of long ago included.
    fn file_for_all(self, image: &DynamicImage) -> Result<MadeFile, PictureError> {
        let (width, height) = (image.width(), image.height());
        let mut bytes = Vec::new();
        let pixels = image.as_bytes();
        let format =
            if self.clear || (self.flat && self.lossless) { Format::Png } else { Format::Jpeg };
        let colours = if self.clear { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
        let written = if format == Format::Png {
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
                .write_image(pixels, width, height, colours)
        } else {
            JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
                .write_image(pixels, width, height, colours)
        };
        written.map_err(|error| PictureError::broken(&error))?;
        Ok(MadeFile { width, height, format, bytes })
    }

    /// Appends what is smaller than the file that is there already, from the widest down; each has
    /// to be smaller than the one before, or else that one serves better.
    fn variants(self, mut image: DynamicImage, files: &mut Vec<MadeFile>) {
        let (full_width, full_height) = (image.width(), image.height());
        let mut smallest = files.iter().map(|file| file.bytes.len()).min().unwrap_or(usize::MAX);
        let narrower = WIDTHS.iter().rev().copied().filter(|width| *width < full_width);
        for width in std::iter::once(full_width).chain(narrower) {
            let height = scaled(full_height, width, full_width);
            if width.max(height) > WEBP_LONGEST {
                continue;
            }
            image = resize(image, width, height);
            let bytes = self.webp(&image);
            if bytes.len() < smallest && !bytes.is_empty() {
                smallest = bytes.len();
                files.push(MadeFile { width, height, format: Format::Webp, bytes });
            }
        }
    }

    /// As WebP: for what is flat, exact where that is smaller.
    fn webp(self, image: &DynamicImage) -> Vec<u8> {
        let lossy = encode_webp(image, false, self.lossless);
        if !(self.flat && self.lossless) {
            return lossy;
        }
        let exact = encode_webp(image, true, false);
        if exact.is_empty() || (lossy.len() < exact.len() && !lossy.is_empty()) {
            lossy
        } else {
            exact
        }
    }
}

/// A picture as WebP; nothing if it can't be.
fn encode_webp(image: &DynamicImage, exact: bool, sharp: bool) -> Vec<u8> {
    let Ok(mut config) = WebPConfig::new() else { return Vec::new() };
    config.quality = WEBP_QUALITY;
    config.lossless = i32::from(exact);
    // Small red letters on blue stay letters.
    config.use_sharp_yuv = i32::from(sharp);
    let layout = if image.color().has_alpha() { PixelLayout::Rgba } else { PixelLayout::Rgb };
    webp::Encoder::new(image.as_bytes(), layout, image.width(), image.height())
        .encode_advanced(&config)
        .map_or_else(|_| Vec::new(), |bytes| bytes.to_vec())
}

/// Eight bits a channel, and no channel for transparency that nothing makes use of.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.into_rgb8().into();
    }
    let image = image.into_rgba8();
    if image.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        return DynamicImage::from(image).into_rgb8().into();
    }
    image.into()
}

/// Whether a third of the pixels are as their neighbours: in photographs noise sees to it that
/// hardly any are.
fn is_flat(image: &DynamicImage) -> bool {
    let size = usize::from(image.color().bytes_per_pixel());
    let row = size * image.width() as usize;
    // Every seventh row is enough to tell.
    let rows = || image.as_bytes().chunks_exact(row).step_by(7);
    let pairs = rows().count() * (image.width() as usize - 1);
    let same = |row: &[u8]| {
        row.chunks_exact(size).zip(row.chunks_exact(size).skip(1)).filter(|(a, b)| a == b).count()
    };
    rows().map(same).sum::<usize>() * 3 >= pairs
}

/// Width and height once the picture stands as it should, or before, from those after.
fn upright(turn: Orientation, width: u32, height: u32) -> (u32, u32) {
    let lies = matches!(
        turn,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    if lies { (height, width) } else { (width, height) }
}

/// The height that goes with another width.
fn scaled(height: u32, width: u32, of_width: u32) -> u32 {
    let scaled = (u64::from(height) * u64::from(width) + u64::from(of_width) / 2)
        / u64::from(of_width).max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// The picture in another size; of eight bits a channel.
fn resize(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (image.width(), image.height()) == (width, height) {
        return image;
    }
    let clear = image.color().has_alpha();
    let kind = if clear { PixelType::U8x4 } else { PixelType::U8x3 };
    let mut smaller = Image::new(width, height, kind);
    let (from_width, from_height) = (image.width(), image.height());
    let resized =
        Image::from_vec_u8(from_width, from_height, image.into_bytes(), kind).is_ok_and(|image| {
            Resizer::new().resize(&image, &mut smaller, &ResizeOptions::new()).is_ok()
        });
    // Both are of the kind that was asked for, so neither fails.
    debug_assert!(resized);
    let bytes = smaller.into_vec();
    let image = if clear {
        RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, bytes).map(DynamicImage::from)
    };
    image.unwrap_or_default()
}

/// Converts colours that mean something in a profile to those that every browser assumes. With a
/// profile that says nothing of red, green and blue they are taken for such already.
fn to_srgb(image: &mut DynamicImage, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let (srgb, options) = (ColorProfile::new_srgb(), TransformOptions::default());
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, options) else {
        return;
    };
    let row = image.width() as usize * usize::from(image.color().bytes_per_pixel());
    let pixels: &mut [u8] = match image {
        DynamicImage::ImageRgb8(image) => image,
        DynamicImage::ImageRgba8(image) => image,
        _ => return,
    };
    let mut before = vec![0; row];
    for after in pixels.chunks_exact_mut(row) {
        before.copy_from_slice(after);
        if transform.transform(&before, after).is_err() {
            after.copy_from_slice(&before);
        }
    }
}
