//! Tags that nobody here knows: a plugin or the configuration adds them.

use super::{
    super::{
        calls::{Call, arguments},
        common::{Context, in_html_tag, in_sentence},
        unwritten::{self, Place},
    },
    Mark,
};

/// Tags of the language itself: what they compute is no shortcode.
const OF_LANGUAGE: [&str; 24] = [
    "if",
    "unless",
    "case",
    "when",
    "else",
    "elsif",
    "elseif",
    "for",
    "tablerow",
    "assign",
    "set",
    "capture",
    "macro",
    "from",
    "import",
    "call",
    "filter",
    "block",
    "extends",
    "cycle",
    "increment",
    "decrement",
    "break",
    "continue",
];

/// What stands in the place of a tag that nobody here knows: a call of a shortcode that is to be written,
/// or the end of one.
pub(super) fn unknown(
    text: &str,
    mark: &Mark,
    (name, rest, inner): (&str, &str, Option<&str>),
    context: &mut Context<'_>,
    line: usize,
) -> Option<String> {
    let opened = name.strip_prefix("end");
    // Within a tag of HTML no call can stand.
    let is_call = !OF_LANGUAGE.contains(&opened.unwrap_or(name))
        && !in_html_tag(text, mark.start)
        && context.notes.silent == 0;
    if let Some(opened) = opened {
        return unwritten::end(opened, context);
    }
    let inner = inner.map(str::to_owned);
    let call = Call { name: name.into(), arguments: arguments(rest), inner };
    let place = Place { line, in_sentence: in_sentence(text, &(mark.start..mark.end)) };
    let tags = is_call
        .then(|| unwritten::tags(&call, &format!("the tag `{name}`"), context, place))
        .flatten();
    match tags {
        Some((open, _)) => Some(open),
        None => {
            context.hand(format!("the tag `{name}` is not known here"), line);
            None
        }
    }
}
