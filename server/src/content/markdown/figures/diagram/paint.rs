//! A library's picture in the colours of the site.
//!
//! What comes out are shapes and texts, with classes that the style sheet paints. What stands in
//! attributes beside them is for readers elsewhere: it can be seen on white and on black.

use roxmltree::Node;

use crate::content::escape;

/// A picture without its outermost element.
#[derive(Debug)]
pub(super) struct Picture {
    /// The attributes of that element: what of the plane is seen, and how large.
    pub(super) size: String,
    pub(super) width: f64,
    pub(super) shapes: String,
    /// Every text in it.
    pub(super) texts: Vec<String>,
}

/// How large a picture is shown: its text is a little smaller than that of the post.
const SCALE: f64 = 0.875;

/// Paints a picture; `id` is what the names in it begin with. `None` when there is nothing in it.
pub(super) fn paint(svg: &str, id: &str) -> Option<Picture> {
    let document = roxmltree::Document::parse(svg).ok()?;
    let root = document.root_element();
    let plane: Vec<f64> =
        root.attribute("viewBox")?.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    let [_, _, width, height] = plane[..] else { return None };
    if !(width > 0.0 && height > 0.0) {
        return None;
    }
    let mut painter = Painter { id, plane: &plane, out: String::new(), texts: Vec::new() };
    for node in root.children() {
        painter.node(node);
    }
    let (width, height) = (width * SCALE, height * SCALE);
    let numbers: Vec<String> = plane.iter().map(|&n| number(n)).collect();
    let size = format!(
        "viewBox=\"{}\" width=\"{}\" height=\"{}\"",
        numbers.join(" "),
        number(width.ceil()),
        number(height.ceil())
    );
    let Painter { out, texts, .. } = painter;
    (!texts.is_empty()).then_some(Picture { size, width, shapes: out, texts })
}

struct Painter<'a> {
    id: &'a str,
    plane: &'a [f64],
    out: String,
    texts: Vec<String>,
}

/// Elements that are shapes, texts, or parts of them.
const KEPT: [&str; 16] = [
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "path",
    "polygon",
    "polyline",
    "rect",
    "stop",
    "symbol",
    "text",
    "tspan",
];

/// Attributes that say where and how something is drawn, and in no colour.
const GEOMETRY: [&str; 47] = [
    "alignment-baseline",
    "clip-path",
    "cx",
    "cy",
    "d",
    "dominant-baseline",
    "dx",
    "dy",
    "font-size",
    "font-style",
    "font-weight",
    "gradientUnits",
    "height",
    "marker-end",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "offset",
    "orient",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "fill-rule",
    "clip-rule",
    "opacity",
    "letter-spacing",
    "rotate",
];

