//! What was measured, for people and for programs.

use std::env::consts;
use std::fmt::Write;
use std::fs;

use crate::shell::Call;

/// The figures of one benchmark, with the conditions that they were measured under.
#[derive(Debug, Default)]
pub(crate) struct Report {
    conditions: Vec<(String, String)>,
    rows: Vec<Row>,
}

/// One thing, measured several times.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// In which unit.
    pub(crate) unit: String,
    /// Every value, in the order of measuring.
    pub(crate) values: Vec<f64>,
}

impl Row {
    /// The value below which a share of the values lies: 0.5 for the median.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let mut values = self.values.clone();
        values.sort_by(f64::total_cmp);
        let last = values.len().saturating_sub(1) as f64;
        // The value at that rank, or as far between the two around it as the rank is.
        let rank = (last * share).clamp(0.0, last);
        let at = |rank: f64| values.get(rank as usize).copied().unwrap_or(f64::NAN);
        let (below, above) = (at(rank.floor()), at(rank.ceil()));
        below + (above - below) * rank.fract()
    }
}

impl Report {
    /// An empty report on this machine as it is now.
    pub(crate) fn here() -> Self {
        let mut report = Self::default();
        report.condition("machine", machine());
        report.condition("load before", load());
        for (name, program, argument) in
            [("rustc", "rustc", "--version"), ("node", "node", "--version")]
        {
            if let Ok(version) = Call::new(program).arg(argument).read() {
                report.condition(name, version.trim());
            }
        }
        report
    }

    /// Notes something that the figures depend on.
    pub(crate) fn condition(&mut self, name: &str, value: impl Into<String>) {
        self.conditions.push((name.to_owned(), value.into()));
    }

    /// Adds figures.
    pub(crate) fn row(&mut self, what: impl Into<String>, unit: &str, values: Vec<f64>) {
        self.rows.push(Row { what: what.into(), unit: unit.to_owned(), values });
    }

    /// The median of a row that is there.
    pub(crate) fn median(&self, what: &str) -> Option<f64> {
        let row = self.rows.iter().find(|row| row.what == what)?;
        Some(row.quantile(0.5))
    }

    /// Prints the table.
    pub(crate) fn print(&self) {
        print!("{}", self.table());
    }

    /// The table as Markdown.
    fn table(&self) -> String {
        let mut table = String::new();
        for (name, value) in &self.conditions {
            // Writing to a string can't fail.
            let _ = writeln!(table, "{name}: {value}");
        }
        table.push_str("\n| What | median | p95 | least | most | n |\n|---|--:|--:|--:|--:|--:|\n");
        for row in &self.rows {
            let figure = |share| figure(row.quantile(share));
            let _ = writeln!(
                table,
                "| {} | {} {} | {} | {} | {} | {} |",
                row.what,
                figure(0.5),
                row.unit,
                figure(0.95),
                figure(0.0),
                figure(1.0),
                row.values.len(),
            );
        }
        table
    }

    /// Everything, as JSON.
    pub(crate) fn json(&self) -> String {
        let conditions: Vec<String> = self
            .conditions
            .iter()
            .map(|(name, value)| format!("    {}: {}", quoted(name), quoted(value)))
            .collect();
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let values: Vec<String> = row.values.iter().map(f64::to_string).collect();
                format!(
                    "    {{ \"what\": {}, \"unit\": {}, \"median\": {}, \"p95\": {}, \"values\": [{}] }}",
                    quoted(&row.what),
                    quoted(&row.unit),
                    row.quantile(0.5),
                    row.quantile(0.95),
                    values.join(", ")
                )
            })
            .collect();
        format!(
            "{{\n  \"conditions\": {{\n{}\n  }},\n  \"rows\": [\n{}\n  ]\n}}\n",
            conditions.join(",\n"),
            rows.join(",\n")
        )
    }
}

/// A figure with as many digits as mean something.
fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 || value.fract() == 0.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", c as u32);
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What this machine is.
fn machine() -> String {
    let read = |file| fs::read_to_string(file).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let processor = field(&read("/proc/cpuinfo"), "model name");
    let memory = field(&read("/proc/meminfo"), "MemTotal")
        .and_then(|size| size.split(' ').next()?.parse::<f64>().ok());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "{}, {cores} cores, {:.0} GB, {} {}",
        processor.unwrap_or_else(|| "unknown processor".into()),
        memory.unwrap_or_default() / 1e6,
        consts::OS,
        consts::ARCH,
    )
}

/// How busy it is, as the system has it.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_value_or_lies_between_two() {
        let row = |values: &[f64]| Row {
            what: String::new(),
            unit: String::new(),
            values: values.to_vec(),
        };
        assert_eq!(row(&[3.0, 1.0, 2.0]).quantile(0.5), 2.0);
        assert_eq!(row(&[4.0, 1.0, 2.0, 3.0]).quantile(0.5), 2.5);
        assert_eq!(row(&[5.0, 1.0]).quantile(1.0), 5.0);
        assert_eq!(row(&[0.0, 10.0]).quantile(0.25), 2.5);
        assert!(row(&[]).quantile(0.5).is_nan());
    }

    #[test]
    fn figures_are_written_for_both_readers() {
        let mut report = Report::default();
        report.condition("a \"machine\"", "x");
        report.row("a thing", "ms", vec![1.0, 2.5, 300.25]);
        assert!(report.table().contains("| a thing | 2.50 ms | "), "{}", report.table());
        let json = report.json();
        assert!(json.contains(r#""a \"machine\"": "x""#), "{json}");
        assert!(json.contains(r#""values": [1, 2.5, 300.25]"#), "{json}");
    }
}
