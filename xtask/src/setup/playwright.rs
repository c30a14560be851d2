//! Playwright, as the lock file of the browser tests has it.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::step::Step;
use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::Call;

/// The step.
pub(super) struct Playwright<'a> {
    pub(super) project: &'a Project,
}

impl Step for Playwright<'_> {
    fn name(&self) -> String {
        "Playwright".to_owned()
    }

    fn check(&self) -> Result<String> {
        let folder = self.project.end2end();
        // npm writes this file last, so one that is newer than what it was asked for says that
        // everything is installed.
        let installed = modified(&folder.join("node_modules/.package-lock.json"))?;
        for wanted in ["package.json", "package-lock.json"] {
            if modified(&folder.join(wanted)).is_ok_and(|changed| changed > installed) {
                return Err(Error::new(format!("{wanted} has changed")));
            }
        }
        Ok("end2end/node_modules".to_owned())
    }

    fn install(&self) -> Result<()> {
        let folder = self.project.end2end();
        // Without one, npm would leave an empty lock file behind as it fails.
        let package = folder.join("package.json");
        fs::metadata(&package).map_err(|reason| Error::file("read", &package, &reason))?;
        // `ci` installs what the lock file says and fails where package.json disagrees.
        let way = if folder.join("package-lock.json").exists() { "ci" } else { "install" };
        Call::new("npm").arg(way).folder(&folder).run()
    }

    fn by_hand(&self) -> String {
        "`npm ci` in end2end (it needs Node, https://nodejs.org)".to_owned()
    }
}

fn modified(path: &Path) -> Result<SystemTime> {
    fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .map_err(|reason| Error::file("read", path, &reason))
}
