//! Texts of JSON that know where they stand.

use std::{borrow::Cow, fmt};

use diagnostics::Span;
use serde::{Deserialize, Deserializer, de};

/// A text of the file, or a number as it would be written; nothing where there is none.
#[derive(Default)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> de::Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(number.to_string())))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Text<'de>, E> {
        Ok(Text::default())
    }
}

impl Text<'_> {
    /// Where it stands in the text that it was read from, if it stands there as it is.
    pub(super) fn place(&self, of: &str) -> Option<Span> {
        let Cow::Borrowed(part) = self.0 else { return None };
        let start = (part.as_ptr() as usize).checked_sub(of.as_ptr() as usize)?;
        (start + part.len() <= of.len()).then_some(start..start + part.len())
    }
}

/// Where reading some JSON broke off, and why.
pub(super) fn reason(json: &str, error: &serde_json::Error) -> (usize, String) {
    // An error counts lines and bytes.
    let lines = json.split_inclusive('\n').take(error.line().saturating_sub(1));
    let before: usize = lines.map(str::len).sum();
    let at = (before + error.column().saturating_sub(1)).min(json.len());
    let reason = error.to_string();
    let reason = reason.rsplit_once(" at line ").map_or(&*reason, |(reason, _)| reason);
    (at, reason.to_owned())
}
