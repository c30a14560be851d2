//! The work on this project as commands, `cargo xtask <command>`: install the tools, build and
//! serve the site, test it, check it.

mod apt;
mod args;
mod bench;
mod cargo;
mod checks;
#[cfg(test)]
mod circles;
mod dist;
mod error;
mod lockfile;
mod posts;
mod project;
mod readme;
#[cfg(test)]
mod recipes;
mod serve;
mod setup;
mod shell;
mod site;
mod size;
mod small;
mod snippets;
mod sources;
mod stage;
mod stamp;
mod suite;
mod tally;
mod version;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use args::Task;
use error::Result;
use project::Project;

fn main() -> ExitCode {
    let task = match args::parse(env::args_os().skip(1)) {
        Ok(task) => task,
        Err(mistake) => {
            eprintln!("error: {mistake}\n\n{}", args::HELP);
            return ExitCode::from(2);
        }
    };
    match run(task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    if task == Task::Help {
        print!("{}", args::HELP);
        return Ok(ExitCode::SUCCESS);
    }
    let project = Project::find()?;
    match task {
        Task::Help => Ok(ExitCode::SUCCESS),
        Task::Setup { browser } => {
            setup::run(&project, browser)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Build => {
            setup::run(&project, false)?;
            site::build_small(&project)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Serve { port, content } => serve::run(&project, port, content.as_deref()),
        Task::Test { browser, playwright } => suite::run(&project, browser, &playwright),
        Task::Ci => checks::run(&project),
        Task::Posts => {
            posts::run(&project)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Size => size::run(&project),
        Task::Dist { target } => {
            dist::run(&project, target.as_deref())?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Bench(options) => {
            bench::run(&project, options)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Corpus { posts, folder, seed } => {
            bench::corpus::write(posts, seed, Path::new(&folder))?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Cargo { args } => cargo::run(&project, &args),
    }
}
