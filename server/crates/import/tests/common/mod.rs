//! A small blog, and what comes of it.

use std::fs;

use import::{ImportJob, Imported, NewFile, import};

/// Imports a blog of some files.
pub fn imported(files: &[(&str, &str)]) -> Imported {
    let temp = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let file = temp.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("written");
    }
    import(&ImportJob { source: temp.path().to_owned(), from: None }).expect("a blog")
}

pub fn text<'a>(imported: &'a Imported, path: &str) -> &'a str {
    match imported.files.get(path) {
        Some(NewFile::Text(text)) => text,
        other => panic!("{path} is {other:?}, of {:?}", imported.files.keys()),
    }
}

/// What follows the head of a text.
pub fn body<'a>(imported: &'a Imported, path: &str) -> &'a str {
    text(imported, path).split_once("\n+++\n").expect("a head").1.trim()
}
