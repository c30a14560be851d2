//! Writing XML into memory, one element a line.

use std::borrow::Cow;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesPI, BytesStart, BytesText, Event},
};

/// An XML file that grows.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// The declaration, where the style sheet for browsers is, and no element yet.
    pub(super) fn new(style: &str) -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        let style = html_escape::encode_double_quoted_attribute(style);
        let style = format!("xml-stylesheet type=\"text/css\" href=\"{style}\"");
        xml.event(Event::PI(BytesPI::new(style)));
        xml
    }

    /// An element with what `inner` writes into it.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inner: impl FnOnce(&mut Self),
    ) {
        self.event(Event::Start(start(name, attributes)));
        inner(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with text in it.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// An element with attributes and text.
    pub(super) fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| xml.words(text));
    }

    /// Text, in the element that is open.
    pub(super) fn words(&mut self, text: &str) {
        let text = allowed(text);
        self.event(Event::Text(BytesText::new(&text)));
    }

    /// An element with attributes alone.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// The file.
    pub(super) fn finish(self) -> String {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        // Nothing but whole strings went in.
        String::from_utf8(bytes).unwrap_or_default()
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to memory can't fail.
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*allowed(value)));
    }
    start
}

/// The text without the characters that no XML file can hold, not even as references.
fn allowed(text: &str) -> Cow<'_, str> {
    let is_allowed = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    // The last two begin with 0xef in UTF-8.
    let may_be_one = |byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0xef;
    match text.bytes().any(may_be_one) {
        true => text.chars().filter(is_allowed).collect(),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_reads_what_was_written() {
        let mut xml = Xml::new("/feed.css");
        xml.element("a", &[("b", "1 < \"2\" & '3'")], |xml| {
            xml.text("c", "<p>x &amp; ]]></p>\n \u{1b}[0m é\u{ffff}");
            xml.empty("d", &[]);
        });
        let xml = xml.finish();
        let read = roxmltree::Document::parse(&xml).expect("well-formed");
        let root = read.root_element();
        assert_eq!(root.attribute("b"), Some("1 < \"2\" & '3'"));
        let c = root.first_element_child().expect("an element");
        assert_eq!(c.text(), Some("<p>x &amp; ]]></p>\n [0m é"));
        assert!(c.next_sibling_element().is_some_and(|d| d.has_tag_name("d")));
    }
}
