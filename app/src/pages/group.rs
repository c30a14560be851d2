//! `/authors/`, `/series/` and what is below them: who writes here, and what belongs together.

use leptos::prelude::*;
use model::{Group, Link, ListEntry};
use words::Message;

use super::{
    common::{address, numbered},
    partials::{cards, feed, listing_pager, picture, sparkline},
};
use crate::app::ViewContext;

/// An author, a series, or a list of all authors or series.
pub(super) fn group(place: &ViewContext, group: &Group) -> impl IntoView + use<> {
    let link = |Link { name, url }: &Link| {
        // What leads elsewhere is left to the browser.
        let rel = (!url.starts_with('/')).then_some("external");
        view! { <a href=address(place, url) rel=rel>{name.clone()}</a> }
    };
    let above = group.above.as_ref().map(|above| view! { <p class="kicker">{link(above)}</p> });
    let (more, feed) = (group.link.as_ref().map(link), feed(place));
    let more =
        (more.is_some() || feed.is_some()).then(|| view! { <p class="more">{more} " " {feed}</p> });
    let entry = |entry: &ListEntry| {
        let note = (!entry.note.is_empty()).then(|| view! { <p>{entry.note.clone()}</p> });
        view! {
            <li>
                <p class="kicker">{entry.kicker.clone()}</p>
                {sparkline(entry.sparkline.as_ref())}
                <h2>{link(&entry.link)}</h2>
                {note}
            </li>
        }
    };
    let entries = (!group.entries.is_empty()).then(|| {
        view! { <ol class="entries">{group.entries.iter().map(entry).collect_view()}</ol> }
    });
    let posts = group.listing.as_ref().filter(|listing| !listing.posts.is_empty()).map(|listing| {
        let articles = format!("{} ", place.site.words.say(Message::Articles));
        let total = listing.total.map(|total| place.site.words.number(total));
        view! {
            <section class="section" aria-labelledby="articles">
                <h2 id="articles">{articles} <span class="count">{total}</span></h2>
                {cards(place, &listing.posts)}
            </section>
            {listing_pager(place, listing)}
        }
    });
    let title = match &group.listing {
        Some(listing) => numbered(&place.site.words, &group.title, listing),
        None => group.title.clone(),
    };
    view! {
        <header class="page-head">
            {above}
            {picture(place, "portrait", group.picture.as_ref())}
            <h1>{title}</h1>
            <p class="lede">{group.description.clone()}</p>
            {more}
        </header>
        {entries}
        {posts}
    }
}
