//! Tests only: pictures of every kind, made here.

use std::io::{Cursor, Write};

use flate2::{Compression, Crc, write::ZlibEncoder};
use image::{
    DynamicImage, Frame, ImageEncoder, ImageFormat, Rgb, RgbImage, RgbaImage,
    codecs::{gif::GifEncoder, jpeg::JpegEncoder},
};

/// Something that nobody may read in a published file.
pub(super) const SECRET: &[u8] = b"52.5163 north, taken by me";

/// Like a photograph: no two neighbours are the same. The left half is red, the right one blue.
pub(super) fn photo(width: u32, height: u32) -> DynamicImage {
    let mut state = 1_u32;
    let mut noise = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 27) as u8
    };
    RgbImage::from_fn(width, height, |x, y| {
        let light = (y * 60 / height) as u8;
        let (red, blue) = if x < width / 2 { (170, 20) } else { (20, 170) };
        Rgb([red + noise(), light + noise(), blue + noise()])
    })
    .into()
}

/// Like a screenshot: lines of one colour on a ground of another.
pub(super) fn drawing(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        if y % 24 < 12 && (x / 5) * 7 % 11 < 6 { Rgb([20, 30, 40]) } else { Rgb([250, 250, 245]) }
    })
    .into()
}

pub(super) fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

pub(super) fn jpeg(image: &DynamicImage) -> Vec<u8> {
    encoded(image, ImageFormat::Jpeg)
}

pub(super) fn png(image: &DynamicImage) -> Vec<u8> {
    encoded(image, ImageFormat::Png)
}

/// A JPEG with a colour profile.
pub(super) fn jpeg_in_colours(image: &DynamicImage, profile: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_icc_profile(profile).expect("a profile");
    encoder.encode_image(image).expect("encoded");
    bytes
}

/// What a camera writes: how it was held, and where.
pub(super) fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    // The place: one entry, a text, behind the directory.
    exif.extend([1, 0, 0x1b, 0, 2, 0]);
    exif.extend((SECRET.len() as u32).to_le_bytes());
    exif.extend([56, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(SECRET);
    exif
}

/// A JPEG as cameras write it, with a film behind the picture.
pub(super) fn jpeg_of_camera(image: &DynamicImage, orientation: u8) -> Vec<u8> {
    let plain = jpeg(image);
    let mut bytes = plain[..2].to_vec();
    let mut segment = |marker: u8, data: &[u8]| {
        bytes.extend([0xff, marker]);
        bytes.extend((data.len() as u16 + 2).to_be_bytes());
        bytes.extend(data);
    };
    segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(orientation)].concat());
    segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), SECRET].concat());
    segment(0xed, SECRET);
    segment(0xfe, SECRET);
    bytes.extend(&plain[2..]);
    bytes.extend(SECRET);
    bytes
}

/// A PNG of chunks.
pub(super) fn png_of(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in chunks {
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend(*name);
        bytes.extend(*data);
        let mut sum = Crc::new();
        sum.update(*name);
        sum.update(data);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes
}

/// The head of a PNG.
pub(super) fn head(width: u32, height: u32, bits: u8, colours: u8) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([bits, colours, 0, 0, 0]);
    head
}

pub(super) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

/// A PNG with a palette of two colours, the second half transparent, and with texts.
pub(super) fn png_with_palette(width: u32, height: u32) -> Vec<u8> {
    let row: Vec<u8> = std::iter::once(0).chain((0..width).map(|x| (x / 8 % 2) as u8)).collect();
    png_of(&[
        (b"IHDR", &head(width, height, 8, 3)),
        (b"tEXt", &[b"Comment\0".as_slice(), SECRET].concat()),
        (b"PLTE", &[200, 0, 0, 0, 0, 200]),
        (b"tRNS", &[255, 128]),
        (b"eXIf", &exif(1)),
        (b"IDAT", &zlib(&row.repeat(height as usize))),
        (b"IEND", b""),
    ])
}

/// A GIF of some frames, with a comment.
pub(super) fn gif(frames: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).expect("a head");
    for frame in 0..frames {
        let colour = image::Rgba([frame * 50, 9, 200, 255]);
        encoder.encode_frame(Frame::new(RgbaImage::from_pixel(40, 30, colour))).expect("a frame");
    }
    drop(encoder);
    let end = bytes.pop().expect("an end");
    bytes.extend([0x21, 0xfe, SECRET.len() as u8]);
    bytes.extend(SECRET);
    bytes.extend([0, end]);
    bytes
}

/// A WebP with metadata, as programs for photographs write it.
pub(super) fn webp(image: &DynamicImage) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut plain);
    encoder.set_exif_metadata(exif(1)).expect("metadata");
    encoder
        .write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
        .expect("encoded");
    plain
}

/// An AVIF as far as its boxes go: what is in them is nobody's business here.
pub(super) fn avif(entry: &[u8; 4]) -> Vec<u8> {
    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&(content.len() as u32 + 8).to_be_bytes()[..], name, content].concat()
    }
    let infe = boxed(b"infe", &[&[2, 0, 0, 0, 0, 1, 0, 0], &entry[..], b"\0"].concat());
    let iinf = boxed(b"iinf", &[&[0, 0, 0, 0, 0, 1][..], &infe].concat());
    let pitm = boxed(b"pitm", &[0, 0, 0, 0, 0, 1]);
    let size = [40_u32.to_be_bytes(), 30_u32.to_be_bytes()].concat();
    let ispe = boxed(b"ispe", &[&[0; 4][..], &size].concat());
    let ipma = boxed(b"ipma", &[0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1]);
    let iprp = boxed(b"iprp", &[boxed(b"ipco", &ispe), ipma].concat());
    let meta = boxed(b"meta", &[&[0; 4][..], &pitm, &iinf, &iprp].concat());
    let ftyp = boxed(b"ftyp", b"avif\0\0\0\0avifmif1");
    [ftyp, meta, boxed(b"mdat", b"pixels")].concat()
}
