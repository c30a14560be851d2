//! The toolchain from Debian's packages, for machines that reach those but not rustup's server.
//!
//! Debian ships a recent rustc for its web browsers, without a standard library for WebAssembly:
//! that is compiled here from the packaged sources. Only tried after rustup; where rustup can do
//! its work, this file could as well not exist.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::apt;
use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::shell::{Call, find_program};

use super::toolchain::{Toolchain, WASM, compile_for_wasm};

/// The compiler with its parts, the sources of the standard library, and a linker.
const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "lld-19"];

/// Where the packages put the compiler.
const RUSTC: &str = "/usr/bin/rustc";

/// Where rustc looks for the standard library.
const LIBRARIES: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// The linker, and the name by which rustc calls it for WebAssembly.
const LINKER: (&str, &str) = ("/usr/bin/lld-19", "/usr/local/bin/rust-lld");

/// Installs the toolchain and makes it the one that plain `cargo` uses in the workspace.
pub(crate) fn install_toolchain(toolchain: &Toolchain<'_>) -> Result<()> {
    apt::install(&PACKAGES)?;
    toolchain.new_enough(RUSTC)?;
    link_the_linker()?;
    if compile_for_wasm(Path::new(RUSTC), toolchain.project).is_err() {
        let libraries = build_libraries(toolchain.project)?;
        replace_libraries(&libraries)?;
    }
    if find_program("rustup").is_some() {
        toolchain.rustup(["toolchain", "link", "debian", "/usr"])?;
        toolchain.use_here("debian")?;
    }
    Ok(())
}

fn link_the_linker() -> Result<()> {
    let (linker, name) = LINKER;
    if find_program("rust-lld").is_some() {
        return Ok(());
    }
    Call::privileged("ln")?.args(["--symbolic", "--force", linker, name]).run()
}

/// Compiles the standard library for WebAssembly and returns its files.
fn build_libraries(project: &Project) -> Result<Vec<PathBuf>> {
    let package = project.cache.join("std");
    write_empty_package(&package)?;
    let output = package.join("target");
    let mut path = vec![PathBuf::from("/usr/bin")];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let path = env::join_paths(path)
        .map_err(|reason| Error::new(format!("cannot put /usr/bin on PATH: {reason}")))?;
    Call::new("/usr/bin/cargo")
        .folder(&package)
        .args(["build", "--release", "--target", WASM])
        .arg("-Zbuild-std=std,panic_abort")
        // Building the standard library is an unstable feature, and this rustc a stable one.
        .env("RUSTC_BOOTSTRAP", "1")
        // The browser half is optimised across all crates, these among them: that takes bitcode,
        // which cargo leaves out where it optimises each for itself.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("RUSTC", RUSTC)
        .env("PATH", path)
        .env("CARGO_TARGET_DIR", &output)
        .run()?;
    let folder = output.join(WASM).join("release/deps");
    let files = fs::read_dir(&folder).map_err(|reason| Error::file("read", &folder, &reason))?;
    Ok(files
        .filter_map(|file| file.ok().map(|file| file.path()))
        .filter(|file| file.extension().is_some_and(|extension| extension == "rlib"))
        .filter(|file| !file_name(file).starts_with("libempty-"))
        .collect())
}

/// A package that asks for the standard library and for nothing else.
fn write_empty_package(package: &Path) -> Result<()> {
    // Libraries left from an older compiler would be copied along.
    if package.exists() {
        fs::remove_dir_all(package).map_err(|reason| Error::file("remove", package, &reason))?;
    }
    project::create_folder(&package.join("src"))?;
    for (name, text) in [
        ("Cargo.toml", "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n"),
        ("src/lib.rs", ""),
    ] {
        let path = package.join(name);
        fs::write(&path, text).map_err(|reason| Error::file("write", &path, &reason))?;
    }
    Ok(())
}

/// Puts the libraries where rustc looks. Those of another compiler must go: rustc refuses to
/// choose between two of the same name.
fn replace_libraries(libraries: &[PathBuf]) -> Result<()> {
    Call::privileged("rm")?.args(["-r", "-f", LIBRARIES]).run()?;
    Call::privileged("mkdir")?.args(["--parents", LIBRARIES]).run()?;
    Call::privileged("cp")?.args(libraries).arg(LIBRARIES).run()
}

fn file_name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
