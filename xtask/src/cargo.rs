//! `cargo xtask cargo …`: stands in for `cargo` where cargo-leptos builds the server.
//!
//! cargo-leptos builds the browser half, then the server, and has no hook after that. The server
//! is what renders the site, and it needs the finished browser half. So this is the place. It is also
//! where the module of the search is made, which cargo-leptos knows nothing of: it needs neither
//! bindings nor an optimiser beside rustc.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus};

use crate::error::{Error, Result};
use crate::project::{Project, create_folder};
use crate::shell::Call;
use crate::site;

/// Passes the call on to cargo, then renders the site if that built the server.
pub(crate) fn run(project: &Project, args: &[String]) -> Result<ExitCode> {
    let front = env::var_os("LEPTOS_SITE_ROOT")
        .map_or_else(|| project.front(), |front| project.root.join(PathBuf::from(front)));
    if is_build(args) {
        build_search(project, &front)?;
    }
    // The toolchain that cargo-leptos runs under, even where it is not the one chosen for the
    // workspace: `cargo +nightly leptos build`.
    let mut cargo = Call::same_toolchain("cargo").args(args);
    let profile = profile_folder(args);
    // What is built for release needs no folder beside it. While the code is worked on the front end
    // changes all the time, and is read from its folder.
    if profile == "release" && front.is_dir() {
        cargo = cargo.env("BLOG_FRONT_END", &front);
    }
    let built = cargo.status()?;
    if !built.success() || !is_build(args) || is_watched() {
        return Ok(code(built));
    }
    let blog = project.blog(profile);
    let rendered = site::render(&blog, &project.content(), &front, &project.site()).status()?;
    Ok(code(rendered))
}

/// Compiles the module of the search and puts it beside the app, where cargo-leptos compiles that.
fn build_search(project: &Project, front: &Path) -> Result<()> {
    let target = project.root.join("target/front");
    Call::same_toolchain("cargo")
        .args(["build", "--package", "frontend-search", "--profile", "browser"])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        .run()?;
    let made = target.join("wasm32-unknown-unknown/browser/frontend_search.wasm");
    let package = front.join("pkg");
    create_folder(&package)?;
    let place = package.join("search.wasm");
    fs::copy(&made, &place).map_err(|reason| Error::file("write", &place, &reason))?;
    Ok(())
}

fn is_build(args: &[String]) -> bool {
    args.first().is_some_and(|command| command == "build")
}

/// While `cargo leptos watch` runs, the server renders by itself whatever is asked for.
fn is_watched() -> bool {
    env::var_os("LEPTOS_WATCH").is_some()
}

/// The folder inside the target folder where cargo puts what these arguments make it build.
fn profile_folder(args: &[String]) -> &str {
    let mut args = args.iter().map(String::as_str);
    while let Some(arg) = args.next() {
        let profile = match arg {
            "--" => break,
            "--release" | "-r" => Some("release"),
            "--profile" => args.next(),
            _ => arg.strip_prefix("--profile="),
        };
        match profile {
            // The two profiles whose folders are named otherwise.
            Some("dev" | "test") => return "debug",
            Some("bench") => return "release",
            Some(profile) => return profile,
            None => {}
        }
    }
    "debug"
}

/// The exit code of another program as this one's. A program that a signal ended has none.
fn code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_names_the_folder() {
        for (line, folder) in [
            ("build --package=server --bin=blog", "debug"),
            ("build --package=server --bin=blog --release", "release"),
            ("build -r", "release"),
            ("build --profile=browser", "browser"),
            ("build --profile quick --bin=blog", "quick"),
            ("build --profile=dev", "debug"),
            ("build -- --release", "debug"),
        ] {
            let args: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
            assert_eq!(profile_folder(&args), folder, "{line}");
        }
    }
}
