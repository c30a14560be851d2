//! What is wrong with a content folder: where, what, and how to mend it.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
    path::PathBuf,
};

use super::snippet;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site can't be built.
    Error,
    /// The site can be built, though probably not as the writer meant it.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One fault: a place in a file, what is wrong there, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The file, relative to the current folder or as it was given.
    pub path: PathBuf,
    /// The line, counted from 1 at the top of the file.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// How many characters of the line are at fault; 0 when the fault is the file's as a whole.
    pub len: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// What can't be seen in it.
    pub note: Option<String>,
    /// The line of the file, when the fault is in one; of a long line what stands around the fault.
    pub source: Option<String>,
    /// The column at which `source` begins.
    pub source_from: usize,
    /// How many faults of the same kind the same text has that are not told one by one.
    pub more: usize,
}

impl Diagnostic {
    /// An error of a file as a whole: of its name, or because it can't be read.
    pub fn of_file(path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            path: path.into(),
            line: 1,
            column: 1,
            len: 0,
            message: message.into(),
            help: None,
            note: None,
            source: None,
            source_from: 1,
            more: 0,
        }
    }

    /// A warning about a file or folder as a whole.
    pub fn warning_of_file(path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::of_file(path, message) }
    }

    /// The same fault with a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into()).filter(|help| !help.is_empty());
        self
    }

    /// The same fault with a remedy, if there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.filter(|help| !help.is_empty()).or(self.help);
        self
    }

    /// The message as it stands on a terminal, in colour or plain.
    pub fn render(&self, colour: bool) -> String {
        snippet::render(self, colour)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// Everything that is wrong with a content folder, ordered by file, line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// At least one of them is an error.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Faults in any order; at least one of them is an error.
    pub fn new(mut diagnostics: Vec<Diagnostic>) -> Self {
        sort(&mut diagnostics);
        Self { diagnostics }
    }

    /// The message as it stands on a terminal, in colour or plain.
    pub fn render(&self, colour: bool) -> String {
        render_all(&self.diagnostics, colour)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Report {}

/// How many faults of one kind are shown: more would hide the others.
const SHOWN: usize = 10;

/// Faults as they stand on a terminal, in colour or plain. Of those of one kind only the first few
/// are shown, with how many more there are.
pub fn render_all(diagnostics: &[Diagnostic], colour: bool) -> String {
    let mut total: BTreeMap<Kind, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *total.entry(kind(diagnostic)).or_default() += 1 + diagnostic.more;
    }
    let mut seen: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut messages = Vec::new();
    for diagnostic in diagnostics {
        let kind = kind(diagnostic);
        let total = total.get(&kind).copied().unwrap_or_default();
        let seen = seen.entry(kind).or_default();
        if *seen == SHOWN {
            continue;
        }
        *seen += 1;
        let mut message = diagnostic.render(colour);
        if *seen == SHOWN && total > SHOWN {
            // Writing to a string can't fail.
            let _ = writeln!(message, "… and {} more like this", total - SHOWN);
        }
        messages.push(message);
    }
    messages.join("\n")
}

/// What faults have in common, and their remedies, that differ in nothing but names:
/// `the tag … is empty`.
type Kind = (Severity, String, String);

fn kind(diagnostic: &Diagnostic) -> Kind {
    let help = diagnostic.help.as_deref().unwrap_or_default();
    (diagnostic.severity, nameless(&diagnostic.message), nameless(help))
}

/// A text without the names in it.
pub fn nameless(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("…")
}

/// Puts faults in the order of reading, whichever thread found them first, and each there once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    fn place(diagnostic: &Diagnostic) -> (&PathBuf, usize, usize, Severity, &str) {
        let Diagnostic { path, line, column, severity, message, .. } = diagnostic;
        (path, *line, *column, *severity, message)
    }
    diagnostics.sort_by(|a, b| place(a).cmp(&place(b)));
    diagnostics.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_one_kind_a_screenful_is_shown() {
        let fault = |at: usize| Diagnostic::of_file("x.md", format!("there is no `{at}`"));
        let mut faults: Vec<Diagnostic> = (0..22).map(fault).collect();
        faults.push(Diagnostic::of_file("y.md", "something else"));
        let shown = render_all(&faults, false);
        assert_eq!(shown.matches("there is no").count(), 10);
        assert!(shown.contains("`9`\n  --> x.md:1:1\n… and 12 more like this\n"), "{shown}");
        assert!(shown.contains("something else"), "{shown}");
        assert!(!render_all(&faults[..10], false).contains("more like this"));
        // What is not told one by one counts as well.
        faults[3].more = 500;
        let shown = render_all(&faults, false);
        assert!(shown.contains("… and 512 more like this\n"), "{shown}");
    }
}
