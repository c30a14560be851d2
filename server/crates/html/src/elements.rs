//! The elements of HTML, and what decides how they are read: one table for all who have to know.
//!
//! From the chapter on tree construction of the HTML standard (13.2.6).

/// Nothing of what follows.
const PLAIN: u16 = 0;
/// An open paragraph ends at its start.
const BLOCK: u16 = 1;
/// Holds a part of a line and nothing else (4.5, but for what takes its kind from what is around it).
const INLINE: u16 = 1 << 1;
/// Has no content and no end tag.
const VOID: u16 = 1 << 2;
/// A browser ends it by itself when the next one begins, or the one around it ends (13.2.6.3).
const IMPLIED: u16 = 1 << 3;
/// Ends an SVG picture or a formula when it stands in one, or is read in another way there.
const BREAKOUT: u16 = 1 << 4;
/// Everything up to its end tag is text.
const TEXT: u16 = 1 << 5;
/// A browser does not look behind it for a paragraph to end.
const SCOPE: u16 = 1 << 6;
/// No text has it: it belongs to the page around the text, or is known by name alone.
const STRANGE: u16 = 1 << 7;

/// The elements of HTML, and those that it had, in the order of their names.
const ELEMENTS: [(&str, u16); 155] = [
    ("a", PLAIN),
    ("abbr", INLINE),
    ("acronym", INLINE),
    ("address", BLOCK),
    ("applet", STRANGE),
    ("area", VOID),
    ("article", BLOCK),
    ("aside", BLOCK),
    ("audio", PLAIN),
    ("b", INLINE | BREAKOUT),
    ("base", VOID | STRANGE),
    ("basefont", STRANGE),
    ("bdi", INLINE),
    ("bdo", INLINE),
    ("bgsound", STRANGE),
    ("big", INLINE | BREAKOUT),
    ("blink", STRANGE),
    ("blockquote", BLOCK | BREAKOUT),
    ("body", BREAKOUT | STRANGE),
    ("br", VOID | BREAKOUT),
    ("button", SCOPE),
    ("canvas", PLAIN),
    ("caption", IMPLIED | SCOPE),
    ("center", BLOCK | BREAKOUT),
    ("cite", INLINE),
    ("code", INLINE | BREAKOUT),
    ("col", VOID),
    ("colgroup", IMPLIED),
    ("command", STRANGE),
    ("content", STRANGE),
    ("data", INLINE),
    ("datalist", PLAIN),
    ("dd", BLOCK | IMPLIED | BREAKOUT),
    ("del", PLAIN),
    ("details", BLOCK),
    ("dfn", INLINE),
    ("dialog", BLOCK),
    ("dir", BLOCK),
    ("div", BLOCK | BREAKOUT),
    ("dl", BLOCK | BREAKOUT),
    ("dt", BLOCK | IMPLIED | BREAKOUT),
    ("element", STRANGE),
    ("em", INLINE | BREAKOUT),
    ("embed", VOID | BREAKOUT),
    ("fencedframe", STRANGE),
    ("fieldset", BLOCK),
    ("figcaption", BLOCK),
    ("figure", BLOCK),
    ("font", INLINE | BREAKOUT),
    ("footer", BLOCK),
    ("form", BLOCK),
    ("frame", STRANGE),
    ("frameset", STRANGE),
    ("geolocation", STRANGE),
    ("h1", BLOCK | BREAKOUT),
    ("h2", BLOCK | BREAKOUT),
    ("h3", BLOCK | BREAKOUT),
    ("h4", BLOCK | BREAKOUT),
    ("h5", BLOCK | BREAKOUT),
    ("h6", BLOCK | BREAKOUT),
    ("head", BREAKOUT | STRANGE),
    ("header", BLOCK),
    ("hgroup", BLOCK),
    ("hr", BLOCK | VOID | BREAKOUT),
    ("html", SCOPE | STRANGE),
    ("i", INLINE | BREAKOUT),
    ("iframe", BREAKOUT | TEXT),
    ("image", STRANGE),
    ("img", VOID | BREAKOUT),
    ("input", VOID),
    ("ins", PLAIN),
    ("isindex", STRANGE),
    ("kbd", INLINE),
    ("keygen", STRANGE),
    ("label", PLAIN),
    ("legend", PLAIN),
    ("li", BLOCK | IMPLIED | BREAKOUT),
    ("link", VOID | STRANGE),
    ("listing", BLOCK | BREAKOUT | STRANGE),
    ("main", BLOCK),
    ("map", PLAIN),
    ("mark", INLINE),
    ("marquee", SCOPE),
    ("math", PLAIN),
    ("menu", BLOCK | BREAKOUT),
    ("menuitem", STRANGE),
    ("meta", VOID | BREAKOUT | STRANGE),
    ("meter", PLAIN),
    ("model", STRANGE),
    ("multicol", STRANGE),
    ("nav", BLOCK),
    ("nextid", STRANGE),
    ("nobr", INLINE | BREAKOUT),
    ("noembed", STRANGE),
    ("noframes", STRANGE),
    ("noscript", STRANGE),
    ("object", SCOPE),
    ("ol", BLOCK | BREAKOUT),
    ("optgroup", IMPLIED),
    ("option", IMPLIED),
    ("output", PLAIN),
    ("p", BLOCK | IMPLIED | BREAKOUT),
    ("param", VOID),
    ("permission", STRANGE),
    ("picture", PLAIN),
    ("plaintext", STRANGE),
    ("portal", STRANGE),
    ("pre", BLOCK | BREAKOUT),
    ("progress", PLAIN),
    ("q", INLINE),
    ("rb", IMPLIED | STRANGE),
    ("rbc", STRANGE),
    ("rp", IMPLIED),
    ("rt", IMPLIED),
    ("rtc", IMPLIED | STRANGE),
    ("ruby", INLINE | BREAKOUT),
    ("s", INLINE | BREAKOUT),
    ("samp", INLINE),
    ("script", TEXT | STRANGE),
    ("search", BLOCK),
    ("section", BLOCK),
    ("select", PLAIN),
    ("selectedcontent", STRANGE),
    ("shadow", STRANGE),
    ("slot", PLAIN),
    ("small", INLINE | BREAKOUT),
    ("source", VOID),
    ("spacer", STRANGE),
    ("span", INLINE | BREAKOUT),
    ("strike", INLINE | BREAKOUT),
    ("strong", INLINE | BREAKOUT),
    ("style", TEXT | STRANGE),
    ("sub", INLINE | BREAKOUT),
    ("summary", BLOCK),
    ("sup", INLINE | BREAKOUT),
    ("svg", PLAIN),
    ("table", BLOCK | BREAKOUT | SCOPE),
    ("tbody", IMPLIED),
    ("td", IMPLIED | SCOPE),
    ("template", STRANGE),
    ("textarea", BREAKOUT | TEXT),
    ("tfoot", IMPLIED),
    ("th", IMPLIED | SCOPE),
    ("thead", IMPLIED),
    ("time", INLINE),
    ("title", STRANGE),
    ("tr", IMPLIED),
    ("track", VOID),
    ("tt", INLINE | BREAKOUT),
    ("u", INLINE | BREAKOUT),
    ("ul", BLOCK | BREAKOUT),
    ("var", INLINE | BREAKOUT),
    ("video", PLAIN),
    ("wbr", VOID),
    ("xmp", STRANGE),
];

