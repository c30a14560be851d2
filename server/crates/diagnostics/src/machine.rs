//! Faults for other programs: editors, and annotations in pull requests.

use serde_json::{Value, json};

use super::Diagnostic;

/// Faults as one array of JSON, for editors and scripts.
pub fn as_json(diagnostics: &[Diagnostic]) -> String {
    let fault = |fault: &Diagnostic| {
        json!({
            "severity": fault.severity.to_string(),
            "path": fault.path.to_string_lossy(),
            "line": fault.line,
            "column": fault.column,
            "length": fault.len,
            "message": fault.message,
            "help": fault.help,
            "note": fault.note,
            "more": fault.more,
        })
    };
    Value::Array(diagnostics.iter().map(fault).collect()).to_string()
}

/// Faults as commands that a workflow of GitHub turns into annotations, a line for each.
pub fn as_github(diagnostics: &[Diagnostic]) -> String {
    let mut lines = String::new();
    for fault in diagnostics {
        let Diagnostic { severity, line, column, len, .. } = fault;
        let path = property(&fault.path.to_string_lossy());
        let end = column + len.saturating_sub(1);
        let remark = |name: &str, text: &Option<String>| {
            text.as_ref().map(|text| format!("\n{name}: {text}")).unwrap_or_default()
        };
        let help = remark("note", &fault.note) + &remark("help", &fault.help);
        let more = match fault.more {
            0 => String::new(),
            more => format!("\n… and {more} more like this"),
        };
        let message = data(&format!("{}{help}{more}", fault.message));
        lines.push_str(&format!(
            "::{severity} file={path},line={line},col={column},endColumn={end}::{message}\n"
        ));
    }
    lines
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_there_is_escaped() {
        let fault = Diagnostic::of_file("a,b.md", "100 %: no").help("one\ntwo");
        assert_eq!(
            as_github(&[fault]),
            "::error file=a%2Cb.md,line=1,col=1,endColumn=1::100 %25: no%0Ahelp: one%0Atwo\n"
        );
    }
}
