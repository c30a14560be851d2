//! What a build reads: found in the sources, and not told once more.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::recipe::{is_in, read, root};
use crate::sources::SOURCES;

/// All that a build reads: the sources, whatever they compile in, and this program.
pub(super) fn read_by_a_build() -> Vec<String> {
    let mut rust = Vec::new();
    for package in ["app", "frontend", "server", "xtask"] {
        rust_below(package, &mut rust);
    }
    let mut all: Vec<String> = SOURCES.into_iter().chain(["xtask"]).map(str::to_owned).collect();
    for file in &rust {
        let source = read(file);
        all.extend(compiled_in(&source).map(|named| seen_from(file, named)));
    }
    all
}

/// Every Rust source below a folder, as paths in the repository.
fn rust_below(folder: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(root().join(folder)).expect("a folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("Unicode");
        let path = format!("{folder}/{name}");
        if root().join(&path).is_dir() {
            rust_below(&path, found);
        } else if path.ends_with(".rs") {
            found.push(path);
        }
    }
}

/// What a path means that a file names from where it is.
fn seen_from(file: &str, named: &str) -> String {
    let mut path: Vec<_> = Path::new(file).parent().into_iter().flatten().collect();
    for part in Path::new(named).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            part => path.push(part.as_os_str()),
        }
    }
    path.iter().collect::<PathBuf>().to_string_lossy().into_owned()
}

/// The files that a Rust source compiles in, or that cargo watches for a build script.
fn compiled_in(source: &str) -> impl Iterator<Item = &str> {
    let marks = ["include_str!(\"", "include_bytes!(\"", "const PUBLIC: &str = \""];
    marks
        .into_iter()
        .flat_map(move |mark| source.split(mark).skip(1).filter_map(|rest| rest.split('"').next()))
}

#[test]
fn what_is_compiled_in_is_found() {
    let source = "include_str!(\"../../a.toml\"); x(include_bytes!(\"b/c.ttf\"))";
    let found: Vec<_> =
        compiled_in(source).map(|named| seen_from("server/src/x.rs", named)).collect();
    assert_eq!(found, ["a.toml", "server/src/b/c.ttf"]);
    assert!(read_by_a_build().contains(&"public".to_owned()));
}

#[test]
fn a_change_of_whatever_a_build_reads_makes_another_build() {
    for path in read_by_a_build() {
        assert!(is_in(&path, &SOURCES) || is_in(&path, &["xtask"]), "{path} is not in SOURCES");
    }
}
