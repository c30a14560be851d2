//! `/`: what the blog is, the newest posts, and a way to all others.

use leptos::prelude::*;

use super::{NONE_FOUND, articles_found};
use crate::{
    app::Screen,
    components::{cards, filter, more_found, rows},
    model::Home,
    routes::Route,
};

/// The front page.
pub(crate) fn home(screen: &Screen, home: &Home) -> impl IntoView + use<> {
    let found = screen.found.as_deref();
    let sentence = articles_found(found, home.filter.total);
    let listed = found.map_or(&home.recent, |found| &found.posts);
    let none = listed.is_empty().then(|| view! { <p>{NONE_FOUND}</p> });
    view! {
        <header class="masthead">
            <h1>{screen.site.title.clone()}</h1>
            <p class="tagline">{home.tagline.clone()}</p>
            <p class="intro">{home.introduction.clone()}</p>
        </header>
        <section class="section" aria-labelledby="latest">
            <h2 id="latest">"Latest writing"</h2>
            {cards(screen, &home.latest)}
        </section>
        <section class="section" aria-labelledby="all">
            <h2 id="all">"Archive / All posts"</h2>
            <div>
                <p>{sentence}</p>
                {filter(screen, &home.filter)}
                {none}
                {rows(screen, listed)}
                {more_found(screen)}
                <p class="more">
                    <a href=screen.href(&Route::Archive)>"Open the full archive"</a>
                </p>
            </div>
        </section>
    }
}
