//! What stands for a value in Liquid: names, and the filters behind them.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    Generator,
    markdown::{common::Context, variables::variable},
    names::slugify,
    value::{self, Value},
};

/// Arguments of an include, as `include.name`, and what `assign` and `for` name.
pub(super) type Names = Vec<(String, String)>;

/// What separates the items of a list in a value. No text holds it.
pub(super) const ITEM: char = '\u{1f}';

/// What stands before the path of a table or a list that `assign` gives a name. No text holds it.
pub(super) const TABLE: char = '\u{1e}';

/// A path with what `assign` calls its first part in its place.
pub(super) fn whole(path: &str, given: &Names) -> String {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let named = given.iter().find(|(name, _)| name == first);
    match named.and_then(|(_, value)| value.strip_prefix(TABLE)) {
        Some(table) if rest.is_empty() => table.to_owned(),
        Some(table) => format!("{table}.{rest}"),
        None => path.to_owned(),
    }
}

/// What the configuration and the data have at a path: of a list also its `first` and `last`.
fn of_site<'c>(path: &str, context: &Context<'c>) -> Option<&'c Value> {
    path.strip_prefix("site.")?.split('.').try_fold(&context.blog.data, |value, part| match value {
        Value::Array(items) if part == "first" => items.first(),
        Value::Array(items) if part == "last" => items.last(),
        Value::Object(table) => table.get(part),
        _ => None,
    })
}

/// Whether a path is that of a table or a list of the site.
pub(super) fn is_table(path: &str, context: &Context<'_>, given: &Names) -> bool {
    let found = of_site(&whole(path, given), context);
    found.is_some_and(|value| value.is_object() || value.is_array())
}

/// The value of a variable.
pub(super) fn lookup(path: &str, context: &Context<'_>, given: &Names) -> Option<String> {
    let whole = whole(path, given);
    if let Some(value) = of_site(&whole, context)
        && let Some(text) = value::text(value)
    {
        return Some(text);
    }
    let path = &*whole;
    match given.iter().find(|(name, _)| name == path) {
        Some((_, value)) => Some(value.clone()).filter(|value| !value.is_empty()),
        None if path.starts_with("include.") => None,
        None => variable(context, path),
    }
}

/// The value of an output and its filters: what stands between bars that are not in quotes.
fn filters(inner: &str) -> Vec<&str> {
    let (mut parts, mut from, mut quote) = (Vec::new(), 0, None);
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '|') => {
                parts.push(inner[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(inner[from..].trim());
    parts
}

/// What an output writes.
pub(super) fn output(inner: &str, context: &Context<'_>, given: &Names) -> Option<String> {
    let parts = filters(inner);
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    let quoted = |quote: char| {
        first.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)).map(str::to_owned)
    };
    let mut value = match quoted('"').or_else(|| quoted('\'')) {
        Some(text) => Some(text),
        None if first.starts_with("include.") => {
            Some(lookup(first, context, given).unwrap_or_default())
        }
        None => lookup(first, context, given),
    };
    for filter in parts {
        let (name, argument) = filter.split_once(':').unwrap_or((filter, ""));
        let argument = argument.trim();
        let argument = argument.trim_matches(['"', '\'']);
        value = match (name.trim(), value) {
            ("default", None) => Some(argument.to_owned()),
            ("default", Some(text)) if text.is_empty() => Some(argument.to_owned()),
            (_, None) => return None,
            ("relative_url" | "url" | "prepend" | "absolute_url", Some(text)) => {
                let base = context.blog.site.base_path();
                let is_prefix = name.trim() != "prepend" || argument.starts_with("site.");
                match is_prefix {
                    true if text.starts_with("http") => Some(text),
                    true => Some(format!("{base}/{}", text.trim_start_matches('/'))),
                    false => Some(format!("{argument}{text}")),
                }
            }
            ("append", Some(text)) => {
                let more = lookup(argument, context, given).unwrap_or(argument.to_owned());
                Some(text + &more)
            }
            ("split", Some(text)) if !argument.is_empty() => {
                Some(text.replace(argument, &ITEM.to_string()))
            }
            ("slugify" | "slug", Some(text)) => Some(slugify(&text)),
            ("downcase", Some(text)) => Some(text.to_lowercase()),
            ("upcase", Some(text)) => Some(text.to_uppercase()),
            (
                "escape" | "strip" | "markdownify" | "safe" | "strip_html" | "default",
                Some(text),
            ) => Some(text),
            ("urlencode" | "url_encode" | "cgi_escape", Some(text)) => {
                Some(utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string())
            }
            ("date", Some(text)) => Some(text.get(..10).unwrap_or(&text).to_owned()),
            // Whatever is made of an address, it leads there.
            (_, Some(text)) if first.starts_with(['"', '\'']) && text.starts_with("http") => {
                Some(text)
            }
            _ => return None,
        };
    }
    if value.is_none() && context.blog.generator == Generator::Eleventy {
        return value::first_text(&context.blog.data, &[first]);
    }
    value
}
