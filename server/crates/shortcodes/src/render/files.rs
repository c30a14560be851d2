//! What a file of a known form holds.

use diagnostics::Source;

use crate::data::TemplateValue;

/// The data in a file, by the ending of its name; else why it can't be read.
pub(super) fn read(name: &str, text: &str) -> Result<TemplateValue, String> {
    match name.rsplit('.').next().unwrap_or_default() {
        "json" => serde_json::from_str(text)
            .map(TemplateValue::of_json)
            .map_err(|error| error.to_string()),
        "csv" => Ok(rows(text)),
        ending @ ("toml" | "yaml" | "yml") => table(name, text, ending == "toml"),
        _ => Err("it is neither .json, .csv, .toml nor .yaml".to_owned()),
    }
}

fn table(name: &str, text: &str, is_toml: bool) -> Result<TemplateValue, String> {
    let language = if is_toml { values::Language::Toml } else { values::Language::Yaml };
    let (source, mut faults) = (Source::new(name, text), Vec::new());
    let table = values::parse(&source, 0..source.text().len(), language, &mut faults);
    match (table, faults.first()) {
        (Some(table), None) => Ok(TemplateValue::of_value(values::Value::Table(table))),
        (_, Some(fault)) => Err(format!("{} (line {})", fault.message, fault.line)),
        (None, None) => Err("it holds no keys".to_owned()),
    }
}

/// The rows of a table, each as a list of texts.
fn rows(text: &str) -> TemplateValue {
    let mut reader = csv_core::Reader::new();
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), Vec::new());
    let (mut input, mut output) = (text.as_bytes(), [0; 1024]);
    loop {
        let (result, read, written) = reader.read_field(input, &mut output);
        input = &input[read..];
        field.extend_from_slice(&output[..written]);
        match result {
            csv_core::ReadFieldResult::Field { record_end } => {
                let text = String::from_utf8_lossy(&std::mem::take(&mut field)).into_owned();
                row.push(TemplateValue::Text(text));
                if record_end {
                    rows.push(TemplateValue::List(std::mem::take(&mut row)));
                }
            }
            csv_core::ReadFieldResult::End => return TemplateValue::List(rows),
            csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
        }
    }
}
