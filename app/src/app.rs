//! The app: what surrounds every page, and what in a page changes.

use leptos::prelude::*;
use model::PageBody;
use words::Message;

use crate::{components::post_filter, state::AppState};

/// The body of every page, all but what stands below it. The same function draws it natively, adopts
/// that markup in the browser, and changes it from then on.
///
/// What never changes while a page is shown comes as markup, which was drawn when the site was built
/// (see `pages`): the browser needs no code for it.
pub fn app(state: &AppState) -> impl IntoView + use<> {
    let PageBody { html, finder: offer } = &*state.main;
    let progress = if state.loading { "progress is-loading" } else { "progress" };
    view! {
        <a class="skip-link" href="#content">{state.place.say(Message::Skip)}</a>
        <div class=progress aria-hidden="true"></div>
        <header class="site-header" inner_html=state.header.clone()></header>
        <main id="content" tabindex="-1">
            <div class="page" data-page inner_html=html.clone()></div>
            {offer.as_ref().map(|offer| post_filter(state, offer))}
        </main>
        <p class="visually-hidden" role="status" aria-live="polite">{state.announcement.clone()}</p>
    }
}
