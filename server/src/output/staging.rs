//! Building beside the site that is there, and taking its place only when all is well.
//!
//! The first build of a site becomes it by a rename. Where a build knows what the one before left,
//! it makes only the files that differ, and when all is well these are moved into the site, one
//! after the other. What is to be moved is written down before, so that the next build completes
//! what a killed one began.

use std::{
    ffi::OsString,
    fs::File,
    path::{Path, PathBuf},
    process,
};

use serde::{Deserialize, Serialize};

use super::{Folder, Manifest, folder::Contents, record::Record};
use crate::{
    cache::{Cache, Key},
    error::{Error, Result},
    fs,
};

/// A room beside the site, gone when this value is: `.site.<process>.tmp`, with the new files in
/// `new`, the old site in `old` while they change places, and a lock that tells a build at work
/// from the remains of one that was killed.
#[derive(Debug)]
pub struct Staging {
    site: PathBuf,
    room: PathBuf,
    /// Where the record of the site is kept.
    record: Option<PathBuf>,
    /// The files in the site that no build put there.
    strangers: Vec<String>,
    /// What is still to be done when this value is gone: then the room has to stay.
    unfinished: bool,
    _lock: File,
}

impl Staging {
    /// Makes room for a new site beside the place where it shall be.
    ///
    /// # Errors
    ///
    /// When that place holds anything but a site of ours, which must not be lost to a slip of the
    /// pen; or when there is no room.
    pub fn beside(site: &Path, cache: &Cache) -> Result<Self> {
        let site = absolute(site)?;
        let (Some(parent), Some(name)) = (site.parent(), site.file_name()) else {
            return Err(not_ours(&site));
        };
        fs::create_dir_all(parent)?;
        clean_up(parent, name, &site)?;
        if site.exists() && !may_replace(&site)? {
            return Err(not_ours(&site));
        }
        let room = parent.join(room_name(name, &process::id().to_string()));
        fs::create_dir_all(&room)?;
        let lock = fs::create(&lock_file(&room))?;
        if lock.try_lock().is_err() {
            return Err(at_work(&site));
        }
        let record = cache.file_about(about(&site), "record");
        Ok(Self { site, room, record, strangers: Vec::new(), unfinished: false, _lock: lock })
    }

    /// The folder to write the new site into. What the cache knows of the site that is there, the
    /// folder knows too.
    pub fn folder(&mut self) -> Folder {
        let folder = Folder::at(self.room.join("new"));
        match self.record.as_deref().and_then(Record::read) {
            Some(known) if Manifest::read(&self.site).is_ok() => {
                self.strangers = known.strangers(&self.site);
                folder.with_last(self.site.clone(), known)
            }
            _ => folder,
        }
    }

    /// Where to keep something about the site for the next build of it, if anywhere.
    pub fn kept(&self, name: &str) -> Option<PathBuf> {
        self.record.as_ref().map(|record| record.with_file_name(name))
    }

    /// Makes the site what was written into its folder.
    pub fn publish(mut self, folder: Folder) -> Result<()> {
        let swaps = !folder.has_last();
        let Contents { mut record, made, mut gone } = folder.into_contents();
        if swaps {
            self.swap()?;
        } else {
            let known = |path: &String| record.files.contains_key(path);
            gone.extend(std::mem::take(&mut self.strangers).into_iter().filter(|p| !known(p)));
            self.update(Change { made, gone })?;
        }
        if let Some(file) = &self.record {
            record.note_folders(&self.site);
            record.write(file);
        }
        Ok(())
    }

    /// Puts the new site in the place of the old.
    fn swap(&self) -> Result<()> {
        let old = self.room.join("old");
        if self.site.exists() {
            fs::rename(&self.site, &old)?;
        }
        let published = fs::rename(&self.room.join("new"), &self.site);
        if published.is_err() && old.exists() {
            fs::rename(&old, &self.site)?;
        }
        published
    }

    /// Puts new files among the old, and takes out those that are no longer wanted.
    fn update(&mut self, mut change: Change) -> Result<()> {
        if change.made.is_empty() && change.gone.is_empty() {
            return Ok(());
        }
        // A page comes after what it needs.
        change.made.sort_by_key(|path| path.ends_with(".html"));
        change.write_down(&self.room)?;
        self.unfinished = true;
        change.carry_out(&self.room, &self.site)?;
        self.unfinished = false;
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.unfinished {
            // What can't be removed now, the next build removes.
            let _ = fs::remove_dir_all(&self.room);
        }
    }
}

/// What becomes of a site: paths on it.
#[derive(Debug, Serialize, Deserialize)]
struct Change {
    /// The files that wait in the room.
    made: Vec<String>,
    /// The files to be removed.
    gone: Vec<String>,
}

impl Change {
    /// Notes in the room what is to be done. From then on it is done, if not by this build.
    fn write_down(&self, room: &Path) -> Result<()> {
        let bytes = postcard::to_stdvec(self).map_err(|reason| Error::new(reason.to_string()))?;
        let draft = room.join("change.tmp");
        fs::write_new(&draft, &bytes)?;
        fs::rename(&draft, &room.join("change"))
    }

