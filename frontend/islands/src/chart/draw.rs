//! The part of a chart that is shown, drawn as the build draws all of it.

use std::borrow::Cow;

use axes::{
    DASHES, Point, Points, Scale, between, coordinate, is_hollow, mark, opacity, runs, stacked,
    whiskers,
};

use super::data::{Chart, Frame, Kind, Series, is_within};
use crate::{figure::escaped, said::Readers};

/// How wide a character is at most, in units of its size, as the build measures it.
const ADVANCE: f64 = 0.61;
/// Between a text and what it stands beside, and the height of a line of text.
const GAP: f64 = 8.0;
const LINE: f64 = 20.0;
/// With more points than this a line has no marks.
const MARKED: usize = 24;

/// The series that are shown, each with its place among all; parts of wholes stand on each other.
pub(crate) fn shown<'c>(chart: &'c Chart, hidden: &[usize]) -> Vec<(usize, Cow<'c, Series>)> {
    let all = chart.series.iter().enumerate().filter(|(at, _)| !hidden.contains(at));
    let mut shown: Vec<_> = all.map(|(at, series)| (at, Cow::Borrowed(series))).collect();
    if chart.kind == Kind::StackedArea {
        stacked(shown.iter_mut().map(|(_, series)| &mut series.to_mut().values));
    }
    shown
}

/// What is drawn between two axes.
pub(crate) struct Drawing<'c> {
    pub(crate) chart: &'c Chart,
    pub(crate) frame: Frame,
    pub(crate) x: Scale,
    /// Without one there is nothing but what is stretched along the other.
    pub(crate) y: Option<Scale>,
    pub(crate) hidden: Vec<usize>,
    /// The fields of a heatmap as the build drew them.
    pub(crate) fields: String,
    /// Names the part of a picture that is seen.
    pub(crate) clip: String,
}

