//! The steps of clocks and calendars.

use std::fmt;

use crate::{Labels, Tick};

pub(crate) const DAY: f64 = 86_400.0;
const YEAR: f64 = 365.25 * DAY;

/// The time between two marks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TickStep {
    Seconds(u32),
    Days(u32),
    Months(i8),
    Years(i16),
}

impl TickStep {
    pub(crate) const ALL: [Self; 36] = [
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

    pub(crate) fn seconds(self) -> f64 {
        match self {
            Self::Seconds(seconds) => f64::from(seconds),
            Self::Days(days) => f64::from(days) * DAY,
            Self::Months(months) => f64::from(months) * YEAR / 12.0,
            Self::Years(years) => f64::from(years) * YEAR,
        }
    }

    /// The marks between two moments. Those of a clock have no days, and so no words.
    pub(crate) fn ticks(self, from: f64, to: f64, words: Option<&dyn Labels>) -> Vec<Tick> {
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
                let first = Date::at(from);
                let mut months = first.year * 12 + i64::from(first.month) - 1;
                let stride = match self {
                    Self::Months(months) => i64::from(months),
                    Self::Years(years) => i64::from(years).max(1) * 12,
                    _ => 1,
                };
                while ticks.len() < 100 {
                    let at = (months + stride - 1).div_euclid(stride) * stride;
                    let month = at.rem_euclid(12) as u8 + 1;
                    let date = Date { year: at.div_euclid(12), month, day: 1 };
                    let value = date.days() as f64 * DAY;
                    if value > to {
                        break;
                    }
                    if value >= from {
                        let with_year = ticks.is_empty() || month == 1;
                        let label = match (self, words) {
                            (Self::Years(_), _) => date.year.to_string(),
                            (_, None) => String::new(),
                            (_, Some(words)) if with_year => words.month_of_year(date.year, month),
                            (_, Some(words)) => words.month(month),
                        };
                        ticks.push(Tick { value, label });
                    }
                    months = at + 1;
                }
            }
        }
        ticks
    }

    fn clock_or_day(self, value: f64, words: Option<&dyn Labels>) -> String {
        let seconds = (value - (value / DAY).floor() * DAY).round() as u32;
        let is_day = matches!(self, Self::Days(_)) || seconds == 0;
        if let Some(words) = words.filter(|_| is_day) {
            let date = Date::at(value);
            return words.day(date.year, date.month, date.day);
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

/// A day of the calendar that is used everywhere, also for the time before it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: i64,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// Days of 400 years, after which the calendar begins again, and those from the first of March of the
/// year 0 to the beginning of 1970.
const ERA: i64 = 146_097;
const UNTIL_1970: i64 = 719_468;

impl Date {
    /// The day of a moment, in seconds since the beginning of 1970.
    pub(crate) fn at(seconds: f64) -> Self {
        // Years begin in March here, so that the day that some have more is the last one.
        let days = (seconds / DAY).floor() as i64 + UNTIL_1970;
        let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = (day - (153 * month + 2) / 5 + 1) as u8;
        let month = (if month < 10 { month + 3 } else { month - 9 }) as u8;
        Self { year: era * 400 + year + i64::from(month <= 2), month, day }
    }

    /// Days since the beginning of 1970.
    pub(crate) fn days(self) -> i64 {
        let year = self.year - i64::from(self.month <= 2);
        let month = (i64::from(self.month) + 9) % 12;
        let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
        let day = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * ERA + year * 365 + year / 4 - year / 100 + day - UNTIL_1970
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_513, "2026-03-01"),
            (-25_509, "1900-02-28"),
            (-25_508, "1900-03-01"),
        ] {
            let date = Date::at(days as f64 * DAY + 1.0);
            assert_eq!((date.to_string().as_str(), date.days()), (text, days));
        }
        for days in (-800_000..800_000).step_by(37) {
            assert_eq!(Date::at(days as f64 * DAY).days(), days);
        }
    }
}
