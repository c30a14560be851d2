//! The app in motion: what only a browser has.
//!
//! Following a link goes like this: [`link`] says whether it leads to a page of ours, [`documents`]
//! has or fetches that page's data and [`find`] the posts that a filter leaves, [`navigate`] puts it on the screen, and [`history`] remembers
//! where the reader was. Whenever something is missing, fails or is late, the browser loads the
//! page the way it would without us: the file is always there.

mod documents;
mod dom;
mod find;
mod fragment;
mod head;
mod history;
mod link;
mod navigate;
mod read;
mod rescue;
mod root;
mod screen;

use std::sync::Arc;

use documents::Documents;
use link::Destination;
use model::{Document, PageBody, PageData, PostFilter, TagFilter};
use navigate::Navigator;
use root::Root;

use crate::{
    marks::{LISTED, PAGE},
    state::{AppState, ViewContext},
};

/// Adopts the page that the browser shows and takes over its links.
///
/// A page that carries no data of ours, or data that this app can't read, is left as it is.
pub fn start() {
    let Some(carried) = carried() else { return };
    rescue::install();

    let PageData { build, site, filter, missing, loading } = carried;
    let site = Arc::new(site);
    let here = Destination::here(&site);
    // The page says what it shows; its address may be any, if it is the one for lost readers.
    let route = here.as_ref().map(|here| here.route.clone()).filter(|_| !missing);

    let documents = Documents::new(build.clone(), site.clone());
    if let Some(route) = &route {
        documents.insert(route, adopted(build, filter.clone()));
    }

    // The text stands there already. What is empty is neither set nor compared.
    let finder = filter.map(|filter| PostFilter { filter, html: "".into() });
    let main = Arc::new(PageBody { html: "".into(), finder });
    let place = ViewContext { site: site.clone(), route };
    let root = Root::adopt(AppState::new(place, "".into(), main));
    Navigator::start(site, root, documents, loading, here);
}

/// The data that the page carries.
fn carried() -> Option<PageData> {
    let data = dom::document().get_element_by_id("carried")?.text_content()?;
    read::parse(&data)
}

/// The document of the page that the browser shows, read from it, so that coming back to it fetches
/// nothing.
fn adopted(build: String, filter: Option<TagFilter>) -> Document {
    let finder = filter.map(|filter| PostFilter { filter, html: markup_of(LISTED) });
    let main = Arc::new(PageBody { html: markup_of(PAGE), finder });
    Document { build, title: dom::document().title(), head: head::current(), main }
}

/// What stands in the element that a selector finds.
fn markup_of(selector: &str) -> Arc<str> {
    let found = dom::document().query_selector(selector).ok().flatten();
    found.map(|element| element.inner_html()).unwrap_or_default().into()
}
