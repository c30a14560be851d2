//! The benchmarks that need a browser: scripts for Node in `end2end/bench`.

use std::env;

use super::Bench;
use super::report::Report;
use crate::error::{Error, Result};
use crate::setup::Browsers;
use crate::shell::Call;

/// The release of Lighthouse, as npm has it.
const LIGHTHOUSE: &str = "lighthouse@12.8.2";

/// Runs `dev`, `page` or `nav`.
pub(crate) fn run(bench: &Bench<'_>, name: &str) -> Result<Report> {
    let mut call = Call::new("node")
        .arg(format!("bench/{name}.mjs"))
        .folder(&bench.project.end2end())
        .env("BLOG_BIN", &bench.blog)
        .env("BENCH_FRONT", bench.project.front());
    for (variable, path) in Browsers::find(bench.project).variables() {
        call = call.env(variable, path);
    }
    let paths = |paths: Vec<std::path::PathBuf>| {
        env::join_paths(paths).map_err(|reason| Error::new(format!("{reason}")))
    };
    let rounds = match name {
        "dev" => {
            let posts = bench.posts(&[10, 1_000, 10_000]);
            let contents = posts.iter().map(|&posts| bench.corpus(posts)).collect::<Result<_>>()?;
            call = call.env("BENCH_CONTENT", paths(contents)?);
            call = call.env("BENCH_CACHE", bench.folder.join("cache-dev"));
            bench.rounds(10)
        }
        "page" => {
            let lighthouse = bench.folder.join("lighthouse");
            if !lighthouse.join("node_modules/lighthouse").exists() {
                crate::project::create_folder(&lighthouse)?;
                Call::new("npm")
                    .arg("install")
                    .arg("--prefix")
                    .arg(&lighthouse)
                    .arg(LIGHTHOUSE)
                    .run()?;
            }
            let mut sites = vec![bench.project.site()];
            for posts in bench.posts(&[100, 10_000]) {
                sites.push(bench.site(posts)?);
            }
            call = call.env("BENCH_SITES", paths(sites)?).env("BENCH_LIGHTHOUSE", lighthouse);
            call = call.env("BENCH_POST", "rate-limiting-in-mcp-hangar").env("BENCH_TAG", "mcp");
            bench.rounds(5)
        }
        _ => {
            let posts = bench.posts(&[10_000]);
            let posts = posts.first().copied().unwrap_or(10_000);
            call = call.env("BENCH_SITE", bench.site(posts)?);
            bench.rounds(30)
        }
    };
    let mut report = Report::here();
    let mut faulty = None;
    let status = call.env("BENCH_ROUNDS", rounds.to_string()).follow(|line| {
        if let Err(fault) = read(line, &mut report) {
            faulty = Some(fault);
        }
    })?;
    match faulty {
        Some(fault) => Err(fault),
        None if !status.success() => Err(Error::new(format!("bench/{name}.mjs failed ({status})"))),
        None => Ok(report),
    }
}

/// Takes over what a script says on one line.
fn read(line: &str, report: &mut Report) -> Result<()> {
    let fields: Vec<&str> = line.split('\t').collect();
    match fields[..] {
        ["row", what, unit, values] => {
            let values: std::result::Result<Vec<f64>, _> =
                values.split_whitespace().map(str::parse).collect();
            let values = values.map_err(|_| Error::new(format!("no figures: {line}")))?;
            report.row(what, unit, values);
        }
        ["condition", name, value] => report.condition(name, value),
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_over_and_anything_else_is_talk() {
        let mut report = Report::default();
        read("row\tclick\tms\t1 2.5", &mut report).expect("figures");
        read("something else", &mut report).expect("talk");
        assert_eq!(report.median("click"), Some(1.75));
        assert!(read("row\tclick\tms\tone", &mut report).is_err());
    }
}
