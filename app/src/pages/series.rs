//! `/series/` and `/series/<id>/`: what is to be read in order.

use leptos::prelude::*;
use model::{SeriesIndex, SeriesPage, routes::Route};
use words::Message;

use super::partials::{entries, feed};
use crate::state::ViewContext;

/// All series.
pub(super) fn series_index(place: &ViewContext, index: &SeriesIndex) -> impl IntoView + use<> {
    view! {
        <header class="page-head">
            <h1>{place.say(Message::Series)}</h1>
            <p class="lede" data-lede>{place.say(Message::AllSeriesAbout)}</p>
        </header>
        {entries(place, &index.series)}
    }
}

/// All parts of a series.
pub(super) fn series(place: &ViewContext, series: &SeriesPage) -> impl IntoView + use<> {
    let all = place.href(&Route::AllSeries);
    view! {
        <header class="page-head">
            // Behind it `read.js` says how many parts were read.
            <p class="kicker" data-parts=""><a href=all>{place.say(Message::Series)}</a></p>
            <h1>{series.title.clone()}</h1>
            <p class="lede" data-lede>{series.description.clone()}</p>
            {feed(place).map(|feed| view! { <p class="more">{feed}</p> })}
        </header>
        {entries(place, &series.parts)}
    }
}
