//! Building beside the site that is there, and taking its place only when all is well.

use std::{
    ffi::OsString,
    fs::File,
    path::{Path, PathBuf},
    process,
};

use super::{Folder, Manifest};
use crate::{
    error::{Error, Result},
    fs,
};

/// A room beside the site, gone when this value is: `.site.<process>.tmp`, with the new site in
/// `new`, the old one in `old` while they change places, and a lock that tells a build at work
/// from the remains of one that was killed.
#[derive(Debug)]
pub struct Staging {
    site: PathBuf,
    room: PathBuf,
    new: Folder,
    _lock: File,
}

impl Staging {
    /// Makes room for a new site beside the place where it shall be.
    ///
    /// # Errors
    ///
    /// When that place holds anything but a site of ours, which must not be lost to a slip of the
    /// pen; or when there is no room.
    pub fn beside(site: &Path) -> Result<Self> {
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
        let new = Folder::at(room.join("new"));
        Ok(Self { site, room, new, _lock: lock })
    }

    /// Where the new site is to be written.
    pub fn folder(&self) -> &Folder {
        &self.new
    }

    /// Puts the new site in the place of the old.
    pub fn publish(self) -> Result<()> {
        let old = self.room.join("old");
        if self.site.exists() {
            fs::rename(&self.site, &old)?;
        }
        let published = fs::rename(self.new.root(), &self.site);
        if published.is_err() && old.exists() {
            fs::rename(&old, &self.site)?;
        }
        published
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What can't be removed now, the next build removes.
        let _ = fs::remove_dir_all(&self.room);
    }
}

/// The place itself, where the path is a link to it: links stay.
fn absolute(site: &Path) -> Result<PathBuf> {
    site.canonicalize()
        .or_else(|_| std::path::absolute(site))
        .map_err(|reason| Error::file("find", site, &reason))
}

/// Removes what killed builds left behind, and puts back a site that one of them had moved away.
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

    fn write_site(staging: &Staging, text: &str) {
        Manifest::new("build", &testing::site("https://example.org"))
            .write(staging.folder())
            .expect("written");
        staging.folder().write("/text", text).expect("written");
    }

    fn text(site: &Path) -> String {
        fs::read_to_string(&site.join("text")).expect("a text")
    }

    fn names(folder: &Path) -> Vec<OsString> {
        let entries = fs::entries(folder).expect("a folder");
        entries.iter().filter_map(|path| path.file_name().map(OsString::from)).collect()
    }

    #[test]
    fn a_new_site_takes_the_place_of_the_old_and_leaves_nothing_beside() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = temp.path().join("a/site");
        for version in ["one", "two"] {
            let staging = Staging::beside(&site).expect("room");
            write_site(&staging, version);
            staging.publish().expect("published");
            assert_eq!(text(&site), version);
        }
        assert_eq!(names(&temp.path().join("a")), ["site"]);
    }

    #[test]
    fn a_build_that_fails_leaves_the_old_site() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = temp.path().join("site");
        let staging = Staging::beside(&site).expect("room");
        write_site(&staging, "good");
        staging.publish().expect("published");
        write_site(&Staging::beside(&site).expect("room"), "half");
        assert_eq!(text(&site), "good");
        assert_eq!(names(temp.path()), ["site"]);
    }

    #[test]
    fn the_remains_of_a_killed_build_are_cleared_and_the_site_it_moved_away_comes_back() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = temp.path().join("site");
        let room = temp.path().join(".site.4194305.tmp");
        let old = Folder::at(room.join("old"));
        Manifest::new("build", &testing::site("https://example.org")).write(&old).expect("written");
        old.write("/text", "good").expect("written");
        fs::create(&lock_file(&room)).expect("a file");
        drop(Staging::beside(&site).expect("room"));
        assert_eq!(text(&site), "good");
        assert_eq!(names(temp.path()), ["site"]);
    }

    #[test]
    fn two_builds_of_one_site_do_not_mix() {
        let temp = tempfile::tempdir().expect("a folder");
        let site = temp.path().join("site");
        let first = Staging::beside(&site).expect("room");
        let second = Staging::beside(&site).expect_err("taken").to_string();
        assert!(second.contains("another build"), "{second}");
        write_site(&first, "one");
        first.publish().expect("published");
        assert_eq!(text(&site), "one");
    }

    #[test]
    fn what_is_no_site_of_ours_is_never_replaced() {
        let temp = tempfile::tempdir().expect("a folder");
        let home = temp.path().join("home");
        Folder::at(&home).write("/letters/to-you.txt", "dear").expect("written");
        let message = Staging::beside(&home).expect_err("not ours").to_string();
        assert!(message.contains("left alone"), "{message}");
        assert!(Staging::beside(Path::new("/")).is_err());
        assert!(home.join("letters/to-you.txt").exists());
    }
}
