//! One HTML file and one data file for every route.

use std::{cell::LazyCell, mem, sync::Arc};

use app::{
    head::{Head, HeadContext},
    shell,
    state::ViewContext,
};
use diagnostics::{Error, Result, progress};
use model::{Body, Library, Outside, Page, PageBody, Site, routes::Route};
use rayon::prelude::*;
use store::Key;

use super::{
    Folder, FrontEndFiles,
    document::{self, PageForDocument},
    names::MISSING,
};

/// Stands for the build in the data of a page that has to be loaded, whatever the app.
const LOAD: &str = "load";

/// Renders and writes every page, and gives back how many the site map has.
///
/// Each is written as soon as it is rendered: memory holds as many as there are cores.
pub fn write(library: &Library, front: &FrontEndFiles, site: &Folder) -> Result<usize> {
    let routes = library.routes();
    let frame = frame(library, front);
    let stage = progress::stage("Writing", routes.len(), "page");
    routes.par_iter().try_for_each(|route| {
        stage.step();
        write_in(library, front, frame, route, site)
    })?;
    write_missing(library, front, site)?;
    Ok(routes.len())
}

/// Renders and writes one page.
pub fn write_one(
    library: &Library,
    front: &FrontEndFiles,
    route: &Route,
    site: &Folder,
) -> Result<()> {
    write_in(library, front, frame(library, front), route, site)
}

fn write_in(
    library: &Library,
    front: &FrontEndFiles,
    frame: Key,
    route: &Route,
    site: &Folder,
) -> Result<()> {
    let mut page = library.page(route).ok_or_else(|| {
        let address = library.site().routes.path(route);
        Error::new(format!("the site map has {address}, but no page is there"))
    })?;
    let text = page.prose_mut().map(|prose| mem::take(&mut prose.html)).unwrap_or_default();
    // The app can't undo what scripts of others do: to and from a page that has some, every way
    // leads through the host, which an app of another build takes by itself.
    let runs_scripts = page.runs_scripts();
    // A page keeps the policy that it was loaded with: the way to one that embeds something leads
    // through the host, too.
    let outside = page.prose().map(|prose| prose.outside.clone()).unwrap_or_default();
    let is_loaded = runs_scripts || outside != Outside::default();
    // The page says all that its files show, but for its text, this, and what all pages share.
    let listed = match page {
        Page::Series(_) => document::listed(library, &page),
        // All that these say of posts is in the page.
        _ => Vec::new(),
    };
    let beside =
        format!("{:?}{runs_scripts}{outside:?}{listed:?}", HeadContext::of(library, Some(route)));
    let of_site = library.site();
    let data = serde_json::to_vec(&page).map_err(|reason| unwritable(of_site, route, &reason))?;
    let of_both =
        Key::of([frame.bytes().as_slice(), &data, beside.as_bytes(), name(&text).bytes()]);
    let key = |kind: &str| Key::of([kind.as_bytes(), of_both.bytes()]);
    let (of_html, of_data) = (key("page"), key("data"));
    if let Some(prose) = page.prose_mut() {
        prose.html = text;
    }
    let head = LazyCell::new(|| Head::of(library, Some(route), &page));
    let main = LazyCell::new(|| draw(library, Some(route), &page));
    site.write_keyed(&data_file(of_site, route), of_data, || {
        let build = if is_loaded { LOAD } else { &front.build };
        let written =
            PageForDocument { library, route, page: &page, head: &head, main: &main, build };
        written.json().map_err(|reason| unwritable(of_site, route, &reason))
    })?;
    site.write_keyed(&html_file(of_site, route), of_html, || {
        let build = if runs_scripts { "" } else { &front.build };
        let shown = (main.clone(), &outside);
        Ok(shell::render(library, &front.addresses, build, &head, Some(route), shown))
    })
}

/// Renders and writes the page that stands where nothing does.
pub fn write_missing(library: &Library, front: &FrontEndFiles, site: &Folder) -> Result<()> {
    let missing = library.missing();
    let head = Head::of(library, None, &missing);
    let main = draw(library, None, &missing);
    let shown = (main, &Outside::default());
    site.write(MISSING, shell::render(library, &front.addresses, &front.build, &head, None, shown))
}

/// Names a long text as a part of a key, without making it if it can be helped.
pub(super) fn name(text: &Body) -> Key {
    match text.name() {
        Some(name) => Key::of([b"name".as_slice(), &name]),
        None => Key::of([b"text", text.text().as_bytes()]),
    }
}

/// Names all that a page depends on beside its own data.
fn frame(library: &Library, front: &FrontEndFiles) -> Key {
    let site = format!("{:?}{:?}{:?}", library.site(), library.settings(), library.foot());
    let addresses = format!("{:?}", front.addresses);
    Key::of([site.as_bytes(), addresses.as_bytes(), front.build.as_bytes()])
}

/// Where the page of a route is written.
pub fn html_file(site: &Site, route: &Route) -> String {
    site.routes.file(route)
}

/// Where the data of a route is written.
pub(super) fn data_file(site: &Site, route: &Route) -> String {
    site.routes.folder(route) + "index.json"
}

fn draw(library: &Library, route: Option<&Route>, page: &Page) -> Arc<PageBody> {
    let place = ViewContext { site: Arc::new(library.site().clone()), route: route.cloned() };
    let versions = library.versions(route);
    Arc::new(app::pages::draw(&place, page, library.settings(), &versions))
}

fn unwritable(site: &Site, route: &Route, reason: &serde_json::Error) -> Error {
    Error::new(format!("the data of {}: {reason}", site.routes.path(route)))
}
