//! The text of a timeline.

use diagnostics::suggest;
use jiff::civil;
use model::duration;

use super::{
    super::{
        Fault,
        block::{Line, lines},
        moment::{self, Moment, clock},
    },
    Timeline,
    entry::{EntryMark, TimelineEntry},
};

/// Reads a timeline; what is wrong with it goes to `faults`.
pub(super) fn read(text: &str, faults: &mut Vec<Fault>) -> Timeline {
    let mut reader = Reader { timeline: Timeline::default(), clock: None, offset: None, faults };
    for line in lines(text) {
        reader.line(line);
    }
    reader.timeline
}

struct Reader<'a> {
    timeline: Timeline,
    /// The time of the last entry: what the next one leaves out is taken from there.
    clock: Option<Moment>,
    /// The offset that holds for what follows.
    offset: Option<i32>,
    faults: &'a mut Vec<Fault>,
}

/// The keys that may stand before the first entry.
const KEYS: [&str; 2] = ["title", "zone"];

impl Reader<'_> {
    fn line(&mut self, line: Line<'_>) {
        if line.text.trim().is_empty() {
            return;
        }
        let is_indented = line.text.starts_with([' ', '\t']);
        if let Some(entry) = self.timeline.entries.last_mut().filter(|_| is_indented) {
            entry.text.push(line.whole());
            return;
        }
        let lead = line.text.len() - line.text.trim_start().len();
        let line = Line { text: &line.text[lead..], start: line.start + lead };
        if self.clock.is_none() && self.head(line) {
            return;
        }
        match self.moment(line) {
            Ok((moment, len)) => self.entry(line, moment, len),
            Err(fault) => {
                let span = line.span(fault.span);
                self.faults.push(Fault { span, ..fault });
            }
        }
    }

    /// A line before the first entry: `title: …`.
    fn head(&mut self, line: Line<'_>) -> bool {
        let Some((key, value)) = line.text.split_once(':') else { return false };
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return false;
        }
        let start = moment::skip_spaces(line.text, key.len() + 1);
        let value = value.trim();
        match key {
            "title" => {
                self.timeline.title = Some(value.to_owned()).filter(|title| !title.is_empty())
            }
            "zone" => match moment::read(&format!("00:00 {value}")) {
                Ok(Some((Moment { offset: Some(offset), .. }, _))) => self.offset = Some(offset),
                _ => self.faults.push(Fault::new(
                    line.span(start..line.text.trim_end().len().max(start)),
                    format!("`{value}` is not a zone"),
                    "write UTC, or an offset such as +01:00",
                )),
            },
            _ => {
                let help = suggest::did_you_mean(key, KEYS)
                    .unwrap_or_else(|| format!("the keys are {}", KEYS.join(", ")));
                let message = format!("a timeline has no `{key}`");
                self.faults.push(Fault::new(line.span(0..key.len()), message, help));
            }
        }
        true
    }

    /// When an entry happened, with all that it does not say itself, and how long what it says is.
    fn moment(&mut self, line: Line<'_>) -> Result<(Moment, usize), Fault> {
        let word = moment::word(line.text, 0);
        let whole = || 0..word.len();
        if let Some(written) = word.strip_prefix("T+").or(word.strip_prefix('+')) {
            let first = self.timeline.entries.first().map(|entry| entry.at);
            let from = if word.starts_with('T') {
                first
            } else {
                self.timeline.entries.last().map(|entry| entry.at)
            };
            let Some(from) = from else {
                let help = "begin with a time, such as 2026-03-01 14:02";
                return Err(Fault::new(whole(), "the first entry has nothing to count from", help));
            };
            let Some(seconds) = seconds(written) else {
                let message = format!("`{word}` is not a duration");
                return Err(Fault::new(whole(), message, "write it as +15m, +1h30m, +45s or +2d"));
            };
            return Ok((self.at(from + seconds), word.len()));
        }
        let Some((mut moment, len)) = moment::read(line.text)? else {
            let help = "an entry begins with a time, such as 2026-03-01 14:02, 14:02 or +15m; \
                        indent a line that goes on with the text before";
            return Err(Fault::new(whole(), format!("`{word}` is not a time"), help));
        };
        if moment.time.is_none() {
            let help = "write the time behind the day, such as 2026-03-01 14:02";
            return Err(Fault::new(0..len, "this entry has no time of day", help));
        }
        if let Some(before) = &self.clock {
            match (before.date, moment.date) {
                (None, Some(_)) => {
                    let help = "write the day in the first entry too";
                    return Err(Fault::new(0..len, "the entries before have no day", help));
                }
                (date, None) => moment.date = date,
                _ => {}
            }
            if moment.offset.is_some() && before.offset.is_none() {
                let help = "write the zone in the first entry, which holds for those that follow, \
                            or as a line `zone: UTC` above";
                return Err(Fault::new(0..len, "the entries before have no zone", help));
            }
        }
        moment.offset = moment.offset.or(self.offset);
        Ok((moment, len))
    }

    /// The moment so many seconds into the count of the entries.
    fn at(&self, at: f64) -> Moment {
        let has_date = self.clock.as_ref().is_some_and(|clock| clock.date.is_some());
        let local = at + f64::from(self.offset.unwrap_or(0)) * 60.0;
        let days = (local / 86_400.0).floor();
        Moment {
            date: moment::day(days).filter(|_| has_date),
            // Without a day, the count goes on past midnight.
            time: Some(if has_date { local - days * 86_400.0 } else { local }),
            offset: self.offset,
        }
    }

    fn entry(&mut self, line: Line<'_>, moment: Moment, len: usize) {
        let span = line.span(0..len);
        let at = moment.seconds();
        if let Some(before) = self.timeline.entries.last()
            && at < before.at
        {
            // Faults are told in English, in whatever language the blog is.
            let early = duration::in_words(before.at - at, &languages::english());
            let message = format!("this is {early} before the entry above");
            let help = match moment.date {
                Some(date) => match date.tomorrow() {
                    Ok(next) => format!(
                        "put it in its place; if it was the next day, write {next} before the time"
                    ),
                    Err(_) => "put it in its place".to_owned(),
                },
                None => "put it in its place; if it was the next day, write days before the times"
                    .to_owned(),
            };
            self.faults.push(Fault::new(span.clone(), message, help));
        }
        let start = moment::skip_spaces(line.text, len);
        let (mark, rest) = self.mark(line, start);
        let end = line.text.trim_end().len();
        let text = if rest < end { vec![line.span(rest..end)] } else { Vec::new() };
        if text.is_empty() && mark.is_none() {
            let help = "write behind the time what happened";
            self.faults.push(Fault::new(span, "this entry says nothing", help));
        }
        if mark == Some(EntryMark::Started)
            && let Some(early) = self.timeline.entries.iter().find(|entry| is_reaction(entry.mark))
        {
            let name = early.mark.map_or("", EntryMark::name);
            let help = "put `started` where it began: the times are counted from there";
            let message = format!("it has `{name}` before it started");
            self.faults.push(Fault::new(line.span(start..start + 7), message, help));
        }
        self.offset = moment.offset;
        self.timeline.entries.push(TimelineEntry {
            at,
            day: moment.date.map(|date: civil::Date| date.to_string()),
            moment: moment.whole(),
            clock: clock(moment.time.unwrap_or(0.0)),
            offset: moment.offset,
            mark,
            text,
        });
        self.clock = Some(moment);
    }

    /// The mark at a place in a line, and where the text behind it begins.
    fn mark(&mut self, line: Line<'_>, start: usize) -> (Option<EntryMark>, usize) {
        let word = moment::word(line.text, start);
        let name = word.trim_end_matches(':');
        // A sentence begins with a capital letter, unless a colon says that it is none.
        let lower = name.to_lowercase();
        let is_mark = lower == name || word.ends_with(':');
        let mark = EntryMark::ALL.into_iter().find(|mark| mark.name() == lower);
        if is_mark && (mark.is_some() || lower == PLAIN) {
            let mut rest = moment::skip_spaces(line.text, start + word.len());
            for dash in ["- ", "– ", "— ", ": "] {
                if line.text[rest..].starts_with(dash) {
                    rest = moment::skip_spaces(line.text, rest + dash.len());
                }
            }
            return (mark, rest);
        }
        if is_mark && let Some(near) = nearest_mark(&lower) {
            let help = format!(
                "did you mean `{near}`? An entry without a mark begins with a capital letter, or with `event`"
            );
            let place = line.span(start..start + name.len());
            self.faults.push(Fault::new(place, format!("there is no mark `{name}`"), help));
        }
        (None, start)
    }
}

