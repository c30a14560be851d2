//! Days, and the names that stand in addresses.

use std::fmt;

use model::Slug;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(crate) const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Date {
    /// A day that the calendar has.
    pub(crate) fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        model::Date::new(year, month, day).filter(|_| year > 0)?;
        Some(Self { year, month, day })
    }

    /// The day that a text begins with or names: `2026-11-20T10:00Z`, `2026/1/2`, `Jul 08 2022`,
    /// `Mon, 02 Jan 2006 15:04:05 +0000`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let numbers: Vec<&str> = text.splitn(3, ['-', '/', '.']).collect();
        if let [year, month, rest] = numbers[..]
            && year.len() == 4
        {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            return Self::new(year.parse().ok()?, month.parse().ok()?, rest[..end].parse().ok()?);
        }
        let (mut year, mut month, mut day) = (None, None, None);
        for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
            let plain = word.trim_end_matches('.').to_ascii_lowercase();
            let digits = plain.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            if let Some(at) =
                MONTHS.iter().position(|name| plain.len() >= 3 && name.starts_with(&plain))
            {
                month = month.or(u8::try_from(at + 1).ok());
            } else if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
                year = year.or(word.parse().ok());
            } else if let Ok(number) = digits.parse() {
                day = day.or(Some(number));
            }
        }
        Self::new(year?, month?, day?)
    }

    /// The day at the head of a name such as `2026-11-20-hello`, and what is left of it.
    pub(crate) fn of_name(name: &str) -> Option<(Self, &str)> {
        let head = name.get(..10)?;
        let (year, rest) = head.split_once(['-', '_'])?;
        let (month, day) = rest.split_once(['-', '_'])?;
        let date = Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        Some((date, name[10..].trim_start_matches(['-', '_', ' '])))
    }

    /// The day in an address such as `/blog/2026/11/20/hello/`.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        parts.windows(3).find_map(|parts| {
            let [year, month, day] = parts else { return None };
            let is_year = year.len() == 4;
            let number = |part: &str| part.parse::<u8>().ok();
            let year = year.parse().ok().filter(|_| is_year)?;
            Self::new(year, number(month)?, number(day)?)
        })
    }

    /// The year, the week and the day of the week that it is in by ISO 8601: weeks begin on Mondays, and
    /// the first one has the first Thursday.
    pub(crate) fn of_week(self) -> (u16, u16, u8) {
        let before = i32::from(self.year) - 1;
        // The first of January of the year 1 was a Monday.
        let days = |year: i32| year * 365 + year / 4 - year / 100 + year / 400;
        let of_year = i32::from(self.of_year());
        let day = (days(before) + of_year - 1).rem_euclid(7) + 1;
        let week = (of_year - day + 10) / 7;
        let weeks = |year: i32| {
            let last = days(year) % 7;
            let before_last = days(year - 1) % 7;
            if last == 4 || before_last == 3 { 53 } else { 52 }
        };
        let (year, week) = match week {
            0 => (before, weeks(before)),
            53 if weeks(before + 1) == 52 => (before + 2, 1),
            week => (before + 1, week),
        };
        let number = |number: i32| u16::try_from(number).unwrap_or_default();
        (number(year), number(week), u8::try_from(day).unwrap_or(1))
    }

    /// The day of the year, from 1.
    pub(crate) fn of_year(self) -> u16 {
        let whole = (1..self.month).flat_map(|month| {
            (1..=31).filter(move |&day| Self::new(self.year, month, day).is_some())
        });
        u16::try_from(whole.count()).unwrap_or_default() + u16::from(self.day)
    }
}

/// The nearest name that may stand in an address of ours. Empty when nothing of the text can be kept.
pub(crate) fn nearest(text: &str) -> String {
    Slug::nearest(text).map(|slug| slug.to_string()).unwrap_or_default()
}

/// A text as it stands in an address of Hugo, Jekyll's `pretty` mode aside: blanks are hyphens, what
/// is neither letter, digit nor one of a few marks is left out.
pub(crate) fn urlize(text: &str) -> String {
    let mut name = String::new();
    for c in text.trim().to_lowercase().chars() {
        match c {
            c if c.is_alphanumeric() || "._-#+~/".contains(c) => name.push(c),
            c if c.is_whitespace() && !name.ends_with('-') => name.push('-'),
            _ => {}
        }
    }
    name
}

/// Whether a text may be the tag of a language: `de`, `pt-br`, `zh-Hans`.
pub(crate) fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_first = |part: &str| {
        matches!(part.len(), 2 | 3) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let is_other = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    parts.next().is_some_and(is_first) && parts.all(is_other)
}

/// A name as GitHub, and Astro after it, makes it for an address: punctuation is taken out.
pub(crate) fn github(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    text.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

/// A text as Jekyll, Zola and Eleventy have it in addresses: letters and digits, everything else a
/// hyphen.
pub(crate) fn slugify(text: &str) -> String {
    let lower = text.to_lowercase();
    let groups = lower.split(|c: char| !c.is_alphanumeric()).filter(|group| !group.is_empty());
    groups.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in [
            "2006-01-02",
            "2006-01-02T15:04:05Z",
            "2006/1/2",
            "Jan 02 2006",
            "January 2, 2006",
            "2nd January 2006",
            "Mon, 02 Jan 2006 15:04:05 +0000",
            "2006-01-02 15:04:05 -0700",
        ] {
            assert_eq!(Date::read(text), Date::new(2006, 1, 2), "{text}");
        }
        for text in ["", "2006-02-30", "tomorrow", "v1.2.3"] {
            assert_eq!(Date::read(text), None, "{text}");
        }
        assert_eq!(Date::of_path("/blog/2006/01/02/x/"), Date::new(2006, 1, 2));
        assert_eq!(Date::of_path("/v1/2006/x/"), None);
        assert_eq!(Date::new(2024, 12, 31).map(Date::of_year), Some(366));
        for ((year, month, day), week) in [
            ((2020, 2, 3), (2020, 6, 1)),
            ((2021, 1, 10), (2021, 1, 7)),
            ((2021, 1, 3), (2020, 53, 7)),
            ((2018, 12, 31), (2019, 1, 1)),
            ((2016, 1, 1), (2015, 53, 5)),
            ((2026, 12, 31), (2026, 53, 4)),
        ] {
            let date = Date::new(year, month, day).expect("a day");
            assert_eq!(date.of_week(), week, "{date}");
        }
    }
}
