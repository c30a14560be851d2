//! One entry of a timeline, and how long it was to the next.

use ::words::{Message, Words};
use diagnostics::Span;

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) struct TimelineEntry {
    /// Seconds, from 1970 in UTC or, without a date, from midnight.
    pub(super) at: f64,
    /// The day, if any is known.
    pub(super) day: Option<String>,
    /// The time of day as it is shown.
    pub(super) clock: String,
    /// How many minutes that clock is ahead of UTC, if it is known.
    pub(super) offset: Option<i32>,
    pub(super) mark: Option<Mark>,
    /// Where its text is written in the block: a part of each line.
    pub(super) text: Vec<Span>,
}

impl TimelineEntry {
    /// When it happened; of the day and the zone only what the entry before does not say.
    pub(super) fn time(&self, before: Option<&Self>) -> String {
        let new_day = before.is_none_or(|before| before.day != self.day);
        let new_zone = before.is_none_or(|before| before.offset != self.offset);
        let zone = self.offset.map(zone);
        let mut shown = String::new();
        if let Some(day) = self.day.as_ref().filter(|_| new_day) {
            shown.push_str(&format!("<span>{day}</span> "));
        }
        shown.push_str(&self.clock);
        if let Some(zone) = zone.as_ref().filter(|_| new_zone) {
            shown.push(' ');
            shown.push_str(zone);
        }
        // A time of day has no zone unless it has a day.
        let machine = match &self.day {
            Some(day) => {
                format!("{day}T{}{}", self.clock, zone.unwrap_or_default().replace("UTC", "Z"))
            }
            None => self.clock.clone(),
        };
        let mut html = String::from("<time datetime=\"");
        html_escape::encode_double_quoted_attribute_to_string(&machine, &mut html);
        html.push_str("\">");
        html.push_str(&shown);
        html.push_str("</time>");
        html
    }
}

fn zone(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    match offset.abs() {
        0 => "UTC".to_owned(),
        minutes => format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

/// What an entry meant for the incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Started,
    Detected,
    Acknowledged,
    Escalated,
    Mitigated,
    Resolved,
    FollowUp,
}

impl Mark {
    pub(super) const ALL: [Self; 7] = [
        Self::Started,
        Self::Detected,
        Self::Acknowledged,
        Self::Escalated,
        Self::Mitigated,
        Self::Resolved,
        Self::FollowUp,
    ];

    /// As it is written.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Detected => "detected",
            Self::Acknowledged => "acknowledged",
            Self::Escalated => "escalated",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::FollowUp => "follow-up",
        }
    }

    /// What it is called.
    pub(super) fn message(self) -> Message {
        match self {
            Self::Started => Message::MarkStarted,
            Self::Detected => Message::MarkDetected,
            Self::Acknowledged => Message::MarkAcknowledged,
            Self::Escalated => Message::MarkEscalated,
            Self::Mitigated => Message::MarkMitigated,
            Self::Resolved => Message::MarkResolved,
            Self::FollowUp => Message::MarkFollowUp,
        }
    }
}

/// A duration for readers: its two largest units.
pub(super) fn duration(seconds: f64, words: &Words) -> String {
    const UNITS: [Message; 4] =
        [Message::UnitDays, Message::UnitHours, Message::UnitMinutes, Message::UnitSeconds];
    let parts = units(seconds);
    let first = parts.iter().position(|count| *count > 0).unwrap_or(parts.len() - 1);
    let shown = parts.iter().zip(UNITS).skip(first).take(2);
    let shown = shown.enumerate().filter(|(at, (count, _))| *at == 0 || **count > 0);
    let shown: Vec<String> =
        shown.map(|(_, (count, unit))| words.count(unit, *count as usize, &[])).collect();
    shown.join(" ")
}

/// A duration for machines, in the notation of ISO 8601.
pub(super) fn machine_duration(seconds: f64) -> String {
    let [days, hours, minutes, seconds] = units(seconds);
    let mut out = String::from("P");
    if days > 0 {
        out.push_str(&format!("{days}D"));
    }
    if hours + minutes + seconds > 0 {
        out.push('T');
    }
    for (count, unit) in [(hours, 'H'), (minutes, 'M'), (seconds, 'S')] {
        if count > 0 {
            out.push_str(&format!("{count}{unit}"));
        }
    }
    if out.len() == 1 { "PT0S".to_owned() } else { out }
}

/// Days, hours, minutes and seconds.
fn units(seconds: f64) -> [u64; 4] {
    // The longest span between two dates of four digits is far from any limit here.
    let seconds = seconds.max(0.0).round() as u64;
    [seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_their_two_largest_units() {
        for (seconds, shown, machine) in [
            (0.0, "0 s", "PT0S"),
            (45.0, "45 s", "PT45S"),
            (1380.0, "23 min", "PT23M"),
            (3660.0, "1 h 1 min", "PT1H1M"),
            (3601.0, "1 h", "PT1H1S"),
            (86_400.0, "1 d", "P1D"),
            (97_200.0, "1 d 3 h", "P1DT3H"),
        ] {
            let words = languages::english();
            let read = duration(seconds, &words);
            assert_eq!((&*read, &*machine_duration(seconds)), (shown, machine));
        }
    }
}
