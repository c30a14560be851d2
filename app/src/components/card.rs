//! Posts in a list: as a card, or as one row.

use leptos::prelude::*;

use super::lists::{Meta, TagList, Time};
use crate::{app::site, model::Summary, routes::Route};

/// A post in full: when, title, description, tags.
#[component]
pub(crate) fn Card(post: Summary) -> impl IntoView {
    let Summary {
        slug,
        title,
        description,
        date,
        minutes,
        tags,
    } = post;
    let href = site().base_path().join(&Route::Post(slug).path());
    view! {
        <article class="card">
            <Meta date minutes/>
            <h3><a href=href>{title}</a></h3>
            <p>{description}</p>
            <TagList tags/>
        </article>
    }
}

/// Posts as one row each: when, title, how long.
#[component]
pub(crate) fn Rows(posts: Vec<Summary>) -> impl IntoView {
    let base = site().base_path();
    view! {
        <ul class="rows">
            {posts
                .into_iter()
                .map(|Summary { slug, title, date, minutes, .. }| {
                    let href = base.join(&Route::Post(slug).path());
                    view! {
                        <li>
                            <Time date/>
                            <a href=href>{title}</a>
                            <span class="minutes">{format!("{minutes} min")}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
