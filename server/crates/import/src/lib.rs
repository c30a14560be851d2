//! Moves a blog of another generator here: its texts become content of ours, and every address that
//! it had stays good.
//!
//! [`import`] recognises whose blog it is, has the module of that generator read it into a
//! `blog::Blog`, converts heads and texts, and returns the [`Imported`] files with a [`Report`].
//! Nothing is written until somebody asks for that, and never to the source.

mod addresses;
mod blog;
mod convert;
mod doc;
mod generators;
mod head;
mod html;
mod markdown;
mod names;
mod patterns;
mod permalink;
mod report;
mod script;
mod site;
mod source;
mod value;
mod write;

use std::{
    collections::BTreeMap,
    fmt, io,
    path::{Path, PathBuf},
};

pub use generators::Generator;
pub use report::Report;
pub use write::NewFile;

/// What is imported.
#[derive(Clone, Debug)]
pub struct Job {
    /// A folder with a blog, or an export file.
    pub source: PathBuf,
    /// Whose blog it is, where that can't be seen or is seen wrongly.
    pub from: Option<Generator>,
}

/// Why nothing was imported.
#[derive(Debug)]
pub struct Refused(String);

impl Refused {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// A blog as it will lie in the content folder.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The files, by their paths below the content folder.
    pub files: BTreeMap<String, NewFile>,
    /// What came of it.
    pub report: Report,
    /// Where each line of a text was written: the file of the source, and its line for each line
    /// of ours, from 1.
    origins: BTreeMap<String, Origin>,
}

/// Where a text was written.
#[derive(Clone, Debug)]
struct Origin {
    file: String,
    lines: Vec<usize>,
}

/// Reads and converts a blog.
///
/// # Errors
///
/// When the source can't be read, or nobody knows whose blog it is.
pub fn import(job: &Job) -> Result<Imported, Refused> {
    let unreadable =
        |reason: io::Error| Refused::new(format!("can't read {}: {reason}", job.source.display()));
    let data = std::fs::metadata(&job.source).map_err(unreadable)?;
    let (source, blog) = if data.is_dir() {
        let source = source::Source::open(&job.source).map_err(unreadable)?;
        let blog = generators::read(&source, job.from)?;
        (source, blog)
    } else {
        let (source, name) = source::Source::of_file(&job.source).map_err(unreadable)?;
        let blog = generators::read_export(&source, &name, job.from)?;
        (source, blog)
    };
    if blog.texts.is_empty() {
        return Err(Refused::new(format!(
            "{} has no posts that a blog of {} would have",
            job.source.display(),
            blog.generator
        )));
    }
    Ok(convert::convert(&source, blog))
}

impl Imported {
    /// Where a line of a text of ours was written, both counted from 1: the file and its line.
    pub fn origin(&self, path: &Path, line: usize) -> Option<(&str, usize)> {
        let origin = self.origins.get(path.to_str()?)?;
        let line = origin.lines.get(line.saturating_sub(1)).or(origin.lines.last());
        Some((&origin.file, line.copied().unwrap_or(1)))
    }

    /// Makes a text a draft, with the faults of it named at its top.
    pub fn draft(&mut self, path: &str, faults: &[String]) {
        let Some(NewFile::Text(text)) = self.files.get_mut(path) else { return };
        let Some(rest) = text.strip_prefix("+++\n") else { return };
        let mut lines = vec!["A draft, since the import left faults in it:".to_owned()];
        lines.extend(faults.iter().map(|fault| format!("- {}", fault.replace(['\n', '\r'], " "))));
        let said: String = lines.iter().map(|line| format!("# {line}\n")).collect();
        // The key stands before any table.
        let (head, body) = rest.split_once("\n+++\n").unwrap_or((rest, ""));
        let (keys, extra) = head
            .split_once("\n\n[extra]")
            .map_or((head, None), |(keys, extra)| (keys, Some(extra)));
        let is_draft = keys.lines().any(|line| line == "draft = true");
        let mut made = format!("+++\n{said}{keys}\n");
        let mut added = lines.len();
        if !is_draft {
            made.push_str("draft = true\n");
            added += 1;
            self.report.drafts += usize::from(path.starts_with("posts/"));
        }
        if let Some(extra) = extra {
            made.push_str(&format!("\n[extra]{extra}\n"));
        }
        made.push_str(&format!("+++\n{body}"));
        *text = made;
        if let Some(origin) = self.origins.get_mut(path) {
            origin.lines.splice(1..1, std::iter::repeat_n(1, added));
        }
    }

    /// Leaves the words of a link that stands at a place of a text, line and column counted from 1
    /// and in characters. Returns whether there is one.
    pub fn unlink(&mut self, path: &str, line: usize, column: usize) -> bool {
        let Some(NewFile::Text(text)) = self.files.get_mut(path) else { return false };
        let Some(start) = line_start(text, line) else { return false };
        let content = text[start..].split('\n').next().unwrap_or_default();
        let at = content.char_indices().nth(column - 1).map_or(content.len(), |(at, _)| at);
        let Some(middle) = content[..at].rfind("](") else { return false };
        let Some(end) = content[at..].find(')').map(|end| at + end + 1) else { return false };
        let mut depth = 0;
        let open = content[..middle].char_indices().rev().find(|(_, c)| {
            depth += match c {
                ']' => 1,
                '[' => -1,
                _ => 0,
            };
            depth < 0
        });
        let Some((open, _)) = open.filter(|(at, _)| !content[..*at].ends_with('!')) else {
            return false;
        };
        let words = content[open + 1..middle].to_owned();
        text.replace_range(start + open..start + end, &words);
        true
    }

    /// Replaces a part of a line of a text, both counted from 1 and in characters. Returns whether
    /// the line had that part.
    pub fn replace(
        &mut self,
        path: &str,
        line: usize,
        column: usize,
        old: &str,
        new: &str,
    ) -> bool {
        let Some(NewFile::Text(text)) = self.files.get_mut(path) else { return false };
        let Some(start) = line_start(text, line) else { return false };
        let content = text[start..].split('\n').next().unwrap_or_default();
        let at = content.char_indices().nth(column - 1).map_or(content.len(), |(at, _)| at);
        let Some(found) = content[at..].find(old) else { return false };
        let from = start + at + found;
        text.replace_range(from..from + old.len(), new);
        true
    }
}

/// Where a line begins, counted from 1.
fn line_start(text: &str, line: usize) -> Option<usize> {
    match line {
        0 | 1 => Some(0),
        line => text.match_indices('\n').nth(line - 2).map(|(at, _)| at + 1),
    }
}
