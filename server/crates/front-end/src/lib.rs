//! The browser half inside the program, so that `blog` is one file and needs nothing beside it.
//!
//! It is a crate of its own, since it changes with the front end and nothing else does: only this is
//! then compiled again.

/// The files that cargo-leptos made, as paths on the site with their bytes, sorted; none where the
/// program was built without a front end, as in the tests.
pub static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
