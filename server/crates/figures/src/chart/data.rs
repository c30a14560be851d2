//! The data of a chart: CSV, with the place of every value.

use std::borrow::Cow;

use ::words::Words;
use diagnostics::{Span, Spanned, first_names, suggest};
use numbers::csv::{self, Cell};

use super::{
    super::{Fault, moment},
    spec::{ChartKind, Spec},
};

/// Rows of values, the names of the columns apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) head: Vec<Cell>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(super) struct Data {
    /// The name of the column along the x axis.
    pub(super) x_name: String,
    pub(super) x: Xs,
    pub(super) series: Vec<Series>,
    /// The columns that are drawn, for readers. Those of bounds are behind the others.
    pub(super) rows: Vec<Vec<String>>,
    /// The names of these columns.
    pub(super) columns: Vec<String>,
}

/// What stands along the x axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Xs {
    Numbers(Vec<f64>),
    /// Seconds, and whether they have a day.
    Times(Vec<f64>, bool),
    Names(Vec<String>),
}

/// One column of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) values: Vec<Option<f64>>,
    /// Between which values each lies, where that is known; empty where it is of none.
    pub(super) bounds: Vec<Option<(f64, f64)>>,
}

/// The largest number that is drawn.
const LARGEST: f64 = 1e21;

/// Reads CSV that is a part of a text.
pub(super) fn table(text: &str, part: Span, faults: &mut Vec<Fault>) -> Table {
    let mut table = Table::default();
    let csv = text.get(part.clone()).unwrap_or_default();
    let mut rows = rows(csv, part.start, faults).into_iter();
    table.head = rows.next().unwrap_or_default();
    for cell in table.head.iter().filter(|cell| cell.text.is_empty()) {
        let help = "write the names of the columns in the first line";
        faults.push(Fault::new(cell.span.clone(), "this column has no name", help));
    }
    let width = table.head.len();
    for row in rows {
        let (first, last) = (row.first(), row.last());
        if row.len() == width {
            table.rows.push(row);
        } else if let (Some(first), Some(last)) = (first, last) {
            let values = if row.len() == 1 { "value" } else { "values" };
            let columns = if width == 1 { "column" } else { "columns" };
            let message =
                format!("this row has {} {values}, and there are {width} {columns}", row.len());
            let from = row.get(width).map_or(first.span.start, |extra| extra.span.start);
            let help = match row.len() > width {
                true => "take out what is too much; a value with a comma in it stands in quotes",
                false => "write a comma for each value that is missing",
            };
            faults.push(Fault::new(from..last.span.end.max(from), message, help));
        }
    }
    table
}

/// Every value of some CSV; places are counted from `start`.
fn rows(csv: &str, start: usize, faults: &mut Vec<Fault>) -> Vec<Vec<Cell>> {
    let csv::Rows { rows, unended } = csv::read(csv, start);
    faults.extend(unended.into_iter().map(|quote| {
        let help = "add the `\"` at its end, or take this one out";
        Fault::new(quote, "this quote does not end", help)
    }));
    rows
}

/// Faults of both kinds: places in the data, and places in the file of the text.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) in_data: Vec<Fault>,
    pub(super) in_head: Vec<Fault>,
}

/// Picks what is drawn out of a table.
pub(super) fn pick(spec: &Spec, table: &Table, faults: &mut Faults) -> Option<Data> {
    let before = faults.in_head.len() + faults.in_data.len();
    let picked = Picker { spec, table, faults }.pick();
    picked.filter(|_| faults.in_head.len() + faults.in_data.len() == before)
}

struct Picker<'a> {
    spec: &'a Spec,
    table: &'a Table,
    faults: &'a mut Faults,
}

