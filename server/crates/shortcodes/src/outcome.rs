//! What comes of a call.

use diagnostics::Diagnostic;

use crate::claim::Bound;

/// A part of what a call becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    /// Markup.
    Html(String),
    /// What stands in the call, as Markdown.
    Body,
    /// A block of code.
    Code {
        /// What would stand behind its fence.
        info: String,
        /// The code.
        text: String,
    },
    /// The Markdown of a file, by the name that the template has for it.
    Markdown(String),
    /// A number that comes from data.
    Number(Bound),
}

/// Why nothing comes of a call.
#[derive(Debug)]
pub enum Failure {
    /// The call is at fault.
    OfCall {
        /// What is wrong with it.
        message: String,
        /// How to mend it.
        help: Option<String>,
    },
    /// The template is, at this place.
    OfTemplate(Box<Diagnostic>),
}

/// A name that a call gives and nobody asks for, and a guess at what was meant.
pub type Unasked = (String, Option<String>);
