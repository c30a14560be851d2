//! Numbers that come from data, and those that a text states.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use numbers::{
    DataSource, DataTable, Expression, NumberError, NumberFormat, Pattern, Stated, evaluate, exact,
    plain,
};
use shortcodes::{Bound, Claim};

/// How many values are looked at for all numbers of a text.
const LOOKS: usize = 5_000_000;

/// The data that numbers of a text come from, each file read once.
pub(super) struct DataTables<'a> {
    /// Has the text of a file.
    read: &'a dyn Fn(&str) -> Result<String, NumberError>,
    known: &'a NumberData,
}

/// What is known of the data of a text.
#[derive(Default)]
pub(super) struct NumberData {
    tables: RefCell<BTreeMap<String, Result<Rc<DataTable>, NumberError>>>,
    looks: Cell<usize>,
}

impl NumberData {
    /// The number that is claimed; `read` has the text of a file.
    pub(super) fn number(
        &self,
        claim: &Claim,
        marks: &NumberFormat,
        read: &dyn Fn(&str) -> Result<String, NumberError>,
    ) -> Result<Bound, NumberError> {
        let (row, column) = (claim.row.as_deref(), claim.column.as_deref());
        let mut expression = Expression::parse(&claim.data)?;
        if row.is_some() || column.is_some() {
            let of_one = expression.narrowed(row, column);
            expression = of_one.ok_or_else(|| {
                let message = "`row` and `column` say which value of one file is meant";
                NumberError::new(message, "write `file.csv[row][column]` for each value")
            })?;
        }
        let number = evaluate(&expression, &mut DataTables { read, known: self })?;
        let source = expression.to_string();
        let text = match (&claim.text, &claim.format) {
            (None, None) => plain(number, marks),
            (None, Some(format)) => Pattern::parse(format)?.write(number, marks),
            (Some(text), None) => {
                agree(text, number, &source, marks)?;
                text.clone()
            }
            (Some(_), Some(_)) => {
                let message = "a number that stands in the text has no `format`";
                return Err(NumberError::new(
                    message,
                    "take it out: the text says how it is written",
                ));
            }
        };
        let files = expression.files().names.into_iter().map(str::to_owned).collect();
        let source = format!("{source} = {}", plain(number, marks));
        Ok(Bound { text, number: exact(number), source, files })
    }
}

impl DataSource for DataTables<'_> {
    fn table(&mut self, file: &str) -> Result<Rc<DataTable>, NumberError> {
        if let Some(known) = self.known.tables.borrow().get(file) {
            return known.clone();
        }
        let name = file.split('#').next().unwrap_or_default();
        let table = (self.read)(name).and_then(|text| DataTable::read(file, &text).map(Rc::new));
        self.known.tables.borrow_mut().insert(file.to_owned(), table.clone());
        table
    }

    fn looks_at(&mut self, values: usize) -> Result<(), NumberError> {
        let looks = self.known.looks.get().saturating_add(values);
        self.known.looks.set(looks);
        if looks > LOOKS {
            let message = "the numbers of this text are looked for in too many values";
            let help = "make a small table of the large one by a script, and take them from that";
            return Err(NumberError::new(message, help));
        }
        Ok(())
    }
}

/// Whether a text says the same as its data, as exactly as it says it.
fn agree(text: &str, number: f64, source: &str, marks: &NumberFormat) -> Result<(), NumberError> {
    if text.is_empty() {
        let message = "no number stands before these braces";
        return Err(NumberError::new(message, "write it right before them: `19.6×{data=\"…\"}`"));
    }
    let Some(stated) = Stated::read(text, marks) else {
        let message = format!("`{text}` can't be read as a number");
        let help = format!("write it like `{}`", Pattern::parse("0,000.0")?.write(1234.5, marks));
        return Err(NumberError::new(message, help));
    };
    if stated.agrees(number) {
        return Ok(());
    }
    let (data, right) = (plain(number, marks), stated.rewritten(number, marks));
    let message = format!("the text says `{text}`, and the data says `{data}`");
    Err(NumberError::new(
        message,
        format!("write `{right}`, or name what is meant: it is {source}"),
    ))
}
