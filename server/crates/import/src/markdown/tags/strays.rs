//! What Markdown and a browser take for something else than its writer did.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::{
    doc::{Doc, Edit},
    markdown::common::{Code, dialect},
};

/// Writes `<` in HTML as what a browser takes it for where no tag begins: `<td><= 6</td>`. What begins as
/// tags with a prefix do, `<filter:code>`, is nothing to a browser if it ends somewhere.
pub(super) fn strays(doc: &mut Doc) {
    let text = doc.text();
    let mut edits: Vec<Edit> = Vec::new();
    for (event, span) in Parser::new_ext(text, dialect()).into_offset_iter() {
        if !matches!(event, Event::Html(_)) {
            continue;
        }
        for (at, _) in text[span.clone()].match_indices('<') {
            let at = span.start + at;
            let begins = |c: char| c.is_ascii_alphabetic() || "/!?".contains(c);
            if let Some((name, end)) = prefixed(text, at) {
                let is_pair =
                    text.contains(&format!("<{name}")) && text.contains(&format!("</{name}>"));
                let edit = if is_pair { (at..end, "") } else { (at..at + 1, "&lt;") };
                edits.push((edit.0, edit.1.to_owned()));
            } else if !text[at + 1..].starts_with(begins) && !in_call(text, at) {
                edits.push((at..at + 1, "&lt;".into()));
            }
        }
    }
    doc.apply(edits);
}

/// The name of a tag with a prefix that begins at a place, and where the tag ends.
fn prefixed(text: &str, at: usize) -> Option<(&str, usize)> {
    let inner = text[at + 1..].trim_start_matches('/');
    let length = inner.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)))?;
    let name = &inner[..length];
    let is_name = name.contains(':') && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let behind = &inner[length..];
    if !is_name || !behind.starts_with(['>', ' ']) {
        return None;
    }
    let end = behind.find('>')?;
    Some((name, text.len() - behind.len() + end + 1))
}

/// Whether a mark is that of a call: `{{< name >}}`.
fn in_call(text: &str, at: usize) -> bool {
    text[..at].ends_with("{{")
}

/// Writes empty lines in `<pre>` so that no block of HTML ends with them, where the block began before it:
/// other readers of Markdown look for the end of the element.
pub(super) fn preformatted(doc: &mut Doc) {
    let text = doc.text();
    let lower = text.to_ascii_lowercase();
    if !lower.contains("<pre") {
        return;
    }
    let code = Code::of(text);
    let blocks: Vec<Range<usize>> = Parser::new_ext(text, dialect())
        .into_offset_iter()
        .filter_map(|(event, span)| matches!(event, Event::Start(Tag::HtmlBlock)).then_some(span))
        .collect();
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    while let Some(start) = lower[at..].find("<pre").map(|next| at + next) {
        at = start + "<pre".len();
        let Some(end) = lower[at..].find("</pre>").map(|end| at + end) else { break };
        let is_whole = |block: &Range<usize>| block.start <= start && end < block.end;
        if code.has(start)
            || !lower[at..].starts_with(['>', ' ', '\n'])
            || blocks.iter().any(is_whole)
        {
            continue;
        }
        at = end;
        let mut line_start = start;
        for line in text[start..end].split_inclusive('\n') {
            if line_start > start && line.ends_with('\n') && line.trim().is_empty() {
                edits.push((line_start..line_start + line.len(), "&#10;".into()));
            }
            line_start += line.len();
        }
    }
    doc.apply(edits);
}
