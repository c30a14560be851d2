//! What a chart shows, read from the page: its table has the values, its place where the axes are.

use std::ops::Range;

use axes::{Scale, ScaleKind, stacked};
use web_sys::Element;

use crate::{
    moment, page,
    said::{number, say},
};

/// The kinds of charts, as far as they are looked at in different ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Line,
    Area,
    StackedArea,
    Percentiles,
    Scatter,
    Heatmap,
    /// Bars have values to say, and nothing to look closer at.
    Bars,
}

/// Where one of the two pictures of a chart has its axes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) x: Scale,
    pub(crate) y: Option<Scale>,
}

impl Frame {
    fn read(text: &str, x: ScaleKind, y: Option<ScaleKind>) -> Option<Self> {
        let numbers: Vec<f64> = text.split(' ').map(number).collect::<Option<_>>()?;
        let (&[left, right, top, bottom, width, height], ends) = numbers.split_first_chunk()?;
        let (&[from, to], rest) = ends.split_first_chunk()?;
        let y = match (y, rest) {
            (Some(kind), &[from, to]) => Some(Scale::new(kind, from, to)),
            _ => None,
        };
        Some(Self { left, right, top, bottom, width, height, x: Scale::new(x, from, to), y })
    }

    /// Whether it is the one for wide columns.
    pub(crate) fn is_wide(self) -> bool {
        self.width > 500.0
    }
}

/// One column of values.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) name: String,
    pub(crate) values: Column,
    /// Between which values each lies, if that is known.
    pub(crate) bounds: Option<[Column; 2]>,
    /// Where its values are drawn if they stand on those of other series.
    pub(crate) stacked: Option<Column>,
}

impl Series {
    /// Where its values are drawn.
    pub(crate) fn drawn(&self) -> &Column {
        self.stacked.as_ref().unwrap_or(&self.values)
    }

    /// All that is drawn of it.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &Column> {
        [self.drawn()].into_iter().chain(self.bounds.iter().flatten())
    }
}

/// The values of a column, row by row.
pub(crate) type Column = Vec<Option<f64>>;

/// A chart.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    pub(crate) kind: Kind,
    pub(crate) wide: Frame,
    pub(crate) narrow: Frame,
    /// What stands where on the x axis, row by row.
    pub(crate) at: Vec<f64>,
    /// The rows in the order of that axis.
    order: Vec<usize>,
    /// The columns' names, that of the x axis first.
    pub(crate) head: Vec<String>,
    /// What the table says, row by row.
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) series: Vec<Series>,
    /// Which series have bounds, in the order of their columns.
    bounds: Vec<usize>,
    /// Where all rows are, if they are not here.
    pub(crate) file: Option<String>,
}

impl Chart {
    /// The chart that a place belongs to, if all of it can be read.
    pub(crate) fn beside(place: &Element, figure: &Element) -> Option<Self> {
        let says = |name: &str| place.get_attribute(&format!("data-{name}"));
        let kind = match &*says("kind")? {
            "line" => Kind::Line,
            "area" => Kind::Area,
            "stacked-area" => Kind::StackedArea,
            "percentiles" => Kind::Percentiles,
            "scatter" => Kind::Scatter,
            "heatmap" => Kind::Heatmap,
            _ => Kind::Bars,
        };
        let (x, y) = (axis(&says("x")?), says("y").as_deref().map(axis));
        let frame = |name| Frame::read(&says(name)?, x, y);
        let (wide, narrow) = (frame("wide")?, frame("narrow")?);
        let from = match x {
            ScaleKind::Time | ScaleKind::Clock => wide.x.ends().0,
            _ => 0.0,
        };
        let (head, count) = (page::texts(figure, "thead th"), says("series")?.parse().ok()?);
        let bounds = says("bounds").unwrap_or_default();
        let bounds: Vec<usize> = bounds.split(' ').filter_map(|at| at.parse().ok()).collect();
        let series = series(&head, &[], count, &bounds);
        let (at, order, rows, file) = (Vec::new(), Vec::new(), Vec::new(), says("file"));
        let mut chart = Self { kind, wide, narrow, at, order, head, rows, series, bounds, file };
        if chart.file.is_some() {
            return Some(chart);
        }
        let at = says("at")?;
        let at = at.split(' ').map(|at| Some(number(at)? + from));
        let rows = page::all(figure, "tbody tr");
        let rows = rows.iter().map(|row| page::texts(row, "th, td")).collect();
        chart.is_filled(at.collect::<Option<_>>()?, rows).then_some(chart)
    }

