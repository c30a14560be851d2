//! wasm-opt, which makes the browser half small.

use std::fs;
use std::path::Path;

use super::step::Step;
use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::shell::Call;
use crate::version::Version;

/// The oldest wasm-opt that knows every WebAssembly feature that rustc uses.
const OLDEST: &str = "120";

/// The package on npm that has it, compiled to WebAssembly itself: one download for every system.
const PACKAGE: &str = "binaryen@132.0.0";

/// The step.
pub(super) struct WasmOpt<'a> {
    pub(super) project: &'a Project,
}

impl Step for WasmOpt<'_> {
    fn name(&self) -> String {
        "wasm-opt".to_owned()
    }

    fn check(&self) -> Result<String> {
        let text = Call::new("wasm-opt").arg("--version").read()?;
        match Version::find(&text) {
            Some(version) if Some(&version) >= Version::find(OLDEST).as_ref() => {
                Ok(version.to_string())
            }
            _ => {
                Err(Error::new(format!("wasm-opt on PATH is {}, this needs {OLDEST}", text.trim())))
            }
        }
    }

    fn install(&self) -> Result<()> {
        let folder = self.project.cache.join("binaryen");
        project::create_folder(&folder)?;
        Call::new("npm").arg("install").arg("--prefix").arg(&folder).arg(PACKAGE).run()?;
        // cargo-leptos takes the wasm-opt that is on PATH, as cargo's folder for programs is.
        let program = folder.join("node_modules/binaryen/bin/wasm-opt");
        let bin = project::cargo_bin()?;
        project::create_folder(&bin)?;
        link(&program, &bin.join("wasm-opt"))
    }

    fn by_hand(&self) -> String {
        format!(
            "`npm install --global {PACKAGE}` (it needs Node, https://nodejs.org), or put a \
             wasm-opt of version {OLDEST} or newer on PATH"
        )
    }
}

/// Makes a link, in place of an older link but not of a program that someone put there.
fn link(program: &Path, link: &Path) -> Result<()> {
    match fs::symlink_metadata(link) {
        Ok(there) if there.is_symlink() => {
            fs::remove_file(link).map_err(|reason| Error::file("replace", link, &reason))?;
        }
        Ok(_) => {
            return Err(Error::new(format!(
                "{} is too old and not this program's to replace: remove it",
                link.display()
            )));
        }
        Err(_) => {}
    }
    symlink(program, link).map_err(|reason| Error::file("create", link, &reason))
}

#[cfg(unix)]
fn symlink(program: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(program, link)
}

#[cfg(not(unix))]
fn symlink(_program: &Path, _link: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}
