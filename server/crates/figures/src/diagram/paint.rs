//! A library's picture in the colours of the site.
//!
//! What comes out are shapes and texts, with classes that the style sheet paints. What stands in
//! attributes beside them is for readers elsewhere: it can be seen on white and on black. Of what
//! is neither shape nor text nothing is left out: there is no picture then.

mod reach;
mod text;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node, ParsingOptions};
use typeface::Typeface;

use super::{
    colour::ColourRole,
    style::{self, ElementStyle, Local, Rules},
};
use values::{dashes, is_identity, marker, number, rounded, transform};

/// A picture without its outermost element.
#[derive(Debug)]
pub(super) struct PaintedSvg {
    /// The attributes of that element: what of the plane is seen, and how large.
    pub(super) size: String,
    pub(super) width: f64,
    pub(super) shapes: String,
    /// Every text in it.
    pub(super) texts: Vec<String>,
    /// What its author calls it, and says of it.
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// Whether something in it would lead elsewhere.
    pub(super) has_links: bool,
}

/// Why a picture can't be painted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unpaintable {
    /// Nothing is in it.
    Empty,
    TooLarge,
    /// Something is in it that is neither shape nor text.
    Foreign(String),
}

/// How large a picture is shown: its text is a little smaller than that of the post.
const SCALE: f64 = 0.875;

/// How deep parts of a picture may lie in each other.
const DEPTH: usize = 200;

/// How many elements a picture may have, and how long it may get.
const ELEMENTS: u32 = 100_000;
const BYTES: usize = 4 << 20;

/// Paints a picture; `id` is what the names in it begin with, and `typeface` what it was measured in.
pub(super) fn paint(svg: &str, id: &str, typeface: &Typeface) -> Result<PaintedSvg, Unpaintable> {
    let options = ParsingOptions { nodes_limit: ELEMENTS, ..ParsingOptions::default() };
    let document = Document::parse_with_options(svg, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Unpaintable::TooLarge,
        error => Unpaintable::Foreign(error.to_string()),
    })?;
    let root = document.root_element();
    let plane: Vec<f64> = root
        .attribute("viewBox")
        .into_iter()
        .flat_map(str::split_whitespace)
        .filter_map(|number| number.parse().ok())
        .collect();
    let &[x, y, width, height] = &plane[..] else { return Err(Unpaintable::Empty) };
    if !(width > 0.0 && height > 0.0) {
        return Err(Unpaintable::Empty);
    }
    let sheets = style::sheets(&document);
    let named = document.descendants().filter_map(|node| Some((node.attribute("id")?, node)));
    let mut painter = Painter {
        id,
        typeface,
        rules: Rules::of(&sheets),
        named: named.collect(),
        plane: [x, y, width, height],
        markers: BTreeSet::new(),
        in_marker: false,
        depth: 0,
        out: String::new(),
        texts: Vec::new(),
        has_links: false,
    };
    let look = painter.rules.look(root, &ElementStyle::default());
    painter.children(root, &look)?;
    painter.definitions(&look)?;
    let Painter { out: shapes, texts, has_links, .. } = painter;
    if texts.is_empty() {
        return Err(Unpaintable::Empty);
    }
    let said = |name: &str| {
        let element = root.children().find(|node| node.has_tag_name_local(name))?;
        Some(one_line(element.text()?)).filter(|text| !text.is_empty())
    };
    let [x, y, width, height] = reach::widened([x, y, width, height], &shapes, typeface);
    let (shown, shown_height) = (width * SCALE, height * SCALE);
    let size = format!(
        "viewBox=\"{} {} {} {}\" width=\"{}\" height=\"{}\"",
        number(x),
        number(y),
        number(width),
        number(height),
        number(shown.ceil()),
        number(shown_height.ceil())
    );
    let (title, description) = (said("title"), said("desc"));
    Ok(PaintedSvg { size, width: shown, shapes, texts, title, description, has_links })
}

struct Painter<'a, 'input> {
    id: &'a str,
    typeface: &'a Typeface,
    rules: Rules<'a>,
    named: BTreeMap<&'a str, Node<'a, 'input>>,
    plane: [f64; 4],
    /// The names of the markers that were met.
    markers: BTreeSet<&'a str>,
    in_marker: bool,
    depth: usize,
    out: String,
    texts: Vec<String>,
    has_links: bool,
}

/// The attributes that say where a shape is.
fn geometry(shape: &str) -> Option<&'static [&'static str]> {
    Some(match shape {
        "circle" => &["cx", "cy", "r"],
        "ellipse" => &["cx", "cy", "rx", "ry"],
        "line" => &["x1", "y1", "x2", "y2"],
        "path" => &["d"],
        "polygon" | "polyline" => &["points"],
        "rect" => &["x", "y", "width", "height", "rx", "ry"],
        _ => return None,
    })
}

