//! One page a file: what the data of each kind of page looks like.
//!
//! Pages are drawn when the site is built, and never again: the browser is given their markup. What
//! changes in them while they are shown stands in `components`.

mod archive;
mod authors;
pub(crate) mod common;
mod home;
mod incidents;
mod missing;
mod partials;
mod post;
mod revisions;
mod script_words;
mod search;
mod series;
mod standalone;
mod tags;

use model::{
    Layout, ListEntry, Page, PageBody, PostFilter, Settings, Standalone, Summary, Version,
    routes::Route,
};

use crate::state::ViewContext;

pub(crate) use common::{markup, numbered, places};
pub(crate) use partials::{announcement, footer, header};
pub use script_words::{islands, offline, reading, worker};

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
        Page::Standalone(page) => markup(standalone::standalone(place, page)),
        Page::AuthorIndex(page) => markup(authors::author_index(place, page)),
        Page::Author(page) => markup(authors::author(place, page)),
        Page::SeriesIndex(page) => markup(series::series_index(place, page)),
        Page::Series(page) => markup(series::series(place, page)),
        Page::Incidents(page) => markup(incidents::incidents(place, page)),
        Page::Revisions(page) => markup(revisions::revisions(place, page)),
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
    let posts = |posts: [&[Summary]; 2]| -> Vec<String> {
        let change = |post: &Summary| {
            Some(format!("{}={}", place.href(&Route::Post(post.slug.clone())), post.changed()?))
        };
        posts.into_iter().flatten().filter_map(change).collect()
    };
    let entries = |entries: &[ListEntry]| -> Vec<String> {
        let change = |entry: &ListEntry| {
            Some(format!("{}={}", common::address(place, &entry.link.url), entry.changed?))
        };
        entries.iter().filter_map(change).collect()
    };
    let changes = match page {
        Page::Home(page) => posts([&page.latest, &page.recent]),
        Page::Archive(page) => posts([&page.listing.posts, &[]]),
        Page::Tag(page) => posts([&page.listing.posts, &[]]),
        Page::Author(page) => posts([&page.listing.posts, &[]]),
        Page::Post(page) => match &page.context {
            Some(context) => posts([&context.related, &context.cited]),
            None => Vec::new(),
        },
        Page::Missing(page) => posts([&page.latest, &[]]),
        Page::Series(page) => entries(&page.parts),
        Page::Incidents(page) => entries(&page.entries),
        Page::TagIndex(_)
        | Page::AuthorIndex(_)
        | Page::SeriesIndex(_)
        | Page::Revisions(_)
        | Page::Standalone(_)
        | Page::Search => Vec::new(),
    };
    match changes.is_empty() {
        true => String::new(),
        false => format!(r#"<template data-changed="{}"></template>"#, changes.join(" ")),
    }
}
