//! The screen, and the markup that shows it.

use std::cell::RefCell;

use leptos::tachys::{
    dom::body,
    hydration::Cursor,
    view::{PositionState, Render, RenderHtml},
};
use wasm_bindgen::JsCast;

use crate::app::{Screen, app};

/// What is on the screen, and what changes the markup when that changes.
///
/// There is one state and one way to draw it, so nothing has to find out what depends on what: after
/// every change the views say what should be there, and Leptos changes what differs, at once.
pub(super) struct Stage {
    screen: RefCell<Screen>,
    draw: RefCell<Draw>,
}

type Draw = Box<dyn FnMut(&Screen)>;

impl Stage {
    /// Adopts the markup that the page came with, which has to show this screen.
    pub(super) fn adopt(screen: Screen) -> Self {
        let cursor = Cursor::new(body().unchecked_into());
        let mut drawn = app(&screen).hydrate::<true>(&cursor, &PositionState::default());
        let draw = move |screen: &Screen| app(screen).rebuild(&mut drawn);
        Self { screen: screen.into(), draw: RefCell::new(Box::new(draw)) }
    }

    /// Reads the screen.
    pub(super) fn with<T>(&self, read: impl FnOnce(&Screen) -> T) -> T {
        read(&self.screen.borrow())
    }

    /// Changes the screen, and shows it.
    pub(super) fn update(&self, change: impl FnOnce(&mut Screen)) {
        change(&mut self.screen.borrow_mut());
        (self.draw.borrow_mut())(&self.screen.borrow());
    }
}
