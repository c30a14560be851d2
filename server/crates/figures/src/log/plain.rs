//! Lines of words: a time at their beginning, and a level near it.

use super::{
    entry::{LogEntry, Time},
    level::Level,
};

/// How many words of a line may be before its level.
const NEAR: usize = 6;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a line.
pub(super) fn read(line: &str) -> LogEntry {
    if let Some(entry) = glog(line) {
        return entry;
    }
    let time_end = time(line);
    let (time, rest) = line.split_at(time_end);
    let time = time.trim().trim_matches(['[', ']']);
    let mut entry = LogEntry {
        time: (!time.is_empty()).then(|| Time::of(time)),
        message: rest.trim_start().to_owned(),
        ..LogEntry::default()
    };
    let mut at = 0;
    for number in 0..NEAR {
        let rest = &entry.message[at..];
        let start = at + rest.len() - rest.trim_start().len();
        let word = entry.message[start..].split_whitespace().next().unwrap_or_default();
        let end = start + word.len();
        let Some(level) = level(word) else {
            at = end;
            continue;
        };
        entry.said = bare(word).to_owned();
        entry.level = Some(level);
        if number == 0 {
            // At the beginning it is no part of what is said.
            entry.message = entry.message[end..].trim_start().to_owned();
        }
        break;
    }
    entry
}

/// A word without what programs put around levels.
fn bare(word: &str) -> &str {
    word.trim_matches(['[', ']', '(', ')', '<', '>', ':', '|'])
}

/// The level that a word is: in capitals, or with something around it that no sentence has.
fn level(word: &str) -> Option<Level> {
    let name = bare(word);
    let is_marked = name.len() < word.len() || name.chars().all(|c| c.is_ascii_uppercase());
    Level::of(name).filter(|_| is_marked)
}

/// Where the time ends that a line begins with.
fn time(line: &str) -> usize {
    let mut end = 0;
    let mut has_clock = false;
    let mut after_month = false;
    let mut at = 0;
    while let Some(word) = line[at..].split_whitespace().next() {
        let start = at + line[at..].find(word).unwrap_or_default();
        let bare = word.trim_matches(['[', ']']);
        let digits = bare.bytes().filter(u8::is_ascii_digit).count();
        let is_of_time = |c: char| c.is_ascii_digit() || "-:.,/TZ+".contains(c);
        let is_clock = bare.contains(':') && digits >= 4 && bare.chars().all(is_of_time);
        let is_day = digits == 8 && bare.contains(['-', '/']) && bare.chars().all(is_of_time);
        let is_month = MONTHS.contains(&bare) && end == 0;
        let is_day_of_month = after_month && digits == bare.len() && digits <= 2;
        let is_zone = has_clock
            && (matches!(bare, "UTC" | "GMT" | "Z")
                || bare.len() == 5 && bare.starts_with(['+', '-']) && digits == 4);
        let is_part =
            is_clock && !has_clock || is_day && end == 0 || is_month || is_day_of_month || is_zone;
        if !is_part {
            break;
        }
        has_clock |= is_clock;
        after_month = is_month;
        at = start + word.len();
        end = at;
    }
    // A month or a day alone may begin a sentence.
    if has_clock { end } else { 0 }
}

/// `E0301 14:02:03.123456    1234 file.go:12] message`, as glog and klog write it.
fn glog(line: &str) -> Option<LogEntry> {
    let letter = line.chars().next()?;
    let level = Level::of_letter(letter)?;
    let day = line.get(1..5).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (clock, rest) = line.get(5..)?.strip_prefix(' ')?.split_once(' ')?;
    if !clock.contains(':') || !clock.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(LogEntry {
        time: Some(Time::of(&format!("{day} {clock}"))),
        level: Some(level),
        said: letter.to_string(),
        message: rest.trim_start().to_owned(),
        ..LogEntry::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_and_level_are_found_where_programs_write_them() {
        for (line, expected) in [
            (
                "2026-03-01T14:02:03.123456Z  INFO my_crate: started n=2",
                "2026-03-01T14:02:03.123456Z|INFO|my_crate: started n=2",
            ),
            (
                "2026-03-01 14:02:03,123 - app.db - ERROR - lost it",
                "2026-03-01 14:02:03,123|ERROR|- app.db - ERROR - lost it",
            ),
            (
                "2026/03/01 14:02:03 [error] 12#0: *1 upstream timed out",
                "2026/03/01 14:02:03|error|12#0: *1 upstream timed out",
            ),
            (
                "2026-03-01 14:02:03.123 UTC [99] FATAL:  too many clients",
                "2026-03-01 14:02:03.123 UTC|FATAL|[99] FATAL:  too many clients",
            ),
            (
                "Mar  1 14:02:03 host sshd[3]: error: no route",
                "Mar  1 14:02:03|error|host sshd[3]: error: no route",
            ),
            ("[14:02:03] WARN: low on memory", "14:02:03|WARN|low on memory"),
            (
                "E0301 14:02:03.123456    1234 a.go:12] broken",
                "0301 14:02:03.123456|E|1234 a.go:12] broken",
            ),
            ("May the error be with you", "||May the error be with you"),
            ("an error in a sentence", "||an error in a sentence"),
            (
                "127.0.0.1 - - [01/Mar/2026:14:02:03 +0000] \"GET /\" 500",
                "||127.0.0.1 - - [01/Mar/2026:14:02:03 +0000] \"GET /\" 500",
            ),
            ("", "||"),
            ("Élan", "||Élan"),
        ] {
            let entry = read(line);
            let time = entry.time.map(|time| time.shown).unwrap_or_default();
            assert_eq!(format!("{time}|{}|{}", entry.said, entry.message), expected, "{line}");
        }
    }
}
