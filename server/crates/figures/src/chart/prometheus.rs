//! The answer of Prometheus to a query over a range, as it was saved: a row for each moment, a column for
//! each series.
//!
//! <https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries>

use std::collections::{BTreeMap, BTreeSet};

use diagnostics::Span;
use jiff::Timestamp;
use numbers::csv::Cell;
use serde::Deserialize;

use super::{
    super::{
        Fault,
        json::{self, Text},
    },
    data::Table,
};

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    error: Text<'a>,
    #[serde(borrow, default)]
    data: Option<Matrix<'a>>,
}

#[derive(Deserialize)]
struct Matrix<'a> {
    #[serde(borrow, default, rename = "resultType")]
    kind: Text<'a>,
    #[serde(borrow, default)]
    result: Vec<Line<'a>>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(default)]
    metric: BTreeMap<String, String>,
    /// Seconds since 1970, and a number as text.
    #[serde(borrow, default)]
    values: Vec<(f64, Text<'a>)>,
}

/// Whether some data is an answer, and not CSV.
pub(super) fn is_answer(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Reads an answer that is a part of a text.
pub(super) fn table(text: &str, part: Span, faults: &mut Vec<Fault>) -> Table {
    let answer = text.get(part.clone()).unwrap_or_default();
    let mut fault = |at: Span, message: String| {
        let help = "save what `/api/v1/query_range` answers: `data`, in it `resultType` matrix and \
                    `result`";
        faults.push(Fault::new(at, message, help));
        Table::default()
    };
    let begin = part.start + answer.len() - answer.trim_start().len();
    let read: Answer<'_> = match serde_json::from_str(answer) {
        Ok(read) => read,
        Err(error) => {
            let (at, reason) = json::reason(answer, &error);
            let at = part.start + at;
            return fault(at..at, format!("this is not what Prometheus answers: {reason}"));
        }
    };
    let place = |of: &Text<'_>| of.place(text).unwrap_or(begin..begin);
    let Some(matrix) = read.data else {
        return match &*read.error.0 {
            "" => fault(begin..begin, "this answer has no data".to_owned()),
            error => {
                fault(place(&read.error), format!("Prometheus answered with an error: {error}"))
            }
        };
    };
    if matrix.kind.0 != "matrix" {
        let message = format!("this is a {}, and no matrix", matrix.kind.0);
        return fault(place(&matrix.kind), message);
    }
    if matrix.result.iter().all(|line| line.values.is_empty()) {
        return fault(begin..begin, "this answer has no series".to_owned());
    }
    let moments: BTreeSet<i64> =
        matrix.result.iter().flat_map(|line| &line.values).map(|(time, _)| moment(*time)).collect();
    if moments.len() * (matrix.result.len() + 1) > CELLS {
        let message = "this answer is too large: its series have too few moments in common";
        return fault(begin..begin, message.to_owned());
    }
    of(&matrix, text, begin..begin)
}

/// How many values an answer has at most, with those that are missing.
const CELLS: usize = 1_000_000;

/// Milliseconds since 1970.
fn moment(seconds: f64) -> i64 {
    (seconds * 1e3).round() as i64
}

/// The rows and columns of an answer; what has no place of its own stands where all begins.
fn of(matrix: &Matrix<'_>, text: &str, begin: Span) -> Table {
    let mut rows: BTreeMap<i64, Vec<Cell>> = BTreeMap::new();
    let empty = Cell { text: String::new(), span: begin.clone() };
    let width = matrix.result.len() + 1;
    for (column, line) in matrix.result.iter().enumerate() {
        for (seconds, value) in &line.values {
            let moment = moment(*seconds);
            let row = rows.entry(moment).or_insert_with(|| {
                let mut row = vec![empty.clone(); width];
                row[0].text = written(moment);
                row
            });
            // What is no number is nowhere on an axis.
            let is_number = value.0.parse::<f64>().is_ok_and(f64::is_finite);
            let text_of = if is_number { value.0.to_string() } else { String::new() };
            let span = value.place(text).unwrap_or(begin.clone());
            row[column + 1] = Cell { text: text_of, span };
        }
    }
    let names = ["time".to_owned()].into_iter().chain(names(matrix));
    let head = names.map(|text| Cell { text, span: begin.clone() }).collect();
    Table { head, rows: rows.into_values().collect() }
}

/// A moment, in milliseconds since 1970, as a chart reads it.
fn written(moment: i64) -> String {
    let Ok(time) = Timestamp::from_millisecond(moment) else { return moment.to_string() };
    let pattern = if moment % 1000 == 0 { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M:%S.%3f" };
    time.strftime(pattern).to_string()
}

/// What series are called: by the labels in which they differ.
fn names(matrix: &Matrix<'_>) -> Vec<String> {
    let first = matrix.result.first();
    let all = matrix.result.iter().flat_map(|line| line.metric.keys());
    let differ = |label: &&String| {
        let of = |line: &Line<'_>| line.metric.get(*label).cloned();
        matrix.result.iter().any(|line| of(line) != first.and_then(of))
    };
    let labels: BTreeSet<&String> = all.filter(differ).collect();
    let name = |line: &Line<'_>| -> String {
        let value = |label: &String| line.metric.get(label).cloned().unwrap_or_default();
        match labels.len() {
            0 => line.metric.get("__name__").cloned().unwrap_or_else(|| "value".to_owned()),
            1 => labels.iter().map(|label| value(label)).collect(),
            _ => {
                let pair = |label: &&String| format!("{label}={}", value(label));
                labels.iter().map(pair).collect::<Vec<_>>().join(" ")
            }
        }
    };
    matrix.result.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Result<String, String> {
        let mut faults = Vec::new();
        let table = table(text, 0..text.len(), &mut faults);
        match faults.first() {
            Some(fault) => Err(format!("{} at `{}`", fault.message, &text[fault.span.clone()])),
            None => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                let row = |row: &Vec<Cell>| {
                    row.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join(",")
                };
                Ok(rows.map(row).collect::<Vec<_>>().join("\n"))
            }
        }
    }

    #[test]
    fn series_are_columns_named_by_what_differs() {
        let text = r#"{"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"__name__":"up","job":"a","le":"1"},"values":[[1772373720,"1"],[1772373735.5,"NaN"]]},
            {"metric":{"__name__":"up","job":"b","le":"1"},"values":[[1772373735.5,"2e-05"]]}]}}"#;
        let expected = "time,a,b\n2026-03-01 14:02:00,1,\n2026-03-01 14:02:15.500,,2e-05";
        assert_eq!(shown(text).as_deref(), Ok(expected));
        let one = r#"{"data":{"resultType":"matrix","result":[{"metric":{},"values":[[0,"1"]]}]}}"#;
        assert_eq!(shown(one).as_deref(), Ok("time,value\n1970-01-01 00:00:00,1"));
    }

    #[test]
    fn what_is_no_matrix_is_told() {
        for (text, told) in [
            (
                r#"{"status":"error","error":"timeout"}"#,
                "Prometheus answered with an error: timeout at `timeout`",
            ),
            (
                r#"{"data":{"resultType":"vector","result":[]}}"#,
                "this is a vector, and no matrix at `vector`",
            ),
            (r#"{"data":{"resultType":"matrix","result":[]}}"#, "this answer has no series at ``"),
            ("{}", "this answer has no data at ``"),
        ] {
            assert_eq!(shown(text), Err(told.to_owned()), "{text}");
        }
        assert!(shown("{").is_err());
    }
}
