//! Where a link in a text leads: which pages and files the site has, and at which addresses.

mod book;
mod files;
mod links;
mod missing;

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
    ops::Deref,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use markdown::{Broken, Target};
use model::{Redirect, Site, Slug, routes::Route};
use serde::{Deserialize, Serialize};
use store::Stamp;
use urls::{Address, plan::Plan};

use self::book::Book;
pub(super) use self::{
    book::{Neighbour, PublishState},
    files::below,
};
use super::{boundary::Boundary, files as folder};

/// Everything that a link on the site can lead to, and what was asked of it.
#[derive(Debug)]
pub(super) struct Addresses {
    book: Arc<Book>,
    /// Each question with its answer, where somebody wants to know.
    asked: Option<Mutex<Vec<ResolvedLink>>>,
    /// How many links led nowhere.
    broken: AtomicUsize,
    /// See [`Self::number`].
    number: OnceLock<u64>,
}

/// For how many links that lead nowhere it is guessed what was meant: for each, all names are
/// compared, and no more than these are told of a text.
const GUESSED: usize = 100;

/// What a text was told when it asked where a link leads. As long as it would be told the same, the
/// text need not be rendered again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ResolvedLink {
    link: String,
    target: Target,
    /// The file as it was, if it leads to one: a text may look into it.
    file: Option<Stamp>,
}

impl ResolvedLink {
    /// Whether the answer comes from the addresses of pages alone: no file was looked for, as it is
    /// for a path that may be one.
    pub(super) fn is_of_pages_alone(&self) -> bool {
        let path = self.link.split(['?', '#']).next().unwrap_or_default();
        matches!(self.target, Target::Page { .. } | Target::Translation { .. })
            && (path.starts_with('/') || path.is_empty() || path.ends_with(".md"))
    }

    /// Whether a text at a place would be told the same.
    pub(super) fn holds(&self, addresses: &Addresses, from: LinkOrigin<'_>) -> bool {
        addresses.book.resolve(&self.link, from, false).as_ref() == Ok(&self.target)
            && self.file == stamp(&self.target)
    }
}

/// The stamp of the file that a link leads to.
fn stamp(target: &Target) -> Option<Stamp> {
    match target {
        Target::File { file, .. } => Stamp::read(file),
        _ => None,
    }
}

/// The text that a link stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkOrigin<'a> {
    /// Its page.
    pub(super) route: &'a Route,
    /// Its file, below the content folder.
    pub(super) file: &'a Path,
    /// The folder that is the post's own, if it has one.
    pub(super) folder: Option<&'a Path>,
}

impl Addresses {
    pub(super) fn new(
        root: &Path,
        site: &Site,
        routes: BTreeSet<Route>,
        texts: BTreeMap<PathBuf, PublishState>,
    ) -> Self {
        Self::of(Book {
            boundary: Boundary::of(root),
            shown: folder::display_path(root),
            root_url: site.root_url().to_owned(),
            root_path: site.root_path(),
            prefix: site.prefix.clone(),
            scripts: site.html.scripts,
            base_path: site.base_path(),
            patterns: site.routes.clone(),
            routes,
            early: BTreeSet::new(),
            texts,
            aliases: BTreeMap::new(),
            others: Vec::new(),
            common: BTreeMap::new(),
            plan: Plan::default(),
            elsewhere: Vec::new(),
            browser: Address::of(site).ok(),
        })
    }

    fn of(book: Book) -> Self {
        Self::sharing(Arc::new(book))
    }

    fn sharing(book: Arc<Book>) -> Self {
        Self { book, asked: None, broken: AtomicUsize::new(0), number: OnceLock::new() }
    }

    /// The same with old addresses: a link to one leads to its page at once.
    pub(super) fn with_aliases(self, redirects: &[Redirect]) -> Self {
        let aliases = redirects.iter().map(|redirect| (redirect.from.clone(), redirect.to.clone()));
        self.with(|book| book.aliases = aliases.collect())
    }

    /// The same with pages to which nothing may lead that is published.
    pub(super) fn with_early(self, early: BTreeSet<Route>) -> Self {
        self.with(|book| book.early = early)
    }

    /// The same with the files that the site has beside those of texts.
    pub(super) fn with_plan(self, plan: Plan) -> Self {
        self.with(|book| book.plan = plan)
    }

    /// The same with parts of the host that are not the site's.
    pub(super) fn with_elsewhere(self, elsewhere: Vec<String>) -> Self {
        self.with(|book| book.elsewhere = elsewhere)
    }

    /// The same beside the texts of other languages: own files by what they have in common with those.
    pub(super) fn with_others(
        self,
        others: Vec<Arc<Neighbour>>,
        common: BTreeMap<PathBuf, PathBuf>,
    ) -> Self {
        self.with(|book| (book.others, book.common) = (others, common))
    }

    fn with(mut self, change: impl FnOnce(&mut Book)) -> Self {
        // There is no other reference to it yet.
        if let Some(book) = Arc::get_mut(&mut self.book) {
            change(book);
        }
        self
    }

    /// The same addresses, which note what they are asked from now on.
    pub(super) fn noting(&self) -> Self {
        Self { asked: Some(Mutex::default()), ..Self::sharing(self.book.clone()) }
    }

    /// What was noted.
    pub(super) fn into_answers(self) -> Vec<ResolvedLink> {
        let asked = self.asked.unwrap_or_default();
        asked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The posts that links were found to lead to, each once.
    pub(super) fn posts_asked(&self) -> Vec<Slug> {
        let Some(asked) = &self.asked else { return Vec::new() };
        let asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        let posts = asked.iter().filter_map(|answer| match &answer.target {
            Target::Page { route: Route::Post(slug), .. } => Some(slug),
            _ => None,
        });
        posts.collect::<BTreeSet<_>>().into_iter().cloned().collect()
    }

    /// A number that changes when any of them does. The keys of this hasher are fixed, and the number is
    /// kept for the same program alone.
    pub(super) fn number(&self) -> u64 {
        *self.number.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            self.book.hash(&mut hasher);
            hasher.finish()
        })
    }

    /// A file of the content folder as faults name it.
    pub(super) fn display_path(&self, file: &Path) -> PathBuf {
        match file.strip_prefix(self.boundary.root()) {
            Ok(below) => self.shown.join(below),
            Err(_) => file.to_owned(),
        }
    }

    /// Whether there is such a text, published or not.
    pub(super) fn has_text(&self, file: &Path) -> bool {
        self.book.texts.contains_key(file)
    }

    /// Finds out where a link in a text leads.
    ///
    /// All that a text knows of the rest of the blog, and every file that it looks into, it has to
    /// find this way.
    pub(super) fn resolve(&self, link: &str, from: LinkOrigin<'_>) -> Result<Target, Broken> {
        let found = self.book.resolve(link, from, self.broken.load(Relaxed) < GUESSED);
        if found.is_err() {
            self.broken.fetch_add(1, Relaxed);
        }
        if let (Some(asked), Ok(target)) = (&self.asked, &found)
            // These the link alone tells.
            && !matches!(target, Target::External { .. } | Target::Other { .. })
        {
            let answer =
                ResolvedLink { link: link.to_owned(), target: target.clone(), file: stamp(target) };
            asked.lock().unwrap_or_else(PoisonError::into_inner).push(answer);
        }
        found
    }
}

impl Deref for Addresses {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}
