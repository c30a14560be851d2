//! What a post is about, drawn as small as a word.

mod mark;

use std::{fmt::Write, ops::Range};

use serde::{Deserialize, Serialize};

pub use mark::SparklineMark;

/// How wide such a drawing is, in its own units.
const WIDTH: f64 = 240.0;
/// How high.
const HEIGHT: f64 = 72.0;
/// More points than these of a line can't be told apart.
const POINTS: usize = 60;
/// No more bars than this are drawn.
const BARS: usize = 40;
/// No more spans than this are drawn below each other.
const SPANS: usize = 8;

/// A drawing without words, made from what a post shows: two paths, one in the colour of lines, and
/// one in that of what is to be seen first; and the same where there is no room for as much. For the eye alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sparkline {
    /// What it is drawn from.
    pub kind: Drawn,
    /// The path of what stands back.
    pub soft: String,
    /// The path of what is to be seen first.
    pub red: String,
    /// What a row of a list shows of it.
    pub mark: SparklineMark,
}

/// What a [`Sparkline`] is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawn {
    /// Lines of a chart: paths that are stroked. All others are filled.
    Lines,
    /// Bars or points of a chart.
    Bars,
    /// What happened when.
    Moments,
    /// How long the parts of a text are, or of a series.
    Trace,
}

impl Drawn {
    /// What it is called in markup.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Bars => "bars",
            Self::Moments => "moments",
            Self::Trace => "trace",
        }
    }
}

impl Sparkline {
    /// The space that it is drawn in: width and height.
    pub const SIZE: (f32, f32) = (WIDTH as f32, HEIGHT as f32);

    /// No more of it than a row shows.
    #[must_use]
    pub fn brief(&self) -> Self {
        Self { kind: self.kind, soft: String::new(), red: String::new(), mark: self.mark.clone() }
    }

    /// Lines through points, whose places are told from the lower left corner in parts of width and
    /// height. The first line is to be seen first.
    pub fn lines(lines: &[Vec<Option<(f64, f64)>>]) -> Self {
        let path = |line: &Vec<Option<(f64, f64)>>| {
            let runs = line.split(Option::is_none);
            let points = |run: &[Option<(f64, f64)>]| run.iter().flatten().copied().collect();
            runs.map(|run| polyline(&thinned(points(run), POINTS))).collect()
        };
        let mut paths: Vec<String> = lines.iter().map(path).collect();
        let red = if paths.is_empty() { String::new() } else { paths.remove(0) };
        Self { kind: Drawn::Lines, soft: paths.concat(), red, mark: SparklineMark::lines(lines) }
    }

    /// Points of several kinds, placed likewise.
    pub fn points(kinds: &[Vec<(f64, f64)>]) -> Self {
        const SIDE: f64 = 6.0;
        let path = |points: &Vec<(f64, f64)>| {
            let mut path = String::new();
            for (x, y) in points.iter().step_by(points.len().div_ceil(POINTS).max(1)) {
                let (x, y) = (x * (WIDTH - SIDE), (1.0 - y) * (HEIGHT - SIDE));
                rectangle(&mut path, (x, y), (SIDE, SIDE));
            }
            path
        };
        let mut paths: Vec<String> = kinds.iter().map(path).collect();
        let red = if paths.is_empty() { String::new() } else { paths.remove(0) };
        Self { kind: Drawn::Bars, soft: paths.concat(), red, mark: SparklineMark::points(kinds) }
    }

    /// Upright bars, each from a part of the height to another. The longest is to be seen first.
    pub fn bars(bars: &[(f64, f64)]) -> Self {
        let mark = SparklineMark::bars(bars);
        let bars = grouped(bars, BARS);
        let step = (WIDTH / bars.len().max(1) as f64).min(40.0);
        let (width, first) = (step * 0.7, (WIDTH - step * bars.len() as f64) / 2.0);
        let mut drawing = Self { kind: Drawn::Bars, soft: String::new(), red: String::new(), mark };
        let red = longest(&bars);
        for (at, (from, to)) in bars.iter().enumerate() {
            let x = first + step * (at as f64 + 0.15);
            let (top, bottom) = (from.max(*to), from.min(*to));
            // What is nothing is seen as that, and not as a gap.
            let height = ((top - bottom) * HEIGHT).max(2.0);
            let y = ((1.0 - top) * HEIGHT).min(HEIGHT - height);
            let path = if at == red { &mut drawing.red } else { &mut drawing.soft };
            rectangle(path, (x, y), (width, height));
        }
        drawing
    }

