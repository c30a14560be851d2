//! The same posts as a site of Astro and of SvelteKit, to be measured beside ours.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::browser::install_node;
use super::common::{Bench, remove};
use crate::error::{Error, Result};
use crate::project::create_folder;
use crate::shell::Call;

/// One of them: its template in `end2end/bench/peers`, where that has the style, and where what it
/// builds is.
struct Peer {
    name: &'static str,
    style: &'static str,
    built: &'static str,
}

const PEERS: [Peer; 2] = [
    Peer { name: "astro", style: "src/styles/style.css", built: "dist" },
    Peer { name: "sveltekit", style: "src/app.css", built: "build" },
];

/// Builds all of them from the posts of a content folder: names and folders of the sites.
pub(super) fn build(bench: &Bench<'_>, content: &Path) -> Result<Vec<(&'static str, PathBuf)>> {
    let path = with_program(&install_node(bench)?)?;
    let templates = bench.project.end2end().join("bench/peers");
    PEERS
        .iter()
        .map(|peer| {
            let place = bench.folder.join("peers").join(peer.name);
            copy(&templates.join(peer.name), &place)?;
            copy_file(&templates.join("style.css"), &place.join(peer.style))?;
            posts(&content.join("posts"), &place.join("posts"))?;
            let npm = |script: &[&str]| {
                let call = Call::new("npm").args(script).folder(&place);
                call.env("PATH", &path).env("ASTRO_TELEMETRY_DISABLED", "1").run()
            };
            npm(&["install", "--no-audit", "--no-fund", "--loglevel=error"])?;
            npm(&["run", "build"])?;
            Ok((peer.name, place.join(peer.built)))
        })
        .collect()
}

/// Where programs are looked for, so that this one is found before all others.
fn with_program(program: &Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = program.parent().map(Path::to_owned).into_iter().chain(env::split_paths(&path));
    env::join_paths(folders).map_err(|reason| Error::new(reason.to_string()))
}

/// Writes the posts as they read them: with the head in YAML.
fn posts(from: &Path, to: &Path) -> Result<()> {
    remove(to)?;
    create_folder(to)?;
    for file in files(from)? {
        let text = fs::read_to_string(&file).map_err(|e| Error::file("read", &file, &e))?;
        let written = to.join(file.file_name().unwrap_or_default());
        fs::write(&written, in_yaml(&text)).map_err(|e| Error::file("write", &written, &e))?;
    }
    Ok(())
}

/// A post of the corpus, whose head has one key a line, with its head in YAML. Only ours knows authors.
fn in_yaml(text: &str) -> String {
    let Some((head, rest)) = text.strip_prefix("+++\n").and_then(|text| text.split_once("\n+++\n"))
    else {
        return text.to_owned();
    };
    let lines = head.lines().filter(|line| !line.starts_with("authors"));
    let head: String = lines.map(|line| line.replacen(" = ", ": ", 1) + "\n").collect();
    format!("---\n{head}---\n{rest}")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    create_folder(to)?;
    for path in files(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() { copy(&path, &target)? } else { copy_file(&path, &target)? }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        create_folder(folder)?;
    }
    fs::copy(from, to).map(|_| ()).map_err(|reason| Error::file("copy", from, &reason))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|reason| Error::file("list", folder, &reason))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_the_same_in_yaml() {
        let post = "+++\ntitle = \"Post 1: a = b\"\ndate = 2024-01-02\ntags = [\"a\", \"b\"]\nauthors = [\"generator\"]\n+++\n\nText.\n";
        let written =
            "---\ntitle: \"Post 1: a = b\"\ndate: 2024-01-02\ntags: [\"a\", \"b\"]\n---\n\nText.\n";
        assert_eq!(in_yaml(post), written);
    }
}
