//! Heatmaps: how often what lay between which bounds, over time.

use ::words::Message;

use super::{
    super::super::{
        scale::{Scale, plain},
        svg::{Anchor, GAP, LINE, field},
    },
    ChartPicture, Plot, along,
};

/// How many shades there are.
const SHADES: usize = 4;

/// Zero, and the highest value of each.
type Limits = [f64; SHADES + 1];

/// What is narrower can't be told from what is beside it, in pixels.
const NARROWEST: f64 = 4.0;

/// What stands in a column: where it begins and ends, and the highest value in each row.
struct Column {
    from: f64,
    to: f64,
    values: Vec<f64>,
}

impl ChartPicture<'_> {
    /// A row for each series, the first at the bottom, and a column for each moment.
    pub(super) fn heatmap(&mut self) {
        let (at, scale) = along(self.spec, self.data);
        let edges = edges(at, scale);
        let series = &self.data.series;
        let values = || series.iter().flat_map(|series| series.values.iter().flatten());
        let most = values().copied().fold(0.0, f64::max);
        // Counts have no parts.
        let is_count = values().all(|value| value.fract() == 0.0);
        let limits: Limits = std::array::from_fn(|shade| limit(shade, most, is_count));
        self.heading(&self.spec.y.title(""));
        self.shades(&limits);
        let widest = series.iter().map(|series| self.pen.width(&series.name)).fold(0.0, f64::max);
        let left = widest.min(self.size.width * 0.3) + GAP;
        let height = (self.size.plot / series.len() as f64).clamp(16.0, 40.0);
        // The first moment stands in the middle of its column, and so does the last.
        let (low, high) = (edges[0], edges[edges.len() - 1]);
        let room = (self.size.width - 2.0 - left) / (high - low);
        let plot = Plot {
            left: left - low * room,
            right: left + (1.0 - low) * room,
            top: self.y + 4.0,
            bottom: self.y + 4.0 + height * series.len() as f64,
        };
        for (row, series) in series.iter().enumerate() {
            let y = plot.bottom - height * (row as f64 + 0.5);
            let name = self.pen.fitting(&series.name, left - GAP);
            self.pen.text(left - GAP, y, Anchor::End, "chart-tick", &name);
        }
        let mut paths = [const { String::new() }; SHADES];
        for column in self.heat_columns(&edges, plot) {
            for (row, value) in column.values.iter().enumerate() {
                if let Some(shade) = shade(*value, &limits) {
                    let y = plot.bottom - height * (row as f64 + 1.0);
                    let width = (column.to - column.from).max(1.0);
                    paths[shade - 1] += &field((column.from, y), (width, height - 1.0));
                }
            }
        }
        self.pen.open();
        self.pen.fields(|pen| {
            for (at, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
                pen.shaded("heat", at + 1, path);
            }
        });
        let middles = edges.windows(2).map(|edge| scale.value(f64::midpoint(edge[0], edge[1])));
        self.frame(plot, scale, None, middles.collect());
        let marks = self.ticks_along(scale, plot);
        self.bottom(plot, &marks, true, &self.along_title(scale));
    }

    /// The columns that are drawn: those that are too narrow together, with the highest of their values.
    fn heat_columns(&self, edges: &[f64], plot: Plot) -> Vec<Column> {
        let series = &self.data.series;
        let mut columns: Vec<Column> = Vec::new();
        for (row, edge) in edges.windows(2).enumerate() {
            let (from, to) = (plot.x(edge[0]), plot.x(edge[1]));
            let value = |at: usize| series[at].values.get(row).copied().flatten().unwrap_or(0.0);
            match columns.last_mut().filter(|last| last.to - last.from < NARROWEST) {
                Some(last) => {
                    last.to = to;
                    for (at, highest) in last.values.iter_mut().enumerate() {
                        *highest = highest.max(value(at));
                    }
                }
                None => {
                    let values = (0..series.len()).map(value).collect();
                    columns.push(Column { from, to, values });
                }
            }
        }
        columns
    }

    /// What each shade means.
    fn shades(&mut self, limits: &Limits) {
        let mut x = 0.0;
        for shade in 1..=SHADES {
            if limits[shade - 1] >= limits[shade] {
                continue;
            }
            let bound = |shade: usize| plain(limits[shade], self.words);
            let (from, to) = (bound(shade - 1), bound(shade));
            let range = self.words.fill(Message::ChartRange, &[("from", &from), ("to", &to)]);
            let width = 20.0 + self.pen.width(&range);
            if x > 0.0 && x + width > self.size.width {
                x = 0.0;
                self.y += LINE;
            }
            let y = self.y + LINE / 2.0;
            self.pen.shaded("heat", shade, &field((x, y - 6.0), (14.0, 12.0)));
            self.pen.text(x + 20.0, y, Anchor::Start, "", &range);
            x += width + 18.0;
        }
        self.y += LINE + 2.0;
    }
}

/// The highest value of a shade. Few of many are seen too: the steps are those of squares.
fn limit(shade: usize, most: f64, is_count: bool) -> f64 {
    let limit = (shade as f64 / SHADES as f64).powi(2) * most;
    if is_count { limit.ceil() } else { limit }
}

/// The shade of a value, if it is any.
fn shade(value: f64, limits: &Limits) -> Option<usize> {
    (1..=SHADES).find(|&shade| value <= limits[shade]).filter(|_| value > 0.0)
}

/// Where columns begin and end on an axis from the first moment, 0, to the last, 1: halfway between
/// moments, and as far before the first and behind the last.
fn edges(at: &[f64], scale: Scale) -> Vec<f64> {
    let places: Vec<f64> = at.iter().map(|at| scale.position(*at)).collect();
    let [first, second, ..] = places[..] else { return vec![0.0, 1.0] };
    let (last, before) = (places[places.len() - 1], places[places.len() - 2]);
    let between = places.windows(2).map(|pair| f64::midpoint(pair[0], pair[1]));
    let ends = (first - (second - first) / 2.0, last + (last - before) / 2.0);
    if ends.0 >= ends.1 {
        // All are at one moment.
        let count = places.len();
        return (0..=count).map(|at| at as f64 / count as f64).collect();
    }
    [ends.0].into_iter().chain(between).chain([ends.1]).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::super::super::scale::ScaleKind, *};

    #[test]
    fn a_shade_is_a_range_of_values() {
        let counts: Limits = std::array::from_fn(|shade| limit(shade, 90.0, true));
        assert_eq!(counts, [0.0, 6.0, 23.0, 51.0, 90.0]);
        let shades = [0.0, 1.0, 6.0, 7.0, 90.0].map(|value| shade(value, &counts));
        assert_eq!(shades, [None, Some(1), Some(1), Some(2), Some(4)]);
    }

    #[test]
    fn a_column_ends_halfway_to_the_next() {
        let scale = Scale::around(ScaleKind::Linear, [0.0, 10.0]);
        assert_eq!(edges(&[0.0, 2.0, 10.0], scale), [-0.1, 0.1, 0.6, 1.4]);
        assert_eq!(edges(&[5.0], scale), [0.0, 1.0]);
        assert_eq!(edges(&[5.0, 5.0], scale), [0.0, 0.5, 1.0]);
    }
}
