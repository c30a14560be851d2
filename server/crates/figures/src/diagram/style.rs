//! What a picture's style sheet and attributes say of each of its elements.

use roxmltree::{Document, Node};
use simplecss::{AttributeOperator, DeclarationTokenizer, Element, PseudoClass, Rule, StyleSheet};

/// What is asked for, and whether children have it from their parents.
const PROPERTIES: [(&str, bool); 19] = [
    ("fill", true),
    ("stroke", true),
    ("stroke-width", true),
    ("stroke-dasharray", true),
    ("fill-opacity", true),
    ("stroke-opacity", true),
    ("opacity", false),
    ("display", false),
    ("visibility", true),
    ("font-size", true),
    ("font-style", true),
    ("font-weight", true),
    ("text-align", true),
    ("text-anchor", true),
    ("text-decoration", true),
    ("dominant-baseline", true),
    ("alignment-baseline", false),
    ("transform", false),
    ("transform-origin", false),
];

/// The size of text where nothing else is said, in pixels.
pub(super) const FONT: f64 = 16.0;

/// How one element looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct ElementStyle<'a> {
    values: [Option<&'a str>; PROPERTIES.len()],
    /// The size of its text, in pixels.
    pub(super) font: f64,
}

impl Default for ElementStyle<'_> {
    fn default() -> Self {
        Self { values: [None; PROPERTIES.len()], font: FONT }
    }
}

impl<'a> ElementStyle<'a> {
    pub(super) fn get(&self, property: &str) -> Option<&'a str> {
        let at = PROPERTIES.iter().position(|(name, _)| *name == property)?;
        self.values[at]
    }

    /// A property that is a number or a length: a part of one, or in pixels.
    pub(super) fn number(&self, property: &str) -> Option<f64> {
        let value = self.get(property)?.trim();
        let units = [("%", 0.01), ("px", 1.0), ("pt", 4.0 / 3.0)];
        let known = units.iter().find_map(|(unit, size)| Some((value.strip_suffix(unit)?, *size)));
        let (value, unit) = known.unwrap_or((value, 1.0));
        value.trim().parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value * unit)
    }

    /// Whether nothing is to be seen of the element and what is in it.
    pub(super) fn is_hidden(&self) -> bool {
        self.get("display") == Some("none")
            || matches!(self.get("visibility"), Some("hidden" | "collapse"))
            || self.number("opacity") == Some(0.0)
    }

    pub(super) fn is_bold(&self) -> bool {
        match self.get("font-weight") {
            Some("bold" | "bolder") => true,
            weight => weight.and_then(|weight| weight.parse().ok()).is_some_and(|n: u32| n > 500),
        }
    }

    pub(super) fn set(&mut self, property: &str, value: &'a str) {
        let Some(at) = PROPERTIES.iter().position(|(name, _)| *name == property) else { return };
        if !matches!(value, "inherit" | "revert" | "unset") {
            self.values[at] = Some(value);
        }
    }

    /// Reckons the size of text, which may be said as a part of that around it.
    fn measure(&mut self, parent: &Self) {
        if self.get("font-size") == parent.get("font-size") {
            return;
        }
        let part = self.get("font-size").and_then(|size| size.strip_suffix("em"));
        let part = part.and_then(|part| part.trim_end_matches('r').trim().parse::<f64>().ok());
        let size = match part {
            Some(part) => Some(part * parent.font),
            None => self.number("font-size"),
        };
        self.font = size.filter(|size| *size > 0.0).unwrap_or(parent.font);
    }

    fn inherited(mut self) -> Self {
        for (value, (_, inherited)) in self.values.iter_mut().zip(PROPERTIES) {
            *value = value.filter(|_| inherited);
        }
        self
    }
}

/// The rules of all style sheets in a picture.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    rules: Vec<Rule<'a>>,
}

impl<'a> Rules<'a> {
    pub(super) fn of(sheets: &'a str) -> Self {
        let sheet = StyleSheet::parse(sheets);
        let wanted = |rule: &Rule<'_>| {
            let mut declared = rule.declarations.iter();
            declared.any(|declared| PROPERTIES.iter().any(|(name, _)| *name == declared.name))
        };
        Self { rules: sheet.rules.into_iter().filter(wanted).collect() }
    }

    /// How an element looks whose parent looks like this: what an attribute says, a rule may
    /// overrule, and that the element's own style.
    pub(super) fn look(&self, node: Node<'a, '_>, parent: &ElementStyle<'a>) -> ElementStyle<'a> {
        let mut look = parent.inherited();
        for attribute in node.attributes() {
            look.set(attribute.name(), attribute.value());
        }
        let matching: Vec<_> =
            self.rules.iter().filter(|rule| rule.selector.matches(&Selected(node))).collect();
        let own: Vec<_> =
            DeclarationTokenizer::from(node.attribute("style").unwrap_or_default()).collect();
        for important in [false, true] {
            let ruled = matching.iter().flat_map(|rule| &rule.declarations);
            for declared in ruled.chain(&own).filter(|declared| declared.important == important) {
                look.set(declared.name, declared.value);
            }
        }
        look.measure(parent);
        look
    }
}

/// The style sheets in a picture. Of a list of selectors nothing would be left if one of them can't
/// be read, as those by the end of a name: they become such as match nothing.
pub(super) fn sheets(document: &Document<'_>) -> String {
    let sheets = document.descendants().filter(|node| node.has_tag_name_local("style"));
    let sheets: String = sheets.filter_map(|sheet| sheet.text()).collect();
    sheets.replace("[id$=", "[id-ends=")
}

/// An element as selectors see it.
struct Selected<'a, 'input>(Node<'a, 'input>);

impl Element for Selected<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Self)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Self)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.has_tag_name_local(name)
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        class == PseudoClass::FirstChild && self.0.prev_sibling_element().is_none()
    }
}

/// Names without their namespace: a picture has but one.
pub(super) trait Local {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl Local for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_exact_rule_wins_and_then_the_element_itself() {
        let svg = "<svg id=\"p\" font-size=\"12\"><style>#p{fill:#333} .a{fill:red} #p .a,[id$=\"x\"]{fill:blue} \
                   .b{stroke:red!important}</style>\
                   <g class=\"a b\" stroke=\"green\" style=\"stroke:black\" opacity=\".5\"><path fill=\"white\" style=\"font-size:.5em\"/></g></svg>";
        let document = Document::parse(svg).expect("XML");
        let sheets = sheets(&document);
        let rules = Rules::of(&sheets);
        let root = document.root_element();
        let group = root.last_element_child().expect("a group");
        let path = group.first_element_child().expect("a path");
        let root = rules.look(root, &ElementStyle::default());
        let group = rules.look(group, &root);
        let path = rules.look(path, &group);
        assert_eq!((root.get("fill"), root.font), (Some("#333"), 12.0));
        assert_eq!((group.font, path.font), (12.0, 6.0));
        assert_eq!((group.get("fill"), group.get("stroke")), (Some("blue"), Some("red")));
        assert_eq!((group.number("opacity"), path.number("opacity")), (Some(0.5), None));
        assert_eq!((path.get("fill"), path.get("stroke")), (Some("white"), Some("red")));
    }
}
