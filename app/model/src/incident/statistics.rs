//! What incidents have in common, in numbers.

use std::collections::BTreeMap;

use words::{Message, Words};

use super::{Detection, Incident, Lapse, Stage};

/// How long something took, over several incidents, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// In how many it is known; at least one.
    pub count: usize,
    /// Half of them took no longer; of an even number what lies between the two in the middle.
    pub median: i64,
    /// Nine of ten took no longer: the value with that rank.
    pub ninetieth: i64,
    /// The most that one took.
    pub longest: i64,
}

impl Distribution {
    /// The distribution of some lengths; `None` where there are none.
    pub fn of(mut seconds: Vec<i64>) -> Option<Self> {
        seconds.sort_unstable();
        let (count, longest) = (seconds.len(), *seconds.last()?);
        let half = count / 2;
        let median = match count % 2 {
            0 => (seconds[half - 1] + seconds[half]) / 2,
            _ => seconds[half],
        };
        let ninetieth = seconds[(count * 9).div_ceil(10) - 1];
        Some(Self { count, median, ninetieth, longest })
    }
}

/// Incidents that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// What that is.
    pub name: String,
    /// How many there are.
    pub count: usize,
    /// What each of [`Lapse::ALL`] took in them.
    pub lapses: [Option<Distribution>; Lapse::ALL.len()],
}

/// What incidents are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// How bad they were.
    Severity,
    /// What was affected: one incident may stand at several.
    Service,
    /// What contributed: likewise.
    Cause,
    /// What they were noticed by.
    Detection,
    /// When they started.
    Quarter,
}

impl GroupBy {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 5] =
        [Self::Severity, Self::Service, Self::Cause, Self::Detection, Self::Quarter];

    /// What it is called.
    pub fn message(self) -> Message {
        match self {
            Self::Severity => Message::Severity,
            Self::Service => Message::Services,
            Self::Cause => Message::Causes,
            Self::Detection => Message::DetectedBy,
            Self::Quarter => Message::Quarter,
        }
    }

    /// Whether what occurs most is told first; all else stands in the order of its names.
    pub fn is_by_frequency(self) -> bool {
        matches!(self, Self::Service | Self::Cause | Self::Detection)
    }

    /// What of an incident it is: as a name that tells the order of the parts and stands in addresses, and as
    /// it is read.
    pub(super) fn names(self, incident: &Incident, words: &Words) -> Vec<(String, String)> {
        let same = |name: &String| (name.clone(), name.clone());
        let detection = |detection: Detection| {
            (detection.name().to_owned(), words.say(detection.message()).to_owned())
        };
        match self {
            Self::Severity => vec![same(&incident.severity)],
            Self::Service => incident.services.iter().map(same).collect(),
            Self::Cause => incident.causes.iter().map(same).collect(),
            Self::Detection => incident.detection.map(detection).into_iter().collect(),
            Self::Quarter => {
                let start = incident.times.of(Stage::Started);
                let quarter = |year: u16, quarter: u8| {
                    let (year, quarter) = (year.to_string(), quarter.to_string());
                    let values = [("year", &*year), ("quarter", &quarter)];
                    (format!("{year}-Q{quarter}"), words.fill(Message::QuarterOf, &values))
                };
                let quarter = start.map(|at| quarter(at.day.year(), at.day.month().div_ceil(3)));
                quarter.into_iter().collect()
            }
        }
    }
}

/// What all incidents of a blog have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// All of them.
    pub whole: Slice,
    /// What each took, for each of [`Lapse::ALL`], in the order of the incidents.
    pub seconds: [Vec<i64>; Lapse::ALL.len()],
    /// The parts that they fall into, in the order of their names, or of how often they occur: see
    /// [`GroupBy::is_by_frequency`].
    pub by: [(GroupBy, Vec<Slice>); GroupBy::ALL.len()],
}

impl Statistics {
    /// The statistics of some incidents.
    pub fn of(incidents: &[&Incident], words: &Words) -> Self {
        Self {
            whole: part(String::new(), incidents),
            seconds: Lapse::ALL.map(|lapse| seconds(incidents, lapse)),
            by: GroupBy::ALL.map(|by| (by, parts(by, incidents, words))),
        }
    }
}

fn parts(by: GroupBy, incidents: &[&Incident], words: &Words) -> Vec<Slice> {
    let mut named: BTreeMap<(String, String), Vec<&Incident>> = BTreeMap::new();
    for incident in incidents {
        for name in by.names(incident, words) {
            named.entry(name).or_default().push(incident);
        }
    }
    let mut parts: Vec<Slice> =
        named.into_iter().map(|((_, name), incidents)| part(name, &incidents)).collect();
    if by.is_by_frequency() {
        parts.sort_by_key(|slice| std::cmp::Reverse(slice.count));
    }
    parts
}

fn part(name: String, incidents: &[&Incident]) -> Slice {
    let lapses = Lapse::ALL.map(|lapse| Distribution::of(seconds(incidents, lapse)));
    Slice { name, count: incidents.len(), lapses }
}

fn seconds(incidents: &[&Incident], lapse: Lapse) -> Vec<i64> {
    incidents.iter().filter_map(|incident| Some(incident.times.lapse(lapse)?.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distribution_is_told_by_the_ranks_of_its_values() {
        let of = |seconds: &[i64]| {
            let told = Distribution::of(seconds.to_vec());
            told.map(|told| (told.count, told.median, told.ninetieth, told.longest))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]), Some((1, 7, 7, 7)));
        assert_eq!(of(&[4, 1]), Some((2, 2, 4, 4)));
        assert_eq!(of(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), Some((10, 5, 9, 10)));
        assert_eq!(of(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100]), Some((11, 0, 0, 100)));
    }
}
