//! Search without a server: an index of files that any host can hold, and what finds words in it.
//!
//! The same code makes the index when a site is built (`build`, native only) and reads it in the
//! browser. In reading order: [`fold`] and [`words`] say what a word is, [`plain`] what of a
//! Markdown text is text, [`format`](mod@format) how the files are laid out, [`query`] what a reader
//! may ask for, and [`Engine`] answers. It never waits: it names the files that it lacks, and is
//! asked again when they are there.
//!
//! No file that it is given can make it panic, loop, or take more memory than a small multiple of
//! the file's size: whatever does not read as it should is as good as absent.

// In the browser nothing of the standard library is wanted that would have to be downloaded.
#![cfg_attr(not(feature = "build"), no_std)]

extern crate alloc;

mod engine;
mod exact;
pub mod fold;
pub mod format;
mod lookup;
pub mod plain;
pub mod query;
mod rank;
mod shown;
mod snippet;
mod sort;
mod text;
mod typing;
pub mod words;

#[cfg(feature = "build")]
pub mod build;

pub use engine::{Engine, Hit, SearchOutcome, SearchResults, SectionMatch};
pub use snippet::Snippet;
pub(crate) use text::{byte, find, joined, letter, part};
