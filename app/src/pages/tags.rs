//! `/tags/` and `/tags/<tag>/`: what the blog is about.

use leptos::prelude::*;

use super::articles;
use crate::{
    app::Screen,
    components::cards,
    model::{TagCount, TagIndex, TagPage},
    routes::Route,
};

/// The longest bar of the tally, in strokes.
const TALLY: usize = 40;

/// All tags, each with a stroke for every post, or for as many as fit the longest bar.
pub(crate) fn tag_index(screen: &Screen, index: &TagIndex) -> impl IntoView + use<> {
    let most = index.tags.iter().map(|tag| tag.count).max().unwrap_or(1).max(TALLY);
    let item = |TagCount { tag, count }: &TagCount| {
        let strokes = "|".repeat((count * TALLY).div_ceil(most));
        let href = screen.href(&Route::Tag(tag.clone()));
        view! {
            <li>
                <a href=href>
                    {format!("{tag} ")}
                    <span class="tally" aria-hidden="true">{strokes}</span>
                    " "
                    <span class="count">{*count}</span>
                </a>
            </li>
        }
    };
    let subjects = format!("{} subjects, and how much there is on each.", index.tags.len());
    view! {
        <header class="page-head">
            <h1>"Tags"</h1>
            <p class="lede">{subjects}</p>
        </header>
        <ul class="tag-index">{index.tags.iter().map(item).collect_view()}</ul>
    }
}

/// The posts of one tag.
pub(crate) fn tagged(screen: &Screen, tagged: &TagPage) -> impl IntoView + use<> {
    let count = format!("{} on this subject, newest first.", articles(tagged.posts.len()));
    view! {
        <header class="page-head">
            <p class="kicker"><a href=screen.href(&Route::Tags)>"Tags"</a></p>
            <h1>{tagged.tag.to_string()}</h1>
            <p class="lede">{count}</p>
        </header>
        <section class="section" aria-labelledby="articles">
            <h2 id="articles">"Articles"</h2>
            {cards(screen, &tagged.posts)}
        </section>
    }
}
