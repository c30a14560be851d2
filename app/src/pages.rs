//! One page a file: what the data of each kind of page looks like.
//!
//! Pages are drawn when the site is built, and never again: the browser is given their markup. What
//! changes in them while they are shown stands in `components`.

mod archive;
mod group;
mod home;
mod missing;
mod parts;
mod post;
mod search;
mod standalone;
mod tags;

use leptos::prelude::*;
use model::{Finder, Listing, Main, PER_PAGE, Page};

use crate::app::Place;

pub(crate) use parts::footer;

/// Draws a page.
pub fn draw(place: &Place, page: &Page) -> Main {
    let html = match page {
        Page::Home(page) => markup(home::home(place, page)),
        Page::Archive(page) => markup(archive::archive(place, page)),
        Page::TagIndex(page) => markup(tags::tag_index(place, page)),
        Page::Tag(page) => markup(tags::tagged(place, page)),
        Page::Search => markup(search::search(place)),
        Page::Post(page) => markup(post::post(place, page)),
        Page::Standalone(page) => markup(standalone::standalone(page)),
        Page::Group(page) => markup(group::group(place, page)),
        Page::Missing(page) => markup(missing::missing(place, page)),
    };
    let listed = match page {
        Page::Home(page) => Some((&page.filter, markup(home::recent(place, page)))),
        Page::Archive(page) => {
            page.filter.as_ref().map(|filter| (filter, markup(archive::years(place, page))))
        }
        _ => None,
    };
    let finder = listed.map(|(filter, html)| Finder { filter: filter.clone(), html: html.into() });
    Main { html: html.into(), finder }
}

/// The markup of a view that nobody adopts: without the marks by which the app finds its places.
fn markup(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}

/// The name of one page of a list: that of the list, and which page it is.
pub(crate) fn numbered(name: &str, listing: &Listing) -> String {
    match listing.number {
        0 => name.to_owned(),
        number => format!("{name}, page {number}"),
    }
}

/// What stands on a numbered page: `Articles 17 to 32`, counted from the oldest.
pub(crate) fn places(listing: &Listing) -> String {
    let first = listing.number.saturating_sub(1) as usize * PER_PAGE + 1;
    format!("Articles {first} to {}", first - 1 + listing.posts.len())
}
