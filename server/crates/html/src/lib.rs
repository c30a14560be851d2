//! Reading HTML that somebody wrote, piece by piece.

mod elements;
pub mod srcset;
mod tokens;

pub use elements::{ends_paragraph, is_heading};
pub use tokens::{ATTRIBUTES, Attribute, StartTag, Token, tokens};
