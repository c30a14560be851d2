//! How far the texts of a drawing reach.
//!
//! The library says how large its picture is before it has set all that stands in it: a label at the edge may
//! be cut. What is measured here is the drawing as it is written.

use roxmltree::{Document, Node};
use svgtypes::{Length, LengthUnit, Transform};
use typeface::Typeface;

use super::super::{letters, style::FONT};

/// How far letters stand above their line and below it, in parts of their size.
const ABOVE: f64 = 0.75;
const BELOW: f64 = 0.25;

/// A plane that has room for all texts of a drawing: left, top, width, height.
pub(super) fn widened(plane: [f64; 4], shapes: &str, typeface: &Typeface) -> [f64; 4] {
    let whole = format!("<svg>{shapes}</svg>");
    let Ok(document) = Document::parse(&whole) else { return plane };
    let [x, y, width, height] = plane;
    let mut reach = Reach { typeface, sides: [x, y, x + width, y + height] };
    reach.children(document.root_element(), Transform::default());
    let [left, top, right, bottom] = reach.sides;
    // Whole units more on each side, and none for what is lost in reckoning.
    let more = |beyond: f64| (beyond - 0.01).ceil().max(0.0);
    let (more_left, more_top) = (more(x - left), more(y - top));
    let (more_right, more_bottom) = (more(right - x - width), more(bottom - y - height));
    [x - more_left, y - more_top, width + more_left + more_right, height + more_top + more_bottom]
}

struct Reach<'t> {
    typeface: &'t Typeface,
    /// Left, top, right, bottom.
    sides: [f64; 4],
}

/// Letters that are placed together.
#[derive(Default)]
struct Chunk<'a> {
    at: (f64, f64),
    anchor: &'a str,
    baseline: &'a str,
    width: f64,
    size: f64,
}

/// What letters look like.
#[derive(Clone, Copy)]
struct Letters<'a> {
    size: f64,
    is_bold: bool,
    anchor: &'a str,
    baseline: &'a str,
}

impl<'a> Letters<'a> {
    const USUAL: Self = Self { size: FONT, is_bold: false, anchor: "start", baseline: "auto" };

    fn of(self, node: Node<'a, '_>) -> Self {
        let said = |names: &[&str]| names.iter().find_map(|name| node.attribute(*name));
        Self {
            size: length(node, "font-size", self.size).unwrap_or(self.size),
            is_bold: said(&["font-weight"]).map_or(self.is_bold, |weight| weight == "bold"),
            anchor: said(&["text-anchor"]).unwrap_or(self.anchor),
            baseline: said(&["alignment-baseline", "dominant-baseline"]).unwrap_or(self.baseline),
        }
    }
}

impl Reach<'_> {
    fn children(&mut self, node: Node<'_, '_>, around: Transform) {
        for child in node.children().filter(Node::is_element) {
            let inside = multiplied(around, own(child));
            match child.tag_name().name() {
                "g" | "svg" => self.children(child, inside),
                "text" => self.text(child, inside),
                _ => {}
            }
        }
    }

    fn text(&mut self, node: Node<'_, '_>, place: Transform) {
        let letters = Letters::USUAL.of(node);
        let mut chunks = vec![Chunk::default()];
        self.collect(node, letters, &mut chunks);
        for Chunk { at: (x, y), anchor, baseline, width, size } in chunks {
            let left = match anchor {
                "middle" => x - width / 2.0,
                "end" => x - width,
                _ => x,
            };
            let above = match baseline {
                "central" | "middle" => 0.5,
                "hanging" | "text-before-edge" => 0.0,
                _ => ABOVE,
            };
            let (top, bottom) = (y - above * size, y + (ABOVE + BELOW - above) * size);
            if width > 0.0 {
                for (x, y) in
                    [(left, top), (left + width, top), (left, bottom), (left + width, bottom)]
                {
                    self.include(
                        place.a * x + place.c * y + place.e,
                        place.b * x + place.d * y + place.f,
                    );
                }
            }
        }
    }

    /// The letters of an element: where it says where it stands, others begin.
    fn collect<'a>(&self, node: Node<'a, '_>, letters: Letters<'a>, chunks: &mut Vec<Chunk<'a>>) {
        let at = |name| length(node, name, letters.size);
        let (x, y) = chunks.last().map_or((0.0, 0.0), |last| last.at);
        if at("x").is_some() || at("y").is_some() || chunks.len() == 1 {
            let at = (at("x").unwrap_or(x), at("y").unwrap_or(y));
            let Letters { anchor, baseline, .. } = letters;
            chunks.push(Chunk { at, anchor, baseline, ..Chunk::default() });
        }
        if let Some(chunk) = chunks.last_mut() {
            chunk.at.0 += at("dx").unwrap_or_default();
            chunk.at.1 += at("dy").unwrap_or_default();
        }
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                let Some(chunk) = chunks.last_mut() else { continue };
                chunk.width += letters::width(self.typeface, text, letters.size, letters.is_bold);
                chunk.size = chunk.size.max(letters.size);
            } else {
                self.collect(child, letters.of(child), chunks);
            }
        }
    }

    fn include(&mut self, x: f64, y: f64) {
        let [left, top, right, bottom] = &mut self.sides;
        (*left, *right) = (left.min(x), right.max(x));
        (*top, *bottom) = (top.min(y), bottom.max(y));
    }
}

