//! The site as it is now. Of its files each is made when somebody asks for it: a page takes less than
//! a millisecond, and of ten thousand a writer looks at one.

use std::{
    collections::{BTreeSet, HashMap},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use content::Content;
use diagnostics::{Error, Result};
use hosting::{MANIFEST, serve::Host};
use images::{Asset, Icon};
use model::{
    BasePath, Library, Page,
    lists::LISTS,
    routes::{Route, SEARCH_INDEX, SEARCH_ROOT},
};
use percent_encoding::percent_decode_str;
use site::{Edition, Folder, FrontEndFiles};
use store::Cache;
use tempfile::TempDir;

use crate::{manifest, redirects};

/// One state of the site.
pub(super) struct SiteState {
    editions: Vec<Edition>,
    icon: Icon,
    cache: Cache,
    /// The files of the content folder, by their paths on the site.
    assets: HashMap<String, Asset>,
    base: BasePath,
    host: Host,
    /// The files that are made.
    site: Folder,
    /// Held by who makes a page.
    page: Mutex<()>,
    /// Whether these are made: icons, what the tag filter and the search read, what speaks of the
    /// whole site.
    icons: Mutex<bool>,
    lists: Vec<Mutex<bool>>,
    search: Vec<Mutex<bool>>,
    whole: Mutex<bool>,
    /// The texts that are read, by their languages, if it is not all.
    read: Option<Vec<BTreeSet<Route>>>,
    _room: TempDir,
}

impl SiteState {
    /// What came of the content, with its files below a folder.
    pub(super) fn new(
        content: Content,
        mut front: FrontEndFiles,
        cache: Cache,
        room: &Path,
    ) -> Result<Self> {
        let Content { library, translations, icon, style, assets, .. } = content;
        let icon = front.take_icon(icon, &library.settings().theme)?;
        let base = library.site().root_path();
        front.place(&library, style.as_deref());
        let folder = tempfile::Builder::new()
            .tempdir_in(room)
            .map_err(|reason| Error::file("make a folder in", room, &reason))?;
        let site = Folder::at(folder.path());
        front.write(&site)?;
        let editions =
            Edition::all([library].into_iter().chain(translations).collect(), &front, &site);
        for Edition { library, front, site: own, .. } in &editions {
            front.write_words(&site)?;
            site::pages::write_missing(library, front, own)?;
        }
        site.write(MANIFEST, manifest(&editions, redirects(&editions)).json()?)?;
        let each = || editions.iter().map(|_| Mutex::default()).collect();
        Ok(Self {
            host: Host::of(folder.path())?,
            assets: assets.into_iter().map(|asset| (asset.path.clone(), asset)).collect(),
            site,
            page: Mutex::default(),
            icons: Mutex::default(),
            lists: each(),
            search: each(),
            whole: Mutex::default(),
            editions,
            icon,
            cache,
            base,
            read: None,
            _room: folder,
        })
    }

    /// The same of a blog of which only some texts are read, those of each language.
    pub(super) fn of_texts(self, read: Vec<BTreeSet<Route>>) -> Self {
        Self { read: Some(read), ..self }
    }

    /// Whether what is at an address is known: until all texts are read, only what shows those that are.
    pub(super) fn knows(&self, asked: &str) -> bool {
        let Some(read) = &self.read else { return true };
        let Some(path) = self.base.strip(asked) else { return true };
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        if self.site.has(&decoded) || self.assets.contains_key(&*decoded) {
            return true;
        }
        let (at, path) = self.edition_at(path);
        let library = &self.editions[at].library;
        let Some(route) = route_at(library, path) else { return false };
        match library.page(&route) {
            Some(Page::Home(home)) => {
                let mut shown = home.latest.iter().chain(&home.recent);
                shown.all(|post| read[at].contains(&Route::Post(post.slug.clone())))
            }
            _ => read[at].contains(&route),
        }
    }

    /// Answers a request, as a host of the whole site would.
    pub(super) async fn respond(self: Arc<Self>, request: Request) -> Response {
        let asked = request.uri().path().to_owned();
        let shown = self.clone();
        let made = tokio::task::spawn_blocking(move || shown.make(&asked)).await;
        match made {
            Ok(Ok(())) => self.host.respond(request),
            Ok(Err(fault)) => {
                (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()).into_response()
            }
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }

    /// Makes the file at an address, if there is to be one.
    fn make(&self, asked: &str) -> Result<()> {
        let Some(path) = self.base.strip(asked) else {
            return Ok(());
        };
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let (at, path) = self.edition_at(path);
        let edition = &self.editions[at];
        let route = route_at(&edition.library, path);
        let asset = self.assets.get(&*decoded);
        if route.is_some() || asset.is_some() {
            let _one = self.page.lock().unwrap_or_else(PoisonError::into_inner);
            return match (route, asset) {
                (Some(route), _) => make_page(edition, &route),
                (None, Some(asset)) if !self.site.has(&asset.path) => {
                    self.site.write(&asset.path, asset.read(&self.cache)?)
                }
                _ => Ok(()),
            };
        }
        let Edition { library, front, site: own, .. } = edition;
        let site = &self.site;
        if site.has(&decoded) {
            return Ok(());
        }
        if path == SEARCH_ROOT || path.starts_with(SEARCH_INDEX) {
            return once(&self.search[at], || site::search::write(library, own, &Cache::default()));
        }
        if path.starts_with(LISTS) {
            return once(&self.lists[at], || site::lists::write(library, front, own));
        }
        let Edition { library, front, .. } = &self.editions[0];
        once(&self.icons, || site::icons::write(&self.icon, library, front, site))?;
        if site.has(&decoded) {
            return Ok(());
        }
        let redirects = redirects(&self.editions);
        once(&self.whole, || site::site_files::write(&self.editions, &redirects, site))
    }

    /// The edition that a path on the site is in, and the path in that.
    fn edition_at<'a>(&self, path: &'a str) -> (usize, &'a str) {
        let prefixes = self.editions.iter().map(|edition| &*edition.library.site().prefix);
        let below = |(at, prefix): (usize, &str)| {
            let below = path.strip_prefix(prefix).filter(|below| below.starts_with('/'))?;
            Some((at, below))
        };
        prefixes.enumerate().skip(1).find_map(below).unwrap_or((0, path))
    }
}

/// The page that a file belongs to, or else that an address leads to.
fn route_at(library: &Library, path: &str) -> Option<Route> {
    let beside = ["index.md", "index.json"].iter().find_map(|name| path.strip_suffix(name));
    // The folder of a page that is a file has its address without the end.
    let page = beside.map_or(path, |folder| match folder.trim_end_matches('/') {
        "" => "/",
        page => page,
    });
    library.site().routes.find(page, |route| library.page(route).is_some())
}

fn make_page(Edition { library, front, site, .. }: &Edition, route: &Route) -> Result<()> {
    if site.has(&site::pages::html_file(library.site(), route)) {
        return Ok(());
    }
    site::copies::write_of(library, route, site)?;
    site::pages::write_one(library, front, route, site)
}

/// Makes some files, unless they are made.
fn once(made: &Mutex<bool>, make: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
    if !*made {
        make()?;
        *made = true;
    }
    Ok(())
}
