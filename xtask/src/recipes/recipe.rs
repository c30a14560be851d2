//! A file by which others work with the project, and how it is read.

use std::fs;
use std::path::{Path, PathBuf};

/// A file by which somebody else works with a clone of the project.
pub(super) struct Recipe {
    pub(super) file: String,
    pub(super) commands: Vec<String>,
    /// Paths in the clone that it names as there before any command has run.
    pub(super) paths: Vec<String>,
}

pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(super) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{}: {reason}", path.display()))
}

/// Whether a path is one of these, or below one.
pub(super) fn is_in(path: &str, places: &[impl AsRef<Path>]) -> bool {
    places.iter().any(|place| Path::new(path).starts_with(place))
}

/// What follows an option in a command, each time that it is given.
pub(super) fn values<'a>(command: &'a str, option: &str) -> Vec<&'a str> {
    let words: Vec<&str> = command.split_whitespace().collect();
    words.windows(2).filter(|pair| pair[0] == option).map(|pair| pair[1]).collect()
}
