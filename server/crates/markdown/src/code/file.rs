//! Files that blocks of code show something of.

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
