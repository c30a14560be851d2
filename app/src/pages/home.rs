//! `/`: what the blog is, the newest posts, and a way to all others.

use leptos::prelude::*;

use super::{NONE_FOUND, articles_found};
use crate::{
    app::Screen,
    components::{cards, filter, rows},
    model::Home,
    routes::Route,
};

/// How many posts are shown in full.
const LATEST: usize = 4;

/// The front page.
pub(crate) fn home(screen: &Screen, home: &Home) -> impl IntoView + use<> {
    let site = &screen.site;
    let latest = &home.recent[..home.recent.len().min(LATEST)];
    let found = (!screen.filter.is_empty()).then(|| screen.found());
    let sentence = articles_found(found.as_ref().map(Vec::len), home.total);
    let listed = found.unwrap_or_else(|| home.recent.clone());
    let none = listed.is_empty().then(|| view! { <p>{NONE_FOUND}</p> });
    view! {
        <header class="masthead">
            <h1>{site.title.clone()}</h1>
            <p class="tagline">{site.tagline.clone()}</p>
            <p class="intro">{site.introduction.clone()}</p>
        </header>
        <section class="section" aria-labelledby="latest">
            <h2 id="latest">"Latest writing"</h2>
            {cards(screen, latest)}
        </section>
        <section class="section" aria-labelledby="all">
            <h2 id="all">"Archive / All posts"</h2>
            <div>
                <p>{sentence}</p>
                {filter(screen, &home.tags, home.total)}
                {none}
                {rows(screen, &listed)}
                <p class="more">
                    <a href=screen.href(&Route::Archive)>"Open the full archive"</a>
                </p>
            </div>
        </section>
    }
}
