//! What a reader sees who followed a link to nowhere.

use leptos::prelude::*;

use crate::{app::site, components::Rows, model::Missing, routes::Route};

/// Ways on.
#[component]
pub(crate) fn MissingPage(missing: Missing) -> impl IntoView {
    let base = site().base_path();
    view! {
        <header class="page-head">
            <p class="kicker">"404"</p>
            <h1>"Page not found"</h1>
            <p class="lede">"Nothing is published at this address. It may have been mistyped, or moved."</p>
            <p class="more">
                <a href=base.join(&Route::Home.path())>"Go to the front page"</a>
                " "
                <a href=base.join(&Route::Archive.path())>"Look through the archive"</a>
            </p>
        </header>
        <section class="section" aria-labelledby="latest">
            <h2 id="latest">"Latest writing"</h2>
            <Rows posts=missing.latest/>
        </section>
    }
}
