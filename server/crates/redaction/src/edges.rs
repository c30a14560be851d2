//! What stands around a place of a text.

use std::ops::Range;

/// The character before a place.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at a place.
pub(crate) fn at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Whether neither character beside a span goes on with it.
pub(crate) fn stands_alone(
    text: &str,
    span: &Range<usize>,
    goes_on: impl Fn(char) -> bool,
) -> bool {
    !before(text, span.start).is_some_and(&goes_on) && !at(text, span.end).is_some_and(&goes_on)
}

/// Whether a character is one of a word, in any script.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The text before a place, at most so many bytes of its line.
pub(crate) fn line_before(text: &str, at: usize, most: usize) -> &str {
    let mut from = at.saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = &text[from..at];
    near.rsplit('\n').next().unwrap_or_default()
}
