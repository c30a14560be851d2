//! Building the site, as far as anything has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::slice;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::Call;
use crate::small::{self, Nightly};
use crate::sources::SOURCES;
use crate::stamp;

/// A rendered site with the server that rendered it.
pub(crate) struct Site {
    /// The server.
    pub(crate) blog: PathBuf,
    /// The folder that it serves.
    pub(crate) folder: PathBuf,
}

/// Builds and renders whatever has changed since the last time. Other posts than the project's
/// own become a site of their own, so that a preview never ends up where the site is expected.
pub(crate) fn bring_up_to_date(project: &Project, content: Option<&Path>) -> Result<Site> {
    let programs = build_programs(project)?;
    let (content, folder) = match content {
        None => (project.content(), project.site()),
        Some(content) => (content.to_owned(), project.root.join("target/site-preview")),
    };
    let blog = project.blog("release");
    let state = rendered_state(stamp::of(slice::from_ref(&content))?, &programs);
    let record = rendered_record(project, &folder)?;
    if folder.is_dir() && stamp::is_current(&record, &state) {
        println!("{} is up to date", folder.display());
    } else {
        render(&blog, &content, &project.front(), &folder).run()?;
        stamp::record(&record, &state)?;
    }
    Ok(Site { blog, folder })
}

/// The call that renders a site.
pub(crate) fn render(blog: &Path, content: &Path, front: &Path, site: &Path) -> Call {
    Call::new(blog)
        .arg("build")
        .arg("--content")
        .arg(content)
        .arg("--front")
        .arg(front)
        .arg("--site")
        .arg(site)
}

/// Builds the server and the browser half for release, and returns the state they are in.
fn build_programs(project: &Project) -> Result<String> {
    let record = project.scratch("built")?;
    // Taken before the build: what is edited meanwhile counts as a change the next time.
    let sources = stamp::of(&SOURCES.map(|source| project.root.join(source)))?;
    let posts = stamp::of(&[project.content()])?;
    let programs = || stamp::of(&[project.blog("release"), project.front()]);
    // The programs count too. `cargo leptos watch` replaces the browser half, and a target
    // folder shared by several clones holds the server of whichever was built last.
    let state = |programs: u64| format!("{sources:x} {programs:x}");
    let before = programs()?;
    if stamp::is_current(&record, &state(before)) {
        println!("the programs are up to date");
        return Ok(format!("{before:x}"));
    }
    build(project)?;
    let after = programs()?;
    stamp::record(&record, &state(after))?;
    // That build ends with rendering the project's own posts: `bin-cargo-command` in Cargo.toml.
    let programs = format!("{after:x}");
    let site = rendered_record(project, &project.site())?;
    stamp::record(&site, &rendered_state(posts, &programs))?;
    Ok(programs)
}

/// As the README says it.
fn build(project: &Project) -> Result<()> {
    small::leptos(project).run()
}

/// The same, with a smaller front end where that can be had.
pub(crate) fn build_small(project: &Project) -> Result<()> {
    if small::nightly(project) == Nightly::Ready {
        match small::leptos_small(project)?.run() {
            Ok(()) => return Ok(()),
            // A nightly compiler of some day may fail.
            Err(error) => println!("{error}: the front end takes the standard library as it is"),
        }
    }
    build(project)
}

/// Builds what was just built, and fails if that compiled anything.
pub(crate) fn build_again(project: &Project) -> Result<()> {
    let start = SystemTime::now();
    build(project)?;
    let mut compiled = Vec::new();
    for folder in ["release/deps", "front/wasm32-unknown-unknown/browser/deps"] {
        compiled.extend(newer_than(start, &project.target.join(folder))?);
    }
    if compiled.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("nothing had changed, and yet it compiled: {}", compiled.join(", "))))
}

/// The names of files in a folder that were written since then.
fn newer_than(time: SystemTime, folder: &Path) -> Result<Vec<String>> {
    let failed = |reason| Error::file("read", folder, &reason);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.metadata().and_then(|data| data.modified()).map_err(failed)? > time {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

/// Everything that a rendered site depends on. The day is a part of it: a post that is dated
/// tomorrow appears tomorrow.
fn rendered_state(posts: u64, programs: &str) -> String {
    let day = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs() / (24 * 60 * 60));
    format!("{posts:x} {programs} {day}")
}

/// Where the state is recorded that a site was rendered from.
fn rendered_record(project: &Project, site: &Path) -> Result<PathBuf> {
    let name = site.file_name().unwrap_or_default().to_string_lossy();
    project.scratch(&format!("rendered-{name}"))
}
