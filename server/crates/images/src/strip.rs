//! Taking out of a picture's file what is not the picture: where it was taken, by whom and with
//! what, thumbnails, comments. The pixels stay as they are, byte for byte, and so does what says
//! which colours they mean.
//!
//! On the way each file is seen to be whole: decoders paint what is missing grey.

/// A file that ends before it should, or is not made as its kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotWhole;

type Result<T> = std::result::Result<T, NotWhole>;

/// A part of a file, from one place to another.
fn part(bytes: &[u8], from: usize, len: usize) -> Result<&[u8]> {
    from.checked_add(len).and_then(|to| bytes.get(from..to)).ok_or(NotWhole)
}

fn u16_be(bytes: &[u8], at: usize) -> Result<usize> {
    part(bytes, at, 2).map(|b| usize::from(b[0]) << 8 | usize::from(b[1]))
}

/// A JPEG without its application data and comments, but with its colour profile; what follows the
/// picture (a film, a map of depths) is left out too.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = part(bytes, 0, 2)?.to_vec();
    let mut at = 2;
    loop {
        if *bytes.get(at).ok_or(NotWhole)? != 0xff {
            return Err(NotWhole);
        }
        let marker = *bytes.get(at + 1).ok_or(NotWhole)?;
        match marker {
            // Fill bytes.
            0xff => at += 1,
            0xd9 => {
                out.extend([0xff, 0xd9]);
                return Ok(out);
            }
            _ => {
                let segment = part(bytes, at, 2 + u16_be(bytes, at + 2)?)?;
                let data = &segment[4.min(segment.len())..];
                let stays = match marker {
                    0xe0 => data.starts_with(b"JFIF\0"),
                    0xe2 => data.starts_with(b"ICC_PROFILE\0"),
                    // How the colours are stored.
                    0xee => data.starts_with(b"Adobe"),
                    0xe1..=0xef | 0xfe => false,
                    _ => true,
                };
                if stays {
                    out.extend_from_slice(segment);
                }
                at += segment.len();
                if marker == 0xda {
                    let scan = scan(bytes.get(at..).ok_or(NotWhole)?)?;
                    out.extend_from_slice(scan);
                    at += scan.len();
                }
            }
        }
    }
}

/// The data of a scan: up to a marker that is none of those within one.
fn scan(bytes: &[u8]) -> Result<&[u8]> {
    let is_end = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    bytes.windows(2).position(is_end).map(|end| &bytes[..end]).ok_or(NotWhole)
}

/// Chunks of a PNG that say how it looks.
const PNG_CHUNKS: [&[u8; 4]; 14] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"acTL", b"fcTL", b"fdAT",
];

/// A PNG without texts, times and whatever else is not needed to show it.
pub(super) fn png(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = part(bytes, 0, 8)?.to_vec();
    let mut at = 8;
    loop {
        let head = part(bytes, at, 8)?;
        let len = head[..4].iter().fold(0, |len, byte| len << 8 | usize::from(*byte));
        let chunk = part(bytes, at, len.checked_add(12).ok_or(NotWhole)?)?;
        let name = &head[4..];
        if PNG_CHUNKS.iter().any(|known| *known == name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Ok(out);
        }
        at += chunk.len();
    }
}

/// Whether a PNG moves.
pub(super) fn png_moves(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Ok(head) = part(bytes, at, 8) {
        match &head[4..] {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => {}
        }
        at = head[..4].iter().fold(0, |len, byte| len << 8 | usize::from(*byte)).saturating_add(at);
        at = at.saturating_add(12);
    }
    false
}

/// A WebP without its metadata.
pub(super) fn webp(bytes: &[u8]) -> Result<Vec<u8>> {
    let len = |at: usize| -> Result<usize> {
        let len = part(bytes, at, 4)?;
        Ok(len.iter().rev().fold(0, |len, byte| len << 8 | usize::from(*byte)))
    };
    let end = len(4)?.checked_add(8).ok_or(NotWhole)?;
    let bytes = part(bytes, 0, end)?;
    let mut out = part(bytes, 0, 12)?.to_vec();
    let mut at = 12;
    while at < end {
        let name = part(bytes, at, 4)?;
        let len = len(at + 4)?;
        let chunk = part(bytes, at, len.checked_add(8).ok_or(NotWhole)?)?;
        match name {
            b"VP8X" => {
                let start = out.len();
                out.extend_from_slice(chunk);
                // No EXIF and no XMP any more.
                *out.get_mut(start + 8).ok_or(NotWhole)? &= !0b1100;
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {
                out.extend_from_slice(chunk);
            }
            _ => {
                at += chunk.len() + len % 2;
                continue;
            }
        }
        if len % 2 == 1 {
            out.push(0);
        }
        at += chunk.len() + len % 2;
    }
    let len = u32::try_from(out.len() - 8).map_err(|_| NotWhole)?;
    out[4..8].copy_from_slice(&len.to_le_bytes());
    Ok(out)
}

/// A GIF without comments and application data, except for how often it repeats. Whether it moves
/// is said too.
pub(super) fn gif(bytes: &[u8]) -> Result<(Vec<u8>, bool)> {
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let screen = part(bytes, 0, 13)?;
    let start = 13 + colours(screen[10]);
    let mut out = part(bytes, 0, start)?.to_vec();
    let mut at = start;
    let mut frames = 0;
    loop {
        match bytes.get(at) {
            Some(0x3b) => {
                out.push(0x3b);
                return Ok((out, frames > 1));
            }
            Some(0x21) => {
                let len = 2 + blocks(bytes, at + 2)?;
                let extension = part(bytes, at, len)?;
                let repeats = || {
                    let name = extension.get(3..14).unwrap_or_default();
                    name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0"
                };
                if extension[1] == 0xf9 || (extension[1] == 0xff && repeats()) {
                    out.extend_from_slice(extension);
                }
                at += len;
            }
            Some(0x2c) => {
                let flags = part(bytes, at, 10)?[9];
                // The descriptor, its colours, the size of a code, the codes.
                let head = 10 + colours(flags) + 1;
                let len = head + blocks(bytes, at + head)?;
                out.extend_from_slice(part(bytes, at, len)?);
                at += len;
                frames += 1;
            }
            // Some programs leave out the last byte.
            None if frames > 0 => {
                out.push(0x3b);
                return Ok((out, frames > 1));
            }
            _ => return Err(NotWhole),
        }
    }
}

/// How long the blocks at a place of a GIF are, the empty one at their end included.
fn blocks(bytes: &[u8], from: usize) -> Result<usize> {
    let mut at = from;
    loop {
        let len = usize::from(*bytes.get(at).ok_or(NotWhole)?);
        at += 1 + len;
        if len == 0 {
            return Ok(at - from);
        }
    }
}