    /// What happened when, in parts of the whole time, and the stretch that counts; where there is
    /// none, what happened first is to be seen first.
    pub fn moments(moments: &[f64], stretch: Option<Range<f64>>) -> Self {
        const MARK: f64 = 6.0;
        let mark = SparklineMark::moments(moments, stretch.as_ref());
        let mut drawing =
            Self { kind: Drawn::Moments, soft: String::new(), red: String::new(), mark };
        rectangle(&mut drawing.soft, (0.0, 46.0), (WIDTH, 4.0));
        if let Some(Range { start, end }) = &stretch {
            let width = ((end - start) * WIDTH).max(MARK);
            let x = (start * WIDTH).min(WIDTH - width);
            rectangle(&mut drawing.red, (x, 42.0), (width, 12.0));
        }
        let mut last = None;
        for (at, moment) in moments.iter().enumerate() {
            let x = (moment * (WIDTH - MARK)).round();
            // Where several lie on each other, one is drawn.
            if last != Some(x) {
                let is_red = stretch.is_none() && at == 0;
                let path = if is_red { &mut drawing.red } else { &mut drawing.soft };
                rectangle(path, (x, 16.0), (MARK, 26.0));
            }
            last = Some(x);
        }
        drawing
    }

    /// Parts that follow each other, by how long they are: each below the one before, as the spans of
    /// a request are drawn. The longest is to be seen first. Of no part there is no drawing.
    pub fn trace(lengths: &[usize]) -> Option<Self> {
        let mark = SparklineMark::trace(lengths);
        let lengths = summed(lengths, SPANS);
        let whole: usize = lengths.iter().sum();
        let red = most(&lengths)?;
        let count = lengths.len() as f64;
        let height = 6.0;
        let step = if count > 1.0 { ((HEIGHT - height) / (count - 1.0)).min(14.0) } else { 0.0 };
        let first = (HEIGHT - height - step * (count - 1.0)) / 2.0;
        let mut drawing =
            Self { kind: Drawn::Trace, soft: String::new(), red: String::new(), mark };
        let mut before = 0;
        for (at, length) in lengths.iter().enumerate() {
            let part = |length: usize| length as f64 / whole as f64 * WIDTH;
            let width = part(*length).max(4.0);
            let x = part(before).min(WIDTH - width);
            let path = if at == red { &mut drawing.red } else { &mut drawing.soft };
            rectangle(path, (x, first + step * at as f64), (width, height));
            before += length;
        }
        Some(drawing)
    }
}

/// Whole units: on a screen each is half a pixel.
fn whole(value: f64) -> i32 {
    value.round() as i32
}

fn rectangle(path: &mut String, (x, y): (f64, f64), (width, height): (f64, f64)) {
    let (width, height) = (whole(width).max(1), whole(height).max(1));
    // Writing to a string can't fail.
    let _ = write!(path, "M{} {}h{width}v{height}h-{width}z", whole(x), whole(y));
}

/// A line within the drawing, whatever the width of its stroke; a point alone is a dot.
fn polyline(points: &[(f64, f64)]) -> String {
    const EDGE: f64 = 4.0;
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let x = whole(EDGE + x * (WIDTH - 2.0 * EDGE));
        let y = whole(EDGE + (1.0 - y) * (HEIGHT - 2.0 * EDGE));
        let command = if at == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{command}{x} {y}");
    }
    if points.len() == 1 {
        path.push_str("h0");
    }
    path
}

/// The longest of some bars.
fn longest(bars: &[(f64, f64)]) -> usize {
    let lengths = bars.iter().map(|(from, to)| (to - from).abs()).enumerate();
    lengths.fold((0, f64::MIN), |best, bar| if bar.1 > best.1 { bar } else { best }).0
}

