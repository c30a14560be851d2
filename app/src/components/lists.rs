//! The short lines that say when, how long and about what.

use leptos::prelude::*;

use crate::{
    app::site,
    model::{Date, Tag},
    routes::Route,
};

/// A date that people and machines read alike.
#[component]
pub(crate) fn Time(date: Date) -> impl IntoView {
    view! { <time datetime=date.to_string()>{date.to_string()}</time> }
}

/// The line above or below a title: when, how long, by whom.
#[component]
pub(crate) fn Meta(
    date: Date,
    minutes: u16,
    #[prop(optional)] authors: Vec<String>,
    #[prop(optional_no_strip)] updated: Option<Date>,
) -> impl IntoView {
    let authors = (!authors.is_empty()).then(|| view! { <li>"By " {authors.join(", ")}</li> });
    let updated = updated.map(|date| view! { <li>"Updated " <Time date/></li> });
    view! {
        <ul class="meta">
            <li><Time date/></li>
            <li>{format!("{minutes} min read")}</li>
            {authors}
            {updated}
        </ul>
    }
}

/// The tags of a post, each a link to its page.
#[component]
pub(crate) fn TagList(tags: Vec<Tag>) -> impl IntoView {
    let base = site().base_path();
    (!tags.is_empty()).then(|| {
        view! {
            <ul class="tags" aria-label="Tags">
                {tags
                    .into_iter()
                    .map(|tag| {
                        let name = tag.to_string();
                        let href = base.join(&Route::Tag(tag).path());
                        view! { <li><a class="tag" href=href>{name}</a></li> }
                    })
                    .collect_view()}
            </ul>
        }
    })
}
