//! Components that the blog has itself: what they show for what they are given.

use std::collections::BTreeMap;

use super::{
    super::{
        calls::Call,
        common::Context,
        template::evaluated,
        unwritten::Place,
        weave::Value,
        written::{FILLED, Given, written},
    },
    Component,
};
use crate::{
    head,
    source::{folder, is_markdown, stem},
};

/// What a component of the blog's own shows; `None` where its file can't be read so, or where it is given
/// what only a program knows.
pub(super) fn shown(
    component: &Component<'_>,
    context: &mut Context<'_>,
    in_sentence: bool,
) -> Option<String> {
    let name = file(&component.tag.name, component.imports, context)?;
    let mut call = Call { name, arguments: Vec::new(), inner: component.body.clone() };
    let mut given = Given { is_text: true, ..Given::default() };
    for attribute in &component.tag.attributes {
        let name = attribute.name.trim_start_matches(':').to_owned();
        // Directives of a framework (`client:load`) are nothing that is shown.
        if name.contains(':') || name.starts_with(['@', '#']) || name.starts_with("v-") {
            continue;
        }
        match (&attribute.value, component.text(attribute)) {
            (Value::Nothing, _) => {
                given.values.insert(name, true.into());
            }
            (Value::Text(text), _) if attribute.name.starts_with(':') => {
                given.values.insert(name, evaluated(text)?);
            }
            (_, Some(text)) => call.arguments.push((Some(name), text)),
            (Value::Expression(text), None) => {
                given.values.insert(name, evaluated(text)?);
            }
            (Value::Text(_), None) => return None,
        }
    }
    let place = Place { line: component.line, in_sentence };
    let made = match part(&call.name, context) {
        Some(text) => text,
        None => written(&call, &given, context, place)?,
    };
    Some(match in_sentence {
        true => made.lines().collect::<Vec<_>>().join(" "),
        false => format!("\n\n{made}\n\n"),
    })
}

/// A text that others import, if a file is one.
fn part(file: &str, context: &mut Context<'_>) -> Option<String> {
    let (_, template) = context.blog.template(file)?;
    if !is_markdown(file) {
        return None;
    }
    let body = head::split(&template.text).map_or(&*template.text, |(_, body, _)| body);
    let lines = body.lines().filter(|line| !line.starts_with("import "));
    let text = lines.collect::<Vec<_>>().join("\n");
    context.became(format!("`{file}`: the text that it has"), 1);
    context.filled += text.len();
    (context.filled <= FILLED).then(|| text.trim().to_owned())
}

/// The name of the template of a component: its file, as the text imports it or, where it does not, as the
/// only one of that name.
fn file(name: &str, imports: &BTreeMap<String, String>, context: &Context<'_>) -> Option<String> {
    let all = || {
        let files = context.blog.templates.keys();
        files.filter(|file| COMPONENTS.iter().any(|ending| file.ends_with(ending)))
    };
    if let Some(imported) = imports.get(name) {
        let wanted = imported.trim_start_matches(['.', '/', '@', '~', '$']);
        let wanted = wanted.strip_prefix("site/").unwrap_or(wanted);
        let bare = |path: &str| {
            COMPONENTS.iter().find_map(|end| path.strip_suffix(end).map(str::to_owned))
        };
        let wanted = bare(wanted).unwrap_or_else(|| wanted.to_owned());
        let is_it = |file: &&String| {
            let file = bare(file).unwrap_or_default();
            let file = file.strip_suffix("/index").unwrap_or(&file);
            file == wanted || file.strip_suffix(&*wanted).is_some_and(|rest| rest.ends_with('/'))
        };
        let mut found: Vec<&String> = all().filter(is_it).collect();
        // An index of several has each by its name.
        let is_index = |file: &&String| stem(file) == "index" && name != "index";
        if found.first().is_none_or(is_index) {
            let within = |place: &str| match found.first() {
                Some(index) => place.starts_with(folder(index)),
                None => format!("/{place}/").contains(&format!("/{wanted}/")),
            };
            let named = |file: &&String| stem(file) == name && within(folder(file));
            let of_name: Vec<&String> = all().filter(named).collect();
            found = if of_name.is_empty() { found } else { of_name };
        }
        return found.first().map(|file| (*file).clone());
    }
    let mut found = all().filter(|file| stem(file) == name);
    let first = found.next()?;
    found.next().is_none().then(|| first.clone())
}

/// How the files of components end.
const COMPONENTS: [&str; 8] = [".astro", ".vue", ".jsx", ".tsx", ".js", ".ts", ".mdx", ".md"];
