//! The values of a chart that has more of them than its table: from the file that its table is made from.

use leptos::prelude::{GetUntracked, Update, UpdateValue, WithValue};
use wasm_bindgen_futures::spawn_local;

use super::{View, csv::rows};
use crate::fetched::text;

/// Fetches the file of a chart that has one, once. Without it the chart stays the picture that it is.
pub(super) fn fetch(view: View) {
    let file = view.chart.try_update_value(|chart| chart.file.take()).flatten();
    let Some(file) = file else { return };
    spawn_local(async move {
        let Ok(text) = text(&file).await else { return };
        view.chart.update_value(|chart| {
            chart.fill(&rows(&text));
            chart.stack(&view.hidden.get_untracked());
        });
        if view.chart.with_value(|chart| !chart.at.is_empty()) {
            view.is_here.update(|is_here| *is_here = true);
        }
    });
}
