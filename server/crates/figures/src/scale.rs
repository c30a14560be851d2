//! From values to places on an axis, and the round values to mark on it.

use ::words::{Message, Words};
use jiff::civil;

use super::moment;

/// What an axis shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) kind: ScaleKind,
    from: f64,
    to: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScaleKind {
    Linear,
    /// As linear, with marks at whole numbers only.
    Count,
    Log,
    /// Seconds since the beginning of 1970.
    Time,
    /// Seconds since midnight.
    Clock,
}

/// A place on an axis that is marked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) value: f64,
    pub(super) label: String,
}

impl Scale {
    /// An axis on which all of some values have a place.
    pub(super) fn around(kind: ScaleKind, values: impl IntoIterator<Item = f64>) -> Self {
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

    /// The same axis, from one round value to another.
    pub(super) fn rounded(self, wanted: usize) -> Self {
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
    pub(super) fn position(self, value: f64) -> f64 {
        let of = |v: f64| if self.kind == ScaleKind::Log { v.log10() } else { v };
        let (from, to) = (of(self.from), of(self.to));
        ((of(value) - from) / (to - from)).clamp(0.0, 1.0)
    }

    /// Where bars begin: at zero, or at the end of the axis that is nearest to it.
    pub(super) fn base(self) -> f64 {
        if self.kind == ScaleKind::Log { self.from } else { 0.0_f64.clamp(self.from, self.to) }
    }

    fn step(self, wanted: usize) -> f64 {
        let raw = (self.to - self.from) / wanted.max(1) as f64;
        let unit = 10_f64.powf(raw.log10().floor());
        let round = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * unit >= raw * (1.0 - 1e-9));
        let step = round.unwrap_or(10.0) * unit;
        if self.kind == ScaleKind::Count { step.max(1.0) } else { step }
    }

    /// At most about as many marks as are wanted, at round values.
    pub(super) fn ticks(self, wanted: usize, words: &Words) -> Vec<Tick> {
        match self.kind {
            ScaleKind::Linear | ScaleKind::Count => {
                let step = self.step(wanted);
                let first = (self.from / step - 1e-6).ceil();
                let count = ((self.to / step + 1e-6).floor() - first).clamp(0.0, 100.0) as usize;
                let values = (0..=count).map(|at| (first + at as f64) * step + 0.0);
                let values: Vec<f64> = values.collect();
                let labels = numbers(&values, step);
                let labels = labels.iter().map(|label| words.decimal(label));
                values.into_iter().zip(labels).map(|(value, label)| Tick { value, label }).collect()
            }
            ScaleKind::Log => self.log_ticks(wanted, words),
            ScaleKind::Time | ScaleKind::Clock => self.time_ticks(wanted, words),
        }
    }

    fn log_ticks(self, wanted: usize, words: &Words) -> Vec<Tick> {
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

    fn time_ticks(self, wanted: usize, words: &Words) -> Vec<Tick> {
        let span = self.to - self.from;
        let step = TickStep::ALL.into_iter().find(|step| span / step.seconds() <= wanted as f64);
        let step = step.unwrap_or(TickStep::Years(2000));
        let dated = (self.kind == ScaleKind::Time).then_some(words);
        step.ticks(self.from, self.to, dated)
    }

    /// What the marks of a time axis leave out: the day, or the year.
    pub(super) fn context(self) -> Option<String> {
        if self.kind != ScaleKind::Time {
            return None;
        }
        let first = moment::day((self.from / DAY).floor())?;
        let last = moment::day((self.to / DAY).floor())?;
        match () {
            () if first == last => Some(first.to_string()),
            () if first.year() == last.year() => Some(first.year().to_string()),
            () => None,
        }
    }
}

const DAY: f64 = 86_400.0;
const YEAR: f64 = 365.25 * DAY;

/// The time between two marks.
#[derive(Clone, Copy, Debug)]
enum TickStep {
    Seconds(u32),
    Days(u32),
    Months(i8),
    Years(i16),
}

impl TickStep {
    const ALL: [Self; 36] = [
        Self::Seconds(1),
        Self::Seconds(2),
        Self::Seconds(5),
        Self::Seconds(10),
        Self::Seconds(15),
        Self::Seconds(30),
        Self::Seconds(60),
        Self::Seconds(120),
        Self::Seconds(300),
        Self::Seconds(600),
        Self::Seconds(900),
        Self::Seconds(1800),
        Self::Seconds(3600),
        Self::Seconds(7200),
        Self::Seconds(10_800),
        Self::Seconds(21_600),
        Self::Seconds(43_200),
        Self::Days(1),
        Self::Days(2),
        Self::Days(7),
        Self::Days(14),
        Self::Months(1),
        Self::Months(2),
        Self::Months(3),
        Self::Months(6),
        Self::Years(1),
        Self::Years(2),
        Self::Years(5),
        Self::Years(10),
        Self::Years(20),
        Self::Years(50),
        Self::Years(100),
        Self::Years(200),
        Self::Years(500),
        Self::Years(1000),
        Self::Years(2000),
    ];

    fn seconds(self) -> f64 {
        match self {
            Self::Seconds(seconds) => f64::from(seconds),
            Self::Days(days) => f64::from(days) * DAY,
            Self::Months(months) => f64::from(months) * YEAR / 12.0,
            Self::Years(years) => f64::from(years) * YEAR,
        }
    }

    /// The marks between two moments. Those of a clock have no days, and so no words.
    fn ticks(self, from: f64, to: f64, words: Option<&Words>) -> Vec<Tick> {
        let mut ticks = Vec::new();
        match self {
            Self::Seconds(_) | Self::Days(_) => {
                let step = self.seconds();
                // The first day of 1970 was a Thursday: weeks begin with Mondays.
                let shift = if matches!(self, Self::Days(7 | 14)) { 4.0 * DAY } else { 0.0 };
                let first = ((from - shift) / step).ceil();
                let count = (((to - shift) / step).floor() - first).clamp(0.0, 100.0) as usize;
                for at in 0..=count {
                    let value = (first + at as f64) * step + shift;
                    if value <= to {
                        ticks.push(Tick { value, label: self.clock_or_day(value, words) });
                    }
                }
            }
            Self::Months(_) | Self::Years(_) => {
                let first = moment::day((from / DAY).floor());
                let mut month =
                    first.map(|day| (i32::from(day.year()), i32::from(day.month()) - 1));
                while let Some((year, index)) = month.filter(|_| ticks.len() < 100) {
                    let months = year * 12 + index;
                    let stride = match self {
                        Self::Months(months) => i32::from(months),
                        Self::Years(years) => i32::from(years).max(1) * 12,
                        _ => 1,
                    };
                    let at = (months + stride - 1).div_euclid(stride) * stride;
                    let date = i16::try_from(at.div_euclid(12))
                        .ok()
                        .zip(i8::try_from(at.rem_euclid(12) + 1).ok());
                    let date = date.and_then(|(year, month)| civil::Date::new(year, month, 1).ok());
                    let Some(date) = date else { break };
                    let value = moment::days(date) * DAY;
                    if value > to {
                        break;
                    }
                    if value >= from {
                        let with_year = ticks.is_empty() || date.month() == 1;
                        let label = match self {
                            Self::Years(_) => date.year().to_string(),
                            _ if with_year => written(words, Message::DateMonth, date),
                            _ => month_name(words, date),
                        };
                        ticks.push(Tick { value, label });
                    }
                    month = Some(((at + 1).div_euclid(12), (at + 1).rem_euclid(12)));
                }
            }
        }
        ticks
    }

    fn clock_or_day(self, value: f64, words: Option<&Words>) -> String {
        let days = (value / DAY).floor();
        let seconds = (value - days * DAY).round() as u32;
        let is_day = matches!(self, Self::Days(_)) || seconds == 0;
        if words.is_some()
            && is_day
            && let Some(date) = moment::day(days)
        {
            return written(words, Message::DateDay, date);
        }
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        match self {
            Self::Seconds(step) if step < 60 => {
                format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
            }
            _ => format!("{hours:02}:{minutes:02}"),
        }
    }
}

/// A day, in the way that a message has it.
fn written(words: Option<&Words>, message: Message, date: civil::Date) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let numbers = (year.unsigned_abs(), month.unsigned_abs(), day.unsigned_abs());
    words.map_or_else(String::new, |words| words.day(message, numbers))
}

fn month_name(words: Option<&Words>, date: civil::Date) -> String {
    words.map_or("", |words| words.month(date.month().unsigned_abs())).to_owned()
}

const PREFIXES: [(f64, &str); 6] =
    [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

/// Round numbers with as many decimals as the step between them needs, and large ones with the
/// prefixes of the SI.
fn numbers(values: &[f64], step: f64) -> Vec<String> {
    let largest = values.iter().fold(0.0_f64, |largest, v| largest.max(v.abs()));
    let prefix = PREFIXES.into_iter().find(|(unit, _)| largest >= *unit && largest >= 10_000.0);
    let (unit, sign) = prefix.unwrap_or((1.0, ""));
    let decimals = (-(step / unit).log10() - 1e-9).ceil().max(0.0) as usize;
    let number = |&value: &f64| match value {
        0.0 => "0".to_owned(),
        _ if decimals > 6 => minus(format!("{value:e}")),
        _ => minus(format!("{:.decimals$}{sign}", value / unit)),
    };
    values.iter().map(number).collect()
}

/// A number on an axis that goes by powers of ten.
fn of_log(value: f64, large: bool) -> String {
    let prefix = PREFIXES.into_iter().find(|(unit, _)| large && value >= unit * (1.0 - 1e-9));
    match prefix {
        Some((unit, sign)) => format!("{}{sign}", (value / unit).round()),
        None if value < 1e-4 => format!("{value:.0e}"),
        None => {
            let decimals = (-value.log10() - 1e-9).ceil().max(0.0) as usize;
            format!("{value:.decimals$}")
        }
    }
}

/// A number with as many digits as anybody reads.
pub(super) fn plain(value: f64, words: &Words) -> String {
    // Without values there is no lowest and no highest.
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let digits = (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{value:.digits$}");
    match text.contains('.') {
        true => words.decimal(text.trim_end_matches('0').trim_end_matches('.')),
        false => text,
    }
}

/// A number with the sign that is as wide as a plus.
pub(super) fn minus(number: String) -> String {
    number.replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(kind: ScaleKind, from: f64, to: f64, wanted: usize) -> String {
        let scale = Scale::around(kind, [from, to]).rounded(wanted);
        let ticks = scale.ticks(wanted, &languages::english());
        assert!(ticks.iter().all(|tick| (0.0..=1.0).contains(&scale.position(tick.value))));
        ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_round() {
        for (from, to, expected) in [
            (0.0, 20.0, "0 5 10 15 20"),
            (3.0, 97.0, "0 20 40 60 80 100"),
            (-1.0, 1.0, "−1.0 −0.5 0 0.5 1.0"),
            (0.0, 0.0012, "0 0.0005 0.0010 0.0015"),
            (0.0, 48_000.0, "0 10k 20k 30k 40k 50k"),
            (0.0, 2_500_000.0, "0 0.5M 1.0M 1.5M 2.0M 2.5M"),
            (0.0, 9000.0, "0 2k 4k 6k 8k 10k"),
            (7.0, 7.0, "2 4 6 8 10 12"),
        ] {
            assert_eq!(labels(ScaleKind::Linear, from, to, 5), expected);
        }
        assert_eq!(labels(ScaleKind::Count, 0.0, 2.0, 5), "0 1 2");
    }

    #[test]
    fn powers_of_ten_are_decades() {
        for (from, to, expected) in [
            (3.0, 80.0, "1 2 5 10 20 50 100"),
            (0.02, 30.0, "0.01 0.1 1 10 100"),
            (1.0, 1e6, "1 100 10k 1M"),
            (10.0, 10.0, "10 20 50 100"),
        ] {
            assert_eq!(labels(ScaleKind::Log, from, to, 5), expected);
        }
    }

    #[test]
    fn times_have_the_steps_of_clocks_and_calendars() {
        let at = |text: &str| moment::read(text).expect(text).expect(text).0.seconds();
        for (from, to, wanted, expected) in [
            ("2026-03-01 14:02", "2026-03-01 14:50", 6, "14:10 14:20 14:30 14:40 14:50"),
            (
                "2026-03-01 14:02:03",
                "2026-03-01 14:02:14",
                6,
                "14:02:04 14:02:06 14:02:08 14:02:10 14:02:12 14:02:14",
            ),
            ("2026-03-01 18:00", "2026-03-02 12:00", 4, "18:00 Mar 2 06:00 12:00"),
            ("2026-03-01", "2026-03-07", 6, "Mar 1 Mar 2 Mar 3 Mar 4 Mar 5 Mar 6 Mar 7"),
            ("2026-03-01", "2026-04-07", 6, "Mar 2 Mar 9 Mar 16 Mar 23 Mar 30 Apr 6"),
            ("2025-11-05", "2026-04-07", 6, "Dec 2025 Jan 2026 Feb Mar Apr"),
            ("2020-01-01", "2026-04-07", 7, "2020 2021 2022 2023 2024 2025 2026"),
            ("1900-01-01", "2026-04-07", 5, "1900 1950 2000"),
        ] {
            assert_eq!(labels(ScaleKind::Time, at(from), at(to), wanted), expected, "{from}");
        }
        assert_eq!(
            labels(ScaleKind::Clock, at("23:00"), at("23:30"), 3),
            "23:00 23:10 23:20 23:30"
        );
    }
}
