//! The site as it is now. Of its files each is made when somebody asks for it: a page takes less than
//! a millisecond, and of ten thousand a writer looks at one.

use std::{
    collections::HashMap,
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
use hosting::{MANIFEST, Manifest, serve::Host};
use images::{Asset, Icon};
use model::{
    BasePath, Library,
    lists::LISTS,
    routes::{Route, SEARCH_INDEX, SEARCH_ROOT},
};
use percent_encoding::percent_decode_str;
use site::{Folder, FrontEndFiles};
use store::Cache;
use tempfile::TempDir;

/// One state of the site.
pub(super) struct Shown {
    library: Library,
    front: FrontEndFiles,
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
    lists: Mutex<bool>,
    search: Mutex<bool>,
    whole: Mutex<bool>,
    _room: TempDir,
}

impl Shown {
    /// What came of the content, with its files below a folder.
    pub(super) fn new(
        content: Content,
        mut front: FrontEndFiles,
        cache: Cache,
        room: &Path,
    ) -> Result<Self> {
        let Content { library, icon, style, assets, .. } = content;
        let icon = front.take_icon(icon, &library.settings().theme)?;
        front.place(&library, style.as_deref());
        let folder = tempfile::Builder::new()
            .tempdir_in(room)
            .map_err(|reason| Error::file("make a folder in", room, &reason))?;
        let site = Folder::at(folder.path());
        front.write(&site)?;
        site::pages::write_missing(&library, &front, &site)?;
        let policy = front.policy(&library);
        let redirects = hosting::redirects(&library);
        let manifest = Manifest::new(&front.build, &policy, &library, redirects);
        site.write(MANIFEST, manifest.json()?)?;
        let base = library.site().base_path();
        Ok(Self {
            host: Host::of(folder.path())?,
            assets: assets.into_iter().map(|asset| (asset.path.clone(), asset)).collect(),
            site,
            page: Mutex::default(),
            icons: Mutex::default(),
            lists: Mutex::default(),
            search: Mutex::default(),
            whole: Mutex::default(),
            library,
            front,
            icon,
            cache,
            base,
            _room: folder,
        })
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
        let beside = ["index.md", "index.json"].iter().find_map(|name| path.strip_suffix(name));
        // The folder of a page that is a file has its address without the end.
        let page = beside.map_or(path, |folder| match folder.trim_end_matches('/') {
            "" => "/",
            page => page,
        });
        let is_there = |route: &Route| self.library.page(route).is_some();
        let route = self.library.site().routes.find(page, is_there);
        let asset = self.assets.get(&*decoded);
        if route.is_some() || asset.is_some() {
            let _one = self.page.lock().unwrap_or_else(PoisonError::into_inner);
            return match (route, asset) {
                (Some(route), _) => self.make_page(&route),
                (None, Some(asset)) if !self.site.has(&asset.path) => {
                    self.site.write(&asset.path, asset.read(&self.cache)?)
                }
                _ => Ok(()),
            };
        }
        let (library, front, site) = (&self.library, &self.front, &self.site);
        if site.has(&decoded) {
            return Ok(());
        }
        if path == SEARCH_ROOT || path.starts_with(SEARCH_INDEX) {
            return once(&self.search, || site::search::write(library, site));
        }
        if path.starts_with(LISTS) {
            return once(&self.lists, || site::lists::write(library, front, site));
        }
        once(&self.icons, || site::icons::write(&self.icon, library, front, site))?;
        if site.has(&decoded) {
            return Ok(());
        }
        let redirects = hosting::redirects(library);
        once(&self.whole, || site::whole::write(library, front, &redirects, site))
    }

    fn make_page(&self, route: &Route) -> Result<()> {
        if self.site.has(&site::pages::html_file(self.library.site(), route)) {
            return Ok(());
        }
        site::copies::write_of(&self.library, route, &self.site)?;
        site::pages::write_one(&self.library, &self.front, route, &self.site)
    }
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
