//! `[revisions]` of `site.toml`: where it is known how texts changed, and what of it is left out.

use diagnostics::{Diagnostic, Source, Span, Spanned};
use revisions::Histories;
use values::{Fields, Table};

/// How many letters the name of a commit has at least.
const SHORTEST: usize = 7;

/// The table, read.
#[derive(Clone, Debug)]
pub(in super::super) struct RevisionsTable {
    /// Where it is asked for.
    pub(super) place: Span,
    /// Whether git is asked.
    pub(super) git: bool,
    /// Commits of which nobody is to see what they made.
    leave_out: Vec<Spanned<String>>,
}

impl RevisionsTable {
    /// What is faulty is as if it were not there.
    pub(in super::super) fn read(
        source: &Source,
        table: Spanned<Table>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let place = table.span.clone();
        let mut fields = Fields::new(source, table.value, faults);
        let from = fields.filled("from");
        fields.missing("from", &table.span, "this does not say what it is known from", FROM);
        let mut leave_out = Vec::new();
        for Spanned { value, span } in fields.texts("leave_out").unwrap_or_default() {
            let is_name = value.len() >= SHORTEST && value.bytes().all(|c| c.is_ascii_hexdigit());
            if is_name {
                leave_out.push(Spanned { value: value.to_ascii_lowercase(), span });
            } else {
                let message = format!("`{value}` is no name of a commit");
                let help =
                    format!("write at least {SHORTEST} letters of it, as `git log` shows it");
                fields.fault_at(span, (message, Some(help)));
            }
        }
        let git = from.as_ref().is_some_and(|from| from.value == "git");
        if let Some(from) = from.filter(|from| !git && from.value != "none") {
            let message = format!("`from` can't be `{}`", from.value);
            fields.fault_at(from.span, (message, Some(FROM.to_owned())));
        }
        fields.finish();
        Self { place, git, leave_out }
    }

    /// Whether what a commit made is left out.
    pub(super) fn leaves_out(&self, commit: &str) -> bool {
        self.leave_out.iter().any(|begin| commit.starts_with(&*begin.value))
    }

    /// Warns of commits that made none of the versions that there are.
    pub(super) fn tell_unused(
        &self,
        source: &Source,
        histories: &Histories,
        faults: &mut Vec<Diagnostic>,
    ) {
        for Spanned { value, span } in &self.leave_out {
            let mut commits = histories.values().flatten().map(|version| &version.commit);
            if !commits.any(|commit| commit.starts_with(&**value)) {
                let message = format!("no commit that begins with `{value}` changed a text");
                faults.push(source.warning(span.clone(), message).help("take it out"));
            }
        }
    }
}

const FROM: &str = "write `from = \"git\"`, or \"none\"";
