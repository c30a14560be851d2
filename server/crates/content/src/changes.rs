//! When texts last changed, as the history of their repository has it, where `[post]` asks for that.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, PoisonError},
};

use diagnostics::{Diagnostic, Source, Span};
use model::Date;

/// The days of the last changes, by the paths of files below the content folder. What a file was made
/// by is no change of it.
pub(super) type Changes = BTreeMap<PathBuf, Date>;

/// A history that was read: of which folder, up to which commit.
type Known = (PathBuf, String, Changes);

/// The last one: while a blog is written, it is read again only after a commit.
static KNOWN: Mutex<Option<Known>> = Mutex::new(None);

/// What begins the line of a day in what git prints: no path has it.
const DAY: char = '\u{1}';

/// Reads the history of a content folder; `asked` is where the blog asks for it.
pub(super) fn read(
    root: &Path,
    source: &Source,
    asked: &Span,
    faults: &mut Vec<Diagnostic>,
) -> Changes {
    let Some(commit) = git(root, &["rev-parse", "HEAD"]) else {
        let message = "the content folder is in no git repository that can be read";
        let help = "begin one and commit the texts, or take this out; it takes the program `git`";
        faults.push(source.warning(asked.clone(), message).help(help));
        return Changes::new();
    };
    if git(root, &["rev-parse", "--is-shallow-repository"]).is_some_and(|is| is.trim() == "true") {
        let message = "the repository lacks its history, so nobody knows when texts changed";
        let help = "fetch it whole: `git fetch --unshallow`; on GitHub give actions/checkout \
            `with: { fetch-depth: 0 }`";
        faults.push(source.warning(asked.clone(), message).help(help));
        return Changes::new();
    }
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((folder, at, changes)) = &*known
        && folder == root
        && *at == commit
    {
        return changes.clone();
    }
    let day = format!("--format={DAY}%as");
    let log = ["log", &day, "--name-only", "--no-renames", "--relative", "-z", "--", "."];
    let changes = changes(&git(root, &log).unwrap_or_default());
    *known = Some((root.to_owned(), commit, changes.clone()));
    changes
}

/// What git prints in a folder; `None` where it fails, or is not there.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let ran = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let ran = ran.ok().filter(|ran| ran.status.success())?;
    Some(String::from_utf8_lossy(&ran.stdout).into_owned())
}

/// The newest change of each file, in a history from the newest commit on.
fn changes(log: &str) -> Changes {
    let mut seen: BTreeMap<&str, (Date, usize)> = BTreeMap::new();
    let mut day = None;
    for part in log.split(['\0', '\n']).filter(|part| !part.is_empty()) {
        match (part.strip_prefix(DAY), day) {
            (Some(written), _) => day = written.parse::<Date>().ok(),
            (None, Some(day)) => seen.entry(part).or_insert((day, 0)).1 += 1,
            (None, None) => {}
        }
    }
    let changed = seen.into_iter().filter(|(_, (_, commits))| *commits > 1);
    changed.map(|(path, (day, _))| (PathBuf::from(path), day)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changed_with_its_newest_commit_unless_that_made_it() {
        let log = "\u{1}2026-03-02\0\nposts/a.md\0posts/größe.md\0\0\u{1}2026-02-01\0\nposts/a.md\0\
            posts/b.md\0\0\u{1}2026-01-01\0\nposts/a.md\0";
        let found: Vec<String> = changes(log)
            .into_iter()
            .map(|(path, day)| format!("{} {day}", path.display()))
            .collect();
        assert_eq!(found, ["posts/a.md 2026-03-02"]);
    }
}
