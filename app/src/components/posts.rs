//! Posts in a list: as cards, or as rows.

use leptos::prelude::*;

use super::lists::{Meta, meta, tag_list, time};
use crate::{app::Screen, model::Summary, routes::Route};

/// Posts in full: when, title, description, tags.
pub(crate) fn cards(screen: &Screen, posts: &[Summary]) -> impl IntoView + use<> {
    let card = |post: &Summary| {
        let href = screen.href(&Route::Post(post.slug.clone()));
        let when = Meta {
            date: post.date,
            minutes: post.minutes,
            authors: &[],
            updated: None,
            canonical: None,
        };
        view! {
            <article class="card">
                {meta(screen, &when)}
                <h3><a href=href>{post.title.clone()}</a></h3>
                <p>{post.description.clone()}</p>
                {tag_list(screen, &post.tags)}
            </article>
        }
    };
    view! { <div class="cards">{posts.iter().map(card).collect_view()}</div> }
}

/// Posts as one row each: when, title, how long.
pub(crate) fn rows(screen: &Screen, posts: &[Summary]) -> impl IntoView + use<> {
    let row = |post: &Summary| {
        let href = screen.href(&Route::Post(post.slug.clone()));
        view! {
            <li>
                {time(post.date)}
                <a href=href>{post.title.clone()}</a>
                <span class="minutes">{format!("{} min", post.minutes)}</span>
            </li>
        }
    };
    view! { <ul class="rows">{posts.iter().map(row).collect_view()}</ul> }
}
