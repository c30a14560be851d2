//! `[[corrections]]` in the head of a text: what it once said, and what is right.
//!
//! They are a part of the text: Markdown below the headings of the sections that said it, and a list of all at
//! the end, to which the line below the title leads; so they stand wherever the text does.

use std::fmt::Write;

use diagnostics::{Diagnostic, Source, Spanned, suggest};
use markdown::{Forms, MarkdownText, Rendered, SectionNote};
use model::{Correction, Date, Heading};
use values::{Fields, Value};
use words::{Message, Words};

use super::incident::sections::plain;

/// How many a text may have.
const MOST: usize = 100;

const EXAMPLE: &str = "write\n[[corrections]]\ndate = 2026-11-26\nwrong = \"A bucket halts a loop.\"\n\
    right = \"It clips one.\"\nat = \"#the-loop\"";

/// Reads them; the newest come first.
pub(super) fn read(
    source: &Source,
    nodes: Vec<Spanned<Value>>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Correction>> {
    if let Some(node) = nodes.get(MOST) {
        let message = format!("a text has at most {MOST} corrections");
        let help = "write another text, and lead from this one to it";
        faults.push(source.error(node.span.clone(), message).help(help));
    }
    let nodes = nodes.into_iter().take(MOST);
    let mut read: Vec<_> = nodes.filter_map(|node| correction(source, node, faults)).collect();
    read.sort_by_key(|correction| std::cmp::Reverse(correction.value.date));
    read
}

fn correction(
    source: &Source,
    node: Spanned<Value>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Spanned<Correction>> {
    let Value::Table(table) = node.value else {
        let message = format!("a correction is a table, and this is {}", node.value.kind());
        faults.push(source.error(node.span, message).help(EXAMPLE));
        return None;
    };
    let mut fields = Fields::new(source, table, faults);
    let date = fields.date("date");
    let (wrong, right, at) = (fields.filled("wrong"), fields.filled("right"), fields.filled("at"));
    for key in ["date", "wrong", "right"] {
        fields.missing(key, &node.span, &format!("this correction has no `{key}`"), EXAMPLE);
    }
    let at = at.and_then(|Spanned { value, span }| match value.strip_prefix('#') {
        Some(anchor) if !anchor.is_empty() => Some(Spanned { value: anchor.to_owned(), span }),
        _ => {
            let help = Some("write the anchor of the section: \"#the-loop\"".to_owned());
            fields.fault_at(span, (format!("`{value}` is no place in this text"), help));
            None
        }
    });
    fields.finish();
    let line = |text: Spanned<String>| text.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let span = at.as_ref().map_or(node.span, |at| at.span.clone());
    let (wrong, right, at) = (line(wrong?), line(right?), at.map(|at| at.value));
    Some(Spanned { value: Correction { date: date?, wrong, right, at }, span })
}

/// The day of the last.
pub(super) fn last(corrections: &[Spanned<Correction>]) -> Option<Date> {
    corrections.iter().map(|correction| correction.value.date).max()
}

/// What stands below the headings of sections.
pub(super) fn notes(
    corrections: &[Spanned<Correction>],
    text: MarkdownText<'_>,
) -> Vec<SectionNote> {
    let placed = corrections.iter().filter_map(|correction| {
        let at = correction.value.at.clone()?;
        let (rendered, forms) = render_own(&below_heading(&correction.value, text.words), text);
        let Forms { html, markdown, .. } = forms;
        Some(SectionNote { at, html, markdown, words: rendered.words })
    });
    placed.collect()
}

/// Ends a text with the list of them.
pub(super) fn add_list(
    corrections: &[Spanned<Correction>],
    text: MarkdownText<'_>,
    rendered: &mut Rendered,
    forms: &mut Forms,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(first) = corrections.first() else { return };
    if rendered.ids.contains(Correction::LIST) {
        let message =
            format!("the anchor `{}` is that of the list of corrections", Correction::LIST);
        let fault = text.source.error(first.span.clone(), message);
        faults.push(fault.help("give the heading in the text another one"));
    }
    let (more, list) = render_own(&list(corrections, text.words), text);
    rendered.headings.extend(more.headings);
    rendered.words += more.words;
    rendered.ids.extend(more.ids);
    forms.end_with(&list.html, &list.markdown);
}

/// What becomes of some Markdown of ours.
fn render_own(markdown: &str, text: MarkdownText<'_>) -> (Rendered, Forms) {
    let source = Source::new(text.source.path(), markdown);
    let own = MarkdownText { source: &source, start: 0, math: false, notes: &[], ..text };
    // Whether its places are there is said at the head.
    markdown::render(own, &mut Vec::new())
}

fn list(corrections: &[Spanned<Correction>], words: &Words) -> String {
    let title = plain(words.say(Message::Corrections));
    let mut text = format!("\n## {title} {{#{}}}\n\n", Correction::LIST);
    for Spanned { value: Correction { date, wrong, right, at }, .. } in corrections {
        let day = plain(&date.in_words(words));
        let day = match at {
            Some(at) => format!("[{day}](<#{at}>)"),
            None => day,
        };
        let wrong = sentence(Message::CorrectionWrong, wrong, words);
        let right = sentence(Message::CorrectionRight, right, words);
        // Writing to a string can't fail.
        let _ = writeln!(text, "- {day} – {wrong} {right}");
    }
    text
}

fn below_heading(correction: &Correction, words: &Words) -> String {
    let Correction { date, wrong, .. } = correction;
    let wrong = sentence(Message::CorrectionWrong, wrong, words);
    let title = words.fill(Message::CorrectedOn, &[("date", &date.in_words(words))]);
    format!("> [!important] {}\n> {wrong}\n", plain(&title))
}

fn sentence(message: Message, text: &str, words: &Words) -> String {
    plain(&words.fill(message, &[("text", text)]))
}

/// Looks for the sections that corrections name.
pub(super) fn check(
    source: &Source,
    corrections: &[Spanned<Correction>],
    headings: &[Heading],
    faults: &mut Vec<Diagnostic>,
) {
    for Spanned { value, span } in corrections {
        let Some(at) = &value.at else { continue };
        let mut anchors = headings.iter().map(|heading| heading.id.as_str());
        if anchors.clone().any(|anchor| anchor == at) {
            continue;
        }
        let help = suggest::did_you_mean(at, anchors.by_ref())
            .unwrap_or_else(|| "take `at` out, or give a heading this anchor".to_owned());
        let message = format!("no section of this text has the anchor `{at}`");
        faults.push(source.error(span.clone(), message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use values::Language;

    use super::*;

    fn read_all(text: &str) -> (Vec<Correction>, Vec<String>) {
        let source = Source::new("a.md", text);
        let mut faults = Vec::new();
        let table = values::parse(&source, 0..text.len(), Language::Toml, &mut faults);
        let mut fields = Fields::new(&source, table.expect("a table"), &mut faults);
        let nodes = fields.list("corrections");
        fields.finish();
        let found = read(&source, nodes, &mut faults);
        let found = found.into_iter().map(|correction| correction.value).collect();
        (found, faults.into_iter().map(|fault| fault.message).collect())
    }

    #[test]
    fn the_newest_comes_first() {
        let (found, faults) = read_all(
            "[[corrections]]\ndate = 2026-01-02\nwrong = \"a\\nb\"\nright = \"c\"\n\
             [[corrections]]\ndate = 2026-01-03\nwrong = \"d\"\nright = \"e\"\nat = \"#f\"\n",
        );
        assert_eq!(faults, [""; 0]);
        let said = found.iter().map(|c| (c.date.to_string(), &*c.wrong, c.at.as_deref()));
        let expected =
            [("2026-01-03".to_owned(), "d", Some("f")), ("2026-01-02".to_owned(), "a b", None)];
        assert_eq!(said.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_missing_is_said() {
        let (found, faults) =
            read_all("corrections = [3, { date = 2026-01-02, wrong = \"\", at = \"x\", why = 1 }]");
        assert!(found.is_empty());
        assert_eq!(
            faults,
            [
                "a correction is a table, and this is a number",
                "`wrong` is empty",
                "this correction has no `right`",
                "`x` is no place in this text",
                "unknown key `why`",
            ]
        );
    }
}
