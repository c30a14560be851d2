//! `cargo xtask bench`: how fast things are, measured here and now.
//!
//! Every figure is measured when it is asked for, several times, and printed with what it was
//! measured on; `target/bench/` keeps it as JSON. What is compared runs in turns, so that a machine
//! that grows busy is busy for all.

mod browser;
mod build;
mod common;
pub(crate) mod corpus;
mod hugo;
mod peers;
mod report;
mod serve;
mod turn;

use std::fs;

use crate::error::{Error, Result};
use crate::project::{Project, create_folder};
use crate::setup;
use crate::site;

use common::Bench;
pub(crate) use common::BenchOptions;

/// The names of the benchmarks, in the order in which they run.
pub(crate) const NAMES: [&str; 7] = ["build", "dev", "page", "nav", "peers", "search", "serve"];

/// Runs the benchmarks that were asked for.
pub(crate) fn run(project: &Project, options: BenchOptions) -> Result<()> {
    setup::run(project, true)?;
    let site = site::bring_up_to_date(project, None)?;
    let folder = project.root.join("target/bench");
    create_folder(&folder)?;
    let wanted = |name: &str| options.what.is_empty() || options.what.iter().any(|w| w == name);
    let names: Vec<&str> = NAMES.into_iter().filter(|name| wanted(name)).collect();
    let bench = Bench { project, options, blog: site.blog, folder };
    for name in names {
        println!("\n=== {name}");
        let report = match name {
            "build" => build::run(&bench)?,
            "serve" => serve::run(&bench)?,
            script => browser::run(&bench, script)?,
        };
        report.print();
        let file = bench.folder.join(format!("{name}.json"));
        fs::write(&file, report.json()).map_err(|reason| Error::file("write", &file, &reason))?;
        println!("written to {}", file.display());
    }
    Ok(())
}
