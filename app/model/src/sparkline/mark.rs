//! What a post is about, as small as a letter: a list of many has no room for more.

use std::{fmt::Write, ops::Range};

use serde::{Deserialize, Serialize};

use super::{grouped, longest, most, summed, thinned, whole};

/// How wide a mark is; a unit is a pixel.
const WIDTH: f64 = 64.0;
/// How high.
const HEIGHT: f64 = 16.0;
/// How wide its strokes are.
const STROKE: f64 = 2.0;
/// More points than these of a line can't be told apart.
const POINTS: usize = 16;
/// Nor more bars, nor more moments.
const BARS: usize = 12;
/// Nor more spans below each other.
const SPANS: usize = 5;
/// Nor more lines behind the first.
const BEHIND: usize = 1;

/// A drawing of two paths that are stroked, whatever it is drawn from: what stands back, and what is to be
/// seen first. Some hundred bytes, since a page of a list has as many as posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SparklineMark {
    /// The path of what stands back.
    pub soft: String,
    /// The path of what is to be seen first.
    pub red: String,
}

impl SparklineMark {
    /// The space that it is drawn in: width and height.
    pub const SIZE: (f32, f32) = (WIDTH as f32, HEIGHT as f32);

    pub(super) fn lines(lines: &[Vec<Option<(f64, f64)>>]) -> Self {
        let mut mark = Self::default();
        for (at, line) in lines.iter().take(1 + BEHIND).enumerate() {
            let path = mark.path(at == 0);
            for run in line.split(Option::is_none) {
                let points = thinned(run.iter().flatten().copied().collect(), POINTS);
                for (at, (x, y)) in points.iter().enumerate() {
                    let command = if at == 0 { 'M' } else { 'L' };
                    write(path, format_args!("{command}{} {}", along(*x), upward(*y)));
                }
            }
        }
        mark
    }

    pub(super) fn points(kinds: &[Vec<(f64, f64)>]) -> Self {
        let mut mark = Self::default();
        for (at, points) in kinds.iter().take(1 + BEHIND).enumerate() {
            let path = mark.path(at == 0);
            for (x, y) in points.iter().step_by(points.len().div_ceil(POINTS).max(1)) {
                let x = whole(x * (WIDTH - STROKE));
                write(path, format_args!("M{x} {}h2", upward(*y)));
            }
        }
        mark
    }

    pub(super) fn bars(bars: &[(f64, f64)]) -> Self {
        let mut mark = Self::default();
        let bars = grouped(bars, BARS);
        let red = longest(&bars);
        let step = (WIDTH / bars.len().max(1) as f64).min(8.0);
        let first = (WIDTH - step * (bars.len() as f64 - 1.0)) / 2.0;
        for (at, (from, to)) in bars.iter().enumerate() {
            let x = whole(first + step * at as f64);
            let [top, bottom] = [from.max(*to), from.min(*to)].map(|y| whole((1.0 - y) * HEIGHT));
            // What is nothing is seen as that, and not as a gap.
            let top = top.min(bottom.max(1) - 1);
            write(mark.path(at == red), format_args!("M{x} {bottom}V{top}"));
        }
        mark
    }

    pub(super) fn moments(moments: &[f64], stretch: Option<&Range<f64>>) -> Self {
        let mut mark = Self { soft: "M0 12h64".to_owned(), red: String::new() };
        if let Some(Range { start, end }) = stretch {
            let width = whole((end - start) * WIDTH).max(4);
            let x = whole(start * WIDTH).min(whole(WIDTH) - width);
            write(mark.path(true), format_args!("M{x} 12h{width}"));
        }
        let mut last = None;
        for (at, moment) in moments.iter().enumerate() {
            // Of those that lie next to each other one is seen.
            let place = whole(moment * (BARS as f64 - 1.0));
            if last != Some(place) {
                let is_red = stretch.is_none() && at == 0;
                write(mark.path(is_red), format_args!("M{} 4v7", along(*moment)));
            }
            last = Some(place);
        }
        mark
    }

