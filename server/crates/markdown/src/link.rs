//! Links.

use diagnostics::Span;
use model::routes::Route;
use pulldown_cmark::LinkType;

use super::{
    AnchorLink,
    copy::Purpose,
    writer::{OpenElement, Writer},
};
use crate::Target;

impl Writer<'_> {
    pub(super) fn start_link(&mut self, kind: LinkType, link: &str, title: &str) {
        let span = self.place_of(link, &self.here);
        if kind == LinkType::Email {
            self.open_link(&format!("mailto:{link}"), title, &span);
        } else {
            self.open_link(link, title, &span);
        }
        self.open.push(OpenElement::Element("a"));
    }

    /// Writes the tag of a link; [`Writer::leave`] ends it.
    pub(super) fn open_link(&mut self, link: &str, title: &str, span: &Span) {
        let (href, rel) = self.link(link, span);
        let mut opening = String::from("<a href=\"");
        html_escape::encode_double_quoted_attribute_to_string(&href, &mut opening);
        opening.push('"');
        if let Some(rel) = rel {
            opening.push_str(&format!(" rel=\"{rel}\""));
        }
        if !title.is_empty() {
            opening.push_str(" title=\"");
            html_escape::encode_double_quoted_attribute_to_string(title, &mut opening);
            opening.push('"');
        }
        opening.push('>');
        self.enter("a", &opening);
    }

    /// What to write for a link, and how it relates to this page; a broken one is reported.
    pub(super) fn link(&mut self, link: &str, span: &Span) -> (String, Option<&'static str>) {
        let (href, rel) = match self.text.resolver.resolve(link) {
            Ok(Target::Page { href, route, fragment }) => {
                self.lead(None, route, fragment, span);
                (href, None)
            }
            // The app speaks one language: the browser is to load what is in another.
            Ok(Target::Translation { href, prefix, route, fragment }) => {
                self.lead(Some(prefix), route, fragment, span);
                (href, Some("external"))
            }
            Ok(Target::File { href, file, path, taken }) => {
                self.offer(file, path, taken, span);
                (href, Some("external"))
            }
            Ok(Target::Site { href }) => (href, Some("external")),
            Ok(Target::External { href }) => {
                self.rendered.external.push((span.clone(), href.clone()));
                (href, Some("noopener external"))
            }
            Ok(Target::Other { href }) => (href, None),
            Err(broken) => {
                self.error(span.clone(), broken.message, broken.help);
                return (String::new(), None);
            }
        };
        self.resolved.note(Purpose::Lead, link, &href);
        (href, rel)
    }

    /// Remembers a link to a place in a page, which may be in another language.
    pub(super) fn lead(
        &mut self,
        language: Option<String>,
        route: Route,
        fragment: Option<String>,
        span: &Span,
    ) {
        if let Some(fragment) = fragment {
            let span = span.clone();
            self.rendered.anchors.push(AnchorLink { span, language, route, fragment });
        }
    }

    /// Where an address stands in the link or image that it belongs to; with a reference, whose
    /// address stands elsewhere, the whole of it.
    pub(super) fn place_of(&self, address: &str, whole: &Span) -> Span {
        let text = self.text.source.text().get(whole.clone()).unwrap_or_default();
        match text.rfind(address) {
            Some(at) if !address.is_empty() => whole.start + at..whole.start + at + address.len(),
            _ => whole.clone(),
        }
    }
}
