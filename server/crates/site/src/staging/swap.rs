//! The new site in the place of the old one, and what was somebody's in that.

use std::{
    fs::symlink_metadata,
    io,
    path::{Path, PathBuf},
};

use diagnostics::Result;
use store::fs;

use crate::inventory::Inventory;

/// How folders change places. The system's own ways, unless a test has others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moves {
    /// Both at once. Where the system or the disk can't do that, nothing happens.
    pub(super) exchange: fn(&Path, &Path) -> io::Result<()>,
    pub(super) rename: fn(&Path, &Path) -> Result<()>,
}

impl Default for Moves {
    fn default() -> Self {
        Self { exchange: fs::exchange, rename: fs::rename }
    }
}

impl Moves {
    /// Puts the folder `new` of a room in the place of the site: at once, or else by two renames, the
    /// old site first. Where the old site is then; `None` when it can't be moved, and nothing was.
    ///
    /// Whenever this is broken off, the room tells what was there: see [`Staging`](super::Staging).
    pub(super) fn change_places(&self, room: &Path, site: &Path) -> Result<Option<PathBuf>> {
        let [new, ready, old] = ["new", "ready", "old"].map(|name| room.join(name));
        (self.rename)(&new, &ready)?;
        if (self.exchange)(&ready, site).is_ok() {
            return Ok(Some(ready));
        }
        if (self.rename)(site, &old).is_err() {
            (self.rename)(&ready, &new)?;
            return Ok(None);
        }
        if let Err(reason) = (self.rename)(&ready, site) {
            (self.rename)(&old, site)?;
            return Err(reason);
        }
        Ok(Some(old))
    }
}

/// Moves what is not ours in an old site to the new one: nothing that is there is overwritten. With
/// `prune` only what begins with a dot.
pub(super) fn carry_over(old: &Path, site: &Path, prune: bool) -> Result<()> {
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
