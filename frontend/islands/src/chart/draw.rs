//! The part of a chart that is shown, drawn as the build draws all of it.

use axes::{
    DASHES, POINTS, Point, Points, Scale, between, coordinate, fixed, is_hollow, mark, opacity,
    runs, whiskers, within,
};

use super::data::{Chart, Column, Frame, Kind, Series, sort};
use crate::{figure::escaped, said::Readers};

/// How wide a character is at most, in units of its size, as the build measures it.
const ADVANCE: f64 = 0.61;
/// Between a text and what it stands beside, and the height of a line of text.
const GAP: f64 = 8.0;
const LINE: f64 = 20.0;
/// With more points than this a line has no marks.
const MARKED: usize = 24;

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
            let x = within(x, (half(&label), width - half(&label)));
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
                let x = within(*x, (half, width - half));
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
        let shown = self.chart.shown(&self.hidden);
        let rows = self.rows(&shown);
        let points = |column: &Column| -> Points {
            rows.iter().map(|row| Some(self.place(y, (at[*row], column[*row]?)))).collect()
        };
        let zero = self.place(y, (0.0, y.base())).1;
        let is_few = self.chart.within(self.x).len() <= MARKED;
        let mut below: Option<Points> = None;
        for (at, series) in shown {
            let line = points(series.drawn());
            let look = if *kind == Kind::Percentiles { 0 } else { at };
            *svg += &format!("<g class=\"series-{}\">", look + 1);
            let filled = match (kind, &below) {
                (Kind::StackedArea | Kind::Percentiles, Some(below)) => between(below, &line),
                (Kind::Area | Kind::StackedArea, _) => {
                    let on_zero = line.iter().map(|point| point.map(|(x, _)| (x, zero)));
                    between(&on_zero.collect(), &line)
                }
                _ => String::new(),
            };
            let opacity = opacity(at, *kind == Kind::Percentiles);
            *svg += &format!("<path d=\"{filled}\" fill-opacity=\"{opacity}\" stroke=\"none\"/>");
            if let Some([low, high]) = &series.bounds {
                self.bounds(&points(low), &points(high), svg);
            }
            self.line(at, &line, is_few, svg);
            *svg += "</g>";
            below = Some(line);
        }
    }

    /// Between which values each lies.
    fn bounds(&self, low: &Points, high: &Points, svg: &mut String) {
        *svg += &if self.chart.kind == Kind::Scatter {
            let pairs = low.iter().flatten().zip(high.iter().flatten());
            let path = whiskers(true, pairs.map(|(low, high)| (*low, *high)));
            format!("<path class=\"chart-whisker\" d=\"{path}\" fill=\"none\"/>")
        } else {
            let band = between(low, high);
            format!("<path d=\"{band}\" fill-opacity=\".2\" stroke=\"none\"/>")
        };
    }

    /// A line with its dashes, and the marks of points: of few, and of those that no line goes through.
    fn line(&self, at: usize, line: &Points, is_few: bool, svg: &mut String) {
        let kind = self.chart.kind;
        let is_joined = kind != Kind::Scatter;
        if is_joined {
            let (path, dash) = (runs(line), DASHES[at % DASHES.len()]);
            *svg += &format!(
                "<path d=\"{path}\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-dasharray=\"{dash}\"/>"
            );
        }
        let is_marked = !is_joined || kind == Kind::Line && is_few;
        let alone = |run: &&[Option<Point>]| is_marked || run.len() == 1;
        let marked = line.split(Option::is_none).filter(alone).flatten().flatten();
        let marks: String = marked.map(|point| mark(at, *point)).collect();
        let hollow =
            if is_hollow(at) { " class=\"chart-hollow\" stroke-width=\"1.75\"" } else { "" };
        *svg += &format!("<path d=\"{marks}\"{hollow}/>");
    }

    /// The rows that are drawn: of very many, for each pixel the first and the last, and of each column the
    /// lowest, the highest and the first that is not there.
    fn rows(&self, shown: &[(usize, &Series)]) -> Vec<usize> {
        let (chart, window) = (self.chart, self.chart.window(self.x));
        if window.len() <= POINTS || chart.kind == Kind::Scatter {
            return window.collect();
        }
        let Frame { left, right, .. } = self.frame;
        let pixel = |at: f64| (left + self.x.place(at) * (right - left)).floor();
        let (mut rows, mut from) = (Vec::new(), window.start);
        while from < window.end {
            let here = pixel(chart.at[from]);
            let to = chart.at[from..window.end].partition_point(|at| pixel(*at) <= here);
            let to = from + to.max(1);
            let mut kept = vec![from, to - 1];
            for column in shown.iter().flat_map(|(_, series)| series.columns()) {
                kept.extend(extremes(&column[from..to]).map(|at| from + at));
            }
            sort(&mut kept, &|row| *row as f64);
            kept.dedup();
            rows.append(&mut kept);
            from = to;
        }
        rows
    }

    /// What the build drew, stretched along the axis.
    fn stretched(&self, svg: &mut String) {
        let Frame { left, right, x, .. } = self.frame;
        let (from, to) = self.x.ends();
        let (from, to) = (x.place(from), x.place(to));
        let (by, width) = (1.0 / (to - from), right - left);
        let move_by = left - (left + from * width) * by;
        let (by, move_by, fields) = (fixed(by, 6), fixed(move_by, 6), &self.fields);
        *svg += &format!("<g transform=\"matrix({by} 0 0 1 {move_by} 0)\">{fields}</g>");
    }
}

/// Where in a column the lowest value is, the highest, and the first gap.
fn extremes(column: &[Option<f64>]) -> impl Iterator<Item = usize> + use<> {
    let (mut low, mut high, mut gap) = (None, None, None);
    for (at, value) in column.iter().enumerate() {
        match value {
            None => gap = gap.or(Some(at)),
            Some(value) => {
                if low.is_none_or(|(_, known)| *value < known) {
                    low = Some((at, *value));
                }
                if high.is_none_or(|(_, known)| *value >= known) {
                    high = Some((at, *value));
                }
            }
        }
    }
    [low.map(|low| low.0), high.map(|high| high.0), gap].into_iter().flatten()
}
