//! What series look like: dashes, marks, and what they fill.

use crate::{Point, Points, coordinate, thinned};

/// The dashes of series.
pub const DASHES: [&str; 6] = ["", "7 3", "2 3", "10 3 2 3", "4 4", "12 3 2 3 2 3"];

/// How much is seen of what is filled below a series: of percentiles the fainter, the further from the middle.
pub fn opacity(series: usize, of_percentiles: bool) -> &'static str {
    if of_percentiles { [".4", ".25", ".15"][series.saturating_sub(1).min(2)] } else { ".3" }
}

/// The mark of a series at a place: each series has a shape of its own.
pub fn mark(series: usize, (x, y): Point) -> String {
    let (x, y) = (coordinate(x), coordinate(y));
    match series % 6 {
        0 => format!("M{x} {y}m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0"),
        1 => format!("M{x} {y}m-3.5-3.5h7v7h-7z"),
        2 => format!("M{x} {y}m0-4.5l4.5 8h-9z"),
        3 => format!("M{x} {y}m0-4.7l4.7 4.7l-4.7 4.7l-4.7-4.7z"),
        4 => format!("M{x} {y}m0 4.5l4.5-8h-9z"),
        _ => format!("M{x} {y}m-4-4l8 8m0-8l-8 8"),
    }
}

/// Whether the marks of a series are hollow. Those hide the line behind them, so that the shape is seen.
pub fn is_hollow(series: usize) -> bool {
    series % 2 == 1
}

/// What lies between two lines, as far as both are there.
pub fn between(low: &Points, high: &Points) -> String {
    let pairs: Vec<_> = low.iter().zip(high).map(|(low, high)| Some(((*low)?, (*high)?))).collect();
    let mut out = String::new();
    for run in pairs.split(Option::is_none).filter(|run| run.len() > 1) {
        let there = run.iter().flatten().map(|(_, high)| *high).collect();
        let mut back = thinned(run.iter().flatten().map(|(low, _)| *low).collect());
        back.reverse();
        for (at, (x, y)) in thinned(there).into_iter().chain(back).enumerate() {
            out.push_str(if at == 0 { "M" } else { "L" });
            out.push_str(&format!("{} {}", coordinate(x), coordinate(y)));
        }
        out.push('Z');
    }
    out
}

/// From where to where values may lie, upright or lying, each with a bar at both ends.
pub fn whiskers(is_upright: bool, pairs: impl IntoIterator<Item = (Point, Point)>) -> String {
    let mut path = String::new();
    for ((x, y), (to_x, to_y)) in pairs {
        let [x, y, to_x, to_y] = [x, y, to_x, to_y].map(|at| (at, coordinate(at)));
        path += &format!("M{} {}L{} {}", x.1, y.1, to_x.1, to_y.1);
        for (x, y) in [(&x, &y), (&to_x, &to_y)] {
            path += &match is_upright {
                true => format!("M{} {}h8", coordinate(x.0 - 4.0), y.1),
                false => format!("M{} {}v8", x.1, coordinate(y.0 - 4.0)),
            };
        }
    }
    path
}
