//! Points in time as engineers write them: a day, a time of day, or both.

use jiff::civil;
use model::InvalidDate;

use super::Fault;

/// A point in time, as far as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Moment {
    pub(super) date: Option<civil::Date>,
    /// Seconds since midnight.
    pub(super) time: Option<f64>,
    /// How many minutes its clock is ahead of UTC.
    pub(super) offset: Option<i32>,
}

const SECONDS_A_DAY: f64 = 86_400.0;

impl Moment {
    /// Seconds since the beginning of 1970 in UTC; without a date since midnight, and without an
    /// offset as if its clock showed UTC.
    pub(super) fn seconds(&self) -> f64 {
        let days = self.date.map_or(0.0, days);
        let offset = f64::from(self.offset.unwrap_or(0)) * 60.0;
        days * SECONDS_A_DAY + self.time.unwrap_or(0.0) - offset
    }

    /// The same as others know it, if it has a day and a time of day. Without an offset its clock shows UTC.
    pub(super) fn whole(&self) -> Option<model::Moment> {
        let (date, time) = (self.date?, self.time?);
        let (offset, day) = (self.offset.unwrap_or(0), date.to_string());
        let seconds = time as u64;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let ahead = if offset == 0 { "Z".to_owned() } else { zone(offset) };
        Some(model::Moment {
            at: self.seconds() as i64,
            clock: format!("{} {}", clock(time), zone(offset)),
            stamp: format!("{day}T{hours:02}:{minutes:02}:{seconds:02}{ahead}"),
            day: day.parse().ok()?,
        })
    }
}

/// A text that is a day and a time of day, and nothing else.
///
/// # Errors
///
/// When it is something else: what is wrong with it, and how to mend it.
pub fn instant(text: &str) -> Result<model::Moment, (String, Option<String>)> {
    let help = || Some("write a day and a time, such as 2026-03-01 14:02 UTC".to_owned());
    match read(text) {
        Ok(Some((moment, len))) if len == text.len() => {
            moment.whole().ok_or_else(|| (format!("`{text}` is not both a day and a time"), help()))
        }
        Ok(_) => Err((format!("`{text}` is not a day and a time"), help())),
        Err(Fault { message, help, .. }) => Err((message, Some(help))),
    }
}

/// `14:02`, or `14:02:30` where there are seconds.
pub(super) fn clock(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    let (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60);
    match seconds % 60 {
        0 => format!("{hours:02}:{minutes:02}"),
        rest => format!("{hours:02}:{minutes:02}:{rest:02}"),
    }
}

/// So many minutes ahead of UTC, as they are written behind a time.
pub(super) fn zone(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    match offset.abs() {
        0 => "UTC".to_owned(),
        minutes => format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

/// Days since the beginning of 1970.
pub(super) fn days(date: civil::Date) -> f64 {
    let span = date.duration_since(civil::date(1970, 1, 1));
    (span.as_secs() as f64 / SECONDS_A_DAY).round()
}

/// The day that is so many days after the beginning of 1970.
pub(super) fn day(days: f64) -> Option<civil::Date> {
    let seconds = days * SECONDS_A_DAY;
    let span = jiff::SignedDuration::try_from_secs_f64(seconds).ok()?;
    civil::date(1970, 1, 1).checked_add(span).ok()
}

/// Reads the moment that a text begins with: `2026-03-01`, `14:02`, `2026-03-01 14:02:30 +01:00`.
/// Returns how much of the text it takes; `None` when the text begins with something else.
///
/// # Errors
///
/// When it begins like a moment and is none; places are those of the text.
pub(super) fn read(text: &str) -> Result<Option<(Moment, usize)>, Fault> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let mut moment = Moment::default();
    let mut at = 0;
    let first = word(text, 0);
    let colon = first.find(':').unwrap_or(first.len());
    if first[..colon].contains(['-', '/', '.']) {
        // As programs write it, with a `T` between the day and the time.
        let split = first.find(['T', 't']).filter(|&at| at == 10);
        let day = &first[..split.unwrap_or(first.len())];
        moment.date = Some(date(day)?);
        at = day.len() + usize::from(split.is_some());
        if split.is_none() {
            let next = skip_spaces(text, at);
            if !is_time(word(text, next)) {
                return Ok(Some((moment, at)));
            }
            at = next;
        }
    } else if colon == first.len() {
        return Ok(None);
    }
    let word = word(text, at);
    let end = word.find(['Z', 'z', '+', '-', '\u{2212}']).unwrap_or(word.len());
    moment.time = Some(time(&word[..end], at)?);
    at += end;
    let zone = &word[end..];
    if !zone.is_empty() {
        moment.offset = Some(offset(zone, at)?);
        at += zone.len();
    } else {
        let next = skip_spaces(text, at);
        let zone = self::word(text, next);
        if is_zone(zone) {
            moment.offset = Some(offset(zone, next)?);
            at = next + zone.len();
        }
    }
    Ok(Some((moment, at)))
}

/// The word at a place.
pub(super) fn word(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    &rest[..rest.find([' ', '\t']).unwrap_or(rest.len())]
}

/// The place of the next word.
pub(super) fn skip_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

fn is_time(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(':')
}

/// Names of zones that people write, of which many mean several.
const ZONES: [&str; 22] = [
    "ACST", "AEDT", "AEST", "AKST", "BST", "CDT", "CEST", "CET", "CST", "EDT", "EEST", "EET",
    "EST", "HST", "IST", "JST", "MDT", "MST", "PDT", "PST", "WEST", "WET",
];

fn is_zone(word: &str) -> bool {
    let signed = word.len() > 2
        && word.starts_with(['+', '-'])
        && word[1..].bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    signed || matches!(word, "Z" | "UTC" | "GMT") || ZONES.contains(&word)
}

fn date(word: &str) -> Result<civil::Date, Fault> {
    let form = || {
        let help = "write the day as YYYY-MM-DD, such as 2026-03-01";
        Fault::new(0..word.len(), format!("`{word}` is not a date"), help)
    };
    match word.parse::<model::Date>() {
        // What the blog's own type takes is what dates are everywhere here.
        Ok(_) => word.parse().map_err(|_| form()),
        Err(InvalidDate::NoSuchDay) => Err(Fault::new(
            0..word.len(),
            format!("the date `{word}` does not exist"),
            "write a day that the calendar has, as YYYY-MM-DD",
        )),
        Err(InvalidDate::Form) => Err(form()),
    }
}

fn time(word: &str, at: usize) -> Result<f64, Fault> {
    let parts: Vec<&str> = word.split(':').collect();
    let number = |part: Option<&&str>, limit: u32| -> Option<f64> {
        let part = part?;
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|&n| digits && n < limit).map(f64::from)
    };
    let seconds = |part: Option<&&str>| -> Option<f64> {
        let Some(part) = part else { return Some(0.0) };
        let (whole, fraction) = part.split_once(['.', ',']).unwrap_or((part, "0"));
        let is_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
        let fraction = format!("0.{fraction}").parse::<f64>().ok().filter(|_| is_fraction)?;
        Some(number(Some(&whole), 60)? + fraction)
    };
    let read = || {
        let hours = number(parts.first(), 24)?;
        let minutes = number(parts.get(1).filter(|part| part.len() == 2), 60)?;
        let seconds = seconds(parts.get(2)).filter(|_| parts.len() < 4)?;
        Some(hours * 3600.0 + minutes * 60.0 + seconds)
    };
    read().ok_or_else(|| {
        let help = "write it as hours and minutes of a day of 24 hours, such as 14:02 or 14:02:30";
        Fault::new(at..at + word.len(), format!("`{word}` is not a time of day"), help)
    })
}

