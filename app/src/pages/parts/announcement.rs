//! What every page announces, in a bar at its lower edge.

use leptos::prelude::*;
use model::Announcement;

/// The bar. It stays for a reader without scripts; `start.js` closes it, and `theme.js` knows that it
/// was closed.
pub(crate) fn announcement(announcement: &Announcement) -> impl IntoView + use<> {
    view! {
        <aside class="announcement" aria-label=ANNOUNCEMENT>
            <div inner_html=announcement.html.clone()></div>
            <button type="button" data-close=announcement.name.clone()>{CLOSE}</button>
        </aside>
    }
}

const ANNOUNCEMENT: &str = "Announcement";
const CLOSE: &str = "Close";
