//! What a number is computed from, as it is written.
//!
//! ```text
//! median(single.csv[route=direct][ms])
//! 20 * quantiles.csv[1][facade, median] / quantiles.csv[20][facade, median]
//! percent(count(loop.csv[error=]), 1200)
//! ```

mod parse;

use std::{collections::BTreeSet, fmt};

use super::{NumberError, csv::number};
use parse::Parser;

/// How many bytes it may have.
pub const LONGEST: usize = 2_000;
/// How deep its parts may lie in each other.
const DEPTH: usize = 16;

/// What a number is computed from.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number as it stands there.
    Number(f64),
    /// One value of a file, or a column where a function wants that.
    Reference(Reference),
    /// What a function makes of others.
    Call(Function, Vec<Expression>),
    /// What becomes of two.
    Operation(Box<Expression>, Operator, Box<Expression>),
}

/// Values of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The file, as it lies from the text.
    pub(super) file: String,
    /// Which of its rows: those for which all of these hold.
    pub(super) rows: Vec<Condition>,
    /// Which of its columns.
    pub(super) column: Option<String>,
}

/// What has to hold of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whose value; that of the first column unless it is named.
    pub(super) column: Option<String>,
    pub(super) how: Comparison,
    /// With what it is compared.
    pub(super) value: String,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Is,
    IsNot,
    AtMost,
    AtLeast,
    Below,
    Above,
}

/// As they are written, the longer ones first.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("!=", Comparison::IsNot),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("=", Comparison::Is),
    ("<", Comparison::Below),
    (">", Comparison::Above),
];

/// What becomes of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Their sum.
    Plus,
    /// The first without the second.
    Minus,
    /// Their product.
    Times,
    /// How often the second is in the first.
    Over,
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    /// How many rows there are.
    Count,
    /// All of a column together.
    Sum,
    /// The same for each row.
    Mean,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// Below which so many of a hundred are: 50 for the median.
    Percentile(f64),
    /// How many of a hundred the first is of the second.
    Percent,
    /// By how many of a hundred the second is more than the first.
    Change,
    /// Without its sign.
    Abs,
    /// With so many digits that count.
    Round,
}

/// The functions that have a name; `p95` and its like are percentiles, too.
const FUNCTIONS: [(&str, Function); 10] = [
    ("count", Function::Count),
    ("sum", Function::Sum),
    ("mean", Function::Mean),
    ("median", Function::Percentile(50.0)),
    ("min", Function::Min),
    ("max", Function::Max),
    ("percent", Function::Percent),
    ("change", Function::Change),
    ("abs", Function::Abs),
    ("round", Function::Round),
];

impl Function {
    fn of(name: &str) -> Option<Self> {
        let known = FUNCTIONS.iter().find(|(known, _)| *known == name);
        let percentile = || {
            let rank = name.strip_prefix('p')?;
            let plain = rank.starts_with(|c: char| c.is_ascii_digit());
            number(rank).filter(|rank| plain && *rank > 0.0 && *rank < 100.0)
        };
        known.map(|(_, known)| *known).or_else(|| percentile().map(Self::Percentile))
    }

    /// Whether it is given a column, and not numbers.
    pub(super) fn takes_column(self) -> bool {
        !matches!(self, Self::Percent | Self::Change | Self::Abs | Self::Round)
    }

    fn takes(self) -> usize {
        match self {
            Self::Percent | Self::Change | Self::Round => 2,
            _ => 1,
        }
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (FUNCTIONS.iter().find(|(_, known)| known == self), self) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Self::Percentile(rank)) => write!(f, "p{rank}"),
            (None, _) => Ok(()),
        }
    }
}

impl Expression {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        if text.len() > LONGEST {
            let message = format!("what a number comes from has at most {LONGEST} bytes");
            return Err(NumberError::new(message, "write it into the data by a script"));
        }
        let mut parser = Parser::new(text);
        let expression = parser.sum()?;
        parser.blanks();
        match parser.rest() {
            "" => Ok(expression),
            rest => Err(NumberError::new(
                format!("`{rest}` is more than belongs here"),
                "between two numbers stands one of + - * /, with a space on both sides",
            )),
        }
    }

    /// The value of a file in a row and a column; either may be left out.
    #[must_use]
    pub fn narrowed(self, row: Option<&str>, column: Option<&str>) -> Option<Self> {
        let Self::Reference(mut reference) = self else { return None };
        if let Some(row) = row {
            reference.rows.push(Condition {
                column: None,
                how: Comparison::Is,
                value: row.to_owned(),
            });
        }
        if let Some(column) = column {
            reference.column.is_none().then_some(())?;
            reference.column = Some(column.to_owned());
        }
        Some(Self::Reference(reference))
    }

    /// The files that it takes values from, each once, in their order.
    pub fn files(&self) -> References<'_> {
        let mut all = References::default();
        self.collect(&mut all);
        all
    }

    fn collect<'a>(&'a self, all: &mut References<'a>) {
        match self {
            Self::Number(_) => {}
            Self::Reference(reference) => {
                // Which list of it is meant belongs to no file.
                let file = reference.file.split('#').next().unwrap_or_default();
                if all.seen.insert(file) {
                    all.names.push(file);
                }
            }
            Self::Call(_, given) => given.iter().for_each(|given| given.collect(all)),
            Self::Operation(left, _, right) => {
                left.collect(all);
                right.collect(all);
            }
        }
    }
}