impl Picker<'_> {
    fn pick(&mut self) -> Option<Data> {
        let spec = self.spec;
        let (x, is_known) = match &spec.x.column {
            Some(name) => {
                let column = self.column(name);
                (column, column.is_some())
            }
            None => ((spec.kind != ChartKind::Histogram).then_some(0), true),
        };
        let bounds = self.bounds();
        let columns = self.columns(x, &bounds).filter(|_| is_known)?;
        let series: Vec<Series> = columns
            .iter()
            .map(|&column| {
                let axis = if spec.kind == ChartKind::Histogram { &spec.x } else { &spec.y };
                let log = axis.log.is_some();
                let of = bounds.iter().find(|(of, _)| *of == column);
                Series {
                    name: self.table.head[column].text.clone(),
                    values: self.values(column, log),
                    bounds: of
                        .map(|(_, [low, high])| self.between(*low, *high, log))
                        .unwrap_or_default(),
                }
            })
            .collect();
        self.in_order(&columns, &series);
        let x = x.filter(|_| spec.kind != ChartKind::Histogram);
        let xs = x.map_or(Xs::Names(Vec::new()), |column| self.xs(column));
        let name = |column: usize| self.table.head[column].text.clone();
        let bounding = bounds.iter().flat_map(|(_, columns)| columns);
        let shown: Vec<usize> = x.iter().chain(&columns).chain(bounding).copied().collect();
        let row = |row: &Vec<Cell>| shown.iter().map(|&at| row[at].text.clone()).collect();
        let data = Data {
            x_name: x.or(columns.first().copied()).map(name).unwrap_or_default(),
            x: xs,
            series,
            rows: self.table.rows.iter().map(row).collect(),
            columns: shown.iter().copied().map(name).collect(),
        };
        Some(data.in_order(spec.kind))
    }

    /// The columns of bounds, each with that of its series.
    fn bounds(&mut self) -> Vec<(usize, [usize; 2])> {
        let spec = self.spec;
        let mut found = Vec::new();
        for (of, [low, high]) in &spec.bounds {
            let columns = (self.column(of), self.column(low), self.column(high));
            if let (Some(of), Some(low), Some(high)) = columns {
                found.push((of, [low, high]));
            }
        }
        found
    }

    /// The values of two columns, the first of which is nowhere above the second.
    fn between(&mut self, low: usize, high: usize, log: bool) -> Vec<Option<(f64, f64)>> {
        let (lows, highs) = (self.values(low, log), self.values(high, log));
        let pairs = lows.into_iter().zip(highs).enumerate();
        pairs
            .map(|(row, (from, to))| {
                let (from, to) = (from?, to?);
                if from > to {
                    self.is_below(row, low, high);
                }
                Some((from, to))
            })
            .collect()
    }

    /// Reports percentiles that are not in order, and what is below zero where nothing can be.
    fn in_order(&mut self, columns: &[usize], series: &[Series]) {
        let value = |at: usize, row: usize| series[at].values[row];
        for row in 0..self.table.rows.len() {
            for (at, &column) in columns.iter().enumerate() {
                match self.spec.kind {
                    ChartKind::StackedArea | ChartKind::Heatmap
                        if value(at, row).is_some_and(|value| value < 0.0) =>
                    {
                        let Cell { text, span } = &self.table.rows[row][column];
                        let message =
                            format!("`{text}` is below zero, and this is drawn from there");
                        let help = "draw it as `type = \"line\"`";
                        self.faults.in_data.push(Fault::new(span.clone(), message, help));
                    }
                    ChartKind::Percentiles
                        if at > 0
                            && value(at, row).is_some()
                            && value(at - 1, row) > value(at, row) =>
                    {
                        self.is_below(row, columns[at - 1], column);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Reports a value that is below the one of another column, which should be the lower one.
    fn is_below(&mut self, row: usize, low: usize, high: usize) {
        let name = |column: usize| &self.table.head[column].text;
        let message = format!("`{}` is below `{}` here", name(high), name(low));
        let help = format!(
            "write the lower value into `{}`, the higher one into `{}`",
            name(low),
            name(high)
        );
        let place = self.table.rows[row][high].span.clone();
        self.faults.in_data.push(Fault::new(place, message, help));
    }

    /// The columns whose values are drawn.
    fn columns(&mut self, x: Option<usize>, bounds: &[(usize, [usize; 2])]) -> Option<Vec<usize>> {
        let head = &self.table.head;
        let histogram = self.spec.kind == ChartKind::Histogram;
        let most = self.spec.kind.series();
        let columns: Vec<usize> = match &self.spec.series {
            Some(names) => {
                // One more than can be drawn is too many.
                let names = names.iter().take(most + 1);
                let found: Vec<_> = names.map(|name| self.column(name)).collect();
                found.into_iter().collect::<Option<_>>()?
            }
            None if histogram && x.is_some() => x.into_iter().collect(),
            None => {
                let is_bound = |at: &usize| bounds.iter().any(|(_, bounds)| bounds.contains(at));
                (0..head.len()).filter(|at| Some(*at) != x && !is_bound(at)).collect()
            }
        };
        if columns.len() > most {
            let (message, help) = if histogram {
                let help = format!("choose one: series = [\"{}\"]", head[columns[0]].text);
                ("a histogram shows one column".to_owned(), help)
            } else {
                let help = "choose some with series = [\"…\"], or draw two charts";
                (format!("more than {most} series can't be told apart"), help.to_owned())
            };
            match &self.spec.series {
                Some(names) => {
                    let extra = names[most].span.clone();
                    self.faults.in_head.push(Fault::new(extra, message, help));
                }
                None => {
                    let extra = head[columns[most]].span.clone();
                    self.faults.in_data.push(Fault::new(extra, message, help));
                }
            }
            return None;
        }
        if columns.is_empty() {
            let help = "write a column for the x axis, and one for each series: x,y";
            let place = head.first().map_or(0..0, |cell| cell.span.clone());
            self.faults.in_data.push(Fault::new(place, "this data has one column only", help));
            return None;
        }
        Some(columns)
    }

    /// The column with a name.
    fn column(&mut self, name: &Spanned<String>) -> Option<usize> {
        let names = || self.table.head.iter().map(|cell| &*cell.text);
        let found = names().position(|known| known == name.value);
        if found.is_none() {
            let help = suggest::did_you_mean(&name.value, names()).unwrap_or_else(|| {
                format!("the columns are {}", first_names(names().map(str::to_owned)))
            });
            let message = format!("the data has no column `{}`", name.value);
            self.faults.in_head.push(Fault::new(name.span.clone(), message, help));
        }
        found
    }

    fn values(&mut self, column: usize, log: bool) -> Vec<Option<f64>> {
        let cells: Vec<&Cell> = self.table.rows.iter().map(|row| &row[column]).collect();
        cells.into_iter().map(|cell| self.value(cell, log)).collect()
    }

    /// The number in a cell, which may be empty.
    fn value(&mut self, cell: &Cell, log: bool) -> Option<f64> {
        if cell.text.is_empty() {
            return None;
        }
        let Some(number) = number(&cell.text) else {
            let message = format!("`{}` is not a number", cell.text);
            let fault = Fault::new(cell.span.clone(), message, number_help(&cell.text));
            self.faults.in_data.push(fault);
            return None;
        };
        if log && number <= 0.0 {
            let message = format!("`{}` has no place on a log scale", cell.text);
            let help = "leave the value out, or take `scale = \"log\"` out";
            self.faults.in_data.push(Fault::new(cell.span.clone(), message, help));
            return None;
        }
        Some(number)
    }

    fn xs(&mut self, column: usize) -> Xs {
        let cells: Vec<&Cell> = self.table.rows.iter().map(|row| &row[column]).collect();
        for cell in cells.iter().filter(|cell| cell.text.is_empty()) {
            let help = "write where on the x axis the row stands";
            self.faults.in_data.push(Fault::new(cell.span.clone(), "this row has no x", help));
        }
        if self.spec.kind == ChartKind::Bar {
            if let Some(log) = &self.spec.x.log {
                let help = "take it out: `scale = \"log\"` belongs to `y` here";
                let message = "the names of bars have no scale";
                self.faults.in_head.push(Fault::new(log.clone(), message, help));
            }
            return Xs::Names(cells.iter().map(|cell| cell.text.clone()).collect());
        }
        let first = cells.iter().find(|cell| !cell.text.is_empty());
        if first.is_none_or(|cell| number(&cell.text).is_some()) {
            let log = self.spec.x.log.is_some();
            let values = cells.into_iter().map(|cell| self.value(cell, log).unwrap_or(1.0));
            return Xs::Numbers(values.collect());
        }
        if let Some(log) = &self.spec.x.log {
            let help = "take it out, or write numbers";
            self.faults.in_head.push(Fault::new(log.clone(), "times have no log scale", help));
        }
        let mut dated = None;
        let times = cells.into_iter().map(|cell| self.time(cell, &mut dated)).collect();
        Xs::Times(times, dated.unwrap_or(false))
    }

    fn time(&mut self, cell: &Cell, dated: &mut Option<bool>) -> f64 {
        if cell.text.is_empty() {
            return 0.0;
        }
        let place = cell.span.clone();
        let is_whole = |len: usize| len == cell.text.len();
        let fault = match moment::read(&cell.text) {
            Ok(Some((moment, len))) if is_whole(len) => {
                if *dated.get_or_insert(moment.date.is_some()) == moment.date.is_some() {
                    return moment.seconds();
                }
                let help = "write the day in every row, or in none";
                Fault::new(place, "not every time here has a day", help)
            }
            Err(fault) if !cell.text.starts_with(|c: char| !c.is_ascii_digit()) => {
                // A value in quotes begins behind them.
                let help = fault.help;
                Fault::new(place, fault.message, help)
            }
            _ if dated.is_some() => {
                let help = "write it like the times above";
                Fault::new(place, format!("`{}` is not a time", cell.text), help)
            }
            _ => {
                let help = "write numbers, or times such as 2026-03-01 14:02; for names choose \
                            `type = \"bar\"`";
                Fault::new(place, format!("`{}` is neither a number nor a time", cell.text), help)
            }
        };
        self.faults.in_data.push(fault);
        0.0
    }
}

fn number(text: &str) -> Option<f64> {
    csv::number(text).filter(|number| number.abs() < LARGEST)
}

fn number_help(text: &str) -> String {
    let len = text.find(|c: char| !(c.is_ascii_digit() || "+-.".contains(c))).unwrap_or(text.len());
    let (digits, rest) = text.split_at(len);
    match number(digits) {
        Some(_) if rest.starts_with([',', '_', '\'']) => {
            "write a point before the decimals, and nothing between thousands".to_owned()
        }
        Some(_) if !rest.is_empty() => {
            format!(
                "write `{digits}`, and the unit at the axis: y = {{ label = \"…\", unit = \"{}\" }}",
                rest.trim()
            )
        }
        Some(_) => "write a smaller number, and a larger unit".to_owned(),
        None => {
            "write it in digits, such as 12 or 0.5; leave it out where there is none".to_owned()
        }
    }
}

impl Data {
    /// Along the axis, whatever order the rows have.
    fn in_order(mut self, kind: ChartKind) -> Self {
        let (Xs::Numbers(x) | Xs::Times(x, _)) = &mut self.x else { return self };
        if !kind.is_in_order() || x.is_sorted() {
            return self;
        }
        let mut order: Vec<usize> = (0..x.len()).collect();
        order.sort_by(|&a, &b| x[a].total_cmp(&x[b]));
        *x = order.iter().map(|&at| x[at]).collect();
        self.rows = order.iter().map(|&at| std::mem::take(&mut self.rows[at])).collect();
        for series in &mut self.series {
            series.values = order.iter().map(|&at| series.values[at]).collect();
            if !series.bounds.is_empty() {
                series.bounds = order.iter().map(|&at| series.bounds[at]).collect();
            }
        }
        self
    }

    /// With the decimal mark of readers in the place of the point that data has. Names and times stay.
    pub(super) fn in_words(mut self, words: &Words) -> Self {
        let named = match &self.x {
            Xs::Numbers(_) => 0,
            Xs::Times(..) => 1,
            Xs::Names(names) => usize::from(!names.is_empty()),
        };
        for cell in self.rows.iter_mut().flat_map(|row| &mut row[named..]) {
            *cell = words.decimal(cell);
        }
        self
    }

    /// The same as it is drawn: parts of a whole, each on top of those before.
    pub(super) fn drawn(&self, kind: ChartKind) -> Cow<'_, Self> {
        if kind != ChartKind::StackedArea {
            return Cow::Borrowed(self);
        }
        let mut data = self.clone();
        axes::stacked(data.series.iter_mut().map(|series| &mut series.values));
        Cow::Owned(data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_place() {
        let text = "..a, b ,\"c, d\"\n\n1,\"x \"\"y\",2\n  \n3,,";
        let mut faults = Vec::new();
        let table = table(text, 2..text.len(), &mut faults);
        assert_eq!(faults, []);
        let all: Vec<_> = std::iter::once(&table.head).chain(&table.rows).flatten().collect();
        let texts: Vec<_> =
            all.iter().map(|cell| (&*cell.text, &text[cell.span.clone()])).collect();
        assert_eq!(
            texts,
            [
                ("a", "a"),
                ("b", "b"),
                ("c, d", "\"c, d\""),
                ("1", "1"),
                ("x \"y", "\"x \"\"y\""),
                ("2", "2"),
                ("3", "3"),
                ("", ""),
                ("", ""),
            ]
        );
    }

    #[test]
    fn rows_have_as_many_values_as_there_are_columns() {
        let text = "a;b\n1;2;3;4\n5\n\"6;7\n8;9";
        let mut faults = Vec::new();
        table(text, 0..text.len(), &mut faults);
        let places: Vec<_> = faults.iter().map(|fault| &text[fault.span.clone()]).collect();
        assert_eq!(places, ["\"6;7", "3;4", "5", "\"6;7\n8;9"]);
    }
}
