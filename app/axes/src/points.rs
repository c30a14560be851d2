//! Lines between places, and which of very many points they show.

use crate::numbers::fixed;

/// A place in a picture.
pub type Point = (f64, f64);

/// The places of a row of values, of which some may not be there.
pub type Points = Vec<Option<Point>>;

/// A run of points as one line; of very many, those that show.
pub fn path(run: impl IntoIterator<Item = Point>) -> String {
    let mut out = String::new();
    let mut last: Option<(String, String)> = None;
    for (x, y) in thinned(run.into_iter().collect()) {
        let point = (coordinate(x), coordinate(y));
        if last.as_ref() != Some(&point) {
            out.push_str(if last.is_none() { "M" } else { "L" });
            out.push_str(&point.0);
            out.push(' ');
            out.push_str(&point.1);
            last = Some(point);
        }
    }
    out
}

/// A line through points, which ends where there is none.
pub fn runs(points: &Points) -> String {
    let runs = points.split(Option::is_none);
    runs.map(|run| path(run.iter().copied().flatten())).collect()
}

/// Puts the parts of wholes on each other, of which each value is what it adds.
pub fn stacked<'a>(series: impl IntoIterator<Item = &'a mut Vec<Option<f64>>>) {
    let mut below: Vec<f64> = Vec::new();
    for values in series {
        below.resize(values.len(), 0.0);
        for (value, below) in values.iter_mut().zip(&mut below) {
            *below += value.unwrap_or(0.0);
            *value = Some(*below);
        }
    }
}

/// How many points a line has room for.
pub const POINTS: usize = 1500;

/// Of very many points, for each pixel the first, the lowest, the highest and the last.
pub fn thinned(points: Vec<Point>) -> Vec<Point> {
    if points.len() <= POINTS {
        return points;
    }
    let mut out = Vec::new();
    for pixel in points.chunk_by(|a, b| a.0.floor() == b.0.floor()) {
        let extreme = |up: bool| {
            let order = |a: &usize, b: &usize| pixel[*a].1.total_cmp(&pixel[*b].1);
            let all = 0..pixel.len();
            if up { all.max_by(order) } else { all.min_by(order) }
        };
        let (low, high) = (extreme(false).unwrap_or(0), extreme(true).unwrap_or(0));
        let mut kept = vec![0, low.min(high), low.max(high), pixel.len() - 1];
        kept.dedup();
        out.extend(kept.into_iter().map(|at| pixel[at]));
    }
    out
}

/// A coordinate: a tenth of a pixel is fine enough.
pub fn coordinate(value: f64) -> String {
    let mut text = fixed(value, 1);
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    text
}
