//! `cargo xtask bench`: how fast things are, measured here and now.

pub(crate) mod corpus;
