//! The image: what `Containerfile` copies and runs.

use super::recipe::{Recipe, is_in, read};
use super::scripts;

const FILE: &str = "Containerfile";

/// The first stage, which compiles.
pub(super) fn recipe() -> Recipe {
    let text = read(FILE);
    let (tools, _) = text.split_once("AS site").expect("two stages");
    let run: Vec<String> = instructions(tools, "RUN ").collect();
    Recipe {
        file: FILE.to_owned(),
        commands: scripts::of_script(&run.join("\n")),
        paths: instructions(tools, "COPY ").flat_map(|line| copied(&line)).collect(),
    }
}

/// The names of the stages.
pub(super) fn stages() -> Vec<String> {
    let text = read(FILE);
    let names = text.lines().filter(|line| line.starts_with("FROM ")).filter_map(|line| {
        let (_, name) = line.split_once(" AS ")?;
        Some(name.to_owned())
    });
    names.collect()
}

/// The instructions of a kind, each on one line, without the word that begins it.
fn instructions<'a>(text: &str, kind: &'a str) -> impl Iterator<Item = String> + use<'a> {
    let whole = text.replace("\\\n", "");
    let lines: Vec<String> =
        whole.lines().filter_map(|line| line.strip_prefix(kind)).map(str::to_owned).collect();
    lines.into_iter()
}

/// What a line of `COPY` takes; its last path is where that goes.
fn copied(line: &str) -> Vec<String> {
    let mut paths: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    paths.pop();
    paths
}

#[test]
fn what_is_copied_is_not_ignored() {
    let ignored = read(".dockerignore");
    let ignored: Vec<_> = ignored.lines().collect();
    let paths = recipe().paths;
    assert!(paths.len() > 10, "{paths:?}");
    for path in &paths {
        assert!(!is_in(path, &ignored), "{path} is copied, but .dockerignore leaves it out");
    }
    assert!(!is_in("content", &ignored), "the second stage needs it");
}
