//! Days as writers put them down: in front matter, and at the head of a file's name.

use model::{Date, InvalidDate};

/// How long a date is: `2026-11-20`.
const LEN: usize = 10;

/// The day in a text that is a date, or a date with a time behind it.
///
/// The time and its zone don't matter: a post is dated by the day that its writer wrote.
pub fn parse(text: &str) -> Result<Date, InvalidDate> {
    parse_numbers(text).or_else(|fault| parse_words(text).ok_or(fault))
}

/// `Jul 08 2022` and `8 July 2022`, as some generators have it.
fn parse_words(text: &str) -> Option<Date> {
    let text = text.replace(',', " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let &[a, b, year] = &words[..] else { return None };
    let (day, month) = if a.starts_with(|c: char| c.is_ascii_digit()) { (a, b) } else { (b, a) };
    const MONTHS: [&str; 12] = [
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
    let name = month.trim_end_matches('.').to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| name.len() >= 3 && month.starts_with(&name))?;
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, u8::try_from(month + 1).ok()?, day.parse().ok()?)
}

fn parse_numbers(text: &str) -> Result<Date, InvalidDate> {
    let text = &*padded(&text.trim().replacen('/', "-", 2));
    let (Some(day), Some(rest)) = (text.get(..LEN), text.get(LEN..)) else {
        return Err(InvalidDate::Form);
    };
    let day = day.parse()?;
    let time = rest.strip_prefix(['T', 't', ' ']).map(str::trim_start);
    let is_time = |time: &str| {
        time.len() >= "10:00".len()
            && time.starts_with(|c: char| c.is_ascii_digit())
            && time.chars().all(|c| c.is_ascii_alphanumeric() || " :.+-".contains(c))
    };
    if rest.is_empty() || time.is_some_and(is_time) { Ok(day) } else { Err(InvalidDate::Form) }
}

/// A date with two digits for its month and its day: some write `2015-11-3`.
fn padded(text: &str) -> String {
    let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    let (day, time) = text.split_at(end);
    let parts: Vec<&str> = day.split('-').collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}{time}"),
        _ => text.to_owned(),
    }
}

/// Takes a date off the head of a name such as `2026-11-20-hello`; what is left is never empty.
///
/// # Errors
///
/// When there is a date that the calendar does not have.
pub fn split_name(name: &str) -> Result<(Option<Date>, &str), InvalidDate> {
    let (Some(day), Some(rest)) = (name.get(..LEN), name.get(LEN..)) else {
        return Ok((None, name));
    };
    let rest = rest.trim_start_matches(['-', '_', ' ']);
    match day.parse() {
        Ok(date) if rest.is_empty() => Ok((Some(date), name)),
        Ok(date) => Ok((Some(date), rest)),
        Err(InvalidDate::Form) => Ok((None, name)),
        Err(fault) => Err(fault),
    }
}

/// A name without what has the form of a date at its head.
pub fn without(name: &str) -> &str {
    name.get(LEN..).unwrap_or(name).trim_start_matches(['-', '_', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_have_a_time_behind_it() {
        for text in [
            "2026-11-20",
            "2026-11-20T10:00:00Z",
            "2026-11-20 10:00:00 +0100",
            "2026-11-20 10:00",
            "2026-11-20T10:00:00.5-08:00",
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()), Ok("2026-11-20".into()), "{text}");
        }
        for text in ["Nov 20 2026", "20 November 2026", "Nov. 20, 2026", "2026/11/20"] {
            assert_eq!(parse(text).map(|date| date.to_string()), Ok("2026-11-20".into()), "{text}");
        }
        for text in ["2026-1-2", "2026-01-2 10:00:00", "2026/1/02", " 2026-01-02 "] {
            assert_eq!(parse(text).map(|date| date.to_string()), Ok("2026-01-02".into()), "{text}");
        }
        for text in ["2026-11", "2026-11-201", "2026-11-20x", "2026-11-20T", "20 November", ""] {
            assert_eq!(parse(text), Err(InvalidDate::Form), "{text}");
        }
        assert_eq!(parse("2026-02-30T10:00:00Z"), Err(InvalidDate::NoSuchDay));
    }

    #[test]
    fn a_name_may_begin_with_a_date() {
        let day = Date::new(2026, 11, 20);
        assert_eq!(split_name("2026-11-20-hello"), Ok((day, "hello")));
        assert_eq!(split_name("2026-11-20"), Ok((day, "2026-11-20")));
        assert_eq!(split_name("hello"), Ok((None, "hello")));
        assert_eq!(split_name("2026-13-20-hello"), Err(InvalidDate::NoSuchDay));
    }
}
