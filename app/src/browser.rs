//! The app in motion: what only a browser has.
//!
//! Following a link goes like this: [`link`] says whether it leads to a page of ours, [`documents`]
//! has or fetches that page's data and [`find`] the posts that a filter leaves, [`navigate`] puts it on the screen, and [`history`] remembers
//! where the reader was. Whenever something is missing, fails or is late, the browser loads the
//! page the way it would without us: the file is always there.

mod documents;
mod dom;
mod find;
mod head;
mod history;
mod link;
mod navigate;
mod read;
mod rescue;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{Screen, app},
    model::{Carried, Document, Page},
};
use documents::Documents;
use link::Destination;
use navigate::Navigator;

/// Adopts the page that the browser shows and takes over its links.
///
/// A page that carries no data of ours, or data that this app can't read, is left as it is.
pub fn start() {
    let Some(carried) = carried() else { return };
    rescue::install();

    let Carried { build, site, page } = carried;
    let base = site.base_path();
    let here = Destination::here(&base);
    // The page says what it shows; its address may be any, if it is the one for lost readers.
    let route = match page {
        Page::Missing(_) => None,
        _ => here.as_ref().map(|here| here.route.clone()),
    };

    let page = Arc::new(page);
    let screen = Screen::new(Arc::new(site), route.clone(), page.clone());
    let screen = ArcRwSignal::new(screen);
    let drawn = screen.clone();
    leptos::mount::hydrate_body(move || move || drawn.with(app));

    let documents = Documents::new(build.clone(), base.clone());
    if let Some(route) = route {
        documents.insert(&route, adopted(build, &page));
    }
    Navigator::start(base, screen, documents, here);
}

/// The data that the page carries.
fn carried() -> Option<Carried> {
    let data = dom::document().get_element_by_id("carried")?.text_content()?;
    read::parse(&data)
}

/// The document of the page that the browser shows, so that coming back to it fetches nothing. Its
/// text is only there as markup, and is read from it.
fn adopted(build: String, page: &Page) -> Document {
    let mut page = page.clone();
    if let Some(prose) = page.prose_mut() {
        prose.html = markup_of(".prose").unwrap_or_default().into();
        prose.contents = markup_of(".toc");
    }
    Document { build, title: dom::document().title(), head: head::current(), page }
}

/// What stands in the element that a selector finds.
fn markup_of(selector: &str) -> Option<String> {
    Some(dom::document().query_selector(selector).ok()??.inner_html())
}
