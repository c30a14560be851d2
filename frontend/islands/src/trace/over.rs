//! What lies over a picture of a trace: the spans that are not folded away, what is known of one, the moment that
//! is pointed at, and what gestures and keys do.

use axes::{coordinate, fixed};
use leptos::{ev, prelude::*, tachys::html::attribute::custom::custom_attribute};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{View, data::Picture};
use crate::said::say;

/// What lies over a picture.
///
/// The keyboard reaches it as a tree of spans, so that a screen reader says what is known of each.
#[component]
pub(super) fn Over(view: View, picture: Picture, name: String, id: String) -> impl IntoView {
    let (view_box, font) = (
        format!("0 0 {} {}", coordinate(picture.width), coordinate(picture.height)),
        picture.font.clone(),
    );
    let picture = StoredValue::new(picture);
    let shown = Memo::new(move |_| view.shown());
    let drawn = move || view.is_folded().then(|| picture.with_value(|it| rows(it, &shown.get())));
    // The one under the pointer comes first, and is gone with it.
    let looked_at = Memo::new(move |_| {
        let at = view.pointed.get().or_else(|| view.chosen.get())?;
        shown.with(|shown| shown.iter().position(|known| *known == at)).map(|nth| (nth, at))
    });
    let spans_id = id.clone();
    let active = move || {
        let at = view.chosen.get().filter(|at| shown.with(|shown| shown.contains(at)))?;
        Some(format!("{spans_id}-{at}"))
    };
    let under = move |event: &ev::MouseEvent| {
        picture.with_value(|it| under(event, it, &shown.get_untracked()))
    };
    let moment = move || {
        let part = view.part()?;
        let left =
            picture.with_value(|it| percent(it.left + part * (it.right - it.left), it.width));
        Some(view! { <div class="trace-now" style:left=left></div> })
    };
    let said = move || {
        let (nth, at) = looked_at.get()?;
        Some(picture.with_value(|it| view! { <Said view at top=it.top + it.row * nth as f64 row=it.row height=it.height /> }))
    };
    view! {
        <div class="chart-over" data-tools="">
            <svg viewBox=view_box font-size=font fill="currentColor" aria-hidden="true"
                inner_html=drawn></svg>
            <div
                class="chart-values trace-values"
                role="tree"
                tabindex="0"
                aria-label=format!("{}: {name}", say("chartData"))
                aria-description=say("traceKeys")
                aria-activedescendant=active
                on:pointermove=move |event| {
                    let (at, part) = under(&event);
                    view.pointed.set(at);
                    view.shared.cursor.set(part.map(|part| view.moment(part)));
                }
                on:pointerleave=move |_| leave(view)
                on:click=move |event| choose(view, under(&event).0)
                on:keydown=move |event| {
                    press(view, &shown.get_untracked(), &event);
                    // Where a span begins.
                    let part = |at| picture.with_value(|it| it.starts.get(at).copied());
                    let part = view.chosen.get_untracked().and_then(part);
                    view.shared.cursor.set(part.map(|part| view.moment(part)));
                }
                on:blur=move |_| leave(view)
            >
                <Spans view picture shown id />
                {moment}
                {said}
            </div>
        </div>
    }
}

/// The spans as they are heard, and of those that are folded how many they stand for.
#[component]
fn Spans(
    view: View,
    picture: StoredValue<Picture>,
    shown: Memo<Vec<usize>>,
    id: String,
) -> impl IntoView {
    let span = move |(nth, at): (usize, usize)| {
        let said = view.trace.with_value(|trace| trace.said(at)).into_iter();
        let said = said.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>();
        let (level, below) =
            view.trace.with_value(|trace| (trace.spans[at].depth + 1, trace.below(at).len()));
        let (top, high, left) = picture.with_value(|it| {
            (it.percent_down(nth), percent(it.row, it.height), percent(it.left, it.width))
        });
        let is_open = view.is_open(at);
        let count = (is_open == Some(false)).then(|| {
            let count = format!("+{below}");
            view! { <span class="trace-count" style:left=left aria-hidden="true">{count}</span> }
        });
        view! {
            <div
                role="treeitem"
                {..custom_attribute("aria-level", level.to_string())}
                id=format!("{id}-{at}")
                aria-label=said.join(", ")
                aria-expanded=is_open.map(|is_open| is_open.to_string())
                aria-selected=move || (view.chosen.get() == Some(at)).to_string()
                style:top=top
                style:height=high
            >
                {count}
            </div>
        }
    };
    move || shown.get().into_iter().enumerate().map(&span).collect_view()
}

