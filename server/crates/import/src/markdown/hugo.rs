//! Shortcodes of Hugo: `{{< name a="b" >}}…{{< /name >}}` and `{{% name %}}`.

use super::{
    calls::{Call, arguments, known},
    common::{Context, in_sentence, is_within},
    unwritten::{self, Place},
    written::{Given, written},
};
use crate::{doc::Doc, source::normal};

/// How deep shortcodes may lie in each other.
const DEPTH: usize = 16;

/// Replaces the shortcodes of a text.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    let mut edits = Vec::new();
    let text = doc.text();
    let mut at = 0;
    while let Some(found) = next(text, at) {
        at = found.end;
        let line = doc.line(found.start);
        if found.escaped {
            continue;
        }
        let (made, end) = replacement(text, &found, context, line, 0);
        at = end;
        if let Some(made) = made {
            edits.push((found.start..end, made));
        }
    }
    doc.apply(edits);
}

/// A shortcode's tag.
struct Tag {
    start: usize,
    end: usize,
    inner: (usize, usize),
    escaped: bool,
    closes: bool,
    alone: bool,
}

impl Tag {
    fn name<'t>(&self, text: &'t str) -> &'t str {
        let inner = text[self.inner.0..self.inner.1].trim_start_matches('/').trim_start();
        inner
            .split(|c: char| c.is_whitespace() || c == '/' && inner.ends_with('/'))
            .next()
            .unwrap_or_default()
    }
}

fn next(text: &str, from: usize) -> Option<Tag> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find("{{")?;
        let end_mark = match text.as_bytes().get(start + 2) {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => {
                at = start + 2;
                continue;
            }
        };
        let Some(end) = text[start + 3..].find(end_mark).map(|end| start + 3 + end) else {
            at = start + 3;
            continue;
        };
        let inner = text[start + 3..end].trim();
        let offset = text[start + 3..end].find(inner).unwrap_or_default() + start + 3;
        return Some(Tag {
            start,
            end: end + 3,
            inner: (offset, offset + inner.len()),
            escaped: inner.starts_with("/*") && inner.ends_with("*/"),
            closes: inner.starts_with('/') && !inner.starts_with("/*"),
            alone: inner.ends_with('/'),
        });
    }
}

/// Where the end tag of a shortcode begins and ends, if it has one.
fn end_of(text: &str, tag: &Tag) -> Option<(usize, usize)> {
    let name = tag.name(text);
    let (mut at, mut depth) = (tag.end, 1);
    while let Some(found) = next(text, at) {
        at = found.end;
        if found.escaped || found.name(text) != name {
            continue;
        }
        if found.closes {
            depth -= 1;
            if depth == 0 {
                return Some((found.start, found.end));
            }
        } else if !found.alone {
            depth += 1;
        }
    }
    None
}

/// What to write for a shortcode, and where it ends.
fn replacement(
    text: &str,
    tag: &Tag,
    context: &mut Context<'_>,
    line: usize,
    depth: usize,
) -> (Option<String>, usize) {
    let name = tag.name(text).to_owned();
    if tag.closes || name.is_empty() || depth > DEPTH {
        return (None, tag.end);
    }
    let given = text[tag.inner.0..tag.inner.1].strip_prefix(&*name).unwrap_or_default();
    let given = if tag.alone { given.trim_end_matches('/') } else { given };
    let pair = if tag.alone { None } else { end_of(text, tag) };
    let inner = pair.map(|(start, _)| {
        let inner = &text[tag.end..start];
        let verbatim = matches!(&*name, "highlight" | "mermaid" | "code" | "raw");
        if verbatim { inner.to_owned() } else { within(inner, context, line, depth + 1) }
    });
    let end = pair.map_or(tag.end, |(_, end)| end);
    let call = Call { name, arguments: arguments(given), inner };
    if let Some(made) = of_hugo(&call, context) {
        return (Some(made), end);
    }
    if let Some(made) = known(&call, context, line) {
        return (Some(made), end);
    }
    let place = Place { line, in_sentence: in_sentence(text, &(tag.start..end)) };
    let given = Given { is_text: is_within(text, tag.start), ..Given::default() };
    if let Some(made) = written(&call, &given, context, place) {
        return (Some(made), end);
    }
    let shown = format!("the shortcode `{}`", call.name);
    match unwritten::called(&call, &shown, context, place) {
        Some(made) => (Some(made), end),
        None => (call.inner, end),
    }
}

/// The shortcodes within another one.
fn within(text: &str, context: &mut Context<'_>, line: usize, depth: usize) -> String {
    let mut made = String::new();
    let mut at = 0;
    while let Some(found) = next(text, at) {
        made.push_str(&text[at..found.start]);
        let line = line + text[..found.start].matches('\n').count();
        let (new, end) = replacement(text, &found, context, line, depth);
        made.push_str(&new.unwrap_or_else(|| text[found.start..end].to_owned()));
        at = end;
    }
    made.push_str(&text[at..]);
    made
}

/// What only Hugo has: links to other texts, and parameters.
fn of_hugo(call: &Call, context: &Context<'_>) -> Option<String> {
    match &*call.name {
        "ref" | "relref" => {
            let path = call.named(&["path"]).or(call.at(0))?;
            Some(address(path, context))
        }
        "param" => {
            let key = call.at(0)?;
            let own = super::variables::variable(context, &format!("page.{key}"));
            let of_site = || super::variables::variable(context, &format!("site.params.{key}"));
            own.or_else(of_site)
        }
        "imgproc" => of_docsy(call, context),
        _ => None,
    }
}

/// Docsy names a picture of the bundle by a part of its name, says how it is made smaller, and has the
/// caption between the tags.
fn of_docsy(call: &Call, context: &Context<'_>) -> Option<String> {
    let file = context.addresses.named_by(call.at(0)?, context.text)?;
    let file = if file.contains(' ') { format!("<{file}>") } else { file.to_owned() };
    let caption = call.inner.as_deref().unwrap_or_default();
    let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
    if caption.contains(['<', '[']) {
        // A title can't hold a link: below the picture it can stay one.
        return Some(format!("![{}]({file})\n\n{caption}", words(&caption)));
    }
    let title = match &*caption {
        "" => String::new(),
        caption => format!(" \"{}\"", caption.replace('"', "\\\"")),
    };
    Some(format!("![{caption}]({file}{title})"))
}

/// The words of a caption, without tags and brackets.
fn words(caption: &str) -> String {
    let mut parts = caption.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    let behind = parts.filter_map(|part| part.split_once('>')).map(|(_, behind)| behind);
    let words: String = std::iter::once(&*first).chain(behind).collect();
    words.replace(['[', ']'], "")
}

/// The address of a text that is named by its file.
fn address(path: &str, context: &Context<'_>) -> String {
    let (file, fragment) = match path.find('#') {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    let wanted = file.trim_matches('/');
    let wanted =
        wanted.trim_end_matches(".md").trim_end_matches("/index").trim_end_matches("/_index");
    if wanted.is_empty() {
        return fragment.to_owned();
    }
    let here = crate::source::folder(&context.text.file);
    let relative = normal(&format!("{here}/{wanted}"));
    let found = context.blog.texts.iter().find(|text| {
        let name = text.file.trim_end_matches(".md").trim_end_matches("/index");
        relative.as_deref() == Some(name)
            || name.strip_suffix(wanted).is_some_and(|rest| rest.ends_with('/'))
    });
    match found.and_then(|text| text.addresses.first()) {
        Some(address) => {
            format!("{}{address}{fragment}", context.blog.site.base_path())
        }
        None => format!("/{wanted}/{fragment}"),
    }
}
