//! The repository of a folder, read by the program `git`: it runs for a minute at most, and what it prints is
//! bounded.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::history::{Histories, histories};

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// How much it may print of a history.
const LONGEST: u64 = 256 << 20;
/// How many commits are looked at, from the newest on.
const COMMITS: usize = 50_000;
/// How large a version may be; what is larger is none.
const LARGEST: usize = 1 << 20;

/// Why a history can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is no repository, or no program that reads it.
    NoRepository,
    /// The repository is a shallow one: it lacks what was before.
    Shallow,
    /// It takes too long, or is too much.
    TooMuch,
}

/// The repository that a folder lies in.
#[derive(Clone, Debug)]
pub struct Repository {
    folder: PathBuf,
    /// The commit that it is at.
    commit: String,
}

impl Repository {
    /// Finds it.
    ///
    /// # Errors
    ///
    /// When there is none, or one without its history.
    pub fn of(folder: &Path) -> Result<Self, Unreadable> {
        let ask = |arguments: &[&str]| run(folder, arguments, None).ok();
        let commit = ask(&["rev-parse", "HEAD"]).ok_or(Unreadable::NoRepository)?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let is_shallow = ask(&["rev-parse", "--is-shallow-repository"]);
        if is_shallow.is_some_and(|is| is.trim_ascii() == b"true") {
            return Err(Unreadable::Shallow);
        }
        Ok(Self { folder: folder.to_owned(), commit })
    }

    /// The commit that it is at.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// The versions of all files below the folder, by their paths in it. Of a merge it is what it brought
    /// to the branch: versions that were on another one only were never those of the site.
    ///
    /// # Errors
    ///
    /// When that is too much, or takes too long.
    pub fn histories(&self) -> Result<Histories, Unreadable> {
        let commits = format!("--max-count={COMMITS}");
        let log = [
            "-c",
            "log.showSignature=false",
            "log",
            "--first-parent",
            "--diff-merges=first-parent",
            "--format=%x01%H %cs",
            "--raw",
            "--no-abbrev",
            "--find-renames",
            "--relative",
            "-z",
            &commits,
            "--",
            ".",
        ];
        Ok(histories(&String::from_utf8_lossy(&run(&self.folder, &log, None)?)))
    }

    /// What is in some versions, by the names that git has for it. What is too large, or no text, is missing.
    ///
    /// # Errors
    ///
    /// When that is too much, or takes too long.
    pub fn contents(&self, blobs: &[&str]) -> Result<BTreeMap<String, String>, Unreadable> {
        if blobs.is_empty() {
            return Ok(BTreeMap::new());
        }
        let asked = blobs.join("\n") + "\n";
        let printed = run(&self.folder, &["cat-file", "--batch"], Some(asked))?;
        Ok(batch(&printed))
    }
}

/// Reads what `git cat-file --batch` prints: a line with name, kind and size, then as many bytes and a line end.
fn batch(printed: &[u8]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = BufReader::new(printed);
    let mut line = String::new();
    while rest.read_line(&mut line).is_ok_and(|read| read > 0) {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default().to_owned();
        let size = words.nth(1).and_then(|size| size.parse::<usize>().ok());
        let Some(size) = size else {
            line.clear();
            continue;
        };
        let mut content = Vec::new();
        let read = rest.by_ref().take(size as u64 + 1).read_to_end(&mut content);
        if read.is_err() || content.len() <= size {
            break;
        }
        content.truncate(size);
        if size <= LARGEST
            && let Ok(text) = String::from_utf8(content)
        {
            found.insert(name, text);
        }
        line.clear();
    }
    found
}

/// What git prints in a folder.
fn run(folder: &Path, arguments: &[&str], input: Option<String>) -> Result<Vec<u8>, Unreadable> {
    let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        // What a partial clone lacks is not fetched.
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| Unreadable::NoRepository)?;
    if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
        // While it prints it may not read on: both sides at once. Who has been killed reads nothing.
        thread::spawn(move || stdin.write_all(input.as_bytes()).is_ok());
    }
    let stdout = child.stdout.take();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut printed = Vec::new();
        let read = stdout.map(|stdout| stdout.take(LONGEST + 1).read_to_end(&mut printed));
        // Nobody may be waiting any more.
        let _ = sender.send(read.is_some_and(|read| read.is_ok()).then_some(printed));
    });
    let printed = receiver.recv_timeout(PATIENCE).ok().flatten();
    let printed = printed.filter(|printed| printed.len() as u64 <= LONGEST);
    if printed.is_none() {
        let _ = child.kill();
    }
    let ended = child.wait().is_ok_and(|status| status.success());
    match printed {
        Some(printed) if ended => Ok(printed),
        Some(_) => Err(Unreadable::NoRepository),
        None => Err(Unreadable::TooMuch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_of_several_versions_is_told_apart() {
        let printed =
            b"aa blob 5\na\nb c\nbb missing\ncc blob 2\n\xff\xfe\ndd blob 0\n\nee blob 9\nshort";
        let found = batch(printed);
        let expected = [("aa".to_owned(), "a\nb c".to_owned()), ("dd".to_owned(), String::new())];
        assert_eq!(found, BTreeMap::from(expected));
    }
}
