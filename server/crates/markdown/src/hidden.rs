//! What CommonMark does not know, hidden before the parser sees a text.

use dialect::{dialect, mask};

use super::{
    blocks::{self, hidden::Hidden},
    calls::names::find_shortcode,
    text::MarkdownText,
};

/// A text in which is hidden what CommonMark does not know.
pub(super) fn hidden(body: &str, text: MarkdownText<'_>) -> Hidden {
    let masked = mask::masked(body, text.math);
    blocks::hide(body, masked, dialect(text.math), |name| find_shortcode(name, text.resolver))
}
