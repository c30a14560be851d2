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
        matches!(self.target, Target::Page { .. })
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
    base_url: String,
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
    /// Old addresses of pages, by their paths on the site.
    aliases: BTreeMap<String, Route>,
    /// The files that the site has beside those of texts.
    plan: Plan,
    /// Paths of the host at which something else is than the site: of folders when they end with a
    /// slash.
    others: Vec<String>,
    /// How a browser reads links; `None` when the site has no address.
    browser: Option<Address>,
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
            base_url: site.base_url.clone(),
            scripts: site.html.scripts,
            base_path: site.base_path(),
            patterns: site.routes.clone(),
            routes,
            early: BTreeSet::new(),
            texts,
            aliases: BTreeMap::new(),
            plan: Plan::default(),
            others: Vec::new(),
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
    pub(super) fn with_others(self, others: Vec<String>) -> Self {
        self.with(|book| book.others = others)
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

    /// Where a link leads; `guess` asks for what was meant, if that is nowhere.
    fn resolve(&self, link: &str, from: Place<'_>, guess: bool) -> Result<Target, Broken> {
        let target = self.meant(link, from, guess)?;
        if let Target::Page { route, .. } = &target {
            self.check_published(route, link, self.is_early(from.file))?;
        }
        self.check_read(&target, link, from)?;
        Ok(target)
    }

    /// Where a link leads as its writer means it.
    fn meant(&self, link: &str, from: Place<'_>, guess: bool) -> Result<Target, Broken> {
        let own = !self.base_url.is_empty();
        if let Some(rest) = link.strip_prefix(&*self.base_url).filter(|_| own)
            && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
        {
            let rest = if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") };
            return self.on_site(&rest, self.is_early(from.file), guess);
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
        let page = self.patterns.file(from.route);
        let (Target::Page { href, .. }
        | Target::File { href, .. }
        | Target::Site { href, .. }
        | Target::External { href }
        | Target::Other { href }) = target;
        let same = match (target, browser.target(&page, &Link::of_body(&**href))) {
            (Target::External { .. } | Target::Other { .. }, read) => {
                read == urls::Target::Elsewhere
            }
            (Target::Page { route, .. }, urls::Target::Here { path, .. }) => {
                path == self.patterns.address(route) || (route == from.route && path == page)
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
        if link.starts_with(&*self.base_url) && !self.base_url.is_empty() {
            return Ok(());
        }
        let nowhere = Place { route: &Route::Home, file: Path::new(""), folder: None };
        self.resolve(link, nowhere, true).map(|_| ())
    }

    /// Whether a page is there that a text names as its own, by a whole address; of other sites
    /// nobody asks.
    pub(super) fn resolve_own(&self, url: &str) -> Result<(), Broken> {
        let link = Link { to: url.into(), of_head: true };
        let read = self.browser.as_ref().map(|browser| browser.target("/index.html", &link));
        match read {
            Some(urls::Target::Here { path, .. }) => self.on_site(&path, true, true).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// An address as a page has it, a path on its host or a place in itself, as it is from anywhere.
    pub(super) fn whole(&self, href: &str, page: &Route) -> String {
        match href.as_bytes() {
            [b'/', b'/', ..] => match self.base_url.split_once("//") {
                Some((scheme, _)) => format!("{scheme}{href}"),
                None => href.to_owned(),
            },
            [b'/', ..] => match self.base_path.strip(href) {
                Some(path) => format!("{}{path}", self.base_url),
                None => href.to_owned(),
            },
            [b'#' | b'?', ..] => format!("{}{}{href}", self.base_url, self.patterns.path(page)),
            _ => href.to_owned(),
        }
    }

    /// A path on this site, with or without the path that the site lives under.
    fn on_site(&self, link: &str, early: bool, guess: bool) -> Result<Target, Broken> {
        let parts = Parts::of(link);
        let path = decode(parts.path);
        if let Some(route) = self.route_at(&path) {
            return Ok(self.page(route, parts));
        }
        let below = path.trim_start_matches('/');
        if let Some(file) = self.file(Path::new(below), &path, None)? {
            return Ok(self.to_file(file, parts));
        }
        if self.plan.has(&path) {
            let page = path.rsplit_once('/').and_then(|(folder, _)| self.patterns.parse(folder));
            if let Some(route) = page {
                self.check_published(&route, link, early)?;
            }
            return Ok(Target::Site { href: self.base_path.join(&encode(link)) });
        }
        if self.is_of_others(&path) {
            return Ok(Target::External { href: format!("{}{}", self.base_url, encode(link)) });
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
        self.others.iter().any(|other| match other.strip_suffix('/') {
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

    fn page(&self, route: Route, parts: Parts<'_>) -> Target {
        let fragment = parts.fragment.filter(|text| !text.is_empty());
        let mut href = self.base_path.join(&self.patterns.path(&route));
        if let Some(query) = parts.query {
            href.push('?');
            href.push_str(&encode(query));
        }
        if let Some(fragment) = fragment {
            href.push('#');
            href.push_str(&encode(fragment));
        }
        Target::Page { href, route, fragment: fragment.and_then(place_in_page) }
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
            Found::File => {
                let path = match from {
                    Some(from) => self.site_path(file, from),
                    None => format!("/{}", below_root(file)),
                };
                Ok(Some((self.boundary.root().join(file), path)))
            }
            Found::Refused(refused) => {
                let message = format!("`{written}` {}", refused.what());
                Err(Broken::new(message, Some(refused.help().into())))
            }
        }
    }

    /// Where a file of the content folder is found on the site: next to its post, when it lies in the
    /// post's folder, and else where it lies.
    pub(super) fn site_path(&self, file: &Path, from: Place<'_>) -> String {
        let own = from.folder.and_then(|folder| file.strip_prefix(folder).ok());
        match own {
            Some(rest) => self.patterns.folder(from.route) + &below_root(rest),
            None => format!("/{}", below_root(file)),
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

    /// How a file at a path on the site is referred to.
    pub(super) fn href(&self, path: &str) -> String {
        self.base_path.join(&encode_path(path))
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

/// A path below the content folder as an address has it.
pub(super) fn below_root(file: &Path) -> String {
    let parts: Vec<_> = file.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn not_published(path: &str, why: &str) -> Broken {
    Broken::new(
        format!("`{path}` is {why}, and not part of this site"),
        Some("publish it first, or take the link out".into()),
    )
}
