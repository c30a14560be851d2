//! The way to the feed of what a page lists.

use leptos::prelude::*;
use words::Message;

use crate::state::ViewContext;

/// The feed of a list, on the first of its pages; nothing where it has none to itself.
pub(crate) fn feed(place: &ViewContext) -> Option<impl IntoView + use<>> {
    let path = place.site.routes.feed_path(place.route.as_ref()?)?;
    let href = place.site.base_path().join(&path);
    Some(view! { <a href=href rel="external">{place.say(Message::Follow)}</a> })
}
