//! Incidents found by service, severity, cause, way of detection and quarter, and what those took that are found.
//!
//! What is chosen stands in the address, and the app turns it as it does with the filter of posts: every
//! value is a link (`data-filters`), and whoever follows one, or goes back, is told of by an event.

use leptos::{ev, prelude::*, task::spawn_local};
use model::{Distribution, IncidentIndex, IndexedIncident, OFFERED_VALUES, is_among};
use places::{Mounted, mount};
use web_sys::Element;

use crate::index::{Asked, fetch, written};

/// The event by which the app tells that the query of the address has changed (`app/src/marks.rs`).
const QUERY: &str = "blog:query";
/// What the page offers in the place of the links, and what it lists while nothing is chosen.
const OFFERED: &str = "[data-offered]";
const ALL: &str = "[data-all]";
/// How many incidents are shown at first, and how many more at a time.
const SCREENFUL: usize = 24;

/// Mounts the filter into a place that names the file of what it finds.
pub(crate) fn mount_all(place: &Element) -> Option<Mounted> {
    let url = place.get_attribute("data-index")?;
    Some(mount(place, move || view! { <Incidents url /> }))
}

/// The filter and what it finds; nothing until the file that `url` names is there.
#[component]
fn Incidents(url: String) -> impl IntoView {
    let index = RwSignal::new(None::<IncidentIndex>);
    let asked = RwSignal::new(Asked::default());
    let look = move || {
        if let Some(now) = index.with(|index| Some(Asked::here(&index.as_ref()?.facets))) {
            asked.set(now);
        }
    };
    spawn_local(async move {
        let read = fetch(url).await;
        // The reader may have left meanwhile, and the signals with the page.
        if index.try_set(read).is_none() {
            look();
        }
    });
    let told = window_event_listener_untyped(QUERY, move |_: ev::Event| look());
    on_cleanup(move || told.remove());
    Effect::new(move |_| {
        let is_there = index.with(Option::is_some);
        hide(OFFERED, is_there);
        hide(ALL, is_there && asked.with(Asked::is_any));
    });
    move || {
        let asked = asked.get();
        index.with(|index| index.as_ref().map(|index| found(index, &asked)))
    }
}

/// Hides a part of the page, or shows it again.
fn hide(selector: &str, is_hidden: bool) {
    if let Ok(Some(part)) = document().query_selector(selector) {
        let _ = part.toggle_attribute_with_force("hidden", is_hidden);
    }
}

/// The filter, how many it finds, and if anything is chosen, these.
fn found(index: &IncidentIndex, asked: &Asked) -> impl IntoView + use<> {
    let has = |incident: &&IndexedIncident| is_among(&incident.values, &asked.chosen, None);
    let found: Vec<&IndexedIncident> = index.incidents.iter().filter(has).collect();
    let words = &index.words;
    let count = words::grouped(&found.len().to_string(), &words.group, &words.group_of_four);
    let sentence = words::fill(&words.found, &[("found", &count)]);
    let sentence = if found.is_empty() { format!("{sentence} {}", words.none) } else { sentence };
    let is_any = asked.is_any();
    let class = if is_any { "" } else { "visually-hidden" };
    view! {
        {filter(index, asked)}
        <p class=class role="status">{sentence}</p>
        {is_any.then(|| view! { {list(index, asked, &found)} {statistics(index, &found)} })}
    }
}

