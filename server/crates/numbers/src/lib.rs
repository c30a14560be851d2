//! The numbers of a text, and the data that they come from.
//!
//! ```text
//! 112 ms{data="quantiles.csv[20][facade, median]"}      {{ value("median(calls.csv[route=direct][ms])") }}
//! ```
//!
//! [`csv`] reads CSV with the place of every value, for charts too. A [`DataTable`] is what an
//! [`Expression`] takes its values from. A [`Stated`] number is one as a text writes it, which says by
//! its digits how exact it is; a [`Pattern`] says how one is to be written.

pub mod csv;
mod evaluate;
mod expression;
mod pattern;
mod prose;
mod stated;
mod table;

pub use evaluate::{DataSource, evaluate};
pub use expression::{Expression, LONGEST, References};
pub use pattern::{Pattern, exact, plain};
pub use prose::unbound;
pub use stated::{NumberFormat, Stated, before};
pub use table::{DataTable, ROWS};

/// Why a number can't be had, and how to mend that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl NumberError {
    /// With what is wrong, and a remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}
