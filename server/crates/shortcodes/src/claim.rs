//! Numbers that come from data.

/// What a text says of a number: where it comes from, and how it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// What it is computed from: see [`numbers::Expression`].
    pub data: String,
    /// A row of that.
    pub row: Option<String>,
    /// A column of it.
    pub column: Option<String>,
    /// How it is to be written.
    pub format: Option<String>,
    /// How it is written already, if it is.
    pub text: Option<String>,
}

/// A number that comes from data.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The text that shows it.
    pub text: String,
    /// What it is.
    pub number: f64,
    /// Where it comes from, for readers.
    pub source: String,
    /// The files with the data, as the text names them.
    pub files: Vec<String>,
}
