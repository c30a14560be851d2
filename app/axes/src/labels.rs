//! What a language decides of marks.

use words::{Message, Words};

/// How numbers and days are written for a reader.
pub trait Labels {
    /// A number that has a point before its decimals.
    fn decimal(&self, number: &str) -> String;
    /// A day and its month.
    fn day(&self, year: i64, month: u8, day: u8) -> String;
    /// A month, counted from 1, alone.
    fn month(&self, month: u8) -> String;
    /// A month with its year.
    fn month_of_year(&self, year: i64, month: u8) -> String;
}

/// A day, in the way that a message has it.
fn written(words: &Words, message: Message, year: i64, month: u8, day: u8) -> String {
    words.day(message, (u16::try_from(year.unsigned_abs()).unwrap_or(u16::MAX), month, day))
}

impl Labels for Words {
    fn decimal(&self, number: &str) -> String {
        Self::decimal(self, number)
    }

    fn day(&self, year: i64, month: u8, day: u8) -> String {
        written(self, Message::DateDay, year, month, day)
    }

    fn month(&self, month: u8) -> String {
        Self::month(self, month).to_owned()
    }

    fn month_of_year(&self, year: i64, month: u8) -> String {
        written(self, Message::DateMonth, year, month, 1)
    }
}
