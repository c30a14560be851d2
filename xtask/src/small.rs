//! A standard library that is compiled for size, into what a browser loads.
//!
//! The one that comes with a compiler is compiled for speed, and says at length what went wrong when something
//! does. Compiled along with the app, it is made small, and a fault is a trap and nothing else, which the page
//! goes on without (`app/src/browser/rescue.rs`). Only a nightly compiler does that, given the sources. Where
//! one has them, the front end is built by it; everywhere else the compiler of the workspace builds it, as it
//! builds the server in either case.

use std::env;
use std::path::Path;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::Call;

/// The toolchain.
pub(crate) const NIGHTLY: &str = "nightly";

/// The component of it that has the sources of the standard library.
pub(crate) const SOURCES: &str = "rust-src";

/// What makes cargo compile the standard library too.
pub(crate) const ARGS: [&str; 3] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
    "--config=target.wasm32-unknown-unknown.rustflags=['-Zunstable-options','-Cpanic=immediate-abort']",
];

/// Tells `cargo xtask cargo` that the front end is built so.
const VARIABLE: &str = "BLOG_SMALL_STD";

/// Whether there is a nightly compiler, and whether it has the sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nightly {
    /// There is none, or no rustup to ask for one.
    None,
    /// It lacks the sources.
    Bare,
    /// All is there.
    Ready,
}

/// Looks for a nightly compiler.
pub(crate) fn nightly(project: &Project) -> Nightly {
    let call = Call::new("rustup").folder(&project.root).args(["run", NIGHTLY, "rustc"]);
    match call.args(["--print", "sysroot"]).read() {
        Ok(folder) => {
            let library = Path::new(folder.trim()).join("lib/rustlib/src/rust/library");
            if library.join("Cargo.lock").is_file() { Nightly::Ready } else { Nightly::Bare }
        }
        Err(_) => Nightly::None,
    }
}

/// A call of cargo-leptos that builds all for release.
pub(crate) fn leptos(project: &Project) -> Call {
    Call::new("cargo").args(["leptos", "build", "--release"]).folder(&project.root)
}

/// The same with the front end as small as it can be.
pub(crate) fn leptos_small(project: &Project) -> Result<Call> {
    let program = env::current_exe()
        .map_err(|reason| Error::new(format!("cannot tell where this program is: {reason}")))?;
    // Compiled by this toolchain too, this program would take the place of itself.
    let command = format!("'{}' cargo", program.display());
    Ok(leptos(project)
        .args(ARGS.map(|arg| format!("--lib-cargo-args={arg}")))
        .env("RUSTUP_TOOLCHAIN", NIGHTLY)
        .env("LEPTOS_BIN_CARGO_COMMAND", command)
        .env(VARIABLE, "1"))
}

/// Whether this program runs within such a call.
pub(crate) fn is_on() -> bool {
    env::var_os(VARIABLE).is_some()
}
