//! Blocks that other dialects have: admonitions, containers, marks of tables of contents and of
//! excerpts, attributes of kramdown, and what stands above blocks of code.

use super::{
    calls::{alert, arguments},
    common::Context,
};
use crate::{
    Generator,
    doc::{Doc, Edit},
};

/// Replaces these blocks.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    indented(doc, context);
    containers(doc, context);
    lines(doc, context);
}

/// Which lines are code between fences, the fences among them.
struct Fences {
    open: Option<(char, usize)>,
}

impl Fences {
    fn new() -> Self {
        Self { open: None }
    }

    /// Whether the next line is code, and whether it opens a block.
    fn next(&mut self, line: &str) -> (bool, bool) {
        let plain = line.trim_start_matches([' ', '\t', '>']);
        let mark = plain.chars().next().filter(|c| "`~".contains(*c));
        let count = mark.map_or(0, |mark| plain.chars().take_while(|&c| c == mark).count());
        match (self.open, mark) {
            (Some((open, length)), mark) => {
                let rest = plain.trim_start_matches(open).trim();
                if mark == Some(open) && count >= length && rest.is_empty() {
                    self.open = None;
                }
                (true, false)
            }
            (None, Some(mark)) if count >= 3 && !(mark == '`' && plain[count..].contains('`')) => {
                self.open = Some((mark, count));
                (true, true)
            }
            _ => (false, false),
        }
    }
}

/// The words of a title, be they in quotes or in brackets.
fn title(text: &str) -> String {
    let text = text.split('{').next().unwrap_or(text).trim();
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    text.trim_matches(['"', '\'']).trim().to_owned()
}

/// `!!! note "Title"` with what is indented below it, and `??? note`, which opens when asked.
fn indented(doc: &mut Doc, context: &mut Context<'_>) {
    let text = doc.text();
    let mut edits: Vec<Edit> = Vec::new();
    let mut fences = Fences::new();
    let mut at = 0;
    let mut inside: Option<bool> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if let Some(is_alert) = inside {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if line.trim().is_empty() || indent >= 4 || line.starts_with('\t') {
                let blanks = if line.starts_with('\t') { 1 } else { indent.min(4) };
                let mark = if !is_alert { "" } else { "> " };
                edits.push((start..start + blanks, mark.to_owned()));
                continue;
            }
            if !is_alert {
                edits.push((start..start, "</details>\n\n".into()));
            } else {
                edits.push((start..start, "\n".into()));
            }
            inside = None;
        }
        let (code, _) = fences.next(line);
        let mark =
            ["!!! ", "???+ ", "??? "].iter().find_map(|m| line.strip_prefix(m).map(|r| (m, r)));
        let (Some((mark, rest)), false) = (mark, code) else { continue };
        let (kind, rest) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let title = title(rest);
        context.became(format!("an admonition `{}{kind}`", mark), doc.line(start));
        let opening = match *mark {
            "!!! " => opening(alert(kind).unwrap_or("NOTE"), &title, "\n"),
            _ => details(if title.is_empty() { kind } else { &title }),
        };
        edits.push((start..at, opening));
        inside = Some(*mark == "!!! ");
    }
    if inside == Some(false) {
        edits.push((text.len()..text.len(), "\n</details>\n".into()));
    }
    doc.apply(edits);
}

fn opening(kind: &str, title: &str, prefix: &str) -> String {
    let prefix = prefix.trim_start_matches('\n');
    match title {
        "" => format!("{prefix}> [!{kind}]\n"),
        title => format!("{prefix}> [!{kind}]\n{prefix}> **{title}**\n{prefix}>\n"),
    }
}

fn details(title: &str) -> String {
    format!("<details>\n<summary>{}</summary>\n\n", crate::escape::escaped(title))
}

/// A container that is open.
struct Container {
    colons: usize,
    /// Blanks before its mark.
    indent: usize,
    end: &'static str,
    is_alert: bool,
}

