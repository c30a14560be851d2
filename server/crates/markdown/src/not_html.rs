//! What looks like a tag and is none: types in prose, components of MDX, elements that HTML has not.

use diagnostics::Pieces;
use html::StartTag;

use super::{elements::is_element, omitted::Omitted, writer::Writer};

impl Writer<'_> {
    /// Reports a tag that begins nothing in HTML, and says so.
    pub(super) fn is_no_html(&mut self, raw: &Pieces, tag: &StartTag) -> bool {
        if self.nesting.in_foreign() || is_element(&tag.name) {
            return false;
        }
        let place = raw.place(tag.span.clone());
        let written = written(raw, tag.span.start + 1, &tag.name);
        let source = self.text.source.text();
        let before = &source[..place.start];
        let word = before.len()
            - before.trim_end_matches(|c: char| c.is_alphanumeric() || "_:".contains(c)).len();
        if !tag.self_closing {
            *self.no_html.entry(tag.name.clone()).or_default() += 1;
        }
        let (message, help) = if word > 0 && tag.attributes.is_empty() {
            let end = place.end + source[place.end..].bytes().take_while(|&b| b == b'>').count();
            let code = &source[place.start - word..end];
            let message = format!("`<{written}>` is read as a tag, and HTML has none of that name");
            (message, format!("write it as code: `{code}`"))
        } else if written.starts_with(|c: char| c.is_ascii_uppercase()) && word == 0 {
            self.omit(Omitted::Component(written.to_owned()), place);
            return true;
        } else {
            let message = format!("HTML has no element `<{written}>`");
            let help = format!("write `<{written}>` as code, or `&lt;` for the `<`");
            (message, help)
        };
        self.error(place, message, Some(help));
        true
    }

    /// Whether an end tag belongs to what was reported: then there is no more to say.
    pub(super) fn ends_no_html(&mut self, name: &str) -> bool {
        match self.no_html.get_mut(name) {
            Some(open) if *open > 0 => {
                *open -= 1;
                true
            }
            _ => false,
        }
    }
}

/// A name as the writer wrote it: the tokenizer makes it lower case.
fn written<'a>(raw: &'a Pieces, start: usize, name: &'a str) -> &'a str {
    raw.text().get(start..start + name.len()).unwrap_or(name)
}
