//! The one clock of the program.

use diagnostics::{Error, Result};
use jiff::ZonedDateTime;
use model::Date;

/// Today where this program runs. Decides which posts are due, and dates a new one; no output
/// holds it.
///
/// # Errors
///
/// When the machine's clock is beyond the calendar.
pub fn today() -> Result<Date> {
    let now = ZonedDateTime::now().date();
    now.to_string().parse().map_err(|reason| Error::new(format!("today is {now}: {reason}")))
}
