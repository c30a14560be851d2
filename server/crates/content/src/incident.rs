//! Incidents: what the head of a text in `content/incidents` says beyond that of a post.

pub(super) mod check;
pub(super) mod sections;
pub(super) mod statistics;

use diagnostics::{Diagnostic, Source, Span, Spanned, suggest};
use model::{Action, ActionState, Detection, Impact, Incident, Moment, Stage, Times};
use serde::{Deserialize, Serialize};
use url::Url;
use values::{Fields, Table, Value};

/// The keys that the head of an incident may have beside those of a post.
pub(super) const KEYS: [&str; 11] = [
    "severity",
    "services",
    "detection",
    "started",
    "detected",
    "acknowledged",
    "mitigated",
    "resolved",
    "impact",
    "causes",
    "actions",
];

/// What a writer says of an incident, read and checked.
///
/// What is faulty is left out here and stands among the faults.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct IncidentHead {
    severity: String,
    services: Vec<String>,
    detection: Option<Detection>,
    /// What it says itself of when each stage was reached: a timeline may say it, too.
    times: Vec<(usize, Spanned<Moment>)>,
    impact: Vec<Spanned<Impact>>,
    causes: Vec<String>,
    actions: Vec<Spanned<Action>>,
}

impl IncidentHead {
    /// When a stage was reached, as far as the head says it itself.
    fn time(&self, stage: Stage) -> Option<&Spanned<Moment>> {
        self.times.iter().find(|(known, _)| *known == stage as usize).map(|(_, moment)| moment)
    }

    /// When what happened: as the timeline tells it, and what that leaves out as the head does.
    fn times(&self, timeline: Option<&Times>) -> Times {
        let in_timeline = |stage| timeline.and_then(|times| times.of(stage)).cloned();
        let here = |stage| self.time(stage).map(|moment| moment.value.clone());
        Times::new(|stage| in_timeline(stage).or_else(|| here(stage)))
    }

    /// Where the action with a number is written.
    pub(super) fn place_of(&self, action: usize) -> Span {
        self.actions.get(action).map_or(0..FENCE, |action| action.span.clone())
    }

    /// Where the action with a link is written.
    pub(super) fn place_of_link(&self, link: &str) -> Span {
        let has_it = |action: &Spanned<Action>| action.value.link.as_deref() == Some(link);
        self.place_of(self.actions.iter().position(has_it).unwrap_or_default())
    }

    /// The incident as the rest of the program knows it, given what its timeline says.
    pub(super) fn incident(&self, timeline: Option<&Times>) -> Incident {
        let Self { severity, services, detection, impact, causes, actions, .. } = self;
        Incident {
            severity: severity.clone(),
            services: services.clone(),
            times: self.times(timeline),
            detection: *detection,
            impact: impact.iter().map(|impact| impact.value.clone()).collect(),
            causes: causes.clone(),
            actions: actions.iter().map(|action| action.value.clone()).collect(),
        }
    }
}

/// The keys of an incident out of the head of a text. Tables in them are read once all of that is.
pub(super) struct IncidentKeys {
    head: IncidentHead,
    impact: Vec<Spanned<Value>>,
    actions: Vec<Spanned<Value>>,
}

impl IncidentKeys {
    /// Takes them out of the fields of a head. Of one that is not `complete` nothing is said to be
    /// missing.
    pub(super) fn take(source: &Source, fields: &mut Fields<'_>, complete: bool) -> Self {
        for (key, what) in [("severity", "\"SEV-2\""), ("services", "[\"checkout\"]")] {
            if complete && !fields.has(key) {
                let fault = source.error(0..FENCE, format!("this incident has no `{key}`"));
                fields.fault(fault.help(format!("add a line such as `{key} = {what}`")));
            }
        }
        let times = Stage::ALL.into_iter().filter_map(|stage| {
            let moment = moment(fields, stage.name())?;
            Some((stage as usize, moment))
        });
        let times = times.collect();
        let head = IncidentHead {
            severity: fields.filled("severity").map(|text| line(&text.value)).unwrap_or_default(),
            services: names(fields, "services"),
            detection: one_of(fields, "detection", &Detection::NAMES),
            times,
            causes: names(fields, "causes"),
            ..IncidentHead::default()
        };
        Self { head, impact: fields.list("impact"), actions: fields.list("actions") }
    }

    /// Reads the tables in them.
    pub(super) fn read(self, source: &Source, faults: &mut Vec<Diagnostic>) -> IncidentHead {
        let Self { mut head, impact: impacts, actions } = self;
        head.impact = tables(source, impacts, "what = \"Failed orders\"", faults, impact);
        head.actions = tables(source, actions, "what = \"Alert on lock waits\"", faults, action);
        head
    }
}

