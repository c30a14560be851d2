//! Liquid, in which Jekyll and Eleventy have texts written: tags, and what stands for a value.

mod unknown;
mod values;

use std::collections::BTreeSet;

use super::{
    calls::{Call, arguments, known},
    common::{Code, Context},
    unwritten::{self, Place},
    written::{Given, translation, written},
};
use crate::{
    Generator,
    doc::Doc,
    escape::fence,
    source::{folder, normal},
    value::{self, Value},
};
use unknown::unknown;
use values::{ITEM, Names, TABLE, is_table, lookup, output, whole};

/// How deep includes may lie in each other.
const DEPTH: usize = 8;

/// Replaces what is Liquid in a text.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    if context.text.head.get("render_with_liquid") == Some(&Value::Bool(false)) {
        return;
    }
    if context.blog.generator == Generator::Eleventy {
        comments(doc);
    }
    let line_of = doc.clone();
    let text = doc.text().to_owned();
    let code = Code::of(&text);
    let mut edits = Vec::new();
    let mut given = Names::new();
    let mut at = 0;
    while let Some(mark) = next(&text, at) {
        let line = line_of.line(mark.start);
        let in_code = code.has(mark.start);
        let (made, end) = replace(&text, &mark, context, &mut given, line, in_code, 0);
        at = end;
        if let Some(made) = made {
            edits.push((mark.start..end, made));
        }
    }
    doc.apply(edits);
}

/// Takes out comments of Nunjucks: `{# why #}`.
fn comments(doc: &mut Doc) {
    let text = doc.text();
    let code = Code::of(text);
    let found = text.match_indices("{# ").filter(|(at, _)| !code.has(*at));
    let comment = |(at, _): (usize, &str)| {
        let end = text[at..].find("#}")? + at + "#}".len();
        // An empty line in its place would end what is around it.
        let is_alone = text[..at].ends_with('\n') && text[end..].starts_with('\n');
        Some((at..end + usize::from(is_alone), String::new()))
    };
    let edits = found.filter_map(comment).collect();
    doc.apply(edits);
}

/// A tag or an output.
struct Mark {
    start: usize,
    end: usize,
    is_tag: bool,
    inner: String,
}

fn next(text: &str, from: usize) -> Option<Mark> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find('{')?;
        let (is_tag, close) = match text.as_bytes().get(start + 1) {
            Some(b'%') => (true, "%}"),
            Some(b'{') => (false, "}}"),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(end) = text[start + 2..].find(close).map(|end| start + 2 + end) else {
            at = start + 2;
            continue;
        };
        let inner = text[start + 2..end].trim_matches('-').trim().to_owned();
        return Some(Mark { start, end: end + 2, is_tag, inner });
    }
}

/// Where the end tag of a block begins and ends.
fn end_of(text: &str, from: usize, name: &str) -> Option<(usize, usize)> {
    // Most tags have none, and it would be looked for among all that follow.
    if !text[from..].contains(&format!("end{name}")) {
        return None;
    }
    let (mut at, mut depth) = (from, 1);
    while let Some(mark) = next(text, at) {
        at = mark.end;
        if !mark.is_tag {
            continue;
        }
        let word = mark.inner.split_whitespace().next().unwrap_or_default();
        if word == name && name != "raw" && name != "comment" {
            depth += 1;
        } else if word.strip_prefix("end") == Some(name) {
            depth -= 1;
            if depth == 0 {
                return Some((mark.start, mark.end));
            }
        }
    }
    None
}

