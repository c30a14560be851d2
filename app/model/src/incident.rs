//! An incident: what broke and how badly, how long it took, and what follows from it.

pub(super) mod facets;
pub(super) mod list;
pub(super) mod statistics;

use serde::{Deserialize, Serialize};
use words::Message;

use super::Date;

/// What is known of an incident beside the text that tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Incident {
    /// How bad it was, in the writer's own scale.
    pub severity: String,
    /// What was affected, none twice.
    pub services: Vec<String>,
    /// When what happened.
    pub times: Times,
    /// What it was noticed by.
    pub detection: Option<Detection>,
    /// What it did, in numbers.
    pub impact: Vec<Impact>,
    /// What contributed to it, none twice.
    pub causes: Vec<String>,
    /// What is done about it.
    pub actions: Vec<Action>,
}

/// A point in time, to the second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Seconds since the beginning of 1970 in UTC.
    pub at: i64,
    /// The day on the clock that it was read from.
    pub day: Date,
    /// The time of that day and its zone, as they are shown.
    pub clock: String,
    /// The whole as RFC 3339 has it.
    pub stamp: String,
}

/// What happens in every incident, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It began to do harm.
    Started,
    /// Somebody, or something, noticed.
    Detected,
    /// Somebody took care of it.
    Acknowledged,
    /// The harm ended.
    Mitigated,
    /// All was as before.
    Resolved,
}

impl Stage {
    /// All, in their order.
    pub const ALL: [Self; 5] =
        [Self::Started, Self::Detected, Self::Acknowledged, Self::Mitigated, Self::Resolved];

    /// As writers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Detected => "detected",
            Self::Acknowledged => "acknowledged",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
        }
    }
}

/// When each stage was reached, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times([Option<Moment>; Stage::ALL.len()]);

impl Times {
    /// What is known of each stage, in their order.
    pub fn new(of: impl FnMut(Stage) -> Option<Moment>) -> Self {
        Self(Stage::ALL.map(of))
    }

    /// When a stage was reached.
    pub fn of(&self, stage: Stage) -> Option<&Moment> {
        self.0[stage as usize].as_ref()
    }

    /// How many seconds something took, and what they are counted from; `None` where it is not known.
    pub fn lapse(&self, lapse: Lapse) -> Option<(i64, Message)> {
        let of = |stage| self.of(stage).map(|moment| moment.at);
        let started = of(Stage::Started).map(|at| (at, Message::FromStart));
        let detected = of(Stage::Detected).map(|at| (at, Message::FromDetection));
        let start = started.or(detected);
        let (from, to) = match lapse {
            Lapse::Detect => (started, of(Stage::Detected)),
            Lapse::Acknowledge => (detected.or(start), of(Stage::Acknowledged)),
            Lapse::Mitigate => (start, of(Stage::Mitigated)),
            Lapse::Resolve => (start, of(Stage::Resolved)),
        };
        let ((from, since), to) = (from?, to?);
        (to >= from).then_some((to - from, since))
    }
}

/// What is measured of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// From the start to when it was noticed.
    Detect,
    /// From then to when somebody took care of it.
    Acknowledge,
    /// From the start to the end of the harm.
    Mitigate,
    /// From the start to when all was as before.
    Resolve,
}

impl Lapse {
    /// All, in the order of the stages that they lead to.
    pub const ALL: [Self; 4] = [Self::Detect, Self::Acknowledge, Self::Mitigate, Self::Resolve];

    /// What it is called.
    pub fn message(self) -> Message {
        match self {
            Self::Detect => Message::TimeToDetect,
            Self::Acknowledge => Message::TimeToAcknowledge,
            Self::Mitigate => Message::TimeToMitigate,
            Self::Resolve => Message::TimeToResolve,
        }
    }
}

/// What an incident was noticed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detection {
    /// Something that watches.
    Alert,
    /// Somebody who was affected.
    Customer,
    /// Somebody who happened to look.
    Chance,
}

impl Detection {
    /// All, by the names that writers use.
    pub const NAMES: [(&str, Self); 3] =
        [("alert", Self::Alert), ("customer", Self::Customer), ("chance", Self::Chance)];

    /// What writers and addresses call it.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// What it is called.
    pub fn message(self) -> Message {
        match self {
            Self::Alert => Message::ByAlert,
            Self::Customer => Message::ByCustomer,
            Self::Chance => Message::ByChance,
        }
    }
}

/// Something that an incident did, as a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// What is counted or measured.
    pub what: String,
    /// How much, as a decimal number with a point.
    pub value: String,
    /// In which unit.
    pub unit: Option<String>,
}

/// Something that is done so that the like won't happen again, or does less harm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// What.
    pub what: String,
    /// By whom.
    pub owner: Option<String>,
    /// Until which day.
    pub due: Option<Date>,
    /// How far it is.
    pub state: ActionState,
    /// Where more of it is to be found: a full address.
    pub link: Option<String>,
}

/// How far something is that is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionState {
    /// Not begun.
    #[default]
    Open,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Given up.
    Dropped,
}

impl ActionState {
    /// All, by the names that writers use.
    pub const NAMES: [(&str, Self); 4] = [
        ("open", Self::Open),
        ("in-progress", Self::InProgress),
        ("done", Self::Done),
        ("dropped", Self::Dropped),
    ];

    /// What it is called.
    pub fn message(self) -> Message {
        match self {
            Self::Open => Message::ActionOpen,
            Self::InProgress => Message::ActionInProgress,
            Self::Done => Message::ActionDone,
            Self::Dropped => Message::ActionDropped,
        }
    }

    /// Whether nothing more is to be done.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(all: [Option<i64>; 5]) -> Times {
        let moment =
            |at: i64| Moment { at, day: Date::EPOCH, clock: String::new(), stamp: String::new() };
        Times::new(|stage| all[stage as usize].map(moment))
    }

    #[test]
    fn what_took_how_long_is_counted_from_the_start_or_from_what_comes_nearest() {
        let seconds = |all| Lapse::ALL.map(|lapse| times(all).lapse(lapse));
        let (start, detection) = (Message::FromStart, Message::FromDetection);
        let all = [Some(10), Some(30), Some(35), Some(60), Some(100)];
        let known = [(20, start), (5, detection), (50, start), (90, start)];
        assert_eq!(seconds(all), known.map(Some));
        // Without a start, from detection; without detection, from the start.
        assert_eq!(
            seconds([None, Some(30), None, Some(60), None]),
            [None, None, Some((30, detection)), None]
        );
        assert_eq!(
            seconds([Some(10), None, Some(35), None, None]),
            [None, Some((25, start)), None, None]
        );
        // What ends before it begins has no length.
        assert_eq!(seconds([Some(10), Some(9), None, None, None]), [None; 4]);
    }
}