    pub(super) fn trace(lengths: &[usize]) -> Self {
        let mut mark = Self::default();
        let lengths = summed(lengths, SPANS);
        let Some(longest) = most(&lengths) else { return mark };
        // What is alone stands out from nothing: a list of such marks would be a list of alarms.
        let red = (lengths.len() > 1).then_some(longest);
        let sum: usize = lengths.iter().sum();
        let part = |length: usize| whole(length as f64 / sum as f64 * WIDTH);
        let first = whole((HEIGHT - 3.0 * (lengths.len() as f64 - 1.0)) / 2.0);
        let (mut before, mut y) = (0, first);
        for (at, length) in lengths.iter().enumerate() {
            let width = part(*length).max(2);
            let x = part(before).min(whole(WIDTH) - width);
            write(mark.path(red == Some(at)), format_args!("M{x} {y}h{width}"));
            (before, y) = (before + length, y + 3);
        }
        mark
    }

    fn path(&mut self, is_red: bool) -> &mut String {
        if is_red { &mut self.red } else { &mut self.soft }
    }
}

/// A place in the width, so that its stroke is within it.
fn along(x: f64) -> i32 {
    whole(STROKE / 2.0 + x * (WIDTH - STROKE))
}

/// The same of the height.
fn upward(y: f64) -> i32 {
    whole(STROKE / 2.0 + (1.0 - y) * (HEIGHT - STROKE))
}

fn write(path: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing to a string can't fail.
    let _ = path.write_fmt(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_two_paths_in_a_small_space() {
        let line = [Some((0.0, 0.0)), None, Some((0.5, 1.0)), Some((1.0, 0.5))];
        let lines =
            SparklineMark::lines(&[line.to_vec(), vec![Some((0.0, 0.5)), Some((1.0, 0.5))]]);
        assert_eq!((&*lines.red, &*lines.soft), ("M1 15M32 1L63 8", "M1 8L63 8"));
        let bars = SparklineMark::bars(&[(0.0, 0.5), (0.0, 1.0), (0.0, 0.0)]);
        assert_eq!((&*bars.red, &*bars.soft), ("M32 16V0", "M24 16V8M40 16V15"));
        let moments = SparklineMark::moments(&[0.0, 0.001, 1.0], Some(&(0.25..0.75)));
        assert_eq!((&*moments.red, &*moments.soft), ("M16 12h32", "M0 12h64M1 4v7M63 4v7"));
        assert_eq!(SparklineMark::moments(&[0.0, 1.0], None).red, "M1 4v7");
        let trace = SparklineMark::trace(&[100, 300, 200]);
        assert_eq!((&*trace.red, &*trace.soft), ("M11 8h32", "M0 5h11M43 11h21"));
        let alone = SparklineMark::trace(&[100]);
        assert_eq!((&*alone.red, &*alone.soft), ("", "M0 8h64"));
        let points = SparklineMark::points(&[vec![(0.0, 0.0), (1.0, 1.0)]]);
        assert_eq!((&*points.red, &*points.soft), ("M0 15h2M62 1h2", ""));
    }

    #[test]
    fn a_mark_is_short_whatever_it_is_drawn_from() {
        let values = || (0..5000_u32).map(|at| f64::from(at * 7919 % 5000) / 5000.0);
        let line: Vec<_> =
            values().enumerate().map(|(at, y)| Some((at as f64 / 5000.0, y))).collect();
        let marks = [
            SparklineMark::lines(&vec![line.clone(); 9]),
            SparklineMark::points(&vec![line.into_iter().flatten().collect(); 9]),
            SparklineMark::bars(&values().map(|y| (0.0, y)).collect::<Vec<_>>()),
            SparklineMark::moments(
                &(0..5000).map(|at| f64::from(at) / 5000.0).collect::<Vec<_>>(),
                None,
            ),
            SparklineMark::trace(&[1000; 5000]),
        ];
        for SparklineMark { soft, red } in marks {
            assert!(!red.is_empty() && soft.len() + red.len() < 300, "{soft} {red}");
        }
    }
}
