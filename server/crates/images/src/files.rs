//! Files that were made of a picture.

use super::{error::PictureError, format::Format};

/// The files made of a picture, the one for `src` first.
pub(super) struct PictureFiles {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) clear: bool,
    pub(super) notes: Vec<PictureError>,
    pub(super) files: Vec<MadeFile>,
}

pub(super) struct MadeFile {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
}
