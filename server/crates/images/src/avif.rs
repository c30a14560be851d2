//! AVIF, which is published as it is: nothing here reads its pixels.

use imagesize::{ImageType, blob_size, image_type};

use super::{Format, MadeFile, PictureError, PictureFiles, raster::check_size};

/// Whether these are the bytes of an AVIF.
pub(super) fn is_avif(bytes: &[u8]) -> bool {
    let brand = |name: &[u8]| bytes.get(8..12) == Some(name);
    matches!(image_type(bytes), Ok(ImageType::Heif(_))) && (brand(b"avif") || brand(b"avis"))
}

/// Makes the one file of an AVIF.
pub(super) fn make(bytes: &[u8]) -> Result<PictureFiles, PictureError> {
    let (width, height) = measure(bytes).ok_or_else(PictureError::not_whole)?;
    check_size(width, height)?;
    if !is_whole(bytes) {
        return Err(PictureError::not_whole());
    }
    if holds_metadata(bytes) {
        return Err(PictureError {
            message: "it says where or with what it was taken, and that can't be taken out of an \
                AVIF here"
                .into(),
            help: "save it without metadata (`exiftool -all= …`), or as PNG, JPEG or WebP".into(),
        });
    }
    let file = MadeFile { width, height, format: Format::Avif, bytes: bytes.to_vec() };
    Ok(PictureFiles { width, height, clear: false, notes: Vec::new(), files: vec![file] })
}

/// How large it is.
pub(super) fn measure(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = blob_size(bytes).ok()?;
    u32::try_from(size.width).ok().zip(u32::try_from(size.height).ok())
}

/// Whether the list of what the file holds beside its pixels names metadata. To take that out, all
/// places in the file would have to be counted anew.
fn holds_metadata(bytes: &[u8]) -> bool {
    // The type follows version and flags, two or four bytes of a number, and two of protection.
    bytes.windows(18).any(|entry| {
        let is_type = |kind: &[u8]| &entry[12..16] == kind || &entry[14..] == kind;
        entry.starts_with(b"infe") && (is_type(b"Exif") || is_type(b"mime"))
    })
}

/// Whether every box of the file ends within it.
fn is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(head) = rest.get(..8) {
        let short = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let len = match (short, rest.get(8..16)) {
            // Up to the end of the file, wherever that is.
            (0, _) => return true,
            (1, Some(long)) => long.iter().fold(0_u64, |len, byte| len << 8 | u64::from(*byte)),
            (1, None) => return false,
            _ => u64::from(short),
        };
        match usize::try_from(len).ok().filter(|len| *len >= 8).and_then(|len| rest.get(len..)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}
