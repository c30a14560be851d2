//! The versions of files, as `git log` tells of them.

use std::collections::{BTreeMap, HashMap};

use model::Date;
use serde::{Deserialize, Serialize};

/// What begins the line of a commit in what git prints: no path has it.
const COMMIT: char = '\u{1}';

/// A version of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The commit that made it.
    pub commit: String,
    /// The day of that.
    pub date: Date,
    /// Where the file was then.
    pub path: String,
    /// What git calls what is in it.
    pub blob: String,
}

/// The versions of each file that is there, by its path, the newest first.
pub type Histories = BTreeMap<String, Vec<Version>>;

/// Reads a history from its newest commit on. A file that was renamed goes on under the name that it has now.
pub(crate) fn histories(log: &str) -> Histories {
    let mut found = Histories::new();
    // What a path of that time is called now; a file that began later is nothing any more.
    let mut names: HashMap<String, Option<String>> = HashMap::new();
    let mut commit: Option<(String, Date)> = None;
    let mut parts = log.split('\0').map(|part| part.trim_start_matches('\n'));
    while let Some(part) = parts.next() {
        if let Some(line) = part.strip_prefix(COMMIT) {
            let read = line.split_once(' ');
            let read =
                read.and_then(|(name, day)| Some((name.to_owned(), day.trim().parse().ok()?)));
            commit = read;
            continue;
        }
        let Some(entry) = part.strip_prefix(':') else { continue };
        let mut fields = entry.split(' ').skip(3);
        let (blob, status) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let Some(path) = parts.next() else { break };
        let is_moved = status.starts_with(['R', 'C']);
        let Some(after) = (if is_moved { parts.next() } else { Some(path) }) else { break };
        let Some((commit, date)) = &commit else { continue };
        let now = names.entry(after.to_owned()).or_insert_with(|| Some(after.to_owned()));
        let now = match status.chars().next() {
            // Whatever was there before was another file.
            Some('A' | 'C') => now.take(),
            Some('D') => {
                *now = None;
                None
            }
            Some('R') => {
                let now = now.take();
                names.insert(path.to_owned(), now.clone());
                now
            }
            _ => now.clone(),
        };
        if let Some(now) = now {
            let (commit, path, blob) = (commit.clone(), after.to_owned(), blob.to_owned());
            found.entry(now).or_default().push(Version { commit, date: *date, path, blob });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(log: &str) -> Vec<(String, Vec<String>)> {
        let versions = |versions: Vec<Version>| {
            let told = versions.iter().map(|v| format!("{} {} {}", v.commit, v.date, v.blob));
            told.collect()
        };
        histories(log).into_iter().map(|(path, found)| (path, versions(found))).collect()
    }

    fn entry(blob: &str, status: &str, paths: &str) -> String {
        format!(":100644 100644 0 {blob} {status}\0{paths}\0")
    }

    #[test]
    fn a_file_has_its_versions_under_the_name_that_it_has_now() {
        let log = [
            "\u{1}c4 2026-01-04\0\n".to_owned(),
            entry("b4", "M", "posts/new.md"),
            entry("x2", "A", "posts/old.md"),
            "\u{1}c3 2026-01-03\0\n".to_owned(),
            entry("b3", "R090", "posts/old.md\0posts/new.md"),
            "\u{1}c2 2026-01-02\0\n".to_owned(),
            entry("b2", "M", "posts/old.md"),
            entry("0", "D", "posts/gone.md"),
            "\u{1}c1 2026-01-01\0\n".to_owned(),
            entry("b1", "A", "posts/old.md"),
            entry("g1", "A", "posts/gone.md"),
        ];
        let new = ["c4 2026-01-04 b4", "c3 2026-01-03 b3", "c2 2026-01-02 b2", "c1 2026-01-01 b1"];
        let expected = [
            ("posts/new.md".to_owned(), new.map(str::to_owned).to_vec()),
            ("posts/old.md".to_owned(), vec!["c4 2026-01-04 x2".to_owned()]),
        ];
        assert_eq!(told(&log.concat()), expected);
    }

    #[test]
    fn a_file_that_was_made_again_begins_anew() {
        let log = [
            "\u{1}c3 2026-01-03\0\n".to_owned(),
            entry("b3", "A", "a.md"),
            "\u{1}c2 2026-01-02\0\n".to_owned(),
            entry("0", "D", "a.md"),
            "\u{1}c1 2026-01-01\0\n".to_owned(),
            entry("b1", "A", "a.md"),
        ];
        let expected = [("a.md".to_owned(), vec!["c3 2026-01-03 b3".to_owned()])];
        assert_eq!(told(&log.concat()), expected);
        assert_eq!(told("\u{1}broken\0:1 2"), []);
    }
}
