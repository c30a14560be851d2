//! What becomes of a site that is there: files that are put into it and files that are taken out, in
//! an order in which every page finds what it needs.
//!
//! It is written down before anything is moved, so that the next build completes what a killed one
//! began.

use std::{
    collections::HashSet,
    fs::{Metadata, symlink_metadata},
    path::{Path, PathBuf},
};

use diagnostics::{Error, Result};
use hosting::{FOR_EVER, INVENTORY, cache_control};
use serde::{Deserialize, Serialize};
use store::fs;

/// Paths on the site.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Change {
    /// The files that wait in the room, below `new`.
    pub(super) made: Vec<String>,
    /// The files to be removed.
    pub(super) gone: Vec<String>,
}

/// The inventory while the change is under way: what was and what will be.
pub(super) const DURING: &str = "during";
/// The inventory when it is done.
pub(super) const AFTER: &str = "after";

/// The file that a change is noted in.
const NOTE: &str = "change";

impl Change {
    /// Notes in the room what is to be done. From then on it is done, if not by this build.
    pub(super) fn write_down(&self, room: &Path) -> Result<()> {
        let bytes = postcard::to_stdvec(self).map_err(|reason| Error::new(reason.to_string()))?;
        let draft = room.join("change.tmp");
        fs::write_new(&draft, &bytes)?;
        fs::rename(&draft, &room.join(NOTE))
    }

    /// What a build had noted in its room before it was killed.
    pub(super) fn noted(room: &Path) -> Option<Self> {
        postcard::from_bytes(&std::fs::read(room.join(NOTE)).ok()?).ok()
    }

    /// Sees to it that nobody does what is noted in a room.
    pub(super) fn strike_out(room: &Path) -> Result<()> {
        fs::remove_file(&room.join(NOTE))
    }

    /// The first thing of somebody else's in the site that has a place which the change needs.
    pub(super) fn obstacle(
        &self,
        room: &Path,
        site: &Path,
        is_ours: impl Fn(&str) -> bool,
    ) -> Option<PathBuf> {
        if !site.exists() {
            return None;
        }
        let gone: HashSet<&str> = self.gone.iter().map(String::as_str).collect();
        let at = |path: &str| site.join(path.trim_start_matches('/'));
        let mut seen = HashSet::new();
        for path in &self.made {
            for folder in folders_above(path).take_while(|folder| seen.insert(*folder)) {
                let there = symlink_metadata(at(folder));
                if there.is_ok_and(|data| !data.is_dir() && !gone.contains(folder)) {
                    return Some(at(folder));
                }
            }
            let Ok(there) = symlink_metadata(at(path)) else { continue };
            if there.is_dir() {
                if !holds_only(&at(path), path, &gone) {
                    return Some(at(path));
                }
            } else if !is_ours(path) && !is_same(&there, &at(path), &staged(room, path)) {
                return Some(at(path));
            }
        }
        None
    }

    /// Does it; what is done already stays done.
    pub(super) fn carry_out(mut self, room: &Path, site: &Path) -> Result<()> {
        let inventory = site.join(&INVENTORY[1..]);
        let note = |name| {
            let file = room.join(name);
            if file.exists() { fs::move_file(&file, &inventory) } else { Ok(()) }
        };
        note(DURING)?;
        // What needs something comes after it, and goes before.
        self.made.sort_by_cached_key(|path| (Needs::of(path), path.clone()));
        self.gone.sort_by_cached_key(|path| std::cmp::Reverse((Needs::of(path), path.clone())));
        if self.move_in(room, site).is_err() {
            // Where a folder has to be, a file may be that has to go, or the other way round.
            self.take_out(site)?;
            self.move_in(room, site)?;
        }
        self.take_out(site)?;
        note(AFTER)
    }

    fn move_in(&self, room: &Path, site: &Path) -> Result<()> {
        for path in &self.made {
            let (from, to) = (staged(room, path), site.join(path.trim_start_matches('/')));
            if std::fs::rename(&from, &to).is_err() && from.exists() {
                remove_empty(&to);
                if let Some(folder) = to.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::move_file(&from, &to)?;
            }
        }
        Ok(())
    }

