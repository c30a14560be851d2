//! A day in the calendar.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use words::{Message, Words};

/// A day of the Gregorian calendar, written `2026-11-20`.
///
/// A post is dated by the day: no clock and no time zone can change what a build writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is no [`Date`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidDate {
    /// Not of the form `YYYY-MM-DD`.
    Form,
    /// Of the right form, but the calendar has no such day.
    NoSuchDay,
}

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "not a date of the form YYYY-MM-DD",
            Self::NoSuchDay => "the calendar has no such day",
        })
    }
}

impl std::error::Error for InvalidDate {}

impl Date {
    /// A day before all others, for those who have to name one and have none.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// The day with these numbers, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let days = days_of(year, month);
        (year <= 9999 && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// The year, four digits.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1 on.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day in words: `20 Nov 2026`.
    pub fn in_words(self, words: &Words) -> String {
        words.day(Message::Date, (self.year, self.month, self.day))
    }

    /// How many days of the year lie before it.
    pub fn days_into_year(self) -> u16 {
        let before = (1..self.month).map(|month| u16::from(days_of(self.year, month)));
        before.sum::<u16>() + u16::from(self.day) - 1
    }
}

/// How many days a month has; none where there is no such month.
fn days_of(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let number = |from: usize, to: usize| -> Option<u16> {
            let digits = text.get(from..to)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let separators =
            text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        let (Some(year), Some(month), Some(day), true) =
            (number(0, 4), number(5, 7), number(8, 10), separators)
        else {
            return Err(InvalidDate::Form);
        };
        Self::new(year, month as u8, day as u8).ok_or(InvalidDate::NoSuchDay)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_ten_characters_that_the_calendar_has() {
        assert_eq!("2026-11-20".parse(), Date::new(2026, 11, 20).ok_or(InvalidDate::Form));
        assert_eq!("2024-02-29".parse::<Date>().map(|d| d.to_string()), Ok("2024-02-29".into()));
        for (text, fault) in [
            ("2026-02-29", InvalidDate::NoSuchDay),
            ("1900-02-29", InvalidDate::NoSuchDay),
            ("2026-13-01", InvalidDate::NoSuchDay),
            ("2026-00-10", InvalidDate::NoSuchDay),
            ("2026-11-1", InvalidDate::Form),
            ("+026-11-01", InvalidDate::Form),
            ("20 Nov 2026", InvalidDate::Form),
            ("2026-11-2é", InvalidDate::Form),
        ] {
            assert_eq!(text.parse::<Date>(), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_date_knows_how_far_into_its_year_it_is() {
        for (text, days) in [("2026-01-01", 0), ("2026-03-01", 59), ("2024-12-31", 365)] {
            assert_eq!(text.parse().map(Date::days_into_year), Ok(days), "{text}");
        }
    }

    #[test]
    fn a_date_is_written_as_its_language_has_it() {
        let date: Date = "2026-01-05".parse().expect("a date");
        for (language, written) in [
            ("en", "5 Jan 2026"),
            ("en-GB", "5 Jan 2026"),
            ("de-AT", "5. Jan. 2026"),
            ("ja", "2026年1月5日"),
            ("tlh", "2026-01-05"),
        ] {
            assert_eq!(date.in_words(&languages::of(language)), written, "{language}");
        }
    }

    #[test]
    fn dates_sort_by_time() {
        let date = |text: &str| text.parse::<Date>().expect("a date");
        assert!(date("2025-12-31") < date("2026-01-01"));
    }
}
