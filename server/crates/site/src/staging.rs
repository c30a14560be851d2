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

mod swap;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::{OsStr, OsString},
    fs::{File, symlink_metadata},
    path::{Path, PathBuf},
    process,
};

use diagnostics::{Error, Result};
use hosting::{INVENTORY, Manifest};
use model::Date;
use store::{Cache, Key, Stamp, fs};

use self::swap::{Moves, carry_over};
use super::{
    Folder,
    change::{AFTER, Change, DURING, plain},
    folder::Contents,
    inventory::{Inventory, days, is_asset, is_left_alone},
    record::{SiteRecord, UntouchedFolders},
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
    /// The folders of the site that are as the last build left them.
    untouched: UntouchedFolders,
    /// How folders change places.
    moves: Moves,
    /// What is still to be done when this value is gone: then the room has to stay.
    unfinished: bool,
    _lock: File,
}

/// How a site is published.
#[derive(Clone, Copy, Debug)]
pub struct PublishOptions {
    /// The day of the build.
    pub today: Date,
    /// How many days an asset stays that no page needs any more.
    pub grace: u32,
    /// Whether files go that no build of ours made.
    pub prune: bool,
}

/// What is in a site beside the files of the build.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
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
            record: cache.file_about(key_of_site(&site), "record"),
            cache: cache.clone(),
            site,
            room,
            ours: None,
            strangers: BTreeSet::new(),
            told: BTreeSet::new(),
            untouched: UntouchedFolders::default(),
            moves: Moves::default(),
            unfinished: false,
            _lock: lock,
        })
    }

    /// The folder to write the new site into. What the cache knows of the site that is there, the
    /// folder knows too.
    pub fn folder(&mut self) -> Folder {
        let folder = Folder::at(self.room.join("new"));
        let record = self.record.as_deref().and_then(SiteRecord::read);
        let Some(known) = record.filter(|_| Manifest::read(&self.site).is_ok()) else {
            self.ours = Inventory::read(&self.site);
            self.strangers = SiteRecord::default().strangers_of_all(&self.site);
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
        (self.strangers, self.untouched) = known.strangers(&self.site);
        self.told.clone_from(&known.told);
        self.forget_ours();
        folder.with_last(self.site.clone(), known)
    }

    /// Takes out of the strangers what is known to be ours.
    fn forget_ours(&mut self) {
        let ours = self.ours.as_ref();
        self.strangers.retain(|path| !ours.is_some_and(|ours| ours.has(path)));
    }

    /// Makes the site what was written into its folder.
    ///
    /// # Errors
    ///
    /// When somebody else's file is where one of the site has to be, and when files can't be moved.
    pub fn publish(mut self, folder: Folder, terms: PublishOptions) -> Result<Leftovers> {
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
        let changed = change.made.iter().chain(&change.gone);
        let untouched = std::mem::take(&mut self.untouched).without(changed);
        let files = record.files.keys().cloned().collect();
        let after = Inventory { files, retired };
        if !swaps || !self.swap(&after, terms.prune)? {
            let is_new = |path: &String| !replaced.contains(path) && !ours.has(path);
            let grows = swaps || change.made.iter().any(is_new);
            self.update(change, &after, grows)?;
        }
        let news = strangers.difference(&self.told).cloned().collect();
        let beside = Leftovers { strangers: news, retired: after.retired.len() };
        if let Some(file) = &self.record {
            record.inventory = Stamp::read(&self.site.join(&INVENTORY[1..]));
            record.retired = after.retired;
            record.told = strangers;
            record.note_folders(&self.site, &untouched);
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
        record: &SiteRecord,
        terms: PublishOptions,
    ) -> (BTreeMap<String, Date>, Vec<String>) {
        let again = retired.iter().filter(|(path, _)| !record.files.contains_key(*path));
        let before = before.map(|path| (path, terms.today));
        // Of two days the earlier one counts: inserted last, it stays.
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
        let new = self.room.join("new");
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
        self.unfinished = true;
        let old = self.moves.change_places(&self.room, &self.site);
        if let Ok(Some(old)) = &old {
            carry_over(old, &self.site, prune)?;
        }
        // The old one may be in the room alone, if it could not be put back.
        self.unfinished = !self.site.exists();
        Ok(old?.is_some())
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

/// Names a site folder in the cache.
fn key_of_site(site: &Path) -> Key {
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
