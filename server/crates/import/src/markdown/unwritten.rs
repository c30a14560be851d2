//! Calls of what is a program in the source. They stay calls, of shortcodes that somebody has to write
//! here, once for the blog: so no text loses anything, and what is mended once is mended everywhere.

use super::{calls::call::Call, common::Context};

/// Names of shortcodes that come along: what is called so and does not fit them is another one.
const TAKEN: [&str; 18] = [
    "asciinema",
    "codepen",
    "details",
    "embed",
    "figure",
    "gist",
    "highlight",
    "include",
    "mastodon",
    "ref",
    "relref",
    "tab",
    "tabs",
    "tweet",
    "value",
    "vimeo",
    "x",
    "youtube",
];

/// Where a call stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) line: usize,
    /// Whether words stand on its line.
    pub(super) in_sentence: bool,
}

/// The call as it stands here; `shown` is what the source calls it.
pub(super) fn called(
    call: &Call,
    shown: &str,
    context: &mut Context<'_>,
    place: Place,
) -> Option<String> {
    let (open, close) = tags(call, shown, context, place)?;
    Some(match &call.inner {
        None => open,
        Some(inner) if inner.contains('\n') => {
            format!("{open}\n\n{}\n\n{close}", inner.trim_matches('\n'))
        }
        Some(inner) => format!("{open}{inner}{close}"),
    })
}

/// The call of a template that the source has; `None` where it has no name, or another one has that.
pub(super) fn written(
    call: &Call,
    template: &str,
    context: &mut Context<'_>,
    place: Place,
) -> Option<String> {
    let known = context.notes.unwritten.get(&name(&call.name)?);
    if known.is_some_and(|known| known.template != template) {
        return None;
    }
    let made = called(call, &call.name, context, place)?;
    if let Some(noted) = context.notes.unwritten.get_mut(&name(&call.name)?) {
        noted.template = template.to_owned();
    }
    Some(made)
}

/// Its first tag and its last one.
pub(super) fn tags(
    call: &Call,
    shown: &str,
    context: &mut Context<'_>,
    place: Place,
) -> Option<(String, String)> {
    let name = name(&call.name)?;
    let mut open = format!("{{{{< {name}");
    let mut given = Vec::new();
    for (key, value) in &call.arguments {
        match key {
            // Directives of a framework (`client:load`) are nothing that is shown.
            Some(key) if !is_key(key) => continue,
            Some(key) => {
                given.push(key.clone());
                open.push_str(&format!(" {key}={}", quoted(value)));
            }
            None => open.push_str(&format!(" {}", quoted(value))),
        }
    }
    open.push_str(" >}}");
    let file = &context.text.file;
    let noted = context.notes.unwritten.entry(name.clone()).or_default();
    if noted.shown.is_empty() {
        noted.shown = shown.to_owned();
    }
    noted.given.extend(given);
    noted.is_inline |= place.in_sentence || call.inner.as_ref().is_some_and(|i| !i.contains('\n'));
    noted.is_block |= call.inner.as_ref().is_some_and(|inner| inner.contains('\n'));
    noted.places.insert((file.clone(), place.line));
    Some((open, format!("{{{{< /{name} >}}}}")))
}

/// The last tag of a call whose first one was found.
pub(super) fn end(source: &str, context: &Context<'_>) -> Option<String> {
    let name = name(source)?;
    context.notes.unwritten.contains_key(&name).then(|| format!("{{{{< /{name} >}}}}"))
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

/// A value on one line, in quotes. The end of a tag in it would end the call.
fn quoted(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let value = value.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", value.replace(">}}", "> }}").replace("%}}", "% }}"))
}

/// What a shortcode is called here: `EditorSettings` and `components/editor-settings.njk` are
/// `editor-settings`. `None` where it has no such name.
fn name(source: &str) -> Option<String> {
    let plain = source.rsplit('/').next().unwrap_or(source);
    let endings = [".html", ".liquid", ".njk", ".md", ".svg", ".webc", ".11ty.js"];
    let plain = endings.iter().find_map(|ending| plain.strip_suffix(ending)).unwrap_or(plain);
    let mut made = String::new();
    let mut follows_word = false;
    for c in plain.chars() {
        match c {
            c if c.is_ascii_uppercase() && follows_word => {
                made.push('-');
                made.push(c.to_ascii_lowercase());
            }
            c if c.is_ascii_alphanumeric() || c == '_' => made.push(c.to_ascii_lowercase()),
            _ if !made.is_empty() && !made.ends_with('-') => made.push('-'),
            _ => {}
        }
        follows_word = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    let made = made.trim_matches(['-', '_']).to_owned();
    if made.is_empty() {
        return None;
    }
    // The end of a block, where calls are written as in Jekyll, and what comes along.
    let is_taken = TAKEN.contains(&&*made) || made.starts_with("end");
    Some(if is_taken { format!("old-{made}") } else { made })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_has_a_name_that_a_file_can_have() {
        for (source, made) in [
            ("EditorSettings", "editor-settings"),
            ("Tabs.Item", "tabs-item"),
            ("snippets/configDefinition.njk", "config-definition"),
            ("blocks/feature_list", "feature_list"),
            ("Figure", "old-figure"),
            ("URLList", "urllist"),
            ("endless", "old-endless"),
        ] {
            assert_eq!(name(source).as_deref(), Some(made), "{source}");
        }
        assert_eq!(name("../"), None);
        assert_eq!(quoted("a \"b\"\n{{ c >}} d"), "\"a \\\"b\\\" {{ c > }} d\"");
    }
}
