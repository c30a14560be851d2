//! What changes while a page is shown, and what those parts are made of.

mod post_filter;
mod rows;

pub(crate) use post_filter::post_filter;
pub(crate) use rows::rows;