impl<'a, 'input> Painter<'a, 'input> {
    fn children(
        &mut self,
        node: Node<'a, 'input>,
        look: &ElementStyle<'a>,
    ) -> Result<(), Unpaintable> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Unpaintable::TooLarge);
        }
        for child in node.children().filter(Node::is_element) {
            self.element(child, look)?;
            if self.out.len() > BYTES {
                return Err(Unpaintable::TooLarge);
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn element(
        &mut self,
        node: Node<'a, 'input>,
        parent: &ElementStyle<'a>,
    ) -> Result<(), Unpaintable> {
        let look = self.rules.look(node, parent);
        let name = node.tag_name().name();
        if look.is_hidden() {
            return Ok(());
        }
        match name {
            // Definitions are looked up where they are used, and the rest says nothing that is seen.
            "clipPath" | "defs" | "desc" | "filter" | "linearGradient" | "marker" | "metadata"
            | "style" | "symbol" | "title" => Ok(()),
            // The line below a node of a mind map, which Mermaid makes and gives no width.
            "line" if node.attribute("class") == Some("node-line-") => Ok(()),
            // A link is as good as its text here: a picture has no parts to follow.
            "a" => {
                self.has_links = true;
                self.group(node, &look)
            }
            "g" => self.group(node, &look),
            "svg" => self.nested(node, &look),
            "text" => {
                self.text(node, &look);
                Ok(())
            }
            "foreignObject" => {
                self.label(node, &look);
                Ok(())
            }
            // The same as HTML and as text.
            "switch" => match node.children().find(|child| child.has_tag_name_local("text")) {
                Some(text) => self.element(text, &look),
                None => self.children(node, &look),
            },
            "use" => self.used(node, &look),
            _ => match geometry(name) {
                Some(attributes) => {
                    self.shape(node, &look, attributes);
                    Ok(())
                }
                None => Err(Unpaintable::Foreign(match name {
                    "image" => "a picture from elsewhere".to_owned(),
                    name => format!("a `{name}`"),
                })),
            },
        }
    }

    /// What moves or turns a group stays; a group that does neither is of no use.
    fn group(
        &mut self,
        node: Node<'a, 'input>,
        look: &ElementStyle<'a>,
    ) -> Result<(), Unpaintable> {
        let start = self.out.len();
        let transform = look.get("transform").filter(|written| !is_identity(written));
        if let Some(transform) = transform {
            self.out.push_str("<g");
            self.attribute("transform", &rounded(transform));
            self.out.push('>');
        }
        let inside = self.out.len();
        self.children(node, look)?;
        if self.out.len() == inside {
            self.out.truncate(start);
        } else if transform.is_some() {
            self.out.push_str("</g>");
        }
        Ok(())
    }

    /// A plane in the plane.
    fn nested(
        &mut self,
        node: Node<'a, 'input>,
        look: &ElementStyle<'a>,
    ) -> Result<(), Unpaintable> {
        let at = |name| node.attribute(name).and_then(|value| value.parse::<f64>().ok());
        let size = at("width").zip(at("height"));
        let own = size.map(|(width, height)| format!("0 0 {width} {height}"));
        let is_plain = at("x").unwrap_or(0.0) == 0.0
            && at("y").unwrap_or(0.0) == 0.0
            && (node.attribute("viewBox").is_none() || node.attribute("viewBox") == own.as_deref());
        if is_plain {
            return self.children(node, look);
        }
        self.out.push_str("<svg");
        for name in ["x", "y", "width", "height", "viewBox", "preserveAspectRatio"] {
            if let Some(value) = node.attribute(name) {
                self.attribute(name, &rounded(value));
            }
        }
        self.out.push_str(" overflow=\"visible\">");
        self.children(node, look)?;
        self.out.push_str("</svg>");
        Ok(())
    }

    /// A part that is defined elsewhere, as if it stood here.
    fn used(&mut self, node: Node<'a, 'input>, look: &ElementStyle<'a>) -> Result<(), Unpaintable> {
        let name = node.attributes().find(|attribute| attribute.name() == "href");
        let name = name.and_then(|name| name.value().strip_prefix('#'));
        let Some(&part) = name.and_then(|name| self.named.get(name)) else {
            return Err(Unpaintable::Foreign("a part that is missing".to_owned()));
        };
        let [x, y] = ["x", "y"].map(|name| {
            node.attribute(name).and_then(|value| value.parse::<f64>().ok()).unwrap_or_default()
        });
        let is_moved = x != 0.0 || y != 0.0;
        let mut open = 0;
        if let Some(transform) = look.get("transform").filter(|written| !is_identity(written)) {
            self.out.push_str("<g");
            self.attribute("transform", &rounded(transform));
            self.out.push('>');
            open += 1;
        }
        if is_moved {
            self.out.push_str(&format!("<g transform=\"translate({} {})\">", number(x), number(y)));
            open += 1;
        }
        let look = self.rules.look(part, look);
        self.children(part, &look)?;
        self.out.push_str(&"</g>".repeat(open));
        Ok(())
    }

    fn shape(&mut self, node: Node<'a, 'input>, look: &ElementStyle<'a>, geometry: &[&str]) {
        let name = node.tag_name().name();
        let fill = match name {
            "line" => ColourRole::None,
            _ => self.fill(look),
        };
        let width = look.number("stroke-width").unwrap_or(1.0);
        let is_drawn = width > 0.0 && look.number("stroke-opacity") != Some(0.0);
        let stroke = look.get("stroke").map(ColourRole::of).filter(|_| is_drawn);
        let stroke = stroke.and_then(ColourRole::stroke);
        let markers = ["marker-start", "marker-mid", "marker-end"]
            .map(|at| Some((at, marker(node.attribute(at)?)?)))
            .into_iter()
            .flatten();
        let markers: Vec<_> = markers.collect();
        if (fill == ColourRole::None && stroke.is_none() && markers.is_empty())
            || self.is_background(node, fill)
        {
            return;
        }
        self.out.push('<');
        self.out.push_str(name);
        for &attribute in geometry {
            if let Some(value) = node.attribute(attribute).filter(|value| *value != "0") {
                self.attribute(attribute, &rounded(value));
            }
        }
        if let Some(transform) = transform(look) {
            self.attribute("transform", &transform);
        }
        for (at, name) in markers {
            self.markers.insert(name);
            let name = format!("url(#{}-{name})", self.id);
            self.attribute(at, &name);
        }
        self.paint(fill, stroke, look, width);
        self.out.push_str("/>");
    }

    /// The colour of a surface. A marker has that of its line.
    fn fill(&self, look: &ElementStyle<'a>) -> ColourRole {
        if look.number("fill-opacity") == Some(0.0) {
            return ColourRole::None;
        }
        let is_sheer = look.number("fill-opacity").is_some_and(|opacity| opacity < 1.0);
        match look.get("fill").map_or(ColourRole::Line, ColourRole::of) {
            ColourRole::Grey | ColourRole::Node if self.in_marker => ColourRole::Line,
            // Ink that is thinned is a surface.
            ColourRole::Line | ColourRole::Rule if is_sheer => ColourRole::Node,
            colour => colour,
        }
    }

    fn paint(
        &mut self,
        fill: ColourRole,
        stroke: Option<(&'static str, String)>,
        look: &ElementStyle<'_>,
        width: f64,
    ) {
        let (class, fill_attributes) = fill.fill();
        let opacity = |name| look.number(name).is_some_and(|opacity| opacity < 1.0);
        // What lies under a surface with a meaning is to be seen where the author sees it.
        let is_sheer =
            matches!(fill, ColourRole::Hue(_)) && (opacity("opacity") || opacity("fill-opacity"));
        let is_thin = stroke.is_some() && opacity("stroke-opacity");
        let classes = [
            class,
            stroke.as_ref().map_or("", |(class, _)| *class),
            if is_sheer { "paint-sheer" } else { "" },
            if is_thin { "draw-sheer" } else { "" },
        ];
        let classes: Vec<_> = classes.into_iter().filter(|class| !class.is_empty()).collect();
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        for attributes in [Some(&fill_attributes), stroke.as_ref().map(|(_, written)| written)] {
            if let Some(attributes) = attributes.filter(|attributes| !attributes.is_empty()) {
                self.out.push(' ');
                self.out.push_str(attributes);
            }
        }
        if stroke.is_some() {
            if width != 1.0 {
                self.attribute("stroke-width", &number(width));
            }
            if let Some(dashes) = look.get("stroke-dasharray").and_then(dashes) {
                self.attribute("stroke-dasharray", &dashes);
            }
        }
    }

    /// The markers that were met.
    fn definitions(&mut self, look: &ElementStyle<'a>) -> Result<(), Unpaintable> {
        self.in_marker = true;
        for name in std::mem::take(&mut self.markers) {
            let Some(&marker) = self.named.get(name) else { continue };
            self.out.push_str("<marker");
            let id = format!("{}-{name}", self.id);
            self.attribute("id", &id);
            for attribute in
                ["viewBox", "refX", "refY", "markerUnits", "markerWidth", "markerHeight", "orient"]
            {
                if let Some(value) = marker.attribute(attribute) {
                    self.attribute(attribute, value);
                }
            }
            self.out.push('>');
            let look = self.rules.look(marker, look);
            self.children(marker, &look)?;
            self.out.push_str("</marker>");
        }
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push_str(&format!(" {name}=\""));
        html_escape::encode_double_quoted_attribute_to_string(value, &mut self.out);
        self.out.push('"');
    }

    /// Whether a shape is nothing but the paper that the library draws on.
    fn is_background(&self, node: Node<'_, '_>, fill: ColourRole) -> bool {
        let is = |(name, plane): (&str, f64)| {
            let value = node.attribute(name).and_then(|value| value.parse::<f64>().ok());
            (value.unwrap_or_default() - plane).abs() < 0.01
        };
        fill == ColourRole::Paper
            && node.has_tag_name_local("rect")
            && ["x", "y", "width", "height"].into_iter().zip(self.plane).all(is)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_but_shapes_and_texts() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 -20 100 50.255\">\
                   <style>.b{fill:#f00}.n text{font-weight:bold}</style><rect y=\"-20\" width=\"100\" height=\"50.255\" fill=\"#fcfdfe\"/>\
                   <defs><marker id=\"m\"><path fill=\"#000\" d=\"M0 0\"/></marker><marker id=\"unused\"/></defs>\
                   <g onclick=\"x()\" class=\"n\" style=\"color:x\" transform=\"translate(1.2345,2)\">\
                   <path class=\"b\" d=\"M0 0L1.00001 2.999\"/><a href=\"javascript:x()\">\
                   <text fill=\"#fff\" font-family=\"x\"><tspan x=\"0\"><tspan class=\"w\">a &lt; b</tspan>\
                   <tspan> &amp;quot;c&amp;quot;</tspan></tspan></text></a></g>\
                   <path marker-end=\"url(#m)\" fill=\"none\" stroke=\"#606162\" d=\"M0 0\"/>\
                   <g opacity=\"0\"><text>unseen</text></g></svg>";
        let picture = paint(svg, "p", &Typeface::own()).expect("a picture");
        assert_eq!(
            picture.shapes,
            "<g transform=\"translate(1.23,2)\">\
             <path d=\"M0 0L1 3\" class=\"paint-red\" fill=\"#c9503c\" fill-opacity=\".3\"/>\
             <text font-weight=\"bold\"><tspan x=\"0\">a &lt; b \"c\"</tspan></text></g>\
             <path d=\"M0 0\" marker-end=\"url(#p-m)\" class=\"draw-line\" fill=\"none\" stroke=\"currentColor\"/>\
             <marker id=\"p-m\"><path d=\"M0 0\" class=\"paint-line\"/></marker>"
        );
        assert_eq!(picture.texts, ["a < b \"c\""]);
        assert_eq!(picture.size, "viewBox=\"0 -20 100 50.26\" width=\"88\" height=\"44\"");
    }

    #[test]
    fn labels_in_html_are_lines_of_text() {
        let svg = "<svg viewBox=\"0 0 99 99\"><g class=\"edgeLabel\"><foreignObject width=\"75\" height=\"72\">\
                   <div style=\"text-align: center\"><p>a <strong>bb</strong> cccccccc &amp;quot;dddd&amp;quot;<br/>five</p></div>\
                   </foreignObject></g></svg>";
        let picture = paint(svg, "p", &Typeface::own()).expect("a picture");
        assert_eq!(
            picture.shapes,
            "<rect x=\"0\" y=\"0\" width=\"75\" height=\"72\" class=\"paint-paper\" fill=\"none\"/>\
             <text dominant-baseline=\"central\" text-anchor=\"middle\">\
             <tspan x=\"37.5\" y=\"9\">a <tspan font-weight=\"bold\">bb</tspan></tspan>\
             <tspan x=\"37.5\" y=\"27\">cccccccc</tspan><tspan x=\"37.5\" y=\"45\">\"dddd\"</tspan>\
             <tspan x=\"37.5\" y=\"63\">five</tspan></text>"
        );
        assert_eq!(picture.texts, ["a bb cccccccc \"dddd\" five"]);
    }

    #[test]
    fn what_cant_be_painted_is_named() {
        let paint = |inside: &str| {
            let svg = format!("<svg viewBox=\"0 0 1 1\">{inside}</svg>");
            paint(&svg, "p", &Typeface::own()).expect_err("no picture")
        };
        let foreign = |what: &str| Unpaintable::Foreign(what.to_owned());
        assert_eq!(paint("<image href=\"x.png\"/>"), foreign("a picture from elsewhere"));
        assert_eq!(paint("<video/>"), foreign("a `video`"));
        assert_eq!(paint("<use href=\"#x\"/>"), foreign("a part that is missing"));
        assert_eq!(paint("<g id=\"g\"><use href=\"#g\"/></g>"), Unpaintable::TooLarge);
        assert_eq!(paint("<path d=\"M0 0\"/>"), Unpaintable::Empty);
    }
}
