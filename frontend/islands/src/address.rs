//! What of figures stands in the address, so that a link shows the same: a name for each in the query. The
//! page is the same one with it or without, and so is the place in the history.

use axes::{Scale, ScaleKind};
use leptos::prelude::window;
use web_sys::Url;

use crate::said::{digits, number};

fn here() -> Option<Url> {
    Url::new(&window().location().href().ok()?).ok()
}

/// What the address says under a name; nothing if there is none.
pub(crate) fn read(name: &str) -> String {
    here().and_then(|url| url.search_params().get(name)).unwrap_or_default()
}

/// Has the address say something under a name, or nothing.
pub(crate) fn write(name: &str, text: &str) {
    let Some(url) = here().filter(|_| read(name) != text) else { return };
    match text {
        "" => url.search_params().delete(name),
        text => url.search_params().set(name, text),
    }
    if let Ok(history) = window().history() {
        // A browser that refuses only leaves the address as it was.
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&url.href()));
    }
}

/// A range as an address has it: its ends.
pub(crate) fn written((from, to): (f64, f64)) -> String {
    format!("{}_{}", digits(from), digits(to))
}

/// The range that a text begins with.
pub(crate) fn range(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split('_').map_while(number);
    let range = (numbers.next()?, numbers.next()?);
    (range.0.is_finite() && range.1.is_finite() && range.0 < range.1).then_some(range)
}

/// A value without digits that nobody sees on its axis.
pub(crate) fn rounded(value: f64, axis: Scale) -> f64 {
    let (from, to) = axis.ends();
    let of = match axis.kind {
        ScaleKind::Log => value.abs(),
        _ => to - from,
    };
    let step = 10_f64.powf((of * 1e-5).log10().floor());
    // A power of ten is exact where it is not below one.
    if step < 1.0 {
        (value * (1.0 / step).round()).round() / (1.0 / step).round()
    } else {
        (value / step).round() * step
    }
}