fn has(name: &str, column: u16) -> bool {
    let at = ELEMENTS.binary_search_by_key(&name, |(name, _)| name);
    at.is_ok_and(|at| ELEMENTS[at].1 & column != 0)
}

/// Whether a browser knows an element, be it an old one, or lets a page define it: those have a hyphen
/// in their names.
pub fn is_element(name: &str) -> bool {
    ELEMENTS.binary_search_by_key(&name, |(name, _)| name).is_ok() || is_custom(name)
}

/// Whether an element may stand in a text: neither one of the page around it, nor one that is known by
/// its name alone.
pub fn is_for_texts(name: &str) -> bool {
    is_element(name) && !has(name, STRANGE)
}

fn is_custom(name: &str) -> bool {
    name.contains('-') && !name.contains(['.', ':'])
}

/// Elements at whose start an open paragraph ends.
pub fn ends_paragraph(name: &str) -> bool {
    has(name, BLOCK)
}

/// Elements that hold a part of a line and nothing else.
pub fn is_inline(name: &str) -> bool {
    has(name, INLINE)
}

/// Elements without content and without an end tag.
pub fn is_void(name: &str) -> bool {
    has(name, VOID)
}

/// Elements that a browser ends by itself when the next one begins, or the one around them ends.
pub fn has_implied_end(name: &str) -> bool {
    has(name, IMPLIED)
}

/// Elements that end an SVG picture or a formula when they stand in it, and those whose content is
/// read in another way there.
pub fn ends_foreign(name: &str) -> bool {
    has(name, BREAKOUT)
}

/// Elements in which a browser reads everything as text, up to their end tag.
pub fn holds_only_text(name: &str) -> bool {
    has(name, TEXT)
}

/// Elements behind which a browser does not look for a paragraph to end.
pub fn hides_paragraph(name: &str) -> bool {
    has(name, SCOPE)
}

/// Headings.
pub fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_searched_by_name() {
        assert!(ELEMENTS.is_sorted_by(|(name, _), (next, _)| name < next));
        assert!(is_void("wbr") && is_void("area") && !is_void("a"));
        assert!(is_element("a-b") && !is_element("a.b-c") && !is_element("strung"));
        assert!(is_for_texts("section") && !is_for_texts("body") && !is_for_texts("content"));
    }

    #[test]
    fn no_element_is_of_two_kinds_at_once() {
        for (name, columns) in ELEMENTS {
            let kinds = [BLOCK, INLINE].iter().filter(|kind| columns & **kind != 0).count();
            assert!(kinds < 2, "{name}");
            assert!(columns & VOID == 0 || columns & (IMPLIED | TEXT | INLINE) == 0, "{name}");
        }
    }
}
