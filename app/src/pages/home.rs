//! `/`: what the blog is, the newest posts, and a way to all others.

use leptos::{either::Either, prelude::*};

use super::articles;
use crate::{
    app::{Screen, site},
    components::{Card, Filter, Rows, matching},
    model::{Home, Summary},
    routes::Route,
};

/// How many posts are shown in full.
const LATEST: usize = 4;

/// The front page.
#[component]
pub(crate) fn HomePage(home: Home) -> impl IntoView {
    let Home {
        recent,
        total,
        tags,
    } = home;
    let screen: Screen = expect_context();
    let site = site();
    let archive = site.base_path().join(&Route::Archive.path());
    let latest = recent
        .iter()
        .take(LATEST)
        .cloned()
        .map(|post| view! { <Card post/> })
        .collect_view();

    let found = move || -> Option<Vec<Summary>> {
        let filter = screen.filter.get();
        (!filter.is_empty()).then(|| matching(&screen.posts.get(), &filter).cloned().collect())
    };
    let sentence = move || match found() {
        Some(posts) => format!("{} of {}.", posts.len(), articles(total)),
        None => format!("{}, newest first.", articles(total)),
    };
    let rows = move || match found() {
        Some(posts) if posts.is_empty() => {
            Either::Left(view! { <p>"No article has all of these tags."</p> })
        }
        Some(posts) => Either::Right(view! { <Rows posts/> }),
        None => Either::Right(view! { <Rows posts=recent.clone()/> }),
    };

    view! {
        <header class="masthead">
            <h1>{site.title.clone()}</h1>
            <p class="tagline">{site.tagline.clone()}</p>
            <p class="intro">{site.introduction.clone()}</p>
        </header>
        <section class="section" aria-labelledby="latest">
            <h2 id="latest">"Latest writing"</h2>
            <div class="cards">{latest}</div>
        </section>
        <section class="section" aria-labelledby="all">
            <h2 id="all">"Archive / All posts"</h2>
            <div>
                <p>{sentence}</p>
                <Filter tags total/>
                {rows}
                <p class="more"><a href=archive>"Open the full archive"</a></p>
            </div>
        </section>
    }
}
