//! `/`: what the blog is, the newest posts, and a way to all others.

use leptos::prelude::*;
use model::{Home, routes::Route};

use super::parts::cards;
use crate::{app::Place, components::rows};

/// The front page, down to the list of all posts.
pub(super) fn home(place: &Place, home: &Home) -> impl IntoView + use<> {
    view! {
        <header class="masthead">
            <h1>{place.site.title.clone()}</h1>
            <p class="tagline">{home.tagline.clone()}</p>
            <p class="intro">{home.introduction.clone()}</p>
        </header>
        <section class="section" aria-labelledby="latest">
            <h2 id="latest">"Latest writing"</h2>
            {cards(place, &home.latest)}
        </section>
    }
}

/// What that list shows at first: the posts behind those.
pub(super) fn recent(place: &Place, home: &Home) -> impl IntoView + use<> {
    view! {
        {(!home.recent.is_empty()).then(|| rows(place, &home.recent))}
        <p class="more">
            <a href=place.href(&Route::Archive)>"Open the full archive"</a>
        </p>
    }
}
