//! `cargo xtask dist`: the program as one file that needs nothing beside it, in an archive.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::project::{Project, create_folder};
use crate::shell::Call;

/// Where archives are put, in the clone.
pub(crate) const FOLDER: &str = "target/dist";

/// Goes into the archive beside the program.
const BESIDE: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Builds the program for a machine, tries it where it runs here, and packs it.
pub(crate) fn run(project: &Project, target: Option<&str>) -> Result<()> {
    let front = project.front();
    if !front.join("pkg").is_dir() {
        return Err(Error::new(format!(
            "there is no front end in {}: run `cargo leptos build --release` first",
            front.display(),
        )));
    }
    let host = host()?;
    let target = target.unwrap_or(&host);
    // What was built for this very machine without a word on it lies elsewhere, and is linked
    // otherwise: a release is always built for a machine that is named.
    if Call::new("rustup").arg("--version").succeeds() {
        Call::new("rustup").args(["target", "add", target]).run()?;
    }
    Call::new("cargo")
        .folder(&project.root)
        .args(["build", "--release", "--package", "server", "--bin", "blog", "--target", target])
        .env("BLOG_FRONT_END", &front)
        .run()?;
    let program = if is_windows(target) { "blog.exe" } else { "blog" };
    let built = project.target.join(target).join("release").join(program);
    let scratch = project.scratch("dist")?;
    if runs_here(target, &host) {
        try_alone(&built, &scratch.join("tried"))?;
    } else {
        println!("not tried, since it does not run here: {}", built.display());
    }
    pack(project, &built, target)
}

fn is_windows(target: &str) -> bool {
    target.contains("windows")
}

/// What an archive and the folder in it are called.
fn name(target: &str) -> String {
    format!("blog-{}-{target}", env!("CARGO_PKG_VERSION"))
}

/// The file name of the archive for a machine.
pub(crate) fn archive(target: &str) -> String {
    let ending = if is_windows(target) { "zip" } else { "tar.gz" };
    format!("{}.{ending}", name(target))
}

/// The machine that this compiler runs on, as compilers name it.
fn host() -> Result<String> {
    let told = Call::new("rustc").arg("-vV").read()?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Error::new("rustc does not say which machine this is"))
}

/// Whether this machine runs what is built for another: the same processor and system, whatever
/// the C library.
pub(crate) fn runs_here(target: &str, host: &str) -> bool {
    let machine = |triple: &str| {
        let mut parts = triple.split('-').map(str::to_owned);
        (parts.next(), parts.nth(1))
    };
    machine(target) == machine(host)
}

/// What somebody does who has fetched the program and nothing else.
fn try_alone(program: &Path, folder: &Path) -> Result<()> {
    empty(folder)?;
    let alone = folder.join(program.file_name().unwrap_or_default());
    fs::copy(program, &alone).map_err(|reason| Error::file("copy", program, &reason))?;
    let blog = || Call::new(&alone).folder(&folder.join("started"));
    let (title, url) = ("Tried", "https://blog.example.org");
    Call::new(&alone)
        .folder(folder)
        .args(["init", "started", "--title", title, "--base-url", url])
        .run()?;
    blog().args(["check", "--strict"]).run()?;
    blog().arg("build").run()?;
    let page = folder.join("started/target/site/index.html");
    let html = fs::read_to_string(&page).map_err(|reason| Error::file("read", &page, &reason))?;
    if html.contains(title) {
        Ok(())
    } else {
        Err(Error::new(format!("{} does not name the blog", page.display())))
    }
}

/// Packs the program and what belongs to it into `target/dist`.
fn pack(project: &Project, program: &Path, target: &str) -> Result<()> {
    let (name, archive) = (name(target), archive(target));
    let dist = project.root.join(FOLDER);
    let folder = dist.join(&name);
    empty(&folder)?;
    let beside = BESIDE.map(|file| project.root.join(file));
    for file in beside.iter().map(|file| &**file).chain([program]) {
        let to = folder.join(file.file_name().unwrap_or_default());
        fs::copy(file, to).map_err(|reason| Error::file("copy", file, &reason))?;
    }
    // Both GNU's and BSD's tar choose the format by the name; that of Windows is BSD's.
    Call::new("tar").folder(&dist).args(["-a", "-c", "-f", &archive, &name]).run()?;
    println!("{}", dist.join(archive).display());
    Ok(())
}

/// Makes a folder of this program's own, with nothing in it.
fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|reason| Error::file("empty", folder, &reason))?;
    }
    create_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_runs_what_is_built_for_its_processor_and_system() {
        let host = "x86_64-unknown-linux-gnu";
        assert!(runs_here("x86_64-unknown-linux-musl", host));
        assert!(!runs_here("aarch64-unknown-linux-musl", host));
        assert!(!runs_here("x86_64-pc-windows-msvc", host));
        assert!(runs_here("aarch64-apple-darwin", "aarch64-apple-darwin"));
        assert!(!runs_here("x86_64-apple-darwin", "aarch64-apple-darwin"));
    }
}
