//! Building: ours and Hugo's, the same posts, in turns.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::hugo::Hugo;
use super::report::Report;
use super::turn::{Cost, measure};
use super::{Bench, corpus, remove};
use crate::error::{Error, Result};

/// From how many posts on Hugo is not asked: it would take most of an hour.
const OURS_ALONE: usize = 50_000;

/// Measures full builds, ours without and with compression, and builds after a change of one post.
pub(crate) fn run(bench: &Bench<'_>) -> Result<Report> {
    let hugo = Hugo::install(bench)?;
    let mut report = Report::here();
    report.condition("hugo", hugo.version()?);
    for posts in bench.posts(&[100, 1_000, 10_000]) {
        measure_one(bench, &hugo, posts, &mut report)?;
    }
    let wall = |posts| report.median(&format!("blog, {posts} posts: wall"));
    if let (Some(one), Some(ten)) = (wall(1_000), wall(10_000)) {
        report.row("blog: growth from 1000 to 10000 posts", "times", vec![ten / one]);
    }
    Ok(report)
}

fn measure_one(bench: &Bench<'_>, hugo: &Hugo, posts: usize, report: &mut Report) -> Result<()> {
    let content = bench.corpus(posts)?;
    let with_hugo = posts < OURS_ALONE;
    let theirs = bench.folder.join(format!("hugo-{posts}"));
    if with_hugo {
        hugo.prepare(&content, &theirs)?;
    }
    let (site, cache) = (bench.folder.join("site-build"), bench.folder.join("cache-build"));
    let mut runs: [Vec<Cost>; 4] = Default::default();
    let rounds = bench.rounds(3);
    for round in 1..=rounds {
        println!("{posts} posts, round {round} of {rounds}");
        if with_hugo {
            remove(&theirs.join("public"))?;
            remove(&theirs.join("resources"))?;
            runs[0].push(measure(&mut hugo.build(&theirs))?);
        }
        remove(&site)?;
        remove(&cache)?;
        runs[1].push(measure(&mut ours(bench, &content, &site, &cache, false))?);
        // One post changes, and changes back.
        let file = content.join("posts").join(format!("{}.md", corpus::slug(posts / 2)));
        let before =
            fs::read_to_string(&file).map_err(|reason| Error::file("read", &file, &reason))?;
        let write = |text: &str| {
            fs::write(&file, text).map_err(|reason| Error::file("write", &file, &reason))
        };
        write(&format!("{before}\nOne more paragraph, of round {round}.\n"))?;
        let changed = measure(&mut ours(bench, &content, &site, &cache, false));
        write(&before)?;
        runs[2].push(changed?);
        remove(&site)?;
        remove(&cache)?;
        runs[3].push(measure(&mut ours(bench, &content, &site, &cache, true))?);
    }
    remove(&site)?;
    remove(&cache)?;
    let names = ["hugo", "blog", "blog, one post changed", "blog, compressed"];
    for (name, runs) in names.iter().zip(&runs).filter(|(_, runs)| !runs.is_empty()) {
        let values = |of: fn(&Cost) -> f64| runs.iter().map(of).collect();
        report.row(format!("{name}, {posts} posts: wall"), "s", values(|cost| cost.wall));
        report.row(format!("{name}, {posts} posts: processor"), "s", values(|cost| cost.cpu));
        report.row(
            format!("{name}, {posts} posts: memory"),
            "MB",
            values(|cost| cost.memory / 1e6),
        );
    }
    let share = |a: &[Cost], b: &[Cost]| -> Vec<f64> {
        a.iter().zip(b).map(|(a, b)| a.wall / b.wall).collect()
    };
    if with_hugo {
        report.row(format!("blog / hugo, {posts} posts: wall"), "times", share(&runs[1], &runs[0]));
    }
    let one = share(&runs[2], &runs[1]);
    report.row(format!("one post changed / full, {posts} posts: wall"), "times", one);
    Ok(())
}

fn ours(bench: &Bench<'_>, content: &Path, site: &Path, cache: &Path, compress: bool) -> Command {
    let mut command = Command::new(&bench.blog);
    command.arg("build").arg("--content").arg(content);
    command.arg("--front").arg(bench.project.front());
    command.arg("--site").arg(site).arg("--cache").arg(cache);
    if !compress {
        command.arg("--no-compress");
    }
    command
}
