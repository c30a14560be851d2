//! The kinds of files that pictures are.

use std::path::Path;

use image::ImageFormat;
use imagesize::{ImageType, image_type};
use serde::{Deserialize, Serialize};

/// A kind of file that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Format {
    Jpeg,
    Png,
    Gif,
    Webp,
    Avif,
    Svg,
}

impl Format {
    /// The kind, from the content: the name of a file may be wrong.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match image::guess_format(bytes) {
            Ok(ImageFormat::Jpeg) => return Some(Self::Jpeg),
            Ok(ImageFormat::Png) => return Some(Self::Png),
            Ok(ImageFormat::Gif) => return Some(Self::Gif),
            Ok(ImageFormat::WebP) => return Some(Self::Webp),
            _ => {}
        }
        if is_avif(bytes) {
            return Some(Self::Avif);
        }
        let start = &bytes[..bytes.len().min(4096)];
        let has = |mark: &[u8]| start.windows(mark.len()).any(|window| window == mark);
        let is_text =
            start.trim_ascii_start().starts_with(b"<") || start.starts_with(b"\xef\xbb\xbf");
        (is_text && has(b"<svg") && !has(b"<html")).then_some(Self::Svg)
    }

    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Svg => "svg",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "a JPEG",
            Self::Png => "a PNG",
            Self::Gif => "a GIF",
            Self::Webp => "a WebP",
            Self::Avif => "an AVIF",
            Self::Svg => "an SVG",
        }
    }

    /// Whether a file of this kind may be called so.
    pub(super) fn goes_by(self, extension: &str) -> bool {
        let extension = extension.to_ascii_lowercase();
        match self {
            Self::Jpeg => matches!(&*extension, "jpg" | "jpeg" | "jpe" | "jfif"),
            Self::Png => matches!(&*extension, "png" | "apng"),
            _ => extension == self.extension(),
        }
    }
}

/// Whether these are the bytes of an AVIF.
fn is_avif(bytes: &[u8]) -> bool {
    let brand = |name: &[u8]| bytes.get(8..12) == Some(name);
    matches!(image_type(bytes), Ok(ImageType::Heif(_))) && (brand(b"avif") || brand(b"avis"))
}

/// Whether a file is called as pictures are.
pub fn is_called_picture(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    [Format::Jpeg, Format::Png, Format::Gif, Format::Webp, Format::Avif, Format::Svg]
        .iter()
        .any(|format| format.goes_by(extension))
}
