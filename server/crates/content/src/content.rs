//! What comes of a content folder.

use diagnostics::Diagnostic;
use images::{Asset, Icon};
use model::Library;
use typeface::Typeface;

use super::{
    listed::ListedPost,
    publication::LeftOut,
    runs::{RunRecords, Runs},
    sources::{ExternalLink, TextSources},
    tools::Tools,
};

/// What a content folder holds.
#[derive(Debug)]
pub struct Content {
    /// The blog, in its first language.
    pub library: Library,
    /// The same in the other ones, in the order of `site.toml`.
    pub translations: Vec<Library>,
    /// What stands for it in tabs and on home screens, if it has a drawing of its own for that.
    pub icon: Option<Icon>,
    /// What its texts are set in, and in the semibold weight what stands above them.
    pub typeface: Typeface,
    /// Rules of its own for the look of its pages.
    pub style: Option<String>,
    /// Its posts as their writers see them, newest first.
    pub listed: Vec<ListedPost>,
    /// The files that its texts show or offer, in the order of their paths.
    pub assets: Vec<Asset>,
    /// The blocks of code in them that are run, by their texts, in the order of the files.
    pub runs: Vec<Runs>,
    /// What runs them.
    pub tools: Tools,
    /// What is recorded of them.
    pub records: RunRecords,
    /// The links that leave the site, in the order of the files.
    pub external: Vec<ExternalLink>,
    /// What the writer should see though it does no harm.
    pub warnings: Vec<Diagnostic>,
    /// How many addresses are not in the lock of permalinks yet, where there is one.
    pub unlocked: usize,
    /// What is not part of the site.
    pub left_out: LeftOut,
    /// Where its texts are written.
    pub written: TextSources,
}

impl Content {
    /// How many posts there are, in all languages.
    pub fn posts(&self) -> usize {
        self.libraries().map(|library| library.posts().len()).sum()
    }

    /// The blog in each of its languages.
    pub fn libraries(&self) -> impl Iterator<Item = &Library> {
        [&self.library].into_iter().chain(&self.translations)
    }
}
