//! Which elements belong to a drawing.

/// Elements of SVG that draw, or say how.
const DRAWN: [&str; 61] = [
    "a",
    "animate",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "foreignObject",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// Elements of SVG that draw, or say how.
pub(super) fn is_drawn(name: &str) -> bool {
    DRAWN.contains(&name)
}

/// The same in HTML, which does not mind how names are written.
pub fn is_drawn_in_html(name: &str) -> bool {
    DRAWN.iter().any(|drawn| drawn.eq_ignore_ascii_case(name))
}

/// Whether a change of an attribute changes where something leads or what it does: no animation may.
pub fn acts(attribute: &str) -> bool {
    let name = attribute.rsplit(':').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(&*name, "href" | "style" | "class") || name.starts_with("on")
}

/// Elements of HTML that drawing programs write labels with.
pub(super) fn is_html(name: &str) -> bool {
    matches!(
        name,
        "b" | "blockquote"
            | "body"
            | "br"
            | "center"
            | "code"
            | "div"
            | "em"
            | "font"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "i"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "table"
            | "tbody"
            | "td"
            | "th"
            | "thead"
            | "tr"
            | "u"
            | "ul"
    )
}

/// Elements that nobody misses.
pub fn is_silent(name: &str) -> bool {
    matches!(name, "metadata" | "color-profile" | "hatch" | "solidColor" | "cursor")
}
