//! Moves a blog of another generator here: its texts become content of ours, and every address that
//! it had stays good.
//!
//! [`import`] recognises whose blog it is, has the module of that generator read it into a
//! `blog::Blog`, converts heads and texts, and returns the [`Imported`] files with a [`ImportReport`].
//! Nothing is written until somebody asks for that, and never to the source.

mod addresses;
mod blog;
mod companions;
mod convert;
mod doc;
mod escape;
mod generator;
mod generators;
mod head;
mod hosts;
mod html;
mod imported;
mod lists;
mod markdown;
mod names;
mod patterns;
mod permalink;
mod refused;
mod report;
mod script;
mod scripts;
mod site;
mod source;
mod value;
mod write;

use std::{
    io,
    ops::Range,
    path::{Path, PathBuf},
};

use percent_encoding::percent_decode_str;

pub use generator::Generator;
pub use imported::Imported;
pub use refused::Refused;
pub use report::ImportReport;
pub use write::NewFile;

/// What is imported.
#[derive(Clone, Debug)]
pub struct ImportJob {
    /// A folder with a blog, or an export file.
    pub source: PathBuf,
    /// Whose blog it is, where that can't be seen or is seen wrongly.
    pub from: Option<Generator>,
}

/// Reads and converts a blog.
///
/// # Errors
///
/// When the source can't be read, or nobody knows whose blog it is.
pub fn import(job: &ImportJob) -> Result<Imported, Refused> {
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

    /// Leaves the words of a picture that stands at a place of a text, line and column counted from 1
    /// and in characters. Returns whether there is one.
    pub fn unpicture(&mut self, path: &str, line: usize, column: usize) -> bool {
        let Some(NewFile::Text(text)) = self.files.get_mut(path) else { return false };
        let Some(start) = line_start(text, line) else { return false };
        let content = text[start..].split('\n').next().unwrap_or_default();
        let at = content.char_indices().nth(column - 1).map_or(content.len(), |(at, _)| at);
        let of_markdown = content.match_indices("![").filter_map(|(open, _)| {
            let middle = open + content[open..].find("](")?;
            let end = middle + content[middle..].find(')')? + 1;
            Some((open..end, content[open + 2..middle].to_owned()))
        });
        let of_html = content.match_indices("<img").filter_map(|(open, _)| {
            let end = open + content[open..].find('>')? + 1;
            let (_, alt) = content[open..end].split_once("alt=\"").unwrap_or_default();
            Some((open..end, alt.split('"').next().unwrap_or_default().to_owned()))
        });
        let mut pictures = of_markdown.chain(of_html);
        let Some((range, words)) = pictures.find(|(range, _)| range.contains(&at)) else {
            return false;
        };
        text.replace_range(start + range.start..start + range.end, &words);
        true
    }

    /// The address of the list of all posts.
    pub fn archive(&self) -> String {
        let Some(NewFile::Text(settings)) = self.files.get("site.toml") else {
            return String::new();
        };
        let line = settings.lines().find_map(|line| line.strip_prefix("archive = \""));
        line.map_or("/archive/", |rest| rest.trim_end_matches('"')).to_owned()
    }

    /// Mends the tag at a place of a text, line and column counted from 1 and in characters, or takes it out. Returns
    /// what was done, and whether a browser would have done the same; nothing where no tag is there.
    pub fn refit(
        &mut self,
        path: &str,
        line: usize,
        column: usize,
        fault: &str,
    ) -> Option<(String, bool)> {
        let Some(NewFile::Text(text)) = self.files.get_mut(path) else { return None };
        let start = line_start(text, line)?;
        let content = text[start..].split('\n').next().unwrap_or_default();
        let at = content.char_indices().nth(column - 1).map_or(content.len(), |(at, _)| at);
        let mut refit = markdown::refit(text, start + at, fault)?;
        refit.edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, new) in refit.edits {
            text.replace_range(range, &new);
        }
        Some((refit.what, refit.is_usual))
    }

    /// Makes a link of a text to a place lead to its page: one on a line, counted from 1, or the
    /// definition that such a link stands for. Returns whether there is one.
    pub fn unplace(&mut self, path: &str, line: usize, place: &str) -> bool {
        let Some(NewFile::Text(text)) = self.files.get_mut(path) else { return false };
        let Some(start) = line_start(text, line) else { return false };
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        // As it stands there it may have marks that end an address elsewhere.
        let ends =
            |at: usize| !text[at..].starts_with(|c: char| c.is_alphanumeric() || "-_".contains(c));
        let raw = text[start..end].find(place).map(|at| start + at..start + at + place.len());
        let raw = raw.filter(|range| ends(range.end));
        let is_place = |range: &Range<usize>| {
            let written = percent_decode_str(&text[range.clone()]).decode_utf8_lossy();
            written.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&") == place
        };
        let near = fragments(text, start..end).find(is_place);
        let found = raw
            .or(near)
            .or_else(|| definitions(text).find_map(|at| fragments(text, at).find(is_place)));
        let Some(range) = found else { return false };
        text.replace_range(range, "#top");
        true
    }

    /// Makes the definitions of a text that lead to a file lead nowhere else than to its own top. Returns
    /// whether there is one.
    pub fn undefine(&mut self, path: &str, file: &str) -> bool {
        let Some(NewFile::Text(text)) = self.files.get_mut(path) else { return false };
        let found: Vec<Range<usize>> = definitions(text)
            .filter(|range| {
                let address = text[range.clone()].trim_matches(['<', '>']);
                let plain = address.split(['#', '?']).next().unwrap_or_default();
                plain == file || plain.ends_with(&format!("/{file}"))
            })
            .collect();
        for range in found.iter().rev() {
            text.replace_range(range.clone(), "#top");
        }
        !found.is_empty()
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

/// The places of addresses in definitions: `[name]: address`.
fn definitions(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let plain = line.trim_start();
        let inner = plain.strip_prefix('[').filter(|inner| !inner.starts_with('^'))?;
        let (_, rest) = inner.split_once("]:")?;
        let address = rest.trim_start();
        let from = start + line.len() - address.len();
        let length = address.find(char::is_whitespace).unwrap_or(address.len());
        Some(from..from + length)
    })
}

/// The places of fragments of addresses in a part of a text, each with its `#`.
fn fragments(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let places: Vec<usize> = text[part.clone()].match_indices('#').map(|(at, _)| at).collect();
    places.into_iter().map(move |at| {
        let from = part.start + at;
        let ends = |c: char| c.is_whitespace() || ")\">'".contains(c);
        let length = text[from..part.end].find(ends).unwrap_or(part.end - from);
        from..from + length
    })
}

/// Where a line begins, counted from 1.
fn line_start(text: &str, line: usize) -> Option<usize> {
    match line {
        0 | 1 => Some(0),
        line => text.match_indices('\n').nth(line - 2).map(|(at, _)| at + 1),
    }
}
