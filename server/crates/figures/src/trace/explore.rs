//! What a browser has to know of a trace to look closer at it (`frontend/islands`). What is known of its spans
//! stands in the table below it.

use super::{draw::Frame, spans::Trace};

/// Writes the place of what looks closer, for the frames of the wide and of the narrow picture: when the trace
/// began and ended, in seconds since 1970; of each span that is drawn how deep it is, and if not all are drawn
/// that are in the table, its row there.
pub(super) fn place(
    trace: &Trace,
    (drawn, listed): (&[bool], &[bool]),
    frames: &[Frame],
    html: &mut String,
) {
    let [wide, narrow] = frames else { return };
    let seconds = |nanoseconds: u64| {
        let micros = nanoseconds / 1000;
        format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
    };
    let (from, to) = (seconds(trace.from), seconds(trace.to));
    let rows = trace.tree.rows().filter(|row| listed[row.span]).enumerate();
    let rows: Vec<_> = rows.filter(|(_, row)| drawn[row.span]).collect();
    let numbers = |numbers: &mut dyn Iterator<Item = usize>| {
        numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
    };
    let depths = numbers(&mut rows.iter().map(|(_, row)| row.depth));
    let (wide, narrow) = (wide.written(), narrow.written());
    html.push_str(&format!(
        "<div data-island=\"trace\" data-x=\"time\" data-from=\"{from}\" data-to=\"{to}\" data-wide=\"{wide}\" \
         data-narrow=\"{narrow}\" data-depths=\"{depths}\""
    ));
    if rows.iter().enumerate().any(|(nth, (at, _))| nth != *at) {
        let at = numbers(&mut rows.iter().map(|(at, _)| *at));
        html.push_str(&format!(" data-rows=\"{at}\""));
    }
    html.push_str("></div>\n");
}
