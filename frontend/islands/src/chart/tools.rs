//! What stands below a chart that is looked at closer: buttons for all that gestures and keys do, too.

use axes::{ScaleKind, plain};
use leptos::{ev, prelude::*};

use super::{Kind, View};
use crate::{
    moment,
    said::{Readers, fill, say},
};

/// How much closer a step is.
pub(super) const STEP: f64 = 0.5;

/// The tools, and what is said of the part that is shown.
#[component]
pub(super) fn Tools(view: View, name: String, open: RwSignal<bool>) -> impl IntoView {
    let shown = move || said(view);
    view! {
        <p class="chart-shown" class:visually-hidden=move || !open.get() role="status">
            {shown}
        </p>
        {move || open.get().then(|| view! { <Buttons view name=name.clone() /> })}
    }
}

#[component]
fn Buttons(view: View, name: String) -> impl IntoView {
    super::file::fetch(view);
    let (has_legend, has_scales) =
        view.chart.with_value(|chart| (chart.has_legend(), chart.has_scales()));
    let whole = move || view.range().is_none();
    view! {
        <div class="chart-tools" role="group" aria-label=name>
            <button type="button" aria-label=say("zoomOut") disabled=whole
                on:click=move |_| view.zoom(1.0 / STEP, 0.5)>
                "\u{2212}"
            </button>
            <button type="button" aria-label=say("zoomIn") on:click=move |_| view.zoom(STEP, 0.5)>
                "+"
            </button>
            <button type="button" disabled=whole on:click=move |_| view.shared.range.set(None)>
                {say("wholeRange")}
            </button>
            {has_scales.then(|| view! { <LogScale view /> })}
        </div>
        {has_legend.then(|| view! { <Legend view /> })}
        <p class="chart-keys">{say("exploreKeys")}</p>
    }
}

/// The switch between both scales, or why there is only one.
#[component]
fn LogScale(view: View) -> impl IntoView {
    let is_refused =
        move || view.is_here.get() && !view.chart.with_value(|chart| chart.is_positive());
    view! {
        <button
            type="button"
            disabled=is_refused
            aria-pressed=move || view.is_log.get().to_string()
            on:click=move |_| view.is_log.update(|is_log| *is_log = !*is_log)
        >
            {say("logScale")}
        </button>
        {move || is_refused().then(|| view! { <small>{say("noLogScale")}</small> })}
    }
}

/// The series, each of which can be hidden as long as another is shown.
#[component]
fn Legend(view: View) -> impl IntoView {
    let names: Vec<String> = view
        .chart
        .with_value(|chart| chart.series.iter().map(|series| series.name.clone()).collect());
    let is_of_one = view.chart.with_value(|chart| chart.kind == Kind::Percentiles);
    let count = names.len();
    let buttons = names.into_iter().enumerate().map(|(at, name)| {
        let is_hidden = move || view.hidden.with(|hidden| hidden.contains(&at));
        let is_last = move || !is_hidden() && view.hidden.with(Vec::len) + 1 == count;
        let switch = move |_: ev::MouseEvent| {
            let mut hidden = view.hidden.get_untracked();
            match hidden.iter().position(|known| *known > at) {
                _ if hidden.contains(&at) => hidden.retain(|known| *known != at),
                Some(next) => hidden.insert(next, at),
                None => hidden.push(at),
            }
            view.hide(hidden);
        };
        let look = if is_of_one { 1 } else { at + 1 };
        view! {
            <button type="button" aria-pressed=move || (!is_hidden()).to_string() disabled=is_last
                on:click=switch>
                <span class=format!("series-{look}") aria-hidden="true"></span>
                {name}
            </button>
        }
    });
    view! {
        <div class="chart-tools" role="group" aria-label=say("chartSeries")>
            {buttons.collect_view()}
        </div>
    }
}

/// Which part is shown, in words.
fn said(view: View) -> String {
    if !view.is_here.get() {
        return String::new();
    }
    let Some((from, to)) = view.range() else { return String::new() };
    let (kind, rows, all) = view.chart.with_value(|chart| {
        let rows = chart.within(view.x(chart.wide)).len();
        (chart.wide.x.kind, rows, chart.at.len())
    });
    let written = |value: f64| match kind {
        ScaleKind::Time | ScaleKind::Clock => moment::written(value, kind),
        _ => plain(value, &Readers),
    };
    let range = fill("chartRange", &[("from", &written(from)), ("to", &written(to))]);
    let rows = fill("rowsOf", &[("shown", &Readers::count(rows)), ("all", &Readers::count(all))]);
    format!("{range}. {rows}")
}
