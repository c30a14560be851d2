//! A workflow as a tree: its jobs, their steps, and what these name.

use std::fs;

use diagnostics::Source;
use values::{Language, Table, Value};

use super::recipe::{read, root};
use super::scripts;

/// A workflow of GitHub Actions.
pub(super) struct Workflow {
    pub(super) file: String,
    pub(super) text: String,
    pub(super) jobs: Vec<Job>,
}

/// One of its jobs.
pub(super) struct Job {
    pub(super) name: String,
    /// The machines that it runs on.
    pub(super) machines: Vec<String>,
    /// The jobs that it waits for.
    pub(super) needs: Vec<String>,
    /// The names of what it hands on.
    pub(super) outputs: Vec<String>,
    pub(super) steps: Vec<WorkflowStep>,
    /// The values of its matrix, a row each.
    pub(super) rows: Vec<Vec<(String, String)>>,
}

/// One of its steps.
pub(super) struct WorkflowStep {
    pub(super) id: Option<String>,
    pub(super) uses: Option<String>,
    pub(super) run: Option<String>,
    table: Table,
}

impl Workflow {
    /// The workflows of this project.
    pub(super) fn of_the_project() -> Vec<Self> {
        const FOLDER: &str = ".github/workflows";
        let entries = fs::read_dir(root().join(FOLDER)).expect("workflows");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<_> = entries.map(name).collect();
        names.sort();
        names.iter().map(|name| Self::read(&format!("{FOLDER}/{}", name.display()))).collect()
    }

    /// Reads one.
    pub(super) fn read(file: &str) -> Self {
        let text = read(file);
        let (source, mut faults) = (Source::new(file, &text), Vec::new());
        let root = values::parse(&source, 0..text.len(), Language::Yaml, &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        let root = root.expect("a table");
        let jobs = entries(get(&root, "jobs")).map(|(name, job)| Job::new(name, job)).collect();
        Self { file: file.to_owned(), text, jobs }
    }

    pub(super) fn steps(&self) -> impl Iterator<Item = &WorkflowStep> {
        self.jobs.iter().flat_map(|job| &job.steps)
    }

    /// Every command, with what a matrix stands for put in its place.
    pub(super) fn commands(&self) -> Vec<String> {
        let of_job = |job: &Job| {
            let scripts = job.steps.iter().filter_map(|step| step.run.as_deref());
            scripts.flat_map(|script| job.filled(script)).collect::<Vec<_>>()
        };
        self.jobs.iter().flat_map(of_job).flat_map(|script| scripts::of_script(&script)).collect()
    }

    /// The paths whose hash is the key of a cache.
    pub(super) fn hashed(&self) -> Vec<String> {
        let calls = self.text.split("hashFiles(").skip(1).filter_map(|rest| rest.split(')').next());
        let paths = calls.flat_map(|paths| paths.split(", "));
        paths.map(|path| path.trim_matches('\'').trim_end_matches("/**").to_owned()).collect()
    }
}

impl Job {
    fn new(name: &str, table: &Table) -> Self {
        let steps = list(get(table, "steps")).map(WorkflowStep::new).collect();
        let matrix = get(table, "strategy").and_then(|strategy| get(as_table(strategy), "matrix"));
        let row = |row: &Table| {
            row.entries.iter().map(|(key, v)| (key.value.clone(), text(&v.value))).collect()
        };
        let include = matrix.and_then(|matrix| get(as_table(matrix), "include"));
        let rows: Vec<Vec<(String, String)>> = list(include).map(row).collect();
        let mut job = Self {
            name: name.to_owned(),
            machines: Vec::new(),
            needs: texts(get(table, "needs")),
            outputs: entries_of_texts(get(table, "outputs")),
            steps,
            rows,
        };
        let machine = get(table, "runs-on").map(text).expect("a machine");
        job.machines = job.filled(&machine);
        job
    }

    /// A text for each row of the matrix.
    pub(super) fn filled(&self, written: &str) -> Vec<String> {
        if self.rows.is_empty() || !written.contains("matrix.") {
            return vec![written.to_owned()];
        }
        let fill = |row: &Vec<(String, String)>| {
            row.iter().fold(written.to_owned(), |made, (key, value)| {
                made.replace(&format!("${{{{ matrix.{key} }}}}"), value)
            })
        };
        self.rows.iter().map(fill).collect()
    }
}

impl WorkflowStep {
    fn new(table: &Table) -> Self {
        let own = |key| get(table, key).map(text);
        Self { id: own("id"), uses: own("uses"), run: own("run"), table: table.clone() }
    }

    /// What the action is given under a key, a line each.
    pub(super) fn with(&self, key: &str) -> Vec<String> {
        let with = get(&self.table, "with").map(as_table);
        let value = with.and_then(|with| get(with, key)).map(text).unwrap_or_default();
        value.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
    }
}

fn get<'a>(table: &'a Table, key: &str) -> Option<&'a Value> {
    table.entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| &value.value)
}

fn as_table(value: &Value) -> &Table {
    let Value::Table(table) = value else { panic!("{value:?} is no table") };
    table
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&str, &Table)> {
    let table = value.map(as_table).into_iter();
    table.flat_map(|table| &table.entries).map(|(key, value)| (&*key.value, as_table(&value.value)))
}

fn entries_of_texts(value: Option<&Value>) -> Vec<String> {
    let table = value.map(as_table).into_iter();
    table.flat_map(|table| &table.entries).map(|(key, _)| key.value.clone()).collect()
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Table> {
    let items = match value {
        Some(Value::List(items)) => &items[..],
        _ => &[],
    };
    items.iter().map(|item| as_table(&item.value))
}

/// A text, or those of a list.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        None => Vec::new(),
        Some(Value::List(items)) => items.iter().map(|item| text(&item.value)).collect(),
        Some(value) => vec![text(value)],
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Date(text) => text.clone(),
        Value::Boolean(value) => value.to_string(),
        other => panic!("{other:?} is no text"),
    }
}
