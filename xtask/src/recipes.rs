//! What the project has others do with it: the workflows, the image, and the commands of the documents.
//! All of it is read here, and held against the project: tests alone.

mod actions;
mod build;
mod image;
mod recipe;
mod scripts;
mod workflow;

use std::ffi::OsString;
use std::path::Path;

use crate::{args, lockfile};
use build::read_by_a_build;
use recipe::{Recipe, is_in, read, root, values};
use workflow::Workflow;

/// The documents that tell of commands.
const DOCUMENTS: [&str; 5] =
    ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/deploying.md", "docs/performance.md"];

fn recipes() -> Vec<Recipe> {
    let documents = DOCUMENTS.map(|file| Recipe {
        file: file.to_owned(),
        commands: scripts::of_document(&read(file)),
        paths: Vec::new(),
    });
    let script = ".ci/run";
    let script = Recipe {
        file: script.to_owned(),
        commands: scripts::of_script(&read(script)),
        paths: Vec::new(),
    };
    let workflows = Workflow::of_the_project();
    let workflows = workflows.iter().map(|workflow| Recipe {
        file: workflow.file.clone(),
        commands: workflow.commands(),
        paths: workflow.hashed(),
    });
    documents.into_iter().chain([script, image::recipe()]).chain(workflows).collect()
}

#[test]
fn every_call_of_xtask_is_one_that_it_understands() {
    let mut calls = 0;
    for Recipe { file, commands, .. } in recipes() {
        for command in &commands {
            let Some(arguments) = command.strip_prefix("cargo xtask ") else { continue };
            let parsed = args::parse(arguments.split_whitespace().map(OsString::from));
            assert!(parsed.is_ok(), "{file}: `{command}`: {parsed:?}");
            calls += 1;
        }
    }
    assert!(calls >= 20, "only {calls} calls are found");
}

#[test]
fn whatever_a_command_or_a_key_names_is_there() {
    let lock = read("Cargo.lock");
    for Recipe { file, commands, paths } in recipes() {
        let run = commands.iter().filter_map(|command| command.strip_prefix("bash "));
        let files = commands.iter().flat_map(|command| values(command, "--file"));
        for path in paths.iter().map(String::as_str).chain(run).chain(files) {
            assert!(root().join(path).exists(), "{file} names {path}, which is not there");
        }
        for command in commands.iter().filter(|command| command.starts_with("cargo ")) {
            for package in ["--package", "-p"].iter().flat_map(|option| values(command, option)) {
                let version = lockfile::version_of(&lock, package);
                let own = Some(env!("CARGO_PKG_VERSION"));
                assert_eq!(version, own, "{file}: `{command}`: no package of ours is {package}");
            }
        }
    }
}

#[test]
fn whoever_compiles_has_all_that_a_build_reads() {
    let mut compiling = 0;
    for Recipe { file, paths, .. } in recipes() {
        // What starts anew with each change of the lock file alone keeps no program.
        if !paths.iter().any(|path| path == "server") {
            continue;
        }
        compiling += 1;
        for path in read_by_a_build() {
            assert!(is_in(&path, &paths), "{file} does not know of {path}");
        }
    }
    assert_eq!(compiling, 2, "the image, and the workflow of Pages");
}

/// cargo-leptos empties the folder of the front end, so everybody has to mean the same.
#[test]
fn the_folder_of_the_front_end_has_one_name_everywhere() {
    let manifest = read("Cargo.toml");
    let (_, rest) = manifest.split_once("\nsite-root = \"").expect("it is named");
    let (front, _) = rest.split_once('"').expect("a text");
    assert_eq!(Path::new(crate::project::FRONT), Path::new(front));
    for file in [
        "end2end/support/built.ts",
        ".github/workflows/release.yml",
        "server/src/arguments.rs",
        "server/src/commands.rs",
    ] {
        let text = read(file);
        let named: Vec<_> = text.match_indices("target/front").collect();
        assert!(!named.is_empty(), "{file} does not name it");
        for (at, _) in named {
            assert!(text[at..].starts_with(front), "{file} names another folder than {front}");
        }
    }
}
