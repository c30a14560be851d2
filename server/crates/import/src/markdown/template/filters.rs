//! What filters are called, in Tera, Nunjucks and Liquid.

use super::infix::{Given, Made};

/// Stands behind a value that the template has as Markdown. No template of ours keeps it.
pub(super) const AS_MARKDOWN: &str = "|as_markdown";

/// What a filter makes of a value that stands as an expression of ours.
pub(super) fn filtered(value: &str, name: &str, given: &Given) -> Made {
    let at = |place: usize| given.get(place).map_or("\"\"", |(_, value)| &**value);
    let named = |wanted: &str, place: usize| {
        let found = given.iter().find(|(name, _)| name.as_deref() == Some(wanted));
        found.map_or_else(|| at(place), |(_, value)| &**value)
    };
    Ok(match name {
        "default" | "d" => format!("{value}|default({}, true)", named("value", 0)),
        "markdown" | "markdownify" | "md" | "markdownInline" if value != "body" => {
            format!("{value}{AS_MARKDOWN}")
        }
        // What it writes is looked at as HTML, and no text has to be escaped twice.
        "safe"
        | "raw"
        | "markdown"
        | "markdownify"
        | "md"
        | "markdownInline"
        | "escape"
        | "e"
        | "escape_once"
        | "xml_escape"
        | "escape_xml"
        | "strip_html"
        | "striptags"
        | "strip_newlines"
        | "newline_to_br"
        | "trim_end"
        | "trim_start"
        | "lstrip"
        | "rstrip"
        | "smartify"
        | "as_str"
        | "string"
        | "relative_url"
        | "absolute_url"
        | "url"
        | "normalize_whitespace"
        | "truncate"
        | "truncatewords"
        | "inspect"
        | "nl2br"
        | "linebreaksbr"
        | "spaceless"
        | "indent" => value.to_owned(),
        "upper" | "upcase" => format!("{value}|upper"),
        "lower" | "downcase" => format!("{value}|lower"),
        "title" | "capitalize" | "first" | "last" | "reverse" | "sort" | "int" | "float"
        | "abs" | "trim" | "round" | "unique" => format!("{value}|{name}"),
        "uniq" => format!("{value}|unique"),
        "strip" => format!("{value}|trim"),
        "size" | "length" | "count" => format!("{value}|length"),
        "slugify" | "slug" | "urlize" | "parameterize" => {
            format!("{value}|lower|replace(\" \", \"-\")")
        }
        "url_encode" | "urlencode" | "cgi_escape" | "uri_escape" | "urlencode_strict" => {
            format!("{value}|urlencode")
        }
        "append" => format!("({value} ~ {})", at(0)),
        "prepend" => format!("({} ~ {value})", at(0)),
        "remove" => format!("{value}|replace({}, \"\")", at(0)),
        "replace" => {
            format!("{value}|replace({}, {})", named("from", 0), named("to", 1))
        }
        "split" => format!("{value}|split({})", named("pat", 0)),
        "join" if given.is_empty() => format!("{value}|join"),
        "join" => format!("{value}|join({})", named("sep", 0)),
        "plus" => format!("({value}|float + {})", at(0)),
        "minus" => format!("({value}|float - {})", at(0)),
        "times" => format!("({value}|float * {})", at(0)),
        "divided_by" => format!("({value}|float / {})", at(0)),
        "modulo" => format!("({value}|int % {})", at(0)),
        "concat" => format!("{value}|chain({})|list", named("with", 0)),
        "nth" => format!("{value}[{}]", named("n", 0)),
        "get" => format!("{value}[{}]", named("key", 0)),
        "highlight" | "syntax_highlight" => format!("code({value}, {})", at(0)),
        "date" | "date_to_string" | "date_to_xmlschema" | "date_to_long_string"
            if value.starts_with("page.") =>
        {
            value.to_owned()
        }
        _ => return Err(format!("the filter `{name}` is not known here")),
    })
}
