//! What figures share that tell of the same time: the moment that a reader points at, and the range that
//! is looked at. No figure knows of another.

use axes::ScaleKind;
use leptos::prelude::*;

/// A place on an axis, and a part of it.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    pub(crate) cursor: RwSignal<Option<f64>>,
    pub(crate) range: RwSignal<Option<(f64, f64)>>,
}

impl Shared {
    /// One that belongs to one figure.
    pub(crate) fn own() -> Self {
        Self { cursor: RwSignal::new(None), range: RwSignal::new(None) }
    }

    fn forget(self) {
        self.cursor.set(None);
        self.range.set(None);
    }
}

/// Gives the islands of a page clocks, which nothing has set yet.
pub(crate) fn begin() {
    match use_context::<Clocks>() {
        Some(Clocks { days, hours }) => [days, hours].into_iter().for_each(Shared::forget),
        None => provide_context(Clocks { days: Shared::own(), hours: Shared::own() }),
    }
}

/// The clocks of a page: one that shows days, and one that does not.
#[derive(Clone, Copy)]
pub(crate) struct Clocks {
    days: Shared,
    hours: Shared,
}

impl Clocks {
    /// What is shared along an axis, if it shows a time, and its name in addresses.
    pub(crate) fn of(kind: ScaleKind) -> Option<(Shared, &'static str)> {
        let clocks = use_context::<Self>()?;
        match kind {
            ScaleKind::Time => Some((clocks.days, "time")),
            ScaleKind::Clock => Some((clocks.hours, "clock")),
            _ => None,
        }
    }
}
