//! Why a number can't be had.

/// Why a number can't be had, and how to mend that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl NumberError {
    /// With what is wrong, and a remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}
