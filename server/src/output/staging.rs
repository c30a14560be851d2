//! Building beside the site that is there, and taking its place only when all is well.
//!
//! Where a build knows what the one before left, it makes only the files that differ, and when all is
//! well these are moved into the site, one after the other: see [`Change`]. Otherwise it makes the
//! whole site, and the two folders change places at once, where the system can do that.
//!
//! | In the site folder | What becomes of it |
//! |---|---|
//! | files of this build | new ones replace what builds of ours made; anything else in their place stops the build |
//! | files of earlier builds | go, and their folders with the last one |
//! | assets of earlier builds | stay for a while: a reader may have a page open that needs them |
//! | files that no build of ours made | stay, and are told of once; they go when that is asked for |
//! | what begins with a dot and no build of ours made | stays |
//!
//! Which files are ours, the [`Inventory`] in the site says, and the record in the cache. An asset that
//! stays is in the inventory alone: [`verify`](super::verify) does not see it, and no page names it.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::{OsStr, OsString},
    fs::{File, symlink_metadata},
    path::{Path, PathBuf},
    process,
};

use diagnostics::{Error, Result};
use hosting::Manifest;
use model::Date;
use store::{Cache, Key, Stamp, fs};

use super::{
    Folder,
    change::{AFTER, Change, DURING, plain},
    folder::Contents,
    inventory::{INVENTORY, Inventory, days, is_asset, is_left_alone},
    record::Record,
};

/// A room for the new files, gone when this value is: `.site.<process>.tmp`, beside the site or, where
/// that is a mount point or has nothing writable beside it, in it. It holds
///
/// - `new`: the files that were made,
/// - `ready`: the whole new site, about to change places with the old one, or the old one since,
/// - `old`: the old site, where the two had to be moved one after the other,
/// - `change`, `during`, `after`: what is to be done to the site, and its inventory meanwhile and then,
/// - `lock`, which tells a build at work from the remains of one that was killed.
#[derive(Debug)]
pub struct Staging {
    site: PathBuf,
    room: PathBuf,
    cache: Cache,
    /// Where the record of the site is kept.
    record: Option<PathBuf>,
    /// What is known to be ours in the site, beside what the record has; `None` when nobody knows.
    ours: Option<Inventory>,
    /// The files in the site that no build of ours put there.
    strangers: BTreeSet<String>,
    /// Those that the last build told of.
    told: BTreeSet<String>,
    /// What is still to be done when this value is gone: then the room has to stay.
    unfinished: bool,
    _lock: File,
}

/// How a site is published.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The day of the build.
    pub today: Date,
    /// How many days an asset stays that no page needs any more.
    pub grace: u32,
    /// Whether files go that no build of ours made.
    pub prune: bool,
}

