//! `/tags/` and `/tags/<tag>/`: what the blog is about.

use leptos::prelude::*;

use super::articles;
use crate::{
    app::site,
    components::Card,
    model::{TagCount, TagIndex, TagPage},
    routes::Route,
};

/// The longest bar of the tally, in strokes.
const TALLY: usize = 40;

/// All tags, each with a stroke for every post.
#[component]
pub(crate) fn TagIndexPage(index: TagIndex) -> impl IntoView {
    let base = site().base_path();
    let most = index
        .tags
        .iter()
        .map(|tag| tag.count)
        .max()
        .unwrap_or(1)
        .max(TALLY);
    view! {
        <header class="page-head">
            <h1>"Tags"</h1>
            <p class="lede">{format!("{} subjects, and how much there is on each.", index.tags.len())}</p>
        </header>
        <ul class="tag-index">
            {index
                .tags
                .into_iter()
                .map(|TagCount { tag, count }| {
                    let name = tag.to_string();
                    let strokes = "|".repeat((count * TALLY).div_ceil(most));
                    let href = base.join(&Route::Tag(tag).path());
                    view! {
                        <li>
                            <a href=href>
                                {name} " " <span class="tally" aria-hidden="true">{strokes}</span> " "
                                <span class="count">{count}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// The posts of one tag.
#[component]
pub(crate) fn TaggedPage(tagged: TagPage) -> impl IntoView {
    let base = site().base_path();
    let count = tagged.posts.len();
    view! {
        <header class="page-head">
            <p class="kicker"><a href=base.join(&Route::Tags.path())>"Tags"</a></p>
            <h1>{tagged.tag.to_string()}</h1>
            <p class="lede">{format!("{} on this subject, newest first.", articles(count))}</p>
        </header>
        <section class="section" aria-labelledby="articles">
            <h2 id="articles">"Articles"</h2>
            <div class="cards">
                {tagged.posts.into_iter().map(|post| view! { <Card post/> }).collect_view()}
            </div>
        </section>
    }
}
