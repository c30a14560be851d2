//! What benchmarks share: what was asked for, and the blogs that they measure.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::Call;
use crate::site;

use super::corpus;

/// What to measure, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    /// `build`, `dev`, `page`, `nav`, `peers`, `search` or `serve`; all of them when empty.
    pub(crate) what: Vec<String>,
    /// The sizes of blog to measure with; those of each benchmark when empty.
    pub(crate) posts: Vec<usize>,
    /// How often each thing is measured; the number of each benchmark when it is not given.
    pub(crate) rounds: Option<usize>,
    /// Which posts.
    pub(crate) seed: u64,
}

/// What every benchmark needs.
pub(super) struct Bench<'a> {
    pub(super) project: &'a Project,
    pub(super) options: BenchOptions,
    /// The released program.
    pub(super) blog: PathBuf,
    /// Where corpora, sites and results are.
    pub(super) folder: PathBuf,
}

impl Bench<'_> {
    /// The sizes of blog that were asked for, or else the usual ones.
    pub(super) fn posts(&self, usual: &[usize]) -> Vec<usize> {
        if self.options.posts.is_empty() { usual.to_vec() } else { self.options.posts.clone() }
    }

    pub(super) fn rounds(&self, usual: usize) -> usize {
        self.options.rounds.unwrap_or(usual).max(1)
    }

    /// A content folder of a certain size, written unless it is there.
    pub(super) fn corpus(&self, posts: usize) -> Result<PathBuf> {
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
    pub(super) fn site(&self, posts: usize) -> Result<PathBuf> {
        let content = self.corpus(posts)?;
        let site = self.folder.join(format!("site-{posts}"));
        self.render(&content, &site, &self.folder.join(format!("cache-{posts}"))).run()?;
        Ok(site)
    }

    /// The call that renders a content folder.
    pub(super) fn render(&self, content: &Path, site: &Path, cache: &Path) -> Call {
        site::render(&self.blog, content, &self.project.front(), site).arg("--cache").arg(cache)
    }
}

/// Removes a folder with all that is in it, if it is there.
pub(super) fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|reason| Error::file("remove", folder, &reason))?;
    }
    Ok(())
}
