//! What the interface says: `content/words.toml` over the table of the blog's language. Another language
//! of it has a file of its own, `content/words.de.toml`.

use std::path::Path;

use ::words::Words;
use diagnostics::{Diagnostic, Source};
use languages::MessageTable;

use super::ids::read_file;

/// The words of the first language.
pub(super) const FILE: &str = "words.toml";

/// The words in a language, and in how many messages they are English because nobody has said it
/// otherwise.
pub(super) fn read(
    root: &Path,
    shown: &Path,
    file: &str,
    language: &str,
    faults: &mut Vec<Diagnostic>,
) -> (Words, usize) {
    let own = read_file(root, shown, file, faults);
    let own = own.map_or_else(MessageTable::default, |source| said(&source, language, faults));
    languages::words(language, own)
}

fn said(source: &Source, language: &str, faults: &mut Vec<Diagnostic>) -> MessageTable {
    let table = languages::toml(source, faults);
    languages::read(source, table, language, faults)
}
