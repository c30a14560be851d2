//! Posts in a list, as one row each.

use leptos::prelude::*;
use model::{Row, routes::Route};

use crate::state::ViewContext;

/// Posts as one row each: when, title, how long.
pub(crate) fn rows(place: &ViewContext, posts: &[Row]) -> impl IntoView + use<> {
    let row = |post: &Row| {
        let href = place.href(&Route::Post(post.slug.clone()));
        view! {
            <li>
                <time datetime=post.date.clone()>{post.when.clone()}</time>
                <a href=href>{post.title.clone()}</a>
                <span class="minutes">{post.length.clone()}</span>
            </li>
        }
    };
    view! { <ul class="rows" data-rows>{posts.iter().map(row).collect_view()}</ul> }
}
