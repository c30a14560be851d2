//! From data to a picture.

use ::words::{Message, Words};

use super::{
    data::{Data, Xs},
    histogram::Bins,
    scale::{Scale, ScaleKind, Tick},
    spec::{ChartKind, Spec},
    svg::{Anchor, Pen, number},
};

/// How large a picture is. Each chart is drawn twice, so that its text can be read on a phone too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    width: f64,
    /// The height between the axes.
    plot: f64,
    font: f64,
}

impl Size {
    pub(super) const WIDE: Self = Self { width: 704.0, plot: 300.0, font: 13.0 };
    pub(super) const NARROW: Self = Self { width: 344.0, plot: 230.0, font: 12.5 };

    fn is_wide(self) -> bool {
        self.width > 500.0
    }
}

/// Draws a chart, and says where each row of its data is drawn along the picture, in hundredths of its
/// width, if it is in one place; the two descriptions are names and texts.
pub(super) fn draw(
    (spec, data, words): (&Spec, &Data, &Words),
    size: Size,
    title: (&str, &str),
    description: (&str, &str),
) -> (String, Vec<f64>) {
    let (pen, places) = (Pen::new(size.font), Vec::new());
    let mut picture = ChartPicture { spec, data, words, size, pen, y: 4.0, places };
    match spec.kind {
        ChartKind::Line | ChartKind::Scatter => picture.points(),
        ChartKind::Bar if picture.has_room_for_columns() => picture.columns(),
        ChartKind::Bar => picture.rows(),
        ChartKind::Histogram => picture.histogram(),
    }
    let places = picture.places.into_iter().map(|x| x / size.width * 100.0).collect();
    (picture.pen.finish(size.width, picture.y, title, description), places)
}

/// The highest that a line of text is.
const LINE: f64 = 20.0;
/// Between a text and what it stands beside.
const GAP: f64 = 8.0;

struct ChartPicture<'a> {
    spec: &'a Spec,
    data: &'a Data,
    words: &'a Words,
    size: Size,
    pen: Pen,
    /// What is drawn so far ends here.
    y: f64,
    /// Where the rows of the data are drawn, from left to right, if each is in one place.
    places: Vec<f64>,
}

/// The rectangle between the axes.
#[derive(Clone, Copy)]
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Plot {
    fn x(self, position: f64) -> f64 {
        self.left + position * (self.right - self.left)
    }

    fn y(self, position: f64) -> f64 {
        self.bottom - position * (self.bottom - self.top)
    }
}

/// What stands along the x axis, and the axis.
pub(super) fn along<'a>(spec: &Spec, data: &'a Data) -> (&'a [f64], Scale) {
    let (values, kind): (&[f64], ScaleKind) = match &data.x {
        Xs::Numbers(values) if spec.x.log.is_some() => (values, ScaleKind::Log),
        // Between the third and the fourth there is nothing to mark.
        Xs::Numbers(values) if values.iter().all(|value| value.fract() == 0.0) => {
            (values, ScaleKind::Count)
        }
        Xs::Numbers(values) => (values, ScaleKind::Linear),
        Xs::Times(values, true) => (values, ScaleKind::Time),
        Xs::Times(values, false) => (values, ScaleKind::Clock),
        Xs::Names(_) => (&[], ScaleKind::Linear),
    };
    (values, Scale::around(kind, values.iter().copied()))
}

/// The upward axis, on which the values of all series have a place.
pub(super) fn upward(spec: &Spec, data: &Data, from_zero: bool) -> Scale {
    let values = || data.series.iter().flat_map(|series| series.values.iter().flatten().copied());
    let low = values().fold(f64::INFINITY, f64::min);
    if spec.y.log.is_some() {
        // The shortest bar has a length, too.
        let below = from_zero.then_some(low * 0.9);
        return Scale::around(ScaleKind::Log, values().chain(below));
    }
    let high = values().fold(f64::NEG_INFINITY, f64::max);
    // Zero is shown where it is near: else the eye takes the end of the axis for it.
    let zero = (from_zero || low >= 0.0 && low < high * 0.6).then_some(0.0);
    Scale::around(ScaleKind::Linear, values().chain(zero))
}

