//! `cargo xtask cargo …`: stands in for `cargo` where cargo-leptos builds the server.
//!
//! cargo-leptos builds the browser half, then the server, and has no hook after that. The server
//! is what renders the site, and it needs the finished browser half. So this is the place. It is also
//! where the modules are made that readers load when they need them, which cargo-leptos knows nothing
//! of: the search, which needs no bindings, and the islands, in two modules.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus};

use crate::error::{Error, Result};
use crate::project::{Project, create_folder};
use crate::shell::Call;
use crate::site;
use crate::small;

/// The modules of components that live in pages.
const ISLANDS: [&str; 2] = ["islands", "incidents"];

/// Passes the call on to cargo, then renders the site if that built the server.
pub(crate) fn run(project: &Project, args: &[String]) -> Result<ExitCode> {
    let front = env::var_os("LEPTOS_SITE_ROOT")
        .map_or_else(|| project.front(), |front| project.root.join(PathBuf::from(front)));
    if is_build(args) {
        build_search(project, &front)?;
        for module in ISLANDS {
            build_islands(project, module, &front)?;
        }
    }
    // The toolchain that cargo-leptos runs under, even where it is not the one chosen for the
    // workspace: `cargo +nightly leptos build`. What makes the front end small has no say here.
    let cargo = if small::is_on() { Call::new("cargo") } else { Call::same_toolchain("cargo") };
    let mut cargo = cargo.args(args);
    let profile = profile_folder(args);
    // What is built for release needs no folder beside it. While the code is worked on the front end
    // changes all the time, and is read from its folder.
    if profile == "release" && front.is_dir() {
        // cargo-leptos writes its folder anew at every build, and cargo goes by the times of files.
        let kept = project.scratch("front-end")?;
        mirror(&front, &kept)?;
        cargo = cargo.env("BLOG_FRONT_END", &kept);
    }
    let built = cargo.status()?;
    if !built.success() || !is_build(args) || is_watched() {
        return Ok(code(built));
    }
    let blog = project.blog(profile);
    let rendered = site::render(&blog, &project.content(), &front, &project.site()).status()?;
    Ok(code(rendered))
}

/// Compiles the module of the search and puts it beside the app.
fn build_search(project: &Project, front: &Path) -> Result<()> {
    let made = compile_module(project, "frontend-search")?;
    let package = front.join("pkg");
    create_folder(&package)?;
    optimise(&made, &package.join("search.wasm"))
}

/// Compiles components that live in pages, has their script written, and puts both beside the app.
fn build_islands(project: &Project, module: &str, front: &Path) -> Result<()> {
    let made = compile_module(project, &format!("frontend-{module}"))?;
    let bound = project.scratch(module)?;
    Call::new("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-name", module, "--out-dir"])
        .arg(&bound)
        .arg(&made)
        .run()?;
    let package = front.join("pkg");
    let script = format!("{module}.js");
    copy(&bound.join(&script), &package.join(&script))?;
    optimise(&bound.join(format!("{module}_bg.wasm")), &package.join(format!("{module}.wasm")))
}

/// Makes a module small, and puts it where it belongs.
fn optimise(module: &Path, to: &Path) -> Result<()> {
    Call::new("wasm-opt")
        .args(["-Oz", "--converge", "--enable-bulk-memory", "--enable-nontrapping-float-to-int"])
        .args(["--enable-sign-ext", "--enable-mutable-globals", "--enable-reference-types"])
        .args(["--enable-multivalue", "-o"])
        .arg(to)
        .arg(module)
        .run()
}

/// Compiles a module that a browser loads when it needs it, where cargo-leptos compiles the app.
fn compile_module(project: &Project, package: &str) -> Result<PathBuf> {
    let target = project.root.join("target/front");
    Call::same_toolchain("cargo")
        .args(["build", "--package", package, "--profile", "browser"])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        .args(small::ARGS.iter().filter(|_| small::is_on()))
        .run()?;
    let file = format!("wasm32-unknown-unknown/browser/{}.wasm", package.replace('-', "_"));
    Ok(target.join(file))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map_err(|reason| Error::file("write", to, &reason))?;
    Ok(())
}

/// Makes a folder of this program's own hold what another does, and touches only what differs.
pub(crate) fn mirror(from: &Path, to: &Path) -> Result<()> {
    create_folder(to)?;
    let names = |folder: &Path| -> Result<BTreeSet<OsString>> {
        let failed = |reason| Error::file("read", folder, &reason);
        let entries = fs::read_dir(folder).map_err(failed)?;
        entries.map(|entry| entry.map(|entry| entry.file_name()).map_err(failed)).collect()
    };
    let wanted = names(from)?;
    for gone in names(to)?.difference(&wanted) {
        let path = to.join(gone);
        let removed =
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.map_err(|reason| Error::file("remove", &path, &reason))?;
    }
    for name in wanted {
        let (source, copy) = (from.join(&name), to.join(&name));
        if source.is_dir() {
            mirror(&source, &copy)?;
            continue;
        }
        let bytes = fs::read(&source).map_err(|reason| Error::file("read", &source, &reason))?;
        if fs::read(&copy).ok().as_ref() != Some(&bytes) {
            fs::write(&copy, bytes).map_err(|reason| Error::file("write", &copy, &reason))?;
        }
    }
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
    fn a_copy_of_the_front_end_is_touched_only_where_it_differs() {
        let folder = env::temp_dir().join(format!("mirror-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        let write = |path: &str, text: &str| {
            let file = from.join(path);
            create_folder(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, text).expect("written");
        };
        let time =
            |path: &str| to.join(path).metadata().and_then(|data| data.modified()).expect("a time");
        write("pkg/same", "1");
        write("pkg/changed", "1");
        write("gone/file", "1");
        mirror(&from, &to).expect("a copy");
        let before = time("pkg/same");
        fs::remove_dir_all(&from).expect("emptied");
        write("pkg/same", "1");
        write("pkg/changed", "2");
        mirror(&from, &to).expect("a copy");
        assert_eq!(time("pkg/same"), before);
        assert_eq!(fs::read_to_string(to.join("pkg/changed")).expect("there"), "2");
        assert!(!to.join("gone").exists());
        fs::remove_dir_all(&folder).expect("removed");
    }

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
