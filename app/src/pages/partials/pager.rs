//! The ways to what is older and newer.

use leptos::prelude::*;
use model::{Listing, routes::Route};
use words::Message;

use crate::state::ViewContext;

/// Ways to what is older and newer, each with its address and what is found there.
pub(crate) fn pager(
    place: &ViewContext,
    label: Message,
    older: Option<(String, String)>,
    newer: Option<(String, String)>,
) -> impl IntoView + use<> {
    let link = |class: &'static str, rel: &'static str, name: Message, to: (String, String)| {
        let (name, (href, title)) = (place.say(name), to);
        view! { <a class=class rel=rel href=href><span>{name}</span> {format!(" {title}")}</a> }
    };
    let older = older.map(|to| link("pager-older", "prev", Message::Older, to));
    let newer = newer.map(|to| link("pager-newer", "next", Message::Newer, to));
    let links: Vec<_> = older.into_iter().chain(newer).collect();
    let label = place.say(label);
    (!links.is_empty()).then(|| view! { <nav class="pager" aria-label=label>{links}</nav> })
}

/// The ways from one page of a list to the pages beside it.
pub(crate) fn listing_pager(place: &ViewContext, listing: &Listing) -> impl IntoView + use<> {
    let list = place.route.as_ref().map_or(&Route::Archive, |route| route.list().0);
    let way = |number: u32| {
        let name = match number {
            0 => place.say(Message::NewestArticles),
            number => {
                let words = &place.site.words;
                words.fill(Message::Page, &[("number", &words.number(number as usize))])
            }
        };
        (place.href(&list.numbered(number)), name)
    };
    pager(place, Message::Pages, listing.older.map(way), listing.newer.map(way))
}
