//! `/authors/`, `/authors/<id>/` and its numbered pages: who writes here.

use leptos::prelude::*;
use model::{AuthorIndex, AuthorPage, Link, routes::Route};
use words::Message;

use super::{
    common::{address, numbered},
    partials::{cards, entries, feed, listing_pager, picture},
};
use crate::state::ViewContext;

/// All authors.
pub(super) fn author_index(place: &ViewContext, index: &AuthorIndex) -> impl IntoView + use<> {
    view! {
        <header class="page-head">
            <h1>{place.say(Message::Authors)}</h1>
            <p class="lede" data-lede>{place.say(Message::AuthorsAbout)}</p>
        </header>
        {entries(place, &index.authors)}
    }
}

/// An author with a page of their posts.
pub(super) fn author(place: &ViewContext, author: &AuthorPage) -> impl IntoView + use<> {
    let AuthorPage { id, name, description, picture: portrait, link, listing } = author;
    let words = &place.site.words;
    let (above, list) = match listing.number {
        0 => (place.say(Message::Authors), Route::Authors),
        _ => (name.clone(), Route::Author(id.clone())),
    };
    let lede = (!description.is_empty()).then(|| {
        view! { <p class="lede" data-lede>{description.clone()}</p> }
    });
    let link = link.as_ref().map(|Link { name, url }| {
        // What leads elsewhere is left to the browser.
        let rel = (!url.starts_with('/')).then_some("external");
        view! { <a href=address(place, url) rel=rel>{name.clone()}</a> }
    });
    let feed = feed(place);
    let more =
        (link.is_some() || feed.is_some()).then(|| view! { <p class="more">{link} " " {feed}</p> });
    let posts = (!listing.posts.is_empty()).then(|| {
        let articles = format!("{} ", place.say(Message::Articles));
        let total = listing.total.map(|total| words.number(total));
        view! {
            <section class="section" aria-labelledby="articles">
                <h2 id="articles">{articles} <span class="count">{total}</span></h2>
                {cards(place, &listing.posts)}
            </section>
            {listing_pager(place, listing)}
        }
    });
    view! {
        <header class="page-head">
            <p class="kicker"><a href=place.href(&list)>{above}</a></p>
            {picture(place, "portrait", portrait.as_ref())}
            <h1>{numbered(words, name, listing)}</h1>
            {lede}
            {more}
        </header>
        {posts}
    }
}