/// What to write for a mark, and where it ends; `None` leaves it as it is.
fn replace(
    text: &str,
    mark: &Mark,
    context: &mut Context<'_>,
    given: &mut Names,
    line: usize,
    in_code: bool,
    depth: usize,
) -> (Option<String>, usize) {
    if !mark.is_tag {
        let made = output(&mark.inner, context, given);
        if made.is_none() && !in_code {
            context.hand(format!("`{{{{ {} }}}}` is not known here", mark.inner), line);
        }
        return (made, mark.end);
    }
    let (name, rest) = mark.inner.split_once(char::is_whitespace).unwrap_or((&mark.inner, ""));
    let pair = end_of(text, mark.end, name);
    let inner = pair.map(|(start, _)| &text[mark.end..start]);
    let end = pair.map_or(mark.end, |(_, end)| end);
    match (name, inner) {
        ("raw" | "verbatim", Some(inner)) => return (Some(inner.to_owned()), end),
        ("comment", Some(_)) => return (Some(String::new()), end),
        ("highlight", Some(inner)) => return (Some(highlighted(rest, inner)), end),
        ("post_url" | "link", _) => {
            let made = text_address(rest.trim(), context);
            if made.is_none() {
                context.hand(format!("`{name} {}` names no text of the source", rest.trim()), line);
            }
            return (made, mark.end);
        }
        ("include" | "include_relative" | "include_cached" | "render", _) => {
            let place = folder(&context.text.file).to_owned();
            let below = (name == "include_relative").then_some(&*place);
            return (include(rest, below, context, given, line, depth), mark.end);
        }
        ("if" | "unless", Some(inner)) => {
            if let Some(made) = conditional(name, rest, inner, context, given, line, depth) {
                return (Some(made), end);
            }
        }
        ("assign" | "set", _) if rest.contains('=') => {
            if let Some((name, value)) = rest.split_once('=')
                && let Some(value) = output(value.trim(), context, given)
            {
                given.retain(|(known, _)| known != name.trim());
                given.push((name.trim().to_owned(), value));
                return (Some(String::new()), mark.end);
            }
            if let Some((name, path)) = rest.split_once('=')
                && is_table(path.trim(), context, given)
            {
                let path = whole(path.trim(), given);
                given.retain(|(known, _)| known != name.trim());
                given.push((name.trim().to_owned(), format!("{TABLE}{path}")));
                return (Some(String::new()), mark.end);
            }
        }
        ("for", Some(inner)) => {
            if let Some(made) = each(rest, inner, context, given, line, depth) {
                return (Some(made), end);
            }
        }
        // What is computed in it is not known before it is asked for.
        ("capture" | "set", Some(inner)) if !inner.contains("{{") && !inner.contains("{%") => {
            let name = rest.trim().trim_matches(['"', '\'']);
            given.retain(|(known, _)| known != name);
            given.push((name.to_owned(), inner.trim().to_owned()));
            return (Some(String::new()), end);
        }
        ("capture" | "set" | "case" | "tablerow" | "macro", _) => {}
        _ => {
            let call = Call {
                name: name.into(),
                arguments: arguments(rest),
                inner: inner.map(str::to_owned),
            };
            if let Some(made) = known(&call, context, line) {
                return (Some(made), end);
            }
        }
    }
    // What is inside a block is looked at on its own.
    let made = if in_code { None } else { unknown(text, mark, (name, rest, inner), context, line) };
    (made, mark.end)
}

/// Code between lines of its own.
fn highlighted(rest: &str, inner: &str) -> String {
    let mut words = rest.split_whitespace();
    let language = words.next().unwrap_or("text").trim_matches(['"', '\'']);
    let mut info = language.to_owned();
    for word in words {
        if word == "linenos" || word.starts_with("linenos=") {
            info.push_str(" linenos");
        } else if let Some(lines) = word.strip_prefix("mark_lines=") {
            info.push_str(&format!(" hl={}", lines.trim_matches(['"', '\'']).replace(' ', ",")));
        }
    }
    let code = inner.trim_matches('\n');
    let fence = fence(code);
    format!("{fence}{info}\n{code}\n{fence}")
}

/// The address of a text that is named by its file.
fn text_address(name: &str, context: &Context<'_>) -> Option<String> {
    let name = name.trim_matches(['"', '\'']).trim_matches('/');
    let found = context.blog.texts.iter().find(|text| {
        let file = text.file.as_str();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let is = |path: &str| path == name || path.ends_with(&format!("/{name}"));
        is(file) || is(stem)
    });
    let base = context.blog.site.base_path();
    match found.and_then(|text| text.addresses.first()) {
        Some(address) => Some(format!("{base}{address}")),
        // A text of another collection is found where collections are.
        None => {
            let (collection, rest) = name.strip_prefix('_')?.split_once('/')?;
            let (stem, _) = rest.rsplit_once('.')?;
            Some(format!("{base}/{collection}/{stem}/"))
        }
    }
}

/// What an include writes, if its template only asks for what it is given. The template may lie in a folder of
/// texts.
fn include(
    rest: &str,
    below: Option<&str>,
    context: &mut Context<'_>,
    outer: &mut Names,
    line: usize,
    depth: usize,
) -> Option<String> {
    let (file, rest) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let file = file.trim_matches(['"', '\'', ',']).trim_start_matches('/');
    let beside = below.and_then(|place| normal(&format!("{place}/{file}")));
    let file = beside.as_deref().unwrap_or(file);
    let mut arguments = arguments(rest);
    for (_, value) in &mut arguments {
        // An argument may name a variable.
        if let Some(known) = lookup(value, context, outer).filter(|_| value.contains('.')) {
            *value = known;
        }
    }
    let call = Call { name: file.to_owned(), arguments: arguments.clone(), inner: None };
    if let Some(made) = known(&call, context, line) {
        return Some(made);
    }
    let template = context.blog.template(file).map(|(_, template)| template.text.clone());
    let named = arguments
        .into_iter()
        .filter_map(|(name, value)| Some((format!("include.{}", name?), value)));
    let mut given: Names = named.collect();
    let made = template
        .filter(|_| depth < DEPTH)
        .and_then(|template| expanded(&template, context, &mut given, line, depth + 1));
    match made {
        Some(made) => {
            context.became(format!("`include {file}`: what it writes"), line);
            Some(made.trim().to_owned())
        }
        // Then the template that asks for it is not known either.
        None if depth > 0 || context.notes.silent > 0 => None,
        None => {
            let place = Place { line, in_sentence: false };
            let call = with_names(call, context, outer);
            let made = written(&call, &Given::default(), context, place);
            made.or_else(|| unwritten::called(&call, &format!("`include {file}`"), context, place))
        }
    }
}

