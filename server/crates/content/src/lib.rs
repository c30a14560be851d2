//! A folder of Markdown becomes a [`Library`], or all that is wrong with it at once.
//!
//! The stages, each in a module of its own:
//!
//! 1. `files` finds the files of posts and pages within the folder's `boundary`, `languages` tells which
//!    language each is in; `source` reads one and can point into it.
//! 2. `site` (with `settings`, `theme`), `icon`, `authors`, `series` and `words` read what concerns the
//!    whole blog, `style` and `logo` what it adds to the look of its pages, `frame` and `snippet` what
//!    stands around its texts, `outside` and `services` what others run in its pages, `shortcodes` the
//!    templates for calls in them.
//! 3. `front_matter` reads the head of each file; `texts` gives it a name and an address.
//! 4. `addresses` knows from then on where a link can lead.
//! 5. `markdown` renders each text in one walk, with `highlight` for its code.
//! 6. `load` checks the links between texts and puts the library together, `incident` looks at what its texts
//!    say of incidents, with what `lint` leaves to be looked for; `resources` says which files beside the
//!    texts are published; `permalinks` looks for addresses that would be lost, `revisions` for how texts changed,
//!    `redaction` for what must not get out.
//!
//! `tools` and `runs` know which blocks of code ran, and with what; nothing in here runs any.
//!
//! `edition` takes the texts of one language through the third to the sixth; those of several know of each
//! other from the fourth on.
//!
//! A [`RenderCache`] of the last time spares what did not change the third and the fifth. What the fifth
//! makes goes through `bodies` into a file.
//!
//! No stage stops at a fault: it reports it, goes on with a stand-in, and [`load`] refuses the
//! whole in the end. So one run tells a writer everything. The reading and rendering of files run
//! in parallel; sorting makes their faults come out in the same order every time.

mod addresses;
mod aliases;
mod allowed;
mod anchors;
mod assemble;
mod assets;
mod authors;
mod base_url;
mod boundary;
mod byline;
mod changes;
mod command_line;
mod corrections;
mod dress;
mod edition;
mod files;
mod first;
mod foreign;
mod frame;
mod front_matter;
mod heads;
mod here;
mod icon;
mod ids;
mod incident;
mod languages;
mod links;
mod lint;
mod listed;
mod lists;
mod load;
mod lock_update;
mod logo;
mod naming;
mod old_feeds;
mod outside;
mod own_files;
mod patterns;
mod permalinks;
mod picture;
mod publication;
mod redaction;
mod redirects;
mod render;
mod render_cache;
mod resources;
mod revisions;
mod robots;
mod runs;
mod series;
mod services;
mod settings;
mod shortcodes;
mod site;
mod snippet;
mod style;
mod texts;
mod theme;
mod tools;
mod whole_links;
mod words;

use std::{collections::HashMap, path::PathBuf};

use diagnostics::{Diagnostic, Source, Span};
use images::{Asset, Effort, Icon};
use model::{Date, Library, Site, routes::Route};
use store::Cache;
use typeface::Typeface;

pub use command_line::{check_base_url, check_language, check_names, first_language};
pub use files::display_path;
pub use first::FirstContent;
pub use listed::{ListedPost, Status};
pub use load::{load, load_again, load_first};
pub use lock_update::{Updated, update_permalinks};
pub use render_cache::RenderCache;
pub use runs::{RunRecord, RunRecords, Runs, version};
pub use tools::{Tool, Tools, example};

/// What to make of a content folder.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// Whether posts dated after today are part of the site.
    pub future: bool,
    /// Whether what is published has to do without them all the same: a link from it to a draft
    /// that is part of the site is a fault.
    pub apart: bool,
    /// The day of the build. Nothing in here looks at a clock.
    pub today: Date,
    /// Where the site will be found, instead of what `site.toml` says.
    pub base_url: Option<String>,
    /// Where results are kept that are dear to make.
    pub cache: Cache,
    /// How much is done for pictures.
    pub pictures: Effort,
}

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

/// Where texts are written, by their languages, as what stands before their addresses, and their pages.
#[derive(Debug, Default)]
pub struct TextSources(HashMap<(String, Route), TextSource>);

/// Where a text is written.
#[derive(Debug)]
struct TextSource {
    /// The file as faults name it.
    path: PathBuf,
    /// The same file, as it can be read.
    file: PathBuf,
    /// Where the text begins, behind the front matter.
    body: usize,
    /// Whether dollars are around formulas in it.
    math: bool,
}

impl TextSources {
    /// A warning about a line of a text in the language of a site, counted from 0 at the first that is
    /// not empty; `None` when no text is written for that page.
    pub fn warning(
        &self,
        site: &Site,
        route: &Route,
        line: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<Diagnostic> {
        let TextSource { path, file, body, .. } =
            self.0.get(&(site.prefix.clone(), route.clone()))?;
        Some(match Source::read(file, path.clone()) {
            Ok(source) => source.warning(source.line_from(*body, line), message).help(help),
            // It was there a moment ago.
            Err(unreadable) => *unreadable,
        })
    }

    /// The numbers in the prose of all texts that nothing supports, as notes at their places, in the
    /// order of the files.
    pub fn unbound(&self) -> Vec<Diagnostic> {
        let mut origins: Vec<&TextSource> = self.0.values().collect();
        origins.sort_by_key(|origin| &origin.path);
        let of = |TextSource { path, file, body, math }: &TextSource| {
            let Ok(source) = Source::read(file, path.clone()) else { return Vec::new() };
            let numbers = markdown::unbound(&source, *body, *math);
            let note = |number: Span| source.warning(number.clone(), &source.text()[number]);
            numbers.into_iter().map(note).collect()
        };
        origins.into_iter().flat_map(of).collect()
    }
}

/// A link to somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalLink {
    /// Where it leads.
    pub url: String,
    /// The file that it stands in, as faults name it.
    path: PathBuf,
    /// The same file, as it can be read.
    file: PathBuf,
    span: Span,
}

impl ExternalLink {
    /// A warning at the place of the link.
    pub fn warning(&self, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        match Source::read(&self.file, self.path.clone()) {
            Ok(source) => source.warning(self.span.clone(), message).help(help),
            // It was there a moment ago.
            Err(unreadable) => *unreadable,
        }
    }
}

/// How many texts are not part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Drafts, whatever their date.
    pub drafts: usize,
    /// Posts that are dated after today.
    pub future: usize,
    /// When the next of those is due.
    pub next: Option<Date>,
}

impl LeftOut {
    /// Those of several languages.
    fn together(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::default(), |sum, own| Self {
            drafts: sum.drafts + own.drafts,
            future: sum.future + own.future,
            next: [sum.next, own.next].into_iter().flatten().min(),
        })
    }
}