    /// Takes the rows of a file, the names of the columns first, in the order of the axis.
    pub(crate) fn fill(&mut self, rows: &[Vec<String>]) {
        let Some((names, rows)) = rows.split_first() else { return };
        let column = |name: &String| names.iter().position(|known| known == name);
        let Some(columns) = self.head.iter().map(column).collect::<Option<Vec<_>>>() else {
            return;
        };
        let is_time = matches!(self.wide.x.kind, ScaleKind::Time | ScaleKind::Clock);
        let decimal = say("decimal");
        let read = |row: &Vec<String>| {
            let cell = |at: &usize| row.get(*at).cloned().unwrap_or_default();
            let mut cells: Vec<String> = columns.iter().map(cell).collect();
            let at = match is_time {
                true => moment::read(&moment::machine(&cells[0]))?.0,
                false => number(&cells[0])?,
            };
            if decimal != "." {
                for cell in cells.iter_mut().skip(usize::from(is_time)) {
                    *cell = cell.replace('.', &decimal);
                }
            }
            Some((at, cells))
        };
        let Some(rows) = rows.iter().map(read).collect::<Option<Vec<_>>>() else { return };
        let (mut at, mut rows): (Vec<f64>, Vec<Vec<String>>) = rows.into_iter().unzip();
        if self.kind != Kind::Scatter {
            let order = ordered(&at);
            rows = order.iter().map(|row| std::mem::take(&mut rows[*row])).collect();
            at = order.into_iter().map(|row| at[row]).collect();
        }
        self.is_filled(at, rows);
    }

    /// Takes what stands where and what it says, if all of it is there.
    fn is_filled(&mut self, at: Vec<f64>, rows: Vec<Vec<String>>) -> bool {
        let head = self.head.len();
        let is_whole = rows.len() == at.len() && rows.iter().all(|row| row.len() == head);
        if is_whole {
            self.series = series(&self.head, &rows, self.series.len(), &self.bounds);
            self.order = ordered(&at);
            (self.at, self.rows) = (at, rows);
            self.stack(&[]);
        }
        is_whole
    }

    /// Puts the parts of a whole on each other, of those that are shown.
    pub(crate) fn stack(&mut self, hidden: &[usize]) {
        if self.kind != Kind::StackedArea {
            return;
        }
        for series in &mut self.series {
            series.stacked = Some(series.values.clone());
        }
        let shown = self.series.iter_mut().enumerate().filter(|(at, _)| !hidden.contains(at));
        stacked(shown.filter_map(|(_, series)| series.stacked.as_mut()));
    }

    /// The series that are shown, each with its place among all.
    pub(crate) fn shown(&self, hidden: &[usize]) -> Vec<(usize, &Series)> {
        self.series.iter().enumerate().filter(|(at, _)| !hidden.contains(at)).collect()
    }

    /// The rows that a part of the x axis shows, in its order.
    pub(crate) fn within(&self, x: Scale) -> &[usize] {
        let place = |row: &usize| x.place(self.at[*row]);
        let from = self.order.partition_point(|row| place(row) < -NEAR);
        let to = self.order.partition_point(|row| place(row) <= 1.0 + NEAR);
        self.order.get(from..to).unwrap_or_default()
    }

    /// The rows that a part of the x axis shows, and those from and to which lines go beyond it.
    pub(crate) fn window(&self, x: Scale) -> Range<usize> {
        if self.kind == Kind::Scatter {
            return 0..self.at.len();
        }
        let from = self.at.partition_point(|at| x.place(*at) < 0.0).saturating_sub(1);
        let to = self.at.partition_point(|at| x.place(*at) <= 1.0) + 1;
        from..to.min(self.at.len())
    }

