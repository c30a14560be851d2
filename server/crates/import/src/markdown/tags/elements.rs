//! The elements of HTML, by what may stand in them.

/// Elements that have nothing in them.
pub(super) const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements that a browser closes by itself when the next one, or the one around them, begins or
/// ends.
pub(super) const IMPLIED: [&str; 11] =
    ["li", "p", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"];
/// Elements that no paragraph holds.
pub(super) const BLOCKS: [&str; 25] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "ol",
    "pre",
    "section",
    "table",
    "ul",
];
/// Elements that hold nothing but a part of a line.
pub(super) const INLINE: [&str; 19] = [
    "b", "big", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "ruby", "s", "small",
    "span", "strong", "sub", "sup", "tt", "u",
];
/// All that a text may have, or a browser knows.
pub(super) const ELEMENTS: &str = " a abbr acronym address area article aside audio b bdi bdo big blockquote br \
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir \
    div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup \
    hr i iframe img input ins kbd label legend li main map mark marquee menu meter nav nobr object \
    ol optgroup option output p param picture pre progress q rp rt ruby s samp search section \
    select slot small source span strike strong sub summary sup svg table tbody td textarea tfoot \
    th thead time tr track tt u ul var video wbr math ";
