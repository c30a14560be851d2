//! Indented lines, which are no code in MDX.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use crate::{
    doc::{Doc, Edit},
    markdown::common::dialect,
};

/// How often what is indented is looked at: it may lie in something else that is.
const INDENTED: usize = 8;

/// Takes away the blanks that would make lines code: in MDX, where elements are indented, they do not.
pub(super) fn indented(doc: &mut Doc) {
    for _ in 0..INDENTED {
        let text = doc.text();
        let mut edits = Vec::new();
        let mut depth = 0_usize;
        for (event, span) in Parser::new_ext(text, dialect()).into_offset_iter() {
            match event {
                // In a list the blanks of the item would be taken away too.
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if depth == 0 => {
                    edits.extend(without_indent(text, span));
                    depth += 1;
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if edits.is_empty() {
            return;
        }
        doc.apply(edits);
    }
}

/// Takes the blanks away that all lines of a part begin with.
fn without_indent(text: &str, part: Range<usize>) -> Vec<Edit> {
    let start = text[..part.start].rfind('\n').map_or(0, |end| end + 1);
    let lines = || text[start..part.end].split_inclusive('\n');
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let filled = lines().filter(|line| !line.trim().is_empty());
    let indent = filled.map(blanks).min().unwrap_or_default();
    let mut at = start;
    let mut edits = Vec::new();
    for line in lines() {
        edits.push((at..at + indent.min(blanks(line)), String::new()));
        at += line.len();
    }
    edits
}
