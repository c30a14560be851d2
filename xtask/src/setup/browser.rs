//! A browser for Playwright to drive.

use std::env;
use std::path::{Path, PathBuf};

use super::step::Step;
use crate::apt;
use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::{Call, find_program};
use crate::version::Version;

/// The oldest Chromium that does all that the tests look at.
const OLDEST: &str = "156";

/// The step. Any browser that is there and new enough will do: Playwright's own, or one of the system.
pub(super) struct Browser<'a> {
    pub(super) project: &'a Project,
}

impl Step for Browser<'_> {
    fn name(&self) -> String {
        "browser".to_owned()
    }

    fn check(&self) -> Result<String> {
        let browsers = Browsers::find(self.project);
        match browsers.chromium.or(browsers.playwrights_own) {
            Some(path) => is_new_enough(&path),
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
        // Where the driver is installed, it is of the same version.
        apt::install(&["chromium", "chromium-driver"])
            .map_err(|debian| Error::new(format!("{error}\nNor do Debian's packages: {debian}")))
    }

    fn by_hand(&self) -> String {
        format!(
            "`npx playwright install --with-deps chromium` in end2end, or set CHROMIUM_PATH to the \
             program of a Chromium, {OLDEST} or newer"
        )
    }
}

/// The browsers that the tests can use.
pub(crate) struct Browsers {
    /// The Chromium that Playwright has installed, which it then finds by itself.
    playwrights_own: Option<PathBuf>,
    chromium: Option<PathBuf>,
    firefox: Option<PathBuf>,
}

impl Browsers {
    /// Looks for them. Playwright's own comes first, since its versions are made for each other.
    pub(crate) fn find(project: &Project) -> Self {
        let playwrights_own = playwrights_own(project);
        let chromium = || match playwrights_own {
            Some(_) => None,
            None => first_that_runs(&["chromium", "chromium-browser", "google-chrome"]),
        };
        let firefox = || first_that_runs(&["firefox-esr", "firefox"]);
        let chromium = given("CHROMIUM_PATH").or_else(chromium);
        let firefox = given("FIREFOX_PATH").or_else(firefox);
        Self { playwrights_own, chromium, firefox }
    }

    /// What the configuration of Playwright reads to know which programs to start.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        [("CHROMIUM_PATH", self.chromium.as_deref()), ("FIREFOX_PATH", self.firefox.as_deref())]
            .into_iter()
            .filter_map(|(name, path)| Some((name, path?)))
    }
}

/// The path and the version of a Chromium that the tests can use.
fn is_new_enough(program: &Path) -> Result<String> {
    let said = Call::new(program).arg("--version").read()?;
    let (found, oldest) = (Version::find(&said), Version::find(OLDEST));
    match found {
        Some(found) if Some(&found) >= oldest.as_ref() => {
            Ok(format!("{} {found}", program.display()))
        }
        _ => {
            let said = said.trim();
            let program = program.display();
            Err(Error::new(format!("{program} is {said}, and the tests need {OLDEST} or newer")))
        }
    }
}

fn playwrights_own(project: &Project) -> Option<PathBuf> {
    let path = Call::new("node")
        .folder(&project.end2end())
        .arg("--print")
        .arg("require('@playwright/test').chromium.executablePath()")
        .read();
    let path = PathBuf::from(path.ok()?.trim());
    path.is_file().then_some(path)
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

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn an_old_chromium_will_not_do() {
        let folder = env::temp_dir().join(format!("xtask-browser-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let program = folder.join("chromium");
        for (says, will_do) in [
            ("Chromium 156.0.8078.108 built on Debian GNU/Linux 12 (bookworm)", true),
            ("Google Chrome for Testing 157.0.1", true),
            ("Chromium 155.9 built on Debian", false),
            ("something else", false),
        ] {
            fs::write(&program, format!("#!/bin/sh\necho '{says}'\n")).expect("written");
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("may run");
            let found = is_new_enough(&program);
            assert_eq!(found.is_ok(), will_do, "{found:?}");
        }
        fs::remove_dir_all(&folder).expect("removed");
    }
}
