//! Labels that the library writes as HTML, as lines of text.

use merman::entities::decode_mermaid_entities_to_unicode;
use roxmltree::Node;
use typeface::Typeface;
use unicode_linebreak::linebreaks;

use super::{
    letters,
    style::{ElementStyle, Local, Rules},
};

/// Letters that look alike.
#[derive(Clone, Debug)]
pub(super) struct TextRun<'a> {
    pub(super) text: String,
    pub(super) look: ElementStyle<'a>,
}

/// The lines of a label that is so wide, each of runs of letters.
pub(super) fn lines<'a>(
    label: Node<'a, '_>,
    look: &ElementStyle<'a>,
    rules: &Rules<'a>,
    (typeface, width): (&Typeface, f64),
) -> Vec<Vec<TextRun<'a>>> {
    let mut lines = vec![Vec::new()];
    collect(label, look, rules, &mut lines);
    let lines = lines.into_iter().map(tidy).filter(|line| !line.is_empty());
    lines.flat_map(|line| broken(line, typeface, width)).collect()
}

/// The letters of an element; a block and a break begin a line.
fn collect<'a>(
    node: Node<'a, '_>,
    look: &ElementStyle<'a>,
    rules: &Rules<'a>,
    lines: &mut Vec<Vec<TextRun<'a>>>,
) {
    for child in node.children() {
        if child.is_text() {
            let text = decode_mermaid_entities_to_unicode(child.text().unwrap_or_default());
            if let Some(line) = lines.last_mut() {
                line.push(TextRun { text: text.into_owned(), look: *look });
            }
            continue;
        }
        let name = child.tag_name().name();
        if name == "br" {
            lines.push(Vec::new());
            continue;
        }
        let is_block = matches!(name, "div" | "p" | "li" | "ul" | "ol" | "pre");
        if is_block {
            lines.push(Vec::new());
        }
        let mut look = rules.look(child, look);
        match name {
            "b" | "strong" => look.set("font-weight", "bold"),
            "em" | "i" => look.set("font-style", "italic"),
            "u" => look.set("text-decoration", "underline"),
            "s" | "del" => look.set("text-decoration", "line-through"),
            _ => {}
        }
        if !look.is_hidden() {
            collect(child, &look, rules, lines);
        }
        if is_block {
            lines.push(Vec::new());
        }
    }
}

/// A line without white space at its ends, and with single blanks in it.
fn tidy(line: Vec<TextRun<'_>>) -> Vec<TextRun<'_>> {
    let mut tidied: Vec<TextRun<'_>> = Vec::new();
    let mut ends_blank = true;
    for TextRun { text, look } in line {
        let mut kept = String::new();
        for c in text.chars() {
            let is_blank = c.is_whitespace() && c != '\u{a0}';
            if !(is_blank && ends_blank) {
                kept.push(if is_blank { ' ' } else { c });
            }
            ends_blank = is_blank;
        }
        if !kept.is_empty() {
            tidied.push(TextRun { text: kept, look });
        }
    }
    if let Some(last) = tidied.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    tidied.retain(|run| !run.text.is_empty());
    tidied
}

/// A line as the lines that have room in a width.
fn broken<'a>(line: Vec<TextRun<'a>>, typeface: &Typeface, width: f64) -> Vec<Vec<TextRun<'a>>> {
    let measure = |text: &str, look: &ElementStyle<'_>| {
        letters::width(typeface, text, look.font, look.is_bold())
    };
    // What is a little too wide was rounded.
    let room = width + 1.0;
    if line.iter().map(|run| measure(&run.text, &run.look)).sum::<f64>() <= room {
        return vec![line];
    }
    let mut lines: Vec<Vec<TextRun<'_>>> = vec![Vec::new()];
    let mut used = 0.0;
    for TextRun { text, look } in line {
        let mut start = 0;
        for (end, _) in linebreaks(&text) {
            let piece = &text[start..end];
            start = end;
            if used > 0.0 && used + measure(piece.trim_end(), &look) > room {
                lines.push(Vec::new());
                used = 0.0;
            }
            used += measure(piece, &look);
            if let Some(line) = lines.last_mut() {
                line.push(TextRun { text: piece.to_owned(), look });
            }
        }
    }
    lines.into_iter().map(tidy).collect()
}

/// Whether a label stands on a line that is not to run through it.
pub(super) fn is_on_line(label: Node<'_, '_>) -> bool {
    label.ancestors().any(|node| {
        let classes = node.attribute("class").unwrap_or_default();
        node.has_tag_name_local("g") && classes.split(' ').any(|class| class == "edgeLabel")
    })
}
