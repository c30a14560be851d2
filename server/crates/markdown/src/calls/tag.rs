//! What stands in the parser's text where a tag was.

/// Around a number. No text holds it: what controls something is replaced when a file is read.
pub(super) const MARK: char = '\u{7f}';

/// The number of a tag that stands in what the parser found, and the text around it.
pub(super) fn first_tag(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(MARK)?;
    let (number, behind) = rest.split_once(MARK)?;
    Some((before, number, behind))
}
