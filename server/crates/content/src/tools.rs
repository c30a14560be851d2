//! `[run]` of `site.toml`: which programs run blocks of code, by their languages.

use std::{collections::BTreeMap, time::Duration};

use diagnostics::{Diagnostic, Source, Span, Spanned};
use values::{Fields, Table, Value};

/// How long a block may run, in seconds, unless its language has another time.
const PATIENCE: usize = 10;
/// How long it may be given.
const LONGEST: usize = 600;

/// How the blocks of a language are run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// The program and what it is told.
    pub command: Vec<String>,
    /// The same, for it to say its version.
    pub version: Vec<String>,
    /// The file that the code stands in; without one the program reads it from standard input.
    pub file: Option<String>,
    /// How long a block may run.
    pub patience: Duration,
    /// Variables of the environment that it has.
    pub environment: Vec<String>,
}

/// The tools of a blog, by the languages of blocks.
pub type Tools = BTreeMap<String, Tool>;

/// Reads the table.
pub(super) fn read(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> Tools {
    let mut tools = Tools::new();
    for (language, Spanned { value, span }) in table.entries {
        let Value::Table(table) = value else {
            let message = format!("`{}` is {}, and no table", language.value, value.kind());
            faults.push(source.error(span, message).help(example(&language.value)));
            continue;
        };
        if let Some(tool) = tool(source, &language, table, faults) {
            tools.insert(language.value, tool);
        }
    }
    tools
}

fn tool(
    source: &Source,
    language: &Spanned<String>,
    table: Table,
    faults: &mut Vec<Diagnostic>,
) -> Option<Tool> {
    let mut fields = Fields::new(source, table, faults);
    let [command, version] = ["command", "version"].map(|key| {
        let words = fields.texts(key);
        let message = format!("there is no `{key}`");
        fields.missing(key, &language.span, &message, &example(&language.value));
        filled(&mut fields, key, words, &language.span)
    });
    let file = fields.filled("file").filter(|file| {
        let is_name = !file.value.contains(['/', '\\']) && !file.value.starts_with('.');
        if !is_name {
            let message = format!("`{}` is no name of a file", file.value);
            let help = "write one without a folder, such as \"main.go\"";
            fields.fault_at(file.span.clone(), (message, Some(help.into())));
        }
        is_name
    });
    let seconds = fields.whole("timeout", 1..=LONGEST).unwrap_or(PATIENCE);
    let environment = fields.texts("environment").unwrap_or_default();
    fields.finish();
    Some(Tool {
        command: command?,
        version: version?,
        file: file.map(|file| file.value),
        patience: Duration::from_secs(seconds as u64),
        environment: environment.into_iter().map(|name| name.value).collect(),
    })
}

/// The words of a command, the first of which names a program.
fn filled(
    fields: &mut Fields<'_>,
    key: &str,
    words: Option<Vec<Spanned<String>>>,
    place: &Span,
) -> Option<Vec<String>> {
    let words: Vec<String> = words?.into_iter().map(|word| word.value).collect();
    if words.first().is_none_or(String::is_empty) {
        let help = Some("write the program, then what it is told".to_owned());
        fields.fault_at(place.clone(), (format!("`{key}` names no program"), help));
        return None;
    }
    Some(words)
}

/// How a language is written.
pub fn example(language: &str) -> String {
    let (command, version) = match language {
        "python" => ("\"python3\", \"-\"", "\"python3\", \"--version\""),
        "bash" => ("\"bash\", \"-s\"", "\"bash\", \"--version\""),
        "javascript" | "js" => ("\"node\", \"-\"", "\"node\", \"--version\""),
        _ => ("\"program\", \"argument\"", "\"program\", \"--version\""),
    };
    format!("write\n[run.{language}]\ncommand = [{command}]\nversion = [{version}]")
}

#[cfg(test)]
mod tests {
    use values::Language;

    use super::*;

    fn tools(text: &str) -> (Tools, Vec<String>) {
        let source = Source::new("site.toml", text);
        let mut faults = Vec::new();
        let table = values::parse(&source, 0..text.len(), Language::Toml, &mut faults);
        let tools = read(&source, table.expect("a table"), &mut faults);
        (tools, faults.into_iter().map(|fault| fault.message).collect())
    }

    #[test]
    fn a_language_has_a_command_and_a_version() {
        let (tools, faults) = tools(
            "[python]\ncommand = [\"python3\", \"-\"]\nversion = \"python3\"\n\
             [go]\ncommand = [\"go\", \"run\", \"main.go\"]\nversion = [\"go\", \"version\"]\n\
             file = \"main.go\"\ntimeout = 60\nenvironment = [\"GOROOT\"]\n",
        );
        assert_eq!(faults, [""; 0]);
        assert_eq!(tools["python"].command, ["python3", "-"]);
        assert_eq!(tools["python"].patience, Duration::from_secs(10));
        assert_eq!(tools["go"].file.as_deref(), Some("main.go"));
        assert_eq!(tools["go"].patience, Duration::from_secs(60));
        assert_eq!(tools["go"].environment, ["GOROOT"]);
    }

    #[test]
    fn what_is_wrong_is_said_at_once() {
        let (tools, faults) = tools(
            "ruby = 3\n[python]\ncommand = []\n\
             [go]\ncommand = [\"go\"]\nversion = [\"go\"]\nfile = \"../main.go\"\ntimeout = 0\nx = 1\n",
        );
        assert_eq!(tools.keys().collect::<Vec<_>>(), ["go"]);
        assert_eq!(
            faults,
            [
                "`ruby` is a number, and no table",
                "`command` names no program",
                "there is no `version`",
                "`../main.go` is no name of a file",
                "`timeout` must be a whole number from 1 to 600",
                "unknown key `x`",
            ]
        );
    }
}
