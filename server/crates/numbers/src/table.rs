//! Data as rows and columns, whatever it is written in.

use std::collections::BTreeSet;

use diagnostics::{count, first_names, suggest};
use serde_json::{Map, Value};

use super::{NumberError, csv};

/// How many rows a file may have.
pub const ROWS: usize = 100_000;
/// How many values JSON may have once each of its objects has a value for each name.
const CELLS: usize = 1 << 20;

/// Rows of values, the names of the columns apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataTable {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl DataTable {
    /// Reads a file by its name, behind which `#` may name the list that is meant: CSV, or JSON that is a
    /// list of objects.
    ///
    /// # Errors
    ///
    /// When it is something else, is not all rows and columns, or has too many of them.
    pub fn read(name: &str, text: &str) -> Result<Self, NumberError> {
        let (file, list) = name.split_once('#').unwrap_or((name, ""));
        let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let table = match &*ending {
            "csv" | "tsv" => Self::of_csv(file, text),
            "json" => Self::of_json(file, list, text),
            _ => Err(NumberError::new(
                format!("`{file}` is no data that numbers are read from"),
                "name a file that ends with .csv, .tsv or .json",
            )),
        }?;
        match table.rows.len() {
            0 => Err(NumberError::new(
                format!("`{name}` has no rows"),
                "its first line names the columns, and the rows follow",
            )),
            rows if rows > ROWS => Err(NumberError::new(
                format!("`{name}` has {}", count(rows, "row")),
                format!("{} are read at most: make a table of less from it", count(ROWS, "row")),
            )),
            _ => Ok(table),
        }
    }

    fn of_csv(file: &str, text: &str) -> Result<Self, NumberError> {
        let read = csv::read(text, 0);
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        if let Some(quote) = read.unended.first() {
            let message = format!("`{file}`, line {}: this quote does not end", line(quote.start));
            return Err(NumberError::new(message, "add the `\"` at its end, or take this one out"));
        }
        let mut rows = read.rows.into_iter();
        let columns: Vec<String> =
            rows.next().unwrap_or_default().into_iter().map(|cell| cell.text).collect();
        let mut table = Self { columns, rows: Vec::with_capacity(rows.len()) };
        for row in rows {
            if row.len() != table.columns.len() {
                let at = row.first().map_or(0, |cell| cell.span.start);
                let (line, values) = (line(at), count(row.len(), "value"));
                let columns = count(table.columns.len(), "column");
                let message = format!("`{file}`, line {line}: {values}, and there are {columns}");
                let help =
                    "give each row a value for each column; one with a comma stands in quotes";
                return Err(NumberError::new(message, help));
            }
            table.rows.push(row.into_iter().map(|cell| cell.text).collect());
        }
        Ok(table)
    }

    fn of_json(file: &str, list: &str, text: &str) -> Result<Self, NumberError> {
        let read: Value = serde_json::from_str(text)
            .map_err(|error| NumberError::new(format!("`{file}`: {error}"), "it has to be JSON"))?;
        let mut value = Some(&read);
        for key in list.split('.').filter(|key| !key.is_empty()) {
            value = value.and_then(|value| value.get(key));
        }
        let Some(Value::Array(items)) = value else {
            let message = match list {
                "" => format!("`{file}` is no list of objects"),
                list => format!("`{file}` has no list of objects at `{list}`"),
            };
            let help = "name the list that is meant behind the file: `bench.json#results`";
            return Err(NumberError::new(message, help));
        };
        let mut rows: Vec<Map<String, Value>> = Vec::new();
        for item in items.iter().take(ROWS + 1) {
            let mut flat = Map::new();
            flatten("", item, &mut flat);
            rows.push(flat);
        }
        let names: BTreeSet<&String> = rows.iter().flat_map(Map::keys).collect();
        let columns: Vec<String> = names.into_iter().cloned().collect();
        if rows.len() * columns.len() > CELLS {
            let columns = count(columns.len(), "name");
            let message = format!("`{file}` has {} with {columns}", count(rows.len(), "object"));
            return Err(NumberError::new(
                message,
                "give its objects the same names, and fewer of them",
            ));
        }
        let cell = |row: &Map<String, Value>, name: &String| match row.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null) | None => String::new(),
            Some(value) => value.to_string(),
        };
        let rows = rows.iter().map(|row| columns.iter().map(|name| cell(row, name)).collect());
        Ok(Self { rows: rows.collect(), columns })
    }

    /// The number of a column.
    pub(super) fn column(&self, file: &str, name: &str) -> Result<usize, NumberError> {
        self.columns.iter().position(|column| column == name).ok_or_else(|| {
            let names = self.columns.iter().map(String::as_str);
            let help = suggest::did_you_mean(name, names).unwrap_or_else(|| {
                let names = self.columns.iter().map(|name| format!("`{name}`"));
                format!("it has {}", first_names(names))
            });
            NumberError::new(format!("`{file}` has no column `{name}`"), help)
        })
    }

    /// The name of its first column.
    pub(super) fn first(&self) -> &str {
        self.columns.first().map_or("", String::as_str)
    }

    pub(super) fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }
}

