//! The number that an expression comes to.

use std::rc::Rc;

use diagnostics::count;

use super::{
    DataTable, NumberError,
    csv::number,
    expression::{Comparison, Condition, Expression, Function, Operator, Reference},
};

/// The largest number that there is.
const LARGEST: f64 = 1e21;

/// Gives the data by its name.
pub trait DataSource {
    /// The table in a file, as an expression names it.
    ///
    /// # Errors
    ///
    /// When there is none.
    fn table(&mut self, file: &str) -> Result<Rc<DataTable>, NumberError>;

    /// Takes notice that so many values are about to be looked at.
    ///
    /// # Errors
    ///
    /// When that is more than one text may have looked at.
    fn looks_at(&mut self, values: usize) -> Result<(), NumberError>;
}

/// The number that an expression comes to.
///
/// # Errors
///
/// When it comes to none: a file, a row or a column is not there, or a value is no number.
pub fn evaluate(expression: &Expression, source: &mut dyn DataSource) -> Result<f64, NumberError> {
    let value = match expression {
        Expression::Number(number) => *number,
        Expression::Reference(reference) => one(reference, source)?,
        Expression::Operation(left, operator, right) => {
            let (left, right) = (evaluate(left, source)?, evaluate(right, source)?);
            match operator {
                Operator::Plus => left + right,
                Operator::Minus => left - right,
                Operator::Times => left * right,
                Operator::Over => over(left, right, expression)?,
            }
        }
        Expression::Call(function, given) => match &given[..] {
            [Expression::Reference(reference)] if function.takes_column() => {
                of_column(*function, reference, source)?
            }
            [first, rest @ ..] => {
                let first = evaluate(first, source)?;
                let second = rest.first().map(|second| evaluate(second, source)).transpose()?;
                of_numbers(*function, first, second.unwrap_or_default(), expression)?
            }
            [] => 0.0,
        },
    };
    match value.abs() < LARGEST {
        true => Ok(value),
        false => Err(NumberError::new(
            format!("`{expression}` is larger than numbers in a text are"),
            "see what it multiplies and divides",
        )),
    }
}

fn over(left: f64, right: f64, whole: &Expression) -> Result<f64, NumberError> {
    if right == 0.0 {
        let message = format!("`{whole}` divides by 0");
        return Err(NumberError::new(message, "see whether these are the rows that are meant"));
    }
    Ok(left / right)
}

fn of_numbers(
    function: Function,
    first: f64,
    second: f64,
    whole: &Expression,
) -> Result<f64, NumberError> {
    Ok(match function {
        Function::Percent => 100.0 * over(first, second, whole)?,
        Function::Change => 100.0 * over(second - first, first, whole)?,
        Function::Round if second.fract() != 0.0 || !(1.0..=12.0).contains(&second) => {
            let message = format!("`{second}` is no number of digits");
            return Err(NumberError::new(message, "write one from 1 to 12"));
        }
        Function::Round => rounded(first, second),
        _ => first.abs(),
    })
}

/// A number with so many digits that count.
fn rounded(number: f64, digits: f64) -> f64 {
    // Written and read again: what arithmetic leaves behind the last digit is gone.
    let behind = digits as usize - 1;
    format!("{number:.behind$e}").parse().unwrap_or(number)
}

/// The one value that a reference without a function means.
fn one(reference: &Reference, source: &mut dyn DataSource) -> Result<f64, NumberError> {
    let table = source.table(&reference.file)?;
    let column = column(reference, &table)?;
    let rows = rows(reference, &table, source)?;
    match rows[..] {
        [row] => value(reference, &table.rows()[row][column]),
        [] => Err(no_row(reference, &table)),
        _ => Err(NumberError::new(
            format!("{} of `{}` are meant", count(rows.len(), "row"), reference.file),
            "say which by another column, `[calls=20, route=direct]`, or what of all: `median(…)`",
        )),
    }
}

fn of_column(
    function: Function,
    reference: &Reference,
    source: &mut dyn DataSource,
) -> Result<f64, NumberError> {
    let table = source.table(&reference.file)?;
    let rows = rows(reference, &table, source)?;
    if function == Function::Count && reference.column.is_none() {
        return Ok(rows.len() as f64);
    }
    let column = column(reference, &table)?;
    source.looks_at(rows.len())?;
    let cells = rows.iter().map(|row| &*table.rows()[*row][column]);
    let cells = cells.filter(|cell| !cell.is_empty());
    if function == Function::Count {
        return Ok(cells.count() as f64);
    }
    let mut values: Vec<f64> =
        cells.map(|cell| value(reference, cell)).collect::<Result<_, _>>()?;
    if values.is_empty() {
        return Err(no_row(reference, &table));
    }
    values.sort_by(f64::total_cmp);
    let sum: f64 = values.iter().sum();
    Ok(match function {
        Function::Sum => sum,
        Function::Mean => sum / values.len() as f64,
        Function::Min => values[0],
        Function::Percentile(rank) => percentile(&values, rank),
        _ => values[values.len() - 1],
    })
}

