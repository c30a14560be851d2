//! The values of a chart that has more of them than its table: from the file that its table is made from.

use leptos::prelude::{GetUntracked, Update, UpdateValue, WithValue, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

use super::{View, csv::rows};

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

async fn text(file: &str) -> Result<String, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(file)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
}
