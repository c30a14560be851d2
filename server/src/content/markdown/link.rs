//! Links.

use pulldown_cmark::LinkType;

use super::{
    AnchorLink,
    writer::{Open, Writer},
};
use crate::content::{Asset, addresses::Target, escape, source::Span};

impl Writer<'_> {
    pub(super) fn start_link(&mut self, kind: LinkType, link: &str, title: &str, span: &Span) {
        let mut opening = String::from("<a href=\"");
        let rel = if kind == LinkType::Email {
            opening.push_str("mailto:");
            escape::attribute(&mut opening, link);
            None
        } else {
            let (href, rel) = self.link(link, &self.place_of(link, span));
            escape::attribute(&mut opening, &href);
            rel
        };
        opening.push('"');
        if let Some(rel) = rel {
            opening.push_str(&format!(" rel=\"{rel}\""));
        }
        if !title.is_empty() {
            opening.push_str(" title=\"");
            escape::attribute(&mut opening, title);
            opening.push('"');
        }
        opening.push('>');
        self.tag(&opening);
        self.open.push(Open::Element("a"));
    }

    /// What to write for a link, and how it relates to this page; a broken one is reported.
    pub(super) fn link(&mut self, link: &str, span: &Span) -> (String, Option<&'static str>) {
        match self.text.addresses.resolve(link, self.text.place) {
            Ok(Target::Page {
                href,
                route,
                fragment,
            }) => {
                if let Some(fragment) = fragment {
                    self.expect_anchor(AnchorLink {
                        span: span.clone(),
                        route,
                        fragment,
                    });
                }
                (href, None)
            }
            Ok(Target::File { href, file, path }) => {
                self.need(Asset { source: file, path });
                (href, Some("external"))
            }
            Ok(Target::Unknown { href }) => (href, Some("external")),
            Ok(Target::External { href }) => (href, Some("noopener external")),
            Ok(Target::Other { href }) => (href, None),
            Err(broken) => {
                self.error(span.clone(), broken.message, broken.help);
                (String::new(), None)
            }
        }
    }

    /// Where an address stands in the link or image that it belongs to; with a reference, whose
    /// address stands elsewhere, the whole of it.
    pub(super) fn place_of(&self, address: &str, whole: &Span) -> Span {
        let text = self
            .text
            .source
            .text()
            .get(whole.clone())
            .unwrap_or_default();
        match text.rfind(address) {
            Some(at) if !address.is_empty() => whole.start + at..whole.start + at + address.len(),
            _ => whole.clone(),
        }
    }
}
