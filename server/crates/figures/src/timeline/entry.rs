//! One entry of a timeline.

use ::words::Message;
use diagnostics::Span;

use super::super::moment::zone;

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
    pub(super) mark: Option<EntryMark>,
    /// The whole of it, if its day is known.
    pub(super) moment: Option<model::Moment>,
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

/// What an entry meant for the incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryMark {
    Started,
    Detected,
    Acknowledged,
    Escalated,
    Mitigated,
    Resolved,
    FollowUp,
}

impl EntryMark {
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
