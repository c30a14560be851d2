//! What the head of a chart says.

use ::words::Message;
use diagnostics::{Diagnostic, Source, Span, Spanned, suggest};
use values::{Fields, Table, Value};

use super::super::fields;

/// The fields of a chart. Places are those of the file.
#[derive(Debug)]
pub(super) struct Spec {
    pub(super) kind: ChartKind,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) x: Axis,
    pub(super) y: Axis,
    /// A file with the data.
    pub(super) data: Option<Spanned<String>>,
    /// The columns to draw, if not all.
    pub(super) series: Option<Vec<Spanned<String>>>,
    /// How many bars a histogram has, about.
    pub(super) bins: Option<usize>,
    /// For a series, the columns with the bounds of its values.
    pub(super) bounds: Vec<(Spanned<String>, [Spanned<String>; 2])>,
}

/// How many series can be told apart.
const SERIES: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChartKind {
    Line,
    Area,
    /// Areas of which each begins where the one before ends.
    StackedArea,
    /// One line over the other, with what is between them filled.
    Percentiles,
    Bar,
    Scatter,
    Histogram,
    /// How often what lay where, over time: a series is what lay between two bounds.
    Heatmap,
}

impl ChartKind {
    const NAMES: [(&'static str, Self); 8] = [
        ("line", Self::Line),
        ("area", Self::Area),
        ("stacked-area", Self::StackedArea),
        ("percentiles", Self::Percentiles),
        ("bar", Self::Bar),
        ("scatter", Self::Scatter),
        ("histogram", Self::Histogram),
        ("heatmap", Self::Heatmap),
    ];

    /// As it is written.
    pub(super) fn name(self) -> &'static str {
        let known = Self::NAMES.iter().find(|(_, kind)| *kind == self);
        known.map_or("", |(name, _)| name)
    }

    /// What to call such a chart in a sentence.
    pub(super) fn message(self) -> Message {
        match self {
            Self::Line => Message::ChartLine,
            Self::Area => Message::ChartArea,
            Self::StackedArea => Message::ChartStackedArea,
            Self::Percentiles => Message::ChartPercentiles,
            Self::Bar => Message::ChartBar,
            Self::Scatter => Message::ChartScatter,
            Self::Histogram => Message::ChartHistogram,
            Self::Heatmap => Message::ChartHeatmap,
        }
    }

    /// How many series it has at most: those of a heatmap need not be told apart by their looks.
    pub(super) fn series(self) -> usize {
        match self {
            Self::Histogram => 1,
            Self::Heatmap => 24,
            _ => SERIES,
        }
    }

    /// Whether its rows stand in the order of the axis.
    pub(super) fn is_in_order(self) -> bool {
        self.is_joined() || self == Self::Heatmap
    }

    /// Whether its points are joined, from the first to the last along the axis.
    pub(super) fn is_joined(self) -> bool {
        matches!(self, Self::Line | Self::Area | Self::StackedArea | Self::Percentiles)
    }
}

/// What is said of an axis.
#[derive(Debug, Default)]
pub(super) struct Axis {
    label: Option<String>,
    unit: Option<String>,
    /// The column that it shows.
    pub(super) column: Option<Spanned<String>>,
    /// Where a logarithmic scale was asked for.
    pub(super) log: Option<Span>,
}

impl Axis {
    /// Its label with its unit; `other` stands in for a label.
    pub(super) fn title(&self, other: &str) -> String {
        let label = self.label.as_deref().unwrap_or(other);
        match &self.unit {
            Some(unit) if label.is_empty() => unit.clone(),
            Some(unit) => format!("{label} ({unit})"),
            None => label.to_owned(),
        }
    }
}