/// How much of the first line the fault of a missing key underlines.
const FENCE: usize = 3;

/// A text in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list of names, none of them empty, and each once.
fn names(fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for Spanned { value, span } in fields.texts(key).unwrap_or_default() {
        let name = line(&value);
        if name.is_empty() {
            let help = Some("write one, or take it out".to_owned());
            fields.fault_at(span, (format!("one of `{key}` is empty"), help));
        } else if names.contains(&name) {
            let help = Some("keep one of them".to_owned());
            fields.fault_at(span, (format!("`{name}` stands here twice"), help));
        } else {
            names.push(name);
        }
    }
    names
}

/// A day and a time of day.
fn moment(fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<Moment>> {
    let Spanned { value, span } = fields.any(key)?;
    let read = match &value {
        Value::Text(text) | Value::Date(text) => figures::instant(text.trim()),
        other => {
            let message = format!("`{key}` must be a day and a time, and this is {}", other.kind());
            Err((message, Some("write it as 2026-03-01T14:02:00Z".to_owned())))
        }
    };
    match read {
        Ok(moment) => Some(Spanned { value: moment, span }),
        Err(fault) => {
            fields.fault_at(span, fault);
            None
        }
    }
}

/// One of several values that have names.
fn one_of<T: Copy>(fields: &mut Fields<'_>, key: &'static str, known: &[(&str, T)]) -> Option<T> {
    let Spanned { value, span } = fields.filled(key)?;
    let found = known.iter().find(|(name, _)| *name == value).map(|(_, found)| *found);
    if found.is_none() {
        let names = known.iter().map(|(name, _)| *name);
        let help = suggest::did_you_mean(&value, names.clone())
            .unwrap_or_else(|| format!("it is one of {}", names.collect::<Vec<_>>().join(", ")));
        fields.fault_at(span, (format!("`{key}` can't be `{value}`"), Some(help)));
    }
    found
}

/// Tables in a list, each read by itself.
fn tables<T>(
    source: &Source,
    items: Vec<Spanned<Value>>,
    example: &str,
    faults: &mut Vec<Diagnostic>,
    read: impl Fn(&mut Fields<'_>, &Span) -> Option<T>,
) -> Vec<Spanned<T>> {
    let mut found = Vec::new();
    for Spanned { value, span } in items {
        let table: Table = match value {
            Value::Table(table) => table,
            other => {
                let message = format!("this must be a table, and is {}", other.kind());
                faults.push(source.error(span, message).help(format!("write {{ {example} }}")));
                continue;
            }
        };
        let mut fields = Fields::new(source, table, faults);
        let read = read(&mut fields, &span);
        fields.finish();
        found.extend(read.map(|value| Spanned { value, span }));
    }
    found
}

/// What stands in each of the tables: without it there is nothing to tell.
fn what(fields: &mut Fields<'_>, place: &Span) -> Option<String> {
    let what = fields.filled("what").map(|text| line(&text.value));
    fields.missing("what", place, "this does not say `what`", "add what it is, in a few words");
    what
}

fn impact(fields: &mut Fields<'_>, place: &Span) -> Option<Impact> {
    let what = what(fields, place);
    let value = fields.any("value").and_then(|Spanned { value, span }| {
        let number = match &value {
            Value::Number(number) => number.replace('_', "").parse::<f64>().ok(),
            _ => None,
        };
        let number = number.filter(|number| number.is_finite());
        if number.is_none() {
            let help = "write it in digits, without quotes; the unit stands in `unit`";
            let message = format!("`value` must be a number, and this is {}", value.kind());
            fields.fault_at(span, (message, Some(help.to_owned())));
        }
        // Without an exponent, whatever the writer wrote.
        number.map(|number| number.to_string())
    });
    fields.missing("value", place, "this has no `value`", "add one: how much, or how many");
    let unit = fields.filled("unit").map(|unit| line(&unit.value));
    Some(Impact { what: what?, value: value?, unit })
}

fn action(fields: &mut Fields<'_>, place: &Span) -> Option<Action> {
    let what = what(fields, place);
    let owner = fields.filled("owner").map(|owner| line(&owner.value));
    let due = fields.date("due");
    let state = one_of(fields, "state", &ActionState::NAMES).unwrap_or_default();
    let link = fields.filled("link").and_then(|Spanned { value, span }| {
        match Url::parse(&value).ok().filter(|url| matches!(url.scheme(), "http" | "https")) {
            Some(url) => Some(String::from(url)),
            None => {
                let message = format!("`{value}` is not a full address");
                let help = "write it with https:// and the host, as it stands in the browser";
                fields.fault_at(span, (message, Some(help.to_owned())));
                None
            }
        }
    });
    Some(Action { what: what?, owner, due, state, link })
}
