//! What happens when the app itself fails: the page goes on without it.

use std::cell::{Cell, RefCell};

use js_sys::WebAssembly::RuntimeError;
use wasm_bindgen::JsCast;
use web_sys::Event;

use super::{dom, read::get};

thread_local! {
    static FAILED: Cell<bool> = const { Cell::new(false) };
    static PENDING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Sees to it that a failure of the app gives links and history back to the browser, and that a
/// navigation which it interrupts ends in a page load.
///
/// A panic ends in a trap, and the browser tells of that like of any error that nobody caught. A hook
/// would say more of it, at the price of the code that puts panics into words.
pub(super) fn install() {
    if cfg!(debug_assertions) {
        std::panic::set_hook(Box::new(|panic| {
            web_sys::console::error_1(&panic.to_string().into());
        }));
    }
    dom::on(&dom::window(), "error", true, |event: Event| {
        if !get(&event, "error").is_instance_of::<RuntimeError>() {
            return;
        }
        FAILED.set(true);
        // What was borrowed when the app failed is borrowed for good.
        let pending = PENDING.with(|pending| pending.try_borrow_mut().ok()?.take());
        if let Some(href) = pending {
            load(&href, false);
        }
    });
}

/// Whether the app has failed and must keep its hands off.
pub(super) fn failed() -> bool {
    FAILED.get()
}

/// Remembers where the reader is being taken: should the app fail on the way, the browser loads
/// that page.
///
/// Not for a page that was just loaded, which would be loaded again and again: it is there already.
pub(super) fn prepare(href: &str) {
    PENDING.replace(Some(href.to_owned()));
}

/// The reader has arrived.
pub(super) fn stand_down() {
    PENDING.take();
}

/// Has the browser load a page; `instead` of the one that is there, which then is no way back.
pub(super) fn load(href: &str, instead: bool) {
    let location = dom::window().location();
    // Going to the address that is already there would only move to its fragment.
    let _ = match location.href() {
        Ok(here) if here == href => location.reload(),
        _ if instead => location.replace(href),
        _ => location.assign(href),
    };
}
