//! Posts in a list, as one row each.

use leptos::prelude::*;
use model::{Summary, routes::Route};

use super::time;
use crate::app::Place;

/// Posts as one row each: when, title, how long.
pub(crate) fn rows(place: &Place, posts: &[Summary]) -> impl IntoView + use<> {
    let row = |post: &Summary| {
        let href = place.href(&Route::Post(post.slug.clone()));
        view! {
            <li>
                {time(place, post.date)}
                <a href=href>{post.title.clone()}</a>
                <span class="minutes">{format!("{} min", post.minutes)}</span>
            </li>
        }
    };
    view! { <ul class="rows">{posts.iter().map(row).collect_view()}</ul> }
}
