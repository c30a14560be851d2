//! `/incidents/` and its numbered pages, and what stands above the account of an incident.

use leptos::prelude::*;
use model::{
    Facet, FacetValue, Incident, IncidentList, Lapse, OFFERED_VALUES, Stage, duration,
    routes::Route,
};
use words::Message;

use super::{
    common::numbered,
    partials::{entries, feed, listing_pager},
};
use crate::state::ViewContext;

/// One page of the incidents, and on the first what they have in common.
pub(super) fn incidents(place: &ViewContext, page: &IncidentList) -> impl IntoView + use<> {
    let IncidentList { listing, entries: list, facets: offered, statistics } = page;
    let words = &place.site.words;
    let above = (listing.number > 0).then(|| {
        let list = place.say(Message::Incidents);
        view! { <p class="kicker"><a href=place.href(&Route::Incidents)>{list}</a></p> }
    });
    let lede = listing.total.map(|total| {
        view! { <p class="lede" data-lede>{words.count(Message::IncidentCount, total, &[])}</p> }
    });
    let statistics = (!statistics.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="statistics">
                <h2 id="statistics">{place.say(Message::Statistics)}</h2>
                <div class="prose" data-prose inner_html=statistics.clone()></div>
            </section>
        }
    });
    view! {
        <header class="page-head">
            {above}
            <h1>{numbered(words, words.say(Message::Incidents), listing)}</h1>
            {lede}
            {feed(place).map(|feed| view! { <p class="more">{feed}</p> })}
        </header>
        {facets(place, offered)}
        <div data-all>
            {entries(place, list)}
            {listing_pager(place, listing)}
            {statistics}
        </div>
    }
}

/// What incidents can be found by, and how many there are of each: as text, in the place of which the
/// island has links to filter by. The rest, which is marked too, makes room for what they find.
fn facets(place: &ViewContext, facets: &[Facet]) -> Option<impl IntoView + use<>> {
    let words = &place.site.words;
    let chip = |value: &FacetValue| {
        let count = words.number(value.count);
        view! { <span class="chip">{format!("{} ", value.name)} <span class="count">{count}</span></span> }
    };
    let facet = |facet: &Facet| {
        let values = facet.values.iter().take(OFFERED_VALUES).map(chip).collect_view();
        view! { <div><dt>{facet.name.clone()}</dt><dd class="filter">{values}</dd></div> }
    };
    let index = place.site.base_path().join(&place.site.routes.incident_index_path());
    (!facets.is_empty()).then(|| {
        view! {
            <dl class="facets" data-offered>{facets.iter().map(facet).collect_view()}</dl>
            <div data-island="incidents" data-index=index></div>
        }
    })
}

/// What is to be known of an incident before anything else.
pub(super) fn glance(place: &ViewContext, incident: &Incident) -> impl IntoView + use<> {
    let Incident { severity, services, times, detection, .. } = incident;
    let words = &place.site.words;
    let fact = |name: Message, value: AnyView| {
        view! { <div><dt>{words.say(name).to_owned()}</dt><dd>{value}</dd></div> }
    };
    let started = times.of(Stage::Started).map(|at| {
        let (shown, stamp) = (at.day.in_words(words), at.stamp.clone());
        let clock = at.clock.clone();
        let time = view! { <time datetime=stamp>{shown} " " <small>{clock}</small></time> };
        fact(Message::MarkStarted, time.into_any())
    });
    let lapse = |lapse: Lapse| {
        let (seconds, since) = times.lapse(lapse)?;
        let shown = duration::in_words(seconds as f64, words);
        let (machine, since) = (duration::machine(seconds as f64), words.say(since).to_owned());
        let time = view! { <time datetime=machine>{shown}</time> " " <small>{since}</small> };
        Some(fact(lapse.message(), time.into_any()))
    };
    let noticed = detection.map(|by| fact(Message::DetectedBy, place.say(by.message()).into_any()));
    view! {
        <section class="timeline" aria-label=place.say(Message::AtAGlance)>
            <dl>
                {fact(Message::Severity, severity.clone().into_any())}
                {fact(Message::Services, words.list(services).into_any())}
                {started}
                {noticed}
                {Lapse::ALL.into_iter().filter_map(lapse).collect_view()}
            </dl>
        </section>
    }
}
