//! The texts of a picture: SVG's own, and labels in HTML.

use merman::entities::decode_mermaid_entities_to_unicode as decoded;
use roxmltree::Node;

use super::{
    super::{
        colour::PAPER,
        label,
        style::{ElementStyle, Local},
    },
    Painter, one_line,
    values::{number, rounded, transform},
};

impl<'a, 'input> Painter<'a, 'input> {
    pub(super) fn text(&mut self, node: Node<'a, 'input>, look: &ElementStyle<'a>) {
        let mut said = String::new();
        rows(node, &mut said);
        let said = one_line(&said);
        if said.is_empty() {
            return;
        }
        self.texts.push(said);
        self.out.push_str("<text");
        self.place(node);
        if let Some(transform) = transform(look) {
            self.attribute("transform", &transform);
        }
        for (name, usual) in [("text-anchor", "start"), ("dominant-baseline", "auto")] {
            if let Some(value) = look.get(name).filter(|value| *value != usual) {
                self.attribute(name, value);
            }
        }
        self.letters(look, &ElementStyle::default());
        // All text is ink, whatever its author chose, but for what stands on a mark of a line.
        if look.get("fill") == Some(PAPER) {
            self.out.push_str(" class=\"paint-paper\" fill=\"#fff\"");
        } else if crosses_lines(node) {
            self.out.push_str(" class=\"paint-round\"");
        }
        self.out.push('>');
        self.words(node, look);
        self.out.push_str("</text>");
    }

    /// A label in HTML, as lines of text in the middle of its place or from the left of it.
    pub(super) fn label(&mut self, node: Node<'a, 'input>, look: &ElementStyle<'a>) {
        let at = |name| {
            let value = node.attribute(name).and_then(|value| value.parse::<f64>().ok());
            value.unwrap_or_default()
        };
        let [x, y, width, height] = ["x", "y", "width", "height"].map(at);
        let lines = label::lines(node, look, &self.rules, (self.typeface, width));
        let Some(first) = lines.first().and_then(|line| line.first()) else { return };
        let said = lines.iter().map(|line| {
            let texts: Vec<_> = line.iter().map(|run| run.text.as_str()).collect();
            texts.concat()
        });
        self.texts.push(one_line(&said.collect::<Vec<_>>().join(" ")));
        if label::is_on_line(node) {
            let [x, y, width, height] = [x, y, width, height].map(number);
            self.out.push_str(&format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" class=\"paint-paper\" fill=\"none\"/>"
            ));
        }
        let whole = first.look;
        let (left, anchor) = match whole.get("text-align") {
            Some(align) if align.starts_with("center") => {
                (x + width / 2.0, " text-anchor=\"middle\"")
            }
            _ => (x, ""),
        };
        let row = height / lines.len() as f64;
        self.out.push_str(&format!("<text dominant-baseline=\"central\"{anchor}"));
        self.letters(&whole, &ElementStyle::default());
        self.out.push('>');
        for (at, line) in lines.iter().enumerate() {
            let middle = y + (at as f64 + 0.5) * row;
            self.out.push_str(&format!("<tspan x=\"{}\" y=\"{}\">", number(left), number(middle)));
            for run in line {
                let start = self.out.len();
                self.out.push_str("<tspan");
                self.letters(&run.look, &whole);
                let is_other = self.out.len() > start + "<tspan".len();
                if is_other {
                    self.out.push('>');
                } else {
                    self.out.truncate(start);
                }
                html_escape::encode_text_to_string(&run.text, &mut self.out);
                if is_other {
                    self.out.push_str("</tspan>");
                }
            }
            self.out.push_str("</tspan>");
        }
        self.out.push_str("</text>");
    }

    /// Text, and the rows and parts of it that stand elsewhere or look otherwise than the whole.
    fn words(&mut self, node: Node<'a, 'input>, parent: &ElementStyle<'a>) {
        for child in node.children() {
            if child.is_text() {
                let text = decoded(child.text().unwrap_or_default());
                html_escape::encode_text_to_string(&text, &mut self.out);
            } else if child.has_tag_name_local("tspan") {
                let look = self.rules.look(child, parent);
                let (start, mut is_other) = (self.out.len(), false);
                self.out.push_str("<tspan");
                self.place(child);
                for name in ["text-anchor", "alignment-baseline"] {
                    if let Some(value) =
                        look.get(name).filter(|value| parent.get(name) != Some(value))
                    {
                        self.attribute(name, value);
                    }
                }
                self.letters(&look, parent);
                is_other |= self.out.len() > start + "<tspan".len();
                if is_other {
                    self.out.push('>');
                } else {
                    self.out.truncate(start);
                }
                self.words(child, &look);
                if is_other {
                    self.out.push_str("</tspan>");
                }
            }
        }
    }

    /// Where a text stands.
    fn place(&mut self, node: Node<'_, '_>) {
        for name in ["x", "y", "dx", "dy"] {
            if let Some(value) = node.attribute(name).filter(|value| !matches!(*value, "0" | "0em"))
            {
                self.attribute(name, &rounded(value));
            } else if name == "x" && node.attribute(name).is_some() {
                // A row begins where it is said to, be it at nought.
                self.attribute(name, "0");
            }
        }
    }

    /// How letters differ from those around them.
    fn letters(&mut self, look: &ElementStyle<'_>, parent: &ElementStyle<'_>) {
        if look.font != parent.font {
            self.attribute("font-size", &number(look.font));
        }
        if look.is_bold() != parent.is_bold() {
            self.attribute("font-weight", if look.is_bold() { "bold" } else { "normal" });
        }
        for (name, usual) in [("font-style", "normal"), ("text-decoration", "none")] {
            let value = |look: &ElementStyle<'_>| look.get(name).unwrap_or(usual).to_owned();
            if value(look) != value(parent) {
                self.attribute(name, &value(look));
            }
        }
    }
}

/// Whether lines may run through a text: in a sequence what two say to each other, and in which
/// case; elsewhere what stands right behind its arrow, in one row or two.
fn crosses_lines(node: Node<'_, '_>) -> bool {
    let classes = node.attribute("class").unwrap_or_default();
    let is_between = |class| matches!(class, "labelText" | "loopText" | "messageText");
    let before = node.prev_siblings().filter(Node::is_element).take(3);
    let is_arrow = |node: Node<'_, '_>| {
        ["marker-start", "marker-end"].iter().any(|at| node.has_attribute(*at))
    };
    classes.split(' ').any(is_between) || before.into_iter().any(is_arrow)
}

/// The texts below an element, its rows with a space between them.
fn rows(node: Node<'_, '_>, said: &mut String) {
    for child in node.children() {
        match child.text().filter(|_| child.is_text()) {
            Some(text) => said.push_str(&decoded(text)),
            None => {
                if child.attribute("x").is_some() || child.attribute("dy").is_some() {
                    said.push(' ');
                }
                rows(child, said);
            }
        }
    }
}