/// No more bars than can be seen, the longest of those that stand next to each other.
fn grouped(bars: &[(f64, f64)], room: usize) -> Vec<(f64, f64)> {
    let groups = bars.chunks(bars.len().div_ceil(room).max(1));
    groups.map(|group| group[longest(group)]).collect()
}

/// No more lengths than can be seen, those that follow each other together.
fn summed(lengths: &[usize], room: usize) -> Vec<usize> {
    let groups = lengths.chunks(lengths.len().div_ceil(room).max(1));
    groups.map(|group| group.iter().sum()).collect()
}

/// The first of the greatest lengths, if there is any length.
fn most(lengths: &[usize]) -> Option<usize> {
    let most = *lengths.iter().max().filter(|most| **most > 0)?;
    lengths.iter().position(|length| *length == most)
}

/// No more points than can be seen, the highest and the lowest of every stretch among them.
fn thinned(points: Vec<(f64, f64)>, room: usize) -> Vec<(f64, f64)> {
    if points.len() <= room {
        return points;
    }
    let stretches = points.chunks(points.len().div_ceil(room / 2));
    let ends = |stretch: &[(f64, f64)]| {
        let by = |better: fn(f64, f64) -> bool| {
            (1..stretch.len())
                .fold(0, |best, at| if better(stretch[at].1, stretch[best].1) { at } else { best })
        };
        let (low, high) = (by(|a, b| a < b), by(|a, b| a > b));
        [low.min(high), low.max(high)].map(|at| stretch[at])
    };
    stretches.flat_map(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_below_each_other_and_the_longest_is_seen_first() {
        let trace = Sparkline::trace(&[100, 300, 200]).expect("a drawing");
        assert_eq!(trace.soft, "M0 19h40v6h-40zM160 47h80v6h-80z");
        assert_eq!(trace.red, "M40 33h120v6h-120z");
        assert_eq!(Sparkline::trace(&[]), None);
        assert_eq!(Sparkline::trace(&[0, 0]), None);
        let many = Sparkline::trace(&[1; 1000]).expect("a drawing");
        assert_eq!((many.soft + &many.red).matches('M').count(), SPANS);
    }

    #[test]
    fn bars_begin_where_they_are_told_and_nothing_is_still_seen() {
        let bars = Sparkline::bars(&[(0.0, 0.5), (0.0, 1.0), (0.0, 0.0)]);
        assert_eq!(bars.soft, "M66 36h28v36h-28zM146 70h28v2h-28z");
        assert_eq!(bars.red, "M106 0h28v72h-28z");
        let many = Sparkline::bars(&vec![(0.0, 0.1); 1000]);
        assert_eq!((many.soft + &many.red).matches('M').count(), BARS);
    }

    #[test]
    fn a_line_of_many_points_keeps_its_peaks() {
        let mut line: Vec<_> = (0..6000).map(|at| Some((f64::from(at) / 5999.0, 0.5))).collect();
        line[1234] = Some((1234.0 / 5999.0, 1.0));
        line[4000] = None;
        line[4002] = None;
        let lines = Sparkline::lines(&[line, vec![Some((0.0, 0.0)), Some((1.0, 1.0))]]);
        assert!(lines.red.contains("L52 4"), "{}", lines.red);
        assert_eq!(lines.red.matches('M').count(), 3);
        assert!(lines.red.matches('L').count() <= 2 * POINTS);
        assert_eq!(lines.soft, "M4 68L236 4");
    }

    #[test]
    fn moments_lie_on_a_line_and_what_happened_first_stands_out_where_no_stretch_does() {
        let moments = Sparkline::moments(&[0.0, 0.001, 1.0], Some(0.25..0.75));
        assert_eq!(moments.soft, "M0 46h240v4h-240zM0 16h6v26h-6zM234 16h6v26h-6z");
        assert_eq!(moments.red, "M60 42h120v12h-120z");
        assert_eq!(Sparkline::moments(&[0.0, 1.0], None).red, "M0 16h6v26h-6z");
    }
}
