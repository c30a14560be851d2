//! What HTML says of its elements, as far as it decides what a text may have where.
//!
//! From the chapter on tree construction of the HTML standard.

use model::AllowedHtml;

pub(super) use html::{
    ends_foreign, ends_paragraph, hides_paragraph, holds_only_text, is_element, is_heading, is_void,
};

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
