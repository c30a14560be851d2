//! Where a link in a text leads: which pages and files the site has, and at which addresses.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
    ops::Deref,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use diagnostics::suggest;
use markdown::{Broken, Target};
use model::{
    BasePath, Redirect, Site, Slug,
    routes::{Route, Routes},
};
use serde::{Deserialize, Serialize};
use store::Stamp;
use urls::link::{Parts, decode, encode, encode_path, normal, scheme, web_address, with_scheme};
use urls::{Address, Link, place_in_page, plan::Plan};

use super::{
    boundary::{Boundary, Found},
    files::is_part,
    load::shown,
};

/// Everything that a link on the site can lead to, and what was asked of it.
#[derive(Debug)]
pub(super) struct Addresses {
    book: Arc<Book>,
    /// Each question with its answer, where somebody wants to know.
    asked: Option<Mutex<Vec<Answer>>>,
    /// How many links led nowhere.
    broken: AtomicUsize,
}

/// For how many links that lead nowhere it is guessed what was meant: for each, all names are
/// compared, and no more than these are told of a text.
const GUESSED: usize = 100;

/// What a text was told when it asked where a link leads. As long as it would be told the same, the
/// text need not be rendered again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    link: String,
    target: Target,
    /// The file as it was, if it leads to one: a text may look into it.
    file: Option<Stamp>,
}

impl Answer {
    /// Whether the answer comes from the addresses of pages alone: no file was looked for, as it is
    /// for a path that may be one.
    pub(super) fn is_of_pages_alone(&self) -> bool {
        let path = self.link.split(['?', '#']).next().unwrap_or_default();
        matches!(self.target, Target::Page { .. } | Target::Translation { .. })
            && (path.starts_with('/') || path.is_empty() || path.ends_with(".md"))
    }

