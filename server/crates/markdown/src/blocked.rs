//! What the policy of the pages keeps out of a text. A browser is silent about it, so its writer is told.
//!
//! It does no harm to the rest of the page, and old texts have much of it: so it stops no build.

use diagnostics::Span;

use super::writer::Writer;

impl Writer<'_> {
    /// Looks at where a picture or a recording is loaded from, which is this site or begins with https://.
    pub(super) fn looks_at_source(&mut self, address: &str, place: &Span) {
        let scheme = address.get(.."http:".len());
        if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:")) {
            let message = "browsers block this: the policy of the pages lets pictures and recordings \
                come from https:// alone";
            let help = "write https://, or put the file beside the text";
            self.warning(place.clone(), message, Some(help.into()));
        }
    }

    /// Looks at an address in a tag by what the policy says of such elements.
    pub(super) fn looks_at_element(&mut self, name: &str, address: &str, place: &Span) {
        match name {
            "img" | "source" | "video" | "audio" | "track" | "image" | "feimage" | "input" => {
                self.looks_at_source(address, place);
            }
            "object" | "embed" => {
                let message =
                    format!("browsers block `<{name}>`: the policy of the pages has none");
                let help = "link to the file, or show it in an `<iframe>`";
                self.warning(place.clone(), message, Some(help.into()));
            }
            _ => {}
        }
    }
}
