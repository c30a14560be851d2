//! `blog`: builds, checks, serves and starts posts. `blog --help` tells the rest.

mod arguments;
mod commands;

use std::{
    env,
    io::{self, IsTerminal},
    process::ExitCode,
};

use clap::Parser;
use mimalloc::MiMalloc;

/// Pages are made of many short strings, on all cores at once.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match commands::run(arguments::Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", error.render(colour()));
            ExitCode::FAILURE
        }
    }
}

/// Whether messages may be coloured: <https://no-color.org>.
fn colour() -> bool {
    io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
