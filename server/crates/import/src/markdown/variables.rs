//! What templates and texts ask of a page and its blog by name.

use super::common::Context;
use crate::value;

/// The value of a variable such as `site.title` or `page.author`, as text.
pub(super) fn variable(context: &Context<'_>, path: &str) -> Option<String> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let head = &context.text.head;
    match (first, rest) {
        ("page", "url") => context.text.addresses.first().cloned(),
        ("page", "title") => head.get("title").and_then(value::text),
        ("page", "date") => context.text.date.map(|date| date.to_string()),
        ("page", _) => {
            let (key, below) = rest.split_once('.').unwrap_or((rest, ""));
            let value = head.get(key)?;
            if below.is_empty() { value::text(value) } else { value::first_text(value, &[below]) }
        }
        ("site", "url") => Some(context.blog.site.origin().to_owned()),
        ("site", "baseurl") => Some(context.blog.site.base_path().to_owned()),
        ("site", _) => value::at(&context.blog.data, rest).and_then(value::text),
        _ => value::at(&context.blog.data, path).and_then(value::text).or_else(|| {
            let is_own = rest.is_empty() && context.blog.generator != crate::Generator::Jekyll;
            is_own.then(|| head.get(first).and_then(value::text)).flatten()
        }),
    }
}
