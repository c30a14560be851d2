//! Days of Jekyll's: a moment is of the day that it has where the site is, which an address tells.

use jiff::{
    Timestamp,
    civil::{DateTime, Time},
    tz::{Offset, TimeZone},
};

use crate::{
    names::Date,
    value::{Value, first_text},
};

/// The zone that the configuration names. Machines that build sites are in none, nor is a zone that nobody
/// knows.
pub(super) fn zone(data: &Value) -> TimeZone {
    let named = first_text(data, &["timezone"]);
    named.and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC)
}

/// The day of a moment in a zone; nothing where a text says only a day, or a time without seconds, which is one
/// of that zone already.
pub(super) fn day(written: &str, zone: &TimeZone) -> Option<Date> {
    let date = Date::read(written)?;
    let rest = written.trim().get(10..)?.trim_start_matches(['T', 't', ' ']);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'));
    let (time, offset) = rest.split_at(end.unwrap_or(rest.len()));
    let offset = offset_of(offset.trim(), time.matches(':').count() == 2)?;
    let (time, _) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = time.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let time = Time::new(hour, minute, 0, 0).ok()?;
    let year = i16::try_from(date.year).ok()?;
    let day =
        jiff::civil::Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    let there = DateTime::from_parts(day.ok()?, time);
    let moment: Timestamp = offset.to_timestamp(there).ok()?;
    let here = zone.to_datetime(moment).date();
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    Date::new(u16::try_from(here.year()).ok()?, small(here.month()), small(here.day()))
}

/// The offset that a text says: `+0100`, `+01:00`, `-5`, `Z`. A whole time without one is universal, as YAML has it.
fn offset_of(text: &str, is_whole: bool) -> Option<Offset> {
    if text.is_empty() {
        return is_whole.then_some(Offset::UTC);
    }
    if ["Z", "z", "UTC", "GMT"].contains(&text) {
        return Some(Offset::UTC);
    }
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) =
        if digits.len() > 2 { digits.split_at_checked(digits.len() - 2)? } else { (&*digits, "0") };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_of_the_day_that_it_has_where_the_site_is() {
        for (written, of_utc, of_new_york) in [
            ("2006-06-14 00:14:00.000000000 +01:00", (2006, 6, 13), (2006, 6, 13)),
            ("2006-06-14 00:14 +0100", (2006, 6, 13), (2006, 6, 13)),
            ("2012-12-31T20:00:00-05:00", (2013, 1, 1), (2012, 12, 31)),
            ("2012-03-01 02:00:00", (2012, 3, 1), (2012, 2, 29)),
            ("2012-03-01T02:00:00Z", (2012, 3, 1), (2012, 2, 29)),
            ("2012-03-01 02:00:00 UTC", (2012, 3, 1), (2012, 2, 29)),
        ] {
            let day = |zone: &TimeZone| day(written, zone);
            let [utc, there] =
                [of_utc, of_new_york].map(|(year, month, day)| Date::new(year, month, day));
            assert_eq!(day(&TimeZone::UTC), utc, "{written}");
            let five = TimeZone::fixed(Offset::constant(-5));
            assert_eq!(day(&five), there, "{written}");
        }
        for written in ["2012-03-01", "2012-03-01 02:00", "tomorrow", "2012-03-01 later"] {
            assert_eq!(day(written, &TimeZone::UTC), None, "{written}");
        }
    }
}