/// `:::note Title` and `::: details` up to `:::`.
fn containers(doc: &mut Doc, context: &mut Context<'_>) {
    let text = doc.text();
    let mut edits: Vec<Edit> = Vec::new();
    let mut fences = Fences::new();
    let mut open: Vec<Container> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let (code, _) = fences.next(line);
        let plain = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - plain.len();
        let colons = plain.bytes().take_while(|&byte| byte == b':').count();
        let rest = plain[colons..].trim();
        let is_name = rest.is_empty() || rest.starts_with(|c: char| c.is_alphabetic());
        let depth = open.iter().filter(|container| container.is_alert).count();
        let prefix = "> ".repeat(depth);
        if code || colons < 3 || !is_name {
            let from = open.first().map_or(0, |container| container.indent).min(indent);
            if depth > 0 {
                let prefix = if line.trim().is_empty() { prefix.trim_end() } else { &*prefix };
                edits.push((start + from..start + from, prefix.to_owned()));
            }
            continue;
        }
        let blanks = &line[..indent];
        if rest.is_empty() {
            let closed = open.iter().rposition(|container| container.colons == colons);
            let closed = closed.or(open.len().checked_sub(1));
            let Some(closed) = closed else { continue };
            let outer = open[..closed].iter().filter(|container| container.is_alert).count();
            let prefix = "> ".repeat(outer);
            let ends: String = open.drain(closed..).rev().map(|container| container.end).collect();
            let made = match &*ends {
                "" => format!("{}\n", prefix.trim_end()),
                ends => format!("{}\n{blanks}{prefix}{ends}\n", prefix.trim_end()),
            };
            edits.push((start..at, made));
            continue;
        }
        let name_end = rest.find(|c: char| c.is_whitespace() || "[{".contains(c));
        let (name, words) = rest.split_at(name_end.unwrap_or(rest.len()));
        let title = title(words);
        let is_alert = alert(name).is_some();
        note_container(name, &title, doc.line(start), context);
        let (made, end) = if let Some(kind) = alert(name) {
            (opening(kind, &title, &format!("{blanks}{prefix}")), "")
        } else if name == "details" {
            let title = if title.is_empty() { "Details" } else { &title };
            (format!("{blanks}{prefix}{}", details(title)), "</details>\n")
        } else {
            (String::new(), "")
        };
        edits.push((start..at, made));
        open.push(Container { colons, indent, end, is_alert });
    }
    let ends: String = open.iter().rev().map(|container| container.end).collect();
    if !ends.is_empty() {
        edits.push((text.len()..text.len(), format!("\n{ends}")));
    }
    doc.apply(edits);
}

/// Tells what became of a container.
fn note_container(name: &str, title: &str, line: usize, context: &mut Context<'_>) {
    let is_known =
        alert(name).is_some() || matches!(name, "details" | "code-group" | "raw" | "v-pre");
    if is_known {
        context.became(format!("a container `:::{name}`"), line);
    } else if title.is_empty() {
        // It gives what is in it a class, of which only the old style knew.
        context.became(format!("a container `:::{name}`: what is in it"), line);
    } else {
        let what = format!("the container `:::{name}` is not known here: what is in it stays");
        context.hand(what, line);
    }
}

/// What stands on a line of its own.
fn lines(doc: &mut Doc, context: &mut Context<'_>) {
    let text = doc.text();
    let generator = context.blog.generator;
    let has_attributes = matches!(generator, Generator::Jekyll | Generator::Pelican);
    let mut edits: Vec<Edit> = Vec::new();
    let mut fences = Fences::new();
    let mut at = 0;
    let mut above: Option<(usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let whole = start..at;
        let (code, opens) = fences.next(line);
        if code {
            if opens && let Some(info) = info(line) {
                edits.push((whole, info));
            }
            continue;
        }
        let plain = line.trim();
        let lower = plain.to_ascii_lowercase();
        let marker: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
        let is_mark = matches!(
            &*marker,
            "[toc]"
                | "[[toc]]"
                | "[[_toc_]]"
                | "<!--truncate-->"
                | "<!--more-->"
                | "{/*truncate*/}"
                | "{::nomarkdown}"
                | "{:/nomarkdown}"
                | "{:/}"
                | "<!--endexcerpt-->"
                | "[[_toc_]]:"
                | "<!--toc-->"
                | "<!--tocstop-->"
                | "{{toc}}"
                | "${toc}"
        ) || marker.starts_with("{::options");
        if is_mark {
            edits.push((whole, "\n".into()));
        } else if plain.starts_with("{:") && plain.ends_with('}') && has_attributes {
            attributes(doc, context, line, start, above, &mut edits);
        } else if let Some(made) = quoted_alert(line) {
            context.became("an alert with a title", doc.line(start));
            edits.push((whole, made));
        } else if has_attributes && line.contains("{:") {
            inline_attributes(line, start, &mut edits);
        } else if generator == Generator::VitePress && plain.starts_with("<<< ") {
            context.hand("code from a file (`<<<`): put it between fences", doc.line(start));
        }
        above = (!plain.is_empty()).then_some((start, at));
    }
    doc.apply(edits);
}

/// A line of attributes of kramdown, which is about what is above or below it.
fn attributes(
    doc: &Doc,
    context: &mut Context<'_>,
    line: &str,
    start: usize,
    above: Option<(usize, usize)>,
    edits: &mut Vec<Edit>,
) {
    let plain = line.trim();
    let inner = plain.trim_start_matches("{:").trim_end_matches('}').trim_matches([':', ' ']);
    edits.push((start..start + line.len(), "\n".into()));
    let Some((from, to)) = above else { return };
    let text = &doc.text()[from..to];
    if inner.starts_with("toc") {
        // The list above it stands for the table of contents.
        edits.retain(|(range, _)| range.start != from);
        edits.push((from..to, "\n".into()));
        return;
    }
    let id = inner.split_whitespace().find_map(|word| word.strip_prefix('#'));
    if let Some(id) = id.filter(|_| text.starts_with('#') && !text.contains("{#")) {
        let end = from + text.trim_end().len();
        edits.push((end..end, format!(" {{#{id}}}")));
    }
    context.became("attributes of kramdown: taken out", doc.line(start));
}

