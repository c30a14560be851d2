//! A block of code that shows how two files differ: ```` ```diff from="old.py" to="new.py" ````.

use diagnostics::{Source, Span};
use similar::TextDiff;

use super::fence::fenced;
use crate::{info::Info, writer::Writer};

/// How many lines each may have: comparing takes their square where nothing in them is the same.
const MOST_LINES: usize = 2_000;
/// How many lines that are the same stand around those that differ.
const AROUND: usize = 3;

impl Writer<'_> {
    /// The lines in which the files differ that a block names, which is called after them unless it has a title;
    /// `None` for a block that names none, or where something is wrong.
    pub(super) fn difference(
        &mut self,
        info: &mut Info,
        code: &str,
        (head, span): (&Span, &Span),
    ) -> Option<String> {
        let (from, to) = match (info.from.take(), info.to.take()) {
            (None, None) => return None,
            (Some(from), Some(to)) => (from, to),
            _ => {
                let help = "write ```diff from=\"old.py\" to=\"new.py\"";
                self.error(head.clone(), "a difference is one of two files", Some(help.into()));
                return None;
            }
        };
        if !code.trim().is_empty() {
            let help = "leave the block empty: what stands in it comes from the files";
            self.error(head.clone(), "this block names files and has lines", Some(help.into()));
            return None;
        }
        let (old, new) = (self.compared(&from, head), self.compared(&to, head));
        let (old, new) = (old?, new?);
        let lines = TextDiff::from_lines(old.text(), new.text())
            .unified_diff()
            .context_radius(AROUND)
            .missing_newline_hint(false)
            .to_string();
        if lines.is_empty() {
            let message = format!("`{from}` and `{to}` are the same");
            self.warning(head.clone(), message, Some("name two files that differ".into()));
        }
        let block = fenced(self.text.source.text(), span.start, "diff", &lines);
        self.plainly.push((span.clone(), block));
        info.title.get_or_insert_with(|| format!("{from} → {to}"));
        Some(lines)
    }

    /// One of the files.
    fn compared(&mut self, name: &str, head: &Span) -> Option<Source> {
        let source = self.code_file(name, head)?;
        if source.text().lines().nth(MOST_LINES).is_none() {
            return Some(source);
        }
        let message = format!("`{name}` has more than {MOST_LINES} lines to compare");
        let help = "name a file with the part that matters";
        self.error(self.place_of(name, head), message, Some(help.into()));
        None
    }
}
