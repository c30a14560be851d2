//! Charts that a reader can look closer at: the values of all series at the pointer or at the place that the
//! arrow keys choose, a part of the x axis, some of the series, another scale.
//!
//! Until somebody looks closer the picture is the one that the build drew.

mod data;
mod draw;
mod file;
mod over;
mod tools;
mod view;

use leptos::prelude::*;
use places::{Mounted, mount};
use web_sys::Element;

use crate::{
    address,
    clock::{Clocks, Shared},
    figure::{self, Explore, PICTURES, hide, show},
    page,
};
use data::{Chart, Kind};
use over::Over;
use tools::Tools;
use view::View;

/// Mounts what a chart has over its pictures, in its row of tools and below.
pub(crate) fn mount_all(place: &Element) -> Option<Mounted> {
    let figure = place.closest("figure").ok()??;
    let chart = Chart::beside(place, &figure)?;
    let (name, id) = figure::names(&figure)?;
    let (is_explored, frames) = (chart.is_explored(), [chart.wide, chart.narrow]);
    let (shared, axis) = match Clocks::of(chart.wide.x.kind).filter(|_| is_explored) {
        Some((shared, axis)) => (shared, Some(axis)),
        None => (Shared::own(), None),
    };
    let said = address::read(&id);
    let of_axis = axis.map(address::read);
    let range = address::range(of_axis.as_deref().unwrap_or(&said));
    let is_said = range.is_some() || !said.is_empty();
    if let Some(range) = range {
        shared.range.set(Some(range));
    }
    let view = View::new(chart, shared, &said);
    let mut mounted: Vec<Mounted> = Vec::new();
    for ((width, picture), frame) in PICTURES.into_iter().zip(frames) {
        let picture = figure.query_selector(picture).ok()??;
        let fields = page::all(&picture, "[data-fields]");
        let fields = fields.iter().map(Element::inner_html).collect::<String>();
        let (name, clip) = (name.clone(), format!("{id}-{width}"));
        let place = picture.clone();
        let over = move || view! { <Over view frame picture name fields clip /> };
        mounted.push(mount(&place, over));
    }
    if is_explored {
        let (open, name) = (RwSignal::new(false), name.clone());
        if let Some(bar) = figure.query_selector(":scope > [data-tools]").ok().flatten() {
            let name = name.clone();
            mounted.push(mount(&bar, move || view! { <Explore open name /> }));
        }
        mounted.push(mount(place, move || {
            follow(view, &figure);
            remember(view, id, axis);
            view! { <Tools view name open /> }
        }));
        if is_said {
            file::fetch(view);
            show(place);
        }
    }
    Some(Box::new(mounted))
}

/// Has the page show what is shown: the picture that was drawn, or the one over it; in the table the same rows
/// and columns.
fn follow(view: View, figure: &Element) {
    let rows = StoredValue::new_local(page::all(figure, "tbody tr"));
    let head = StoredValue::new_local(page::all(figure, "thead tr"));
    let figure = StoredValue::new_local(figure.clone());
    Effect::new(move || {
        let is_whole = view.is_whole();
        figure.with_value(|figure| {
            let _ = figure.toggle_attribute_with_force("data-explored", !is_whole);
        });
    });
    Effect::new(move || {
        let (x, hidden) = (view.x(view.chart.with_value(|chart| chart.wide)), view.hidden.get());
        if !view.is_here.get() {
            return;
        }
        let within = |at: &f64| data::is_within(x.place(*at));
        let has_rest = view.chart.with_value(|chart| chart.at.len()) > rows.with_value(Vec::len);
        rows.with_value(|rows| {
            view.chart.with_value(|chart| {
                // Of very many rows the first that are shown.
                let mut shown = (0..chart.at.len()).filter(|at| within(&chart.at[*at]));
                for (nth, row) in rows.iter().enumerate() {
                    let at = if has_rest {
                        shown.next()
                    } else {
                        Some(nth).filter(|at| within(&chart.at[*at]))
                    };
                    hide(row, at.is_none());
                    if let Some(at) = at.filter(|_| has_rest) {
                        for (cell, text) in page::all(row, "th, td").iter().zip(&chart.rows[at]) {
                            cell.set_text_content(Some(text));
                        }
                    }
                }
                for row in rows.iter().chain(&head.get_value()) {
                    for (at, cell) in page::all(row, "th, td").iter().enumerate() {
                        hide(
                            cell,
                            at.checked_sub(1).is_some_and(|series| hidden.contains(&series)),
                        );
                    }
                }
            })
        });
    });
}

/// Has the address say what is shown.
fn remember(view: View, id: String, axis: Option<&'static str>) {
    figure::remember(move || {
        let (range, mut parts) = (view.shared.range.get(), view.written());
        let range = range.map(address::written).unwrap_or_default();
        if axis.is_none() && !range.is_empty() {
            parts.insert(0, range.clone());
        }
        let own = (id.clone(), parts.join("_"));
        [own].into_iter().chain(axis.map(|axis| (axis.to_owned(), range))).collect()
    });
}
