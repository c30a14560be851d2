//! From a folder of Markdown to a site, and what helps on the way.
//!
//! [`build`] is the whole story: [`content`] reads the folder into a library, [`site`] makes the
//! files of it. The two never meet but in the library. [`hosting`] serves the finished folder, [`dev`]
//! builds it again whenever something changes, [`init`] starts a blog and [`new`] a post, and
//! [`code_tests`] runs the code of texts, which nothing else does.

pub mod code_tests;
pub mod dev;
pub mod external;
pub mod init;
pub mod moving;
pub mod new;

mod built;
mod template;
mod today;

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
    time::Instant,
};

use content::{Content, RenderCache, TextSources};
use diagnostics::{Diagnostic, Error, Result, first_names, progress};
use hosting::{MANIFEST, Manifest, Redirect};
use images::{Asset, AssetForm, Icon};
use model::{
    Library, Site,
    routes::{Route, Routes},
};
use rayon::prelude::*;
use site::{
    Cards, Difference, Edition, Folder, FrontEndFiles, FrontEndSource, Leftovers, PublishOptions,
    Staging,
};
use store::Cache;

pub use built::Built;
pub use today::today;

/// The versions of both halves: of this program, and of the front end in it.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let version = env!("CARGO_PKG_VERSION");
        let front = FrontEndSource::program().map(|front| FrontEndFiles::read(&front));
        match front {
            None => format!("{version} (without a front end)"),
            Some(Ok(front)) => format!("{version} (front end {})", front.build),
            Some(Err(_)) => format!("{version} (with a broken front end)"),
        }
    });
    &VERSION
}

/// What is built, from what, to where.
#[derive(Clone, Debug)]
pub struct BuildJob {
    /// The folder of posts and pages.
    pub content: PathBuf,
    /// Which of them count.
    pub options: content::LoadOptions,
    /// Where the front end is taken from.
    pub front: FrontEndSource,
    /// The folder that becomes the site.
    pub site: PathBuf,
    /// Whether pictures for previews of the pages are drawn, where `site.toml` doesn't forbid it.
    pub cards: bool,
    /// Whether text files are compressed too.
    pub compress: bool,
    /// How many days scripts, styles and pictures stay that only pages of earlier builds need.
    pub grace: u32,
    /// Whether what no build made is taken out of the site folder.
    pub prune: bool,
}

/// Makes a site of a content folder and a built front end.
///
/// # Errors
///
/// When anything is wrong, all that is wrong with the content being told at once. The site that was
/// there before stays.
pub fn build(job: &BuildJob) -> Result<Built> {
    let mut built = attempt(job, true)?;
    if built.is_none() {
        // Something was not what it was known as: nothing is taken for known.
        built = attempt(job, false)?;
    }
    if built.is_none() {
        // The cache can't be written either: a temporary one is used.
        let mut alone = job.clone();
        alone.options.cache = Cache::temporary();
        built = attempt(&alone, false)?;
    }
    let mut built = built.ok_or_else(|| {
        Error::new("the texts of the posts can't be kept while they are needed: is there room on the disk?")
    })?;
    built.warnings.extend(job.options.cache.trouble());
    Ok(built)
}

/// One build, with the help of what the last one left; `None` when that led astray.
fn attempt(job: &BuildJob, remembers: bool) -> Result<Option<Built>> {
    let started = Instant::now();
    let cache = &job.options.cache;
    let mut staging = Staging::beside(&job.site, cache)?;
    let place = RenderCache::place(&job.content, &job.options);
    let load = || {
        let mut memory = match place.clone() {
            Some(place) if remembers => RenderCache::recall(place),
            Some(place) => RenderCache::at(place),
            None => RenderCache::default(),
        };
        (content::load_again(&job.content, &job.options, &mut memory), memory)
    };
    let ((content, mut memory), site) = rayon::join(load, || staging.folder());
    let content = content?;
    let posts = content.posts();
    let Content { library, translations, icon, typeface, style, assets, .. } = content;
    let Content { mut warnings, unlocked, left_out, written, .. } = content;
    // Other commands ask for these: of many posts they are much.
    drop((content.listed, content.external, content.runs));
    let mut front = FrontEndFiles::read(&job.front)?;
    let icon = front.take_icon(icon, &library.settings().theme)?;
    front.keep_offline(&library);
    front.place(&library, style.as_deref());
    let site = site.looked_at(library.site())?;
    let site = if job.compress { site.with_names() } else { site };
    let mut editions =
        Edition::all([library].into_iter().chain(translations).collect(), &front, &site);
    if job.cards {
        editions =
            editions.into_iter().map(|edition| edition.with_cards(&icon, &typeface)).collect();
    }
    warnings.extend(editions.iter().filter_map(|Edition { library, cards, .. }| {
        unwritable(cards.as_ref()?, &library.site().routes, &job.content)
    }));

    front.write(&site)?;
    let write = || write(&editions, &icon, &assets, &site, cache);
    let keep = || {
        let kept = if memory.has_news() { memory.keep() } else { Ok(()) };
        memory.forget();
        kept
    };
    let (pages, kept) = rayon::join(write, keep);
    if let (Err(reason), Some(place)) = (kept, &place) {
        cache.note(place, &reason);
    }
    let pages = pages?;
    let verified = site::verify::verify(&editions, &site);
    if memory.is_outdated() {
        return Ok(None);
    }
    for (edition, differences) in editions.iter().zip(verified?) {
        warnings.extend(warnings_of(edition.library.site(), &differences, &written));
    }
    if job.compress {
        site::compress::compress(&site, &job.options.cache)?;
    }
    let over = site::budgets::over(&editions)?;
    let files = site.count();
    let terms = PublishOptions { today: job.options.today, grace: job.grace, prune: job.prune };
    // Of many posts, to let go of them takes as long as to publish a few.
    let libraries: Vec<Library> = editions.into_iter().map(|edition| edition.library).collect();
    let (published, ()) =
        rayon::join(|| staging.publish(site, terms), || drop((libraries, written, memory)));
    let Leftovers { strangers, retired } = published?;
    warnings.extend(strange(&strangers, &job.site));
    cache.sweep();

    Ok(Some(Built {
        posts,
        pages,
        files,
        took: started.elapsed(),
        site: job.site.clone(),
        warnings,
        unlocked,
        over,
        retired,
        left_out,
    }))
}

