//! What is wrong with a template.

use diagnostics::{Diagnostic, Source};
use minijinja::{Error, ErrorKind};

use crate::file_name::ENDING;

/// What is wrong with a template, where it is.
pub(crate) fn fault_of(error: &Error, source: &Source) -> Diagnostic {
    let place = error.range().filter(|range| range.end <= source.text().len());
    let place =
        place.unwrap_or_else(|| source.line_from(0, error.line().unwrap_or(1).saturating_sub(1)));
    let help = match error.kind() {
        ErrorKind::TemplateNotFound => format!("write content/shortcodes/<name>{ENDING}"),
        ErrorKind::OutOfFuel => "make it do less: a call has 50,000 steps".to_owned(),
        _ => "it is written in the language of Jinja: see docs/shortcodes.md".to_owned(),
    };
    source.error(place, said(error)).help(help)
}

/// What a program says of an error in a template.
pub(crate) fn said(error: &Error) -> String {
    match error.detail() {
        Some(detail) => format!("the template can't be filled in: {detail}"),
        None => format!("the template can't be filled in: {}", error.kind()),
    }
}
