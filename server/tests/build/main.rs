//! `blog build`, `blog check` and `blog new`, from the command line to the files.

mod commands;
#[path = "../common/mod.rs"]
mod common;
mod content_files;
mod publishing;
mod site_files;