/// Writes all files but those of the front end; says how many pages there are.
fn write(
    editions: &[Edition],
    icon: &Icon,
    assets: &[Asset],
    site: &Folder,
    cache: &Cache,
) -> Result<usize> {
    let mut pages = 0;
    for edition in editions {
        pages += edition.write(site, cache)?;
    }
    let redirects = redirects(editions);
    site::site_files::write(editions, &redirects, site)?;
    let Edition { library, front, .. } = &editions[0];
    site::icons::write(icon, library, front, site)?;
    site.write(MANIFEST, manifest(editions, redirects).json()?)?;
    let copying = progress::stage("Copying", assets.len(), "file");
    assets.par_iter().try_for_each(|asset| {
        copying.step();
        match asset.form {
            AssetForm::Whole => site.copy(&asset.source, &asset.path),
            AssetForm::Made { key, .. } => site.write_keyed(&asset.path, key, || asset.read(cache)),
        }
    })?;
    Ok(pages)
}

/// Compares the forms in which the texts of a blog are published: each has a warning where one says
/// something else than its page.
pub fn compare(content: &Content) -> Vec<Diagnostic> {
    let of = |library: &Library| {
        let differences = site::differences(library);
        warnings_of(library.site(), &differences, &content.written).collect::<Vec<_>>()
    };
    content.libraries().flat_map(of).collect()
}

fn warnings_of(
    site: &Site,
    differences: &[Difference],
    written: &TextSources,
) -> impl Iterator<Item = Diagnostic> {
    differences.iter().filter_map(move |Difference { route, line, message }| {
        let help = "write it in another way: here this program takes one for the other";
        written.warning(site, route, *line, message, help)
    })
}

/// The old addresses of all editions.
fn redirects(editions: &[Edition]) -> Vec<Redirect> {
    editions.iter().flat_map(|edition| hosting::redirects(&edition.library)).collect()
}

/// What a site says of its own making.
fn manifest(editions: &[Edition], redirects: Vec<Redirect>) -> Manifest {
    let Edition { library, front, .. } = &editions[0];
    let policy = front.policy(editions.iter().map(|edition| &edition.library));
    let manifest = Manifest::new(&front.build, &policy, library, redirects);
    manifest.with_languages(site::site_files::prefixes(editions))
}

/// A word on what lies in the site folder and no build made.
fn strange(files: &[String], site: &Path) -> Option<Diagnostic> {
    let names = first_names(files.iter().map(|path| format!("`{}`", path.trim_start_matches('/'))));
    let message = format!("no build made what lies here, and it is kept: {names}");
    let help = "what belongs to the site goes into `public`; `--prune` takes the rest out";
    (!files.is_empty()).then(|| Diagnostic::warning_of_file(site, message).help(help))
}

/// A word on the characters that share previews show as empty boxes.
fn unwritable(cards: &Cards, routes: &Routes, content: &Path) -> Option<Diagnostic> {
    let missing = cards.missing();
    let name = |c: &char, route: &Route| {
        format!("{c} (U+{:04X}) of {}", u32::from(*c), routes.address(route))
    };
    let names = first_names(missing.iter().map(|(c, route)| name(c, route)));
    let message = format!("no installed font has what share previews need: {names}");
    let help = "install the fonts, on Debian and Ubuntu with\n\
        apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji";
    (!missing.is_empty()).then(|| Diagnostic::warning_of_file(content, message).help(help))
}
