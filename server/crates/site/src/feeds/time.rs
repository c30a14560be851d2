//! Days as feeds write them. A post is dated by the day, which stands for its first second.

use model::Date;

/// As RFC 3339 has it: Atom and JSON Feed.
pub(super) fn rfc3339(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// As RFC 822 has it, with the year in full: RSS.
pub(super) fn rfc822(date: Date) -> String {
    // Both calendars have the same days: the other branch is never taken.
    let day = date.to_string().parse::<jiff::civil::Date>();
    day.map_or_else(
        |_| rfc3339(date),
        |day| day.strftime("%a, %d %b %Y 00:00:00 +0000").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_first_second() {
        let date = "2026-02-01".parse().expect("a date");
        assert_eq!(rfc3339(date), "2026-02-01T00:00:00Z");
        assert_eq!(rfc822(date), "Sun, 01 Feb 2026 00:00:00 +0000");
    }
}
