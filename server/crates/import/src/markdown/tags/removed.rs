//! Elements that no text may have.

use crate::{
    addresses::Target,
    doc::{Doc, Edit},
    markdown::{
        common::{Code, Context},
        embeds,
        weave::{RawTag, tags},
    },
    scripts,
};

/// Takes out whole elements that no text may have.
pub(super) fn removed(doc: &mut Doc, context: &mut Context<'_>) {
    let text = doc.text();
    let code = Code::of(text);
    let found = tags(text, |at| code.has(at));
    let mut edits: Vec<Edit> = Vec::new();
    let mut after = 0;
    for (at, tag) in found.iter().enumerate() {
        let name = tag.name.to_ascii_lowercase();
        if tag.range.start < after || tag.closes {
            continue;
        }
        let line = doc.line(tag.range.start);
        let end = || {
            let close = found[at..]
                .iter()
                .find(|other| other.closes && other.name.eq_ignore_ascii_case(&tag.name));
            close.map_or(tag.range.end, |close| close.range.end)
        };
        let end = if tag.self_closing { tag.range.end } else { end() };
        let made = match &*name {
            "script" => {
                let inner = &text[tag.range.end..end];
                let inner = inner.rfind("</").map_or(inner, |close| &inner[..close]);
                script(tag, inner, context, line)
            }
            "style" => {
                context.became("a style sheet in a text: taken out", line);
                String::new()
            }
            "noscript" | "template" | "head" | "title" => {
                context.became(format!("`<{name}>`: taken out"), line);
                String::new()
            }
            _ => continue,
        };
        after = end;
        edits.push((tag.range.start..end, made));
    }
    doc.apply(edits);
}

/// What stays of a script: what it would show, where that is known.
fn script(tag: &RawTag, inner: &str, context: &mut Context<'_>, line: usize) -> String {
    let source = tag.text("src").unwrap_or_default();
    let path = source.split_once("//").map_or(source, |(_, rest)| rest);
    if ["gist.github.com/", "asciinema.org/"].iter().any(|host| path.starts_with(host))
        && let Some(made) = embeds::of_address(source, "")
    {
        context.became("the script of an embed: the shortcode that comes along", line);
        return made;
    }
    let harmless = ["platform.twitter.com", "embed", "widgets", "polyfill", "mathjax", "buttons"];
    if tag.text("setup").is_some() {
        context.became("the script of a component of Vue: taken out", line);
    } else if harmless.iter().any(|part| path.to_lowercase().contains(part)) {
        context.became("the script of an embed: taken out", line);
    } else if !source.is_empty() || !inner.trim().is_empty() {
        match loaded(tag, inner, context) {
            Some(made) => {
                context.became("a script: runs at the end of its page", line);
                if !context.body_end.contains(&made) {
                    context.body_end.push(made);
                }
            }
            None => context.hand("a script: taken out, with whatever it did", line),
        }
    }
    String::new()
}

/// The tag that loads a script at the end of the page; `None` where it can't run there.
fn loaded(tag: &RawTag, inner: &str, context: &mut Context<'_>) -> Option<String> {
    let kind = tag.text("type").unwrap_or_default().to_ascii_lowercase();
    if !matches!(&*kind, "" | "module" | "text/javascript" | "application/javascript") {
        return None;
    }
    let is_module = kind == "module";
    let checked = tag.text("integrity").unwrap_or_default();
    let Some(source) = tag.text("src").filter(|source| !source.is_empty()) else {
        let is_program = tag.attributes.iter().any(|attribute| attribute.name == "src");
        let file = &context.text.file;
        return (!is_program).then(|| context.scripts.inline(file, is_module, inner))?;
    };
    let whole =
        if source.starts_with("//") { format!("https:{source}") } else { source.to_owned() };
    if whole.starts_with("https://") {
        return Some(scripts::tag(&whole, is_module, checked));
    }
    match context.addresses.resolve(source, context.text) {
        Target::File { file, path } => {
            let made = scripts::tag(path.trim_start_matches('/'), is_module, "");
            context.files.insert(path, file);
            Some(made)
        }
        _ => None,
    }
}