    /// Whether a text at a place would be told the same.
    pub(super) fn holds(&self, addresses: &Addresses, from: Place<'_>) -> bool {
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

/// The addresses themselves.
#[derive(Debug, Hash)]
pub(super) struct Book {
    boundary: Boundary,
    /// The folder as faults name it.
    shown: PathBuf,
    /// The address of the site in all its languages.
    root_url: String,
    root_path: BasePath,
    /// What follows it for the language of these texts.
    prefix: String,
    base_path: BasePath,
    /// What addresses look like.
    patterns: Routes,
    /// Whether a link may run a script.
    scripts: bool,
    routes: BTreeSet<Route>,
    /// Those of them that would not be there if drafts and posts of the future were left out: what
    /// is published can't lead to them.
    early: BTreeSet<Route>,
    /// Markdown files below the content folder, with what became of them.
    texts: BTreeMap<PathBuf, Fate>,
    /// Old addresses of pages, by their paths on the whole site.
    aliases: BTreeMap<String, Route>,
    /// The texts of the other languages.
    others: Vec<Arc<Neighbour>>,
    /// The file of each text by what it has in common with its translations; empty where there are none.
    common: BTreeMap<PathBuf, PathBuf>,
    /// The files that the whole site has beside those of texts.
    plan: Plan,
    /// Paths of the host at which something else is than the site: of folders when they end with a
    /// slash.
    elsewhere: Vec<String>,
    /// How a browser reads links; `None` when the site has no address.
    browser: Option<Address>,
}

/// The texts of a language, as those of another one see them.
#[derive(Debug, Hash)]
pub(super) struct Neighbour {
    /// Where its pages are, as a path on the whole site.
    pub(super) prefix: String,
    /// The same, as a link writes it.
    pub(super) base_path: BasePath,
    /// What their addresses look like.
    pub(super) patterns: Routes,
    pub(super) routes: BTreeSet<Route>,
    /// Those to which nothing may lead that is published.
    pub(super) early: BTreeSet<Route>,
    /// Its files, each with what it has in common with its translations.
    pub(super) texts: BTreeMap<PathBuf, (Fate, PathBuf)>,
}

/// What became of a Markdown file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fate {
    /// It is this page.
    Page(Route),
    /// It is this page, which is not published yet: it is looked at beforehand.
    Early(Route, &'static str),
    /// It is this page on another day: a draft, or dated in the future.
    LeftOut(Route, &'static str),
}

/// The text that a link stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
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
        texts: BTreeMap<PathBuf, Fate>,
    ) -> Self {
        Self::of(Book {
            boundary: Boundary::of(root),
            shown: shown(root),
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
        Self { book: Arc::new(book), asked: None, broken: AtomicUsize::new(0) }
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
        // Nobody else has it yet.
        if let Some(book) = Arc::get_mut(&mut self.book) {
            change(book);
        }
        self
    }

    /// The same addresses, which note what they are asked from now on.
    pub(super) fn noting(&self) -> Self {
        Self { book: self.book.clone(), asked: Some(Mutex::default()), broken: AtomicUsize::new(0) }
    }

    /// What was noted.
    pub(super) fn into_answers(self) -> Vec<Answer> {
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

    /// A number that changes when any of them does.
    pub(super) fn number(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.book.hash(&mut hasher);
        hasher.finish()
    }

    /// A file of the content folder as faults name it.
    pub(super) fn shown(&self, file: &Path) -> PathBuf {
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
    pub(super) fn resolve(&self, link: &str, from: Place<'_>) -> Result<Target, Broken> {
        let found = self.book.resolve(link, from, self.broken.load(Relaxed) < GUESSED);
        if found.is_err() {
            self.broken.fetch_add(1, Relaxed);
        }
        if let (Some(asked), Ok(target)) = (&self.asked, &found)
            // These the link alone tells.
            && !matches!(target, Target::External { .. } | Target::Other { .. })
        {
            let answer =
                Answer { link: link.to_owned(), target: target.clone(), file: stamp(target) };
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

impl Book {
    /// The page at a path on the site, be it an old one.
    fn route_at(&self, path: &str) -> Option<Route> {
        self.patterns.find(path, |route| self.routes.contains(route)).or_else(|| {
            let folder = format!("{}/", path.trim_end_matches('/'));
            self.aliases.get(path).or_else(|| self.aliases.get(&folder)).cloned()
        })
    }

    /// A path on the whole site as one of this language, if it is.
    fn own<'a>(&self, path: &'a str) -> Option<&'a str> {
        let below = path.strip_prefix(&*self.prefix)?;
        (below.starts_with('/') || below.is_empty()).then_some(below)
    }

    /// The page of another language at a path on the whole site.
    fn translation_at(&self, path: &str, parts: Parts<'_>) -> Option<Target> {
        // The first language has no prefix, and its pages all paths.
        let mut others: Vec<&Arc<Neighbour>> = self.others.iter().collect();
        others.sort_by_key(|other| other.prefix.is_empty());
        others.into_iter().find_map(|other| {
            let below = path.strip_prefix(&*other.prefix)?;
            let below = if below.is_empty() { "/" } else { below };
            let route = other.patterns.find(below, |route| other.routes.contains(route))?;
            Some(other.page(route, parts))
        })
    }

    /// Where a link leads; `guess` asks for what was meant, if that is nowhere.
    fn resolve(&self, link: &str, from: Place<'_>, guess: bool) -> Result<Target, Broken> {
        let target = self.meant(link, from, guess)?;
        if let Target::Page { route, .. } = &target {
            self.check_published(route, link, self.is_early(from.file))?;
        }
        if let Target::Translation { prefix, route, .. } = &target
            && !self.is_early(from.file)
            && self.others.iter().any(|o| o.prefix == *prefix && o.early.contains(route))
        {
            let path = decode(Parts::of(link).path);
            return Err(not_published(&path, "there for drafts and posts of the future alone"));
        }
        self.check_read(&target, link, from)?;
        Ok(target)
    }

    /// Where a link leads as its writer means it.
    fn meant(&self, link: &str, from: Place<'_>, guess: bool) -> Result<Target, Broken> {
        let own = !self.root_url.is_empty();
        if let Some(rest) = link.strip_prefix(&*self.root_url).filter(|_| own)
            && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
        {
            let rest = if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") };
            return self.on_whole_site(&rest, self.is_early(from.file), guess);
        }
        let scheme = scheme(link);
        let of_web = matches!(scheme.as_deref(), None | Some("http" | "https"));
        if of_web && link.contains('\\') {
            let help =
                format!("write `{}`; a backslash that is meant, as %5C", link.replace('\\', "/"));
            return Err(Broken::new(
                "browsers take a backslash in an address for a slash",
                Some(help),
            ));
        }
        if let Some(scheme) = scheme {
            return match &*scheme {
                "http" | "https" => {
                    web_address(link).map_err(|(message, help)| Broken::new(message, help))?;
                    Ok(Target::External { href: encode(link) })
                }
                "javascript" if self.scripts => Ok(Target::Other { href: encode(link) }),
                "javascript" | "vbscript" | "data" => Err(Broken::new(
                    format!("a link must not be a {scheme}: address"),
                    Some("link to a page, or show the code in a code block".into()),
                )),
                // A host with its port.
                name if name == "localhost" || name.contains('.') => Err(Broken::new(
                    format!("`{name}:` is not how an address begins"),
                    Some(format!("write `https://{link}`")),
                )),
                _ => Ok(Target::Other { href: encode(link) }),
            };
        }
        if link.starts_with("//") {
            web_address(&format!("https:{link}"))
                .map_err(|(message, help)| Broken::new(message, help))?;
            return Ok(Target::External { href: encode(link) });
        }
        if link.starts_with('/') {
            return self.on_site(link, self.is_early(from.file), guess);
        }
        self.relative(link, from, guess)
    }

    /// Whether a browser reads a link as it was meant: the finished site is held against the same.
    fn check_read(&self, target: &Target, link: &str, from: Place<'_>) -> Result<(), Broken> {
        let Some(browser) = &self.browser else { return Ok(()) };
        let page = format!("{}{}", self.prefix, self.patterns.file(from.route));
        let (Target::Page { href, .. }
        | Target::Translation { href, .. }
        | Target::File { href, .. }
        | Target::Site { href, .. }
        | Target::External { href }
        | Target::Other { href }) = target;
        let same = match (target, browser.target(&page, &Link::of_body(&**href))) {
            (Target::External { .. } | Target::Other { .. }, read) => {
                read == urls::Target::Elsewhere
            }
            (Target::Page { route, .. }, urls::Target::Here { path, .. }) => {
                let own = path.strip_prefix(&*self.prefix);
                own == Some(&*self.patterns.address(route)) || (route == from.route && path == page)
            }
            (Target::Translation { prefix, route, .. }, urls::Target::Here { path, .. }) => {
                let other = self.others.iter().find(|other| other.prefix == *prefix);
                other.is_some_and(|other| {
                    path.strip_prefix(&**prefix) == Some(&*other.patterns.address(route))
                })
            }
            (Target::File { path, .. }, urls::Target::Here { path: read, .. }) => *path == read,
            (Target::Site { .. }, urls::Target::Here { path, .. }) => self.plan.has(&path),
            _ => false,
        };
        let help = "write it as it stands in a browser, with what is special in it percent-encoded";
        let odd =
            || Broken::new(format!("browsers read `{link}` as another address"), Some(help.into()));
        if same { Ok(()) } else { Err(odd()) }
    }

    /// Whether a text is looked at before it is published.
    fn is_early(&self, file: &Path) -> bool {
        matches!(self.texts.get(file), Some(Fate::Early(..)))
    }

    /// Whether a page is there that something leads to which is published, or is early itself.
    fn check_published(&self, route: &Route, link: &str, early: bool) -> Result<(), Broken> {
        if early || !self.early.contains(route) {
            return Ok(());
        }
        let why = self.texts.values().find_map(|fate| match fate {
            Fate::Early(of, why) if of == route => Some(*why),
            _ => None,
        });
        let path = decode(Parts::of(link).path);
        Err(not_published(&path, why.unwrap_or("there for drafts and posts of the future alone")))
    }

    /// Finds out where a link of the whole site leads: one that stands in no text.
    pub(super) fn resolve_of_site(&self, link: &str) -> Result<(), Broken> {
        // Something else on the same host is named by its whole address.
        if link.starts_with(&*self.root_url) && !self.root_url.is_empty() {
            return Ok(());
        }
        let nowhere = Place { route: &Route::Home, file: Path::new(""), folder: None };
        let target = self.resolve(link, nowhere, true)?;
        if self.prefix.is_empty() || !link.starts_with('/') {
            return Ok(());
        }
        // It is written into pages of this language, behind what all their addresses begin with.
        let path = decode(Parts::of(link).path);
        let is_own = match target {
            Target::Page { .. } => {
                self.patterns.find(&path, |route| self.routes.contains(route)).is_some()
            }
            _ => self.plan.has(&format!("{}{path}", self.prefix)),
        };
        let help = match self.own(&path) {
            Some(own) => {
                format!("write `{own}`: in this language addresses begin behind `{}`", self.prefix)
            }
            None => {
                "lead to one that there is, or write the whole address of one in another language"
                    .to_owned()
            }
        };
        let message = format!("there is no page `{}{path}`", self.prefix);
        if is_own { Ok(()) } else { Err(Broken::new(message, Some(help))) }
    }

    /// Whether a page is there that a text names as its own, by a whole address; of other sites
    /// nobody asks.
    pub(super) fn resolve_own(&self, url: &str) -> Result<(), Broken> {
        let link = Link { to: url.into(), of_head: true };
        let read = self.browser.as_ref().map(|browser| browser.target("/index.html", &link));
        match read {
            Some(urls::Target::Here { path, .. }) => {
                self.on_whole_site(&path, true, true).map(|_| ())
            }
            _ => Ok(()),
        }
    }

    /// An address as a page has it, a path on its host or a place in itself, as it is from anywhere.
    pub(super) fn whole(&self, href: &str, page: &Route) -> String {
        match href.as_bytes() {
            [b'/', b'/', ..] => match self.root_url.split_once("//") {
                Some((scheme, _)) => format!("{scheme}{href}"),
                None => href.to_owned(),
            },
            [b'/', ..] => match self.root_path.strip(href) {
                Some(path) => format!("{}{path}", self.root_url),
                None => href.to_owned(),
            },
            [b'#' | b'?', ..] => {
                format!("{}{}{}{href}", self.root_url, self.prefix, self.patterns.path(page))
            }
            _ => href.to_owned(),
        }
    }

    /// A path on the whole site: one in another language means that.
    fn on_whole_site(&self, link: &str, early: bool, guess: bool) -> Result<Target, Broken> {
        let parts = Parts::of(link);
        match self.translation_at(&decode(parts.path), parts) {
            Some(target) if self.own(&decode(parts.path)).is_none() || self.prefix.is_empty() => {
                Ok(target)
            }
            _ => self.on_site(link, early, guess),
        }
    }

    /// A path on this site, with or without what stands before those of the language. What is not in
    /// this one may be in another.
    fn on_site(&self, link: &str, early: bool, guess: bool) -> Result<Target, Broken> {
        let parts = Parts::of(link);
        let path = decode(parts.path);
        let own = self.own(&path).filter(|_| !self.prefix.is_empty());
        let own = own.map(|own| if own.is_empty() { "/" } else { own });
        if let Some(route) = own.and_then(|own| self.route_at(own)).or_else(|| self.route_at(&path))
        {
            return Ok(self.page(route, parts));
        }
        if let Some(target) = self.translation_at(&path, parts) {
            return Ok(target);
        }
        let below = path.trim_start_matches('/');
        if let Some(file) = self.file(Path::new(below), &path, None)? {
            return Ok(self.to_file(file, parts));
        }
        if !self.prefix.is_empty() && self.plan.has(&format!("{}{path}", self.prefix)) {
            return Ok(Target::Site { href: self.base_path.join(&encode(link)) });
        }
        if self.plan.has(&path) {
            let page = path.rsplit_once('/').and_then(|(folder, _)| self.patterns.parse(folder));
            if let Some(route) = page {
                self.check_published(&route, link, early)?;
            }
            return Ok(Target::Site { href: self.root_path.join(&encode(link)) });
        }
        if self.is_of_others(&path) {
            return Ok(Target::External { href: format!("{}{}", self.root_url, encode(link)) });
        }
        let last = path.rsplit('/').next().unwrap_or_default();
        if last.contains('.') && !last.ends_with(".md") {
            let help = "put it beside the text, or where its path says in the content folder";
            return Err(Broken::new(format!("there is no file `{path}`"), Some(help.into())));
        }
        if let Some(left_out) = self.left_out(&path) {
            return Err(left_out);
        }
        let near = guess.then(|| self.nearest_page(&path)).flatten();
        let help = near.unwrap_or_else(|| {
            "link to a page that there is, or to its file: ../posts/….md; a part of the host that \
             is not this site is named under `external_paths` in site.toml"
                .into()
        });
        Err(Broken::new(format!("there is no page `{path}`"), Some(help)))
    }

    /// Whether something else on the same host is at a path.
    fn is_of_others(&self, path: &str) -> bool {
        self.elsewhere.iter().any(|other| match other.strip_suffix('/') {
            Some(folder) => path
                .strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            None => path == other,
        })
    }

    fn relative(&self, link: &str, from: Place<'_>, guess: bool) -> Result<Target, Broken> {
        let parts = Parts::of(link);
        if parts.path.is_empty() {
            return match parts.fragment {
                // Within a page there is no need to name it.
                Some(fragment) if !fragment.is_empty() && parts.query.is_none() => {
                    Ok(Target::Page {
                        href: format!("#{}", encode(fragment)),
                        route: from.route.clone(),
                        fragment: place_in_page(fragment),
                    })
                }
                _ if parts.query.is_some() => Ok(self.page(from.route.clone(), parts)),
                _ => Err(Broken::new(
                    "this link leads nowhere",
                    Some("name a page or an address".into()),
                )),
            };
        }
        let path = decode(parts.path);
        let here = from.file.parent().unwrap_or(Path::new(""));
        let Some(file) = normal(&here.join(&path)) else {
            return Err(Broken::new(
                format!("`{path}` lies outside the content folder"),
                Some("move the file into it, or link to an address".into()),
            ));
        };
        match self.texts.get(&file) {
            Some(Fate::Page(route) | Fate::Early(route, _)) => {
                return Ok(self.page(route.clone(), parts));
            }
            Some(Fate::LeftOut(_, why)) => return Err(not_published(&path, why)),
            None => {}
        }
        if let Some(target) = self.in_another_language(&file, &path, parts) {
            return target;
        }
        if let Some(file) = self.file(&file, &path, Some(from))? {
            return Ok(self.to_file(file, parts));
        }
        // Other generators let writers link from page to page as a browser would.
        let own = self.patterns.address(from.route);
        let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder.trim_start_matches('/'));
        let joined = normal(&Path::new(folder).join(&path));
        if let Some(page) = joined
            && let Some(route) = self.route_at(&format!("/{}", page.display()))
        {
            return Ok(self.page(route, parts));
        }
        let near = || guess.then(|| self.nearest_file(&path, here)).flatten();
        let help = with_scheme(link).or_else(near);
        let help = help.unwrap_or_else(|| {
            "name a file as it lies from this one, or a page by its address: /posts/…/".into()
        });
        Err(Broken::new(format!("there is no file `{path}`"), Some(help)))
    }

    /// The text that a file of another language is. That of the first one stands for all: in each it is
    /// the translation, where there is one.
    fn in_another_language(
        &self,
        file: &Path,
        written: &str,
        parts: Parts<'_>,
    ) -> Option<Result<Target, Broken>> {
        let mut others = self.others.iter();
        let (other, (fate, common)) =
            others.find_map(|other| Some((other, other.texts.get(file)?)))?;
        if other.prefix.is_empty()
            && let Some(own) = self.common.get(common)
            && let Some(Fate::Page(route) | Fate::Early(route, _)) = self.texts.get(own)
        {
            return Some(Ok(self.page(route.clone(), parts)));
        }
        Some(match fate {
            Fate::Page(route) | Fate::Early(route, _) => Ok(other.page(route.clone(), parts)),
            Fate::LeftOut(_, why) => Err(not_published(written, why)),
        })
    }

    fn page(&self, route: Route, parts: Parts<'_>) -> Target {
        let (href, fragment) = page_href(&self.base_path, &self.patterns.path(&route), parts);
        Target::Page { href, route, fragment }
    }

    /// A file of the content folder that is no text, with the path that it gets on the site.
    /// `written` is what the link calls it.
    fn file(
        &self,
        file: &Path,
        written: &str,
        from: Option<Place<'_>>,
    ) -> Result<Option<(PathBuf, String)>, Broken> {
        let hidden =
            file.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        // What is a part of other texts is a file, and no text.
        if hidden || (file.extension().is_some_and(|ending| ending == "md") && !is_part(file)) {
            return Ok(None);
        }
        match self.boundary.look(file) {
            Found::Nothing | Found::Folder => Ok(None),
            Found::File => Ok(Some((self.boundary.root().join(file), self.site_path(file, from)))),
            Found::Refused(refused) => {
                let message = format!("`{written}` {}", refused.what());
                Err(Broken::new(message, Some(refused.help().into())))
            }
        }
    }

    /// Why no file can be published at a path on the site, if none can.
    pub(super) fn taken(&self, path: &str) -> Option<String> {
        self.plan.taken(path).map(|taken| taken.reason())
    }

    /// The address of a page, as a path on this site.
    pub(super) fn path(&self, page: &Route) -> String {
        self.patterns.path(page)
    }

    /// How a file at a path on the whole site is referred to.
    pub(super) fn href(&self, path: &str) -> String {
        self.root_path.join(&encode_path(path))
    }

    /// Where a file of the content folder is found on the whole site: next to its post, when it lies in
    /// the post's folder, and else where it lies.
    pub(super) fn site_path(&self, file: &Path, from: Option<Place<'_>>) -> String {
        let own = from.and_then(|from| Some((from.route, file.strip_prefix(from.folder?).ok()?)));
        match own {
            Some((route, rest)) => {
                format!("{}{}{}", self.prefix, self.patterns.folder(route), below(rest))
            }
            None => format!("/{}", below(file)),
        }
    }

    fn to_file(&self, (file, path): (PathBuf, String), parts: Parts<'_>) -> Target {
        let mut href = self.href(&path);
        for (mark, part) in [('?', parts.query), ('#', parts.fragment)] {
            if let Some(part) = part {
                href.push(mark);
                href.push_str(&encode(part));
            }
        }
        let taken = self.taken(&path);
        Target::File { href, file, path, taken }
    }

    fn left_out(&self, path: &str) -> Option<Broken> {
        let of_kind = |is: fn(&Route) -> bool| self.patterns.find(path, is);
        let wanted = [
            of_kind(|route| matches!(route, Route::Post(_))),
            of_kind(|route| matches!(route, Route::Page(_))),
        ];
        let is_wanted = |route: &Route| wanted.iter().flatten().any(|wanted| wanted == route);
        self.texts.values().find_map(|fate| match fate {
            Fate::LeftOut(route, why) if is_wanted(route) => Some(not_published(path, why)),
            _ => None,
        })
    }

    fn nearest_page(&self, path: &str) -> Option<String> {
        let pages: Vec<String> =
            self.routes.iter().map(|route| self.patterns.address(route)).collect();
        suggest::did_you_mean(path, pages.iter().map(String::as_str))
    }

    fn nearest_file(&self, path: &str, here: &Path) -> Option<String> {
        let wanted = Path::new(path).file_name()?.to_str()?;
        let on_disk: Vec<String> = std::fs::read_dir(self.boundary.root().join(here))
            .ok()?
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        let others = self.texts.keys().filter_map(|file| file.file_name()?.to_str());
        let mut names: Vec<&str> = on_disk.iter().map(String::as_str).chain(others).collect();
        names.sort_unstable();
        suggest::did_you_mean(wanted, names)
    }
}

impl Neighbour {
    fn page(&self, route: Route, parts: Parts<'_>) -> Target {
        let (href, fragment) = page_href(&self.base_path, &self.patterns.path(&route), parts);
        Target::Translation { href, prefix: self.prefix.clone(), route, fragment }
    }
}

/// How a link to a page is written, and the place in the page that it names.
fn page_href(base: &BasePath, path: &str, parts: Parts<'_>) -> (String, Option<String>) {
    let fragment = parts.fragment.filter(|text| !text.is_empty());
    let mut href = base.join(path);
    for (mark, part) in [('?', parts.query), ('#', fragment)] {
        if let Some(part) = part {
            href.push(mark);
            href.push_str(&encode(part));
        }
    }
    (href, fragment.and_then(place_in_page))
}

/// A path below a folder as an address has it.
pub(super) fn below(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn not_published(path: &str, why: &str) -> Broken {
    Broken::new(
        format!("`{path}` is {why}, and not part of this site"),
        Some("publish it first, or take the link out".into()),
    )
}
