//! `blog test`: the blocks of code that a text says it ran are run, and what they print is held against it.
//!
//! Only this command runs anything that a text brings, and only with the programs that `site.toml` names:
//! one block after the other, each in a folder of its own that holds the files of its text and is gone
//! afterwards, for a time, in a sandbox where the system has one. What is printed is nobody's word: it is
//! bounded, and loses what controls a terminal before it is compared, shown or written.

mod accept;
mod differ;
mod folder;
mod program;
mod sandbox;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use content::{Content, RunRecord, Runs, Tool, example, version};
use diagnostics::{Diagnostic, Error, Report, Result, Source, progress};
use markdown::{Runnable, printed};
use model::Date;

use self::program::{Failure, Finished, Process};
pub use self::sandbox::Sandbox;

/// What to run, and what to do with it.
#[derive(Clone, Debug)]
pub struct Options {
    /// The content folder.
    pub content: PathBuf,
    /// Texts, or folders of texts; all where none is named.
    pub only: Vec<PathBuf>,
    /// Whether texts get what their blocks print.
    pub accept: bool,
    /// The day.
    pub today: Date,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Tested {
    /// How many blocks there were to run.
    pub blocks: usize,
    /// How many printed what their text says, or does now.
    pub right: usize,
    /// The texts that were written to.
    pub changed: Vec<PathBuf>,
    /// An error for each that did not.
    pub faults: Vec<Diagnostic>,
    /// What stood around them.
    pub sandbox: Sandbox,
}

/// Runs the blocks of code of a content folder that are to be run, and records which did.
///
/// # Errors
///
/// When nothing can be run at all, or a file can't be written.
pub fn test(content: &Content, options: &Options) -> Result<Tested> {
    let only = options
        .only
        .iter()
        .map(|path| path.canonicalize().map_err(|reason| Error::file("find", path, &reason)));
    let only = only.collect::<Result<Vec<PathBuf>>>()?;
    let is_meant = |runs: &&Runs| {
        let file = runs.file.canonicalize().unwrap_or_default();
        only.is_empty() || only.iter().any(|path| file.starts_with(path))
    };
    let texts: Vec<&Runs> = content.runs.iter().filter(is_meant).collect();
    let blocks = texts.iter().map(|runs| runs.blocks.len()).sum();
    let mut tested = Tested { blocks, ..Tested::default() };
    if blocks > 0 {
        tested.sandbox = Sandbox::find();
    }
    let stage = progress::stage("Running", blocks, "block");
    let mut runner =
        Runner { content, options, sandbox: tested.sandbox, versions: BTreeMap::new() };
    let mut records = Vec::new();
    for runs in &texts {
        let source = Source::read(&runs.file, runs.path.clone())
            .map_err(|fault| Report::new(vec![*fault]))?;
        let mut accepted = Vec::new();
        for block in &runs.blocks {
            stage.step();
            match runner.run(runs, block, &source) {
                Ok(done) => {
                    tested.right += 1;
                    accepted.extend(done.edit);
                    records.push(done.record);
                }
                Err(fault) => tested.faults.push(*fault),
            }
        }
        if !accepted.is_empty() {
            accept::write(&runs.file, source.text(), accepted)
                .map_err(|reason| Error::file("write", &runs.path, &reason))?;
            tested.changed.push(runs.path.clone());
        }
    }
    let names: Vec<String> = match only.is_empty() {
        // Of texts that are gone nothing is kept either.
        true => content.records.texts().map(str::to_owned).collect(),
        false => texts.iter().map(|runs| runs.text.clone()).collect(),
    };
    let recorded = content.records.after(&names, records).write(&options.content);
    recorded.map_err(|reason| Error::file("write to", &options.content, &reason))?;
    Ok(tested)
}

/// A block that ran.
struct Done {
    record: RunRecord,
    /// What its text is to say, where it says something else.
    edit: Option<accept::Edit>,
}

/// Runs blocks, and remembers which versions of which programs there are.
struct Runner<'a> {
    content: &'a Content,
    options: &'a Options,
    sandbox: Sandbox,
    /// By the languages.
    versions: BTreeMap<String, std::result::Result<String, String>>,
}

impl Runner<'_> {
    fn run(
        &mut self,
        runs: &Runs,
        block: &Runnable,
        source: &Source,
    ) -> std::result::Result<Done, Box<Diagnostic>> {
        let fault = |message: String, help: String| {
            Box::new(source.error(block.head.clone(), message).help(help))
        };
        let language = &block.language;
        let Some(tool) = self.content.tools.get(language) else {
            let message = format!("`site.toml` does not say how `{language}` is run");
            return Err(fault(message, example(language)));
        };
        let version = self.version(language, tool).map_err(|why| fault(why, String::new()))?;
        let out = self.printed(runs, block, tool).map_err(|(why, help)| fault(why, help))?;
        let mut now = block.clone();
        let mut edit = None;
        if out != block.expected() {
            if !self.options.accept {
                return Err(Box::new(differ::fault(source, block, &out)));
            }
            let accepted = accept::edit(source.text(), block, &out);
            now.output = Some(accepted.output.clone());
            edit = Some(accepted);
        }
        let text = runs.text.clone();
        let record = RunRecord { text, key: now.key(), tool: version, date: self.options.today };
        Ok(Done { record, edit })
    }

    /// What a block prints, or why that is not known and what helps.
    fn printed(
        &self,
        runs: &Runs,
        block: &Runnable,
        tool: &Tool,
    ) -> std::result::Result<String, (String, String)> {
        let folder = folder::of(runs).map_err(|why| (why, String::new()))?;
        let mut input = &*block.code;
        if let Some(name) = &tool.file {
            std::fs::write(folder.path().join(name), input).map_err(|reason| {
                (format!("`{name}` can't be written: {reason}"), String::new())
            })?;
            input = "";
        }
        let ran = self.process(tool, &tool.command, folder.path()).run(input);
        let Finished { out, err, status } = ran.map_err(|failure| {
            let help = match failure {
                Failure::TooLong(_) => {
                    format!("give it more in `site.toml`: `[run.{}] timeout = 60`", block.language)
                }
                Failure::TooMuch(_) => "let it print what matters".to_owned(),
                Failure::NotStarted(_) => self.sandbox.help().to_owned(),
            };
            (failure.to_string(), help)
        })?;
        if !status.success() {
            let said = differ::last_lines(&printed(&err));
            let help = if said.is_empty() { said } else { format!("it says\n{said}") };
            return Err((format!("this block ends with {status}"), help));
        }
        Ok(printed(&out))
    }

    /// The version of what runs a language, asked once.
    fn version(&mut self, language: &str, tool: &Tool) -> std::result::Result<String, String> {
        if let Some(known) = self.versions.get(language) {
            return known.clone();
        }
        let found = self.ask_version(tool);
        self.versions.insert(language.to_owned(), found.clone());
        found
    }

    fn ask_version(&self, tool: &Tool) -> std::result::Result<String, String> {
        let said = tool.version.join(" ");
        let folder = folder::empty()?;
        let ran = self.process(tool, &tool.version, folder.path()).run("");
        let Finished { out, err, status } =
            ran.map_err(|failure| format!("`{said}`: {failure}"))?;
        // Some say it where others complain.
        let found = version(&out).or_else(|| version(&err)).filter(|_| status.success());
        found.ok_or_else(|| format!("`{said}` tells no version"))
    }

    fn process<'a>(&self, tool: &'a Tool, command: &'a [String], folder: &'a Path) -> Process<'a> {
        Process { sandbox: self.sandbox, tool, command, folder }
    }
}