/// The names of files.
#[derive(Clone, Debug, Default)]
pub struct References<'a> {
    /// In the order in which they come.
    pub names: Vec<&'a str>,
    seen: BTreeSet<&'a str>,
}

/// For readers: where a number comes from.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Reference(reference) => reference.fmt(f),
            Self::Call(function, given) => {
                write!(f, "{function}(")?;
                for (at, given) in given.iter().enumerate() {
                    write!(f, "{}{given}", if at > 0 { "; " } else { "" })?;
                }
                f.write_str(")")
            }
            Self::Operation(left, operator, right) => {
                let sign = match operator {
                    Operator::Plus => "+",
                    Operator::Minus => "−",
                    Operator::Times => "×",
                    Operator::Over => "÷",
                };
                let part = |part: &Self| match part {
                    Self::Operation(..) => format!("({part})"),
                    Self::Reference(Reference { rows, column, .. })
                        if !rows.is_empty() || column.is_some() =>
                    {
                        format!("({part})")
                    }
                    _ => part.to_string(),
                };
                write!(f, "{} {sign} {}", part(left), part(right))
            }
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        for (at, Condition { column, how, value }) in self.rows.iter().enumerate() {
            f.write_str(if at == 0 { ": " } else { ", " })?;
            let sign = COMPARISONS.iter().find(|(_, known)| known == how);
            let (sign, _) = sign.copied().unwrap_or(("=", Comparison::Is));
            let value = if value.is_empty() { "∅" } else { value };
            match column {
                Some(column) => write!(f, "{column} {sign} {value}")?,
                None => f.write_str(value)?,
            }
        }
        match &self.column {
            Some(column) if self.rows.is_empty() => write!(f, ": {column}"),
            Some(column) => write!(f, " · {column}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        Expression::parse(text).map_or_else(|trouble| trouble.message, |read| read.to_string())
    }

    #[test]
    fn what_is_read_is_said_to_readers() {
        for (text, read) in [
            ("a.csv[20][b, c %]", "a.csv: 20 · b, c %"),
            ("a-2.13.0.csv[10 / 20][x]", "a-2.13.0.csv: 10 / 20 · x"),
            ("d/a.csv[b=c, d >= 5,e!=][x]", "d/a.csv: b = c, d >= 5, e != ∅ · x"),
            ("a.csv[b='c, d', \"e]\"][ 'x' ]", "a.csv: b = c, d, e] · x"),
            ("a.csv[it's][x]", "a.csv: it's · x"),
            ("'my file.csv'[1][x]", "my file.csv: 1 · x"),
            ("median(a.csv[][x])", "median(a.csv: x)"),
            ("p99.9( a.csv[b=c][x] )", "p99.9(a.csv: b = c · x)"),
            ("count(a.csv)", "count(a.csv)"),
            ("1 + 2 * 3 - 4", "(1 + (2 × 3)) − 4"),
            ("20 * a.csv[1][x] / a.csv[2][x]", "(20 × (a.csv: 1 · x)) ÷ (a.csv: 2 · x)"),
            ("round(percent(1, 3), 2)", "round(percent(1; 3); 2)"),
            ("(1 + 2) × -3", "(1 + 2) × -3"),
        ] {
            assert_eq!(said(text), read, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (text, message) in [
            ("", "it is not said what the number comes from"),
            ("1 +", "`+` is more than belongs here"),
            ("1 + ", "something is missing behind `1 +`"),
            ("1 2", "`2` is more than belongs here"),
            ("* 2", "it is not said what the number comes from"),
            ("a.csv[1", "`[1`: this bracket does not end"),
            ("a.csv[1][x", "`[x`: this bracket does not end"),
            ("'a.csv", "`'a.csv`: this quote does not end"),
            ("a.csv[=5][x]", "`=5` does not say of which column"),
            ("sum(1)", "`sum` is of a column"),
            ("sum(a.csv[][x] + 1)", "`sum` is of a column"),
            ("percent(1)", "`percent` is given two numbers, and here are 1"),
            ("abs(1, 2)", "`abs` is given one number, and here are 2"),
            ("p100(a.csv[][x])", "there is no function `p100`"),
            ("(1 + 2", "a `)` is missing at the end"),
            ("abs(1 2)", "a `)` is missing before `2)`"),
        ] {
            assert_eq!(said(text), message, "{text}");
        }
        let deep = format!("{}1{}", "(".repeat(500), ")".repeat(500));
        assert_eq!(said(&deep), "what a number comes from lies too deep in itself");
        assert!(said(&"9".repeat(LONGEST + 1)).contains("at most 2000 bytes"));
    }

    #[test]
    fn a_file_is_named_once() {
        let read = Expression::parse("a.csv[1][x] / b.json#c[d=1][x] + a.csv[2][x]").expect("read");
        assert_eq!(read.files().names, ["a.csv", "b.json"]);
    }
}
