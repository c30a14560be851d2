//! A block of code that shows how two files differ: ```` ```diff from="old.py" to="new.py" ````.

use diagnostics::{Source, Span};
use similar::TextDiff;

use crate::{Target, info::Info, writer::Writer};

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
        self.plainly.push((span.clone(), self.as_block(&lines, span)));
        info.title.get_or_insert_with(|| format!("{from} → {to}"));
        Some(lines)
    }

    /// One of the files.
    fn compared(&mut self, name: &str, head: &Span) -> Option<Source> {
        let place = self.place_of(name, head);
        let file = match self.text.resolver.resolve(name) {
            Ok(Target::File { file, path, taken, .. }) => {
                // Readers of a difference may want to copy it.
                self.offer(file.clone(), path, taken, &place);
                file
            }
            Ok(_) => {
                let message = format!("`{name}` is not a file of the content folder");
                let help =
                    "name a file beside the text, or where its path says in the content folder";
                self.error(place, message, Some(help.into()));
                return None;
            }
            Err(broken) => {
                let help = broken.help.or(Some("put the file beside the text".into()));
                self.error(place, broken.message, help);
                return None;
            }
        };
        let shown = self.text.source.path().with_file_name(name);
        match Source::read(&file, shown) {
            Ok(source) if source.text().lines().nth(MOST_LINES).is_none() => Some(source),
            Ok(_) => {
                let message = format!("`{name}` has more than {MOST_LINES} lines to compare");
                let help = "name a file with the part that matters";
                self.error(place, message, Some(help.into()));
                None
            }
            Err(fault) => {
                self.faults.push(*fault);
                None
            }
        }
    }

    /// Lines as a block of code in the place of another one, for those who have the text alone.
    fn as_block(&self, lines: &str, span: &Span) -> String {
        let before = self.text.source.text().get(..span.start).unwrap_or_default();
        let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
        // In a list or a quotation the lines go on in it.
        let indent: String = line.chars().map(|c| if c == '>' { c } else { ' ' }).collect();
        let most = lines.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(most.max(2) + 1);
        let lines: String = lines.lines().map(|line| format!("{indent}{line}\n")).collect();
        format!("{fence}diff\n{lines}{indent}{fence}")
    }
}
