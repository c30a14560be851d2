//! Flame graphs that a reader can look closer at: a call and what it made as wide as the picture, the functions
//! of a name, and the values of a call at the pointer or at the place that the arrow keys choose.
//!
//! Until somebody looks closer the picture is the one that the build drew.

mod draw;
mod over;
mod tools;
mod view;

use axes::stacks::Stacks;
use leptos::prelude::*;
use places::{Mounted, mount};
use web_sys::Element;

use crate::{
    address,
    figure::{self, Explore, PICTURES, hide, show},
    page,
};
use draw::Frame;
use over::Over;
use tools::Tools;
use view::View;

/// Mounts what a flame graph has over its pictures, in its row of tools and below.
pub(crate) fn mount_all(place: &Element) -> Option<Mounted> {
    let figure = place.closest("figure").ok()??;
    let (name, id) = figure::names(&figure)?;
    let root = page::texts(&figure, "[data-wide] [data-drawn] > text").into_iter().next()?;
    let stacks = match place.get_attribute("data-calls") {
        Some(calls) => {
            let titles = page::texts(&figure, "[data-wide] [data-drawn] title").into_iter();
            // Behind the name stands its share.
            let name = |title: String| Some(title.rsplit_once(": ")?.0.to_owned());
            Some(Stacks::read(&calls, titles.filter_map(name))?.below(root.clone()))
        }
        None => None,
    };
    let file = place.get_attribute("data-file");
    let head = page::texts(&figure, "thead th");
    let unit = place.get_attribute("data-unit").unwrap_or_default();
    let said = address::read(&id);
    let view = View::new(stacks, (file, root), (head, unit), &said)?;
    let mut mounted: Vec<Mounted> = Vec::new();
    for (_, picture) in PICTURES {
        let picture = figure.query_selector(picture).ok()??;
        let frame = Frame::of(&picture)?;
        let name = name.clone();
        let place = picture.clone();
        mounted.push(mount(&place, move || view! { <Over view frame picture name /> }));
    }
    let open = RwSignal::new(view.is_sought());
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
        view.fetch();
        show(place);
    }
    Some(Box::new(mounted))
}

/// Has the page show what is shown: the picture that was drawn, or the one over it; in the table the functions
/// of the same calls.
fn follow(view: View, figure: &Element) {
    let rows = page::all(figure, "tbody tr").into_iter().map(|row| {
        let cells = page::all(&row, "th, td");
        let built = page::texts(&row, "th, td");
        (row, cells, built)
    });
    let rows = StoredValue::new_local(rows.collect::<Vec<_>>());
    let figure = StoredValue::new_local(figure.clone());
    Effect::new(move || {
        let is_explored = !view.is_as_built();
        figure.with_value(|figure| {
            let _ = figure.toggle_attribute_with_force("data-explored", is_explored);
        });
    });
    Effect::new(move |before: Option<bool>| {
        let is_zoomed = view.zoomed() > 0;
        if !is_zoomed && before != Some(true) {
            return false;
        }
        let functions = view.functions();
        rows.with_value(|rows| {
            for (nth, (row, cells, built)) in rows.iter().enumerate() {
                let texts = match is_zoomed {
                    true => functions.get(nth),
                    false => Some(built),
                };
                hide(row, texts.is_none());
                for (cell, text) in cells.iter().zip(texts.into_iter().flatten()) {
                    cell.set_text_content(Some(text));
                }
            }
        });
        is_zoomed
    });
}
