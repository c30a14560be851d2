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
mod error;
mod evaluate;
mod expression;
mod pattern;
mod prose;
mod stated;
mod table;

pub use error::NumberError;
pub use evaluate::{DataSource, evaluate};
pub use expression::{Expression, LONGEST, References};
pub use pattern::{Pattern, exact, plain};
pub use prose::unbound;
pub use stated::{NumberFormat, Stated, before};
pub use table::{DataTable, ROWS};
