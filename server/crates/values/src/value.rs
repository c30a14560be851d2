//! Front matter and configuration as a tree in which every part knows where it was written.
//!
//! TOML and YAML both become this, so that one reader serves both.

mod toml;
mod yaml;

use diagnostics::{Diagnostic, Source, Span, Spanned};

/// Something that a key can have as its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, its quotes and escapes resolved.
    Text(String),
    /// A date of TOML, with or without a time, as written.
    Date(String),
    /// As written.
    Number(String),
    /// Yes or no.
    Boolean(bool),
    /// A list.
    List(Vec<Spanned<Value>>),
    /// A table.
    Table(Table),
    /// YAML's null: a key without a value.
    Nothing,
}

impl Value {
    /// What to call it in a sentence.
    pub fn kind(&self) -> &'static str {
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
pub struct Table {
    /// Each key with its value; none twice.
    pub entries: Vec<(Spanned<String>, Spanned<Value>)>,
}

/// The language that a table is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// <https://toml.io/en/v1.0.0>
    Toml,
    /// <https://yaml.org/spec/1.2.2/>
    Yaml,
}

impl Language {
    /// A remedy in which every example is written in this language.
    pub fn remedy(self, help: &str) -> String {
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
pub fn parse(
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