impl Picture {
    /// How far down a row begins.
    fn percent_down(&self, nth: usize) -> String {
        percent(self.top + self.row * nth as f64, self.height)
    }
}

fn percent(part: f64, of: f64) -> String {
    format!("{}%", fixed(part / of * 100.0, 3))
}

/// The rows of the spans that are shown, one below the other.
fn rows(picture: &Picture, shown: &[usize]) -> String {
    let row = |(nth, at): (usize, &usize)| {
        let up = coordinate((at - nth) as f64 * picture.row);
        let drawn = picture.drawn.get(*at).map_or("", String::as_str);
        format!("<g transform=\"translate(0 -{up})\">{drawn}</g>")
    };
    shown.iter().enumerate().map(row).collect()
}

/// The span that an event is over, and which part of the trace is before that place.
fn under(
    event: &ev::MouseEvent,
    picture: &Picture,
    shown: &[usize],
) -> (Option<usize>, Option<f64>) {
    let Some(target) = event.current_target() else { return (None, None) };
    let target: HtmlElement = target.unchecked_into();
    let (wide, high) = (target.offset_width().max(1), target.offset_height().max(1));
    let x = f64::from(event.offset_x()) / f64::from(wide) * picture.width;
    let y = f64::from(event.offset_y()) / f64::from(high) * picture.height;
    let part = (x - picture.left) / (picture.right - picture.left);
    let row = ((y - picture.top) / picture.row).floor();
    let at = (row >= 0.0).then(|| shown.get(row as usize).copied()).flatten();
    // Beside the bars, at a name, it is where its span begins.
    let part = match (0.0..=1.0).contains(&part) {
        true => Some(part),
        false => at.and_then(|at| picture.starts.get(at).copied()),
    };
    (at, part.filter(|_| y >= picture.top))
}

fn leave(view: View) {
    view.pointed.set(None);
    view.shared.cursor.set(None);
}

/// Chooses a span. One that is chosen already is folded, or opened.
fn choose(view: View, at: Option<usize>) {
    let Some(at) = at else { return view.chosen.set(None) };
    if view.chosen.get_untracked() != Some(at) {
        return view.chosen.set(Some(at));
    }
    if let Some(is_open) = untrack(|| view.is_open(at)) {
        view.fold(at, is_open);
    }
}

/// Does what a key says.
fn press(view: View, shown: &[usize], event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let chosen = view.chosen.get_untracked();
    let nth = chosen.and_then(|at| shown.iter().position(|known| *known == at));
    let is_open = chosen.and_then(|at| untrack(|| view.is_open(at)));
    let (key, last) = (event.key(), shown.len().saturating_sub(1));
    let next = match (&*key, nth) {
        ("ArrowDown" | "ArrowUp" | "ArrowRight", None) | ("Home", _) => Some(0),
        ("End", _) => Some(last),
        ("ArrowDown", Some(nth)) => Some((nth + 1).min(last)),
        ("ArrowUp", Some(nth)) => Some(nth.saturating_sub(1)),
        ("ArrowRight", Some(nth)) => match (is_open, chosen) {
            (Some(false), Some(at)) => {
                view.fold(at, false);
                None
            }
            (Some(true), _) => Some(nth + 1),
            _ => None,
        },
        ("ArrowLeft", _) => match (is_open, chosen) {
            (Some(true), Some(at)) => {
                view.fold(at, true);
                None
            }
            (_, Some(at)) => {
                let above = view.trace.with_value(|trace| trace.above(at));
                shown.iter().position(|known| Some(*known) == above)
            }
            _ => None,
        },
        ("Enter" | " ", _) => {
            choose(view, chosen);
            None
        }
        ("Escape", _) => {
            view.chosen.set(None);
            leave(view);
            None
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(at) = next.and_then(|nth| shown.get(nth)) {
        view.chosen.set(Some(*at));
    }
}

/// The row of a span, and what is known of it, below it or above.
#[component]
fn Said(view: View, at: usize, top: f64, row: f64, height: f64) -> impl IntoView {
    let is_low = top > height / 2.0;
    let from_top = percent(top + row, height);
    let from_bottom = percent(height - top, height);
    let said = view.trace.with_value(|trace| trace.said(at)).into_iter();
    let rows = said.map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> });
    view! {
        <div class="flame-at" style:left="0" style:width="100%" style:top=percent(top, height)
            style:height=percent(row, height)></div>
        <dl
            class="chart-said"
            aria-hidden="true"
            style:right="0"
            style:top=(!is_low).then_some(from_top)
            style:bottom=is_low.then_some(from_bottom)
        >
            {rows.collect_view()}
        </dl>
    }
}
