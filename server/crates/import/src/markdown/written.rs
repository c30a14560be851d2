//! Calls of what has a template in the source: that is translated, once for the blog, and the calls stay. Where
//! a call can't stand, or is given more than words, what the template writes stands there itself.

use std::collections::BTreeMap;

use minijinja::Value;

use super::{
    calls::call::Call,
    common::Context,
    template::{Dialect, Filled, Framework, Language, Translated, filled, translated},
    unwritten::{self, Place},
    variables::variable,
};
use crate::{
    Generator,
    blog::Template,
    report::Class,
    value::{self, Table},
};

/// What a call of a template is given beside its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// What is no text, by name.
    pub(super) values: BTreeMap<String, Value>,
    /// Whether what is written has to stand in the text itself, since no call can stand there.
    pub(super) is_text: bool,
}

/// What stands in the place of a call of a template; `None` where there is none that could be translated.
pub(super) fn written(
    call: &Call,
    given: &Given,
    context: &mut Context<'_>,
    place: Place,
) -> Option<String> {
    let (name, template) = context.blog.template(&call.name)?;
    let made = translation(name, template, context)?;
    let reads = |text: &str| text.contains(['*', '_', '`', '[', '<', '\n']);
    let stands = given.is_text
        || !given.values.is_empty()
        || template.file.ends_with(".md")
        || !made.writes_elements()
        || call.arguments.iter().any(|(_, value)| value.contains('\n'))
        || (made.reads_markdown() && call.arguments.iter().any(|(_, value)| reads(value)));
    // A part of what somebody saw would stand in the text as if it were all.
    if stands && given.is_text && !made.lost.is_empty() {
        return None;
    }
    // What fails here would fail in each build.
    let filled = within(&made, call, given, context)?;
    let text = match stands {
        true => filled,
        // Another one may have that name here.
        false => unwritten::written(call, &made.file(), context, place).unwrap_or(filled),
    };
    let what = match stands {
        true => format!("`{}`: what its template writes", call.name),
        false => format!("`{}`: a call of its template, which is translated", call.name),
    };
    context.became(what, place.line);
    for (line, what) in &made.lost {
        context.notes.note(Class::Hand, what.clone(), &template.file, *line);
    }
    if !made.lost.is_empty() {
        context.notes.waiting.insert(context.text.file.clone());
    }
    Some(text)
}

/// Whether a function of the configuration writes what has that name.
pub(super) fn is_function(name: &str, context: &Context<'_>) -> bool {
    let generator = context.blog.generator;
    let found = context.blog.templates.get(name);
    found.is_some_and(|found| language(&found.file, generator) == Some(Language::Function))
}

/// Whether the source has a template of that name, and all of it could be translated.
pub(super) fn is_translated(name: &str, context: &mut Context<'_>) -> bool {
    let Some((name, template)) = context.blog.template(name) else { return false };
    translation(name, template, context).is_some_and(|made| made.lost.is_empty())
}

/// The template as one of ours, translated when it is asked for the first time.
pub(super) fn translation(
    name: &str,
    template: &Template,
    context: &mut Context<'_>,
) -> Option<Translated> {
    if let Some(known) = context.templates.get(name) {
        return known.clone();
    }
    let language = language(&template.file, context.blog.generator);
    let made = language
        .and_then(|language| translated(&template.text, language, &|name| variable(context, name)));
    context.templates.insert(name.to_owned(), made.clone());
    made
}

/// What a template is written in.
fn language(file: &str, generator: Generator) -> Option<Language> {
    let ending = file.rsplit('.').next().unwrap_or_default();
    Some(match (ending, generator) {
        ("astro", _) => Language::Component(Framework::Astro),
        ("vue", _) => Language::Component(Framework::Vue),
        ("js" | "mjs" | "cjs" | "ts", Generator::Eleventy) => Language::Function,
        ("jsx" | "tsx" | "js" | "ts", _) => Language::Component(Framework::React),
        (_, Generator::Hugo) => Language::Go,
        (_, Generator::Zola) => Language::Jinja(Dialect::Tera),
        (_, Generator::Jekyll) => Language::Jinja(Dialect::Liquid),
        (_, Generator::Eleventy) => Language::Jinja(Dialect::Nunjucks),
        _ => return None,
    })
}

/// What the template writes for a call, in the text.
fn within(
    made: &Translated,
    call: &Call,
    given: &Given,
    context: &mut Context<'_>,
) -> Option<String> {
    let mut named = given.values.clone();
    let texts = call.arguments.iter();
    let texts =
        texts.filter_map(|(name, value)| Some((name.clone()?, Value::from(value.as_str()))));
    for (name, value) in texts {
        named.entry(name).or_insert(value);
    }
    let plain = call.arguments.iter().filter(|(name, _)| name.is_none());
    let args = plain.map(|(_, value)| Value::from(value.as_str())).collect();
    let filled = filled(
        made,
        &Filled {
            named,
            args,
            inner: call.inner.clone(),
            page: page(context),
            site: site(context),
        },
    )?;
    context.filled += filled.len();
    (context.filled <= FILLED).then_some(filled)
}

/// How many bytes templates write into one text at most: they may call each other.
pub(super) const FILLED: usize = 1 << 20;

/// What a template knows of the page.
fn page(context: &Context<'_>) -> value::Value {
    let head = &context.text.head;
    let mut page = Table::new();
    for name in ["title", "description", "slug", "tags"] {
        if let Some(value) = head.get(name) {
            page.insert(name.to_owned(), value.clone());
        }
    }
    let date = context.text.date.map(|date| date.to_string()).unwrap_or_default();
    page.insert("date".to_owned(), date.into());
    let path = context.text.addresses.first().cloned().unwrap_or_default();
    page.insert("path".to_owned(), path.into());
    // What only the old blog has is below `extra` there, or beside the rest.
    let nested = ["extra", "params"].iter().find_map(|name| head.get(*name)?.as_object());
    let mut extra = head.clone();
    extra.extend(nested.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
    page.insert("extra".to_owned(), value::Value::Object(extra));
    value::Value::Object(page)
}

fn site(context: &Context<'_>) -> value::Value {
    let site = &context.blog.site;
    let mut table = Table::new();
    table.insert("title".to_owned(), site.title.clone().into());
    table.insert("base_url".to_owned(), site.base_url.clone().into());
    table.insert("language".to_owned(), site.language.clone().into());
    value::Value::Object(table)
}