/// Attributes of kramdown behind a word, a link or a picture, or at the end of a heading.
fn inline_attributes(line: &str, start: usize, edits: &mut Vec<Edit>) {
    let mut at = 0;
    while let Some(open) = line[at..].find("{:").map(|next| at + next) {
        let Some(end) = line[open..].find('}').map(|end| open + end + 1) else { break };
        at = end;
        let ticks = line[..open].matches('`').count();
        let behind = line[..open].trim_end().ends_with([')', '*', '_', '`', ']', '"']);
        let is_heading = line.starts_with('#');
        if ticks % 2 == 1 || !(behind || is_heading) {
            continue;
        }
        let inner = line[open + 2..end - 1].trim();
        let id = inner.split_whitespace().find_map(|word| word.strip_prefix('#'));
        let made = id.filter(|_| is_heading).map(|id| format!("{{#{id}}}")).unwrap_or_default();
        edits.push((start + open..start + end, made));
    }
}

/// `> [!NOTE] Title` and `> [!info]-`, whose kinds and titles GitHub has not.
fn quoted_alert(line: &str) -> Option<String> {
    let inner = line.trim_start().trim_start_matches(['>', ' ']);
    let prefix = &line[..line.len() - inner.len()];
    if !prefix.contains('>') {
        return None;
    }
    let (kind, title) = inner.strip_prefix("[!")?.split_once(']')?;
    let title = title.trim_start_matches(['-', '+']).trim();
    let ours = alert(kind.split('|').next()?.trim())?;
    if kind == ours && title.is_empty() {
        return None;
    }
    let prefix = prefix.trim_end();
    Some(match title {
        "" => format!("{prefix} [!{ours}]\n"),
        title => format!("{prefix} [!{ours}]\n{prefix} **{title}**\n{prefix}\n"),
    })
}

/// The line above a block of code, if it has to be written otherwise: `ts [config.ts]`, `{.ruby}`,
/// `js:line-numbers`.
fn info(line: &str) -> Option<String> {
    let plain = line.trim_start_matches([' ', '\t', '>']);
    let mark = plain.chars().next()?;
    let ticks = plain.chars().take_while(|&c| c == mark).count();
    let before = &line[..line.len() - plain.len() + ticks];
    let info = plain[ticks..].trim();
    let mut made = String::new();
    if let Some(inner) = info.strip_prefix('{').and_then(|info| info.strip_suffix('}')) {
        let class = inner.split_whitespace().find_map(|word| word.strip_prefix('.'))?;
        let lines = inner.contains("linenos") || inner.contains("numberLines");
        made.push_str(class);
        made.push_str(if lines { " linenos" } else { "" });
    } else {
        made.push_str(info);
        if let Some((head, rest)) = info.split_once(" [").or(info.split_once('['))
            && let Some((name, tail)) = rest.split_once(']')
            && !name.is_empty()
            && !head.contains('{')
        {
            made = format!("{} title=\"{name}\"{tail}", head.trim_end());
        }
        for (from, to) in [
            (":line-numbers", " linenos"),
            (":no-line-numbers", ""),
            (" filename=", " title="),
            (" file=", " title="),
            (" name=", " title="),
            (" twoslash", ""),
            (" live", ""),
            (" noInline", ""),
        ] {
            made = made.replace(from, to);
        }
        // `js,no_run` and `js:title` are read as they are; `js:src/a.js` is not.
        if let Some((language, name)) = made.clone().split_once(':')
            && !language.contains(char::is_whitespace)
            && !name.is_empty()
        {
            made = format!("{language} title=\"{}\"", name.trim_matches('"'));
        }
        // Words that only the other highlighter knows.
        if let Some((language, words)) = made.clone().split_once(' ')
            && words.starts_with('{')
            && words.contains('=')
        {
            let inner = words.trim_matches(['{', '}']);
            let given = arguments(inner);
            let lines = given
                .iter()
                .any(|(name, value)| name.as_deref() == Some("linenos") && value != "false");
            made = format!("{language}{}", if lines { " linenos" } else { "" });
            for (name, value) in given {
                if name.as_deref() == Some("hl_lines") {
                    let lines = value.trim_matches(['[', ']', '"']).replace(' ', ",");
                    made.push_str(&format!(" hl={}", lines.replace('"', "").replace(",,", ",")));
                }
            }
        }
    }
    (made != info).then(|| format!("{before}{made}\n"))
}
