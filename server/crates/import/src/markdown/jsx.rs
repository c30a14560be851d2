//! MDX: what is a program in a text. What it shows stays, as Markdown or HTML.

mod indented;
mod library;
mod source;

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{Event, Parser, Tag};

use super::{
    calls::{Call, known},
    common::{Code, Context, dialect, formulas, in_sentence},
    unknown,
    unwritten::{self, Place},
    weave::{Attribute, RawTag, Value, braces, literal, tags},
};
use crate::doc::{Doc, Edit};
use indented::indented;

/// Replaces what only MDX has.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    let imports = lines(doc, context);
    indented(doc);
    comments(doc);
    files(doc, &imports);
    components(doc, context, &imports);
    expressions(doc, context);
}

/// Replaces components in a page of Vue, whose imports stand in a script.
pub(super) fn of_vue(doc: &mut Doc, context: &mut Context<'_>) {
    let imports = doc.text().lines().flat_map(imports_of).collect();
    components(doc, context, &imports);
}

/// Takes out lines that import and export; returns what files the names stand for.
fn lines(doc: &mut Doc, context: &mut Context<'_>) -> BTreeMap<String, String> {
    let mut imports = BTreeMap::new();
    let mut edits = Vec::new();
    let text = doc.text();
    let code = Code::of(text);
    let (mut at, mut open, mut blank) = (0, false, true);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let begins = line.starts_with("import ") || line.starts_with("export ");
        if !open && !(begins && blank && !code.has(start)) {
            blank = line.trim().is_empty();
            continue;
        }
        if !open && line.starts_with("import ") && !line.contains(['\'', '"', '{']) {
            blank = false;
            continue;
        }
        // A statement ends with its line, or where its brackets are closed.
        imports.extend(imports_of(line));
        let is_import = line.starts_with("import ") || (open && line.contains(" from "));
        let ends = line.trim_end().ends_with(';')
            || line.trim().is_empty()
            || (is_import && line.contains(['\'', '"']));
        if begins {
            let what = if line.starts_with("import ") { "import" } else { "export" };
            context.became(format!("a line with `{what}`: taken out"), doc.line(start));
        }
        open = !ends;
        edits.push((start..at, String::new()));
    }
    doc.apply(edits);
    imports
}

/// The names and the file of `import name, { other } from 'file'`.
fn imports_of(line: &str) -> Vec<(String, String)> {
    let parts = line.trim().strip_prefix("import ").and_then(|rest| rest.split_once(" from "));
    let Some((names, file)) = parts else { return Vec::new() };
    let file = file.trim().trim_end_matches(';').trim_matches(['\'', '"']);
    let names = names.split([',', '{', '}']).map(|name| name.rsplit(" as ").next().unwrap_or(name));
    let names = names.map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| (name.to_owned(), file.to_owned())).collect()
}

/// Takes out comments, but for those that are anchors of headings.
fn comments(doc: &mut Doc) {
    let text = doc.text();
    let code = Code::of(text);
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|next| at + next) {
        at = start + 1;
        if !text[at..].trim_start_matches(' ').starts_with("/*") {
            continue;
        }
        let Some(end) = braces(text, start) else { continue };
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let words = text[start + 1..end - 1].trim().trim_start_matches("/*").trim_end_matches("*/");
        let anchor = words.trim().trim_start_matches('#');
        let is_anchor =
            text[line_start..].starts_with('#') && !anchor.contains(char::is_whitespace);
        if !code.has(start) {
            let made = if is_anchor { format!("{{#{anchor}}}") } else { String::new() };
            edits.push((start..end, made));
        }
        at = end;
    }
    doc.apply(edits);
}

/// Writes the files that attributes of HTML name by imports and calls.
fn files(doc: &mut Doc, imports: &BTreeMap<String, String>) {
    let code = Code::of(doc.text());
    let mut edits = Vec::new();
    for tag in tags(doc.text(), |at| code.has(at)) {
        for attribute in &tag.attributes {
            if let (Value::Expression(_), Some(file)) =
                (&attribute.value, attribute_text(attribute, imports))
            {
                edits.push((attribute.place.clone(), format!("=\"{file}\"")));
            }
        }
    }
    doc.apply(edits);
}