impl ChartPicture<'_> {
    fn y_scale(&self, from_zero: bool) -> Scale {
        upward(self.spec, self.data, from_zero).rounded(self.steps())
    }

    fn steps(&self) -> usize {
        if self.size.is_wide() { 6 } else { 4 }
    }

    /// The label of the upward axis, above it: sideways nobody can read it.
    fn heading(&mut self, text: &str) {
        if !text.is_empty() {
            let text = self.pen.fitting(text, self.size.width);
            self.pen.text(0.0, self.y + LINE / 2.0, Anchor::Start, "chart-label", &text);
            self.y += LINE;
        }
    }

    /// Which series looks how.
    fn legend(&mut self) {
        let swatch = 30.0;
        let mut x = 0.0;
        for (at, series) in self.data.series.iter().enumerate() {
            let name = self.pen.fitting(&series.name, self.size.width - swatch);
            let width = swatch + self.pen.width(&name);
            if x > 0.0 && x + width > self.size.width {
                x = 0.0;
                self.y += LINE;
            }
            let y = self.y + LINE / 2.0;
            let kind = self.spec.kind;
            self.pen.series(at, |pen| match kind {
                ChartKind::Bar | ChartKind::Histogram => pen.bar(at, x + 8.0, y - 6.0, 14.0, 12.0),
                ChartKind::Line => {
                    pen.line(at, &format!("M{} {}h24", number(x), number(y)));
                    pen.marks(at, [(x + 12.0, y)]);
                }
                ChartKind::Scatter => pen.marks(at, [(x + 16.0, y)]),
            });
            self.pen.text(x + swatch, y, Anchor::Start, "", &name);
            x += width + 18.0;
        }
        self.y += LINE + 2.0;
    }

    /// Opens the space between the axes, with the marks of the upward axis.
    fn plot(&mut self, scale: Scale, right: f64, left_at_least: f64) -> Plot {
        let ticks = scale.ticks(self.steps(), self.words);
        let widest = ticks.iter().map(|tick| self.pen.width(&tick.label)).fold(0.0, f64::max);
        self.y += GAP + 4.0;
        let plot = Plot {
            left: (widest + GAP).max(left_at_least),
            right: self.size.width - right,
            top: self.y,
            bottom: self.y + self.size.plot,
        };
        let mut grid = String::new();
        for tick in &ticks {
            let y = plot.y(scale.position(tick.value));
            grid.push_str(&format!("M{} {}H{}", number(plot.left), number(y), number(plot.right)));
            self.pen.text(plot.left - GAP, y, Anchor::End, "chart-tick", &tick.label);
        }
        self.pen.rule("chart-grid", ".18", &grid);
        self.y = plot.bottom;
        plot
    }

    /// The axis along the bottom, its marks, and its label.
    fn bottom(&mut self, plot: Plot, ticks: &[(f64, String)], marked: bool, label: &str) {
        let mut axis =
            format!("M{} {}H{}", number(plot.left), number(plot.bottom), number(plot.right));
        let y = plot.bottom + 6.0 + LINE / 2.0;
        for (x, text) in ticks {
            if marked {
                axis.push_str(&format!("M{} {}v5", number(*x), number(plot.bottom)));
            }
            // The outermost labels stay in the picture.
            let half = self.pen.width(text) / 2.0;
            let x = x.clamp(half, (self.size.width - half).max(half));
            self.pen.text(x, y, Anchor::Middle, "chart-tick", text);
        }
        self.pen.rule("chart-axis", ".6", &axis);
        self.y = plot.bottom + 6.0 + LINE;
        if !label.is_empty() {
            let label = self.pen.fitting(label, self.size.width);
            let half = self.pen.width(&label) / 2.0;
            let middle = f64::midpoint(plot.left, plot.right);
            let x = middle.clamp(half, (self.size.width - half).max(half));
            self.pen.text(x, self.y + LINE / 2.0, Anchor::Middle, "chart-label", &label);
            self.y += LINE;
        }
        self.y += 4.0;
    }

    /// As many marks as have room beside each other.
    fn ticks_along(&self, scale: Scale, plot: Plot) -> Vec<(f64, String)> {
        let mut wanted = if self.size.is_wide() { 9 } else { 6 };
        loop {
            let ticks: Vec<Tick> = scale.ticks(wanted, self.words);
            let places: Vec<(f64, String)> = ticks
                .into_iter()
                .map(|tick| (plot.x(scale.position(tick.value)), tick.label))
                .collect();
            let mut end = f64::NEG_INFINITY;
            let fits = places.iter().all(|(x, text)| {
                let half = self.pen.width(text) / 2.0;
                let x = x.clamp(half, (self.size.width - half).max(half));
                let clear = x - half >= end;
                end = x + half + GAP;
                clear
            });
            if fits || wanted <= 1 {
                return if fits { places } else { places.into_iter().take(1).collect() };
            }
            wanted -= 1;
        }
    }

    fn points(&mut self) {
        let (values, x_scale) = along(self.spec, self.data);
        // Points don't lie on the axes.
        let x_scale = if self.spec.kind == ChartKind::Scatter {
            x_scale.rounded(self.steps())
        } else {
            x_scale
        };
        let y_scale = self.y_scale(false);
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
        let mut title = self.spec.x.title(&self.data.x_name);
        if let Some(context) = x_scale.context() {
            title = match title.is_empty() {
                true => context,
                false => {
                    let values = [("axis", &*title), ("when", &*context)];
                    self.words.fill(Message::ChartWhen, &values)
                }
            };
        }
        self.bottom(plot, &ticks, true, &title);
        if self.spec.kind == ChartKind::Line {
            self.places = values.iter().map(|x| plot.x(x_scale.position(*x))).collect();
        }
        let place = |x: f64, y: f64| (plot.x(x_scale.position(x)), plot.y(y_scale.position(y)));
        for (at, series) in self.data.series.iter().enumerate() {
            let points: Vec<Option<(f64, f64)>> =
                values.iter().zip(&series.values).map(|(x, y)| y.map(|y| place(*x, y))).collect();
            let (kind, wide) = (self.spec.kind, self.size.is_wide());
            self.pen.series(at, |pen| match kind {
                ChartKind::Scatter => pen.marks(at, distinct(points.into_iter().flatten())),
                _ => {
                    let few = points.len() <= if wide { 24 } else { 14 };
                    let runs: Vec<_> = points.split(Option::is_none).collect();
                    pen.line(at, &runs.iter().map(|run| path(run)).collect::<String>());
                    let alone = |run: &&&[Option<(f64, f64)>]| few || run.len() == 1;
                    let marked = runs.iter().filter(alone).flat_map(|run| run.iter().flatten());
                    pen.marks(at, marked.copied());
                }
            });
        }
        let heights = labels.iter().flat_map(|(heights, _)| heights);
        for (at, (series, height)) in self.data.series.iter().zip(heights).enumerate() {
            let (x, y) = (plot.right + GAP, plot.top + height);
            self.pen.series(at, |pen| pen.text(x, y, Anchor::Start, "", &series.name));
        }
    }

    /// The names of the lines at their ends, with their heights and the room that they take, if
    /// they have it: reading them there is easier than looking them up.
    fn direct_labels(&self, scale: Scale) -> Option<(Vec<f64>, f64)> {
        let series = &self.data.series;
        if series.len() < 2 || self.spec.kind != ChartKind::Line || !self.size.is_wide() {
            return None;
        }
        let room = series.iter().map(|series| self.pen.width(&series.name)).fold(0.0, f64::max);
        let mut places = Vec::new();
        for (at, series) in series.iter().enumerate() {
            // Only a line that goes on to the end of the axis has its end there.
            let last = *series.values.last()?;
            let height = (1.0 - scale.position(last?)) * self.size.plot;
            places.push((height, at));
        }
        if room > 180.0 {
            return None;
        }
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted: Vec<f64> = places.iter().map(|(height, _)| *height).collect();
        // Down from the top, then up from the bottom: no label covers another.
        let step = LINE - 3.0;
        for at in 1..places.len() {
            places[at].0 = places[at].0.max(places[at - 1].0 + step);
        }
        let mut limit = self.size.plot;
        for place in places.iter_mut().rev() {
            place.0 = place.0.min(limit);
            limit = place.0 - step;
        }
        let moved =
            places.iter().zip(&wanted).any(|(place, wanted)| (place.0 - wanted).abs() > step);
        if moved || places.first().is_some_and(|place| place.0 < 0.0) {
            return None;
        }
        places.sort_by_key(|(_, at)| *at);
        Some((places.into_iter().map(|(height, _)| height).collect(), room + GAP + 2.0))
    }

    fn names(&self) -> &[String] {
        match &self.data.x {
            Xs::Names(names) => names,
            _ => &[],
        }
    }

    /// Whether upright bars have room for their names below.
    fn has_room_for_columns(&self) -> bool {
        let names = self.names();
        let room = (self.size.width - 60.0) / names.len().max(1) as f64;
        let widest = names.iter().map(|name| self.pen.width(name)).fold(0.0, f64::max);
        widest + GAP <= room && room >= 14.0 * self.data.series.len() as f64
    }

    /// A value as it is written, for the end of its bar.
    fn written(&self, row: usize, series: usize) -> &str {
        self.data.rows.get(row).and_then(|row| row.get(series + 1)).map_or("", |text| text)
    }

    /// Upright bars.
    fn columns(&mut self) {
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
        let shows_values = has_room(self);
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
            self.pen.series(at, |pen| {
                for (_, x, y, height, _) in &bars {
                    pen.bar(at, *x, *y, width - 2.0, *height);
                }
            });
            for (row, x, y, height, below) in bars.into_iter().filter(|_| shows_values) {
                let y = if below { y + height + 9.0 } else { y - 9.0 };
                let text = self.written(row, at).to_owned();
                self.pen.text(x + width / 2.0 - 1.0, y, Anchor::Middle, "chart-value", &text);
            }
        }
        let middle = |row: usize| plot.left + slot * (row as f64 + 0.5);
        let ticks: Vec<(f64, String)> = self
            .names()
            .iter()
            .enumerate()
            .map(|(row, name)| (middle(row), name.clone()))
            .collect();
        self.places = (0..rows).map(middle).collect();
        self.bottom(plot, &ticks, false, &self.spec.x.title(&self.data.x_name));
    }

    /// Lying bars, for names that are long or many: beside the bars, or else above.
    fn rows(&mut self) {
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
                self.pen.series(at, |pen| {
                    pen.bar(at, base.min(end), y + 1.0, (end - base).abs(), thickness - 2.0);
                });
                let text = self.written(row, at).to_owned();
                self.pen.text(
                    base.max(end) + 6.0,
                    y + thickness / 2.0,
                    Anchor::Start,
                    "chart-value",
                    &text,
                );
            }
        }
        let default = if several { "" } else { &*self.data.series[0].name };
        self.bottom(plot, &ticks, true, &self.spec.y.title(default));
    }

    fn histogram(&mut self) {
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
        let place = |edge: f64| plot.x(bins.scale.position(edge));
        let middle = |edges: &[f64]| f64::midpoint(place(edges[0]), place(edges[1]));
        self.places = bins.edges.windows(2).map(middle).collect();
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

/// A run of points as one line; of very many, those that show.
fn path(run: &[Option<(f64, f64)>]) -> String {
    let mut out = String::new();
    let mut last: Option<(String, String)> = None;
    for (x, y) in thinned(run.iter().copied().flatten().collect()) {
        let point = (number(x), number(y));
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

/// How many points a line has room for.
const POINTS: usize = 1500;

/// Of very many points, for each pixel the first, the lowest, the highest and the last.
fn thinned(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
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
        let mut kept = vec![0, pixel.len() - 1];
        kept.extend(extreme(true).into_iter().chain(extreme(false)));
        kept.sort_unstable();
        kept.dedup();
        out.extend(kept.into_iter().map(|at| pixel[at]));
    }
    out
}

/// Points without those that lie on others, to half a pixel.
fn distinct(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let mut seen = std::collections::BTreeSet::new();
    points
        .filter(|(x, y)| seen.insert(((x * 2.0).round() as i64, (y * 2.0).round() as i64)))
        .collect()
}
