//! What stands below every page.

use leptos::prelude::*;
use model::routes::{FEED, Route};

use crate::app::Place;

/// The foot of every page.
pub(crate) fn footer(place: &Place) -> impl IntoView + use<> {
    view! {
        <footer class="site-footer">
            <p>"Set in Markdown, rendered ahead of time."</p>
            <ul>
                <li><a href=place.href(&Route::Archive)>"Archive"</a></li>
                <li><a href=place.href(&Route::Tags)>"Tags"</a></li>
                // No page: the word tells the app to leave it to the browser.
                <li><a href=place.site.base_path().join(FEED) rel="external">"Feed"</a></li>
            </ul>
        </footer>
    }
}
