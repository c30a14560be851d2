//! What can go wrong: always one message, which says what was tried and what to do now.

use std::fmt;
use std::io;
use std::path::Path;

/// The result of anything here that can fail.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// A failure as the reader of the terminal needs it. Nothing in this program handles one kind of
/// failure differently from another, so a message is all there is.
#[derive(Debug)]
pub(crate) struct Error(String);

impl Error {
    /// A failure that the message describes in full.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A failure of the file system: `cannot <action> <path>: <reason>`.
    pub(crate) fn file(action: &str, path: &Path, reason: &io::Error) -> Self {
        Self(format!("cannot {action} {}: {reason}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
