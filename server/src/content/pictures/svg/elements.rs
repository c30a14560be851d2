//! Which elements belong to a drawing.

/// Elements of SVG that draw, or say how.
pub(super) fn is_drawn(name: &str) -> bool {
    matches!(
        name,
        "a" | "animate"
            | "animateMotion"
            | "animateTransform"
            | "circle"
            | "clipPath"
            | "defs"
            | "desc"
            | "ellipse"
            | "filter"
            | "foreignObject"
            | "g"
            | "image"
            | "line"
            | "linearGradient"
            | "marker"
            | "mask"
            | "mpath"
            | "path"
            | "pattern"
            | "polygon"
            | "polyline"
            | "radialGradient"
            | "rect"
            | "set"
            | "stop"
            | "style"
            | "svg"
            | "switch"
            | "symbol"
            | "text"
            | "textPath"
            | "title"
            | "tspan"
            | "use"
            | "view"
    ) || is_effect(name)
}

/// The steps of a filter.
fn is_effect(name: &str) -> bool {
    matches!(
        name,
        "feBlend"
            | "feColorMatrix"
            | "feComponentTransfer"
            | "feComposite"
            | "feConvolveMatrix"
            | "feDiffuseLighting"
            | "feDisplacementMap"
            | "feDistantLight"
            | "feDropShadow"
            | "feFlood"
            | "feFuncA"
            | "feFuncB"
            | "feFuncG"
            | "feFuncR"
            | "feGaussianBlur"
            | "feImage"
            | "feMerge"
            | "feMergeNode"
            | "feMorphology"
            | "feOffset"
            | "fePointLight"
            | "feSpecularLighting"
            | "feSpotLight"
            | "feTile"
            | "feTurbulence"
    )
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
pub(super) fn is_silent(name: &str) -> bool {
    matches!(name, "metadata" | "color-profile" | "hatch" | "solidColor" | "cursor")
}