    /// What a build had noted in its room before it was killed.
    fn noted(room: &Path) -> Option<Self> {
        postcard::from_bytes(&std::fs::read(room.join("change")).ok()?).ok()
    }

    /// Does it; what is done already stays done.
    fn carry_out(&self, room: &Path, site: &Path) -> Result<()> {
        let new = room.join("new");
        if self.move_in(&new, site).is_err() {
            // Where a folder has to be, a file may be that has to go, or the other way round.
            self.take_out(site)?;
            self.move_in(&new, site)?;
        }
        self.take_out(site)
    }

    fn move_in(&self, new: &Path, site: &Path) -> Result<()> {
        for path in &self.made {
            let below = path.trim_start_matches('/');
            let (from, to) = (new.join(below), site.join(below));
            if std::fs::rename(&from, &to).is_err() && from.exists() {
                if let Some(folder) = to.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::rename(&from, &to)?;
            }
        }
        Ok(())
    }

    fn take_out(&self, site: &Path) -> Result<()> {
        for path in &self.gone {
            let file = site.join(path.trim_start_matches('/'));
            if let Err(reason) = std::fs::remove_file(&file)
                && file.is_file()
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

/// Names a site folder in the cache.
fn about(site: &Path) -> Key {
    Key::of([b"site".as_slice(), site.as_os_str().as_encoded_bytes()])
}

/// The place itself, where the path is a link to it: links stay.
fn absolute(site: &Path) -> Result<PathBuf> {
    site.canonicalize()
        .or_else(|_| std::path::absolute(site))
        .map_err(|reason| Error::file("find", site, &reason))
}

/// Completes what killed builds had begun, puts back a site that one of them had moved away, and
/// removes what they left behind.
fn clean_up(parent: &Path, name: &std::ffi::OsStr, site: &Path) -> Result<()> {
    for room in fs::entries(parent)? {
        if !is_room(&room, name) {
            continue;
        }
        let lock = File::open(lock_file(&room));
        if lock.is_ok_and(|lock| lock.try_lock().is_err()) {
            return Err(at_work(site));
        }
        let old = room.join("old");
        if old.exists() && !site.exists() {
            fs::rename(&old, site)?;
        }
        if let Some(change) = Change::noted(&room)
            && may_replace(site)?
        {
            change.carry_out(&room, site)?;
        }
        fs::remove_dir_all(&room)?;
    }
    Ok(())
}

fn room_name(site: &std::ffi::OsStr, process: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(site);
    name.push(format!(".{process}.tmp"));
    name
}

fn is_room(path: &Path, site: &std::ffi::OsStr) -> bool {
    let (Some(name), Some(site)) = (path.file_name().and_then(|name| name.to_str()), site.to_str())
    else {
        return false;
    };
    name.strip_prefix('.')
        .and_then(|rest| rest.strip_prefix(site))
        .and_then(|rest| rest.strip_prefix('.'))
        .and_then(|rest| rest.strip_suffix(".tmp"))
        .is_some_and(|process| process.bytes().all(|byte| byte.is_ascii_digit()))
}

fn lock_file(room: &Path) -> PathBuf {
    room.join("lock")
}

/// Whether nothing is lost when the place is taken: it is empty, or holds a site of ours.
fn may_replace(site: &Path) -> Result<bool> {
    Ok(site.is_dir() && (fs::entries(site)?.is_empty() || Manifest::read(site).is_ok()))
}

fn not_ours(site: &Path) -> Error {
    Error::new(format!(
        "{} holds something else than a site that this program made, and is left alone\n\
         choose another folder with --site, or empty this one yourself",
        site.display()
    ))
}

fn at_work(site: &Path) -> Error {
    Error::new(format!("another build of {} is at work: wait until it is done", site.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// A folder to work in, with a site and a cache.
    struct Place {
        temp: tempfile::TempDir,
    }

    impl Place {
        fn new() -> Self {
            Self { temp: tempfile::tempdir().expect("a folder") }
        }

        fn site(&self) -> PathBuf {
            self.temp.path().join("below/site")
        }

        fn cache(&self) -> Cache {
            Cache::at(self.temp.path().join("cache"))
        }

        /// Writes a site of some files, each with its content, but does not publish it.
        fn stage(&self, files: &[(&str, &str)]) -> (Staging, Folder) {
            let mut staging = Staging::beside(&self.site(), &self.cache()).expect("room");
            let folder = staging.folder();
            Manifest::new("build", &testing::library("https://example.org"), Vec::new())
                .write(&folder)
                .expect("written");
            for (path, text) in files {
                folder.write(path, text).expect("written");
            }
            (staging, folder)
        }

        fn publish(&self, files: &[(&str, &str)]) {
            let (staging, folder) = self.stage(files);
            staging.publish(folder).expect("published");
            assert_eq!(self.files(), files, "and what it says of itself");
            assert_eq!(names(&self.temp.path().join("below")), ["site"]);
        }

        /// The files that are in the site.
        fn files(&self) -> Vec<(&'static str, &'static str)> {
            let files = fs::files_below(&self.site()).expect("a folder");
            let files = files.into_iter().filter(|file| !file.ends_with("build.json"));
            let leak = |text: String| -> &'static str { text.leak() };
            files
                .map(|file| {
                    let below = file.strip_prefix(self.site()).expect("below");
                    let path = format!("/{}", below.display());
                    (leak(path), leak(fs::read_to_string(&file).expect("text")))
                })
                .collect()
        }
    }

    fn names(folder: &Path) -> Vec<OsString> {
        let entries = fs::entries(folder).expect("a folder");
        entries.iter().filter_map(|path| path.file_name().map(OsString::from)).collect()
    }

    #[test]
    fn every_build_leaves_the_files_that_it_wrote_and_no_others() {
        let place = Place::new();
        place.publish(&[("/a/one", "1"), ("/a/two", "2"), ("/b", "3")]);
        place.publish(&[("/a/one", "1"), ("/a/two", "changed"), ("/c/d/e", "new")]);
        place.publish(&[("/a/one", "1")]);
        assert_eq!(names(&place.site()), ["a", "build.json"], "no empty folder stays");
        // A file where a folder was, and the other way round.
        place.publish(&[("/a", "1"), ("/b/c", "1")]);
        place.publish(&[("/a/b", "1"), ("/b", "1")]);
    }

    #[test]
    fn what_somebody_did_to_the_site_is_undone() {
        let place = Place::new();
        let files = [("/a/one", "1"), ("/a/two", "2")];
        place.publish(&files);
        std::fs::write(place.site().join("a/one"), "mine").expect("written");
        std::fs::remove_file(place.site().join("a/two")).expect("removed");
        std::fs::create_dir(place.site().join("b")).expect("a folder");
        std::fs::write(place.site().join("b/mine"), "mine").expect("written");
        place.publish(&files);
        std::fs::remove_dir_all(place.site()).expect("removed");
        place.publish(&files);
    }

    #[test]
    fn a_build_that_fails_leaves_the_old_site() {
        let place = Place::new();
        place.publish(&[("/text", "good")]);
        drop(place.stage(&[("/text", "half")]));
        assert_eq!(place.files(), [("/text", "good")]);
        assert_eq!(names(&place.temp.path().join("below")), ["site"]);
    }

    #[test]
    fn what_a_killed_build_had_begun_is_completed() {
        let place = Place::new();
        place.publish(&[("/a", "old"), ("/b", "old"), ("/gone", "old")]);
        let room = place.temp.path().join("below/.site.4194305.tmp");
        let new = Folder::at(room.join("new"));
        for path in ["/a", "/b"] {
            new.write(path, "new").expect("written");
        }
        let made = vec!["/a".to_owned(), "/b".to_owned()];
        let change = Change { made, gone: vec!["/gone".to_owned()] };
        change.write_down(&room).expect("written");
        // It had come so far.
        fs::rename(&room.join("new/a"), &place.site().join("a")).expect("moved");
        drop(Staging::beside(&place.site(), &place.cache()).expect("room"));
        assert_eq!(place.files(), [("/a", "new"), ("/b", "new")]);
        assert_eq!(names(&place.temp.path().join("below")), ["site"]);
        place.publish(&[("/a", "old"), ("/c", "new")]);
    }

    #[test]
    fn the_remains_of_a_killed_build_are_cleared_and_the_site_it_moved_away_comes_back() {
        let place = Place::new();
        place.publish(&[("/text", "good")]);
        let room = place.temp.path().join("below/.site.4194305.tmp");
        fs::create_dir_all(&room).expect("a folder");
        fs::rename(&place.site(), &room.join("old")).expect("moved");
        fs::create(&lock_file(&room)).expect("a file");
        drop(Staging::beside(&place.site(), &place.cache()).expect("room"));
        assert_eq!(place.files(), [("/text", "good")]);
        assert_eq!(names(&place.temp.path().join("below")), ["site"]);
    }

    #[test]
    fn two_builds_of_one_site_do_not_mix() {
        let place = Place::new();
        let (first, folder) = place.stage(&[("/text", "one")]);
        let second = Staging::beside(&place.site(), &place.cache()).expect_err("taken");
        assert!(second.to_string().contains("another build"), "{second}");
        first.publish(folder).expect("published");
        assert_eq!(place.files(), [("/text", "one")]);
    }

    #[test]
    fn what_is_no_site_of_ours_is_never_replaced() {
        let temp = tempfile::tempdir().expect("a folder");
        let home = temp.path().join("home");
        Folder::at(&home).write("/letters/to-you.txt", "dear").expect("written");
        let none = Cache::default();
        let message = Staging::beside(&home, &none).expect_err("not ours").to_string();
        assert!(message.contains("left alone"), "{message}");
        assert!(Staging::beside(Path::new("/"), &none).is_err());
        assert!(home.join("letters/to-you.txt").exists());
    }
}
