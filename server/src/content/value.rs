//! Front matter and configuration as a tree in which every part knows where it was written.
//!
//! TOML and YAML both become this, so that one reader serves both.

mod toml;
mod yaml;

use super::{
    diagnostic::Diagnostic,
    source::{Source, Span, Spanned},
};

/// Something that a key can have as its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// A date of TOML, with or without a time, as written.
    Date(String),
    /// As written.
    Number(String),
    Boolean(bool),
    List(Vec<Spanned<Value>>),
    Table(Table),
    /// YAML's null: a key without a value.
    Nothing,
}

impl Value {
    /// What to call it in a sentence.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Date(_) => "a date",
            Self::Number(_) => "a number",
            Self::Boolean(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Nothing => "nothing",
        }
    }
}

/// Keys and their values, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    pub(super) entries: Vec<(Spanned<String>, Spanned<Value>)>,
}

/// The language that a table is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Toml,
    Yaml,
}

impl Language {
    /// A remedy in which every example is written in this language.
    pub(super) fn remedy(self, help: &str) -> String {
        match self {
            Self::Toml => help.to_owned(),
            Self::Yaml => help.replace(" = ", ": ").replace("under `[extra]`", "under `extra:`"),
        }
    }
}

/// Parses a part of a file; what is wrong with it goes to `faults`.
///
/// A table is returned even then, with all that could be read, so that one run reports the faults
/// of form and those of content; `None` when nothing could be made of it.
pub(super) fn parse(
    source: &Source,
    part: Span,
    language: Language,
    faults: &mut Vec<Diagnostic>,
) -> Option<Table> {
    match language {
        Language::Toml => Some(toml::parse(source, part, faults)),
        Language::Yaml => yaml::parse(source, part, faults),
    }
}
