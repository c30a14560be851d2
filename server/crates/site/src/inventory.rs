//! `.inventory`: which files of a site folder a build of ours made. All others are somebody's, and
//! nothing is done to them.
//!
//! It stands in the site itself, so that it goes where that goes, and is there when the cache is not.
//! It has a path on each line; behind an asset that only pages of an earlier build need, the day from
//! which that is so.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fmt::Write,
    path::Path,
};

use hosting::INVENTORY;
use jiff::civil;
use model::{Date, routes::MEDIA};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::front::PACKAGE;

/// What stands between a path and a day.
const SINCE: char = '\t';
/// What can't stand in a line as it is.
const NOT_IN_A_LINE: &AsciiSet = &CONTROLS.add(b'%');

/// The files that builds of ours made, as paths on the site, not encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inventory {
    /// The files of the site as it is.
    pub(super) files: BTreeSet<String>,
    /// Assets of earlier builds, with the day from which no page of the site has needed them.
    pub(super) retired: BTreeMap<String, Date>,
}

impl Inventory {
    /// That of a site; `None` when it has none, or a damaged one: then nobody knows.
    pub(super) fn read(site: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(site.join(&INVENTORY[1..])).ok()?;
        let path = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let mut inventory = Self::default();
        for line in text.lines() {
            match line.split_once(SINCE) {
                Some((text, since)) => {
                    inventory.retired.insert(path(text), since.parse().ok()?);
                }
                None => {
                    inventory.files.insert(path(line));
                }
            }
        }
        text.ends_with('\n').then_some(inventory)
    }

    /// The file as it stands in a site.
    pub(super) fn text(&self) -> String {
        let line = |path| utf8_percent_encode(path, NOT_IN_A_LINE);
        let mut text = String::new();
        // Writing to a string can't fail.
        for path in &self.files {
            let _ = writeln!(text, "{}", line(path));
        }
        for (path, since) in &self.retired {
            let _ = writeln!(text, "{}{SINCE}{since}", line(path));
        }
        text
    }

    /// Whether a build of ours made a file.
    pub(super) fn has(&self, path: &str) -> bool {
        path == INVENTORY || self.files.contains(path) || self.retired.contains_key(path)
    }

    /// Whether a build of ours made anything below a folder.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        let first = format!("{folder}/");
        let is_below = |path: Option<&String>| path.is_some_and(|path| path.starts_with(&first));
        is_below(self.files.range(first.clone()..).next())
            || is_below(self.retired.range(first.clone()..).map(|(path, _)| path).next())
    }
}

/// Whether a page that a reader has open may need the file at a path, whatever is published since: one
/// that is named by its content. The lists of the tag filter are no such files: where theirs are gone,
/// pages do without.
pub(super) fn is_asset(path: &str) -> bool {
    path.starts_with(PACKAGE) || path.starts_with(MEDIA)
}

/// Whether something in a site folder is left alone, wherever it comes from, unless a build of ours made
/// it: repositories and settings begin with a dot, and some disks bring a folder of their own.
pub(super) fn is_left_alone(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") || name == "lost+found"
}

/// How many days lie between two.
pub(super) fn days(from: Date, to: Date) -> i64 {
    let day = |date: Date| date.to_string().parse::<civil::Date>().ok();
    let between = day(from).zip(day(to)).map(|(from, to)| i64::from((to - from).get_days()));
    between.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_is_written_unless_it_is_damaged() {
        let temp = tempfile::tempdir().expect("a folder");
        assert_eq!(Inventory::read(temp.path()), None);
        let day = Date::new(2026, 2, 27).expect("a day");
        let inventory = Inventory {
            files: ["/a/größe\n b%".to_owned(), "/index.html".to_owned()].into(),
            retired: [("/pkg/old.js".to_owned(), day)].into(),
        };
        let file = temp.path().join(&INVENTORY[1..]);
        std::fs::write(&file, inventory.text()).expect("written");
        assert_eq!(Inventory::read(temp.path()), Some(inventory.clone()));
        assert!(inventory.has("/pkg/old.js") && inventory.has(INVENTORY) && !inventory.has("/a"));
        let folders = ["/a", "/pkg", "/b", "/index"].map(|folder| inventory.has_below(folder));
        assert_eq!(folders, [true, true, false, false]);
        for damaged in ["", "/a", "/a\tsoon\n"] {
            std::fs::write(&file, damaged).expect("written");
            assert_eq!(Inventory::read(temp.path()), None, "{damaged:?}");
        }
        assert_eq!(days(day, Date::new(2026, 3, 2).expect("a day")), 3);
    }
}