/// Between the two values that are nearest to its rank, as NumPy and spreadsheets have it.
fn percentile(sorted: &[f64], rank: f64) -> f64 {
    let place = rank / 100.0 * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

fn column(reference: &Reference, table: &DataTable) -> Result<usize, NumberError> {
    let Reference { file, column, .. } = reference;
    match column {
        Some(column) => table.column(file, column),
        None => Err(NumberError::new(
            format!("of which column of `{file}` is not said"),
            format!("write `{file}[row][column]`, or `{file}[][column]` for all rows"),
        )),
    }
}

/// The rows that a reference means.
fn rows(
    reference: &Reference,
    table: &DataTable,
    source: &mut dyn DataSource,
) -> Result<Vec<usize>, NumberError> {
    let mut conditions = Vec::new();
    for condition in &reference.rows {
        let column = condition.column.as_deref().unwrap_or_else(|| table.first());
        let wanted = number(&condition.value);
        conditions.push((table.column(&reference.file, column)?, condition, wanted));
    }
    source.looks_at(table.rows().len() * conditions.len().max(1))?;
    let holds = |row: &[String]| {
        let mut all = conditions.iter();
        all.all(|(at, condition, wanted)| condition.holds(&row[*at], *wanted))
    };
    let all = table.rows().iter().enumerate();
    Ok(all.filter(|(_, row)| holds(row)).map(|(at, _)| at).collect())
}

impl Condition {
    /// Whether it holds of a value; `wanted` is the number that it compares with, if it is one.
    fn holds(&self, cell: &str, wanted: Option<f64>) -> bool {
        let numbers = wanted.and_then(|wanted| Some((number(cell)?, wanted)));
        let order = match numbers {
            Some((cell, wanted)) => cell.total_cmp(&wanted),
            None => cell.cmp(&self.value),
        };
        match self.how {
            Comparison::Is => order.is_eq(),
            Comparison::IsNot => order.is_ne(),
            Comparison::AtMost => order.is_le(),
            Comparison::AtLeast => order.is_ge(),
            Comparison::Below => order.is_lt(),
            Comparison::Above => order.is_gt(),
        }
    }
}

fn value(reference: &Reference, cell: &str) -> Result<f64, NumberError> {
    number(cell).ok_or_else(|| {
        let message = match cell {
            "" => format!("the value at `{reference}` is empty"),
            cell => format!("`{cell}` at `{reference}` is no number"),
        };
        NumberError::new(
            message,
            "data has plain numbers: units belong into the name of the column",
        )
    })
}

fn no_row(reference: &Reference, table: &DataTable) -> NumberError {
    let whole = Reference { column: None, ..reference.clone() };
    let help = match reference.rows.iter().any(|condition| condition.column.is_none()) {
        true => format!("its rows are known by `{}`, its first column", table.first()),
        false => "see how the values are written there".to_owned(),
    };
    NumberError::new(format!("there is no row `{whole}`"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "route,calls,ms\nd,1,4\nd,2,1\nd,10,\nf,2,3.5\nf,20,2\n";

    struct One;

    impl DataSource for One {
        fn table(&mut self, file: &str) -> Result<Rc<DataTable>, NumberError> {
            DataTable::read(file, CSV).map(Rc::new)
        }

        fn looks_at(&mut self, _: usize) -> Result<(), NumberError> {
            Ok(())
        }
    }

    fn value(text: &str) -> Result<f64, String> {
        let expression = Expression::parse(text).expect(text);
        evaluate(&expression, &mut One).map_err(|trouble| trouble.message)
    }

    #[test]
    fn values_are_found_and_computed_with() {
        for (text, number) in [
            ("a.csv[d, calls=1][ms]", 4.0),
            ("a.csv[calls=2.0, route!=d][ms]", 3.5),
            ("a.csv[calls>10][ms]", 2.0),
            ("a.csv[calls>=1, calls<2][ms]", 4.0),
            ("median(a.csv[][ms])", 2.75),
            ("median(a.csv[calls<=2][ms])", 3.5),
            ("p25(a.csv[][ms])", 1.75),
            ("p95(a.csv[route=d][ms])", 3.85),
            ("sum(a.csv[][ms])", 10.5),
            ("mean(a.csv[route=f][ms])", 2.75),
            ("min(a.csv[][ms]) + max(a.csv[][ms])", 5.0),
            ("count(a.csv)", 5.0),
            ("count(a.csv[route=d][ms])", 2.0),
            ("count(a.csv[ms=])", 1.0),
            ("count(a.csv[route=x])", 0.0),
            ("percent(1, 8)", 12.5),
            ("change(8, 6)", -25.0),
            ("round(1234.5, 2)", 1200.0),
            ("round(0.004567, 3)", 0.00457),
            ("abs(1 - 3) * 2 / 4", 1.0),
        ] {
            let found = value(text).expect(text);
            assert!((found - number).abs() < 1e-12, "{text}: {found}");
        }
    }

    #[test]
    fn what_comes_to_no_number_is_told() {
        for (text, message) in [
            ("a.csv[d][ms]", "3 rows of `a.csv` are meant"),
            ("a.csv[calls=3][ms]", "there is no row `a.csv: calls = 3`"),
            ("median(a.csv[x][ms])", "there is no row `a.csv: x`"),
            ("a.csv[calls=1]", "of which column of `a.csv` is not said"),
            ("a.csv[call=1][ms]", "`a.csv` has no column `call`"),
            ("a.csv[calls=1][route]", "`d` at `a.csv: calls = 1 · route` is no number"),
            ("percent(1, 0)", "`percent(1; 0)` divides by 0"),
            ("round(1, 0)", "`0` is no number of digits"),
            ("1e20 * 10", "`100000000000000000000 × 10` is larger than numbers in a text are"),
        ] {
            assert_eq!(value(text), Err(message.to_owned()), "{text}");
        }
    }
}
