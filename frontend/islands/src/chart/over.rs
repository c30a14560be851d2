//! What lies over a picture of a chart: the part that is looked at, the values at the pointer, and what gestures
//! and keys do.

use axes::{Scale, coordinate, fixed, within};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent, WheelEvent};

use super::{View, data::Frame, draw::Drawing, tools::STEP};
use crate::said::say;

/// A gesture shorter than this part of the axis is a click.
const CLICK: f64 = 0.02;

/// What lies over a picture.
///
/// The keyboard reaches it as a slider over the rows, so that a screen reader says what the others see.
#[component]
pub(super) fn Over(
    view: View,
    frame: Frame,
    picture: Element,
    name: String,
    fields: String,
    clip: String,
) -> impl IntoView {
    let is_explored = view.chart.with_value(|chart| chart.is_explored());
    let rows = move || {
        view.is_here.track();
        view.chart.with_value(|chart| chart.at.len())
    };
    let picture = StoredValue::new_local(picture);
    let resized = Trigger::new();
    let told = window_event_listener(ev::resize, move |_| resized.notify());
    on_cleanup(move || told.remove());
    let drawn = Memo::new(move |_| {
        resized.track();
        // Of the wide picture and the narrow one a page shows one.
        if view.is_whole() || picture.with_value(Element::client_width) == 0 {
            return String::new();
        }
        let (x, y, hidden) = (view.x(frame), view.y(frame), view.hidden.get());
        view.chart.with_value(|chart| {
            let (fields, clip) = (fields.clone(), clip.clone());
            Drawing { chart, frame, x, y, hidden, fields, clip }.svg()
        })
    });
    let row = Memo::new(move |_| view.row(frame));
    let said = move || {
        let hidden = view.hidden.get();
        row.get().map(|row| view.chart.with_value(|chart| chart.said(row, &hidden)))
    };
    let spoken = move || {
        let parts = said().unwrap_or_default().into_iter();
        parts.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ")
    };
    let across = move |place: f64| {
        let left = frame.left + place * (frame.right - frame.left);
        percent(left / frame.width)
    };
    let at = move || {
        let value = view.shared.cursor.get().filter(|_| row.get().is_some())?;
        Some(view.x(frame).place(value))
    };
    let gestures = Gestures::new(view, frame);
    let turn = move |event: WheelEvent| {
        // Without a modifier the page scrolls.
        if is_explored && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            let by = if event.delta_y() < 0.0 { STEP.sqrt() } else { 1.0 / STEP.sqrt() };
            view.zoom(by, gestures.place(event.offset_x(), event.current_target()));
        }
    };
    let brush = move || {
        let ((from, to), x) = (view.brush.get()?, view.x(frame));
        let (from, to) = (x.place(from.min(to)), x.place(from.max(to)));
        let width = percent((to - from) * (frame.right - frame.left) / frame.width);
        Some(view! {
            <div class="chart-brush" style:left=across(from) style:width=width></div>
        })
    };
    let view_box = format!("0 0 {} {}", coordinate(frame.width), coordinate(frame.height));
    let font = if frame.is_wide() { "13" } else { "12.5" };
    let values =
        move || said().zip(at()).map(|(parts, at)| view! { <At left=across(at) place=at parts /> });
    view! {
        <div class="chart-over" data-tools="">
            <svg viewBox=view_box font-size=font fill="currentColor" aria-hidden="true"
                inner_html=move || drawn.get()></svg>
            <div
                class="chart-values"
                role="slider"
                tabindex="0"
                aria-label=format!("{}: {name}", say("chartData"))
                aria-description=is_explored.then(|| say("exploreKeys"))
                aria-valuemin="1"
                aria-valuemax=rows
                aria-valuenow=move || row.get().map_or(1, |row| row + 1)
                aria-valuetext=spoken
                on:pointerenter=move |_| super::file::fetch(view)
                on:focus=move |_| super::file::fetch(view)
                on:pointerdown=move |event| gestures.begin(&event, is_explored)
                on:pointermove=move |event| gestures.go_on(&event)
                on:pointerup=move |event| gestures.end(&event)
                on:pointercancel=move |event| gestures.end(&event)
                on:pointerleave=move |event| gestures.leave(&event)
                on:wheel=turn
                on:keydown=move |event| press(view, frame, row.get_untracked(), is_explored, &event)
                on:blur=move |_| view.shared.cursor.set(None)
            >
                {brush}
                {values}
            </div>
            {move || view.range().map(|_| view! {
                <button type="button" class="chart-whole"
                    on:click=move |_| view.shared.range.set(None)>
                    {say("wholeRange")}
                </button>
            })}
        </div>
    }
}

fn percent(part: f64) -> String {
    fixed(part * 100.0, 3) + "%"
}

/// The line at a row, and beside it, on the side that has more room, what it says.
#[component]
fn At(left: String, place: f64, parts: Vec<(String, String)>) -> impl IntoView {
    let is_right = place > 0.5;
    let rows = parts.into_iter().map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> });
    view! {
        <div class="chart-at" class:chart-at-right=is_right style:left=left aria-hidden="true">
            <dl>{rows.collect_view()}</dl>
        </div>
    }
}

