//! Reading what a number is computed from.

use diagnostics::suggest;

use super::{
    COMPARISONS, Comparison, Condition, DEPTH, Expression, FUNCTIONS, Function, Operator, Reference,
};
use crate::{NumberError, csv::number};

/// Reads an expression from its beginning.
pub(super) struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// What stands between words.
const MARKS: [char; 5] = ['[', ']', '(', ')', ','];

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, mark: char) -> bool {
        self.blanks();
        let is_there = self.rest().starts_with(mark);
        self.at += if is_there { mark.len_utf8() } else { 0 };
        is_there
    }

    /// An operator is a word for itself: names of files have hyphens and slashes in them.
    fn operator(&mut self, known: &[(&str, Operator)]) -> Option<Operator> {
        self.blanks();
        let rest = self.rest();
        let word = &rest[..rest.find(char::is_whitespace)?];
        let (sign, operator) = known.iter().find(|(sign, _)| *sign == word)?;
        self.at += sign.len();
        Some(*operator)
    }

    pub(super) fn sum(&mut self) -> Result<Expression, NumberError> {
        const SIGNS: [(&str, Operator); 3] =
            [("+", Operator::Plus), ("-", Operator::Minus), ("−", Operator::Minus)];
        let mut left = self.product()?;
        while let Some(operator) = self.operator(&SIGNS) {
            left = Expression::Operation(left.into(), operator, self.product()?.into());
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, NumberError> {
        const SIGNS: [(&str, Operator); 4] = [
            ("*", Operator::Times),
            ("×", Operator::Times),
            ("/", Operator::Over),
            ("÷", Operator::Over),
        ];
        let mut left = self.factor()?;
        while let Some(operator) = self.operator(&SIGNS) {
            left = Expression::Operation(left.into(), operator, self.factor()?.into());
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Expression, NumberError> {
        if self.depth == DEPTH {
            let message = "what a number comes from lies too deep in itself";
            return Err(NumberError::new(message, "write it into the data by a script"));
        }
        self.depth += 1;
        let factor = self.deeper();
        self.depth -= 1;
        factor
    }

    fn deeper(&mut self) -> Result<Expression, NumberError> {
        if self.take('(') {
            let inner = self.sum()?;
            self.end(')')?;
            return Ok(inner);
        }
        let is_quoted = self.rest().starts_with(['\'', '"']);
        let word = self.word()?;
        if !is_quoted && self.rest().starts_with('(') {
            return self.call(&word);
        }
        if let Some(number) = number(&word).filter(|_| !is_quoted) {
            return Ok(Expression::Number(number));
        }
        let mut reference = Reference { file: word, rows: Vec::new(), column: None };
        if self.rest().starts_with('[') {
            reference.rows = conditions(self.bracket()?)?;
            if self.rest().starts_with('[') {
                reference.column = Some(unquoted(self.bracket()?).to_owned());
            }
        }
        Ok(Expression::Reference(reference))
    }

    /// A number, the name of a function, or a file: as far as nothing else can begin.
    fn word(&mut self) -> Result<String, NumberError> {
        self.blanks();
        let rest = self.rest();
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '\'' | '"')) {
            let Some(end) = rest[1..].find(quote) else {
                return Err(NumberError::new(
                    format!("`{rest}`: this quote does not end"),
                    "end it",
                ));
            };
            self.at += end + 2;
            return Ok(rest[1..=end].to_owned());
        }
        let end = rest.find(|c: char| c.is_whitespace() || MARKS.contains(&c));
        let word = &rest[..end.unwrap_or(rest.len())];
        let is_sign = matches!(word, "+" | "-" | "−" | "*" | "×" | "/" | "÷");
        if word.is_empty() || is_sign {
            let before = self.text[..self.at].trim_end();
            let message = match before {
                "" => "it is not said what the number comes from".to_owned(),
                before => format!("something is missing behind `{before}`"),
            };
            let help = "write a number, a function, or a value such as `file.csv[row][column]`";
            return Err(NumberError::new(message, help));
        }
        self.at += word.len();
        Ok(word.to_owned())
    }

    fn call(&mut self, name: &str) -> Result<Expression, NumberError> {
        let Some(function) = Function::of(name) else {
            let names = FUNCTIONS.map(|(name, _)| name);
            let help = suggest::did_you_mean(name, names)
                .unwrap_or_else(|| format!("there are {}, p95 and its like", names.join(", ")));
            return Err(NumberError::new(format!("there is no function `{name}`"), help));
        };
        self.take('(');
        let mut given = vec![self.sum()?];
        while self.take(',') {
            given.push(self.sum()?);
        }
        self.end(')')?;
        let of_column = matches!(given[..], [Expression::Reference(_)]);
        if function.takes_column() && !of_column {
            let message = format!("`{name}` is of a column");
            return Err(NumberError::new(
                message,
                format!("write `{name}(file.csv[rows][column])`"),
            ));
        }
        if given.len() != function.takes() {
            let wanted = if function.takes() == 1 { "one number" } else { "two numbers" };
            let message = format!("`{name}` is given {wanted}, and here are {}", given.len());
            let help = match function {
                Function::Percent => "write `percent(part, whole)`",
                Function::Change => "write `change(before, after)`",
                Function::Round => "write `round(number, digits)`",
                _ => "write it once for each",
            };
            return Err(NumberError::new(message, help));
        }
        Ok(Expression::Call(function, given))
    }

    fn end(&mut self, mark: char) -> Result<(), NumberError> {
        if self.take(mark) {
            return Ok(());
        }
        let message = match self.rest() {
            "" => format!("a `{mark}` is missing at the end"),
            rest => format!("a `{mark}` is missing before `{rest}`"),
        };
        Err(NumberError::new(message, "end each bracket that begins"))
    }

    /// What stands in square brackets; in quotes there may be others.
    fn bracket(&mut self) -> Result<&'a str, NumberError> {
        let rest = &self.rest()[1..];
        let end = outside_quotes(rest, |c| c == ']').next();
        let Some(end) = end else {
            return Err(NumberError::new(
                format!("`[{rest}`: this bracket does not end"),
                "end it",
            ));
        };
        self.at += end + 2;
        Ok(&rest[..end])
    }
}

