//! `cargo xtask setup`: installs what is missing.

mod browser;
mod cargo_tool;
mod debian;
mod packages;
mod paths;
mod playwright;
mod small_std;
mod step;
pub(crate) mod toolchain;
mod wasm_opt;

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::time::Instant;

use crate::error::{Error, Result};
use crate::lockfile;
use crate::project::{self, Project};

use browser::Browser;
pub(crate) use browser::Browsers;
use cargo_tool::CargoTool;
use packages::Packages;
use paths::Paths;
use playwright::Playwright;
use small_std::SmallStd;
use step::Step;
pub(crate) use toolchain::{Toolchain, WASM};
use wasm_opt::WasmOpt;

/// The cargo-leptos that this project is built with.
const CARGO_LEPTOS: &str = "0.3.11";

/// Installs what is missing: for the build, and on request for the tests in a browser.
pub(crate) fn run(project: &Project, browser: bool) -> Result<()> {
    let mut steps: Vec<Box<dyn Step + '_>> = vec![
        Box::new(Toolchain { project }),
        Box::new(CargoTool::cargo_leptos(project, CARGO_LEPTOS)),
        Box::new(CargoTool::wasm_bindgen(project, &wasm_bindgen(project)?)),
        Box::new(WasmOpt { project }),
        Box::new(Paths { project }),
        Box::new(SmallStd::of(project)),
    ];
    if browser {
        steps.push(Box::new(Playwright { project }));
        steps.push(Box::new(Browser { project }));
        steps.push(Box::new(CargoTool::geckodriver(project)));
        for packages in Packages::for_tests() {
            steps.push(Box::new(packages));
        }
    }
    let _one_at_a_time = lock(project)?;
    for (index, step) in steps.iter().enumerate() {
        print!("[{}/{}] {} … ", index + 1, steps.len(), step.name());
        // The check may take a moment, and half a line stays in the buffer. Where it cannot be
        // shown, nothing is lost.
        let _ = io::stdout().flush();
        bring_about(step.as_ref())?;
    }
    Ok(())
}

/// Checks, installs if need be, and checks again: an installer that reports success may still
/// have put its program where another one hides it.
fn bring_about(step: &dyn Step) -> Result<()> {
    let lack = match step.check() {
        Ok(there) => {
            println!("present ({there})");
            return Ok(());
        }
        Err(lack) => lack,
    };
    // Only what is wrong: a compiler goes on about it at length.
    let lack = lack.to_string();
    println!("to be installed: {}", lack.lines().next().unwrap_or(&lack));
    let start = Instant::now();
    let there = step.install().and_then(|()| step.check()).map_err(|error| {
        Error::new(format!(
            "{} could not be installed: {error}\nBy hand: {}",
            step.name(),
            step.by_hand()
        ))
    })?;
    println!("      installed ({there}) in {} s", start.elapsed().as_secs());
    Ok(())
}

/// The wasm-bindgen that the code is compiled against. The program has to be exactly that one.
fn wasm_bindgen(project: &Project) -> Result<String> {
    let path = project.root.join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(|reason| Error::file("read", &path, &reason))?;
    let version = lockfile::version_of(&lock, "wasm-bindgen").ok_or_else(|| {
        Error::new(format!(
            "{} names no version of wasm-bindgen: run `cargo generate-lockfile`",
            path.display()
        ))
    })?;
    Ok(version.to_owned())
}

/// Keeps a second setup waiting until this one is done: they would install into the same places.
fn lock(project: &Project) -> Result<File> {
    project::create_folder(&project.cache)?;
    let path = project.cache.join("setup.lock");
    let file = File::create(&path).map_err(|reason| Error::file("create", &path, &reason))?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        println!("waiting for another setup to finish");
        file.lock().map_err(|reason| Error::file("lock", &path, &reason))?;
    }
    Ok(file)
}
