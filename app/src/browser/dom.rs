//! The few things of the DOM that the modules beside this one share.

use std::time::Duration;

use leptos::leptos_dom::helpers::{request_animation_frame, set_timeout};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    AddEventListenerOptions, Document, Event, EventTarget, FocusOptions, HtmlElement, Window,
};

/// The window. An app that runs without one can't run at all.
pub(super) fn window() -> Window {
    leptos::prelude::window()
}

/// The document of the window.
pub(super) fn document() -> Document {
    leptos::prelude::document()
}

/// Gives an element the focus where it stands.
pub(super) fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Takes the focus from whatever has it.
pub(super) fn blur() {
    if let Some(focused) = document().active_element() {
        let _ = focused.unchecked_into::<HtmlElement>().blur();
    }
}

/// Does behind the next frame what nobody has to wait for. A page in the background has no frames.
pub(super) fn behind_frame(act: impl FnOnce() + 'static) {
    if document().hidden() {
        act();
    } else {
        request_animation_frame(|| set_timeout(act, Duration::ZERO));
    }
}

/// Tells whoever listens that something has happened.
pub(super) fn tell(kind: &str) {
    if let Ok(event) = Event::new(kind) {
        let _ = window().dispatch_event(&event);
    }
}

/// Calls a function at every event of a kind, for as long as the page lives.
pub(super) fn on<E: JsCast + 'static>(
    target: &EventTarget,
    kind: &str,
    passive: bool,
    mut react: impl FnMut(E) + 'static,
) {
    let closure =
        Closure::<dyn FnMut(Event)>::new(move |event: Event| react(event.unchecked_into()));
    let options = AddEventListenerOptions::new();
    options.set_passive(passive);
    // Only a malformed call is refused.
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        kind,
        closure.as_ref().unchecked_ref(),
        &options,
    );
    closure.forget();
}
