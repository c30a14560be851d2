//! Reading HTML that somebody wrote, piece by piece.

pub mod srcset;
mod tokens;

pub use tokens::{ATTRIBUTES, Attribute, StartTag, Token, tokens};