/// A row of links for each facet, each with how many incidents it leads to.
fn filter(index: &IncidentIndex, asked: &Asked) -> impl IntoView + use<> {
    let IncidentIndex { facets, incidents, words, .. } = index;
    let chip = |facet: usize, at: usize| {
        let value = &facets[facet].values[at];
        let is_chosen = asked.chosen[facet].contains(&at);
        let has = |incident: &&IndexedIncident| {
            incident.values[facet].contains(&at)
                && is_among(&incident.values, &asked.chosen, Some(facet))
        };
        let count = incidents.iter().filter(has).count();
        let class = if count == 0 { "chip is-empty" } else { "chip" };
        let shown = words::grouped(&count.to_string(), &words.group, &words.group_of_four);
        let state = is_chosen.then(|| {
            let chosen = format!(" {}", words.chosen);
            view! { <span class="visually-hidden">{chosen}</span> }
        });
        view! {
            <a
                class=class
                href=asked.with(facet, at).address(facets)
                data-chosen=is_chosen.then_some("")
            >
                {format!("{} ", value.name)}
                <span class="count">{shown}</span>
                {state}
            </a>
        }
    };
    let rows = facets.iter().enumerate().map(|(at, facet)| {
        let is_shown = |value: &usize| *value < OFFERED_VALUES || asked.chosen[at].contains(value);
        let chips = (0..facet.values.len()).filter(is_shown).map(|value| chip(at, value));
        view! {
            <div>
                <dt>{facet.name.clone()}</dt>
                <dd class="filter">{chips.collect_view()}</dd>
            </div>
        }
    });
    let none = Asked { chosen: vec![Vec::new(); facets.len()], screens: 1 };
    let all = asked.is_any().then(|| {
        view! { <p class="more"><a href=none.address(facets)>{words.all.clone()}</a></p> }
    });
    view! {
        <nav class="facets" data-filters aria-label=words.filter.clone()>
            <dl>{rows.collect_view()}</dl>
            {all}
        </nav>
    }
}

/// The newest of those that are found, and the way to more.
fn list(index: &IncidentIndex, asked: &Asked, found: &[&IndexedIncident]) -> impl IntoView + use<> {
    let shown = asked.screens * SCREENFUL;
    let entry = |incident: &&IndexedIncident| {
        let IndexedIncident { facts, title, url, note, .. } = (*incident).clone();
        let note = (!note.is_empty()).then(|| view! { <p>{note}</p> });
        view! {
            <li>
                <p class="kicker">{facts}</p>
                <h2><a href=url>{title}</a></h2>
                {note}
            </li>
        }
    };
    let left = found.len().saturating_sub(shown);
    let more = (left > 0).then(|| {
        let next = Asked { chosen: asked.chosen.clone(), screens: asked.screens + 1 };
        let (words, left) = (&index.words, left.to_string());
        let left = words::grouped(&left, &words.group, &words.group_of_four);
        view! {
            <p class="more" data-filters>
                <a href=next.address(&index.facets)>{words::fill(&words.more, &[("left", &left)])}</a>
            </p>
        }
    });
    let entries = found.iter().take(shown).map(entry).collect_view();
    (!found.is_empty()).then(|| view! { <ol class="entries" data-list>{entries}</ol> {more} })
}

/// How long things took in those that are found.
fn statistics(index: &IncidentIndex, found: &[&IndexedIncident]) -> impl IntoView + use<> {
    let IncidentIndex { lapses, units, words, .. } = index;
    let row = |(at, lapse): (usize, &String)| {
        let known = found.iter().filter_map(|incident| incident.seconds.get(at).copied());
        let told = Distribution::of(known.filter(|seconds| *seconds >= 0).collect())?;
        let Distribution { count, median, ninetieth, longest } = told;
        let count = words::grouped(&count.to_string(), &words.group, &words.group_of_four);
        let lengths = [median, ninetieth, longest].map(|seconds| written(seconds, units));
        let cells = [count].into_iter().chain(lengths);
        let cells = cells.map(|cell| view! { <td class="align-right">{cell}</td> });
        Some(view! { <tr><td>{lapse.clone()}</td> {cells.collect_view()}</tr> })
    };
    let rows: Vec<_> = lapses.iter().enumerate().filter_map(row).collect();
    let heads = words.table.iter().enumerate().map(|(at, head)| {
        let class = if at == 0 { "" } else { "align-right" };
        view! { <th scope="col" class=class>{head.clone()}</th> }
    });
    let title = words.statistics.clone();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="found">
                <h2 id="found">{title}</h2>
                <div>
                    <div class="table-wrap" data-scrolls>
                        <table>
                            <thead>
                                <tr>{heads.collect_view()}</tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </div>
            </section>
        }
    })
}
