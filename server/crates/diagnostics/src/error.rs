//! Why a command did not do what it was asked.

use std::{fmt, io, path::Path};

use crate::Report;

/// What went wrong, told to people.
#[derive(Debug)]
pub enum Error {
    /// One message, with the remedy where there is one.
    Message(String),
    /// All that is wrong with a content folder.
    Content(Report),
}

/// What a step of a command gives back.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self::Message(message.into())
    }

    /// A file or folder that could not be worked with; `action` is an infinitive.
    pub fn file(action: &str, path: &Path, reason: &io::Error) -> Self {
        Self::Message(format!("can't {action} {}: {reason}", path.display()))
    }

    /// The message as it stands on a terminal, in colour or plain.
    pub fn render(&self, colour: bool) -> String {
        match self {
            Self::Message(message) if colour => format!("\x1b[1;31merror\x1b[0m: {message}"),
            Self::Message(message) => format!("error: {message}"),
            Self::Content(report) => report.render(colour).trim_end().to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(message) => f.write_str(message),
            Self::Content(report) => report.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<Report> for Error {
    fn from(report: Report) -> Self {
        Self::Content(report)
    }
}
