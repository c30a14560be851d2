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
mod typing;
pub mod words;

#[cfg(feature = "build")]
pub mod build;

pub use engine::{Engine, Hit, SearchOutcome, SearchResults, SectionMatch};
pub use snippet::Snippet;

/// A part of a text, or nothing where there is none. Indexing does the same and brings along what it
/// would say if it failed: half a dozen tables of Unicode.
pub(crate) fn part<R: core::slice::SliceIndex<str, Output = str>>(text: &str, range: R) -> &str {
    text.get(range).unwrap_or_default()
}

/// The letter that begins at a place.
pub(crate) fn letter(text: &str, at: usize) -> Option<char> {
    part(text, at..).chars().next()
}

/// The byte at a place; zero behind the end.
pub(crate) fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or_default()
}

/// Where a byte stands first. What looks for any letter, or for any of several, is more.
pub(crate) fn find(text: &str, wanted: u8) -> Option<usize> {
    text.bytes().position(|byte| byte == wanted)
}

/// Texts one behind the other. What joins any of any kind would come along with `concat`.
pub(crate) fn joined(parts: &[&str]) -> alloc::string::String {
    let mut text = alloc::string::String::new();
    parts.iter().for_each(|part| text.push_str(part));
    text
}
