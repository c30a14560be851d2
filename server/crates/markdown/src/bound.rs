//! Numbers that come from data, as the page has them.

use diagnostics::{LARGEST, Span, read_bounded};
use html_escape::encode_double_quoted_attribute as encode;
use model::DataFile;
use sha2::{Digest, Sha256};
use shortcodes::Bound;

use crate::{Target, writer::Writer};

impl Writer<'_> {
    /// Writes a number that leads to its data.
    pub(super) fn number(&mut self, bound: &Bound, tag: &Span) {
        let id = self.data_files(bound, tag);
        let text = self.text.typography.line(&bound.text);
        let source = encode(&bound.source);
        let value = format!("<data value=\"{}\">", bound.number);
        // A link has no other in it.
        let link = id.filter(|_| !self.nesting.is_open("a"));
        if let Some(id) = &link {
            self.enter("a", &format!("<a class=\"value\" href=\"#{id}\" title=\"{source}\">"));
        }
        self.enter("data", &value);
        self.words(&text);
        self.leave("data");
        if link.is_some() {
            self.leave("a");
        }
    }

    /// Publishes the files that a number comes from; returns the anchor of the first.
    pub(super) fn data_files(&mut self, bound: &Bound, tag: &Span) -> Option<String> {
        let ids = bound.files.iter().map(|name| self.data_of(name, tag)).collect::<Vec<_>>();
        ids.into_iter().flatten().next()
    }

    fn data_of(&mut self, name: &str, tag: &Span) -> Option<String> {
        let Ok(Target::File { href, file, path, taken }) = self.text.resolver.resolve(name) else {
            return None;
        };
        if let Some(known) = self.rendered.data.iter().find(|known| known.href == href) {
            return Some(known.id.clone());
        }
        // It was read a moment ago.
        let bytes = read_bounded(&file, LARGEST).ok()?;
        self.offer(file, path, taken, tag);
        let id = self.ids.numbered(format!("data-{}", self.rendered.data.len() + 1));
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        self.rendered.data.push(DataFile { id: id.clone(), name: name.to_owned(), href, sha256 });
        Some(id)
    }
}
