//! `cargo xtask ci`: everything that has to be in order before a change goes in.

use std::process::ExitCode;

use crate::error::Result;
use crate::posts;
use crate::project::{NATIVE, Project};
use crate::readme;
use crate::setup::{self, WASM};
use crate::shell::Call;
use crate::site;
use crate::snippets;
use crate::stage::Stages;
use crate::suite::Suite;

/// Sets up, runs every check and every test, and ends with what failed and the counts.
pub(crate) fn run(project: &Project) -> Result<ExitCode> {
    let cargo = || Call::new("cargo").folder(&project.root);
    let mut stages = Stages::start();
    stages.run("setup", || setup::run(project, true));
    stages.run("formatting", || cargo().args(["fmt", "--all", "--check"]).run());
    stages.run("lints, native", || {
        cargo().args(["clippy", "--all-targets"]).args(NATIVE).args(["--", "-D", "warnings"]).run()
    });
    stages.run("lints, browser", || {
        cargo()
            .args(["clippy", "-p", "frontend", "-p", "frontend-search", "-p", "frontend-islands"])
            .args(["-p", "frontend-incidents", "--target", WASM])
            .args(["--", "-D", "warnings"])
            .run()
    });
    stages.run("documentation", || {
        cargo().args(["doc", "--no-deps"]).args(NATIVE).env("RUSTDOCFLAGS", "-D warnings").run()
    });
    let tally = Suite { project, in_ci: true }.run_groups(&mut stages, true, &[]);
    stages.run("commands of the README", || readme::run(project));
    stages.run("code in the posts", || snippets::run(project));
    stages.run("scripts of the posts", || posts::run(project));
    stages.run("a second build", || site::build_again(project));
    Ok(stages.finish(tally))
}
