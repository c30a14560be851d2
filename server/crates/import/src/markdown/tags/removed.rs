//! Elements that no text may have.

use std::ops::Range;

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
    let mut around = Around::default();
    for (at, tag) in found.iter().enumerate() {
        let name = tag.name.to_ascii_lowercase();
        around.pass(&name, tag);
        if tag.range.start < after {
            continue;
        }
        let line = doc.line(tag.range.start);
        // Word processors write such tags, and services that are gone: browsers know none.
        if name.contains(':') && around.drawings == 0 {
            context.became(format!("`<{name}>`, which is no HTML: what is in it"), line);
            edits.push((tag.range.clone(), String::new()));
            continue;
        }
        if tag.closes {
            continue;
        }
        let closes = |other: &&RawTag| other.closes && other.name.eq_ignore_ascii_case(&tag.name);
        let close = found[at..].iter().find(closes).filter(|_| !tag.self_closing);
        let end = close.map_or(tag.range.end, |close| close.range.end);
        let inner = || {
            let inner = text[tag.range.end..end].rsplit_once("</").unwrap_or_default().0;
            unquoted(inner, marks_before(text, tag.range.start))
        };
        let Some(made) = replaced(tag, &name, inner, &around, context, line) else { continue };
        after = end;
        let place = tag.range.start..end;
        edits.push((if made.is_empty() { taken(text, place) } else { place }, made));
    }
    let declared = declarations(text).filter(|range| !code.has(range.start));
    edits.extend(declared.map(|range| (taken(text, range), String::new())));
    doc.apply(edits);
}

/// What a tag stands in.
#[derive(Default)]
struct Around {
    drawings: usize,
    /// Nothing that is more than words stands in `<p>`.
    in_paragraph: bool,
}

impl Around {
    fn pass(&mut self, name: &str, tag: &RawTag) {
        match name {
            "p" => self.in_paragraph = !tag.closes,
            "svg" if tag.closes => self.drawings = self.drawings.saturating_sub(1),
            "svg" if !tag.self_closing => self.drawings += 1,
            _ => {}
        }
    }
}

/// What stands in the place of an element, given its first tag and what is in it; `None` when it stays.
fn replaced(
    tag: &RawTag,
    name: &str,
    inner: impl FnOnce() -> String,
    around: &Around,
    context: &mut Context<'_>,
    line: usize,
) -> Option<String> {
    match name {
        "script" => Some(script(tag, &inner(), context, line)),
        "style" => {
            context.became("a style sheet in a text: taken out", line);
            Some(String::new())
        }
        "iframe" if !around.in_paragraph => {
            let made = framed(tag)?;
            context.became("a frame: the shortcode that comes along", line);
            Some(made)
        }
        // A drawing says by it what it shows.
        "title" if around.drawings > 0 => None,
        "noscript" | "template" | "head" | "title" => {
            context.became(format!("`<{name}>`: taken out"), line);
            Some(String::new())
        }
        _ => None,
    }
}

/// What drawings begin with that were files of their own: `<?xml version="1.0"?>`.
fn declarations(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("<?xml").filter_map(|(at, _)| {
        let line = text[at..].split('\n').next()?;
        Some(at..at + line.find("?>")? + 2)
    })
}

/// What to take out of a text with an element: its lines, where it has them for itself among other
/// HTML. An empty line would be the end of that, and what is indented below it code.
fn taken(text: &str, element: Range<usize>) -> Range<usize> {
    let start = text[..element.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[element.end..].find('\n').map_or(text.len(), |at| element.end + at + 1);
    let is_blank = |part: &str| part.trim().is_empty();
    let is_alone = is_blank(&text[start..element.start]) && is_blank(&text[element.end..end]);
    let above = text[..start].trim_end_matches(['\n', '\r']);
    let is_within = start - above.len() == 1
        && above.ends_with('>')
        && text[end..].trim_start_matches([' ', '\t']).starts_with('<');
    if is_alone && is_within { start..end } else { element }
}

/// The call that shows what is in a frame, without loading it before a reader asks.
fn framed(tag: &RawTag) -> Option<String> {
    let title = tag.text("title").filter(|title| *title != "YouTube video player");
    embeds::of_address(tag.text("src")?, title.unwrap_or_default())
}

/// How many quotations a place stands in.
fn marks_before(text: &str, at: usize) -> usize {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    let before = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    line[..before].matches('>').count()
}

/// A script without the marks of the quotations that it stands in: notes are some by now.
fn unquoted(script: &str, marks: usize) -> String {
    let mut lines = script.split_inclusive('\n');
    let mut plain = lines.next().unwrap_or_default().to_owned();
    for mut line in lines {
        for _ in 0..marks {
            let rest = line.trim_start_matches(' ').strip_prefix('>');
            line = rest.map_or(line, |rest| rest.strip_prefix(' ').unwrap_or(rest));
        }
        plain.push_str(line);
    }
    plain
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
