//! Writing into a text what its blocks of code print.

use std::{fs, io, path::Path};

use diagnostics::Span;
use markdown::{Output, Runnable, fenced, indent};

/// What a text is to say.
pub(super) struct Edit {
    /// What is replaced.
    place: Span,
    /// What stands there then.
    text: String,
    /// The same as what a block prints.
    pub(super) output: Output,
}

/// What has to be written for a text to say what one of its blocks prints: in the place of what it says, or in
/// a block behind it.
pub(super) fn edit(text: &str, block: &Runnable, printed: &str) -> Edit {
    let end =
        |span: &Span| span.start + text.get(span.clone()).unwrap_or_default().trim_end().len();
    let (info, place, before) = match &block.output {
        Some(output) => (&*output.info, output.block.start..end(&output.block), String::new()),
        None => {
            let indent = indent(text, block.block.start);
            let at = end(&block.block);
            ("text", at..at, format!("\n{}\n{indent}", indent.trim_end()))
        }
    };
    let start = block.output.as_ref().map_or(block.block.start, |output| output.block.start);
    let output = Output { info: info.to_owned(), block: place.clone(), text: printed.to_owned() };
    let text = format!("{before}{}", fenced(text, start, info, printed));
    Edit { place, text, output }
}

/// Writes some, in the order of the text, into its file, whose lines end as they did.
pub(super) fn write(file: &Path, text: &str, edits: Vec<Edit>) -> io::Result<()> {
    let mut text = text.to_owned();
    for Edit { place, text: new, .. } in edits.into_iter().rev() {
        text.replace_range(place, &new);
    }
    let old = fs::read_to_string(file)?;
    if old.contains("\r\n") {
        text = text.replace('\n', "\r\n");
    }
    if old.starts_with('\u{feff}') {
        text.insert(0, '\u{feff}');
    }
    fs::write(file, text)
}
