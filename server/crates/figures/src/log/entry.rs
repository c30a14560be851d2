//! One entry of a log, in whichever form it was written.

use jiff::{Timestamp, civil};

use super::{level::Level, pairs, plain};

/// What a program wrote at one time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LogEntry {
    /// Its line, counted from 1.
    pub(super) line: usize,
    pub(super) time: Option<Time>,
    pub(super) level: Option<Level>,
    /// The level as the program says it.
    pub(super) said: String,
    /// What it says, with the lines that go on with it.
    pub(super) message: String,
    /// What stands in it by name, beside these.
    pub(super) fields: Vec<(String, String)>,
}

/// When it was, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) shown: String,
    /// The same for machines, if it has a day.
    machine: Option<String>,
}

impl Time {
    /// A time as a program writes it.
    pub(super) fn of(written: &str) -> Self {
        let dotted = written.replace(',', ".").replace('/', "-");
        let instant = dotted.parse::<Timestamp>().ok();
        // Thousandths count where a trace tells of the same time.
        let machine = match instant {
            Some(instant) if instant.subsec_nanosecond() == 0 => {
                Some(instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
            }
            Some(instant) => Some(instant.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()),
            None if dotted.len() > 10 => {
                let time = dotted.parse::<civil::DateTime>().ok();
                time.map(|time| match time.subsec_nanosecond() {
                    0 => time.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                    _ => time.strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string(),
                })
            }
            None => None,
        };
        Self { shown: written.to_owned(), machine }
    }

    /// A time as a number since 1970: in seconds, or in thousandths of them, of these, or of those.
    pub(super) fn of_number(number: f64) -> Option<Self> {
        let size = match number {
            1e8..1e11 => 1.0,
            1e11..1e14 => 1e3,
            1e14..1e17 => 1e6,
            1e17..1e20 => 1e9,
            _ => return None,
        };
        let instant = Timestamp::from_millisecond((number / size * 1e3).round() as i64).ok()?;
        Some(Self::of(&format!("{instant:.3}")))
    }

    pub(super) fn html(&self) -> String {
        let shown = html_escape::encode_text(&self.shown);
        match &self.machine {
            Some(machine) => format!("<time datetime=\"{machine}\">{shown}</time>"),
            None => format!("<span class=\"log-time\">{shown}</span>"),
        }
    }
}

/// Reads numbered lines.
pub(super) fn read<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<LogEntry> {
    let mut entries: Vec<LogEntry> = Vec::new();
    for (line, text) in lines {
        let is_indented = text.starts_with([' ', '\t']);
        match entries.last_mut() {
            Some(last) if is_indented || text.is_empty() => {
                last.message.push('\n');
                last.message.push_str(text);
            }
            _ => {
                let read = pairs::json(text).or_else(|| pairs::logfmt(text));
                let entry = read.unwrap_or_else(|| plain::read(text));
                entries.push(LogEntry { line, ..entry });
            }
        }
    }
    for entry in &mut entries {
        entry.message.truncate(entry.message.trim_end().len());
    }
    entries
}

/// Puts together what follows each other and says the same.
pub(super) fn folded(entries: Vec<LogEntry>) -> Vec<Vec<LogEntry>> {
    let mut groups: Vec<Vec<LogEntry>> = Vec::new();
    for entry in entries {
        match groups.last_mut().filter(|group| group.last().is_some_and(|last| last.says(&entry))) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

impl LogEntry {
    /// Whether it says the same as another one, at whatever time.
    fn says(&self, other: &Self) -> bool {
        self.level == other.level && self.message == other.message && self.fields == other.fields
    }

    /// Writes it, without its number.
    pub(super) fn write(&self, html: &mut String) {
        if let Some(time) = &self.time {
            html.push_str(&time.html());
            html.push(' ');
        }
        if self.level.is_some() {
            html.push_str("<strong>");
            html_escape::encode_text_to_string(&self.said, html);
            html.push_str("</strong> ");
        }
        html.push_str("<code>");
        html_escape::encode_text_to_string(&self.message, html);
        html.push_str("</code>");
        for (key, value) in &self.fields {
            html.push_str(" <span class=\"log-field\"><span>");
            html_escape::encode_text_to_string(key, html);
            html.push_str("=</span>");
            html_escape::encode_text_to_string(value, html);
            html.push_str("</span>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_say_the_same_are_folded() {
        let text = "10:00:00 WARN retry\n10:00:01 WARN retry\nINFO up\n\tat a\n\tat b\n10:00:03 WARN retry";
        let entries = read(text.lines().enumerate().map(|(at, line)| (at + 1, line)));
        let groups = folded(entries);
        let shown: Vec<_> =
            groups.iter().map(|group| (group.len(), group[0].line, &*group[0].message)).collect();
        assert_eq!(shown, [(2, 1, "retry"), (1, 3, "up\n\tat a\n\tat b"), (1, 6, "retry")]);
    }

    #[test]
    fn times_are_shown_as_they_are_written() {
        for (written, machine) in [
            ("2026-03-01T14:02:03.123456Z", Some("2026-03-01T14:02:03.123Z")),
            ("2026-03-01T15:02:03+01:00", Some("2026-03-01T14:02:03Z")),
            ("2026-03-01 14:02:03,123", Some("2026-03-01T14:02:03.123")),
            ("2026/03/01 14:02:03", Some("2026-03-01T14:02:03")),
            ("14:02:03", None),
            ("Mar  1 14:02:03", None),
        ] {
            assert_eq!(Time::of(written).machine.as_deref(), machine, "{written}");
        }
        for number in [1_772_373_723.5, 1_772_373_723_500.0, 1_772_373_723_500_000_000.0] {
            let shown = Time::of_number(number).map(|time| time.shown);
            assert_eq!(shown.as_deref(), Some("2026-03-01T14:02:03.500Z"));
        }
        assert_eq!(Time::of_number(12.0), None);
    }
}