impl Painter<'_> {
    fn node(&mut self, node: Node<'_, '_>) {
        if node.is_text() {
            let text = node.text().unwrap_or_default();
            if node.ancestors().any(|element| element.has_tag_name_local("text")) {
                if !text.trim().is_empty() {
                    self.texts.push(text.trim().to_owned());
                }
                escape::text(&mut self.out, text);
            }
            return;
        }
        let name = node.tag_name().name();
        if !node.is_element() || self.is_background(node) {
            return;
        }
        if !KEPT.contains(&name) {
            // A link is as good as its text here: a picture has no parts to follow.
            if name == "a" {
                node.children().for_each(|child| self.node(child));
            }
            return;
        }
        self.out.push('<');
        self.out.push_str(name);
        if let Some(own) = node.attribute("id")
            && matches!(name, "marker" | "clipPath" | "linearGradient" | "symbol")
        {
            self.attribute("id", &format!("{}-{own}", self.id));
        }
        for attribute in node.attributes().filter(|a| GEOMETRY.contains(&a.name())) {
            let value = self.own_names(attribute.value());
            self.attribute(attribute.name(), &value);
        }
        self.colours(node);
        self.out.push('>');
        node.children().for_each(|child| self.node(child));
        self.out.push_str(&format!("</{name}>"));
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push_str(&format!(" {name}=\""));
        escape::attribute(&mut self.out, value);
        self.out.push('"');
    }

    /// `url(#x)` with the name that x has in the page.
    fn own_names(&self, value: &str) -> String {
        value.replace("url(#", &format!("url(#{}-", self.id))
    }

    /// Whether an element is nothing but the paper that the library draws on.
    fn is_background(&self, node: Node<'_, '_>) -> bool {
        let is = |name: &str, at: usize| {
            let value = node.attribute(name).and_then(|value| value.parse::<f64>().ok());
            value.zip(self.plane.get(at)).is_some_and(|(value, plane)| (value - plane).abs() < 0.01)
        };
        node.has_tag_name_local("rect")
            && is("x", 0)
            && is("y", 1)
            && is("width", 2)
            && is("height", 3)
    }

    fn colours(&mut self, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        let in_marker = node.ancestors().any(|element| element.has_tag_name_local("marker"));
        // A text has a colour of its own; what it would have is that of the page.
        let is_text = matches!(name, "text" | "tspan");
        // The paper behind a label on a line.
        let is_label = name == "rect" && node.attribute("data-label-kind").is_some();
        let opacity = property(node, "fill-opacity").and_then(|value| value.parse::<f64>().ok());
        let is_faint = opacity.is_some_and(|opacity| opacity < 0.3);
        let (mut classes, mut attributes) = (Vec::new(), String::new());
        if let Some(fill) = property(node, "fill").filter(|_| !is_text) {
            let (class, fallback) = match Colour::of(fill) {
                _ if is_label => (Some("paint-paper"), "none"),
                Colour::None => (None, "none"),
                Colour::Gradient => (None, "currentColor"),
                Colour::Light if in_marker => (Some("paint-paper"), "none"),
                _ if in_marker => (Some("paint-line"), "currentColor"),
                Colour::Light => (Some("paint-paper"), "none"),
                Colour::Pale => (Some("paint-node"), FAINT),
                Colour::Dark => (Some("paint-line"), "currentColor"),
                // What the library tints a little has no meaning.
                Colour::Hue(_) if is_faint => (Some("paint-node"), FAINT),
                Colour::Hue(at) => (Some(PAINTS[at].0), PAINTS[at].1),
            };
            classes.extend(class);
            attributes.push_str(&match fallback {
                FAINT => " fill=\"currentColor\" fill-opacity=\".07\"".to_owned(),
                colour if colour.starts_with('#') => {
                    format!(" fill=\"{colour}\" fill-opacity=\".3\"")
                }
                colour => format!(" fill=\"{colour}\""),
            });
        }
        if let Some(stroke) = property(node, "stroke").filter(|_| !is_text && !is_label) {
            let (class, fallback) = match Colour::of(stroke) {
                Colour::None | Colour::Light => (None, "none"),
                Colour::Pale | Colour::Gradient => (Some("draw-rule"), FAINT),
                Colour::Dark if in_marker => (Some("draw-line"), "currentColor"),
                Colour::Dark => {
                    (Some(if is_dark(stroke) { "draw-line" } else { "draw-rule" }), "currentColor")
                }
                Colour::Hue(at) => (Some(PAINTS[at].2), PAINTS[at].1),
            };
            classes.extend(class);
            attributes.push_str(&match fallback {
                FAINT => " stroke=\"currentColor\" stroke-opacity=\".4\"".to_owned(),
                colour => format!(" stroke=\"{colour}\""),
            });
        }
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        self.out.push_str(&attributes);
    }
}

/// Something that can hardly be seen.
const FAINT: &str = "faint";

/// The colours that mean something: the class that fills, the colour without a style sheet, the
/// class that draws a line.
const PAINTS: [(&str, &str, &str); 5] = [
    ("paint-red", "#c9503c", "draw-red"),
    ("paint-ochre", "#b07d1e", "draw-ochre"),
    ("paint-green", "#3f8f56", "draw-green"),
    ("paint-teal", "#2a8f87", "draw-teal"),
    ("paint-blue", "#3b7dbd", "draw-blue"),
];

/// An attribute, or what a style says in its place.
fn property<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let style = node.attribute("style").unwrap_or_default();
    let declared = style.split(';').filter_map(|part| part.split_once(':'));
    let mut declared = declared.filter(|(key, _)| key.trim() == name);
    declared.next().map(|(_, value)| value.trim()).or(node.attribute(name))
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Colour {
    None,
    Gradient,
    /// Paper.
    Light,
    /// A surface.
    Pale,
    /// A line, or ink.
    Dark,
    /// One of those that mean something.
    Hue(usize),
}

impl Colour {
    fn of(written: &str) -> Self {
        if written.starts_with("url(") {
            return Self::Gradient;
        }
        if matches!(written, "none" | "transparent" | "") {
            return Self::None;
        }
        let Some([r, g, b]) = rgb(written) else { return Self::Dark };
        let (low, high) = (r.min(g).min(b), r.max(g).max(b));
        let chroma = high - low;
        if chroma < 0.06 {
            return match high {
                high if high > 0.97 => Self::Light,
                high if high > 0.75 => Self::Pale,
                _ => Self::Dark,
            };
        }
        let hue = if high == r {
            ((g - b) / chroma).rem_euclid(6.0)
        } else if high == g {
            (b - r) / chroma + 2.0
        } else {
            (r - g) / chroma + 4.0
        } * 60.0;
        Self::Hue(match hue {
            hue if hue < 20.0 => 0,
            hue if hue < 75.0 => 1,
            hue if hue < 160.0 => 2,
            hue if hue < 195.0 => 3,
            hue if hue < 290.0 => 4,
            _ => 0,
        })
    }
}

