//! What lies over a picture of a flame graph: the part that is looked at, the values of a call, and what gestures
//! and keys do.

use axes::{coordinate, fixed};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    View,
    draw::{self, Bar, Frame},
};
use crate::said::say;

/// What lies over a picture.
///
/// The keyboard reaches it as a slider over the calls, as it reaches a chart.
#[component]
pub(super) fn Over(view: View, frame: Frame, picture: Element, name: String) -> impl IntoView {
    let picture = StoredValue::new_local(picture);
    let resized = Trigger::new();
    let told = window_event_listener(ev::resize, move |_| resized.notify());
    on_cleanup(move || told.remove());
    let bars = Memo::new(move |_| {
        let zoomed = view.zoomed();
        view.with(|stacks| draw::bars(stacks, zoomed, frame)).unwrap_or_default()
    });
    let drawn = Memo::new(move |_| {
        resized.track();
        // Of the wide picture and the narrow one a page shows one.
        if view.is_as_built() || picture.with_value(Element::client_width) == 0 {
            return String::new();
        }
        let (zoomed, is_found) = (view.zoomed(), view.finder());
        let svg = view
            .with(|stacks| bars.with(|bars| draw::svg((stacks, bars), zoomed, frame, is_found)));
        svg.unwrap_or_default()
    });
    let pointed = Memo::new(move |_| {
        let at = view.pointed.get()?;
        bars.with(|bars| bars.iter().find(|bar| bar.call == at).copied())
    });
    let nth = move || {
        let at = pointed.get().map(|bar| bar.call);
        bars.with(|bars| bars.iter().position(|bar| Some(bar.call) == at).map_or(1, |nth| nth + 1))
    };
    let spoken = move || {
        let values = pointed.get().map(|bar| view.values(bar.call)).unwrap_or_default();
        let values = values.into_iter().map(|(name, value)| format!("{name}: {value}"));
        values.collect::<Vec<_>>().join(", ")
    };
    let view_box = format!("0 0 {} {}", coordinate(frame.width), coordinate(frame.height));
    let pointing = move || {
        let bar = pointed.get()?;
        Some(view! { <At frame bar values=view.values(bar.call) /> })
    };
    view! {
        <div class="chart-over" data-tools="">
            <svg viewBox=view_box font-size=coordinate(frame.font) fill="currentColor" aria-hidden="true"
                inner_html=move || drawn.get()></svg>
            <div
                class="chart-values flame-values"
                role="slider"
                tabindex="0"
                aria-label=format!("{}: {name}", say("chartData"))
                aria-description=say("flameKeys")
                aria-valuemin="1"
                aria-valuemax=move || bars.with(Vec::len).max(1)
                aria-valuenow=nth
                aria-valuetext=spoken
                on:pointerenter=move |_| view.fetch()
                on:focus=move |_| view.fetch()
                on:pointermove=move |event| view.pointed.set(under(&event, frame, bars))
                on:pointerleave=move |_| view.pointed.set(None)
                on:click=move |event| tap(view, under(&event, frame, bars))
                on:keydown=move |event| press(view, bars, &event)
                on:blur=move |_| view.pointed.set(None)
            >
                {pointing}
            </div>
            {move || (view.zoomed() > 0).then(|| view! {
                <button type="button" class="chart-whole" on:click=move |_| view.zoom(0)>
                    {say("flameWhole")}
                </button>
            })}
        </div>
    }
}

/// The call that an event is over.
fn under(event: &ev::MouseEvent, frame: Frame, bars: Memo<Vec<Bar>>) -> Option<usize> {
    let target: HtmlElement = event.current_target()?.unchecked_into();
    let (wide, high) = (target.offset_width().max(1), target.offset_height().max(1));
    let x = f64::from(event.offset_x()) / f64::from(wide) * frame.width;
    let y = f64::from(event.offset_y()) / f64::from(high) * frame.height;
    let is_under = |bar: &&Bar| {
        (bar.x..=bar.x + bar.width).contains(&x) && (bar.y..bar.y + axes::stacks::BAR).contains(&y)
    };
    bars.with_untracked(|bars| bars.iter().rev().find(is_under).map(|bar| bar.call))
}

/// Shows what somebody clicks on as wide as the picture.
fn tap(view: View, at: Option<usize>) {
    let Some(at) = at else { return };
    view.pointed.set(Some(at));
    view.zoom(at);
}

/// Does what a key says.
fn press(view: View, bars: Memo<Vec<Bar>>, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let at = view.pointed.get_untracked();
    let bars = bars.get_untracked();
    let next = match (&*event.key(), at) {
        ("Enter" | " ", Some(at)) => {
            view.zoom(at);
            None
        }
        ("Escape" | "0", _) => {
            let is_whole = untrack(|| view.zoomed()) == 0;
            view.zoom(0);
            if is_whole {
                view.pointed.set(None);
            }
            None
        }
        ("ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight", None) | ("Home", _) => {
            bars.iter().map(|bar| bar.call).min()
        }
        (key @ ("ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight"), Some(at)) => {
            beside(&bars, at, key)
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(next) = next {
        view.pointed.set(Some(next));
    }
}

/// The call that a key leads to: up to the longest of what it made, down to what made it, to the left and to
/// the right.
fn beside(bars: &[Bar], at: usize, key: &str) -> Option<usize> {
    let here = bars.iter().find(|bar| bar.call == at)?;
    let middle = here.x + here.width / 2.0;
    let row = |by: f64| bars.iter().filter(move |bar| (bar.y - here.y - by).abs() < 1.0);
    let found = match key {
        "ArrowUp" => {
            let end = here.x + here.width + 1e-6;
            let made = row(-axes::stacks::BAR);
            let made = made.filter(|bar| bar.x > here.x - 1e-6 && bar.x + bar.width < end);
            made.max_by(|a, b| a.width.total_cmp(&b.width))
        }
        "ArrowDown" => {
            row(axes::stacks::BAR).find(|bar| bar.x <= middle && middle <= bar.x + bar.width)
        }
        "ArrowLeft" => row(0.0).filter(|bar| bar.x < here.x).max_by(|a, b| a.x.total_cmp(&b.x)),
        _ => row(0.0).filter(|bar| bar.x > here.x).min_by(|a, b| a.x.total_cmp(&b.x)),
    };
    found.map(|bar| bar.call)
}

/// The bar that is pointed at, and what is known of it, above it or below.
#[component]
fn At(frame: Frame, bar: Bar, values: Vec<(String, String)>) -> impl IntoView {
    let percent = |part: f64, of: f64| format!("{}%", fixed(part / of * 100.0, 3));
    let (top, high) = (percent(bar.y, frame.height), percent(axes::stacks::BAR, frame.height));
    let (left, width) = (percent(bar.x, frame.width), percent(bar.width, frame.width));
    let is_low = bar.y > frame.height / 2.0;
    let from_top = percent(bar.y + axes::stacks::BAR, frame.height);
    let from_bottom = percent(frame.height - bar.y, frame.height);
    let begin = format!("clamp(0px, {left}, max(0px, 100% - 18rem))");
    let rows = values.into_iter().map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> });
    view! {
        <div class="flame-at" style:left=left style:top=top style:width=width style:height=high></div>
        <dl
            class="chart-said"
            aria-hidden="true"
            style:left=begin
            style:top=(!is_low).then_some(from_top)
            style:bottom=is_low.then_some(from_bottom)
        >
            {rows.collect_view()}
        </dl>
    }
}
