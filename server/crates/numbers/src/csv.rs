//! CSV, with the place of every value.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use diagnostics::Span;

/// A value as it is written, without the white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The value.
    pub text: String,
    /// Where it stands, in its quotes.
    pub span: Span,
}

/// What some CSV holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Every row, that of the names among them.
    pub rows: Vec<Vec<Cell>>,
    /// Where quotes begin that do not end.
    pub unended: Vec<Span>,
}

/// Reads CSV whose values are parted by commas, semicolons or tabs; places are counted from `start`.
pub fn read(csv: &str, start: usize) -> Rows {
    let head = csv.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = b",;\t".iter().copied().find(|&mark| head.contains(char::from(mark)));
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).build();
    let mut found = Rows::default();
    let mut row = Vec::new();
    let mut buffer = vec![0; csv.len() + 1];
    let (mut at, mut cell, mut written) = (0, 0, 0);
    loop {
        let (result, read, wrote) =
            reader.read_field(&csv.as_bytes()[at..], &mut buffer[written..]);
        at += read;
        written += wrote;
        match result {
            ReadFieldResult::Field { record_end } => {
                let text = String::from_utf8_lossy(&buffer[..written]).trim().to_owned();
                let span = place(csv, cell..at, start, &mut found.unended);
                row.push(Cell { text, span });
                (cell, written) = (at, 0);
                if record_end {
                    found.rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::End => break,
            // At the end of the text the reader wants to be told so, with no input.
            ReadFieldResult::InputEmpty => {}
            ReadFieldResult::OutputFull => buffer.resize(buffer.len() * 2, 0),
        }
    }
    // A line of white space is no row.
    found.rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()) || row.len() > 1);
    found
}

/// The place of a value without what stands around it.
fn place(csv: &str, taken: Span, start: usize, unended: &mut Vec<Span>) -> Span {
    let raw = csv.get(taken.clone()).unwrap_or_default();
    let body = raw.trim_start_matches(['\n', '\r']);
    let lead = taken.start + raw.len() - body.len();
    let body = body.strip_suffix([',', ';', '\t', '\n']).unwrap_or(body);
    let inner = body.trim();
    let from = lead + body.len() - body.trim_start().len();
    let span = start + from..start + from + inner.len();
    if inner.starts_with('"') && (inner.len() == 1 || !inner.ends_with('"')) {
        let line = inner.find('\n').unwrap_or(inner.len());
        unended.push(span.start..span.start + line);
    }
    span
}

/// The number that a value is.
pub fn number(text: &str) -> Option<f64> {
    let plain = text.replace('\u{2212}', "-");
    // What Rust calls a number has words in it, too.
    let is_plain = plain.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    plain.parse::<f64>().ok().filter(|number| is_plain && number.is_finite())
}
