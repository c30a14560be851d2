//! What the head of a chart says.

use ::words::Message;
use diagnostics::{Diagnostic, Source, Span, Spanned, suggest};
use values::{Fields, Language, Value};

use super::super::block::lines;

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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChartKind {
    Line,
    Bar,
    Scatter,
    Histogram,
}

impl ChartKind {
    const NAMES: [(&'static str, Self); 4] = [
        ("line", Self::Line),
        ("bar", Self::Bar),
        ("scatter", Self::Scatter),
        ("histogram", Self::Histogram),
    ];

    /// What to call such a chart in a sentence.
    pub(super) fn message(self) -> Message {
        match self {
            Self::Line => Message::ChartLine,
            Self::Bar => Message::ChartBar,
            Self::Scatter => Message::ChartScatter,
            Self::Histogram => Message::ChartHistogram,
        }
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

/// Where the head of a chart ends, and where its data begins: behind the first empty line, or
/// where the first line stands that is no field.
pub(super) fn split(text: &str) -> (Span, Span) {
    let mut begun = false;
    for line in lines(text) {
        let trimmed = line.text.trim();
        if trimmed.is_empty() || trimmed == "---" {
            if begun {
                return (0..line.start, (line.start + line.text.len()).min(text.len())..text.len());
            }
            continue;
        }
        if begun && !is_field(line.text) {
            return (0..line.start, line.start..text.len());
        }
        begun = true;
    }
    (0..text.len(), text.len()..text.len())
}

/// Whether a line may be part of TOML or YAML, and not of the data.
fn is_field(line: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | ' ');
    let name = line.split(['=', ':']).next().unwrap_or_default();
    let is_key = name.len() < line.len() && name.chars().all(is_word);
    is_key || line.starts_with([' ', '\t', '#', '[', ']', '}'])
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
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let language = match line.find(['=', ':']) {
        Some(at) if line[at..].starts_with(':') => Language::Yaml,
        _ => Language::Toml,
    };
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
            let help = "add `type = \"line\"`, or bar, scatter, histogram";
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
    fields.finish();
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
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_begins_behind_the_fields() {
        for (text, head, data) in [
            ("type = \"line\"\n\na,b\n", "type = \"line\"\n", "\na,b\n"),
            ("\ntype: line\nx:\n  unit: s\n---\na,b", "\ntype: line\nx:\n  unit: s\n", "\na,b"),
            ("type: line\na,b\n1,2", "type: line\n", "a,b\n1,2"),
            ("x.unit = \"s\"", "x.unit = \"s\"", ""),
            ("", "", ""),
        ] {
            let (first, second) = split(text);
            assert_eq!((&text[first], &text[second]), (head, data));
        }
    }
}
