//! A place for the site that is shown.

use std::{
    env,
    fs::File,
    path::{Path, PathBuf},
};

use diagnostics::{Error, Result};
use store::fs;
use tempfile::TempDir;

const PREFIX: &str = "engineering-blog-";

/// A folder that is gone when this value is. Its lock tells it from one whose program was killed.
pub(super) struct LockedFolder {
    folder: TempDir,
    _lock: File,
}

impl LockedFolder {
    /// Makes one, and removes those that killed programs left behind.
    pub(super) fn make() -> Result<Self> {
        let beside = env::temp_dir();
        for room in fs::entries(&beside)? {
            // A folder of another user can't be removed, and need not be.
            if is_abandoned(&room) {
                let _ = fs::remove_dir_all(&room);
            }
        }
        let folder = tempfile::Builder::new()
            .prefix(PREFIX)
            .tempdir()
            .map_err(|reason| Error::file("make a folder in", &beside, &reason))?;
        let lock = fs::create(&lock_file(folder.path()))?;
        lock.lock().map_err(|reason| Error::file("lock", folder.path(), &reason))?;
        Ok(Self { folder, _lock: lock })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn lock_file(room: &Path) -> PathBuf {
    room.join("lock")
}

fn is_abandoned(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(PREFIX))
        && File::open(lock_file(folder)).is_ok_and(|lock| lock.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_removed_and_what_is_in_use_is_not() {
        let LockedFolder { folder, _lock } = LockedFolder::make().expect("a room");
        let abandoned = folder.keep();
        drop(_lock);
        let used = LockedFolder::make().expect("a room");
        let _other = LockedFolder::make().expect("a room");
        assert!(!abandoned.exists());
        assert!(used.folder.path().exists());
    }
}
