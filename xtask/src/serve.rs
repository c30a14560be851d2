//! `cargo xtask serve`: the site on this machine, built from what is there now.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::setup;
use crate::shell::Call;
use crate::site;

/// Sets up, builds what has changed, and serves. Returns only if serving cannot begin.
pub(crate) fn run(project: &Project, port: u16, content: Option<&str>) -> Result<ExitCode> {
    let content = content.map(folder_of_posts).transpose()?;
    setup::run(project, false)?;
    let site = site::bring_up_to_date(project, content.as_deref())?;
    println!("Serving http://127.0.0.1:{port} (stop with Ctrl-C)");
    let server = Call::new(&site.blog)
        .arg("serve")
        .arg("--site")
        .arg(&site.folder)
        .args(["--port", &port.to_string()]);
    Err(server.exec())
}

/// The path in full, as the build works in another folder than the caller.
fn folder_of_posts(folder: &str) -> Result<PathBuf> {
    let path = env::current_dir()
        .map_err(|reason| Error::file("resolve", Path::new(folder), &reason))?
        .join(folder);
    if path.is_dir() {
        return Ok(path);
    }
    Err(Error::new(format!("--content {folder}: there is no such folder")))
}
