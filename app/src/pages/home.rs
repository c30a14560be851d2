//! `/`: what the blog is, the newest posts, and a way to all others.

use leptos::prelude::*;
use model::{Home, Services, routes::Route};
use words::Message;

use super::partials::{cards, newsletter, rows_of};
use crate::state::ViewContext;

/// The front page, down to the list of all posts.
pub(super) fn home(place: &ViewContext, home: &Home, services: &Services) -> impl IntoView + use<> {
    view! {
        <header class="masthead">
            <h1>{place.site.title.clone()}</h1>
            <p class="tagline">{home.tagline.clone()}</p>
            <p class="intro">{home.introduction.clone()}</p>
        </header>
        {(!home.latest.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="latest">
                <h2 id="latest">{place.say(Message::Latest)}</h2>
                {cards(place, &home.latest)}
            </section>
        })}
        {services.newsletter.as_ref().map(|letter| newsletter(place, letter))}
    }
}

/// What that list shows at first: the posts behind those.
pub(super) fn recent(place: &ViewContext, home: &Home) -> impl IntoView + use<> {
    view! {
        {(!home.recent.is_empty()).then(|| rows_of(place, &home.recent))}
        <p class="more">
            <a href=place.href(&Route::Archive)>{place.say(Message::FullArchive)}</a>
        </p>
    }
}
