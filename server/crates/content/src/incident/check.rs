//! What can be seen of an incident only once its text is rendered, and what its writer should think of again.

use diagnostics::{Diagnostic, Faults, Severity, Source, Span, Spanned};
use model::{Date, Stage, Times};

use super::{
    super::{
        edition::Rendered,
        lint::{Lint, LintRule},
        render::RenderedText,
    },
    FENCE, IncidentHead,
};

/// Looks at all incidents of one language.
pub(in super::super) fn check(own: &Rendered, today: Date, faults: &mut Vec<Diagnostic>) {
    for RenderedText { draft, made } in &own.texts {
        let Some(head) = &draft.front.incident else { continue };
        let timeline = made.rendered.times.as_ref();
        let mut look = IncidentCheck {
            source: &draft.source,
            head,
            times: head.times(timeline),
            lint: &own.file.lint,
            faults: Faults::new(faults),
        };
        look.told_twice(timeline);
        look.start();
        look.order();
        look.detection();
        look.impact();
        look.actions(today);
        look.phrases();
    }
}

/// A stage that can't come before another.
const ORDER: [(Stage, Stage); 7] = [
    (Stage::Started, Stage::Detected),
    (Stage::Started, Stage::Acknowledged),
    (Stage::Started, Stage::Mitigated),
    (Stage::Started, Stage::Resolved),
    (Stage::Detected, Stage::Acknowledged),
    (Stage::Detected, Stage::Resolved),
    (Stage::Mitigated, Stage::Resolved),
];

/// Words that end a search for causes too early, each with what may stand behind it and means something
/// else, and with what to write.
const PHRASES: [(LintRule, &str, &[char], &str); 2] = [
    (
        LintRule::RootCause,
        "root cause",
        &['s'],
        "incidents have several: name them in `causes`, and write of contributing factors",
    ),
    (
        LintRule::HumanError,
        "human error",
        &[],
        "say what made the error easy to make and hard to notice",
    ),
];

/// An incident that is being looked at.
struct IncidentCheck<'a> {
    source: &'a Source,
    head: &'a IncidentHead,
    times: Times,
    lint: &'a Lint,
    faults: Faults<'a>,
}

impl IncidentCheck<'_> {
    fn error(&mut self, span: Span, message: String, help: &str) {
        let source = self.source;
        self.faults.add(Severity::Error, message, |message| source.error(span, message).help(help));
    }

    fn warn(&mut self, rule: LintRule, span: Span, message: String, help: &str) {
        if !self.lint.has(rule) {
            return;
        }
        let help =
            format!("{help}; `{} = false` under `[lint]` in site.toml ends this", rule.key());
        let warning = |message| self.source.warning(span, message).help(help);
        self.faults.add(Severity::Warning, message, warning);
    }

    /// What the head says and the timeline says otherwise.
    fn told_twice(&mut self, timeline: Option<&Times>) {
        for stage in Stage::ALL {
            let (Some(Spanned { value, span }), Some(other)) =
                (self.head.time(stage), timeline.and_then(|times| times.of(stage)))
            else {
                continue;
            };
            if value.at != other.at {
                let (name, here, there) = (stage.name(), &value.stamp, &other.stamp);
                let message = format!("`{name}` is {here} here and {there} in the timeline");
                let help = "take it out here: what the timeline says holds; or mend that";
                self.error(span.clone(), message, help);
            }
        }
    }

    /// Without a start nothing can be counted.
    fn start(&mut self) {
        if self.times.of(Stage::Started).is_none() {
            let help = "write `started = 2026-03-01T14:02:00Z`, or a block `timeline` whose first entry has \
                        its day";
            self.error(0..FENCE, "nothing says when this incident started".to_owned(), help);
        }
    }

    fn order(&mut self) {
        for (first, second) in ORDER {
            let (Some(before), Some(after)) = (self.times.of(first), self.times.of(second)) else {
                continue;
            };
            if after.at < before.at {
                let place = self.head.time(second).or(self.head.time(first));
                let place = place.map_or(0..FENCE, |moment| moment.span.clone());
                let (name, other) = (second.name(), first.name());
                let (at, than) = (&after.stamp, &before.stamp);
                let message = format!("`{name}` is {at}, before `{other}`, {than}");
                let help = "mend the time that is wrong: what lies between the two is not counted";
                self.warn(LintRule::Order, place, message, help);
            }
        }
    }

    fn detection(&mut self) {
        if self.head.detection.is_none() {
            let help = "add `detection = \"alert\"`, or \"customer\" or \"chance\"";
            let message = "nothing says what this incident was noticed by".to_owned();
            self.warn(LintRule::Detection, 0..FENCE, message, help);
        }
        if self.times.of(Stage::Detected).is_none() {
            let help = "mark an entry of the timeline as `detected`, or write `detected = …`";
            let message = "nothing says when this incident was noticed".to_owned();
            self.warn(LintRule::Detection, 0..FENCE, message, help);
        }
    }

    fn impact(&mut self) {
        for Spanned { value, span } in &self.head.impact {
            if value.unit.is_none() {
                let message = format!("`{}` has no unit", value.what);
                let help = "add one, such as `unit = \"requests\"`";
                self.warn(LintRule::Units, span.clone(), message, help);
            }
        }
    }

    fn actions(&mut self, today: Date) {
        for Spanned { value: action, span } in &self.head.actions {
            let missing = [("owner", action.owner.is_none()), ("due", action.due.is_none())];
            let missing = missing.iter().filter(|(_, is)| *is && !action.state.is_settled());
            let missing: Vec<_> = missing.map(|(key, _)| format!("no `{key}`")).collect();
            if !missing.is_empty() {
                let message = format!("`{}` has {}", action.what, missing.join(" and "));
                let help =
                    "say who does it and until when: what nobody does by any day is not done";
                self.warn(LintRule::Actions, span.clone(), message, help);
            }
            if let Some(due) = action.due.filter(|due| *due < today && !action.state.is_settled()) {
                let message = format!("`{}` was due on {due}", action.what);
                let help = "write its `state`, or a day until which it will be done";
                self.warn(LintRule::Overdue, span.clone(), message, help);
            }
        }
    }

    fn phrases(&mut self) {
        let asked = PHRASES.iter().filter(|(rule, ..)| self.lint.has(*rule));
        let asked: Vec<_> = asked.collect();
        if asked.is_empty() {
            return;
        }
        // It keeps the places of all letters.
        let text = self.source.text().to_ascii_lowercase();
        for (rule, phrase, unless, help) in asked {
            for (at, _) in text.match_indices(phrase) {
                let end = at + phrase.len();
                let before = text[..at].chars().next_back();
                if before.is_some_and(char::is_alphanumeric) || text[end..].starts_with(*unless) {
                    continue;
                }
                let message = format!("an incident has no “{phrase}”");
                self.warn(*rule, at..end, message, help);
            }
        }
    }
}
