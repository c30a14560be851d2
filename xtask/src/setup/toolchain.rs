//! The Rust toolchain: new enough, with clippy, rustfmt and the WebAssembly target.

use std::fs;
use std::path::Path;

use super::{debian, step::Step};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::{Call, find_program};
use crate::version::Version;

/// The oldest rustc that cargo-leptos and the dependencies compile with.
const OLDEST_RUSTC: &str = "1.96.0";

/// The target of the browser half.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A library for the browser, as small as one can be that still uses the allocator of `std`.
const PROBE: &str = "\
#[unsafe(no_mangle)]
pub extern \"C\" fn probe(length: usize) -> usize {
    vec![0u8; length].len()
}
";

/// The step.
pub(crate) struct Toolchain<'a> {
    pub(crate) project: &'a Project,
}

impl Step for Toolchain<'_> {
    fn name(&self) -> String {
        format!("Rust toolchain with {WASM}, clippy and rustfmt")
    }

    fn check(&self) -> Result<String> {
        let version = self.new_enough("rustc")?;
        compile_for_wasm(Path::new("rustc"), self.project)?;
        for part in ["clippy", "fmt"] {
            self.call("cargo").args([part, "--version"]).read()?;
        }
        Ok(format!("rustc {version}"))
    }

    fn install(&self) -> Result<()> {
        let ordinary = self.by_rustup().and_then(|()| self.check());
        let Err(error) = ordinary else { return Ok(()) };
        println!("      rustup does not provide it: {error}");
        debian::install_toolchain(self)
            .map_err(|debian| Error::new(format!("{error}\nNor do Debian's packages: {debian}")))
    }

    fn by_hand(&self) -> String {
        format!(
            "install Rust {OLDEST_RUSTC} or newer (https://rustup.rs), then \
             `rustup target add {WASM}` and `rustup component add clippy rustfmt`"
        )
    }
}

impl Toolchain<'_> {
    fn by_rustup(&self) -> Result<()> {
        if find_program("rustup").is_none() {
            return Err(Error::new("rustup is not on PATH"));
        }
        if self.new_enough("rustc").is_ok() {
            self.rustup(["target", "add", WASM])?;
            return self.rustup(["component", "add", "clippy", "rustfmt"]);
        }
        self.rustup([
            "toolchain",
            "install",
            "stable",
            "--no-self-update",
            "--profile=minimal",
            "--component=clippy,rustfmt",
            &format!("--target={WASM}"),
        ])?;
        // Another toolchain than `stable` may be the one in use here.
        if self.new_enough("rustc").is_err() {
            self.use_here("stable")?;
        }
        Ok(())
    }

    /// Chooses the toolchain that plain `cargo` uses inside the workspace, and nowhere else.
    pub(crate) fn use_here(&self, toolchain: &str) -> Result<()> {
        self.rustup(["override", "set", toolchain])
    }

    /// Calls rustup about the workspace. It gives up on a silent server after a while, so that
    /// the other source gets its turn.
    pub(crate) fn rustup<const N: usize>(&self, args: [&str; N]) -> Result<()> {
        self.call("rustup").args(args).env("RUSTUP_DOWNLOAD_TIMEOUT", "30").run()
    }

    /// The version of a rustc, unless it is too old.
    pub(crate) fn new_enough(&self, rustc: &str) -> Result<Version> {
        let text = self.call(rustc).arg("--version").read()?;
        let version = Version::find(&text)
            .ok_or_else(|| Error::new(format!("`{rustc} --version` printed {text:?}")))?;
        if Some(&version) < Version::find(OLDEST_RUSTC).as_ref() {
            return Err(Error::new(format!(
                "rustc {version} is too old, this needs {OLDEST_RUSTC}"
            )));
        }
        Ok(version)
    }

    /// A call in the workspace, where rustup's choice for it counts.
    fn call(&self, program: &str) -> Call {
        Call::new(program).folder(&self.project.root)
    }
}

/// Compiles and links a small library for the browser. Files that exist prove nothing: a library
/// left from another compiler is as useless as none, and the linker is a separate program.
pub(crate) fn compile_for_wasm(rustc: &Path, project: &Project) -> Result<()> {
    let source = project.scratch("probe.rs")?;
    fs::write(&source, PROBE).map_err(|reason| Error::file("write", &source, &reason))?;
    Call::new(rustc)
        .folder(&project.root)
        .args(["--edition=2024", "--crate-type=cdylib", "--target", WASM])
        .arg("-o")
        .arg(source.with_extension("wasm"))
        .arg(&source)
        .read()?;
    Ok(())
}
