//! From values to places on an axis, the round values to mark on it, and lines between places; from stacks to calls.
//!
//! The build draws by it, and so does the browser when a reader looks closer.

mod labels;
mod numbers;
mod points;
mod shapes;
pub mod stacks;
mod time;

pub use labels::Labels;
pub use numbers::{fixed, minus, plain, within};
pub use points::{POINTS, Point, Points, coordinate, path, runs, stacked, thinned};
pub use shapes::{DASHES, between, is_hollow, mark, opacity, whiskers};

use numbers::{of_log, round};
use time::{Date, TickStep};

/// What an axis shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// How values are spread along it.
    pub kind: ScaleKind,
    from: f64,
    to: f64,
}

/// How values are spread along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleKind {
    /// The same length for the same difference.
    Linear,
    /// As linear, with marks at whole numbers only.
    Count,
    /// The same length for the same ratio.
    Log,
    /// Seconds since the beginning of 1970.
    Time,
    /// Seconds since midnight.
    Clock,
}

/// A place on an axis that is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub value: f64,
    /// What it says there.
    pub label: String,
}

impl Scale {
    /// An axis from one value to another.
    pub fn new(kind: ScaleKind, from: f64, to: f64) -> Self {
        Self { kind, from, to }
    }

    /// The value at its beginning, and the one at its end.
    pub fn ends(self) -> (f64, f64) {
        (self.from, self.to)
    }

    /// An axis on which all of some values have a place.
    pub fn around(kind: ScaleKind, values: impl IntoIterator<Item = f64>) -> Self {
        let mut values = values.into_iter();
        let first = values.next().unwrap_or(1.0);
        let (from, to) = values.fold((first, first), |(from, to), v| (from.min(v), to.max(v)));
        let scale = Self { kind, from, to };
        match kind {
            // It begins and ends at powers of ten.
            ScaleKind::Log => {
                let from = (from.log10() + 1e-9).floor();
                let to = (to.log10() - 1e-9).ceil().max(from + 1.0);
                Self { kind, from: 10_f64.powf(from), to: 10_f64.powf(to) }
            }
            _ if from < to => scale,
            // One value stands in the middle.
            ScaleKind::Time | ScaleKind::Clock => Self { kind, from: from - 60.0, to: to + 60.0 },
            _ => {
                let half = if from == 0.0 { 1.0 } else { from.abs() / 2.0 };
                Self { kind, from: from - half, to: to + half }
            }
        }
    }

    /// An upward axis for values between two. On one that is not logarithmic zero is shown where it is
    /// near, else the eye takes the end of the axis for it; `from_zero` says that what is drawn begins there.
    pub fn upward((low, high): (f64, f64), is_log: bool, from_zero: bool) -> Self {
        if is_log {
            // The shortest bar has a length, too.
            let low = if from_zero { low * 0.9 } else { low };
            return Self::around(ScaleKind::Log, [low, high]);
        }
        let zero = (from_zero || low >= 0.0 && low < high * 0.6).then_some(0.0);
        Self::around(ScaleKind::Linear, [low, high].into_iter().chain(zero))
    }

    /// The same axis, from one round value to another.
    pub fn rounded(self, wanted: usize) -> Self {
        match self.kind {
            ScaleKind::Linear | ScaleKind::Count => {
                let step = self.step(wanted);
                let from = (self.from / step + 1e-9).floor() * step;
                let to = (self.to / step - 1e-9).ceil() * step;
                Self { from, to, ..self }
            }
            _ => self,
        }
    }

    /// Where a value stands: 0 at the beginning of the axis, 1 at its end.
    pub fn position(self, value: f64) -> f64 {
        self.place(value).clamp(0.0, 1.0)
    }

    /// The same beyond both ends.
    pub fn place(self, value: f64) -> f64 {
        let of = |v: f64| if self.kind == ScaleKind::Log { v.log10() } else { v };
        let (from, to) = (of(self.from), of(self.to));
        (of(value) - from) / (to - from)
    }

    /// The value that stands at a place.
    pub fn value(self, place: f64) -> f64 {
        match self.kind {
            ScaleKind::Log => {
                let (from, to) = (self.from.log10(), self.to.log10());
                10_f64.powf(from + place * (to - from))
            }
            _ => self.from + place * (self.to - self.from),
        }
    }

    /// Where bars begin: at zero, or at the end of the axis that is nearest to it.
    pub fn base(self) -> f64 {
        if self.kind == ScaleKind::Log { self.from } else { within(0.0, self.ends()) }
    }

    fn step(self, wanted: usize) -> f64 {
        let raw = (self.to - self.from) / wanted.max(1) as f64;
        let unit = 10_f64.powf(raw.log10().floor());
        let round = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * unit >= raw * (1.0 - 1e-9));
        let step = round.unwrap_or(10.0) * unit;
        if self.kind == ScaleKind::Count { step.max(1.0) } else { step }
    }

    /// At most about as many marks as are wanted, at round values.
    pub fn ticks(self, wanted: usize, words: &dyn Labels) -> Vec<Tick> {
        match self.kind {
            ScaleKind::Linear | ScaleKind::Count => {
                let step = self.step(wanted);
                let first = (self.from / step - 1e-6).ceil();
                let count = ((self.to / step + 1e-6).floor() - first).clamp(0.0, 100.0) as usize;
                let values = (0..=count).map(|at| (first + at as f64) * step + 0.0);
                let values: Vec<f64> = values.collect();
                let labels = round(&values, step);
                let labels = labels.iter().map(|label| words.decimal(label));
                values.into_iter().zip(labels).map(|(value, label)| Tick { value, label }).collect()
            }
            ScaleKind::Log => self.log_ticks(wanted, words),
            ScaleKind::Time | ScaleKind::Clock => self.time_ticks(wanted, words),
        }
    }

    fn log_ticks(self, wanted: usize, words: &dyn Labels) -> Vec<Tick> {
        let from = self.from.log10().round() as i32;
        let to = self.to.log10().round() as i32;
        let decades = (to - from).max(1);
        let stride = (decades as usize).div_ceil(wanted.max(1)).max(1);
        let between: &[f64] = if decades <= 2 && wanted > 3 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let values: Vec<f64> = (from..=to)
            .step_by(stride)
            .flat_map(|power| between.iter().map(move |factor| factor * 10_f64.powi(power)))
            .filter(|&value| value <= self.to * (1.0 + 1e-9))
            .collect();
        let large = self.to >= 10_000.0;
        let label = |&value: &f64| Tick { value, label: words.decimal(&of_log(value, large)) };
        values.iter().map(label).collect()
    }

    fn time_ticks(self, wanted: usize, words: &dyn Labels) -> Vec<Tick> {
        let span = self.to - self.from;
        let step = TickStep::ALL.into_iter().find(|step| span / step.seconds() <= wanted as f64);
        let step = step.unwrap_or(TickStep::Years(2000));
        let dated = (self.kind == ScaleKind::Time).then_some(words);
        step.ticks(self.from, self.to, dated)
    }

    /// What the marks of a time axis leave out: the day, or the year.
    pub fn context(self) -> Option<String> {
        if self.kind != ScaleKind::Time {
            return None;
        }
        let (first, last) = (Date::at(self.from), Date::at(self.to));
        match () {
            () if first == last => Some(first.to_string()),
            () if first.year == last.year => Some(first.year.to_string()),
            () => None,
        }
    }
}
