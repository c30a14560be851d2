//! The short lines that say when, how long and about what.

use leptos::prelude::*;

use crate::{
    app::Place,
    components::time,
    model::{Byline, Date, Tag},
    routes::Route,
};

/// What the line above or below a title says.
pub(crate) struct Meta<'a> {
    pub(crate) date: Date,
    pub(crate) minutes: u16,
    pub(crate) authors: &'a [Byline],
    pub(crate) updated: Option<Date>,
    pub(crate) canonical: Option<&'a str>,
}

/// The line above or below a title: when, how long, by whom.
pub(crate) fn meta(place: &Place, meta: &Meta<'_>) -> impl IntoView + use<> {
    // Without an address, and so no link, where there is no page of the author.
    let author = |author: &Byline| {
        let href = author.id.as_ref().map(|id| place.href(&Route::Author(id.clone())));
        let rel = href.is_some().then_some("author");
        view! { <li><a href=href rel=rel>{author.name.clone()}</a></li> }
    };
    let authors = meta.authors.iter().map(author).collect_view();
    let elsewhere = meta.canonical.map(|url| {
        let host = url.split('/').nth(2).unwrap_or(url).to_owned();
        view! { <li>"First published at " <a href=url.to_owned() rel="external">{host}</a></li> }
    });
    let updated = meta.updated.map(|date| view! { <li>"Updated " {time(date)}</li> });
    view! {
        <ul class="meta">
            <li>{time(meta.date)}</li>
            <li>{format!("{} min read", meta.minutes)}</li>
            {authors}
            {updated}
            {elsewhere}
        </ul>
    }
}

/// The tags of a post, each a link to its page.
pub(crate) fn tag_list(place: &Place, tags: &[Tag]) -> impl IntoView + use<> {
    let item = |tag: &Tag| {
        let href = place.href(&Route::Tag(tag.clone()));
        view! { <li><a class="tag" href=href>{tag.to_string()}</a></li> }
    };
    let items = tags.iter().map(item).collect_view();
    (!tags.is_empty()).then(|| view! { <ul class="tags" aria-label="Tags">{items}</ul> })
}
