//! Whether call or template is at fault when nothing comes of it.

use diagnostics::{Diagnostic, Source};
use minijinja::{Error, ErrorKind};

use crate::{
    outcome::Failure,
    templates::{ENDING, Shortcode, file},
};

/// Why nothing came of a call.
pub(super) fn failure(error: &Error, shortcode: Shortcode<'_>) -> Failure {
    // The innermost of templates that include each other is where it is.
    let mut innermost = error;
    while let Some(inner) = std::error::Error::source(innermost)
        && let Some(inner) = inner.downcast_ref::<Error>()
    {
        innermost = inner;
    }
    let own = file(shortcode.name);
    let name = innermost.name().unwrap_or(&own);
    match shortcode.templates.source(name) {
        Some(source) => Failure::OfTemplate(Box::new(fault_of(innermost, source))),
        None => Failure::OfCall { message: said(innermost), help: None },
    }
}

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

fn said(error: &Error) -> String {
    match error.detail() {
        Some(detail) => format!("the template can't be filled in: {detail}"),
        None => format!("the template can't be filled in: {}", error.kind()),
    }
}
