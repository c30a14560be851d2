//! What incidents are found by: service, severity, cause, way of detection and quarter, any of them together.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use words::{Message, Words};

use super::{Incident, Lapse, statistics::GroupBy};
use crate::{Library, Post};

/// How many values of a facet are offered at most, beside those that are chosen.
pub const OFFERED_VALUES: usize = 12;

/// The facets, by the names that they have in addresses.
const KEYS: [(&str, GroupBy); 5] = [
    ("service", GroupBy::Service),
    ("severity", GroupBy::Severity),
    ("cause", GroupBy::Cause),
    ("detection", GroupBy::Detection),
    ("quarter", GroupBy::Quarter),
];

/// Something by which incidents are found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// What addresses call it.
    pub key: String,
    /// What readers do.
    pub name: String,
    /// What it can be: where that is [told by frequency](GroupBy::is_by_frequency) the most frequent first, of
    /// quarters the last one.
    pub values: Vec<FacetValue>,
}

/// One of the values of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// As addresses have it.
    pub id: String,
    /// As it is read.
    pub name: String,
    /// How many incidents have it.
    pub count: usize,
}

/// All incidents with what they are found by: a file that the browser reads to filter and count them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IncidentIndex {
    /// The facets.
    pub facets: Vec<Facet>,
    /// The incidents, newest first.
    pub incidents: Vec<IndexedIncident>,
    /// What each of the lengths is called.
    pub lapses: Vec<String>,
    /// How days, hours, minutes and seconds are written, each in the forms that counts take.
    pub units: Vec<Vec<(String, String)>>,
    /// What else is said.
    pub words: IndexWords,
}

/// An incident, as far as it is listed, found and counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndexedIncident {
    /// The facts that stand above its title.
    pub facts: String,
    /// What it is called.
    pub title: String,
    /// Its path, with that of the site.
    pub url: String,
    /// What it is about.
    pub note: String,
    /// Which values of each facet it has, by their places.
    pub values: Vec<Vec<usize>>,
    /// How many seconds each of [`Lapse::ALL`] took, less than none where that is not known.
    pub seconds: Vec<i64>,
}

/// The words of the filter of incidents, as those of the filter of posts are in [`FilterWords`](crate::FilterWords).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndexWords {
    /// What the filter does.
    pub filter: String,
    /// What takes it back.
    pub all: String,
    /// What a value is that is filtered by.
    pub chosen: String,
    /// How many `{found}` of all.
    pub found: String,
    /// That there is none.
    pub none: String,
    /// The way to more, of which `{left}` are not shown.
    pub more: String,
    /// What stands above the table.
    pub statistics: String,
    /// The heads of the table: what it is, how many, the median, the 90th percentile, the longest.
    pub table: Vec<String>,
    /// What stands before every three digits of a number.
    pub group: String,
    /// The same in a number of four digits.
    pub group_of_four: String,
}

impl IndexWords {
    fn new(words: &Words, total: usize) -> Self {
        let say = |message| words.say(message).to_owned();
        let (group, of_four) = words.separators();
        let table = [
            Message::Duration,
            Message::Incidents,
            Message::Median,
            Message::Ninetieth,
            Message::Longest,
        ];
        Self {
            filter: say(Message::IncidentFilter),
            all: say(Message::FilterAll),
            chosen: say(Message::FilterChosen),
            // What the browser fills in stays open.
            found: words.count(Message::IncidentsFound, total, &[("found", "{found}")]),
            none: say(Message::IncidentsNone),
            more: say(Message::FilterMore),
            statistics: say(Message::Statistics),
            table: table.map(say).to_vec(),
            group: group.to_owned(),
            group_of_four: of_four.to_owned(),
        }
    }
}

/// Whether something that has some values of each facet is among what is asked for: of each facet of which
/// anything is chosen it has to have one. One facet may be left out of account.
pub fn is_among(values: &[Vec<usize>], chosen: &[Vec<usize>], but: Option<usize>) -> bool {
    let mut facets = chosen.iter().zip(values).enumerate();
    facets.all(|(at, (chosen, values))| {
        chosen.is_empty() || but == Some(at) || chosen.iter().any(|value| values.contains(value))
    })
}

/// What some incidents are found by.
pub(super) fn facets(incidents: &[&Incident], words: &Words) -> Vec<Facet> {
    let of = |(key, by): (&str, GroupBy)| {
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for incident in incidents {
            let names: BTreeSet<_> = by.names(incident, words).into_iter().collect();
            names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
        }
        let value = |((id, name), count)| FacetValue { id, name, count };
        let mut values: Vec<FacetValue> = counts.into_iter().map(value).collect();
        if by.is_by_frequency() {
            values.sort_by_key(|value| std::cmp::Reverse(value.count));
        } else if by == GroupBy::Quarter {
            values.reverse();
        }
        Facet { key: key.to_owned(), name: words.say(by.message()).to_owned(), values }
    };
    KEYS.map(of).into_iter().filter(|facet| !facet.values.is_empty()).collect()
}

