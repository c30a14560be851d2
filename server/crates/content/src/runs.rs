//! `content/runs.toml`: which blocks of code ran as they stand in their texts, with what and when.
//!
//! A build reads it and never runs anything; `blog test` writes it, and whoever runs that commits the file.

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

use diagnostics::{Diagnostic, Severity, Source, Spanned};
use markdown::{Ran, Runnable, printed};
use model::Date;
use values::{Fields, Language, Value, quoted};

use super::ids;

/// The file, in a content folder.
const FILE: &str = "runs.toml";

const HEAD: &str = "\
# Which blocks of code ran as they stand in their texts, with what and when.
# `blog test` writes this file; with it committed, their pages say so.
";

/// How many characters the name and version of a program may have.
const LONGEST: usize = 100;

/// The blocks of code of a text that are run.
#[derive(Debug)]
pub struct Runs {
    /// The file of the text as faults name it.
    pub path: PathBuf,
    /// The same file, as it can be read.
    pub file: PathBuf,
    /// The same file, below the content folder, its parts parted by `/`.
    pub text: String,
    /// The files in the folder that is the text's own, each with its path in there.
    pub beside: Vec<(PathBuf, PathBuf)>,
    /// The blocks.
    pub blocks: Vec<Runnable>,
}

/// What is recorded of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRecord {
    /// The file of its text, below the content folder.
    pub text: String,
    /// Names the block and what it prints.
    pub key: String,
    /// The program that ran it, with its version.
    pub tool: String,
    /// The day.
    pub date: Date,
}

/// What is recorded of all, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunRecords(Vec<RunRecord>);

impl RunRecords {
    /// Reads the file. What is wrong with it is a warning: a page says less without it, and the next
    /// run writes it anew.
    pub(super) fn read(root: &Path, shown: &Path, faults: &mut Vec<Diagnostic>) -> Self {
        let mut found = Vec::new();
        let source = ids::read_file(root, shown, FILE, &mut found);
        let records = source.map(|source| records(&source, &mut found)).unwrap_or_default();
        faults.extend(found.into_iter().map(|fault| Diagnostic {
            severity: Severity::Warning,
            help: Some("run `blog test`, which writes this file anew".into()),
            ..fault
        }));
        Self(records)
    }

    /// What is recorded under a name.
    pub(super) fn of(&self, key: &str) -> Option<Ran> {
        let record = self.0.iter().find(|record| record.key == key)?;
        Some(Ran { tool: record.tool.clone(), date: record.date })
    }

    /// The files of which something is recorded.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|record| record.text.as_str())
    }

    /// The records after a run: new ones in the place of all that were there of the texts that ran.
    #[must_use]
    pub fn after(&self, texts: &[String], new: Vec<RunRecord>) -> Self {
        let kept = self.0.iter().filter(|record| !texts.contains(&record.text)).cloned();
        let mut by_place: BTreeMap<(String, String), RunRecord> = BTreeMap::new();
        for record in kept.chain(new) {
            by_place.insert((record.text.clone(), record.key.clone()), record);
        }
        Self(by_place.into_values().collect())
    }

    /// Writes the file, if it would be another one; tells whether it was.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub fn write(&self, root: &Path) -> io::Result<bool> {
        let file = root.join(FILE);
        let text = self.to_toml();
        let is_there = fs::read_to_string(&file);
        if is_there.as_ref().map_or(self.0.is_empty(), |there| *there == text) {
            return Ok(false);
        }
        let new = file.with_extension("toml.new");
        fs::write(&new, text)?;
        fs::rename(&new, &file)?;
        Ok(true)
    }

    fn to_toml(&self) -> String {
        let mut file = HEAD.to_owned();
        for RunRecord { text, key, tool, date } in &self.0 {
            let [text, tool] = [text, tool].map(|value| quoted(value));
            // Writing to a string can't fail.
            let _ = write!(
                file,
                "\n[[run]]\ntext = {text}\nsha256 = \"{key}\"\ntool = {tool}\ndate = {date}\n"
            );
        }
        file
    }
}

/// The version that a program says it has, as far as it can be recorded.
pub fn version(said: &str) -> Option<String> {
    let said = printed(said);
    let line = said.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.chars().take(LONGEST).collect())
}

fn records(source: &Source, faults: &mut Vec<Diagnostic>) -> Vec<RunRecord> {
    let whole = 0..source.text().len();
    let table = values::parse(source, whole, Language::Toml, faults).unwrap_or_default();
    let mut fields = Fields::new(source, table, faults);
    let runs = fields.list("run");
    fields.finish();
    runs.into_iter().filter_map(|run| record(source, run, faults)).collect()
}

fn record(source: &Source, run: Spanned<Value>, faults: &mut Vec<Diagnostic>) -> Option<RunRecord> {
    let Value::Table(table) = run.value else {
        faults.push(source.error(run.span, "this is no record of a run"));
        return None;
    };
    let mut fields = Fields::new(source, table, faults);
    let (text, key, tool) = (fields.filled("text"), fields.filled("sha256"), fields.filled("tool"));
    let date = fields.date("date");
    for key in ["text", "sha256", "tool", "date"] {
        fields.missing(key, &run.span, &format!("there is no `{key}`"), "");
    }
    fields.finish();
    let (text, key, tool) = (text?.value, key?.value, tool?);
    let is_one = version(&tool.value).as_ref() == Some(&tool.value);
    if !is_one {
        faults.push(source.error(tool.span, "this is no name of a program"));
    }
    is_one.then_some(RunRecord { text, key, tool: tool.value, date: date? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str, key: &str) -> RunRecord {
        let date = "2026-11-26".parse().expect("a day");
        RunRecord { text: text.into(), key: key.into(), tool: "a \"b\" \\ 1.2".into(), date }
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        assert!(!RunRecords::default().write(root).expect("nothing to write"));
        let old = RunRecords(vec![record("a.md", "1"), record("b.md", "2")]);
        assert!(old.write(root).expect("written"));
        assert!(!old.write(root).expect("the same"));
        let mut faults = Vec::new();
        assert_eq!(RunRecords::read(root, root, &mut faults), old);
        assert_eq!(faults, []);
        assert_eq!(old.of("2").map(|ran| ran.tool), Some("a \"b\" \\ 1.2".to_owned()));
        assert_eq!(old.of("3"), None);
        // What ran anew takes the place of all that was known of its text.
        let new = old.after(&["a.md".to_owned()], vec![record("a.md", "4"), record("a.md", "3")]);
        assert_eq!(new.0, [record("a.md", "3"), record("a.md", "4"), record("b.md", "2")]);
    }

    #[test]
    fn a_damaged_file_is_a_warning() {
        for text in [
            "<<<<<<< HEAD\n",
            "run = 3\n",
            "[[run]]\ntext = \"a.md\"\n",
            "run = [3]\n",
            "[[run]]\ntext = \"a.md\"\nsha256 = \"1\"\ntool = \"a\\nb\"\ndate = 2026-01-01\n",
        ] {
            let source = Source::new("runs.toml", text);
            let mut faults = Vec::new();
            assert_eq!(records(&source, &mut faults), [], "{text}");
            assert!(!faults.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_version_is_a_line() {
        assert_eq!(version("\n \x1b[1mPython\x1b[0m 3.11.7 \nmore"), Some("Python 3.11.7".into()));
        assert_eq!(version(&"x".repeat(200)).map(|said| said.len()), Some(100));
        assert_eq!(version(" \n\t"), None);
    }
}
