//! What comes of a blog of another generator.

use std::collections::BTreeMap;

use super::{ImportReport, NewFile};

/// A blog as it will lie in the content folder.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The files, by their paths below the content folder.
    pub files: BTreeMap<String, NewFile>,
    /// What came of it.
    pub report: ImportReport,
    /// Where each line of a text was written: the file of the source, and its line for each line
    /// of ours, from 1.
    pub(crate) origins: BTreeMap<String, TextOrigin>,
}

/// Where a text was written.
#[derive(Clone, Debug)]
pub(crate) struct TextOrigin {
    pub(crate) file: String,
    pub(crate) lines: Vec<usize>,
}