/// The places of some characters that stand in no quotes. A quote within a word is an apostrophe.
fn outside_quotes(text: &str, wanted: impl Fn(char) -> bool) -> impl Iterator<Item = usize> {
    let (mut quote, mut begins) = (None, true);
    text.char_indices().filter_map(move |(at, c)| {
        let is_quoted = quote.is_some();
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') if begins => quote = Some(c),
            _ => {}
        }
        begins = c.is_whitespace() || "=<>,".contains(c);
        (!is_quoted && wanted(c)).then_some(at)
    })
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let quoted = |quote: char| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    quoted('\'').or_else(|| quoted('"')).unwrap_or(text)
}

/// What stands in the first brackets: `20`, `route=direct, calls>=20`, or nothing for all rows.
fn conditions(text: &str) -> Result<Vec<Condition>, NumberError> {
    let mut conditions = Vec::new();
    let commas: Vec<usize> = outside_quotes(text, |c| c == ',').chain([text.len()]).collect();
    let mut from = 0;
    for end in commas {
        let part = text[from..end].trim();
        from = end + 1;
        if part.is_empty() {
            continue;
        }
        let sign = outside_quotes(part, |c| "!<=>".contains(c)).next();
        let found = sign.and_then(|at| {
            let known = COMPARISONS.iter().find(|(sign, _)| part[at..].starts_with(sign));
            known.map(|(sign, how)| (&part[..at], *how, &part[at + sign.len()..]))
        });
        conditions.push(match found {
            Some((column, _, _)) if column.trim().is_empty() => {
                let message = format!("`{part}` does not say of which column");
                return Err(NumberError::new(message, format!("write `column{part}`")));
            }
            Some((column, how, value)) => Condition {
                column: Some(unquoted(column).to_owned()),
                how,
                value: unquoted(value).to_owned(),
            },
            None => {
                Condition { column: None, how: Comparison::Is, value: unquoted(part).to_owned() }
            }
        });
    }
    Ok(conditions)
}
