//! What HTML says of its elements, as far as it decides how a browser reads them.
//!
//! From the chapter on tree construction of the HTML standard.

use model::AllowedHtml;

pub(super) use html::{ends_paragraph, is_heading};

/// Elements without content and without an end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether a browser knows an element, be it an old one, or lets a page define it: those have a hyphen
/// in their names.
pub(super) fn is_element(name: &str) -> bool {
    ELEMENTS.binary_search(&name).is_ok() || (name.contains('-') && !name.contains(['.', ':']))
}

/// The elements of HTML, and those that it had.
const ELEMENTS: [&str; 155] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "command",
    "content",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "element",
    "em",
    "embed",
    "fencedframe",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "geolocation",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "model",
    "multicol",
    "nav",
    "nextid",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "permission",
    "picture",
    "plaintext",
    "portal",
    "pre",
    "progress",
    "q",
    "rb",
    "rbc",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "selectedcontent",
    "shadow",
    "slot",
    "small",
    "source",
    "spacer",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

/// Elements behind which a browser does not look for a paragraph to end.
pub(super) fn hides_paragraph(name: &str) -> bool {
    matches!(name, "button" | "caption" | "html" | "marquee" | "object" | "table" | "td" | "th")
}

/// Elements behind which a browser does not look for a list item to end.
pub(super) fn hides_item(name: &str) -> bool {
    !matches!(name, "address" | "div" | "p")
        && (ends_paragraph(name)
            || hides_paragraph(name)
            || matches!(name, "tbody" | "tr" | "select"))
}

/// Parts of a table: the elements in which each may stand; `None` for what is no such part.
pub(super) fn parents_of_table_part(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => &["table"],
        "col" => &["colgroup"],
        "tr" => &["thead", "tbody", "tfoot"],
        "td" | "th" => &["tr"],
        _ => return None,
    })
}

/// Elements that hold parts of a table and nothing else: anything else is moved before the table.
pub(super) fn holds_only_table_parts(name: &str) -> bool {
    matches!(name, "table" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr")
}

/// Elements that no text may have, with the reason.
pub(super) fn forbidden(name: &str, allowed: AllowedHtml) -> Option<&'static str> {
    Some(match name {
        "script" if allowed.scripts => return None,
        "style" if allowed.styles => return None,
        "script" => "scripts are not allowed in a text",
        "style" | "link" => "a text can't bring its own style",
        "html" | "head" | "body" | "title" | "base" | "meta" | "frame" | "frameset" => {
            "this element belongs to the page around the text"
        }
        "noscript" | "template" | "noembed" | "noframes" => {
            "what stands in this element is not part of the page for every browser"
        }
        "applet" | "image" | "isindex" | "keygen" | "plaintext" | "xmp" => {
            "this element is obsolete"
        }
        _ => return None,
    })
}

/// Elements that end an SVG picture or a formula when they stand in it, and those whose content is
/// read in another way there.
pub(super) fn ends_foreign(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "b" | "iframe"
                | "textarea"
                | "big"
                | "blockquote"
                | "body"
                | "br"
                | "center"
                | "code"
                | "dd"
                | "div"
                | "dl"
                | "dt"
                | "em"
                | "embed"
                | "font"
                | "head"
                | "hr"
                | "i"
                | "img"
                | "li"
                | "listing"
                | "menu"
                | "meta"
                | "nobr"
                | "ol"
                | "p"
                | "pre"
                | "ruby"
                | "s"
                | "small"
                | "span"
                | "strike"
                | "strong"
                | "sub"
                | "sup"
                | "table"
                | "tt"
                | "u"
                | "ul"
                | "var"
        )
}

/// Elements in which a browser reads everything as text, up to their end tag.
pub(super) fn holds_only_text(name: &str) -> bool {
    matches!(name, "iframe" | "textarea" | "script" | "style")
}

/// A language in HTML that has elements of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    Svg,
    MathMl,
}

impl Foreign {
    /// The language that begins with an element.
    pub(super) fn of_root(name: &str) -> Option<Self> {
        match name {
            "svg" => Some(Self::Svg),
            "math" => Some(Self::MathMl),
            _ => None,
        }
    }

    /// Its first element.
    pub(super) fn root(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::MathMl => "math",
        }
    }

    /// Whether HTML may stand again in one of its elements.
    pub(super) fn is_html_again(self, name: &str) -> bool {
        match self {
            Self::Svg => matches!(name, "foreignobject" | "desc" | "title"),
            Self::MathMl => matches!(name, "mi" | "mo" | "mn" | "ms" | "mtext"),
        }
    }
}

/// Annotations of a ruby text, each of which ends the one before.
pub(super) fn is_ruby_part(name: &str) -> bool {
    matches!(name, "rb" | "rt" | "rtc" | "rp")
}

/// Whether an attribute holds the address of something.
pub(super) fn is_address(tag: &str, attribute: &str) -> bool {
    match attribute {
        "href" | "xlink:href" | "src" | "poster" | "action" | "formaction" => true,
        "data" => tag == "object",
        _ => false,
    }
}