    fn take_out(&self, site: &Path) -> Result<()> {
        for path in &self.gone {
            let file = site.join(path.trim_start_matches('/'));
            let folder = file.parent().map(Path::canonicalize);
            if folder.is_some_and(|real| real.is_ok_and(|real| !real.starts_with(site))) {
                // A symbolic link has taken the place of the folder: its target is not ours.
                continue;
            }
            if let Err(reason) = std::fs::remove_file(&file)
                && symlink_metadata(&file).is_ok_and(|data| !data.is_dir())
            {
                return Err(Error::file("remove", &file, &reason));
            }
            // Folders go with the last file in them.
            let above = file.ancestors().skip(1).take_while(|folder| *folder != site);
            for folder in above {
                if std::fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// What a file needs on the site to be of use: each kind those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Needs {
    /// Nothing: its name tells what is in it.
    Nothing,
    /// Such files: icons, fonts, what a text offers.
    Assets,
    /// All of those: a page, in every encoding.
    Page,
    /// Pages too: what tells of them, and the documents that the app loads a page for when they
    /// belong to another build.
    Pages,
}

impl Needs {
    fn of(path: &str) -> Self {
        let plain = plain(path);
        match plain {
            _ if cache_control(plain) == FOR_EVER => Self::Nothing,
            _ if plain.ends_with(".html") => Self::Page,
            _ if plain.ends_with(".xml") || plain.ends_with("/index.json") => Self::Pages,
            _ => Self::Assets,
        }
    }
}

/// The path of the file that one at a path may be an encoding of.
pub(super) fn plain(path: &str) -> &str {
    path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz")).unwrap_or(path)
}

/// Where a file waits.
fn staged(room: &Path, path: &str) -> PathBuf {
    room.join("new").join(path.trim_start_matches('/'))
}

/// The folders that a path on the site is in, the nearest first.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    fn above(path: &str) -> Option<&str> {
        let (folder, _) = path.rsplit_once('/')?;
        (!folder.is_empty()).then_some(folder)
    }
    std::iter::successors(above(path), |folder| above(folder))
}

/// Removes a folder, if there is one, with folders in it but no file.
fn remove_empty(folder: &Path) {
    if symlink_metadata(folder).is_ok_and(|data| data.is_dir()) {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.for_each(|entry| remove_empty(&entry.path()));
        let _ = std::fs::remove_dir(folder);
    }
}

/// Whether all files in a folder of the site are among some.
fn holds_only(folder: &Path, path: &str, files: &HashSet<&str>) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().all(|entry| {
        let Ok(name) = entry.file_name().into_string() else { return false };
        let path = format!("{path}/{name}");
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => holds_only(&entry.path(), &path, files),
            _ => files.contains(&*path),
        }
    })
}

/// Whether a file that is there is what would be put there.
fn is_same(there: &Metadata, file: &Path, staged: &Path) -> bool {
    let same_size = || staged.metadata().is_ok_and(|data| data.len() == there.len());
    let same =
        || std::fs::read(file).ok().zip(std::fs::read(staged).ok()).is_some_and(|(a, b)| a == b);
    there.is_file() && same_size() && same()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_something_comes_after_it() {
        let mut paths = [
            "/posts/a/index.json.br",
            "/posts/a/index.html.gz",
            "/index.html",
            "/sitemap.xml",
            "/index.html.br",
            "/favicon.ico",
            "/pkg/blog.1.js",
            "/media/a.1.png",
            "/lists/1/2/posts/0.json",
            "/404.html",
        ];
        paths.sort_by_key(|path| (Needs::of(path), *path));
        assert_eq!(
            paths,
            [
                "/lists/1/2/posts/0.json",
                "/media/a.1.png",
                "/pkg/blog.1.js",
                "/favicon.ico",
                "/404.html",
                "/index.html",
                "/index.html.br",
                "/posts/a/index.html.gz",
                "/posts/a/index.json.br",
                "/sitemap.xml",
            ]
        );
    }

    #[test]
    fn what_belongs_to_somebody_is_in_the_way() {
        let temp = tempfile::tempdir().expect("a folder");
        let (room, site) = (temp.path().join("room"), temp.path().join("site"));
        let write = |file: PathBuf, text: &str| {
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, text).expect("written");
        };
        for (path, text) in [
            ("same", "new"),
            ("other", "mine"),
            ("ours", "old"),
            ("file", "mine"),
            ("going", "old"),
            ("folder/mine", "mine"),
            ("emptied/a/old", "old"),
        ] {
            write(site.join(path), text);
        }
        let obstacle = |path: &str| {
            write(staged(&room, path), "new");
            let gone = vec!["/going".to_owned(), "/emptied/a/old".to_owned()];
            let change = Change { made: vec![path.to_owned()], gone };
            let found = change.obstacle(&room, &site, |path| path == "/ours")?;
            Some(found.strip_prefix(&site).expect("below").display().to_string())
        };
        for (path, found) in [
            ("/same", None),
            ("/ours", None),
            ("/nothing/there", None),
            ("/going/now/a/folder", None),
            ("/emptied", None),
            ("/other", Some("other")),
            ("/file/below", Some("file")),
            ("/folder", Some("folder")),
        ] {
            assert_eq!(obstacle(path).as_deref(), found, "{path}");
        }
    }
}