/// Minutes ahead of UTC.
fn offset(word: &str, at: usize) -> Result<i32, Fault> {
    if matches!(word, "Z" | "z" | "UTC" | "GMT") {
        return Ok(0);
    }
    let read = || {
        let sign = if word.starts_with('+') { 1 } else { -1 };
        let digits = word.strip_prefix(['+', '-', '\u{2212}'])?.replace(':', "");
        let is_number = digits.bytes().all(|b| b.is_ascii_digit());
        let (hours, minutes) = match digits.len() {
            2 if is_number => (&*digits, "0"),
            4 if is_number => digits.split_at(2),
            _ => return None,
        };
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
    };
    read().ok_or_else(|| {
        let message = match ZONES.contains(&word) {
            true => format!("`{word}` is the name of more than one zone"),
            false => format!("`{word}` is not an offset from UTC"),
        };
        Fault::new(at..at + word.len(), message, "write UTC, or an offset such as +01:00")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<(f64, usize)> {
        read(text).expect(text).map(|(moment, len)| (moment.seconds(), len))
    }

    #[test]
    fn a_moment_is_what_a_text_begins_with() {
        for (text, expected) in [
            ("1970-01-02", Some((86_400.0, 10))),
            ("1970-01-02 and more", Some((86_400.0, 10))),
            ("1970-01-01 00:01 UTC x", Some((60.0, 20))),
            ("1970-01-01T01:00:30.5+01:00", Some((30.5, 27))),
            ("1970-01-01 00:00 -0130 x", Some((5400.0, 22))),
            ("14:02Z", Some((50_520.0, 6))),
            ("9:30 started", Some((34_200.0, 4))),
            ("1969-12-31", Some((-86_400.0, 10))),
            ("12 apples", None),
            ("text", None),
            ("", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
        assert_eq!(day(days(civil::date(2026, 3, 1))), Some(civil::date(2026, 3, 1)));
    }

    #[test]
    fn a_whole_moment_is_a_day_and_a_time_of_day_and_nothing_else() {
        let read = |text: &str| instant(text).map(|at| (at.at, at.stamp, at.clock));
        let of = |at, stamp: &str, clock: &str| Ok((at, stamp.to_owned(), clock.to_owned()));
        assert_eq!(read("1970-01-01 00:01"), of(60, "1970-01-01T00:01:00Z", "00:01 UTC"));
        assert_eq!(
            read("1970-01-01T01:00:30+01:00"),
            of(30, "1970-01-01T01:00:30+01:00", "01:00:30 +01:00")
        );
        for text in ["", "1970-01-01", "14:02", "soon", "1970-01-01 00:01 UTC or so", "1970-02-30"]
        {
            assert!(instant(text).is_err_and(|(message, help)| {
                message.contains(&format!("`{text}`")) && help.is_some()
            }));
        }
    }

    #[test]
    fn what_only_begins_like_one_is_named() {
        for (text, place) in [
            ("2026-02-30 10:00", "2026-02-30"),
            ("1.3.2026", "1.3.2026"),
            ("2026-03-01 25:00", "25:00"),
            ("14:2", "14:2"),
            ("14:02:60", "14:02:60"),
            ("14:02pm", "14:02pm"),
            ("14:02 CET x", "CET"),
            ("14:02+1:0:0", "+1:0:0"),
        ] {
            let fault = read(text).expect_err(text);
            assert_eq!(&text[fault.span.clone()], place, "{}", fault.message);
        }
    }
}
