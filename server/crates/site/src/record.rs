//! What the last build wrote, and from what: so that the next one can leave it where it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    io,
    path::Path,
};

use model::Date;
use rayon::{iter::Either, prelude::*};
use serde::{Deserialize, Serialize};
use store::{Key, Stamp, snapshot};

use super::{inventory::is_left_alone, verify::Inspection};

/// To be counted up whenever it is written otherwise.
const KIND: &str = "record 4";

/// A file of a site.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RecordedFile {
    /// All that it was made from.
    pub(super) key: Key,
    /// The file as it was written: one that has another stamp is not ours any more.
    pub(super) stamp: Stamp,
    /// What the check of the site needs to know of it.
    pub(super) look: Inspection,
}

/// All files of a site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SiteRecord {
    /// By their paths on the site, not encoded.
    pub(super) files: BTreeMap<String, RecordedFile>,
    /// The folders that these are in, `/` among them. What is put into one or taken out of it
    /// changes its stamp.
    pub(super) folders: BTreeMap<String, Stamp>,
    /// The inventory of the site as it was written.
    pub(super) inventory: Option<Stamp>,
    /// What stands in it beside the files: see [`Inventory`](super::inventory::Inventory).
    pub(super) retired: BTreeMap<String, Date>,
    /// The files in the site that no build made, as somebody was told.
    pub(super) told: BTreeSet<String>,
}

/// Folders of a site that are as the last build left them.
#[derive(Debug, Default)]
pub(super) struct UntouchedFolders(BTreeMap<String, Stamp>);

impl UntouchedFolders {
    /// Those in which none of some files are put, replaced or removed, nor a folder with some of them.
    pub(super) fn without<'a>(mut self, paths: impl Iterator<Item = &'a String>) -> Self {
        for folder in folders_of(paths) {
            self.0.remove(folder);
        }
        self
    }
}

impl SiteRecord {
    /// Reads what the last build kept; what is damaged, or of another program, is nothing.
    pub(super) fn read(file: &Path) -> Option<Self> {
        snapshot::read(file, KIND).map(|(record, _)| record)
    }

    /// Keeps it for the next build. Without, that one makes everything anew.
    pub(super) fn write(&self, file: &Path) -> io::Result<()> {
        snapshot::write(file, KIND, self, |_| Ok(()))
    }

    /// Notes the folders of a site as they are now, unless this is known.
    pub(super) fn note_folders(&mut self, site: &Path, known: &UntouchedFolders) {
        let stamp = |folder: &str| {
            let known = known.0.get(folder).copied();
            known.or_else(|| Stamp::read(&site.join(&folder[1..])))
        };
        let folders = folders_of(self.files.keys()).into_par_iter();
        let stamps = folders.filter_map(|folder| Some((folder.to_owned(), stamp(folder)?)));
        self.folders = stamps.collect();
    }

    /// The files of a site that are in it though they are not in the record, as paths on it; but for
    /// those that are [left alone](is_left_alone). Also the folders that are as they are known.
    pub(super) fn strangers(&self, site: &Path) -> (BTreeSet<String>, UntouchedFolders) {
        let folders: Vec<(&String, &Stamp)> = self.folders.iter().collect();
        let (same, others): (BTreeMap<_, _>, Vec<_>) =
            folders.into_par_iter().partition_map(|(folder, stamp)| {
                match Stamp::read(&site.join(&folder[1..])) {
                    now if now == Some(*stamp) => Either::Left((folder.clone(), *stamp)),
                    now => Either::Right(now.map(|_| folder)),
                }
            });
        let is_there = |path: &&String| site.join(&path[1..]).symlink_metadata().is_ok();
        let mut strangers: BTreeSet<String> = self.told.iter().filter(is_there).cloned().collect();
        for folder in others.into_iter().flatten() {
            self.strangers_in(site, folder.trim_end_matches('/'), &mut strangers);
        }
        (strangers, UntouchedFolders(same))
    }

    /// The same, when nothing is known of its folders.
    pub(super) fn strangers_of_all(&self, site: &Path) -> BTreeSet<String> {
        let mut strangers = BTreeSet::new();
        self.strangers_in(site, "", &mut strangers);
        strangers
    }

    fn strangers_in(&self, site: &Path, folder: &str, strangers: &mut BTreeSet<String>) {
        let entries = std::fs::read_dir(site.join(folder.trim_start_matches('/')));
        for entry in entries.into_iter().flatten().flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            if is_left_alone(OsStr::new(&name)) {
                continue;
            }
            let path = format!("{folder}/{name}");
            match entry.file_type() {
                // One that is known is looked at by itself.
                Ok(kind) if kind.is_dir() => {
                    if !self.folders.contains_key(&path) {
                        self.strangers_in(site, &path, strangers);
                    }
                }
                Ok(_) if !self.files.contains_key(&path) => drop(strangers.insert(path)),
                _ => {}
            }
        }
    }
}

/// The folders that some files are in, `/` among them.
fn folders_of<'a>(paths: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    let mut folders: BTreeSet<&str> = BTreeSet::from(["/"]);
    for path in paths {
        let mut folder = path.as_str();
        while let Some((above, _)) = folder.rsplit_once('/')
            && folders.insert(if above.is_empty() { "/" } else { above })
        {
            folder = above;
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Folder;

    #[test]
    fn what_somebody_puts_into_the_site_is_noticed() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = Folder::at(temp.path());
        for path in ["/a/b/c", "/d"] {
            site.write(path, "text").expect("written");
        }
        let mut record = site.into_contents().record;
        record.note_folders(temp.path(), &UntouchedFolders::default());
        let folders: Vec<&str> = record.folders.keys().map(String::as_str).collect();
        assert_eq!(folders, ["/", "/a", "/a/b"]);
        let (strangers, untouched) = record.strangers(temp.path());
        assert_eq!(strangers, BTreeSet::new());
        let untouched = untouched.without([&"/a/b/d".to_owned()].into_iter());
        assert!(untouched.0.is_empty(), "what is put into a folder may change those above it");
        std::fs::create_dir(temp.path().join("a/new")).expect("a folder");
        for path in ["a/b/mine", "a/new/mine", "a/.mine"] {
            std::fs::write(temp.path().join(path), "mine").expect("written");
        }
        let (strangers, untouched) = record.strangers(temp.path());
        assert_eq!(strangers, ["/a/b/mine", "/a/new/mine"].map(str::to_owned).into());
        assert_eq!(
            untouched.0.keys().collect::<Vec<_>>(),
            ["/"],
            "something was put into the others"
        );
        // What is known to be there need not be found again.
        record.told = strangers.clone();
        record.note_folders(temp.path(), &untouched);
        assert_eq!(record.strangers(temp.path()).0, strangers);
        assert_eq!(SiteRecord::default().strangers_of_all(temp.path()).len(), 4);
    }
}
