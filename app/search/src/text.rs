//! Parts of texts, by code that brings nothing else along.

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
