//! The values of a chart that has more of them than its table: from the file that its table is made from.

use leptos::prelude::{GetUntracked, Update, UpdateValue, WithValue};
use wasm_bindgen_futures::spawn_local;

use super::View;
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

/// The rows of some CSV, which the build has read without a fault.
fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: &char| first.matches(*mark).count();
    let mark =
        [',', ';', '\t'].into_iter().max_by_key(|mark| (count(mark), *mark == ',')).unwrap_or(',');
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            c if c == mark && !is_quoted => row.push(take(&mut cell)),
            '\n' if !is_quoted => {
                row.push(take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    row.push(take(&mut cell));
    rows.push(row);
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}

fn take(cell: &mut String) -> String {
    std::mem::take(cell).trim().to_owned()
}
