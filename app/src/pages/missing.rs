//! What a reader sees who followed a link to nowhere.

use leptos::prelude::*;
use model::{Missing, routes::Route};

use crate::{app::Place, components::rows};

/// Ways on.
pub(super) fn missing(place: &Place, missing: &Missing) -> impl IntoView + use<> {
    view! {
        <header class="page-head">
            <p class="kicker">"404"</p>
            <h1>"Page not found"</h1>
            <p class="lede">
                "Nothing is published at this address. It may have been mistyped, or moved."
            </p>
            <p class="more">
                <a href=place.href(&Route::Home)>"Go to the front page"</a>
                " "
                <a href=place.href(&Route::Archive)>"Look through the archive"</a>
            </p>
        </header>
        <section class="section" aria-labelledby="latest">
            <h2 id="latest">"Latest writing"</h2>
            {rows(place, &missing.latest)}
        </section>
    }
}
