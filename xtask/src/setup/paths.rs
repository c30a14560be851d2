//! Paths of this machine, kept out of what is published.
//!
//! A panic in the app says where it happened, so the app holds the paths of its dependencies' sources:
//! those of whoever compiled it. Named from cargo's folder on, they are the same on every machine, and
//! so is the app.

use std::fs;
use std::path::PathBuf;

use super::step::Step;
use super::toolchain::WASM;
use crate::error::{Error, Result};
use crate::project::{self, Project};

/// The step.
pub(super) struct Paths<'a> {
    pub(super) project: &'a Project,
}

impl Paths<'_> {
    /// Read by `.cargo/config.toml` where it is there.
    fn file(&self) -> PathBuf {
        self.project.root.join(".cargo/machine.toml")
    }

    fn text() -> Result<String> {
        let sources = project::cargo_home()?.join("registry/src");
        let flag = format!("--remap-path-prefix={}=registry", sources.display());
        Ok(format!("# Written by `cargo xtask setup`.\n[target.{WASM}]\nrustflags = [{flag:?}]\n"))
    }
}

impl Step for Paths<'_> {
    fn name(&self) -> String {
        "paths in the app".to_owned()
    }

    fn check(&self) -> Result<String> {
        let file = self.file();
        let text =
            fs::read_to_string(&file).map_err(|reason| Error::file("read", &file, &reason))?;
        match text == Self::text()? {
            true => Ok("the same on every machine".to_owned()),
            false => Err(Error::new(format!("{} is of another machine", file.display()))),
        }
    }

    fn install(&self) -> Result<()> {
        let file = self.file();
        fs::write(&file, Self::text()?).map_err(|reason| Error::file("write", &file, &reason))
    }

    fn by_hand(&self) -> String {
        format!("make {} a file that can be written", self.file().display())
    }
}