    /// Whether a reader can look closer at a part of it.
    pub(crate) fn is_explored(&self) -> bool {
        self.kind != Kind::Bars && (self.at.len() > 2 || self.file.is_some())
    }

    /// Whether its series can be shown or not.
    pub(crate) fn has_legend(&self) -> bool {
        self.series.len() > 1 && !matches!(self.kind, Kind::Heatmap | Kind::Bars)
    }

    /// Whether it has another scale to choose.
    pub(crate) fn has_scales(&self) -> bool {
        self.wide.y.is_some() && self.kind != Kind::StackedArea
    }

    /// Whether all that is drawn has a place on a logarithmic scale.
    pub(crate) fn is_positive(&self) -> bool {
        let mut columns = self.series.iter().flat_map(Series::columns);
        columns.all(|column| column.iter().flatten().all(|value| *value > 0.0))
    }

    /// The row nearest to a value on the x axis, of those in a range.
    pub(crate) fn nearest(&self, to: f64, x: Scale) -> Option<usize> {
        let (rows, place) = (self.within(x), x.place(to));
        let far = |row: &usize| (x.place(self.at[*row]) - place).abs();
        let next = rows.partition_point(|row| x.place(self.at[*row]) < place);
        let near = next.saturating_sub(1)..rows.len().min(next + 1);
        rows[near].iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)))
    }

    /// A row with the names of its columns, those of its values that there are and are shown.
    pub(crate) fn said(&self, row: usize, hidden: &[usize]) -> Vec<(String, String)> {
        let cells = self.head.iter().zip(&self.rows[row]).enumerate();
        let cells = cells.filter(|(at, (_, value))| {
            let is_hidden = at.checked_sub(1).is_some_and(|series| hidden.contains(&series));
            !value.is_empty() && !is_hidden
        });
        cells.map(|(_, (name, value))| (name.clone(), value.clone())).collect()
    }
}

/// As near to the end of an axis is on it.
const NEAR: f64 = 1e-9;

/// Whether a place is on an axis, or at one of its ends.
pub(crate) fn is_within(place: f64) -> bool {
    (-NEAR..=1.0 + NEAR).contains(&place)
}

/// The rows in the order of what stands where.
fn ordered(at: &[f64]) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..at.len()).collect();
    sort(&mut rows, &|row| at[*row]);
    rows
}

/// Sorts rows by a number of each. All that sorts does it here, so that a browser is sent it once.
pub(super) fn sort(rows: &mut [usize], by: &dyn Fn(&usize) -> f64) {
    rows.sort_by(|a, b| by(a).total_cmp(&by(b)));
}

fn axis(name: &str) -> ScaleKind {
    match name {
        "count" => ScaleKind::Count,
        "log" => ScaleKind::Log,
        "time" => ScaleKind::Time,
        "clock" => ScaleKind::Clock,
        _ => ScaleKind::Linear,
    }
}

/// The series of a table: their columns stand behind the first one, and behind them pairs of bounds, each
/// pair of one of them.
fn series(head: &[String], rows: &[Vec<String>], count: usize, bounds: &[usize]) -> Vec<Series> {
    let decimal = say("decimal");
    let read = |cell: &String| match &*decimal {
        "." => number(cell),
        decimal => number(&cell.replace(decimal, ".")),
    };
    let column =
        |at: usize| -> Column { rows.iter().map(|row| row.get(at).and_then(read)).collect() };
    let names = head.iter().skip(1).take(count);
    let mut series: Vec<Series> = names
        .enumerate()
        .map(|(at, name)| Series {
            name: name.clone(),
            values: column(at + 1),
            bounds: None,
            stacked: None,
        })
        .collect();
    for (at, of) in bounds.iter().enumerate() {
        let (low, high) = (column(count + 1 + 2 * at), column(count + 2 + 2 * at));
        if let Some(series) = series.get_mut(*of) {
            let pairs = low.into_iter().zip(high).map(|(low, high)| low.zip(high));
            let (low, high) = pairs.map(|pair| (pair.map(|p| p.0), pair.map(|p| p.1))).unzip();
            series.bounds = Some([low, high]);
        }
    }
    series
}
