//! Posts in a list, in full.

use leptos::prelude::*;
use model::{Summary, routes::Route};

use super::{
    lists::{Meta, meta, tag_list},
    sparkline::sparkline,
};
use crate::state::ViewContext;

/// Posts in full: when, what they look like from far away, title, description, tags.
pub(crate) fn cards(place: &ViewContext, posts: &[Summary]) -> impl IntoView + use<> {
    let card = |post: &Summary| {
        let href = place.href(&Route::Post(post.slug.clone()));
        let when = Meta {
            date: post.date,
            minutes: post.minutes,
            authors: &[],
            updated: None,
            revisions: None,
            corrected: None,
            canonical: None,
        };
        view! {
            <article class="card">
                {meta(place, &when)}
                {sparkline(post.sparkline.as_ref())}
                <h3><a href=href>{post.title.clone()}</a></h3>
                <p>{post.description.clone()}</p>
                {tag_list(place, &post.tags)}
            </article>
        }
    };
    view! { <div class="cards" data-list>{posts.iter().map(card).collect_view()}</div> }
}
