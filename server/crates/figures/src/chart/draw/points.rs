//! Points between two axes: lines, areas, what lies between them, and points alone.

use axes::{Points, apart, between, opacity, runs};

use super::{
    super::{
        super::{
            scale::Scale,
            svg::{Anchor, GAP, LINE},
        },
        spec::ChartKind,
    },
    ChartPicture, along, colour,
};

impl ChartPicture<'_> {
    pub(super) fn points(&mut self) {
        let (values, x_scale) = along(self.spec, self.data);
        // Points don't lie on the axes.
        let x_scale = if self.spec.kind == ChartKind::Scatter {
            x_scale.rounded(self.steps())
        } else {
            x_scale
        };
        let from_zero = matches!(self.spec.kind, ChartKind::Area | ChartKind::StackedArea);
        let y_scale = self.y_scale(from_zero);
        let several = self.data.series.len() > 1;
        let default = if several { "" } else { &*self.data.series[0].name };
        self.heading(&self.spec.y.title(default));
        let labels = self.direct_labels(y_scale);
        let right = match &labels {
            Some((_, room)) => *room,
            None => 14.0,
        };
        if several && labels.is_none() {
            self.legend();
        }
        let plot = self.plot(y_scale, right, 12.0);
        let ticks = self.ticks_along(x_scale, plot);
        let title = self.along_title(x_scale);
        self.bottom(plot, &ticks, true, &title);
        self.frame(plot, x_scale, Some(y_scale), values.to_vec());
        self.pen.open();
        let place = |x: f64, y: f64| (plot.x(x_scale.position(x)), plot.y(y_scale.position(y)));
        let points = |of: &mut dyn Iterator<Item = Option<f64>>| -> Points {
            values.iter().zip(of).map(|(x, y)| y.map(|y| place(*x, y))).collect()
        };
        let lines: Vec<Points> = self
            .data
            .series
            .iter()
            .map(|series| points(&mut series.values.iter().copied()))
            .collect();
        self.filled(&lines, plot.y(y_scale.position(y_scale.base())));
        self.bounds(&points);
        for (at, points) in lines.into_iter().enumerate() {
            self.series(at, points);
        }
        let heights = labels.iter().flat_map(|(heights, _)| heights);
        for (at, (series, height)) in self.data.series.iter().zip(heights).enumerate() {
            let (x, y) = (plot.right + GAP, plot.top + height);
            let colour = colour(self.spec.kind, at);
            self.pen.series(colour, |pen| pen.text(x, y, Anchor::Start, "", &series.name));
        }
        self.pen.close();
    }

    /// Where the values of series may lie: between two lines, or at points from where to where.
    fn bounds(&mut self, points: &dyn Fn(&mut dyn Iterator<Item = Option<f64>>) -> Points) {
        let bounded = self.data.series.iter().enumerate();
        for (at, series) in bounded.filter(|(_, series)| !series.bounds.is_empty()) {
            let low = points(&mut series.bounds.iter().map(|bounds| Some((*bounds)?.0)));
            let high = points(&mut series.bounds.iter().map(|bounds| Some((*bounds)?.1)));
            let is_joined = self.spec.kind.is_joined();
            self.pen.series(colour(self.spec.kind, at), |pen| match is_joined {
                true => pen.area(&between(&low, &high), ".2"),
                false => {
                    let ends = low.iter().flatten().zip(high.iter().flatten());
                    pen.whiskers(true, ends.map(|(low, high)| (*low, *high)));
                }
            });
        }
    }

    /// The line of a series, or its points.
    fn series(&mut self, at: usize, points: Points) {
        let (kind, is_wide) = (self.spec.kind, self.size.is_wide());
        self.pen.series(colour(kind, at), |pen| match kind {
            ChartKind::Scatter => pen.marks(at, distinct(points.into_iter().flatten())),
            _ => {
                let few = kind == ChartKind::Line && points.len() <= if is_wide { 24 } else { 14 };
                pen.line(at, &runs(&points));
                let alone = |run: &&[Option<(f64, f64)>]| few || run.len() == 1;
                let marked = points.split(Option::is_none).filter(alone);
                pen.marks(at, marked.flatten().flatten().copied());
            }
        });
    }

    /// What is filled between lines, or between them and the height of zero.
    fn filled(&mut self, lines: &[Points], zero: f64) {
        let on_zero = |line: &Points| -> Points {
            line.iter().map(|point| point.map(|(x, _)| (x, zero))).collect()
        };
        for (at, line) in lines.iter().enumerate() {
            let below = at.checked_sub(1).map(|below| &lines[below]);
            let (low, opacity) = match (self.spec.kind, below) {
                (ChartKind::Area, _) | (ChartKind::StackedArea, None) => {
                    (on_zero(line), opacity(at, false))
                }
                (ChartKind::StackedArea, Some(below)) => (below.clone(), opacity(at, false)),
                (ChartKind::Percentiles, Some(below)) => (below.clone(), opacity(at, true)),
                _ => continue,
            };
            let path = between(&low, line);
            self.pen.series(colour(self.spec.kind, at), |pen| pen.area(&path, opacity));
        }
    }

    /// The names of the lines at their ends, with their heights and the room that they take, if
    /// they have it: reading them there is easier than looking them up.
    fn direct_labels(&self, scale: Scale) -> Option<(Vec<f64>, f64)> {
        let series = &self.data.series;
        if series.len() < 2 || !self.spec.kind.is_joined() || !self.size.is_wide() {
            return None;
        }
        let room = series.iter().map(|series| self.pen.width(&series.name)).fold(0.0, f64::max);
        let mut wanted = Vec::new();
        for series in series {
            // Only a line that goes on to the end of the axis has its end there.
            let last = *series.values.last()?;
            wanted.push((1.0 - scale.position(last?)) * self.size.plot);
        }
        if room > 180.0 {
            return None;
        }
        let heights = apart(&wanted, LINE - 3.0, self.size.plot)?;
        Some((heights, room + GAP + 2.0))
    }
}

/// Points without those that lie on others, to half a pixel.
fn distinct(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let mut seen = std::collections::BTreeSet::new();
    points
        .filter(|(x, y)| seen.insert(((x * 2.0).round() as i64, (y * 2.0).round() as i64)))
        .collect()
}
