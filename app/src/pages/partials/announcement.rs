//! What every page announces, in a bar at its lower edge.

use leptos::prelude::*;
use model::Announcement;
use words::Message;

use crate::state::ViewContext;

/// The bar. It stays for a reader without scripts; `start.js` closes it, and `theme.js` knows that it
/// was closed.
pub(crate) fn announcement(
    place: &ViewContext,
    announcement: &Announcement,
) -> impl IntoView + use<> {
    view! {
        <aside class="announcement" aria-label=place.say(Message::Announcement)>
            <div inner_html=announcement.html.clone()></div>
            <button type="button" data-close=announcement.name.clone()>{place.say(Message::Close)}</button>
        </aside>
    }
}
