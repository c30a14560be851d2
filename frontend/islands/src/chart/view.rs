//! What of a chart is shown, and how: which part of its x axis, which series, on which scale.

use axes::{Scale, ScaleKind, within};
use leptos::prelude::*;

use super::data::{Chart, Frame, Kind};
use crate::{address, clock::Shared};

/// How much of an axis is shown at least.
const SMALLEST: f64 = 1e-3;

/// What a reader has chosen to see of a chart.
#[derive(Clone, Copy)]
pub(crate) struct View {
    pub(crate) chart: StoredValue<Chart>,
    /// Which row is pointed at, and which part of the axis is shown.
    pub(crate) shared: Shared,
    /// The series that are not shown.
    pub(crate) hidden: RwSignal<Vec<usize>>,
    pub(crate) is_log: RwSignal<bool>,
    /// Whether its values are here: of very many, they come once somebody looks closer.
    pub(crate) is_here: RwSignal<bool>,
    /// The ends of a part that is being chosen.
    pub(crate) brush: RwSignal<Option<(f64, f64)>>,
}

impl View {
    /// A view of all of a chart, or of what an address says.
    pub(crate) fn new(chart: Chart, shared: Shared, said: &str) -> Self {
        let (hidden, is_log) = (RwSignal::new(Vec::new()), RwSignal::new(was_log(&chart)));
        for part in said.split('_') {
            match part {
                "log" if chart.has_scales() && chart.is_positive() => is_log.set(true),
                "linear" => is_log.set(false),
                _ => {
                    let series = part.strip_prefix('h').and_then(|at| at.parse::<usize>().ok());
                    let series = series.and_then(|at| at.checked_sub(1));
                    let series = series.filter(|at| *at < chart.series.len() && chart.has_legend());
                    hidden.update(|hidden| hidden.extend(series));
                }
            }
        }
        let (is_here, brush) = (RwSignal::new(chart.file.is_none()), RwSignal::new(None));
        let view = Self { chart: StoredValue::new(chart), shared, hidden, is_log, is_here, brush };
        view.hide(hidden.get_untracked());
        view
    }

    /// Shows all series but some.
    pub(crate) fn hide(self, hidden: Vec<usize>) {
        self.chart.update_value(|chart| chart.stack(&hidden));
        self.hidden.set(hidden);
    }

    /// What an address says of it, the range apart.
    pub(crate) fn written(self) -> Vec<String> {
        let is_log = self.is_log.get();
        let scale = (is_log != self.chart.with_value(was_log))
            .then(|| if is_log { "log" } else { "linear" }.to_owned());
        let hidden = self.hidden.get().into_iter().map(|at| format!("h{}", at + 1));
        scale.into_iter().chain(hidden).collect()
    }

    /// The x axis as it is drawn when all is shown.
    fn whole(self) -> Scale {
        self.chart.with_value(|chart| chart.wide.x)
    }

    /// The part of the x axis that is shown, if it is not all. What is chosen on another figure of the same
    /// time counts as far as this one goes.
    pub(crate) fn range(self) -> Option<(f64, f64)> {
        let ((from, to), whole) = (self.shared.range.get()?, self.whole());
        let (first, last) = whole.ends();
        let (from, to) = (from.max(first), to.min(last));
        let is_part = from > first || to < last;
        let part = whole.place(to) - whole.place(from);
        (is_part && part > SMALLEST / 2.0).then_some((from, to))
    }

    /// Shows a part of the axis, given as places on all of it; or all.
    pub(crate) fn show(self, (from, to): (f64, f64)) {
        let length = (to - from).clamp(SMALLEST, 1.0);
        let middle = within(f64::midpoint(from, to), (length / 2.0, 1.0 - length / 2.0));
        let whole = self.whole();
        let value = |place: f64| address::rounded(whole.value(place), whole);
        let is_all = length > 1.0 - 1e-6;
        let range = (value(middle - length / 2.0), value(middle + length / 2.0));
        self.shared.range.set((!is_all).then_some(range));
    }

