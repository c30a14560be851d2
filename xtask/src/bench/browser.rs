//! The benchmarks that need a browser: scripts for Node in `end2end/bench`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::common::Bench;
use super::peers;
use super::report::Report;
use crate::error::{Error, Result};
use crate::project::create_folder;
use crate::setup::Browsers;
use crate::shell::{Call, find_program};

/// The release of Lighthouse, as npm has it.
const LIGHTHOUSE: &str = "lighthouse@13.5.0";
/// The least Node that runs it and what we compare with; another than the one that runs the tests may
/// have to be installed.
const LEAST_NODE: (u32, u32) = (22, 19);
const NODE: &str = "node@22.23.3";

/// What the search is compared with, as npm has it.
const PAGEFIND: &str = "pagefind@1.4.0";

/// Runs `dev`, `page`, `nav`, `peers` or `search`.
pub(crate) fn run(bench: &Bench<'_>, name: &str) -> Result<Report> {
    let mut call = Call::new("node")
        .arg(format!("bench/{name}.mjs"))
        .folder(&bench.project.end2end())
        .env("BLOG_BIN", &bench.blog)
        .env("BENCH_FRONT", bench.project.front());
    for (variable, path) in Browsers::find(bench.project).variables() {
        call = call.env(variable, path);
    }
    let (call, rounds) = match name {
        "dev" => dev(bench, call)?,
        "page" => page(bench, call)?,
        "peers" => peers(bench, call)?,
        "search" => search(bench, call)?,
        _ => {
            let posts = bench.posts(&[10_000]).first().copied().unwrap_or(10_000);
            (call.env("BENCH_SITE", bench.site(posts)?), bench.rounds(30))
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

/// What the script of a benchmark is called with, and how often it measures.
type Prepared = Result<(Call, usize)>;

fn dev(bench: &Bench<'_>, call: Call) -> Prepared {
    let posts = bench.posts(&[10, 1_000, 10_000]);
    let contents = posts.iter().map(|&posts| bench.corpus(posts)).collect::<Result<_>>()?;
    let call = call.env("BENCH_CONTENT", paths(contents)?);
    Ok((call.env("BENCH_CACHE", bench.folder.join("cache-dev")), bench.rounds(10)))
}

fn page(bench: &Bench<'_>, call: Call) -> Prepared {
    let lighthouse = bench.folder.join("lighthouse");
    install(&lighthouse, &[LIGHTHOUSE])?;
    let node = install_node(bench)?;
    let mut sites = vec![bench.project.site()];
    for posts in bench.posts(&[100, 10_000]) {
        sites.push(bench.site(posts)?);
    }
    // The site itself, and the largest of the others.
    let judged = [sites.first(), sites.last()].into_iter().flatten().cloned().collect();
    let call = call.env("BENCH_LIGHTHOUSE_SITES", paths(judged)?);
    let call = call.env("BENCH_SITES", paths(sites)?);
    let call = call.env("BENCH_LIGHTHOUSE", lighthouse).env("BENCH_LIGHTHOUSE_NODE", node);
    Ok((call, bench.rounds(5)))
}

fn peers(bench: &Bench<'_>, call: Call) -> Prepared {
    let posts = bench.posts(&[200]).first().copied().unwrap_or(200);
    let ours = ("blog", bench.site(posts)?);
    let sites = [vec![ours], peers::build(bench, &bench.corpus(posts)?)?].concat();
    let lines = sites.iter().map(|(name, site)| format!("{name}\t{}", site.display()));
    let call = call.env("BENCH_PEERS", lines.collect::<Vec<_>>().join("\n"));
    Ok((call, bench.rounds(30)))
}

fn search(bench: &Bench<'_>, call: Call) -> Prepared {
    let pagefind = bench.folder.join("pagefind");
    install(&pagefind, &[PAGEFIND])?;
    let pagefind = pagefind.join("node_modules/.bin/pagefind");
    let mut searched = Vec::new();
    for posts in bench.posts(&[100, 10_000]) {
        let (site, content) = (bench.site(posts)?, bench.corpus(posts)?);
        index(&pagefind, &site)?;
        searched.push(format!("{posts}={}={}", site.display(), content.display()));
    }
    let own = bench.folder.join("site-own");
    let cache = bench.folder.join("cache-own");
    // The guide, which is a draft here, has questions of its own.
    bench.render(&bench.project.content(), &own, &cache).arg("--drafts").run()?;
    index(&pagefind, &own)?;
    searched.push(format!("own={}", own.display()));
    let call = call.env("BENCH_SEARCHED", searched.join(":")).env("BENCH_PAGEFIND", &pagefind);
    let queries = bench.project.root.join("app/search/tests/corpus/queries.tsv");
    Ok((call.env("BENCH_QUERIES", queries), bench.rounds(5)))
}

/// Several paths as one variable.
fn paths(paths: Vec<PathBuf>) -> Result<OsString> {
    env::join_paths(paths).map_err(|reason| Error::new(format!("{reason}")))
}

/// A Node that is new enough, installed where the one that is there is not.
pub(super) fn install_node(bench: &Bench<'_>) -> Result<PathBuf> {
    let own = Call::new("node").arg("--version").read()?;
    if node_version(&own).is_some_and(|version| version >= LEAST_NODE) {
        return Ok(find_program("node").unwrap_or_else(|| "node".into()));
    }
    let folder = bench.folder.join("node");
    install(&folder, &[NODE])?;
    Ok(folder.join("node_modules/.bin/node"))
}

/// Sees to it that packages of npm are in a folder.
fn install(folder: &Path, packages: &[&str]) -> Result<()> {
    create_folder(folder)?;
    let record = folder.join("installed");
    if fs::read_to_string(&record).is_ok_and(|installed| installed == packages.join(" ")) {
        println!("{} is there", packages.join(" and "));
        return Ok(());
    }
    let call = Call::new("npm").arg("install").arg("--no-audit").arg("--no-fund");
    call.arg("--prefix").arg(folder).args(packages).run()?;
    fs::write(&record, packages.join(" ")).map_err(|reason| Error::file("write", &record, &reason))
}

/// Has Pagefind index the posts of a site, into a folder of the site.
fn index(pagefind: &Path, site: &Path) -> Result<()> {
    Call::new(pagefind).arg("--site").arg(site).arg("--glob").arg("posts/*/index.html").run()
}

/// The first two numbers of what `node --version` says.
fn node_version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
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
    fn releases_of_node_are_compared_by_number() {
        assert_eq!(node_version("v22.19.0\n"), Some((22, 19)));
        assert!(node_version("v9.30.0") < node_version("v22.1.0"));
        assert_eq!(node_version("none"), None);
    }

    #[test]
    fn rows_are_taken_over_and_anything_else_is_talk() {
        let mut report = Report::default();
        read("row\tclick\tms\t1 2.5", &mut report).expect("figures");
        read("something else", &mut report).expect("talk");
        assert_eq!(report.median("click"), Some(1.75));
        assert!(read("row\tclick\tms\tone", &mut report).is_err());
    }
}
