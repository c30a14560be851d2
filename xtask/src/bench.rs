//! `cargo xtask bench`: how fast things are, measured here and now.
//!
//! Every figure is measured when it is asked for, several times, and printed with what it was
//! measured on; `target/bench/` keeps it as JSON. What is compared runs in turns, so that a machine
//! that grows busy is busy for all.

mod browser;
mod build;
pub(crate) mod corpus;
mod hugo;
mod peers;
mod report;
mod serve;
mod turn;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::{Project, create_folder};
use crate::setup;
use crate::site;

/// What to measure, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// `build`, `dev`, `page`, `nav`, `peers`, `search` or `serve`; all of them when empty.
    pub(crate) what: Vec<String>,
    /// The sizes of blog to measure with; those of each benchmark when empty.
    pub(crate) posts: Vec<usize>,
    /// How often each thing is measured; the number of each benchmark when it is not given.
    pub(crate) rounds: Option<usize>,
    /// Which posts.
    pub(crate) seed: u64,
}

/// The names of the benchmarks, in the order in which they run.
pub(crate) const NAMES: [&str; 7] = ["build", "dev", "page", "nav", "peers", "search", "serve"];

/// What every benchmark needs.
struct Bench<'a> {
    project: &'a Project,
    options: Options,
    /// The released program.
    blog: PathBuf,
    /// Where corpora, sites and results are.
    folder: PathBuf,
}

/// Runs the benchmarks that were asked for.
pub(crate) fn run(project: &Project, options: Options) -> Result<()> {
    setup::run(project, true)?;
    let site = site::bring_up_to_date(project, None)?;
    let folder = project.root.join("target/bench");
    create_folder(&folder)?;
    let wanted = |name: &str| options.what.is_empty() || options.what.iter().any(|w| w == name);
    let names: Vec<&str> = NAMES.into_iter().filter(|name| wanted(name)).collect();
    let bench = Bench { project, options, blog: site.blog, folder };
    for name in names {
        println!("\n=== {name}");
        let report = match name {
            "build" => build::run(&bench)?,
            "serve" => serve::run(&bench)?,
            script => browser::run(&bench, script)?,
        };
        report.print();
        let file = bench.folder.join(format!("{name}.json"));
        fs::write(&file, report.json()).map_err(|reason| Error::file("write", &file, &reason))?;
        println!("written to {}", file.display());
    }
    Ok(())
}

impl Bench<'_> {
    /// The sizes of blog that were asked for, or else the usual ones.
    fn posts(&self, usual: &[usize]) -> Vec<usize> {
        if self.options.posts.is_empty() { usual.to_vec() } else { self.options.posts.clone() }
    }

    fn rounds(&self, usual: usize) -> usize {
        self.options.rounds.unwrap_or(usual).max(1)
    }

    /// A content folder of a certain size, written unless it is there.
    fn corpus(&self, posts: usize) -> Result<PathBuf> {
        let folder = self.folder.join(format!("content-{posts}-{}", self.options.seed));
        // Written last: a corpus without it is not complete.
        let mark = folder.join(".complete");
        if !mark.exists() {
            println!("writing {posts} posts");
            corpus::write(posts, self.options.seed, &folder)?;
            fs::write(&mark, "").map_err(|reason| Error::file("write", &mark, &reason))?;
        }
        Ok(folder)
    }

    /// A site made from such a folder.
    fn site(&self, posts: usize) -> Result<PathBuf> {
        let content = self.corpus(posts)?;
        let site = self.folder.join(format!("site-{posts}"));
        self.render(&content, &site, &self.folder.join(format!("cache-{posts}"))).run()?;
        Ok(site)
    }

    /// The call that renders a content folder.
    fn render(&self, content: &Path, site: &Path, cache: &Path) -> crate::shell::Call {
        site::render(&self.blog, content, &self.project.front(), site).arg("--cache").arg(cache)
    }
}

/// Removes a folder, unless it is gone.
fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|reason| Error::file("remove", folder, &reason))?;
    }
    Ok(())
}