/// The pairs of components, innermost last, and those that stand alone.
fn components(doc: &mut Doc, context: &mut Context<'_>, imports: &BTreeMap<String, String>) {
    // What is inside a component may be one: the innermost first, until none is left.
    for _ in 0..12 {
        let text = doc.text();
        let code = Code::of(text);
        let found = tags(text, |at| code.has(at));
        let items = items(text);
        let is_component = |tag: &RawTag| {
            tag.name.is_empty() || tag.name.starts_with(|c: char| c.is_ascii_uppercase())
        };
        let mut open: Vec<&RawTag> = Vec::new();
        let mut edits: Vec<Edit> = Vec::new();
        for tag in found.iter().filter(|tag| is_component(tag)) {
            let line = doc.line(tag.range.start);
            if tag.self_closing {
                let made =
                    component(tag, None, context, imports, (line, in_sentence(text, &tag.range)));
                edits.push((tag.range.clone(), in_item(text, &items, tag.range.start, made)));
                continue;
            }
            if !tag.closes {
                open.push(tag);
                continue;
            }
            let Some(at) = open.iter().rposition(|opened| opened.name == tag.name) else {
                edits.push((tag.range.clone(), String::new()));
                continue;
            };
            let opened = open[at];
            open.truncate(at);
            if edits.last().is_some_and(|(range, _)| range.start > opened.range.start) {
                // It holds something that changes: its turn comes with the next round.
                continue;
            }
            let inner = &text[opened.range.end..tag.range.start];
            let line = doc.line(opened.range.start);
            let whole = opened.range.start..tag.range.end;
            let place = (line, in_sentence(text, &whole));
            let made = component(opened, Some(inner), context, imports, place);
            let made = in_item(text, &items, opened.range.start, made);
            edits.push((opened.range.start..tag.range.end, made));
        }
        if edits.is_empty() {
            // What is left was never closed.
            let left = open.iter().map(|tag| (tag.range.clone(), String::new())).collect();
            doc.apply(left);
            break;
        }
        doc.apply(edits);
    }
}

/// The places of the items of lists.
fn items(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, dialect()).into_offset_iter();
    events
        .filter_map(|(event, span)| matches!(event, Event::Start(Tag::Item)).then_some(span))
        .collect()
}

/// What stands in an item of a list, so that it stays in it: its lines begin with the blanks that the
/// component has before it.
fn in_item(text: &str, items: &[Range<usize>], at: usize, made: String) -> String {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    let is_alone = !line.is_empty() && line.bytes().all(|byte| byte == b' ');
    if !is_alone || !items.iter().any(|item| item.contains(&at)) {
        return made;
    }
    let lines = made.split('\n').map(|of_made| match of_made {
        "" => String::new(),
        of_made => format!("{line}{of_made}"),
    });
    let made = lines.collect::<Vec<_>>().join("\n");
    made.strip_prefix(line).map_or(made.clone(), str::to_owned)
}

/// A text that an attribute holds, be it the name of an imported file or a call for one.
fn attribute_text(attribute: &Attribute, imports: &BTreeMap<String, String>) -> Option<String> {
    match &attribute.value {
        Value::Text(text) => Some(text.clone()),
        Value::Nothing => Some(String::new()),
        Value::Expression(expression) => {
            let inner = expression.trim();
            if let Some(file) = imports.get(inner.trim_end_matches(".src")) {
                return Some(file.clone());
            }
            let call = ["require(", "useBaseUrl(", "withBase("]
                .iter()
                .find_map(|call| inner.strip_prefix(call))?;
            literal(call.split(')').next()?)
        }
    }
}

/// A component as a text has it.
struct Component<'t> {
    tag: &'t RawTag,
    imports: &'t BTreeMap<String, String>,
    /// What stands in it.
    body: Option<String>,
    line: usize,
}

impl Component<'_> {
    fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.tag.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }

    fn text(&self, attribute: &Attribute) -> Option<String> {
        attribute_text(attribute, self.imports)
    }

    /// The text of the first of some attributes that has one.
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(self.attribute(name)?))
    }

    fn inside(&self) -> String {
        self.body.clone().unwrap_or_default()
    }
}

