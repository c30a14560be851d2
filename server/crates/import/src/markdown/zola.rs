//! Shortcodes of Zola: `{{ name(a="b") }}` and `{% name(a="b") %}…{% end %}`.

use super::{
    calls::{Call, arguments, known},
    common::{Context, in_sentence},
    unwritten::{self, Place},
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
        let template = context.blog.templates.get(&call.name).cloned();
        if let Some(made) = template.and_then(|template| expanded(&template, &call)) {
            context.became(format!("`{name}`: what its template writes"), line);
            edits.push((whole, made));
            continue;
        }
        let place = Place { line, in_sentence: in_sentence(text, &whole) };
        let shown = format!("the shortcode `{name}`");
        if let Some(made) = unwritten::called(&call, &shown, context, place).or(call.inner) {
            edits.push((whole, made));
        }
    }
    doc.apply(edits);
}

/// What a template writes that only asks for its arguments and what is inside.
fn expanded(template: &str, call: &Call) -> Option<String> {
    let mut made = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{']) {
        let mark = rest.get(at..at + 2)?;
        made.push_str(&rest[..at]);
        let (close, is_output) = match mark {
            "{{" => ("}}", true),
            "{#" => ("#}", false),
            "{%" => return None,
            _ => {
                made.push('{');
                rest = &rest[at + 1..];
                continue;
            }
        };
        let (action, behind) = rest[at + 2..].split_once(close)?;
        rest = behind;
        if !is_output {
            continue;
        }
        let (name, filters) = action.trim_matches('-').split_once('|').unwrap_or((action, ""));
        let mut filters = filters.split('|').map(str::trim).filter(|filter| !filter.is_empty());
        if !filters
            .all(|filter| matches!(filter, "safe" | "markdown" | "trim" | "markdown(inline=true)"))
        {
            return None;
        }
        match name.trim_matches('-').trim() {
            "body" => made.push_str(call.inner.as_deref().unwrap_or_default().trim_matches('\n')),
            name if name.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                made.push_str(call.named(&[name]).unwrap_or_default());
            }
            _ => return None,
        }
    }
    made.push_str(rest);
    Some(made.trim().to_owned())
}
