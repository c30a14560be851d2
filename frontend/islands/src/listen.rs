//! Listening to elements that the page brought.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

/// Listens for as long as it lives.
pub(crate) struct Listener {
    element: Element,
    event: &'static str,
    heard: Closure<dyn FnMut(Event)>,
}

/// Has something done whenever an element, or one in it, has an event.
pub(crate) fn listen(
    element: &Element,
    event: &'static str,
    heard: impl FnMut(Event) + 'static,
) -> Listener {
    let heard = Closure::new(heard);
    let _ = element.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
    Listener { element: element.clone(), event, heard }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, heard);
    }
}
