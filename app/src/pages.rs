//! One page a file: what the data of each kind of page looks like.
//!
//! Pages are drawn when the site is built, and never again: the browser is given their markup. What
//! changes in them while they are shown stands in `components`.

mod archive;
mod group;
mod home;
mod missing;
mod partials;
mod post;
mod said;
mod search;
mod standalone;
mod tags;

use leptos::prelude::*;
use model::{
    Layout, Listing, PER_PAGE, Page, PageBody, PostFilter, Row, Settings, Standalone, Summary,
    Version, routes::Route,
};
use words::{Message, Part, Words};

use crate::{app::ViewContext, components::rows};

pub(crate) use partials::{announcement, footer, header};
pub use said::{offline, reading, worker};

/// Draws a page in the frame that its owner gives it; `versions` is what it is in each language of the
/// site.
pub fn draw(
    place: &ViewContext,
    page: &Page,
    settings: &Settings,
    versions: &[Version],
) -> PageBody {
    let (frame, services) = (&settings.frame, &settings.services);
    let html = match page {
        Page::Home(page) => markup(home::home(place, page, services)),
        Page::Archive(page) => markup(archive::archive(place, page)),
        Page::TagIndex(page) => markup(tags::tag_index(place, page)),
        Page::Tag(page) => markup(tags::tagged(place, page)),
        Page::Search => markup(search::search(place)),
        Page::Post(page) => markup(post::post(place, page, &frame.post, services)),
        Page::Standalone(page) => markup(standalone::standalone(page)),
        Page::Group(page) => markup(group::group(place, page)),
        Page::Missing(page) => match &frame.missing {
            Some(own) => markup(missing::own(own)),
            None => markup(missing::missing(place, page)),
        },
    };
    let listed = match page {
        Page::Home(page) => {
            page.filter.as_ref().map(|filter| (filter, markup(home::recent(place, page))))
        }
        Page::Archive(page) => {
            page.filter.as_ref().map(|filter| (filter, markup(archive::years(place, page))))
        }
        _ => None,
    };
    // That has nothing around it.
    let bare = matches!(page, Page::Standalone(Standalone { layout: Layout::Bare, .. }));
    let versions = if bare { &[] } else { versions };
    let html = markup(partials::languages(place, versions)) + &html;
    let finder =
        listed.map(|(filter, html)| PostFilter { filter: filter.clone(), html: html.into() });
    let html = html + &changes(place, page);
    PageBody { html: html.into(), finder }
}

/// On which day each listed post changed, of those that did since they were published: `read.js` compares that
/// with the day as of which somebody read them.
fn changes(place: &ViewContext, page: &Page) -> String {
    let (first, more): (&[Summary], &[Summary]) = match page {
        Page::Home(page) => (&page.latest, &page.recent),
        Page::Archive(page) => (&page.listing.posts, &[]),
        Page::Tag(page) => (&page.listing.posts, &[]),
        Page::Group(page) => (page.listing.as_ref().map_or(&[], |listing| &listing.posts), &[]),
        Page::Post(page) => (&page.related, &page.cited),
        Page::Missing(page) => (&page.latest, &[]),
        Page::TagIndex(_) | Page::Standalone(_) | Page::Search => (&[], &[]),
    };
    let change = |post: &Summary| {
        let updated = post.updated.filter(|updated| *updated > post.date)?;
        Some(format!("{}={updated}", place.href(&Route::Post(post.slug.clone()))))
    };
    let changes: Vec<String> = first.iter().chain(more).filter_map(change).collect();
    match changes.is_empty() {
        true => String::new(),
        false => format!(r#"<template data-changed="{}"></template>"#, changes.join(" ")),
    }
}

/// A path on this site or an address elsewhere, as a link has to write it.
pub(crate) fn address(place: &ViewContext, url: &str) -> String {
    if url.starts_with('/') { place.site.base_path().join(url) } else { url.to_owned() }
}

/// A file that all languages of the site share, or one elsewhere, as a page has to write it.
pub(crate) fn shared(place: &ViewContext, url: &str) -> String {
    if url.starts_with('/') { place.site.root_path().join(url) } else { url.to_owned() }
}

/// The markup of a view that nobody adopts: without the marks by which the app finds its places.
pub(crate) fn markup(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}

/// A message with markup in the places that it leaves open.
fn with_markup(
    place: &ViewContext,
    message: Message,
    markup: impl Fn(&str) -> AnyView,
) -> Vec<AnyView> {
    let parts = place.site.words.parts(message).map(|part| match part {
        Part::Words(words) => words.to_owned().into_any(),
        Part::Place(name) => markup(name),
    });
    parts.collect()
}

/// The rows of some posts.
fn rows_of(place: &ViewContext, posts: &[Summary]) -> impl IntoView + use<> {
    let posts: Vec<Row> = posts.iter().map(|post| Row::of(post, &place.site.words)).collect();
    rows(place, &posts)
}

/// The name of one page of a list: that of the list, and which page it is.
pub(crate) fn numbered(words: &Words, name: &str, listing: &Listing) -> String {
    match listing.number {
        0 => name.to_owned(),
        number => {
            let values = [("title", name), ("number", &words.number(number as usize))];
            words.fill(Message::TitlePage, &values)
        }
    }
}

/// What stands on a numbered page, such as `Articles 17 to 32`, counted from the oldest.
pub(crate) fn places(
    words: &Words,
    message: Message,
    listing: &Listing,
    values: &[(&str, &str)],
) -> String {
    let first = listing.number.saturating_sub(1) as usize * PER_PAGE + 1;
    let last = first - 1 + listing.posts.len();
    let (first, last) = (words.number(first), words.number(last));
    words.fill(message, &[&[("first", &*first), ("last", &*last)], values].concat())
}