/// A call of a template with what that asks for and the text around it names.
fn with_names(mut call: Call, context: &mut Context<'_>, outer: &Names) -> Call {
    let Some((name, template)) = context.blog.template(&call.name) else { return call };
    let Some(made) = translation(name, template, context) else { return call };
    let names: BTreeSet<&str> = made.names().collect();
    for name in names {
        let is_given = call.arguments.iter().any(|(known, _)| known.as_deref() == Some(name));
        let known = outer.iter().find(|(known, _)| known == name);
        if let Some((_, value)) = known.filter(|_| !is_given) {
            call.arguments.push((Some(name.to_owned()), value.clone()));
        }
    }
    call
}

/// A template with everything in it replaced; `None` when it has something that is not known.
fn expanded(
    template: &str,
    context: &mut Context<'_>,
    given: &mut Names,
    line: usize,
    depth: usize,
) -> Option<String> {
    let mut made = String::new();
    let mut at = 0;
    while let Some(mark) = next(template, at) {
        made.push_str(&template[at..mark.start]);
        // What is wrong with a template is said once, of its call.
        context.notes.silent += 1;
        let (new, end) = replace(template, &mark, context, given, line, false, depth);
        context.notes.silent -= 1;
        made.push_str(&new?);
        at = end;
    }
    made.push_str(&template[at..]);
    Some(made)
}

/// `if` of one value, or of one compared to a text.
fn conditional(
    name: &str,
    condition: &str,
    inner: &str,
    context: &mut Context<'_>,
    given: &mut Names,
    line: usize,
    depth: usize,
) -> Option<String> {
    if [" and ", " or ", " contains ", ">", "<"].iter().any(|word| condition.contains(word)) {
        return None;
    }
    let holds = match condition.split_once("==").or(condition.split_once("!=")) {
        Some((left, right)) => {
            let right = right.trim().trim_matches(['"', '\'']);
            let left = lookup(left.trim(), context, given).unwrap_or_default();
            (left == right) == condition.contains("==")
        }
        None => {
            let condition = condition.trim();
            let is_path = condition.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
            let is_ours = ["include.", "page.", "site."].iter().any(|of| condition.starts_with(of));
            if !is_path || !is_ours {
                return None;
            }
            lookup(condition, context, given).is_some_and(|value| value != "false")
        }
    };
    // The part behind `else` at this depth.
    let (mut at, mut open) = (0, 0);
    let mut split = None;
    while let Some(mark) = next(inner, at) {
        at = mark.end;
        let word = mark.inner.split_whitespace().next().unwrap_or_default();
        match word {
            "if" | "unless" | "case" | "for" if mark.is_tag => open += 1,
            "endif" | "endunless" | "endcase" | "endfor" if mark.is_tag => open -= 1,
            "elsif" if mark.is_tag && open == 0 => return None,
            "else" if mark.is_tag && open == 0 => split = Some((mark.start, mark.end)),
            _ => {}
        }
    }
    let (yes, no) = match split {
        Some((start, end)) => (&inner[..start], &inner[end..]),
        None => (inner, ""),
    };
    let chosen = if holds == (name == "if") { yes } else { no };
    expanded(chosen, context, given, line, depth)
}

/// `for` over the items of a list.
fn each(
    rest: &str,
    inner: &str,
    context: &mut Context<'_>,
    given: &mut Names,
    line: usize,
    depth: usize,
) -> Option<String> {
    let (name, list) = rest.split_once(" in ")?;
    let list = list.trim();
    let listed = list.strip_prefix("page.").and_then(|key| context.text.head.get(key));
    let items = match listed {
        Some(value) if value.is_array() => value::texts(value),
        _ => lookup(list, context, given)?.split(ITEM).map(str::to_owned).collect(),
    };
    if items.len() > ITEMS || depth > LOOPS {
        return None;
    }
    let mut made = String::new();
    for item in items {
        let mut given = given.clone();
        given.insert(0, (name.trim().to_owned(), item));
        made.push_str(&expanded(inner, context, &mut given, line, depth + 1)?);
    }
    Some(made)
}

/// How deep loops may lie in each other.
const LOOPS: usize = 2;
/// How many items a loop goes through at most.
const ITEMS: usize = 100;
