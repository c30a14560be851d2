//! Programs that cargo installs from crates.io, each in one version.

use std::fs;

use super::step::Step;
use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::Call;
use crate::version::Version;

/// The step for one such program.
pub(super) struct CargoTool<'a> {
    project: &'a Project,
    package: &'static str,
    version: String,
    /// Whether a newer one will do.
    or_newer: bool,
    /// How the program is asked for its version.
    ask: &'static [&'static str],
    /// Compiling takes most of the time that a first setup needs. These programs work for
    /// seconds at most, so little optimisation will do.
    optimisation: &'static str,
    /// Whether to build with the versions of its dependencies that its authors published.
    locked: bool,
    /// Roughly how long it takes to compile.
    takes: &'static str,
}

impl<'a> CargoTool<'a> {
    /// What builds the browser half and the server together.
    pub(super) fn cargo_leptos(project: &'a Project, version: &str) -> Self {
        Self {
            project,
            package: "cargo-leptos",
            version: version.to_owned(),
            or_newer: false,
            ask: &["cargo-leptos", "leptos", "--version"],
            optimisation: "0",
            locked: true,
            takes: "ten minutes or so",
        }
    }

    /// What writes the JavaScript around the browser half.
    pub(super) fn wasm_bindgen(project: &'a Project, version: &str) -> Self {
        Self {
            project,
            package: "wasm-bindgen-cli",
            version: version.to_owned(),
            or_newer: false,
            ask: &["wasm-bindgen", "--version"],
            // This one reads the whole unoptimised WebAssembly.
            optimisation: "1",
            // Its published Cargo.lock names a version that is no longer to be had.
            locked: false,
            takes: "a few minutes",
        }
    }

    /// What drives Firefox. Debian has none.
    pub(super) fn geckodriver(project: &'a Project) -> Self {
        Self {
            project,
            package: "geckodriver",
            version: "0.37.1".to_owned(),
            or_newer: true,
            ask: &["geckodriver", "--version"],
            optimisation: "0",
            locked: true,
            takes: "a few minutes",
        }
    }

    fn install_command(&self) -> String {
        let locked = if self.locked { " --locked" } else { "" };
        format!("cargo install {} --version {}{locked}", self.package, self.version)
    }
}

impl Step for CargoTool<'_> {
    fn name(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    fn check(&self) -> Result<String> {
        let (program, args) = self.ask.split_first().unwrap_or((&"", &[]));
        let text = Call::new(program).args(args).read()?;
        let wanted = Version::find(&self.version);
        match Version::find(&text) {
            Some(found) if Some(&found) == wanted.as_ref() => Ok(self.version.clone()),
            Some(found) if self.or_newer && Some(&found) > wanted.as_ref() => Ok(found.to_string()),
            _ => Err(Error::new(format!("{program} on PATH is {}", text.trim()))),
        }
    }

    fn install(&self) -> Result<()> {
        println!("      compiling it takes {}", self.takes);
        // A folder that outlives an interruption: the next try goes on where this one stopped.
        let build = self.project.cache.join("build").join(self.package);
        let locked: &[&str] = if self.locked { &["--locked"] } else { &[] };
        Call::new("cargo")
            .folder(&self.project.root)
            // Cargo may remember a program that has since been deleted or replaced.
            .args(["install", self.package, "--force"])
            .args(["--version", &self.version])
            .args(locked)
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimisation)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .run()?;
        fs::remove_dir_all(&build).map_err(|reason| Error::file("remove", &build, &reason))
    }

    fn by_hand(&self) -> String {
        format!(
            "`{}`, with cargo's folder for programs (~/.cargo/bin) first on PATH",
            self.install_command()
        )
    }
}
