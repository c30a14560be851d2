//! What is wrong with a picture.

use serde::{Deserialize, Serialize};

/// What is wrong with a picture, and how to mend it. The message goes on where the name of the file
/// ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureError {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl PictureError {
    pub(super) fn not_a_picture() -> Self {
        Self {
            message: "it is no picture that browsers show".into(),
            help: "save it as PNG, JPEG, WebP, GIF, AVIF or SVG".into(),
        }
    }

    pub(super) fn not_whole() -> Self {
        Self {
            message: "it is not whole".into(),
            help: "copy or export it again: a part of the file is missing".into(),
        }
    }

    pub(super) fn broken(error: &image::ImageError) -> Self {
        Self {
            message: format!("it can't be decoded: {error}"),
            help: "copy or export it again, or save it as PNG, JPEG or WebP".into(),
        }
    }
}
