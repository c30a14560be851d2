//! Files that blocks of code show something of, and blocks as they stand in a text.

use diagnostics::{Source, Span};

use crate::{Target, writer::Writer};

impl Writer<'_> {
    /// A file that the line above a block names; who reads something of it may have all of it.
    pub(super) fn code_file(&mut self, name: &str, head: &Span) -> Option<Source> {
        let place = self.place_of(name, head);
        let file = match self.text.resolver.resolve(name) {
            Ok(Target::File { file, path, taken, .. }) => {
                self.offer(file.clone(), path, taken, &place);
                file
            }
            Ok(_) => {
                let message = format!("`{name}` is not a file of the content folder");
                let help =
                    "name a file beside the text, or where its path says in the content folder";
                self.error(place, message, Some(help.into()));
                return None;
            }
            Err(broken) => {
                let help = broken.help.or(Some("put the file beside the text".into()));
                self.error(place, broken.message, help);
                return None;
            }
        };
        let shown = self.text.source.path().with_file_name(name);
        Source::read(&file, shown).map_err(|fault| self.faults.push(*fault)).ok()
    }
}

/// Lines as a block of code at a place of a text: in a list or a quotation they go on in it.
pub fn fenced(text: &str, at: usize, info: &str, lines: &str) -> String {
    let indent = indent(text, at);
    let most = lines.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(most.max(2) + 1);
    let lines: String =
        lines.lines().map(|line| format!("{}\n", format!("{indent}{line}").trim_end())).collect();
    format!("{fence}{info}\n{lines}{indent}{fence}")
}

/// What stands before the lines of a block that begins at a place.
pub fn indent(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    line.chars().map(|c| if c == '>' { c } else { ' ' }).collect()
}
