//! Drawings: taken apart, and put together again from what belongs to a picture.
//!
//! A browser runs nothing in a drawing that a page shows, but does in one that somebody opens by its
//! address. So only elements that draw are written again, without handlers of events and without
//! anything that is fetched from elsewhere. White space stays: in a drawing it moves letters.

mod css;
mod elements;

use std::collections::BTreeSet;

use diagnostics::first_names;
use roxmltree::{Attribute, Document, Node, NodeType, ParsingOptions};

use super::{Format, MadeFile, PictureError, PictureFiles};
pub use elements::{acts, is_drawn_in_html, is_silent};
use elements::{is_drawn, is_html};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const HTML: &str = "http://www.w3.org/1999/xhtml";
/// Deeper than anybody draws, and not so deep that the stack ends.
const DEPTH: usize = 200;

/// Makes the one file of a drawing.
pub(super) fn make(bytes: &[u8]) -> Result<PictureFiles, PictureError> {
    let text = text(bytes)?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| PictureError {
        message: format!("it is not valid XML: {error}"),
        help: "export it again, or mend it in an editor".into(),
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(PictureError::not_a_picture());
    }
    let (width, height) = size(root)?;
    let mut drawing = Drawing {
        out: String::with_capacity(text.len()),
        // A drawing made for a page may leave its namespace out; as a file it needs it.
        default: root.tag_name().namespace(),
        left_out: BTreeSet::new(),
    };
    drawing.element(root, Some((width, height)), None, 0)?;
    drawing.out.push('\n');
    let notes = drawing.notes();
    let adapts = ["prefers-color-scheme", "light-dark("].iter().any(|mark| text.contains(mark));
    let file = MadeFile { width, height, format: Format::Svg, bytes: drawing.out.into_bytes() };
    Ok(PictureFiles { width, height, clear: !adapts, notes, files: vec![file] })
}

/// How large a drawing is, in CSS pixels, without a look at the rest of it.
pub(super) fn measure(bytes: &[u8]) -> Option<(u32, u32)> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text(bytes).ok()?, options).ok()?;
    size(document.root_element()).ok()
}

fn text(bytes: &[u8]) -> Result<&str, PictureError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureError {
        message: "it is not valid UTF-8".into(),
        help: "save it with the encoding UTF-8".into(),
    })?;
    if is_dear(text) {
        return Err(PictureError {
            message: format!(
                "it has an element with more than {MOST} attributes, or more namespaces"
            ),
            help: "export it again without them".into(),
        });
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// How many attributes an element may have, and a drawing namespaces: the parser compares each with
/// all others.
pub(super) const MOST: usize = 1_000;

/// Whether there are more. No attribute holds a `<`, so none is missed; of what only looks like one,
/// no text has so many.
pub(super) fn is_dear(text: &str) -> bool {
    let begins_value = |part: &str| part.trim_start().starts_with(['"', '\'']);
    let is_tag = |part: &&str| !part.starts_with('!');
    let attributes = |part: &str| part.split('=').skip(1).filter(|part| begins_value(part)).count();
    text.match_indices("xmlns:").count() > MOST
        || text.split('<').filter(is_tag).any(|part| attributes(part) > MOST)
}

/// From `width` and `height`, else from the `viewBox`, or from both.
fn size(root: Node<'_, '_>) -> Result<(u32, u32), PictureError> {
    let width = own(root, "width").and_then(pixels);
    let height = own(root, "height").and_then(pixels);
    let view_box = own(root, "viewBox").and_then(view_box);
    let size = match (width, height, view_box) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(size)) => size,
        _ => {
            return Err(PictureError {
                message: "it has no width and height, and no viewBox".into(),
                help: "add `viewBox=\"0 0 <width> <height>\"` to its first tag".into(),
            });
        }
    };
    let whole = |length: f64| {
        // Finite and small enough to be exact as an integer.
        (0.0..1e5).contains(&length).then(|| (length.round() as u32).max(1))
    };
    whole(size.0).zip(whole(size.1)).ok_or_else(|| PictureError {
        message: format!("it is {} × {} pixels large", size.0, size.1),
        help: "give it a `width` and a `height` that fit on a page".into(),
    })
}

/// The value of an attribute that belongs to drawings, not to the notes of an editor.
fn own<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let is_own = |attribute: &Attribute<'_, '_>| attribute.namespace().is_none();
    node.attributes().find(|it| is_own(it) && it.name() == name).map(|it| it.value())
}

