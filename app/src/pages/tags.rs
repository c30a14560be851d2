//! `/tags/`, `/tags/<tag>/` and its numbered pages: what the blog is about.

use leptos::prelude::*;
use model::{TagCount, TagIndex, TagPage, routes::Route};
use words::Message;

use super::{
    common::{numbered, places},
    partials::{cards, feed, listing_pager},
};
use crate::state::ViewContext;

/// The longest bar of the tally, in strokes.
const TALLY: usize = 40;

/// All tags, each with a stroke for every post, or for as many as fit the longest bar.
pub(super) fn tag_index(place: &ViewContext, index: &TagIndex) -> impl IntoView + use<> {
    let most = index.tags.iter().map(|tag| tag.count).max().unwrap_or(1).max(TALLY);
    let item = |TagCount { tag, count }: &TagCount| {
        let strokes = "|".repeat((count * TALLY).div_ceil(most));
        let href = place.href(&Route::Tag(tag.clone()));
        view! {
            <li>
                <a href=href>
                    {format!("{tag} ")}
                    <span class="tally" aria-hidden="true">{strokes}</span>
                    " "
                    <span class="count">{place.site.words.number(*count)}</span>
                </a>
            </li>
        }
    };
    let subjects = place.site.words.count(Message::TagsCount, index.tags.len(), &[]);
    view! {
        <header class="page-head">
            <h1>{place.say(Message::Tags)}</h1>
            <p class="lede" data-lede>{subjects}</p>
        </header>
        <ul class="tag-index" data-list>{index.tags.iter().map(item).collect_view()}</ul>
    }
}

/// One page of the posts of a tag.
pub(super) fn tagged(place: &ViewContext, tagged: &TagPage) -> impl IntoView + use<> {
    let TagPage { tag, listing } = tagged;
    let words = &place.site.words;
    let lede = match listing.total {
        Some(total) => words.count(Message::TagCount, total, &[]),
        None => places(words, Message::TagPlaces, listing, &[]),
    };
    let list = (listing.number > 0).then(|| {
        view! { " " <a href=place.href(&Route::Tag(tag.clone()))>{tag.to_string()}</a> }
    });
    view! {
        <header class="page-head">
            <p class="kicker"><a href=place.href(&Route::Tags)>{place.say(Message::Tags)}</a> {list}</p>
            <h1>{numbered(words, tag.as_str(), listing)}</h1>
            <p class="lede" data-lede>{lede}</p>
            {feed(place).map(|feed| view! { <p class="more">{feed}</p> })}
        </header>
        <section class="section" aria-labelledby="articles">
            <h2 id="articles">{place.say(Message::Articles)}</h2>
            {cards(place, &listing.posts)}
        </section>
        {listing_pager(place, listing)}
    }
}
