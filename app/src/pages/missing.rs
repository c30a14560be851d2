//! What a reader sees who followed a link to nowhere.

use leptos::prelude::*;
use model::{Missing, OwnMissing, routes::Route};
use words::Message;

use super::partials::rows_of;
use crate::state::ViewContext;

/// The same in words of the owner's.
pub(super) fn own(own: &OwnMissing) -> impl IntoView + use<> {
    view! {
        <article class="post">
            <header class="page-head">
                <h1>{own.title.clone()}</h1>
            </header>
            <div class="prose" data-prose inner_html=own.html.clone()></div>
        </article>
    }
}

/// Ways on.
pub(super) fn missing(place: &ViewContext, missing: &Missing) -> impl IntoView + use<> {
    view! {
        <header class="page-head">
            <p class="kicker">"404"</p>
            <h1>{place.say(Message::NotFound)}</h1>
            <p class="lede" data-lede>{place.say(Message::NotFoundWhy)}</p>
            <p class="more">
                <a href=place.href(&Route::Home)>{place.say(Message::ToHome)}</a>
                " "
                <a href=place.href(&Route::Archive)>{place.say(Message::ToArchive)}</a>
            </p>
        </header>
        <section class="section" aria-labelledby="latest">
            <h2 id="latest">{place.say(Message::Latest)}</h2>
            {rows_of(place, &missing.latest)}
        </section>
    }
}