impl Drawing<'_> {
    /// All of it as SVG.
    pub(crate) fn svg(&self) -> String {
        let Frame { left, right, top, bottom, .. } = self.frame;
        let mut svg = String::new();
        self.axes(&mut svg);
        // What ends at the edge may have a mark there.
        let (x, y) = (coordinate(left - 5.0), coordinate(top - 5.0));
        let (width, height) = (coordinate(right - left + 10.0), coordinate(bottom - top + 10.0));
        let clip = &self.clip;
        svg += &format!(
            "<clipPath id=\"{clip}\"><path d=\"M{x} {y}h{width}v{height}h-{width}z\"/></clipPath><g clip-path=\"url(#{clip})\">"
        );
        match self.y {
            Some(y) => self.series(y, &mut svg),
            None => self.stretched(&mut svg),
        }
        svg += "</g>";
        svg
    }

    fn place(&self, y: Scale, (at, value): (f64, f64)) -> Point {
        let Frame { left, right, top, bottom, .. } = self.frame;
        (left + self.x.place(at) * (right - left), bottom - y.place(value) * (bottom - top))
    }

    /// Marks and lines of both axes.
    fn axes(&self, svg: &mut String) {
        let Frame { left, right, top, bottom, width, .. } = self.frame;
        let font = if self.frame.is_wide() { 13.0 } else { 12.5 };
        let text = |svg: &mut String, x: f64, y: f64, anchor: &str, text: &str| {
            let (x, y) = (coordinate(x), coordinate(y + font * 0.35));
            *svg += &format!(
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"chart-tick\" stroke=\"none\">{}</text>",
                escaped(text)
            );
        };
        let rule = |class: &str, path: &str| {
            format!("<path class=\"{class}\" d=\"{path}\" fill=\"none\" stroke=\"currentColor\"/>")
        };
        let steps = if self.frame.is_wide() { 6 } else { 4 };
        let mut grid = String::new();
        for tick in self.y.iter().flat_map(|y| y.ticks(steps, &Readers)) {
            let y = bottom - self.y.map_or(0.0, |y| y.place(tick.value)) * (bottom - top);
            grid += &format!("M{} {}H{}", coordinate(left), coordinate(y), coordinate(right));
            text(svg, left - GAP, y, "end", &tick.label);
        }
        *svg += &rule("chart-grid", &grid);
        let mut axis =
            format!("M{} {}H{}", coordinate(left), coordinate(bottom), coordinate(right));
        let half = |label: &str| label.chars().count() as f64 * font * ADVANCE / 2.0;
        for (x, label) in self.marks_along(&half) {
            axis += &format!("M{} {}v5", coordinate(x), coordinate(bottom));
            let x = x.clamp(half(&label), width - half(&label));
            text(svg, x, bottom + 6.0 + LINE / 2.0, "middle", &label);
        }
        *svg += &rule("chart-axis", &axis);
    }

    /// As many marks as have room beside each other.
    fn marks_along(&self, half: &dyn Fn(&str) -> f64) -> Vec<(f64, String)> {
        let Frame { left, right, width, .. } = self.frame;
        let most = if self.frame.is_wide() { 9 } else { 6 };
        for wanted in (1..=most).rev() {
            let ticks = self.x.ticks(wanted, &Readers).into_iter();
            let places: Vec<_> = ticks
                .map(|tick| (left + self.x.place(tick.value) * (right - left), tick.label))
                .filter(|(x, _)| (left - 0.1..=right + 0.1).contains(x))
                .collect();
            let mut end = f64::NEG_INFINITY;
            let fits = places.iter().all(|(x, label)| {
                let half = half(label);
                let x = x.clamp(half, width - half);
                let clear = x - half >= end;
                end = x + half + GAP;
                clear
            });
            if fits {
                return places;
            }
        }
        Vec::new()
    }

    /// Lines, areas, points.
    fn series(&self, y: Scale, svg: &mut String) {
        let Chart { kind, at, .. } = self.chart;
        let shown = shown(self.chart, &self.hidden);
        let window = self.chart.window(self.x);
        let points = |values: &mut dyn Iterator<Item = Option<f64>>| -> Points {
            let rows = at.iter().zip(values).skip(window.start).take(window.len());
            rows.map(|(at, value)| Some(self.place(y, (*at, value?)))).collect()
        };
        let lines: Vec<Points> =
            shown.iter().map(|(_, series)| points(&mut series.values.iter().copied())).collect();
        let zero = self.place(y, (0.0, y.base())).1;
        let is_joined = *kind != Kind::Scatter;
        let within = at[window.clone()].iter().filter(|at| is_within(self.x.place(**at))).count();
        for (nth, (at, series)) in shown.iter().enumerate() {
            let line = &lines[nth];
            let look = if *kind == Kind::Percentiles { 0 } else { *at };
            *svg += &format!("<g class=\"series-{}\">", look + 1);
            let below = nth.checked_sub(1).map(|below| &lines[below]);
            let on_zero =
                || -> Points { line.iter().map(|point| point.map(|(x, _)| (x, zero))).collect() };
            let filled = match (kind, below) {
                (Kind::StackedArea, Some(below)) => between(below, line),
                (Kind::Area | Kind::StackedArea, _) => between(&on_zero(), line),
                (Kind::Percentiles, Some(below)) => between(below, line),
                _ => String::new(),
            };
            let opacity = opacity(*at, *kind == Kind::Percentiles);
            *svg += &format!("<path d=\"{filled}\" fill-opacity=\"{opacity}\" stroke=\"none\"/>");
            let low = points(&mut series.bounds.iter().map(|bounds| Some((*bounds)?.0)));
            let high = points(&mut series.bounds.iter().map(|bounds| Some((*bounds)?.1)));
            *svg += &if is_joined {
                let band = between(&low, &high);
                format!("<path d=\"{band}\" fill-opacity=\".2\" stroke=\"none\"/>")
            } else {
                let pairs = low.iter().flatten().zip(high.iter().flatten());
                let path = whiskers(true, pairs.map(|(low, high)| (*low, *high)));
                format!("<path class=\"chart-whisker\" d=\"{path}\" fill=\"none\"/>")
            };
            if is_joined {
                let (path, dash) = (runs(line), DASHES[at % DASHES.len()]);
                *svg += &format!(
                    "<path d=\"{path}\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-dasharray=\"{dash}\"/>"
                );
            }
            let is_few = !is_joined || *kind == Kind::Line && within <= MARKED;
            let alone = |run: &&[Option<Point>]| is_few || run.len() == 1;
            let marked = line.split(Option::is_none).filter(alone).flatten().flatten();
            let marks: String = marked.map(|point| mark(*at, *point)).collect();
            let hollow =
                if is_hollow(*at) { " class=\"chart-hollow\" stroke-width=\"1.75\"" } else { "" };
            *svg += &format!("<path d=\"{marks}\"{hollow}/></g>");
        }
    }

    /// What the build drew, stretched along the axis.
    fn stretched(&self, svg: &mut String) {
        let Frame { left, right, x, .. } = self.frame;
        let (from, to) = self.x.ends();
        let (from, to) = (x.place(from), x.place(to));
        let (by, width) = (1.0 / (to - from), right - left);
        let move_by = left - (left + from * width) * by;
        let fields = &self.fields;
        *svg += &format!("<g transform=\"matrix({by} 0 0 1 {move_by} 0)\">{fields}</g>");
    }
}
