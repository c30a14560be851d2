//! One HTML file and one data file for every route.

use app::{
    head::Head,
    model::{Document, Library, Page},
    routes::Route,
    shell::{self, FrontEnd},
};
use rayon::prelude::*;

use super::{Folder, FrontEndFiles};
use crate::{
    cache::Key,
    error::{Error, Result},
};

/// The file that hosts show for an address that leads nowhere.
pub const MISSING: &str = "/404.html";

/// Stands for the build in the data of a page that has to be loaded, whatever the app.
const LOAD: &str = "load";

/// Renders and writes every page, and gives back how many the site map has.
///
/// Each is written as soon as it is rendered: memory holds as many as there are cores.
pub fn write(library: &Library, front: &FrontEndFiles, site: &Folder) -> Result<usize> {
    let routes = library.routes();
    let frame = frame(library, front)?;
    routes.par_iter().try_for_each(|route| {
        let page = library.page(route).ok_or_else(|| {
            Error::new(format!("the site map has {}, but no page is there", route.path()))
        })?;
        let head = Head::of(library, Some(route), &page);
        let document = Document {
            // No app reads what it has to load.
            build: if page.runs_scripts() { LOAD.into() } else { front.build.clone() },
            title: head.title.clone(),
            head: head.to_html(library.site()),
            page,
        };
        let data = json(&document, route)?;
        // The data says all that the page shows, but for what all pages share.
        let key = Key::of([b"page".as_slice(), frame.bytes(), &data]);
        site.write_keyed(&html_file(route), key, || {
            Ok(html(library, front, &head, Some(route), document.page))
        })?;
        site.write(&data_file(route), data)
    })?;
    let missing = library.missing();
    let head = Head::of(library, None, &missing);
    site.write(MISSING, html(library, front, &head, None, missing))?;
    Ok(routes.len())
}

/// Names all that a page depends on beside its own data.
fn frame(library: &Library, front: &FrontEndFiles) -> Result<Key> {
    let site = serde_json::to_vec(library.site()).map_err(|e| Error::new(e.to_string()))?;
    let FrontEnd { start, script, wasm, style } = &front.addresses;
    let addresses = [start, script, wasm, style].map(|address| address.as_bytes());
    let policy = shell::content_security_policy(library.site().html);
    let colours = &library.settings().theme_color;
    let colours = [colours.light.as_bytes(), colours.dark.as_bytes()];
    let whole = [site.as_slice(), policy.as_bytes(), front.build.as_bytes()];
    Ok(Key::of(whole.into_iter().chain(addresses).chain(colours)))
}

/// Where the page of a route is written.
pub(super) fn html_file(route: &Route) -> String {
    folder_file(route, "index.html")
}

/// Where the data of a route is written.
pub(super) fn data_file(route: &Route) -> String {
    folder_file(route, "index.json")
}

/// Where a file is written that lies in the folder of a route.
pub(super) fn folder_file(route: &Route, name: &str) -> String {
    route.folder() + name
}

fn html(
    library: &Library,
    front: &FrontEndFiles,
    head: &Head,
    route: Option<&Route>,
    page: Page,
) -> String {
    shell::render(library, &front.addresses, &front.build, head, route, page)
}

fn json(document: &Document, route: &Route) -> Result<Vec<u8>> {
    serde_json::to_vec(document)
        .map_err(|reason| Error::new(format!("the data of {}: {reason}", route.path())))
}
