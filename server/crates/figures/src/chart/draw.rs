//! From data to a picture: its axes, and what stands around them.

mod bars;
mod heat;
mod points;

use ::words::{Message, Words};

use super::{
    super::{
        scale::{Scale, ScaleKind, Tick},
        svg::{Anchor, GAP, LINE, Pen, PictureNames, Size, number},
    },
    data::{Data, Xs},
    explore::Frame,
    spec::{ChartKind, Spec},
};

pub(super) use axes::POINTS;

/// With more columns of a heatmap than this, some are drawn as one in narrow pictures.
pub(super) const COLUMNS: usize = 60;

/// Draws a chart, and says where its axes are, if each row of its data is in one place along the picture.
pub(super) fn draw(
    (spec, data, words): (&Spec, &Data, &Words),
    size: Size,
    names: PictureNames<'_>,
) -> (String, Option<Frame>) {
    let pen = Pen::new(size.font);
    let mut picture = ChartPicture { spec, data, words, size, pen, y: 4.0, frame: None };
    match spec.kind {
        ChartKind::Bar if picture.has_room_for_columns() => picture.columns(),
        ChartKind::Bar => picture.rows(),
        ChartKind::Histogram => picture.histogram(),
        ChartKind::Heatmap => picture.heatmap(),
        _ => picture.points(),
    }
    let frame = picture.frame.map(|frame| Frame { height: picture.y, ..frame });
    (picture.pen.finish(size.width, picture.y, names), frame)
}

struct ChartPicture<'a> {
    spec: &'a Spec,
    data: &'a Data,
    words: &'a Words,
    size: Size,
    pen: Pen,
    /// What is drawn so far ends here.
    y: f64,
    /// Where its axes are.
    frame: Option<Frame>,
}

/// The rectangle between the axes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
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
    let values = || {
        data.series.iter().flat_map(|series| {
            let bounds = series.bounds.iter().flatten().flat_map(|(low, high)| [*low, *high]);
            series.values.iter().flatten().copied().chain(bounds)
        })
    };
    let low = values().fold(f64::INFINITY, f64::min);
    let high = values().fold(f64::NEG_INFINITY, f64::max);
    Scale::upward((low, high), spec.y.log.is_some(), from_zero)
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
            self.pen.series(colour(kind, at), |pen| match kind {
                ChartKind::Bar | ChartKind::Histogram => pen.bar(at, x + 8.0, y - 6.0, 14.0, 12.0),
                ChartKind::Scatter => pen.marks(at, [(x + 16.0, y)]),
                _ => {
                    pen.line(at, &format!("M{} {}h24", number(x), number(y)));
                    if kind == ChartKind::Line {
                        pen.marks(at, [(x + 12.0, y)]);
                    }
                }
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
        self.pen.open();
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

    /// Remembers where the axes are, and what stands where along the x axis.
    fn frame(&mut self, plot: Plot, x: Scale, y: Option<Scale>, at: Vec<f64>) {
        let Size { width, .. } = self.size;
        self.frame = Some(Frame { plot, width, height: 0.0, x, y, at });
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
        self.pen.close();
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

    /// The label of the axis along the bottom, with what its marks leave out.
    fn along_title(&self, scale: Scale) -> String {
        let title = self.spec.x.title(&self.data.x_name);
        match scale.context() {
            Some(context) if title.is_empty() => context,
            Some(context) => {
                let values = [("axis", &*title), ("when", &*context)];
                self.words.fill(Message::ChartWhen, &values)
            }
            None => title,
        }
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
}

/// Which series of a chart has the colour of which: all percentiles are of one thing.
fn colour(kind: ChartKind, series: usize) -> usize {
    if kind == ChartKind::Percentiles { 0 } else { series }
}
