//! What a text may have that is looked for otherwise, as its head says, and what is wrong with saying so.

use diagnostics::{Diagnostic, Source, Span, Spanned, suggest};
use redaction::Rule;
use values::Value;

/// The rules that a text allows as a whole, each with its reason.
pub(super) fn allowed_in_head(
    source: &Source,
    table: values::Table,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Spanned<String>> {
    let mut allowed = Vec::new();
    for (rule, reason) in table.entries {
        let has_reason = matches!(&reason.value, Value::Text(text) if !text.trim().is_empty());
        if Rule::of_key(&rule.value).is_none() {
            faults.push(unknown(source, rule.span, &rule.value));
        } else if !has_reason {
            faults.push(without_reason(source, reason.span));
        } else {
            allowed.push(rule);
        }
    }
    allowed
}

/// The fault of a rule that nobody knows.
pub(super) fn unknown(source: &Source, place: Span, name: &str) -> Diagnostic {
    let keys = Rule::ALL.map(Rule::key);
    let help = suggest::did_you_mean(name, keys)
        .unwrap_or_else(|| format!("the rules are {}", keys.join(", ")));
    source.error(place, format!("there is no rule `{name}`")).help(help)
}

/// The fault of an allowance that does not say why.
pub(super) fn without_reason(source: &Source, place: Span) -> Diagnostic {
    let help = "write it behind the rule, in quotes: whoever reads this later has to decide again";
    source.error(place, "this does not say why it is allowed").help(help)
}
