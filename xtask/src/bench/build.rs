//! Building: ours and Hugo's, the same posts, in turns.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::common::{Bench, remove};
use super::corpus;
use super::hugo::Hugo;
use super::report::Report;
use super::turn::{Cost, measure};
use crate::error::{Error, Result};

/// From how many posts on Hugo is not asked: it would take most of an hour.
const OURS_ALONE: usize = 50_000;

/// Measures full builds, ours bare like Hugo's and with all that is on by default, and builds that find
/// something of the last one: all but one post, or the cache alone, as on a machine that tests changes.
pub(crate) fn run(bench: &Bench<'_>) -> Result<Report> {
    let hugo = Hugo::install(bench)?;
    let mut report = Report::here();
    report.condition("hugo", hugo.version()?);
    for posts in bench.posts(&[100, 1_000, 10_000]) {
        measure_one(bench, &hugo, posts, &mut report)?;
    }
    let wall = |posts| report.median(&format!("blog, bare, {posts} posts: wall"));
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
    let place = bench.folder.join("builds");
    remove(&place)?;
    let mut runs: [Vec<Cost>; 5] = Default::default();
    let rounds = bench.rounds(3);
    for round in 1..=rounds {
        println!("{posts} posts, round {round} of {rounds}");
        // Each into a new folder, and none is removed before the end: for a minute after many files were,
        // ext4 takes many times as long to make others.
        let folder = |name: &str| place.join(format!("{posts}-{round}-{name}"));
        if with_hugo {
            let to = folder("hugo");
            runs[0].push(measure(hugo.build(&theirs).arg("--destination").arg(to))?);
        }
        let mut bare = ours(bench, &content, &folder("bare"), &folder("bare-cache"));
        runs[1].push(measure(bare.arg("--no-compress"))?);
        // One post changes, and changes back.
        let file = content.join("posts").join(format!("{}.md", corpus::slug(posts / 2)));
        let more = |text: &str| format!("{text}\nOne more paragraph, of round {round}.\n");
        runs[2].push(changed(&file, more, || measure(&mut bare))?);
        // What a user gets who says nothing: with pictures for previews too.
        let settings = content.join("site.toml");
        let cards = |text: &str| text.replace("share.cards = false\n", "");
        let [cold, warm] = changed(&settings, cards, || {
            let cache = folder("cache");
            Ok([
                measure(&mut ours(bench, &content, &folder("cold"), &cache))?,
                measure(&mut ours(bench, &content, &folder("warm"), &cache))?,
            ])
        })?;
        runs[3].push(cold);
        runs[4].push(warm);
    }
    remove(&place)?;
    let names = [
        "hugo",
        "blog, bare",
        "blog, one post changed",
        "blog, all on",
        "blog, all on, cache alone there",
    ];
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
        for at in [1, 3, 4] {
            let name = format!("{} / hugo, {posts} posts: wall", names[at]);
            report.row(name, "times", share(&runs[at], &runs[0]));
        }
    }
    let one = share(&runs[2], &runs[1]);
    report.row(format!("one post changed / bare, {posts} posts: wall"), "times", one);
    Ok(())
}

/// Does something while a file says something else.
fn changed<T>(
    file: &Path,
    change: impl FnOnce(&str) -> String,
    then: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let before = fs::read_to_string(file).map_err(|reason| Error::file("read", file, &reason))?;
    let write =
        |text: &str| fs::write(file, text).map_err(|reason| Error::file("write", file, &reason));
    write(&change(&before))?;
    let done = then();
    write(&before)?;
    done
}

fn ours(bench: &Bench<'_>, content: &Path, site: &Path, cache: &Path) -> Command {
    let mut command = Command::new(&bench.blog);
    command.arg("build").arg("--content").arg(content);
    command.arg("--front").arg(bench.project.front());
    command.arg("--site").arg(site).arg("--cache").arg(cache);
    command
}
