//! The files of an index.

use std::collections::BTreeMap;

use crate::format::{self, Name};

/// Two files that differ would have one name. It takes a blog of millions of posts to see this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameName(pub String);

/// Files by their names.
#[derive(Default)]
pub(super) struct Files {
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Files {
    pub(super) fn add(&mut self, bytes: Vec<u8>) -> Result<Name, SameName> {
        let name = format::name(&bytes);
        let path = format::file(name);
        match self.files.get(&path) {
            Some(other) if *other != bytes => Err(SameName(path)),
            _ => {
                self.files.insert(path, bytes);
                Ok(name)
            }
        }
    }
}
