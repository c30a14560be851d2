//! `cargo xtask test`: every test, and how many passed.

use std::fs;
use std::path::Path;
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
    let suite = Suite { project, in_ci: false };
    let tally = suite.run_groups(&mut stages, browser, playwright);
    Ok(stages.finish(tally))
}

/// Every test, in groups.
pub(crate) struct Suite<'a> {
    pub(crate) project: &'a Project,
    /// Whether a test fails that can't run here, for want of a program or a font.
    pub(crate) in_ci: bool,
}

impl Suite<'_> {
    /// Runs the groups. Each counts itself; one that fails without a count is one failure.
    pub(crate) fn run_groups(
        &self,
        stages: &mut Stages,
        browser: bool,
        playwright: &[String],
    ) -> Tally {
        let mut tally = stages.count("native tests", || self.native());
        if !browser {
            return tally;
        }
        let mut site = None;
        stages.run("site", || {
            site = Some(site::bring_up_to_date(self.project, None)?);
            Ok(())
        });
        // Without a site every test would fail for the same reason, which is already told.
        let Some(site) = site else {
            tally += Tally::ONE_FAILURE;
            return tally;
        };
        tally += stages.count("browser tests", || self.in_browser(&site, playwright));
        tally += stages.count("browser tests under a path", || {
            self.in_browser(&under_a_path(self.project, &site)?, playwright)
        });
        tally
    }

    /// The tests of the packages that are compiled natively.
    fn native(&self) -> Result<Tally> {
        let mut tally = Tally::default();
        let status = self
            .call("cargo", &self.project.root)
            .args(["test", "--no-fail-fast"])
            .args(NATIVE)
            .follow(|line| tally += Tally::from_cargo(line).unwrap_or_default())?;
        if self.in_ci && tally.skipped > 0 {
            return Err(Error::new("tests are ignored that should have run"));
        }
        if !status.success() && tally.failed == 0 {
            tally += Tally::ONE_FAILURE;
        }
        Ok(tally)
    }

    /// The tests of the built site.
    fn in_browser(&self, site: &site::Site, args: &[String]) -> Result<Tally> {
        let report = self.project.scratch("playwright.json")?;
        if report.exists() {
            fs::remove_file(&report).map_err(|reason| Error::file("remove", &report, &reason))?;
        }
        let mut call = self
            .call("npx", &self.project.end2end())
            // One for the terminal, one for the counts, one for what did not run.
            .args(["playwright", "test", "--reporter=list,json,./support/skipped.ts"])
            .args(args)
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
            .env("BLOG_BIN", &site.blog)
            .env("BLOG_SITE", &site.folder);
        for (name, path) in Browsers::find(self.project).variables() {
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

    fn call(&self, program: &str, folder: &Path) -> Call {
        let call = Call::new(program).folder(folder);
        // Where it is set, tests fail that would otherwise be skipped.
        if self.in_ci { call.env("CI", "true") } else { call }
    }
}

/// The same posts as a site that lives under a path of its host.
fn under_a_path(project: &Project, site: &site::Site) -> Result<site::Site> {
    let folder = project.root.join("target/site-under-a-path");
    site::render(&site.blog, &project.content(), &project.front(), &folder)
        .args(["--base-url", "https://example.org/under/a-path"])
        .run()?;
    Ok(site::Site { blog: site.blog.clone(), folder })
}