    /// The part of the axis that is shown, as places on all of it.
    pub(crate) fn shown(self) -> (f64, f64) {
        let whole = self.whole();
        untrack(|| self.range())
            .map_or((0.0, 1.0), |(from, to)| (whole.place(from), whole.place(to)))
    }

    /// Shows so much of what is shown, around a place in it.
    pub(crate) fn zoom(self, by: f64, around: f64) {
        let (from, to) = self.shown();
        let (at, length) = (from + around * (to - from), (to - from) * by);
        self.show((at - around * length, at + (1.0 - around) * length));
    }

    /// Moves what is shown by a part of itself.
    pub(crate) fn pan(self, by: f64) {
        let (from, to) = self.shown();
        let by = within((to - from) * by, (-from, 1.0 - to));
        self.show((from + by, to + by));
    }

    /// The x axis as it is drawn in a picture.
    pub(crate) fn x(self, frame: Frame) -> Scale {
        self.range().map_or(frame.x, |(from, to)| Scale::new(frame.x.kind, from, to))
    }

    /// Whether it is what the page showed before any script.
    pub(crate) fn is_whole(self) -> bool {
        let is_log = self.is_log.get() == self.chart.with_value(was_log);
        !self.is_here.get() || self.range().is_none() && is_log && self.hidden.with(Vec::is_empty)
    }

    /// The upward axis for what is shown.
    pub(crate) fn y(self, frame: Frame) -> Option<Scale> {
        let (drawn, is_log) = (frame.y?, self.is_log.get());
        if self.is_whole() {
            return Some(drawn);
        }
        let x = self.x(frame);
        let ends = self.chart.with_value(|chart| extent(chart, x, &self.hidden.get()));
        let from_zero =
            self.chart.with_value(|chart| matches!(chart.kind, Kind::Area | Kind::StackedArea));
        let (low, high) = ends.unwrap_or(drawn.ends());
        let steps = if frame.is_wide() { 6 } else { 4 };
        Some(Scale::upward((low, high), is_log, from_zero).rounded(steps))
    }

    /// The row that is pointed at, if it is shown.
    pub(crate) fn row(self, frame: Frame) -> Option<usize> {
        self.is_here.track();
        let (cursor, x) = (self.shared.cursor.get()?, self.x(frame));
        super::data::is_within(x.place(cursor)).then_some(())?;
        self.chart.with_value(|chart| chart.nearest(cursor, x))
    }
}

fn was_log(chart: &Chart) -> bool {
    chart.wide.y.is_some_and(|y| y.kind == ScaleKind::Log)
}

/// The lowest and the highest value that is drawn over a part of the x axis.
fn extent(chart: &Chart, x: Scale, hidden: &[usize]) -> Option<(f64, f64)> {
    let mut ends: Option<(f64, f64)> = None;
    let mut meet = |value: f64| {
        let (low, high) = ends.unwrap_or((value, value));
        ends = Some((low.min(value), high.max(value)));
    };
    let (rows, window) = (chart.within(x), chart.window(x));
    let place = |row: usize| x.place(chart.at[row]);
    for (_, series) in chart.shown(hidden) {
        for column in series.columns() {
            rows.iter().filter_map(|row| column[*row]).for_each(&mut meet);
        }
        // Where a line comes into the picture, or leaves it.
        let values = series.drawn();
        for row in [window.start, window.end.saturating_sub(2)] {
            let next = values.get(row + 1).copied().flatten();
            let line = values.get(row).copied().flatten().zip(next);
            let Some((value, next)) = line.filter(|_| chart.kind != Kind::Scatter) else {
                continue;
            };
            let (here, there) = (place(row), place(row + 1));
            for edge in [0.0, 1.0].into_iter().filter(|edge| here < *edge && *edge < there) {
                meet(value + (next - value) * (edge - here) / (there - here));
            }
        }
    }
    ends
}
