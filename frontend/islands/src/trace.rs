//! Traces that a reader can look closer at: what is known of a span at the pointer or at the place that the
//! arrow keys choose, spans folded away with what they caused, and the moment that other figures point at.
//!
//! Until somebody folds anything the picture is the one that the build drew.

mod data;
mod over;
mod tools;
mod view;

use axes::ScaleKind;
use leptos::prelude::*;
use places::{Mounted, mount};
use web_sys::Element;

use crate::{
    address,
    clock::{Clocks, Shared},
    figure::{self, Explore, PICTURES, hide, show},
};
use data::{Picture, Trace};
use over::Over;
use tools::Tools;
use view::View;

/// Mounts what a trace has over its pictures, in its row of tools and below.
pub(crate) fn mount_all(place: &Element) -> Option<Mounted> {
    let figure = place.closest("figure").ok()??;
    let (name, id) = figure::names(&figure)?;
    let trace = Trace::beside(place, &figure)?;
    let shared = Clocks::of(ScaleKind::Time).map_or_else(Shared::own, |(shared, _)| shared);
    let said = address::read(&id);
    let view = View::new(trace, shared, &said);
    let mut mounted: Vec<Mounted> = Vec::new();
    for (width, selector) in PICTURES {
        let around = figure.query_selector(selector).ok()??;
        let picture = Picture::of(&around, &place.get_attribute(&format!("data-{width}"))?)?;
        let (name, id, place) = (name.clone(), format!("{id}-{width}"), around);
        mounted.push(mount(&place, move || view! { <Over view picture name id /> }));
    }
    let open = RwSignal::new(false);
    if let Some(bar) = figure.query_selector(":scope > [data-tools]").ok().flatten() {
        let name = name.clone();
        mounted.push(mount(&bar, move || view! { <Explore open name /> }));
    }
    mounted.push(mount(place, move || {
        follow(view, &figure);
        figure::remember(move || vec![(id.clone(), view.written())]);
        view! { <Tools view name open /> }
    }));
    if !said.is_empty() {
        show(place);
    }
    Some(Box::new(mounted))
}

/// Has the page show what is shown: the picture that was drawn, or the one over it; in the table the same spans.
fn follow(view: View, figure: &Element) {
    let figure = StoredValue::new_local(figure.clone());
    Effect::new(move || {
        let is_folded = view.is_folded();
        figure.with_value(|figure| {
            let _ = figure.toggle_attribute_with_force("data-explored", is_folded);
        });
    });
    Effect::new(move || {
        let shown = view.shown();
        view.trace.with_value(|trace| {
            for (at, span) in trace.spans.iter().enumerate() {
                hide(&span.row, !shown.contains(&at));
            }
        });
    });
}
