//! The sources of the standard library, for a front end as small as it can be: see `small`.

use std::cell::Cell;

use super::step::Step;
use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::Call;
use crate::small::{NIGHTLY, Nightly, SOURCES, nightly};

/// The step. It brings sources to a nightly toolchain that is there; without one all works as well, and a
/// reader downloads a little more.
pub(super) struct SmallStd<'a> {
    project: &'a Project,
    /// Whether the sources could not be had.
    given_up: Cell<bool>,
}

impl<'a> SmallStd<'a> {
    pub(super) fn of(project: &'a Project) -> Self {
        Self { project, given_up: Cell::new(false) }
    }

    fn install_by_hand(&self) -> String {
        format!("rustup toolchain install {NIGHTLY} --profile minimal --component {SOURCES}")
    }
}

impl Step for SmallStd<'_> {
    fn name(&self) -> String {
        "standard library compiled for size".to_owned()
    }

    fn check(&self) -> Result<String> {
        match nightly(self.project) {
            Nightly::Ready => Ok(format!("by the {NIGHTLY} toolchain")),
            Nightly::Bare if !self.given_up.get() => {
                Err(Error::new(format!("the {NIGHTLY} toolchain lacks {SOURCES}")))
            }
            _ => Ok(format!("the usual one is taken; another with `{}`", self.install_by_hand())),
        }
    }

    fn install(&self) -> Result<()> {
        let call = Call::new("rustup").args(["component", "add", SOURCES, "--toolchain", NIGHTLY]);
        if let Err(error) = call.env("RUSTUP_DOWNLOAD_TIMEOUT", "30").run() {
            println!("      {error}");
            self.given_up.set(true);
        }
        Ok(())
    }

    fn by_hand(&self) -> String {
        format!("`{}`", self.install_by_hand())
    }
}