/// Says that an entry has no mark, whatever its text begins with.
const PLAIN: &str = "event";

/// A mark that a word was probably meant to be: one that begins with the same letter.
fn nearest_mark(word: &str) -> Option<&'static str> {
    let first = word.chars().next()?;
    let names =
        EntryMark::ALL.into_iter().map(EntryMark::name).filter(|name| name.starts_with(first));
    let names: Vec<&str> = names.collect();
    suggest::nearest(word, names)
}

/// Whether a mark is of something that can't come before the start.
fn is_reaction(mark: Option<EntryMark>) -> bool {
    matches!(
        mark,
        Some(
            EntryMark::Detected
                | EntryMark::Acknowledged
                | EntryMark::Mitigated
                | EntryMark::Resolved
        )
    )
}

/// `1h30m` in seconds.
fn seconds(written: &str) -> Option<f64> {
    let mut rest = written;
    let mut sum = 0.0;
    while !rest.is_empty() {
        let len = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: u32 = rest[..len].parse().ok().filter(|&count| count < 100_000)?;
        let unit = rest[len..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |at| len + at);
        let factor = match &rest[len..unit] {
            "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        sum += f64::from(count) * factor;
        rest = &rest[unit..];
    }
    (!written.is_empty()).then_some(sum)
}

#[cfg(test)]
mod tests {
    use diagnostics::Span;

    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let timeline = read(text, &mut faults);
        assert_eq!(faults, [], "{text}");
        let entry = |entry: &TimelineEntry| {
            let day = entry.day.as_deref().unwrap_or("-");
            let mark = entry.mark.map_or("-", EntryMark::name);
            let words: Vec<&str> =
                entry.text.iter().map(|span: &Span| &text[span.clone()]).collect();
            format!("{day} {} {mark} {}", entry.clock, words.join("|"))
        };
        timeline.entries.iter().map(entry).collect()
    }

    #[test]
    fn an_entry_says_no_more_than_it_has_to() {
        let text = "title: T\n\n2026-03-01 23:50 UTC started  A *b*\n  and on\n23:55 Restarted the pods\n\
                    +15m detected: x\nT+1h resolved — y\n2026-03-02T09:00:30+01:00 follow-up\n\
                    09:10 event lower case\n";
        assert_eq!(
            shown(text),
            [
                "2026-03-01 23:50 started A *b*|and on",
                "2026-03-01 23:55 - Restarted the pods",
                "2026-03-02 00:10 detected x",
                "2026-03-02 00:50 resolved y",
                "2026-03-02 09:00:30 follow-up ",
                "2026-03-02 09:10 - lower case",
            ]
        );
        assert_eq!(
            shown("23:50 restarted it\n+20m x\n+1d y\n"),
            ["- 23:50 - restarted it", "- 00:10 - x", "- 00:10 - y"]
        );
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let faults = |text: &str| -> Vec<String> {
            let mut faults = Vec::new();
            read(text, &mut faults);
            faults.into_iter().map(|fault| text[fault.span].to_owned()).collect()
        };
        for (text, places) in [
            ("+5m x\n", vec!["+5m"]),
            ("hello\n14:00 x\nagain", vec!["hello", "again"]),
            ("14:00 detceted x\n13:59 y\n14:00 CET z", vec!["detceted", "13:59", "CET"]),
            ("2026-03-01 x", vec!["2026-03-01"]),
            ("14:00 x\n2026-03-01 15:00 y", vec!["2026-03-01 15:00"]),
            ("14:00 x\n15:00 UTC y\n+1x z", vec!["15:00 UTC", "+1x"]),
            ("titel: x\nzone: CET\n14:00", vec!["titel", "CET", "14:00"]),
            ("14:00 detected x\n14:10 started y", vec!["started"]),
        ] {
            assert_eq!(faults(text), places, "{text}");
        }
    }
}
