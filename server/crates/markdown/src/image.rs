//! Images: in the size that a reader's screen needs, and measured, so that the page does not jump when
//! they arrive.

mod marks;
mod write;

use diagnostics::Span;

pub(super) use self::marks::{is_captioned_image, pictures_beside};

/// An image whose alternative text is not complete.
pub(super) struct OpenImage {
    file: String,
    caption: String,
    pub(super) alt: String,
    span: Span,
}