impl Library {
    /// What its incidents are found by, where there is something to choose between.
    pub fn facets(&self) -> Vec<Facet> {
        let incidents = self.known_incidents();
        if incidents.len() < 2 {
            return Vec::new();
        }
        facets(&incidents, &self.site().words)
    }

    fn known_incidents(&self) -> Vec<&Incident> {
        self.incidents().iter().filter_map(|post| post.incident.as_deref()).collect()
    }

    /// What finds them in the browser; `None` where there is nothing to choose between.
    pub fn incident_index(&self) -> Option<IncidentIndex> {
        let words = &self.site().words;
        let facets = Some(self.facets()).filter(|facets| !facets.is_empty())?;
        let units =
            [Message::UnitDays, Message::UnitHours, Message::UnitMinutes, Message::UnitSeconds];
        let forms = |unit| {
            let forms = words.forms(unit).into_iter();
            forms.map(|(category, text)| (category.name().to_owned(), text.to_owned())).collect()
        };
        let indexed = |post: &Post| {
            let incident = post.incident.as_deref()?;
            let entry = self.entry(post);
            Some(IndexedIncident {
                facts: entry.kicker,
                title: entry.link.name,
                url: self.site().base_path().join(&entry.link.url),
                note: entry.note,
                values: facets.iter().map(|facet| facet.of(incident, words)).collect(),
                seconds: Lapse::ALL
                    .map(|lapse| incident.times.lapse(lapse).map_or(-1, |(seconds, _)| seconds))
                    .to_vec(),
            })
        };
        let incidents: Vec<_> = self.incidents().iter().filter_map(indexed).collect();
        Some(IncidentIndex {
            lapses: Lapse::ALL.map(|lapse| words.say(lapse.message()).to_owned()).to_vec(),
            units: units.map(forms).to_vec(),
            words: IndexWords::new(words, incidents.len()),
            incidents,
            facets,
        })
    }
}

impl Facet {
    /// Which of its values an incident has, by their places.
    fn of(&self, incident: &Incident, words: &Words) -> Vec<usize> {
        let by = KEYS.iter().find(|(key, _)| *key == self.key).map(|(_, by)| *by);
        let names = by.map(|by| by.names(incident, words)).unwrap_or_default();
        let place = |id: &String| self.values.iter().position(|value| value.id == *id);
        names.iter().filter_map(|(id, _)| place(id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Detection;

    #[test]
    fn of_each_facet_of_which_something_is_chosen_one_value_is_needed() {
        let values = [vec![0, 2], vec![1], vec![]];
        let is =
            |chosen: [&[usize]; 3], but| is_among(&values, &chosen.map(<[usize]>::to_vec), but);
        assert!(is([&[], &[], &[]], None));
        assert!(is([&[2], &[], &[]], None));
        assert!(is([&[1, 2], &[1], &[]], None));
        assert!(!is([&[2], &[0], &[]], None));
        // What it would be among, were it not for that facet.
        assert!(is([&[2], &[0], &[]], Some(1)));
        assert!(!is([&[], &[], &[0]], None));
    }

    #[test]
    fn facets_are_counted_in_the_order_in_which_they_are_offered() {
        let incident = |severity: &str, services: &[&str], detection| Incident {
            severity: severity.to_owned(),
            services: services.iter().map(|name| (*name).to_owned()).collect(),
            times: crate::Times::default(),
            detection,
            impact: Vec::new(),
            causes: Vec::new(),
            actions: Vec::new(),
        };
        let all = [
            incident("2", &["b"], Some(Detection::Customer)),
            incident("1", &["a", "b"], None),
            incident("2", &["c"], Some(Detection::Customer)),
            incident("2", &["c"], Some(Detection::Alert)),
        ];
        let words = languages::english();
        let facets = facets(&all.iter().collect::<Vec<_>>(), &words);
        let told = facets.iter().map(|facet| {
            let values = facet.values.iter().map(|value| format!("{} {}", value.id, value.count));
            (facet.key.as_str(), values.collect::<Vec<_>>().join(", "))
        });
        // What no incident has is not offered.
        let expected = [
            ("service", "b 2, c 2, a 1"),
            ("severity", "1 1, 2 3"),
            ("detection", "customer 2, alert 1"),
        ];
        assert!(told.eq(expected.map(|(key, values)| (key, values.to_owned()))));
        assert_eq!(facets[0].of(&all[1], &words), [2, 0]);
        assert_eq!(
            (facets[2].of(&all[3], &words), facets[2].of(&all[1], &words)),
            (vec![1], vec![])
        );
        assert_eq!(facets[2].values[1].name, "An alert");
    }
}
