//! What is wrong with a file that somebody wrote, and what else is told to people.
//!
//! [`Source`] is a text with its places, [`Diagnostic`] a fault at one of them, [`Report`] all of a
//! run. They are told as text, as JSON and to GitHub. [`suggest`] finds the word that was meant,
//! [`progress`] tells how far a long stage is, and [`Error`] ends a command.

mod bounded;
mod count;
mod diagnostic;
mod error;
mod faults;
mod machine;
mod pieces;
pub mod progress;
mod snippet;
mod source;
pub mod suggest;
mod unseen;

pub use bounded::read_bounded;
pub use count::{count, first_names};
pub use diagnostic::{Diagnostic, Report, Severity, nameless, render_all, sort};
pub use error::{Error, Result};
pub use faults::Faults;
pub use machine::{as_github, as_json};
pub use pieces::Pieces;
pub use source::{LARGEST, LARGEST_RECORD, Source, Span, Spanned, unreadable};