/// Reads the head of a chart, which is a part of a text; what is wrong with it goes to `faults`.
/// `above` is the line above the block, for what is missing.
pub(super) fn read(
    source: &Source,
    part: Span,
    above: &Span,
    title: Option<&str>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Spec> {
    let text = source.text().get(part.clone()).unwrap_or_default();
    let language = fields::language(text)?;
    let table = values::parse(source, part, language, faults)?;
    let mut fields = Fields::new(source, table, faults);
    let kind = match fields.filled("type") {
        Some(name) => {
            let known = ChartKind::NAMES.iter().find(|(known, _)| *known == name.value);
            if known.is_none() {
                let message = format!("there is no chart of the type `{}`", name.value);
                let names = ChartKind::NAMES.map(|(name, _)| name);
                let help = suggest::did_you_mean(&name.value, names)
                    .unwrap_or_else(|| format!("the types are {}", names.join(", ")));
                fields.fault_at(name.span, (message, Some(help)));
            }
            known.map(|(_, kind)| *kind)
        }
        None => {
            let help = "add `type = \"line\"`, or area, percentiles, bar, scatter, histogram";
            fields.missing("type", above, "this chart has no `type`", help);
            None
        }
    };
    let title = fields.filled("title").map(|title| title.value).or(title.map(str::to_owned));
    if title.is_none() {
        let help = "add `title = \"…\"`: it is what a screen reader calls the chart";
        fields.missing("title", above, "this chart has no `title`", help);
    }
    let description = fields.text("description").map(|text| text.value).filter(|t| !t.is_empty());
    let (x, y) = (fields.any("x"), fields.any("y"));
    let data = fields.filled("data");
    let series = fields.texts("series").filter(|series| !series.is_empty());
    let bins = fields.whole("bins", 1..=100);
    let bounds = fields.table("bounds");
    fields.finish();
    let bounds = bounds.map(|table| self::bounds(table.value, source, faults)).unwrap_or_default();
    let x = axis("x", x, source, faults);
    let y = axis("y", y, source, faults);
    Some(Spec {
        kind: kind?,
        title: title.unwrap_or_default(),
        description,
        x,
        y,
        data,
        series,
        bins,
        bounds,
    })
}

/// `bounds = { p50 = ["lowest", "highest"] }`
fn bounds(
    table: Table,
    source: &Source,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(Spanned<String>, [Spanned<String>; 2])> {
    let mut read = Vec::new();
    for (name, value) in table.entries {
        let columns = match value.value {
            Value::List(items) => items
                .into_iter()
                .map(|item| match item.value {
                    Value::Text(value) => Some(Spanned { value, span: item.span }),
                    _ => None,
                })
                .collect::<Option<Vec<_>>>(),
            _ => None,
        };
        match columns.and_then(|columns| <[Spanned<String>; 2]>::try_from(columns).ok()) {
            Some(columns) => read.push((name, columns)),
            None => {
                let message = format!("the bounds of `{}` are not two columns", name.value);
                let help =
                    format!("write `bounds = {{ {} = [\"lowest\", \"highest\"] }}`", name.value);
                faults.push(source.error(value.span, message).help(help));
            }
        }
    }
    read
}

fn axis(
    name: &'static str,
    value: Option<Spanned<Value>>,
    source: &Source,
    faults: &mut Vec<Diagnostic>,
) -> Axis {
    let table = match value {
        None | Some(Spanned { value: Value::Nothing, .. }) => return Axis::default(),
        Some(Spanned { value: Value::Text(label), .. }) => {
            return Axis { label: Some(label.trim().to_owned()), ..Axis::default() };
        }
        Some(Spanned { value: Value::Table(table), .. }) => table,
        Some(other) => {
            let kind = other.value.kind();
            let message = format!("`{name}` must be a text or a table, and this is {kind}");
            let help = format!(
                "write `{name} = \"Time (s)\"`, or `{name} = {{ label = \"Time\", unit = \"s\" }}`"
            );
            faults.push(source.error(other.span, message).help(help));
            return Axis::default();
        }
    };
    let mut fields = Fields::new(source, table, faults);
    let text = |text: Spanned<String>| text.value;
    let mut axis = Axis {
        label: fields.text("label").map(text),
        unit: fields.filled("unit").map(text),
        column: fields.filled("column"),
        log: None,
    };
    if let Some(scale) = fields.filled("scale") {
        match &*scale.value {
            "log" => axis.log = Some(scale.span),
            "linear" => {}
            other => {
                let message = format!("there is no scale `{other}`");
                let help = suggest::did_you_mean(other, ["linear", "log"])
                    .unwrap_or_else(|| "the scales are linear and log".to_owned());
                fields.fault_at(scale.span, (message, Some(help)));
            }
        }
    }
    fields.finish();
    axis
}
