//! Shortcodes of Zola: `{{ name(a="b") }}` and `{% name(a="b") %}…{% end %}`.

use super::{
    calls::{Call, arguments, known},
    common::{Context, in_sentence, is_within},
    unwritten::{self, Place},
    written::{Given, written},
};
use crate::doc::Doc;

/// Replaces the shortcodes of a text.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    let text = doc.text();
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|next| at + next) {
        at = start + 1;
        let rest = &text[start..];
        if rest.starts_with("<!-- more -->") {
            continue;
        }
        let (marks, pairs) = match &rest.as_bytes()[..rest.len().min(2)] {
            b"{{" => (("{{", "}}"), false),
            b"{%" => (("{%", "%}"), true),
            _ => continue,
        };
        let Some(end) = rest.find(marks.1).map(|end| start + end) else { continue };
        let inner = text[start + 2..end].trim_matches('-').trim();
        let after = end + 2;
        if inner.starts_with("/*") && inner.ends_with("*/") {
            at = after;
            continue;
        }
        let Some((name, given)) = inner.strip_suffix(')').and_then(|call| call.split_once('('))
        else {
            continue;
        };
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '/';
        if name.is_empty() || !name.chars().all(is_name) {
            continue;
        }
        let line = doc.line(start);
        let mut call = Call { name: name.into(), arguments: arguments(given), ..Call::default() };
        let mut whole = start..after;
        if pairs {
            let Some(close) = text[after..].find("{% end %}").map(|close| after + close) else {
                context.hand(format!("the shortcode `{name}` has no end"), line);
                continue;
            };
            call.inner = Some(text[after..close].to_owned());
            whole.end = close + "{% end %}".len();
        }
        at = whole.end;
        if let Some(made) = known(&call, context, line) {
            edits.push((whole, made));
            continue;
        }
        let place = Place { line, in_sentence: in_sentence(text, &whole) };
        let given = Given { is_text: is_within(text, start), ..Given::default() };
        if let Some(made) = written(&call, &given, context, place) {
            edits.push((whole, made));
            continue;
        }
        let shown = format!("the shortcode `{name}`");
        if let Some(made) = unwritten::called(&call, &shown, context, place).or(call.inner) {
            edits.push((whole, made));
        }
    }
    doc.apply(edits);
}
