//! Reading HTML that somebody wrote, piece by piece.

mod elements;
pub mod srcset;
mod tokens;

pub use elements::{
    ends_foreign, ends_paragraph, has_implied_end, hides_paragraph, holds_only_text, is_element,
    is_for_texts, is_heading, is_inline, is_void,
};
pub use tokens::{ATTRIBUTES, Attribute, StartTag, Token, tokens};
