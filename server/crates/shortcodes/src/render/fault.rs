//! Whether call or template is at fault when nothing comes of it.

use minijinja::Error;

use crate::{
    fault::{fault_of, said},
    file_name::file,
    outcome::Failure,
    templates::Shortcode,
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
