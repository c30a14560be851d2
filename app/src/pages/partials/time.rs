//! Days.

use leptos::prelude::*;

use model::Date;

use crate::state::ViewContext;

/// A date as people read it, and as machines do.
pub(crate) fn time(place: &ViewContext, date: Date) -> impl IntoView + use<> {
    let written = date.in_words(&place.site.words);
    view! { <time datetime=date.to_string()>{written}</time> }
}
