//! Bars: upright, lying, and those of counts.

use ::words::Message;

use super::{
    super::{
        super::{
            scale::{Scale, ScaleKind},
            svg::{Anchor, GAP, LINE, number},
        },
        data::{Series, Xs},
        histogram::Bins,
    },
    ChartPicture, Plot,
};

impl ChartPicture<'_> {
    fn names(&self) -> &[String] {
        match &self.data.x {
            Xs::Names(names) => names,
            _ => &[],
        }
    }

    /// Whether upright bars have room for their names below.
    pub(super) fn has_room_for_columns(&self) -> bool {
        let names = self.names();
        let room = (self.size.width - 60.0) / names.len().max(1) as f64;
        let widest = names.iter().map(|name| self.pen.width(name)).fold(0.0, f64::max);
        widest + GAP <= room && room >= 14.0 * self.data.series.len() as f64
    }

    /// A value as readers write it, for the end of its bar.
    fn written(&self, row: usize, series: usize) -> &str {
        self.data.rows.get(row).and_then(|row| row.get(series + 1)).map_or("", |text| text)
    }

    /// Upright bars.
    pub(super) fn columns(&mut self) {
        let scale = self.y_scale(true);
        let several = self.data.series.len() > 1;
        let default = if several { "" } else { &*self.data.series[0].name };
        self.heading(&self.spec.y.title(default));
        if several {
            self.legend();
        }
        let plot = self.plot(scale, 4.0, 12.0);
        let (rows, series) = (self.names().len(), self.data.series.len());
        let slot = (plot.right - plot.left) / rows.max(1) as f64;
        let width = (slot * 0.76 / series as f64).min(56.0);
        let base = scale.position(scale.base());
        let has_room = |picture: &Self| {
            (0..rows).all(|row| {
                (0..series).all(|at| picture.pen.width(picture.written(row, at)) + 3.0 <= width)
            })
        };
        // What says how far a value may be off stands where the value would.
        let is_bounded = self.data.series.iter().any(|series| !series.bounds.is_empty());
        let shows_values = !is_bounded && has_room(self);
        for (at, series_at) in self.data.series.iter().enumerate() {
            let bars: Vec<_> = series_at
                .values
                .iter()
                .enumerate()
                .filter_map(|(row, value)| Some((row, (*value)?)))
                .map(|(row, value)| {
                    let middle = plot.left + slot * (row as f64 + 0.5);
                    let x = middle + (at as f64 - series as f64 / 2.0) * width + 1.0;
                    let (low, high) = (plot.y(base), plot.y(scale.position(value)));
                    (row, x, low.min(high), (low - high).abs(), value < 0.0)
                })
                .collect();
            let ends = |(row, x, ..): &(usize, f64, f64, f64, bool)| {
                let (low, high) = ends(series_at, *row, |value| plot.y(scale.position(value)))?;
                let x = x + width / 2.0 - 1.0;
                Some(((x, low), (x, high)))
            };
            let whiskers: Vec<_> = bars.iter().filter_map(ends).collect();
            self.pen.series(at, |pen| {
                for (_, x, y, height, _) in &bars {
                    pen.bar(at, *x, *y, width - 2.0, *height);
                }
                pen.whiskers(true, whiskers);
            });
            for (row, x, y, height, below) in bars.into_iter().filter(|_| shows_values) {
                let y = if below { y + height + 9.0 } else { y - 9.0 };
                let text = self.written(row, at).to_owned();
                self.pen.text(x + width / 2.0 - 1.0, y, Anchor::Middle, "chart-value", &text);
            }
        }
        let middle = |row: usize| plot.left + slot * (row as f64 + 0.5);
        let ticks: Vec<_> = (0..rows).map(middle).zip(self.names().iter().cloned()).collect();
        let slots = Scale::new(ScaleKind::Linear, 0.0, rows as f64);
        self.frame(plot, slots, None, (0..rows).map(|row| row as f64 + 0.5).collect());
        self.bottom(plot, &ticks, false, &self.spec.x.title(&self.data.x_name));
    }

    /// Lying bars, for names that are long or many: beside the bars, or else above.
    pub(super) fn rows(&mut self) {
        let scale = self.y_scale(true);
        let several = self.data.series.len() > 1;
        self.heading(&self.spec.x.title(&self.data.x_name));
        if several {
            self.legend();
        }
        let names = self.names().to_vec();
        let series = self.data.series.len();
        let widest = names.iter().map(|name| self.pen.width(name)).fold(0.0, f64::max);
        let beside = widest <= self.size.width * 0.36;
        let thickness = if series == 1 { 16.0 } else { 12.0 };
        let lead = if beside { 0.0 } else { LINE };
        let slot = lead + thickness * series as f64 + 10.0;
        let values = (0..names.len()).flat_map(|row| (0..series).map(move |at| (row, at)));
        let room =
            values.map(|(row, at)| self.pen.width(self.written(row, at))).fold(0.0, f64::max);
        let plot = Plot {
            left: if beside { widest + GAP } else { 2.0 },
            right: (self.size.width - room - GAP).max(self.size.width / 2.0),
            top: self.y + 4.0,
            bottom: self.y + 4.0 + slot * names.len() as f64,
        };
        let ticks = self.ticks_along(scale, plot);
        let grid: String = ticks
            .iter()
            .map(|(x, _)| format!("M{} {}V{}", number(*x), number(plot.top), number(plot.bottom)))
            .collect();
        self.pen.open();
        self.pen.rule("chart-grid", ".18", &grid);
        let base = plot.x(scale.position(scale.base()));
        for (row, name) in names.iter().enumerate() {
            let top = plot.top + slot * row as f64 + 5.0;
            let middle = top + thickness * series as f64 / 2.0;
            match beside {
                true => self.pen.text(plot.left - GAP, middle, Anchor::End, "", name),
                false => {
                    let name = self.pen.fitting(name, self.size.width);
                    self.pen.text(0.0, top + LINE / 2.0 - 3.0, Anchor::Start, "", &name);
                }
            }
            for at in 0..series {
                let Some(value) = self.data.series[at].values[row] else { continue };
                let end = plot.x(scale.position(value));
                let y = top + lead + thickness * at as f64;
                let middle = y + thickness / 2.0;
                let ends = ends(&self.data.series[at], row, |value| plot.x(scale.position(value)));
                self.pen.series(at, |pen| {
                    pen.bar(at, base.min(end), y + 1.0, (end - base).abs(), thickness - 2.0);
                    pen.whiskers(false, ends.map(|(low, high)| ((low, middle), (high, middle))));
                });
                let text = self.written(row, at).to_owned();
                let x = ends.map_or(end, |(_, high)| high.max(end)).max(base) + 6.0;
                self.pen.text(x, middle, Anchor::Start, "chart-value", &text);
            }
        }
        let default = if several { "" } else { &*self.data.series[0].name };
        self.bottom(plot, &ticks, true, &self.spec.y.title(default));
    }

    pub(super) fn histogram(&mut self) {
        let Some(bins) = Bins::of(self.spec, self.data) else { return };
        let most = bins.counts.iter().copied().max().unwrap_or(1);
        let scale = match self.spec.y.log.is_some() {
            // A bar of one is a bar.
            true => Scale::around(ScaleKind::Log, [0.5, most as f64]),
            false => Scale::around(ScaleKind::Count, [0.0, most as f64]).rounded(self.steps()),
        };
        self.heading(&self.spec.y.title(self.words.say(Message::ChartCount)));
        let plot = self.plot(scale, 14.0, 12.0);
        let ticks = self.ticks_along(bins.scale, plot);
        let base = plot.y(scale.position(scale.base()));
        let middle = |edges: &[f64]| match bins.scale.kind {
            ScaleKind::Log => (edges[0] * edges[1]).sqrt(),
            _ => f64::midpoint(edges[0], edges[1]),
        };
        let middles = bins.edges.windows(2).map(middle);
        self.frame(plot, bins.scale, None, middles.collect());
        self.pen.series(0, |pen| {
            for (edges, count) in bins.edges.windows(2).zip(&bins.counts) {
                let (from, to) =
                    (plot.x(bins.scale.position(edges[0])), plot.x(bins.scale.position(edges[1])));
                let top = plot.y(scale.position(*count as f64));
                if *count > 0 {
                    pen.bar(0, from + 0.5, top, to - from - 1.0, base - top);
                }
            }
        });
        self.bottom(plot, &ticks, true, &self.spec.x.title(&self.data.x_name));
    }
}

/// From where to where the value of a row may lie, if that is known.
fn ends(series: &Series, row: usize, place: impl Fn(f64) -> f64) -> Option<(f64, f64)> {
    let (low, high) = (*series.bounds.get(row)?)?;
    Some((place(low), place(high)))
}
