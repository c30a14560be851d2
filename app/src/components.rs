//! What changes while a page is shown, and what those parts are made of.

mod finder;
mod rows;

pub(crate) use finder::finder;
pub(crate) use rows::rows;
