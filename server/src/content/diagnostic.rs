//! What is wrong with a content folder: where, what, and how to mend it.

use std::{fmt, path::PathBuf};

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
    /// The line of the file, when the fault is in one.
    pub source: Option<String>,
}

impl Diagnostic {
    /// An error of a file as a whole: of its name, or because it can't be read.
    pub(super) fn of_file(path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            path: path.into(),
            line: 1,
            column: 1,
            len: 0,
            message: message.into(),
            help: None,
            source: None,
        }
    }

    /// The same fault with a remedy.
    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same fault with a remedy, if there is one.
    #[must_use]
    pub(super) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
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
    pub(super) fn new(mut diagnostics: Vec<Diagnostic>) -> Self {
        sort(&mut diagnostics);
        Self { diagnostics }
    }

    /// The message as it stands on a terminal, in colour or plain.
    pub fn render(&self, colour: bool) -> String {
        let messages: Vec<String> =
            self.diagnostics.iter().map(|diagnostic| diagnostic.render(colour)).collect();
        messages.join("\n")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Report {}

/// Puts faults in the order of reading, whichever thread found them first, and each there once.
pub(super) fn sort(diagnostics: &mut Vec<Diagnostic>) {
    fn place(diagnostic: &Diagnostic) -> (&PathBuf, usize, usize, Severity, &str) {
        let Diagnostic { path, line, column, severity, message, .. } = diagnostic;
        (path, *line, *column, *severity, message)
    }
    diagnostics.sort_by(|a, b| place(a).cmp(&place(b)));
    diagnostics.dedup();
}