/// Does what a key says.
fn press(
    view: View,
    frame: Frame,
    row: Option<usize>,
    is_explored: bool,
    event: &ev::KeyboardEvent,
) {
    let x = untrack(|| view.x(frame));
    let rows: Vec<usize> = view.chart.with_value(|chart| chart.within(x).to_vec());
    let last = rows.len().saturating_sub(1);
    let at = row.and_then(|row| rows.iter().position(|known| *known == row));
    let around = || row.map_or(0.5, |row| x.place(view.chart.with_value(|chart| chart.at[row])));
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let next = match &*event.key() {
        "ArrowRight" | "ArrowLeft" if event.shift_key() && is_explored => {
            view.pan(if event.key() == "ArrowRight" { 0.25 } else { -0.25 });
            None
        }
        "ArrowRight" | "ArrowUp" => Some(at.map_or(0, |at| (at + 1).min(last))),
        "ArrowLeft" | "ArrowDown" => Some(at.map_or(last, |at| at.saturating_sub(1))),
        "Home" => Some(0),
        "End" => Some(last),
        "+" | "=" if is_explored => {
            view.zoom(STEP, around());
            None
        }
        "-" | "\u{2212}" if is_explored => {
            view.zoom(1.0 / STEP, around());
            None
        }
        "0" if is_explored => {
            view.shared.range.set(None);
            None
        }
        "Escape" => {
            view.shared.cursor.set(None);
            None
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(row) = next.and_then(|next| rows.get(next)) {
        view.shared.cursor.set(Some(view.chart.with_value(|chart| chart.at[*row])));
    }
}

/// What fingers and a mouse are doing.
#[derive(Clone, Copy)]
struct Gestures {
    view: View,
    frame: Frame,
    /// Each finger, with the value on the axis that it began at.
    fingers: StoredValue<Vec<(i32, f64)>>,
}

impl Gestures {
    fn new(view: View, frame: Frame) -> Self {
        Self { view, frame, fingers: StoredValue::new(Vec::new()) }
    }

    fn x(self) -> Scale {
        untrack(|| self.view.x(self.frame))
    }

    /// Where on the axis something is that is so many pixels from the left of the picture.
    fn place(self, offset: i32, target: Option<web_sys::EventTarget>) -> f64 {
        let Frame { left, right, width, .. } = self.frame;
        let pixels =
            target.map_or(1, |target| target.unchecked_into::<HtmlElement>().offset_width());
        let at = f64::from(offset) / f64::from(pixels.max(1)) * width;
        ((at - left) / (right - left)).clamp(0.0, 1.0)
    }

    fn point(self, place: f64) {
        let x = self.x();
        let row = self
            .view
            .chart
            .with_value(|chart| chart.nearest(x.value(place), x).map(|row| chart.at[row]));
        if self.view.shared.cursor.get_untracked() != row {
            self.view.shared.cursor.set(row);
        }
    }

    fn begin(self, event: &PointerEvent, is_explored: bool) {
        let place = self.place(event.offset_x(), event.current_target());
        if !is_explored || event.button() != 0 {
            return self.point(place);
        }
        if let Some(target) = event.current_target() {
            let _ = target.unchecked_into::<HtmlElement>().set_pointer_capture(event.pointer_id());
        }
        let value = self.x().value(place);
        self.fingers.update_value(|fingers| fingers.push((event.pointer_id(), value)));
        if event.pointer_type() == "touch" {
            self.point(place);
        }
    }

    fn go_on(self, event: &PointerEvent) {
        let (place, x) = (self.place(event.offset_x(), event.current_target()), self.x());
        let fingers = self.fingers.get_value();
        let is_touch = event.pointer_type() == "touch";
        match fingers[..] {
            [(id, from)] if id == event.pointer_id() && !is_touch => {
                if self.view.brush.get_untracked().is_some()
                    || (x.place(from) - place).abs() > CLICK
                {
                    self.view.shared.cursor.set(None);
                    self.view.brush.set(Some((from, x.value(place))));
                }
            }
            // What lay under the finger goes with it.
            [(id, from)] if id == event.pointer_id() && untrack(|| self.view.range()).is_some() => {
                let (first, last) = self.view.shown();
                let part = last - first;
                self.view.pan(within(x.place(from) - place, (-first / part, (1.0 - last) / part)));
            }
            [one, other] => self.pinch(one, other, event.pointer_id(), place),
            _ => self.point(place),
        }
    }

    /// Keeps what lay under two fingers there, of which one has moved.
    fn pinch(self, one: (i32, f64), other: (i32, f64), moved: i32, place: f64) {
        let x = self.x();
        let (still, moving) = if one.0 == moved { (other.1, one.1) } else { (one.1, other.1) };
        let (still, moving) = (x.place(still), x.place(moving));
        let (before, after) = (moving - still, place - still);
        // Fingers that meet would show nothing.
        if before.abs() > CLICK && after.abs() > CLICK && before.signum() == after.signum() {
            self.view.zoom(before / after, still);
        }
    }

    fn end(self, event: &PointerEvent) {
        self.fingers.update_value(|fingers| fingers.retain(|(id, _)| *id != event.pointer_id()));
        let Some((from, to)) = self.view.brush.get_untracked() else { return };
        self.view.brush.set(None);
        let whole = self.frame.x;
        let (from, to) = (whole.place(from.min(to)), whole.place(from.max(to)));
        let (first, last) = self.view.shown();
        if to - from > CLICK * (last - first) && event.type_() == "pointerup" {
            self.view.show((from, to));
        }
    }

    fn leave(self, event: &PointerEvent) {
        if event.pointer_type() == "mouse" {
            self.view.shared.cursor.set(None);
        }
    }
}