/// An attribute that is a length, in pixels or in sizes of letters.
fn length(node: Node<'_, '_>, name: &str, size: f64) -> Option<f64> {
    let length: Length = node.attribute(name)?.parse().ok()?;
    Some(match length.unit {
        LengthUnit::Em => length.number * size,
        _ => length.number,
    })
}

/// How an element is moved and turned against what it is in.
fn own(node: Node<'_, '_>) -> Transform {
    let at = |name| length(node, name, FONT).unwrap_or_default();
    match node.tag_name().name() {
        "svg" => Transform::new(1.0, 0.0, 0.0, 1.0, at("x"), at("y")),
        _ => node.attribute("transform").and_then(|it| it.parse().ok()).unwrap_or_default(),
    }
}

fn multiplied(outer: Transform, inner: Transform) -> Transform {
    Transform::new(
        outer.a * inner.a + outer.c * inner.b,
        outer.b * inner.a + outer.d * inner.b,
        outer.a * inner.c + outer.c * inner.d,
        outer.b * inner.c + outer.d * inner.d,
        outer.a * inner.e + outer.c * inner.f + outer.e,
        outer.b * inner.e + outer.d * inner.f + outer.f,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(shapes: &str) -> [f64; 4] {
        widened([0.0, 0.0, 100.0, 50.0], shapes, &Typeface::own())
    }

    #[test]
    fn a_plane_keeps_its_size_where_all_texts_are_in_it() {
        let shapes = "<rect x=\"-50\" width=\"10\"/><text x=\"10\" y=\"20\">in</text>\
            <g transform=\"translate(50,25)\"><text text-anchor=\"middle\" dominant-baseline=\"central\">in</text></g>";
        assert_eq!(around(shapes), [0.0, 0.0, 100.0, 50.0]);
    }

    #[test]
    fn a_text_that_reaches_beyond_makes_it_larger_on_that_side() {
        let wide = |text: &str| letters::width(&Typeface::own(), text, FONT, false);
        let end = "<text x=\"5\" y=\"20\" text-anchor=\"end\">Geography</text>";
        let left = (wide("Geography") - 5.0).ceil();
        assert_eq!(around(end), [-left, 0.0, 100.0 + left, 50.0]);
        let rows = "<g transform=\"translate(90 0)\"><text y=\"20\"><tspan x=\"0\">a</tspan>\
            <tspan x=\"0\" dy=\"1em\">some <tspan>letters</tspan></tspan></text></g>";
        let right = (wide("some letters") - 10.0).ceil();
        assert_eq!(around(rows), [0.0, 0.0, 100.0 + right, 50.0]);
        let turned = "<text transform=\"translate(50 4) rotate(-90)\">up</text>";
        let up = (wide("up") - 4.0).ceil();
        assert_eq!(around(turned), [0.0, -up, 100.0, 50.0 + up]);
        let low = "<text x=\"10\" y=\"48\" dominant-baseline=\"central\">low</text>";
        assert_eq!(around(low), [0.0, 0.0, 100.0, 56.0]);
    }
}
