//! Timelines and logs that tell of the same time as other figures: what a reader points at in one is marked in
//! all, and what lies outside of the part that is looked at is faint.

use axes::ScaleKind;
use leptos::prelude::*;
use places::{Mounted, mount};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::{
    clock::{Clocks, Shared},
    listen::{Listener, listen},
    moment, page,
};

/// What tells of moments, one after the other.
const TOLD: &str = "[data-moments] > ol > li";

/// What happened when: the element that tells of it.
type Told = (f64, Element);

/// Links a figure that tells of moments with the others of its time, if there are any.
pub(crate) fn link(figure: &Element) -> Option<Mounted> {
    let (told, has_day) = moments(figure)?;
    let kind = if has_day { ScaleKind::Time } else { ScaleKind::Clock };
    if is_alone(figure, has_day) {
        return None;
    }
    let (shared, _) = Clocks::of(kind)?;
    let figure = figure.clone();
    // There is nothing to see of it but what it marks.
    let place = document().create_element("span").ok()?;
    Some(mount(&place, move || {
        mark(told.clone(), shared);
        // As long as this is mounted.
        StoredValue::new_local(point(&figure, told, shared));
    }))
}

/// The moments that a figure tells of, and whether they have a day.
fn moments(figure: &Element) -> Option<(Vec<Told>, bool)> {
    let read = |element: Element| {
        let time = element.query_selector("time[datetime]").ok()??;
        let (at, has_day) = moment::read(&time.get_attribute("datetime")?)?;
        Some((at, has_day, element))
    };
    let told: Vec<_> = page::all(figure, TOLD).into_iter().filter_map(read).collect();
    let has_day = told.first()?.1;
    let told = told.into_iter().filter(|(_, day, _)| *day == has_day);
    Some((told.map(|(at, _, element)| (at, element)).collect(), has_day))
}

/// Whether no other figure of the page tells of the same time.
fn is_alone(figure: &Element, has_day: bool) -> bool {
    let Some(body) = document().body() else { return true };
    let axis = if has_day { "[data-x='time']" } else { "[data-x='clock']" };
    let others = page::all(&body, "[data-moments]").into_iter();
    let mut others = others.filter(|other| other != figure).filter_map(|other| moments(&other));
    page::all(&body, axis).is_empty() && !others.any(|(_, day)| day == has_day)
}

/// Marks what is the last at or before the moment that somebody points at, and what lies outside of the part
/// that is looked at.
fn mark(told: Vec<Told>, shared: Shared) {
    let told = StoredValue::new_local(told);
    let set = |element: &Element, name: &str, is_set: bool| {
        let _ = element.toggle_attribute_with_force(name, is_set);
    };
    let now = Memo::new(move |_| {
        let at = shared.cursor.get()?;
        told.with_value(|told| {
            let last = told.last().is_some_and(|(last, _)| at <= *last + 1.0);
            told.iter().rposition(|(moment, _)| *moment <= at).filter(|_| last)
        })
    });
    Effect::new(move || {
        let now = now.get();
        told.with_value(|told| {
            for (nth, (_, element)) in told.iter().enumerate() {
                set(element, "data-now", now == Some(nth));
            }
        });
    });
    Effect::new(move || {
        let range = shared.range.get();
        told.with_value(|told| {
            for (at, element) in told {
                let is_outside = range.is_some_and(|(from, to)| *at < from || to < *at);
                set(element, "data-outside", is_outside);
            }
        });
    });
}

/// Has the pointer and the focus point at moments. Those that nothing in them takes the focus of are reached
/// like the parts of one list: the first by the tabulator, the others by arrow keys.
fn point(figure: &Element, told: Vec<Told>, shared: Shared) -> [Listener; 5] {
    let focusable = |element: &Element| element.unchecked_ref::<HtmlElement>().clone();
    let is_list = figure.matches("[data-moments=list]").unwrap_or_default();
    if is_list {
        for (nth, (_, element)) in told.iter().enumerate() {
            focusable(element).set_tab_index(if nth == 0 { 0 } else { -1 });
        }
    }
    let at = move |event: &Event, told: &[Told]| {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        told.iter().position(|(_, element)| element.contains(Some(&target)))
    };
    let of = told.clone();
    let enter = move |event: Event| {
        if let Some(nth) = at(&event, &of) {
            shared.cursor.set(Some(of[nth].0));
        }
    };
    let leave = move |_: Event| shared.cursor.set(None);
    let press = move |event: Event| {
        let key = event.unchecked_ref::<KeyboardEvent>().key();
        let Some(nth) = at(&event, &told).filter(|_| is_list) else { return };
        let next = match &*key {
            "ArrowDown" => nth + 1,
            "ArrowUp" => nth.wrapping_sub(1),
            "Home" => 0,
            "End" => told.len() - 1,
            _ => return,
        };
        if let Some((_, element)) = told.get(next) {
            event.prevent_default();
            focusable(&told[nth].1).set_tab_index(-1);
            focusable(element).set_tab_index(0);
            let _ = focusable(element).focus();
        }
    };
    [
        listen(figure, "pointerover", enter.clone()),
        listen(figure, "focusin", enter),
        listen(figure, "pointerleave", leave),
        listen(figure, "focusout", leave),
        listen(figure, "keydown", press),
    ]
}
