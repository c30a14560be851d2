//! Names in a text that lead nowhere, or that two things have: footnotes and anchors. A reader of Markdown takes
//! such a footnote for words, and a browser goes to the first of two anchors.

use std::collections::BTreeSet;

use super::common::{Code, Context};
use crate::doc::{Doc, Edit};

/// Mends them.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    let code = Code::of(doc.text());
    let mut edits = footnotes(doc, context, &code);
    edits.extend(anchors(doc, context, &code));
    doc.apply(edits);
}

/// References of footnotes that no note is of: they are words.
fn footnotes(doc: &Doc, context: &mut Context<'_>, code: &Code) -> Vec<Edit> {
    let text = doc.text();
    let mut edits = Vec::new();
    let name = |at: usize| {
        let rest = &text[at + "[^".len()..];
        let end =
            rest.find(']').filter(|end| *end > 0 && !rest[..*end].contains(char::is_whitespace))?;
        Some((rest[..end].to_lowercase(), rest[end + 1..].starts_with(':')))
    };
    let all: Vec<(usize, String, bool)> = text
        .match_indices("[^")
        .filter(|(at, _)| !code.has(*at) && !text[..*at].ends_with('\\'))
        .filter_map(|(at, _)| name(at).map(|(name, is_note)| (at, name, is_note)))
        .collect();
    let begins = |at: usize| {
        text[..at].rsplit('\n').next().unwrap_or_default().trim_matches([' ', '>']).is_empty()
    };
    let notes: BTreeSet<&str> = all
        .iter()
        .filter(|(at, _, is_note)| *is_note && begins(*at))
        .map(|(_, name, _)| name.as_str())
        .collect();
    for (at, name, _) in &all {
        if !notes.contains(name.as_str()) {
            context.became("a footnote that no note is of: as it is written", doc.line(*at));
            edits.push((*at..*at, "\\".to_owned()));
        }
    }
    edits
}

/// Anchors of headings that an earlier heading has.
fn anchors(doc: &Doc, context: &mut Context<'_>, code: &Code) -> Vec<Edit> {
    let text = doc.text();
    let mut seen = BTreeSet::new();
    let mut edits = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if !line.starts_with('#') || code.has(start) {
            continue;
        }
        let Some(open) = line.rfind("{#") else { continue };
        let Some(end) = line[open..].find('}').map(|end| open + end) else { continue };
        if !seen.insert(line[open + 2..end].trim().to_owned()) {
            context.became("an anchor that an earlier heading has: taken out", doc.line(start));
            edits.push((start + open..start + end + 1, String::new()));
        }
    }
    edits
}
