//! `[[revisions]]` in the head of a text: what its writer says of a change.

use diagnostics::{Diagnostic, Source, Spanned};
use model::{History, Revision};
use values::{Fields, Value};

/// How many a text may have.
const MOST: usize = 100;

const EXAMPLE: &str =
    "write\n[[revisions]]\ndate = 2026-11-26\nwhat = \"Measured again with version 2.\"";

/// Reads them.
pub(in super::super) fn read(
    source: &Source,
    nodes: Vec<Spanned<Value>>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Revision> {
    if let Some(node) = nodes.get(MOST) {
        let fault = source.error(node.span.clone(), format!("a text has at most {MOST} revisions"));
        faults.push(fault.help("tell those that still matter to a reader"));
    }
    nodes.into_iter().take(MOST).filter_map(|node| revision(source, node, faults)).collect()
}

fn revision(
    source: &Source,
    node: Spanned<Value>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Revision> {
    let Value::Table(table) = node.value else {
        let message = format!("a revision is a table, and this is {}", node.value.kind());
        faults.push(source.error(node.span, message).help(EXAMPLE));
        return None;
    };
    let mut fields = Fields::new(source, table, faults);
    let (date, what) = (fields.date("date"), fields.filled("what"));
    for key in ["date", "what"] {
        fields.missing(key, &node.span, &format!("this revision has no `{key}`"), EXAMPLE);
    }
    fields.finish();
    let note = what?.value.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Revision { date: date?, note: Some(note), change: None })
}

/// A history with what the writer says: of a day that has a change already, that is said there.
pub(super) fn with(own: &[Revision], mut history: History) -> History {
    for said in own {
        let same = history.revisions.iter_mut().find(|known| known.date == said.date);
        match same {
            Some(Revision { note: Some(note), .. }) => {
                note.push(' ');
                note.push_str(said.note.as_deref().unwrap_or_default());
            }
            Some(known) => known.note.clone_from(&said.note),
            None => history.revisions.push(said.clone()),
        }
    }
    history.revisions.sort_by_key(|revision| std::cmp::Reverse(revision.date));
    history
}

#[cfg(test)]
mod tests {
    use model::Change;

    use super::*;

    #[test]
    fn what_a_writer_says_of_a_day_stands_with_what_changed_then() {
        let of = |date: &str, note: Option<&str>, change: Option<Change>| Revision {
            date: date.parse().expect("a day"),
            note: note.map(str::to_owned),
            change,
        };
        let git = History {
            revisions: vec![of("2026-01-03", None, Some(Change::default()))],
            is_cut: false,
        };
        let own = [
            of("2026-01-02", Some("a"), None),
            of("2026-01-03", Some("b"), None),
            of("2026-01-03", Some("c"), None),
        ];
        let told = with(&own, git).revisions;
        let expected = vec![
            of("2026-01-03", Some("b c"), Some(Change::default())),
            of("2026-01-02", Some("a"), None),
        ];
        assert_eq!(told, expected);
    }
}