/// What is in a site beside the files of the build.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Files that no build of ours made, and nobody was told of before.
    pub strangers: Vec<String>,
    /// How many assets of earlier builds there are.
    pub retired: usize,
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
        if site.is_dir() {
            clean_up(&site, name, &site)?;
        }
        if site.exists() && !may_replace(&site)? {
            return Err(not_ours(&site));
        }
        let room = make_room(parent, name, &site)?;
        let lock = fs::create(&lock_file(&room))?;
        if lock.try_lock().is_err() {
            return Err(at_work(&site));
        }
        Ok(Self {
            record: cache.file_about(about(&site), "record"),
            cache: cache.clone(),
            site,
            room,
            ours: None,
            strangers: BTreeSet::new(),
            told: BTreeSet::new(),
            unfinished: false,
            _lock: lock,
        })
    }

    /// The folder to write the new site into. What the cache knows of the site that is there, the
    /// folder knows too.
    pub fn folder(&mut self) -> Folder {
        let folder = Folder::at(self.room.join("new"));
        let record = self.record.as_deref().and_then(Record::read);
        let Some(known) = record.filter(|_| Manifest::read(&self.site).is_ok()) else {
            self.ours = Inventory::read(&self.site);
            self.strangers = Record::default().strangers_of_all(&self.site);
            self.forget_ours();
            return folder;
        };
        // As long as the inventory is what the last build left, the record has all that is in it.
        let inventory = Stamp::read(&self.site.join(&INVENTORY[1..]));
        let is_known = inventory.is_some() && inventory == known.inventory;
        let read = if is_known { None } else { Inventory::read(&self.site) };
        let mut ours = read.unwrap_or_default();
        ours.retired.extend(known.retired.clone());
        self.ours = Some(ours);
        self.strangers = known.strangers(&self.site);
        self.told.clone_from(&known.told);
        self.forget_ours();
        folder.with_last(self.site.clone(), known)
    }

    /// Takes out of the strangers what is known to be ours.
    fn forget_ours(&mut self) {
        let ours = self.ours.as_ref();
        self.strangers.retain(|path| !ours.is_some_and(|ours| ours.has(path)));
    }

    /// Where to keep something about the site for the next build of it, if anywhere.
    pub fn kept(&self, name: &str) -> Option<PathBuf> {
        self.record.as_ref().map(|record| record.with_file_name(name))
    }

    /// Makes the site what was written into its folder.
    ///
    /// # Errors
    ///
    /// When somebody else's file is where one of the site has to be, and when files can't be moved.
    pub fn publish(mut self, folder: Folder, terms: Terms) -> Result<Beside> {
        let swaps = !folder.has_last();
        let Contents { mut record, made, replaced, gone } = folder.into_contents();
        // A site without an inventory is of a version that cleared it of all that was not its own.
        let all_ours = self.ours.is_none() && Manifest::read(&self.site).is_ok();
        let ours = self.ours.take().unwrap_or_default();
        let before = gone.into_iter().chain(ours.files.iter().cloned());
        let before = before.filter(|path| !record.files.contains_key(path));
        let (retired, mut gone) = self.leaving(before, &ours.retired, &record, terms);
        let mut strangers = std::mem::take(&mut self.strangers);
        let pruned = if terms.prune { std::mem::take(&mut strangers) } else { BTreeSet::new() };
        let needs_none = |path: &&String| !record.files.contains_key(*path);
        gone.extend(pruned.iter().filter(needs_none).cloned());
        strangers.retain(|path| needs_none(&path));
        let change = Change { made, gone };
        let is_ours = |path: &str| {
            all_ours || replaced.contains(path) || ours.has(path) || pruned.contains(path)
        };
        if let Some(file) = change.obstacle(&self.room, &self.site, is_ours) {
            return Err(in_the_way(&file));
        }
        let files = record.files.keys().cloned().collect();
        let after = Inventory { files, retired };
        if !swaps || !self.swap(&after, terms.prune)? {
            let is_new = |path: &String| !replaced.contains(path) && !ours.has(path);
            let grows = swaps || change.made.iter().any(is_new);
            self.update(change, &after, grows)?;
        }
        let news = strangers.difference(&self.told).cloned().collect();
        let beside = Beside { strangers: news, retired: after.retired.len() };
        if let Some(file) = &self.record {
            record.inventory = Stamp::read(&self.site.join(&INVENTORY[1..]));
            record.retired = after.retired;
            record.told = strangers;
            record.note_folders(&self.site);
            if let Err(reason) = record.write(file) {
                self.cache.note(file, &reason);
            }
        }
        Ok(beside)
    }

    /// Of files that the site needs no more, the assets that stay, each with the day from which that is
    /// so, and the others.
    fn leaving(
        &self,
        before: impl Iterator<Item = String>,
        retired: &BTreeMap<String, Date>,
        record: &Record,
        terms: Terms,
    ) -> (BTreeMap<String, Date>, Vec<String>) {
        let again = retired.iter().filter(|(path, _)| !record.files.contains_key(*path));
        let before = before.map(|path| (path, terms.today));
        // Of two days the earlier one holds: it comes last.
        let all: BTreeMap<String, Date> =
            before.chain(again.map(|(path, since)| (path.clone(), *since))).collect();
        let stays = |path: &String, since: &Date| {
            is_asset(path)
                && !record.files.contains_key(plain(path))
                && days(*since, terms.today) < i64::from(terms.grace)
                && self.site.join(path.trim_start_matches('/')).is_file()
        };
        let (stay, go): (BTreeMap<_, _>, BTreeMap<_, _>) =
            all.into_iter().partition(|(path, since)| stays(path, since));
        (stay, go.into_keys().collect())
    }

    /// Puts the whole new site in the place of the old, if the system can do that. What is not ours in
    /// the old one goes over to the new.
    fn swap(&mut self, inventory: &Inventory, prune: bool) -> Result<bool> {
        let [new, ready, old] = ["new", "ready", "old"].map(|name| self.room.join(name));
        fs::write_new(&new.join(&INVENTORY[1..]), inventory.text().as_bytes())?;
        if !self.site.exists() {
            fs::rename(&new, &self.site)?;
            return Ok(true);
        }
        if self.room.starts_with(&self.site) {
            return Ok(false);
        }
        for path in inventory.retired.keys() {
            let [from, to] = [&self.site, &new].map(|root| root.join(path.trim_start_matches('/')));
            fs::link_or_copy(&from, &to)?;
        }
        fs::rename(&new, &ready)?;
        self.unfinished = true;
        if fs::exchange(&ready, &self.site).is_ok() {
            carry_over(&ready, &self.site, prune)?;
        } else if std::fs::rename(&self.site, &old).is_ok() {
            if let Err(reason) = fs::rename(&ready, &self.site) {
                fs::rename(&old, &self.site)?;
                self.unfinished = false;
                return Err(reason);
            }
            carry_over(&old, &self.site, prune)?;
        } else {
            self.unfinished = false;
            fs::rename(&ready, &new)?;
            return Ok(false);
        }
        self.unfinished = false;
        Ok(true)
    }

    /// Puts new files among the old, and takes out those that are no longer wanted; `grows` tells that
    /// some have a place where none of ours was.
    fn update(&mut self, change: Change, after: &Inventory, grows: bool) -> Result<()> {
        let text = after.text();
        let there = std::fs::read(self.site.join(&INVENTORY[1..]));
        let is_listed = there.is_ok_and(|there| there == text.as_bytes());
        if change.made.is_empty() && change.gone.is_empty() && is_listed {
            return Ok(());
        }
        if !is_listed {
            fs::write_new(&self.room.join(AFTER), text.as_bytes())?;
        }
        if grows {
            // Whenever this is broken off, every file of ours in the site is in its inventory.
            let mut during = after.clone();
            during.files.extend(change.gone.iter().cloned());
            fs::write_new(&self.room.join(DURING), during.text().as_bytes())?;
        }
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

/// Moves what is not ours in an old site to the new one: nothing that is there is overwritten. With
/// `prune` only what begins with a dot.
fn carry_over(old: &Path, site: &Path, prune: bool) -> Result<()> {
    let ours = Inventory::read(old).unwrap_or_default();
    carry_folder(&ours, old, site, "", prune)
}

fn carry_folder(ours: &Inventory, from: &Path, to: &Path, path: &str, prune: bool) -> Result<()> {
    for old in fs::entries(from)? {
        let name = old.file_name().unwrap_or_default();
        let (new, path) = (to.join(name), format!("{path}/{}", name.to_string_lossy()));
        let prunes = prune && !path.contains("/.");
        let is_folder = symlink_metadata(&old).is_ok_and(|data| data.is_dir());
        if is_folder && (prunes || new.is_dir() || ours.has_below(&path)) {
            carry_folder(ours, &old, &new, &path, prune)?;
        } else if !prunes && !ours.has(&path) && symlink_metadata(&new).is_err() {
            fs::create_dir_all(to)?;
            fs::rename(&old, &new)?;
        }
    }
    Ok(())
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

/// Makes the folder for new files where they can be moved into the site.
fn make_room(parent: &Path, name: &OsStr, site: &Path) -> Result<PathBuf> {
    let room_name = room_name(name, &process::id().to_string());
    if !fs::is_mount_point(site) {
        let beside = parent.join(&room_name);
        match fs::create_dir_all(&beside) {
            Ok(()) => return Ok(beside),
            Err(reason) if !site.is_dir() => return Err(reason),
            Err(_) => {}
        }
    }
    let inside = site.join(room_name);
    fs::create_dir_all(&inside)?;
    Ok(inside)
}

/// Completes what killed builds had begun, as far as that can be done, puts back a site that one of them
/// had moved away, and removes what they left behind.
fn clean_up(folder: &Path, name: &OsStr, site: &Path) -> Result<()> {
    for room in fs::entries(folder)? {
        if !is_room(&room, name) {
            continue;
        }
        let lock = File::open(lock_file(&room));
        if lock.is_ok_and(|lock| lock.try_lock().is_err()) {
            return Err(at_work(site));
        }
        let olds = ["ready", "old"].map(|name| room.join(name));
        let old = olds.iter().rev().find(|old| old.exists());
        if let Some(old) = old.filter(|_| !site.exists()) {
            fs::rename(old, site)?;
        }
        for old in olds.iter().filter(|old| old.exists()) {
            carry_over(old, site, false)?;
        }
        if let Some(change) = Change::noted(&room)
            && may_replace(site)?
        {
            // What can't be done is given up: this build makes what is missing.
            let _ = change.carry_out(&room, site);
        }
        Change::strike_out(&room)?;
        fs::remove_dir_all(&room)?;
    }
    Ok(())
}

fn room_name(site: &OsStr, process: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(site);
    name.push(format!(".{process}.tmp"));
    name
}

fn is_room(path: &Path, site: &OsStr) -> bool {
    let (Some(name), Some(site)) = (path.file_name().and_then(|name| name.to_str()), site.to_str())
    else {
        return false;
    };
    let is_folder = symlink_metadata(path).is_ok_and(|data| data.is_dir());
    let of_process = name
        .strip_prefix('.')
        .and_then(|rest| rest.strip_prefix(site))
        .and_then(|rest| rest.strip_prefix('.'))
        .and_then(|rest| rest.strip_suffix(".tmp"))
        .is_some_and(|process| process.bytes().all(|byte| byte.is_ascii_digit()));
    of_process && is_folder
}

fn lock_file(room: &Path) -> PathBuf {
    room.join("lock")
}

/// Whether the place can be taken: it holds a site of ours, or nothing but what is left alone anyway.
fn may_replace(site: &Path) -> Result<bool> {
    let is_free = |entry: &PathBuf| entry.file_name().is_some_and(is_left_alone);
    Ok(site.is_dir()
        && (Manifest::read(site).is_ok()
            || Inventory::read(site).is_some()
            || fs::entries(site)?.iter().all(is_free)))
}

fn not_ours(site: &Path) -> Error {
    Error::new(format!(
        "{} holds something else than a site that this program made, and is left alone\n\
         choose another folder with --site, or empty this one yourself",
        site.display()
    ))
}

fn in_the_way(file: &Path) -> Error {
    Error::new(format!(
        "{} is in the way: no build made it, and the site has a file for its place\n\
         move it elsewhere, or take out all that is not the site's with --prune",
        file.display()
    ))
}

fn at_work(site: &Path) -> Error {
    Error::new(format!("another build of {} is at work: wait until it is done", site.display()))
}

#[cfg(test)]
mod tests {
    use hosting::MANIFEST;

    use super::*;

    const TERMS: Terms = Terms { today: Date::EPOCH, grace: 7, prune: false };

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
            Cache::at(self.temp.path().join("cache")).expect("a cache")
        }

        /// Writes a site of some files, each with its content, but does not publish it.
        fn stage(&self, files: &[(&str, &str)]) -> (Staging, Folder) {
            let mut staging = Staging::beside(&self.site(), &self.cache()).expect("room");
            let folder = staging.folder();
            fill(&folder, files);
            (staging, folder)
        }

        fn publish(&self, files: &[(&str, &str)]) {
            let (staging, folder) = self.stage(files);
            staging.publish(folder, TERMS).expect("published");
            assert_eq!(self.files(), files, "and what it says of itself");
            assert_eq!(names(&self.temp.path().join("below")), ["site"]);
        }

        /// The same on other terms, with what is in the site beside it.
        fn publish_on(&self, terms: Terms, files: &[(&str, &str)]) -> Beside {
            let (staging, folder) = self.stage(files);
            staging.publish(folder, terms).expect("published")
        }

        /// Puts files into the site as somebody may, each with its path for content.
        fn put(&self, paths: &[&str]) {
            for path in paths {
                let file = self.site().join(&path[1..]);
                fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
                std::fs::write(file, path).expect("written");
            }
        }

        /// Forgets all that is known of the site.
        fn forget(&self) {
            fs::remove_dir_all(&self.temp.path().join("cache")).expect("removed");
        }

        /// The files that are in the site.
        fn files(&self) -> Vec<(&'static str, &'static str)> {
            let files = fs::files_below(&self.site()).expect("a folder");
            let of_all =
                |file: &PathBuf| file.ends_with("build.json") || file.ends_with(".inventory");
            let files = files.into_iter().filter(|file| !of_all(file));
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

    /// Writes a site of some files, each with its content.
    fn fill(folder: &Folder, files: &[(&str, &str)]) {
        let library = fixtures::library("https://example.org");
        let manifest = Manifest::new("build", &library, Vec::new());
        folder.write(MANIFEST, manifest.json().expect("JSON")).expect("written");
        for (path, text) in files {
            folder.write(path, text).expect("written");
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
        assert_eq!(
            names(&place.site()),
            [".inventory", "a", "build.json"],
            "no empty folder stays"
        );
        // A file where a folder was, and the other way round.
        place.publish(&[("/a", "1"), ("/b/c", "1")]);
        place.publish(&[("/a/b", "1"), ("/b", "1")]);
    }

    #[test]
    fn what_somebody_did_to_the_files_of_the_site_is_undone() {
        let place = Place::new();
        let files = [("/a/one", "1"), ("/a/two", "2")];
        place.publish(&files);
        std::fs::write(place.site().join("a/one"), "mine").expect("written");
        std::fs::remove_file(place.site().join("a/two")).expect("removed");
        place.publish(&files);
        std::fs::remove_dir_all(place.site()).expect("removed");
        place.publish(&files);
    }

    #[test]
    fn what_somebody_put_into_the_site_stays_and_is_told_once() {
        const MINE: [&str; 5] = ["/.git/config", "/CNAME", "/a/.mine", "/a/mine", "/old/mine"];
        let place = Place::new();
        for forgets in [false, true] {
            place.publish_on(Terms { prune: true, ..TERMS }, &[("/a/one", "1"), ("/b/two", "2")]);
            place.put(&MINE);
            if forgets {
                place.forget();
            }
            let beside = place.publish_on(TERMS, &[("/a/one", "changed")]);
            assert_eq!(beside.strangers, ["/CNAME", "/a/mine", "/old/mine"]);
            let mut expected: Vec<_> = MINE.iter().map(|path| (*path, *path)).collect();
            expected.insert(4, ("/a/one", "changed"));
            assert_eq!(place.files(), expected);
            let again = place.publish_on(TERMS, &[("/a/one", "again")]);
            assert_eq!(again.strangers, [""; 0], "it was told");

            if forgets {
                place.forget();
            }
            place.publish_on(Terms { prune: true, ..TERMS }, &[("/a/one", "1")]);
            let dotted = [("/.git/config", "/.git/config"), ("/a/.mine", "/a/.mine")];
            assert_eq!(place.files(), [&dotted[..], &[("/a/one", "1")]].concat());
        }
    }

    #[test]
    fn what_somebody_put_in_the_place_of_a_file_stops_the_build() {
        let place = Place::new();
        for forgets in [false, true] {
            place.publish(&[("/a/one", "1")]);
            place.put(&["/a/two", "/b/mine"]);
            if forgets {
                place.forget();
            }
            for (path, obstacle) in [("/a/two", "a/two"), ("/b", "b"), ("/b/mine/c", "b/mine")] {
                let (staging, folder) = place.stage(&[("/a/one", "changed"), (path, "ours")]);
                let fault = staging.publish(folder, TERMS).expect_err("in the way").to_string();
                let site = place.site();
                let start = format!("{} is in the way", site.join(obstacle).display());
                assert!(fault.starts_with(&start), "{fault}");
            }
            let kept = [("/a/one", "1"), ("/a/two", "/a/two"), ("/b/mine", "/b/mine")];
            assert_eq!(place.files(), kept);
            place.publish_on(Terms { prune: true, ..TERMS }, &[("/a/two", "ours"), ("/b", "ours")]);
            assert_eq!(place.files(), [("/a/two", "ours"), ("/b", "ours")]);
            place.publish(&[("/a/one", "1")]);
        }
    }

    #[test]
    fn a_site_of_an_earlier_version_loses_nothing() {
        let place = Place::new();
        place.publish(&[("/a/gone", "1"), ("/a/one", "1")]);
        place.forget();
        std::fs::remove_file(place.site().join(&INVENTORY[1..])).expect("removed");
        let beside = place.publish_on(TERMS, &[("/a/one", "changed")]);
        assert_eq!(beside.strangers, ["/a/gone"]);
        assert_eq!(place.files(), [("/a/gone", "1"), ("/a/one", "changed")]);
    }

    #[test]
    fn assets_of_earlier_builds_stay_for_a_while() {
        let on = |day| Terms { today: Date::new(2026, 3, day).expect("a day"), ..TERMS };
        let [old, new] = [("/pkg/old.js", "old"), ("/pkg/new.js", "new")];
        for forgets in [false, true] {
            let place = Place::new();
            let publish = |day, files: &[(&str, &str)]| {
                if forgets && place.site().exists() {
                    place.forget();
                }
                let beside = place.publish_on(on(day), files);
                assert_eq!(beside.strangers, [""; 0]);
                beside.retired
            };
            assert_eq!(publish(1, &[("/page", "1"), old]), 0);
            assert_eq!(publish(1, &[new]), 1, "the page is gone, and its script stays");
            assert_eq!(place.files(), [new, old]);
            assert_eq!(publish(7, &[new]), 1);
            assert_eq!(publish(7, &[new, old]), 0, "it is needed again");
            assert_eq!(publish(8, &[new]), 1);
            assert_eq!(publish(14, &[new]), 1);
            assert_eq!(place.files(), [new, old]);
            assert_eq!(publish(15, &[new]), 0);
            assert_eq!(place.files(), [new]);
            place.publish_on(Terms { grace: 0, ..on(15) }, &[old]);
            assert_eq!(place.files(), [old], "nothing stays when nobody asks for it");
        }
    }

    #[test]
    fn wherever_a_build_is_broken_off_the_next_one_mends_the_site() {
        // How many files were moved when it was.
        for moved in 0..4 {
            for damage in ["nothing", "the files that wait", "a folder in the way"] {
                let place = Place::new();
                place.publish(&[("/a.html", "old"), ("/b.html", "old"), ("/gone", "old")]);
                let (mut staging, folder) =
                    place.stage(&[("/a.html", "new"), ("/b.html", "new"), ("/c/new", "new")]);
                let Contents { made, gone, record, .. } = folder.into_contents();
                let during = Inventory {
                    files: record.files.keys().chain(&gone).cloned().collect(),
                    retired: BTreeMap::new(),
                };
                std::fs::write(staging.room.join(DURING), during.text()).expect("written");
                let change = Change { made: made.clone(), gone };
                change.write_down(&staging.room).expect("written");
                fs::rename(&staging.room.join(DURING), &place.site().join(&INVENTORY[1..]))
                    .expect("moved");
                for path in made.iter().take(moved) {
                    let [from, to] =
                        [staging.room.join("new"), place.site()].map(|f| f.join(&path[1..]));
                    fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
                    fs::rename(&from, &to).expect("moved");
                }
                match damage {
                    "the files that wait" => {
                        fs::remove_dir_all(&staging.room.join("new")).expect("removed");
                    }
                    "a folder in the way" => {
                        let file = place.site().join("a.html");
                        std::fs::remove_file(&file).expect("removed");
                        std::fs::create_dir(&file).expect("a folder");
                    }
                    _ => {}
                }
                staging.unfinished = true;
                drop(staging);
                place.publish(&[("/a.html", "newest"), ("/d", "newest")]);
            }
        }
    }

    #[test]
    fn what_was_somebodys_comes_over_when_the_two_sites_had_changed_places() {
        for name in ["ready", "old"] {
            let place = Place::new();
            place.publish(&[("/a/one", "new")]);
            let old = place.temp.path().join("below/.site.4194305.tmp").join(name);
            let write = |path: &str| {
                let file = old.join(path);
                fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
                std::fs::write(file, "old").expect("written");
            };
            ["CNAME", ".git/config", "a/one", "a/mine", "gone"].into_iter().for_each(write);
            std::fs::write(old.join(&INVENTORY[1..]), "/a/one\n/gone\n").expect("written");
            drop(Staging::beside(&place.site(), &place.cache()).expect("room"));
            let both =
                [(".git/config", "old"), ("CNAME", "old"), ("a/mine", "old"), ("a/one", "new")];
            let files = place.files();
            let files: Vec<_> = files.iter().map(|(path, text)| (&path[1..], *text)).collect();
            assert_eq!(files, both);
            assert_eq!(names(&place.temp.path().join("below")), ["site"]);
        }
    }

    #[test]
    fn a_place_that_cannot_be_moved_is_filled_as_it_is() {
        // As a mount point has it: the room is in the site.
        let place = Place::new();
        fs::create_dir_all(&place.site().join("lost+found")).expect("a folder");
        for files in [&[("/a/one", "1"), ("/b", "1")][..], &[("/a/one", "2")]] {
            let (mut staging, _) = place.stage(&[]);
            fs::remove_dir_all(&staging.room).expect("removed");
            staging.room = place.site().join(".site.4194305.tmp");
            fs::create_dir_all(&staging.room).expect("a folder");
            let folder = staging.folder();
            fill(&folder, files);
            staging.publish(folder, TERMS).expect("published");
            assert_eq!(place.files(), files);
            place.forget();
        }
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
        first.publish(folder, TERMS).expect("published");
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