/// What an object holds, and those in it, by names such as `latency.p99`. A list in it has no name.
fn flatten(name: &str, value: &Value, into: &mut Map<String, Value>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(&name, value, into);
            }
        }
        Value::Array(_) => {}
        value if name.is_empty() => drop(into.insert("value".to_owned(), value.clone())),
        value => drop(into.insert(name.to_owned(), value.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(name: &str, text: &str) -> (String, String) {
        let NumberError { message, help } = DataTable::read(name, text).expect_err(text);
        (message, help)
    }

    #[test]
    fn csv_and_json_are_the_same_table() {
        let csv = DataTable::read("a.csv", "a,b.c\n1,x\n2.5,\n").expect("a table");
        let json =
            "[{\"a\": 1, \"b\": {\"c\": \"x\"}, \"d\": [1]}, {\"a\": 2.5, \"b\": {\"c\": null}}]";
        assert_eq!(DataTable::read("a.json", json), Ok(csv.clone()));
        let within = format!("{{\"of\": {{\"all\": {json}}}}}");
        assert_eq!(DataTable::read("a.json#of.all", &within), Ok(csv));
    }

    #[test]
    fn what_is_no_table_is_told_with_its_line() {
        for (name, text, message, help) in [
            (
                "a.csv",
                "a,b\n1,2\n3\n",
                "`a.csv`, line 3: 1 value, and there are 2 columns",
                "give each row a value for each column; one with a comma stands in quotes",
            ),
            (
                "a.csv",
                "a,b\n\"1,2\n",
                "`a.csv`, line 2: this quote does not end",
                "add the `\"` at its end, or take this one out",
            ),
            (
                "a.csv",
                "a,b\n",
                "`a.csv` has no rows",
                "its first line names the columns, and the rows follow",
            ),
            (
                "a.txt",
                "a",
                "`a.txt` is no data that numbers are read from",
                "name a file that ends with .csv, .tsv or .json",
            ),
            (
                "a.json",
                "{\"results\": []}",
                "`a.json` is no list of objects",
                "name the list that is meant behind the file: `bench.json#results`",
            ),
            (
                "a.json",
                "[1",
                "`a.json`: EOF while parsing a list at line 1 column 2",
                "it has to be JSON",
            ),
        ] {
            assert_eq!(trouble(name, text), (message.to_owned(), help.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_number_of_rows_is_bounded() {
        let most = format!("a\n{}", "1\n".repeat(ROWS));
        assert!(DataTable::read("a.csv", &most).is_ok());
        let (message, help) = trouble("a.csv", &format!("{most}1\n"));
        assert_eq!(message, "`a.csv` has 100,001 rows");
        assert_eq!(help, "100,000 rows are read at most: make a table of less from it");
    }
}
