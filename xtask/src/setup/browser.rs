//! A browser for Playwright to drive.

use std::env;
use std::path::{Path, PathBuf};

use super::Step;
use crate::apt;
use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::{Call, find_program};

/// The step. Any browser that is there will do: Playwright's own, or one of the system.
pub(super) struct Browser<'a> {
    pub(super) project: &'a Project,
}

impl Step for Browser<'_> {
    fn name(&self) -> String {
        "browser".to_owned()
    }

    fn check(&self) -> Result<String> {
        let browsers = Browsers::find(self.project);
        match browsers.chromium {
            Some(path) => Ok(path.display().to_string()),
            None if browsers.playwrights_own => Ok("Playwright's own Chromium".to_owned()),
            None => Err(Error::new("no Chromium was found")),
        }
    }

    fn install(&self) -> Result<()> {
        let ordinary = Call::new("npx")
            .args(["playwright", "install", "chromium"])
            .folder(&self.project.end2end())
            .run();
        let Err(error) = ordinary else { return Ok(()) };
        println!("      Playwright does not provide it: {error}");
        apt::install(&["chromium"])
            .map_err(|debian| Error::new(format!("{error}\nNor do Debian's packages: {debian}")))
    }

    fn by_hand(&self) -> String {
        "`npx playwright install --with-deps chromium` in end2end, or set CHROMIUM_PATH to the \
         program of a Chromium"
            .to_owned()
    }
}

/// The browsers that the tests can use.
pub(crate) struct Browsers {
    /// Whether Playwright has installed its own Chromium, which it then finds by itself.
    playwrights_own: bool,
    chromium: Option<PathBuf>,
    firefox: Option<PathBuf>,
}

impl Browsers {
    /// Looks for them. Playwright's own comes first, since its versions are made for each other.
    pub(crate) fn find(project: &Project) -> Self {
        let playwrights_own = has_playwrights_own(project);
        let chromium = || match playwrights_own {
            true => None,
            false => first_that_runs(&["chromium", "chromium-browser", "google-chrome"]),
        };
        let firefox = || first_that_runs(&["firefox-esr", "firefox"]);
        Self {
            playwrights_own,
            chromium: given("CHROMIUM_PATH").or_else(chromium),
            firefox: given("FIREFOX_PATH").or_else(firefox),
        }
    }

    /// What the configuration of Playwright reads to know which programs to start.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        [("CHROMIUM_PATH", self.chromium.as_deref()), ("FIREFOX_PATH", self.firefox.as_deref())]
            .into_iter()
            .filter_map(|(name, path)| Some((name, path?)))
    }
}

fn has_playwrights_own(project: &Project) -> bool {
    let path = Call::new("node")
        .folder(&project.end2end())
        .arg("--print")
        .arg("require('@playwright/test').chromium.executablePath()")
        .read();
    path.is_ok_and(|path| Path::new(path.trim()).is_file())
}

fn given(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// A program of that name may be a stub that only tells how to install it, hence the trial.
pub(super) fn first_that_runs(names: &[&str]) -> Option<PathBuf> {
    names
        .iter()
        .filter_map(|name| find_program(name))
        .find(|program| Call::new(program).arg("--version").succeeds())
}
