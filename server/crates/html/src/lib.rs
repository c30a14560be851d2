//! Reading HTML that somebody wrote, piece by piece.

pub mod srcset;
mod tokens;

pub use tokens::{Attribute, StartTag, Token, tokens};