fn view_box(text: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    }
}

/// A length in CSS pixels; `None` for one that depends on what is around.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+'));
    let number: f64 = length[..length.len() - unit.len()].parse().ok()?;
    let factor = match unit.trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    (number > 0.0).then_some(number * factor)
}

/// A drawing while it is written again.
struct Drawing<'a> {
    out: String,
    /// The namespace that stands for that of drawings.
    default: Option<&'a str>,
    /// What a reader might miss.
    left_out: BTreeSet<String>,
}

impl Drawing<'_> {
    fn notes(&self) -> Vec<PictureError> {
        if self.left_out.is_empty() {
            return Vec::new();
        }
        let names = first_names(self.left_out.iter().cloned());
        vec![PictureError {
            message: format!("it is published without {names}"),
            help: "take that out of the file, or export it without".into(),
        }]
    }

    fn left_out(&mut self, what: String) {
        self.left_out.insert(what);
    }

    /// Which language an element is of, if it may be written.
    fn namespace(&mut self, node: Node<'_, '_>) -> Option<&'static str> {
        let name = node.tag_name().name();
        let namespace = node.tag_name().namespace();
        if namespace == Some(SVG) || (namespace.is_none() && self.default.is_none()) {
            if is_drawn(name) && !own(node, "attributeName").is_some_and(acts) {
                return Some(SVG);
            }
        } else if namespace == Some(HTML) {
            if is_html(name) {
                return Some(HTML);
            }
        } else {
            // What an editor notes for itself draws nothing.
            return None;
        }
        if !is_silent(name) {
            self.left_out(format!("`<{name}>`"));
        }
        None
    }

    /// Writes an element, and what is in it; the root with its size.
    fn element(
        &mut self,
        node: Node<'_, '_>,
        size: Option<(u32, u32)>,
        within: Option<&str>,
        depth: usize,
    ) -> Result<(), PictureError> {
        if depth > DEPTH {
            return Err(PictureError {
                message: "its elements lie too deep in each other".into(),
                help: "export it again with fewer groups".into(),
            });
        }
        let Some(namespace) = self.namespace(node) else { return Ok(()) };
        let name = node.tag_name().name();
        self.out.push('<');
        self.out.push_str(name);
        if within != Some(namespace) {
            self.attribute("xmlns", namespace);
        }
        if let Some((width, height)) = size {
            self.attribute("width", &width.to_string());
            self.attribute("height", &height.to_string());
            if own(node, "viewBox").and_then(view_box).is_none() {
                // Without one it would be cut off where there is less room, and not scaled.
                self.attribute("viewBox", &format!("0 0 {width} {height}"));
            }
        }
        for attribute in node.attributes() {
            let own_size = size.is_some() && matches!(attribute.name(), "width" | "height");
            if !own_size {
                self.kept(node, &attribute);
            }
        }
        if !node.has_children() {
            self.out.push_str("/>");
            return Ok(());
        }
        self.out.push('>');
        for child in node.children() {
            match child.node_type() {
                NodeType::Element => self.element(child, None, Some(namespace), depth + 1)?,
                NodeType::Text => {
                    let text = child.text().unwrap_or_default();
                    if name == "style" {
                        let style = self.style(text);
                        html_escape::encode_text_to_string(&style, &mut self.out);
                    } else {
                        html_escape::encode_text_to_string(text, &mut self.out);
                    }
                }
                NodeType::Root | NodeType::Comment | NodeType::PI => {}
            }
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        Ok(())
    }

    /// Writes an attribute, or what is left of it.
    fn kept(&mut self, node: Node<'_, '_>, attribute: &Attribute<'_, '_>) {
        let (name, value) = (attribute.name(), attribute.value());
        match attribute.namespace() {
            Some(XLINK) if name == "href" && own(node, "href").is_none() => {
                self.reference(node, value);
            }
            Some(XML) if name != "base" => self.attribute(&format!("xml:{name}"), value),
            Some(_) => {}
            None if name.to_ascii_lowercase().starts_with("on") => {
                self.left_out(format!("`{name}`"));
            }
            None if name == "href" => self.reference(node, value),
            // Where HTML in a drawing would fetch something from.
            None if matches!(name, "src" | "srcset" | "action" | "formaction" | "background") => {
                self.left_out(format!("`{name}`"));
            }
            None if name == "style" || css::refers(value) => {
                let style = self.style(value);
                self.attribute(name, &style);
            }
            None => self.attribute(name, value),
        }
    }

    /// Writes where an element points: within the drawing, or into itself; a link anywhere.
    fn reference(&mut self, node: Node<'_, '_>, to: &str) {
        let name = node.tag_name().name();
        let to = to.trim();
        let stays = match name {
            "a" => to.starts_with('#') || to.starts_with("https://") || to.starts_with("http://"),
            "image" | "feImage" => to.starts_with('#') || css::is_inline_picture(to),
            _ => to.starts_with('#'),
        };
        if stays {
            self.attribute("href", to);
        } else {
            let end = to.char_indices().nth(40).map_or(to.len(), |(at, _)| at);
            self.left_out(format!("`href=\"{}\"`", to[..end].replace('`', "")));
        }
    }

    /// What is left of a style.
    fn style(&mut self, style: &str) -> String {
        let (clean, left_out) = css::clean(style);
        self.left_out.extend(left_out);
        clean
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        let from = self.out.len();
        html_escape::encode_double_quoted_attribute_to_string(value, &mut self.out);
        // A parser makes spaces of them.
        if self.out[from..].contains(['\n', '\t', '\r']) {
            let value = self.out.split_off(from);
            let value = value.replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;");
            self.out.push_str(&value);
        }
        self.out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of what stands in a drawing, and what is said of it.
    fn cleaned(content: &str) -> (String, String) {
        let svg = format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" viewBox=\"0 0 9 9\">{content}</svg>"
        );
        let made = make(svg.as_bytes()).unwrap_or_else(|trouble| panic!("{}", trouble.message));
        let text = String::from_utf8(made.files[0].bytes.clone()).expect("text");
        let frame = format!("<svg xmlns=\"{SVG}\" width=\"9\" height=\"9\" viewBox=\"0 0 9 9\">");
        let inner = text.strip_prefix(&*frame).and_then(|text| text.strip_suffix("</svg>\n"));
        let note = made.notes.first().map(|note| note.message.clone()).unwrap_or_default();
        let note = note.trim_start_matches("it is published without ").to_owned();
        (inner.unwrap_or_else(|| panic!("{text}")).to_owned(), note)
    }

    #[test]
    fn what_draws_stays_as_it_is() {
        for content in [
            "<text xml:space=\"preserve\">  <tspan>a</tspan><tspan x=\"1\">b &lt; c</tspan></text>",
            "<defs><path id=\"p\" d=\"M0 0&#10;h9\"/></defs><use href=\"#p\" fill=\"url(#g)\"/>",
            "<style>.a &gt; b{fill:url(#g);font-family:\"é\"} @media (width &gt; 9px){c{fill:red}}</style>",
            "<image href=\"data:image/png;base64,AAAA\"/>",
            "<a href=\"https://example.org/?a=1&amp;b\"><circle r=\"3\" style=\"fill:red\"/></a>",
            "<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\" class=\"l\">a<br/>b</div></foreignObject>",
            "<animate attributeName=\"x\" from=\"0\" to=\"9\" dur=\"1s\"/>",
        ] {
            assert_eq!(cleaned(content), (content.to_owned(), String::new()));
        }
        let old = "<use xlink:href=\"#p\"/><!-- c --><metadata>me</metadata><?php x?>";
        assert_eq!(cleaned(old), ("<use href=\"#p\"/>".into(), String::new()));
    }

    #[test]
    fn what_is_dear_to_read_is_refused() {
        let attributes = |count| (0..count).map(|at| format!(" a{at}=\"1\"")).collect::<String>();
        let names = |count| (0..count).map(|at| format!("<g xmlns:a{at}='x'>")).collect::<String>();
        let deep = |count| format!("{}{}", "<g>".repeat(count), "</g>".repeat(count));
        let refused = |content: String| {
            let svg = format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 9 9\">{content}</svg>");
            make(svg.as_bytes()).err().map(|trouble| trouble.message).unwrap_or_default()
        };
        assert_eq!(refused(format!("<g{}/>", attributes(MOST))), "");
        assert!(refused(format!("<g{}/>", attributes(100_000))).contains("attributes"));
        assert!(
            refused(format!("{}{}", names(50_000), "</g>".repeat(50_000))).contains("namespaces")
        );
        for levels in [10_000, 100_000] {
            assert_eq!(refused(deep(levels)), "its elements lie too deep in each other");
        }
        // What is left out of a long style, it is in one pass.
        let style: String = (0..100_000).map(|at| format!("a{{b:url(x{at})}}@import y;")).collect();
        let (_, note) = cleaned(&format!("<style>{style}</style>"));
        assert!(note.len() < 400 && note.ends_with("others"), "{note}");
    }

    #[test]
    fn what_acts_or_fetches_goes_and_is_named() {
        for (content, kept, note) in [
            ("<script>alert(1)</script><g/>", "<g/>", "`<script>`"),
            ("<g onclick=\"x()\" ONLOAD=\"y()\"/>", "<g/>", "`ONLOAD`, `onclick`"),
            ("<a href=\"javascript:x()\"/>", "<a/>", "`href=\"javascript:x()\"`"),
            ("<a xlink:href=\" java\nscript:x()\"/>", "<a/>", "`href=\"java script:x()\"`"),
            ("<image href=\"https://e.org/p.png\"/>", "<image/>", "`href=\"https://e.org/p.png\"`"),
            ("<image href=\"data:text/html,x\"/>", "<image/>", "`href=\"data:text/html,x\"`"),
            ("<use href=\"other.svg#a\"/>", "<use/>", "`href=\"other.svg#a\"`"),
            ("<set attributeName=\"href\" to=\"javascript:x()\"/>", "", "`<set>`"),
            ("<animate attributeName=\"xlink:href\" to=\"x\"/>", "", "`<animate>`"),
            (
                "<g fill=\"url(https://e.org/#a)\"/>",
                "<g fill=\"none\"/>",
                "`url(https://e.org/#a)`",
            ),
            (
                "<style>@import url(//e.org/a.css);a{b:c}</style>",
                "<style>a{b:c}</style>",
                "`@import`",
            ),
            ("<style>a{b:\\75rl(//e.org)}</style>", "<style></style>", "a style with escapes"),
            (
                "<g style=\"background:image-set('//e.org/a' 1x)\"/>",
                "<g style=\"\"/>",
                "`image-set(`",
            ),
            (
                "<iframe/><foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"/\"/></foreignObject>",
                "<foreignObject></foreignObject>",
                "`<iframe>`",
            ),
            (
                "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\" src=\"x\">a</p></foreignObject>",
                "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">a</p></foreignObject>",
                "`src`",
            ),
        ] {
            let (text, said) = cleaned(content);
            assert_eq!((&*text, &*said), (kept, note), "{content}");
        }
    }

    #[test]
    fn a_drawing_is_as_large_as_it_says() {
        for (svg, size) in [
            (r#"<svg width="10" height="20px"/>"#, Some((10, 20))),
            (r#"<?xml version="1.0"?><svg viewBox="0 0 30.4 40"/>"#, Some((30, 40))),
            (r#"<svg stroke-width="3" width="100%" viewBox="0,0,5,6"/>"#, Some((5, 6))),
            (r#"<svg width="50" viewBox="0 0 100 40"/>"#, Some((50, 20))),
            (r#"<svg height="1in" viewBox="0 0 2 1"/>"#, Some((192, 96))),
            (r#"<svg width="72pt" height="25.4mm"/>"#, Some((96, 96))),
            (r#"<svg viewBox="0 0 0 9"/>"#, None),
            (r#"<svg width="1e9" height="3"/>"#, None),
            (r#"<svg width="1000000" height="3"/>"#, None),
            ("<svg/>", None),
            ("<p/>", None),
        ] {
            assert_eq!(measure(svg.as_bytes()), size, "{svg}");
        }
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        let refused = |svg: &str| make(svg.as_bytes()).err().expect(svg).message;
        assert!(refused("<svg").starts_with("it is not valid XML: "));
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
            <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">\
            <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]>\
            <svg viewBox=\"0 0 9 9\">&f;&f;&f;&f;</svg>";
        assert!(refused(bomb).starts_with("it is not valid XML: "));
        let deep =
            format!("<svg viewBox=\"0 0 9 9\">{}{}</svg>", "<g>".repeat(500), "</g>".repeat(500));
        assert_eq!(refused(&deep), "its elements lie too deep in each other");
    }
}
