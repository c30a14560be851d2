//! `cargo xtask test`: every test, and how many passed.

use std::fs;
use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::project::{NATIVE, Project};
use crate::setup::{self, Browsers};
use crate::shell::Call;
use crate::site;
use crate::stage::Stages;
use crate::tally::Tally;

/// Sets up, runs every group of tests even where one fails, and ends with the counts.
pub(crate) fn run(project: &Project, browser: bool, playwright: &[String]) -> Result<ExitCode> {
    let mut stages = Stages::start();
    stages.run("setup", || setup::run(project, browser));
    let tally = run_groups(&mut stages, project, browser, playwright);
    Ok(stages.finish(tally))
}

/// Runs the groups of tests. Each counts itself; one that fails without a count is one failure.
pub(crate) fn run_groups(
    stages: &mut Stages,
    project: &Project,
    browser: bool,
    playwright: &[String],
) -> Tally {
    let mut tally = stages.count("native tests", || native(project));
    if browser {
        let mut site = None;
        stages.run("site", || {
            site = Some(site::bring_up_to_date(project, None)?);
            Ok(())
        });
        // Without a site every test would fail for the same reason, which is already told.
        let Some(site) = site else {
            tally += Tally::ONE_FAILURE;
            return tally;
        };
        tally += stages.count("browser tests", || in_browser(project, &site, playwright));
        tally += stages.count("browser tests under a path", || {
            in_browser(project, &under_a_path(project, &site)?, playwright)
        });
    }
    tally
}

/// The tests of the packages that are compiled natively.
fn native(project: &Project) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = Call::new("cargo")
        .folder(&project.root)
        .args(["test", "--no-fail-fast"])
        .args(NATIVE)
        .follow(|line| tally += Tally::from_cargo(line).unwrap_or_default())?;
    if !status.success() && tally.failed == 0 {
        tally += Tally::ONE_FAILURE;
    }
    Ok(tally)
}

/// The same posts as a site that lives under a path of its host.
fn under_a_path(project: &Project, site: &site::Site) -> Result<site::Site> {
    let folder = project.root.join("target/site-under-a-path");
    site::render(&site.blog, &project.content(), &project.front(), &folder)
        .args(["--base-url", "https://example.org/under/a-path"])
        .run()?;
    Ok(site::Site { blog: site.blog.clone(), folder })
}

/// The tests of the built site.
fn in_browser(project: &Project, site: &site::Site, args: &[String]) -> Result<Tally> {
    let report = project.scratch("playwright.json")?;
    if report.exists() {
        fs::remove_file(&report).map_err(|reason| Error::file("remove", &report, &reason))?;
    }
    let mut call = Call::new("npx")
        .folder(&project.end2end())
        // One for the terminal, one for the counts.
        .args(["playwright", "test", "--reporter=list,json"])
        .args(args)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("BLOG_BIN", &site.blog)
        .env("BLOG_SITE", &site.folder);
    for (name, path) in Browsers::find(project).variables() {
        call = call.env(name, path);
    }
    let status = call.shown().status()?;
    let text = fs::read_to_string(&report).unwrap_or_default();
    let mut tally = Tally::from_playwright(&text).unwrap_or_default();
    if !status.success() && tally.failed == 0 {
        tally += Tally::ONE_FAILURE;
    }
    Ok(tally)
}
