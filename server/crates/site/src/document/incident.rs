//! What a document says of an incident.

use model::{Action, ActionState, Date, Detection, Impact, Incident, Lapse, Stage};
use serde::Serialize;
use serde_json::{Map, Number};

/// An incident as programs of others read it.
#[derive(Serialize)]
pub(super) struct OfIncident<'a> {
    severity: &'a str,
    services: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    detection: Option<Detection>,
    /// When each stage was reached, by its name.
    #[serde(flatten)]
    times: Map<String, serde_json::Value>,
    /// How many seconds what took.
    #[serde(skip_serializing_if = "Map::is_empty")]
    seconds: Map<String, serde_json::Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    impact: Vec<OfImpact<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    causes: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actions: Vec<OfAction<'a>>,
}

#[derive(Serialize)]
struct OfImpact<'a> {
    what: &'a str,
    value: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
}

#[derive(Serialize)]
struct OfAction<'a> {
    what: &'a str,
    state: ActionState,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
}

impl<'a> OfIncident<'a> {
    pub(super) fn of(incident: &'a Incident) -> Self {
        let Incident { severity, services, times, detection, impact, causes, actions } = incident;
        let time =
            |stage: Stage| Some((stage.name().to_owned(), times.of(stage)?.stamp.as_str().into()));
        let seconds = |lapse: Lapse| {
            let (seconds, _) = times.lapse(lapse)?;
            Some((format!("to_{}", verb(lapse)), seconds.into()))
        };
        let of_impact = |Impact { what, value, unit }: &'a Impact| {
            // As it is written, or nothing at all: it was read as a number.
            let value = value.parse().unwrap_or_else(|_| Number::from(0));
            OfImpact { what, value, unit: unit.as_deref() }
        };
        let of_action = |Action { what, owner, due, state, link }: &'a Action| {
            let (owner, link) = (owner.as_deref(), link.as_deref());
            OfAction { what, state: *state, owner, due: *due, link }
        };
        Self {
            severity,
            services,
            detection: *detection,
            times: Stage::ALL.into_iter().filter_map(time).collect(),
            seconds: Lapse::ALL.into_iter().filter_map(seconds).collect(),
            impact: impact.iter().map(of_impact).collect(),
            causes,
            actions: actions.iter().map(of_action).collect(),
        }
    }
}

fn verb(lapse: Lapse) -> &'static str {
    match lapse {
        Lapse::Detect => "detect",
        Lapse::Acknowledge => "acknowledge",
        Lapse::Mitigate => "mitigate",
        Lapse::Resolve => "resolve",
    }
}
