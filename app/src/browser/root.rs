//! The screen, and the markup that shows it.

use std::cell::RefCell;

use leptos::tachys::{
    dom::body,
    hydration::Cursor,
    view::{PositionState, Render, RenderHtml},
};
use model::routes::Route;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::dom;
use crate::{
    app::app,
    marks::SECTIONS,
    state::{AppState, ViewContext},
};

/// What is on the screen, and what changes the markup when that changes.
///
/// There is one state and one way to draw it, so nothing has to find out what depends on what: after
/// every change the views say what should be there, and Leptos changes what differs, at once.
pub(super) struct Root {
    state: RefCell<AppState>,
    draw: RefCell<Draw>,
}

type Draw = Box<dyn FnMut(&AppState)>;

impl Root {
    /// Adopts the markup that the page came with, which has to show this state.
    pub(super) fn adopt(state: AppState) -> Self {
        let cursor = Cursor::new(body().unchecked_into());
        let mut drawn = app(&state).hydrate::<true>(&cursor, &PositionState::default());
        let draw = move |state: &AppState| app(state).rebuild(&mut drawn);
        Self { state: state.into(), draw: RefCell::new(Box::new(draw)) }
    }

    /// Reads the state.
    pub(super) fn with<T>(&self, read: impl FnOnce(&AppState) -> T) -> T {
        read(&self.state.borrow())
    }

    /// Changes the screen, and shows it.
    pub(super) fn update(&self, change: impl FnOnce(&mut AppState)) {
        change(&mut self.state.borrow_mut());
        let state = self.state.borrow();
        (self.draw.borrow_mut())(&state);
        mark(&state.place);
    }
}

/// Marks the links in the header that lead to where the reader is.
fn mark(place: &ViewContext) {
    let base = place.site.base_path();
    // Where posts and pages have addresses of one form, only what is shown tells which it is.
    let is_text = matches!(place.route, Some(Route::Post(_)));
    let post = dom::document().query_selector("main [data-minutes]");
    let in_section = !is_text || post.is_ok_and(|post| post.is_some());
    let Ok(links) = dom::document().query_selector_all(SECTIONS) else { return };
    for link in (0..links.length()).filter_map(|at| links.get(at)) {
        let link: Element = link.unchecked_into();
        let href = link.get_attribute("href").unwrap_or_default();
        let route = base.strip(&href).and_then(|path| place.site.routes.parse(path));
        let current = place.current(route.as_ref());
        let _ = match current.filter(|current| in_section || *current == "page") {
            Some(current) => link.set_attribute("aria-current", current),
            None => link.remove_attribute("aria-current"),
        };
    }
}