/// Whether a grey is that of a line rather than a border.
fn is_dark(written: &str) -> bool {
    rgb(written).is_none_or(|[r, g, b]| r.max(g).max(b) < 0.5)
}

/// Red, green and blue from 0 to 1.
fn rgb(written: &str) -> Option<[f64; 3]> {
    let written = written.trim();
    if let Some(digits) = written.strip_prefix('#') {
        let digit = |at: usize| Some(f64::from(digits.chars().nth(at)?.to_digit(16)?));
        let pair = |at: usize| Some((digit(at)? * 16.0 + digit(at + 1)?) / 255.0);
        return match digits.len() {
            3 | 4 => Some([digit(0)? / 15.0, digit(1)? / 15.0, digit(2)? / 15.0]),
            6 | 8 => Some([pair(0)?, pair(2)?, pair(4)?]),
            _ => None,
        };
    }
    if let Some((kind, numbers)) = written.split_once('(') {
        let numbers: Vec<f64> = numbers
            .trim_end_matches(')')
            .split([',', ' ', '/'])
            .filter_map(|n| n.trim().trim_end_matches(['%', 'd', 'e', 'g']).parse().ok())
            .collect();
        let &[a, b, c, ..] = &numbers[..] else { return None };
        return match kind {
            "rgb" | "rgba" => Some([a / 255.0, b / 255.0, c / 255.0]),
            "hsl" | "hsla" => Some(from_hsl(a, b / 100.0, c / 100.0)),
            _ => None,
        };
    }
    let named = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(written));
    named.and_then(|(_, colour)| rgb(colour))
}

fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> [f64; 3] {
    let amount = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|n| {
        let k = (n + hue / 30.0).rem_euclid(12.0);
        lightness - amount * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

/// The names that writers of diagrams use.
const NAMED: [(&str, &str); 24] = [
    ("black", "#000"),
    ("blue", "#00f"),
    ("brown", "#a52a2a"),
    ("cyan", "#0ff"),
    ("gold", "#ffd700"),
    ("gray", "#808080"),
    ("green", "#008000"),
    ("grey", "#808080"),
    ("lightblue", "#add8e6"),
    ("lightgray", "#d3d3d3"),
    ("lightgreen", "#90ee90"),
    ("lightgrey", "#d3d3d3"),
    ("lightyellow", "#ffffe0"),
    ("magenta", "#f0f"),
    ("navy", "#000080"),
    ("orange", "#ffa500"),
    ("pink", "#ffc0cb"),
    ("purple", "#800080"),
    ("red", "#f00"),
    ("salmon", "#fa8072"),
    ("teal", "#008080"),
    ("violet", "#ee82ee"),
    ("white", "#fff"),
    ("yellow", "#ff0"),
];

fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// Names without their namespace: the library's pictures have one namespace.
trait Local {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl Local for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_told_by_what_they_are_for() {
        for (written, colour) in [
            ("none", Colour::None),
            ("#fff", Colour::Light),
            ("#f0f0f0", Colour::Pale),
            ("hsl(0.0, 0.0%, 20.0%)", Colour::Dark),
            ("rgb(250, 10,10)", Colour::Hue(0)),
            ("#f9f", Colour::Hue(0)),
            ("hsl(50, 80%, 60%)", Colour::Hue(1)),
            ("LightGreen", Colour::Hue(2)),
            ("#3b7dbd", Colour::Hue(4)),
            ("url(#x)", Colour::Gradient),
            ("nonsense", Colour::Dark),
            ("#é", Colour::Dark),
        ] {
            assert_eq!(Colour::of(written), colour, "{written}");
        }
    }

    #[test]
    fn nothing_is_left_but_shapes_and_texts() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 5.25\">\
                   <rect x=\"0\" y=\"0\" width=\"10\" height=\"5.25\" fill=\"#fff\"/>\
                   <style>a{}</style><script>x()</script><marker id=\"m\"><path fill=\"#000\" d=\"M0 0\"/></marker>\
                   <g onclick=\"x()\" style=\"fill: #f00; color: x\"><a href=\"javascript:x()\"><text fill=\"#000\" font-family=\"x\">a &lt; b</text></a></g>\
                   <path marker-end=\"url(#m)\" stroke=\"#606060\" d=\"M0 0\"/></svg>";
        let picture = paint(svg, "p").expect("a picture");
        assert_eq!(
            picture.shapes,
            "<marker id=\"p-m\"><path d=\"M0 0\" class=\"paint-line\" fill=\"currentColor\"></path></marker>\
             <g class=\"paint-red\" fill=\"#c9503c\" fill-opacity=\".3\"><text>a &lt; b</text></g>\
             <path marker-end=\"url(#p-m)\" d=\"M0 0\" class=\"draw-line\" stroke=\"currentColor\"></path>"
        );
        assert_eq!(picture.texts, ["a < b"]);
        assert_eq!(picture.size, "viewBox=\"0 0 10 5.2\" width=\"9\" height=\"5\"");
    }
}
