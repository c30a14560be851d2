//! The values of a chart at the pointer, or at the place that the arrow keys choose.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, NodeList, PointerEvent};

/// What a chart shows, read from the page: its table has the values, the place for the island where
/// each row of the table is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chart {
    /// What it is called.
    name: String,
    /// Where each row is, in hundredths of the width of the picture.
    places: Vec<f64>,
    /// The columns' names, that of the x axis first.
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Chart {
    /// The chart that a place belongs to, if all of it can be read.
    pub(crate) fn beside(place: &Element) -> Option<Self> {
        let places = place.get_attribute("data-at")?;
        let places: Vec<f64> =
            places.split(' ').map(|at| at.parse().ok()).collect::<Option<_>>()?;
        let figure = place.closest("figure").ok()??;
        let rows = texts(&figure, "tbody tr", |row| texts(row, "th, td", text));
        let head = texts(&figure, "thead th", text);
        let name = place.get_attribute("data-name")?;
        let is_whole = rows.len() == places.len() && rows.iter().all(|row| row.len() == head.len());
        is_whole.then_some(Self { name, places, head, rows })
    }

    /// The row that is drawn nearest to a place.
    fn nearest(&self, at: f64) -> Option<usize> {
        let far = |row: &usize| (self.places[*row] - at).abs();
        (0..self.places.len()).min_by(|a, b| far(a).total_cmp(&far(b)))
    }

    /// A row with the names of its columns, those of its values that there are.
    fn said(&self, row: usize) -> Vec<(String, String)> {
        let cells = self.head.iter().zip(&self.rows[row]).filter(|(_, value)| !value.is_empty());
        cells.map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

/// What is read of the elements that a selector finds in another.
fn texts<T>(within: &Element, selector: &str, read: impl Fn(&Element) -> T) -> Vec<T> {
    let found: Option<NodeList> = within.query_selector_all(selector).ok();
    let found =
        found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.get(at)));
    found.map(|node| read(node.unchecked_ref())).collect()
}

/// What stands over a chart: the values of the row that the reader points at, with a line where that
/// is drawn.
///
/// The keyboard reaches it as a slider over the rows, so that a screen reader says what the others see.
#[component]
pub(crate) fn Values(chart: Chart) -> impl IntoView {
    let chosen = RwSignal::new(None::<usize>);
    let rows = chart.rows.len();
    let chart = StoredValue::new(chart);
    let point = move |event: PointerEvent| {
        let Some(target) = event.current_target() else { return };
        let width = target.unchecked_into::<HtmlElement>().offset_width();
        let at = f64::from(event.offset_x()) / f64::from(width.max(1)) * 100.0;
        let row = chart.with_value(|chart| chart.nearest(at));
        if chosen.get_untracked() != row {
            chosen.set(row);
        }
    };
    let press = move |event: ev::KeyboardEvent| {
        let last = rows.saturating_sub(1);
        let row = chosen.get_untracked();
        let next = match &*event.key() {
            "ArrowRight" | "ArrowUp" => row.map_or(0, |row| (row + 1).min(last)),
            "ArrowLeft" | "ArrowDown" => row.map_or(last, |row| row.saturating_sub(1)),
            "Home" => 0,
            "End" => last,
            "Escape" => return chosen.set(None),
            _ => return,
        };
        event.prevent_default();
        chosen.set(Some(next));
    };
    let place = move || chosen.get().map(|row| chart.with_value(|chart| chart.places[row]));
    let said = move || chosen.get().map(|row| chart.with_value(|chart| chart.said(row)));
    let spoken = move || {
        let parts = said().unwrap_or_default();
        parts
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    view! {
        <div
            class="chart-values"
            role="slider"
            tabindex="0"
            aria-label=chart.with_value(|chart| chart.name.clone())
            aria-valuemin="1"
            aria-valuemax=rows
            aria-valuenow=move || chosen.get().map_or(1, |row| row + 1)
            aria-valuetext=spoken
            on:pointermove=point
            on:pointerdown=point
            on:pointerleave=move |_| chosen.set(None)
            on:keydown=press
            on:blur=move |_| chosen.set(None)
        >
            {move || {
                said().map(|parts| view! { <At at=place parts /> })
            }}
        </div>
    }
}

/// The line at a row, and beside it, on the side that has more room, what it says.
#[component]
fn At(
    at: impl Fn() -> Option<f64> + Copy + Send + Sync + 'static,
    parts: Vec<(String, String)>,
) -> impl IntoView {
    let left = move || format!("{}%", at().unwrap_or_default());
    let is_right = move || at().is_some_and(|at| at > 50.0);
    let rows = parts.into_iter().map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> });
    view! {
        <div class="chart-at" class:chart-at-right=is_right style:left=left aria-hidden="true">
            <dl>{rows.collect_view()}</dl>
        </div>
    }
}
