//! Posts in a list, as one row each.

use leptos::prelude::*;
use model::{PostRow, routes::Route};

use crate::state::ViewContext;

/// Posts as one row each: when, title, how long, and what else is shown of each, by its place in the list.
pub(crate) fn rows<V: IntoView + 'static>(
    place: &ViewContext,
    posts: &[PostRow],
    mark: &dyn Fn(usize) -> V,
) -> impl IntoView + use<V> {
    let row = |(at, post): (usize, &PostRow)| {
        let href = place.href(&Route::Post(post.slug.clone()));
        view! {
            <li>
                <time datetime=post.date.clone()>{post.when.clone()}</time>
                <a href=href>{post.title.clone()}</a>
                <span class="minutes">{post.length.clone()}</span>
                {mark(at)}
            </li>
        }
    };
    view! { <ul class="rows" data-rows>{posts.iter().enumerate().map(row).collect_view()}</ul> }
}