/// What a component is in Markdown or HTML.
fn component(
    tag: &RawTag,
    inner: Option<&str>,
    context: &mut Context<'_>,
    imports: &BTreeMap<String, String>,
    (line, in_sentence): (usize, bool),
) -> String {
    let component = Component { tag, imports, body: inner.map(unindented), line };
    if let Some(made) = library::own_form(&component, context) {
        return made;
    }
    if !imports.get(&tag.name).is_some_and(|file| is_of_library(file))
        && let Some(made) = source::shown(&component, context, in_sentence)
    {
        return made;
    }
    if let Some(made) = library::by_name(&component) {
        return made;
    }
    let arguments = tag.attributes.iter().filter_map(|attribute| {
        Some((Some(attribute.name.clone()), attribute_text(attribute, imports)?))
    });
    let body = component.body.clone();
    let mut call = Call { name: tag.name.clone(), arguments: arguments.collect(), inner: body };
    if let Some(made) = known(&call, context, line) {
        return made;
    }
    if in_sentence && let Some(words) = unknown::words(&call, context, line) {
        return words;
    }
    // Nothing of it is lost: what is no text is given as it is written.
    call.arguments = tag.attributes.iter().map(|attribute| given(attribute, imports)).collect();
    let shown = match imports.get(&tag.name) {
        Some(file) => format!("`{}` ({file})", tag.name),
        None => format!("`{}`", tag.name),
    };
    match unwritten::called(&call, &shown, context, Place { line, in_sentence }) {
        Some(made) if in_sentence || inner.is_none() => made,
        Some(made) => format!("\n\n{made}\n\n"),
        None => component.inside(),
    }
}

/// What a component of the blog's own shows that no text imports, and in which nothing stands.
pub(super) fn own_component(
    tag: &RawTag,
    context: &mut Context<'_>,
    place: Place,
) -> Option<String> {
    let component = Component { tag, imports: &BTreeMap::new(), body: None, line: place.line };
    source::shown(&component, context, place.in_sentence)
}

/// Whether what is imported comes with a generator: `@astrojs/starlight/components`.
fn is_of_library(file: &str) -> bool {
    ["@theme", "@astrojs/", "@docusaurus/", "astro:", "@next/", "@astro-community/"]
        .iter()
        .any(|start| file.starts_with(start))
}

/// The name and the value of an attribute.
fn given(attribute: &Attribute, imports: &BTreeMap<String, String>) -> (Option<String>, String) {
    let text = match (attribute_text(attribute, imports), &attribute.value) {
        (Some(text), value) if !text.is_empty() || *value != Value::Nothing => text,
        (_, Value::Expression(expression)) => expression.clone(),
        _ => "true".to_owned(),
    };
    (Some(attribute.name.clone()), text)
}

/// What is in a component, without the blanks that all its lines begin with: to Markdown they would
/// make it code.
fn unindented(inner: &str) -> String {
    let lines = inner.lines().skip(1).filter(|line| !line.trim().is_empty());
    let indent =
        lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    let strip = |(at, line): (usize, &str)| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if at == 0 { line.to_owned() } else { line[indent.min(blanks)..].to_owned() }
    };
    inner.split('\n').enumerate().map(strip).collect::<Vec<_>>().join("\n")
}

/// Replaces expressions between braces in the text.
fn expressions(doc: &mut Doc, context: &mut Context<'_>) {
    let text = doc.text();
    let code = Code::of(text);
    let in_tags = tags(text, |at| code.has(at)).into_iter().map(|tag| tag.range);
    let math = context.blog.site.math || text.contains("$$");
    let formulas = if math { formulas(text, &code) } else { Vec::new() };
    let apart: Vec<Range<usize>> = in_tags.chain(formulas).collect();
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|next| at + next) {
        at = start + 1;
        if text[start..].starts_with("{{<") {
            // A call that was made of a component.
            at = text[start..].find(">}}").map_or(at, |end| start + end + 3);
            continue;
        }
        let escaped = text[..start].ends_with('\\');
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let is_anchor = text[line_start..].starts_with('#')
            && (text[start..].starts_with("{#") || text[start..].starts_with("{/*"));
        // A definition that nothing can name is how Markdown has comments.
        let is_comment = text[line_start..].starts_with("[//]:");
        let is_apart = apart.iter().any(|range| range.contains(&start));
        if code.has(start)
            || escaped
            || is_anchor
            || is_comment
            || is_apart
            || text[..start].ends_with('$')
        {
            continue;
        }
        let Some(end) = braces(text, start) else { continue };
        at = end;
        let inner = text[start + 1..end - 1].trim();
        let made = match literal(inner) {
            Some(text) => Some(text),
            None if inner.is_empty() => Some(String::new()),
            None => inner
                .strip_prefix("frontMatter.")
                .and_then(|key| super::variables::variable(context, &format!("page.{key}"))),
        };
        match made {
            Some(made) => edits.push((start..end, made)),
            None => {
                context.hand("an expression of MDX: it stays as it is written", doc.line(start))
            }
        }
    }
    doc.apply(edits);
}
