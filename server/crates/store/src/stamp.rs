//! Telling whether a file is the one that was there before, without reading it.

use std::{
    env,
    fs::Metadata,
    path::Path,
    sync::LazyLock,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

use crate::Key;

/// A file that was written less than so long ago may be written again without its time telling:
/// file systems count time in steps.
const STEP: Duration = Duration::from_secs(1);

/// A file or folder as the file system has it: its size, the time of its last change, and where it
/// is stored, which tells a file that was put in the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    seconds: u64,
    nanos: u32,
    place: u64,
}

impl Stamp {
    /// The stamp of what is at a path, links followed; `None` when nothing is there.
    pub fn read(path: &Path) -> Option<Self> {
        path.metadata().ok().map(|data| Self::of(&data))
    }

    /// The stamp of a file that was asked for what is known of it.
    pub fn of(data: &Metadata) -> Self {
        let modified = data.modified().unwrap_or(UNIX_EPOCH);
        let modified = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            size: data.len(),
            seconds: modified.as_secs(),
            nanos: modified.subsec_nanos(),
            place: place(data),
        }
    }

    /// How many bytes the file has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Whether the file has been as it is for long enough that any later change will show.
    pub fn is_settled(&self) -> bool {
        let modified = UNIX_EPOCH + Duration::new(self.seconds, self.nanos);
        SystemTime::now().duration_since(modified).is_ok_and(|age| age > STEP)
    }

    /// The stamp as a part of a [`Key`].
    pub fn bytes(&self) -> [u8; 28] {
        let mut bytes = [0; 28];
        bytes[..8].copy_from_slice(&self.size.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.seconds.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.nanos.to_le_bytes());
        bytes[20..].copy_from_slice(&self.place.to_le_bytes());
        bytes
    }
}

#[cfg(unix)]
fn place(data: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> u64 {
    0
}

/// Names the program that is running. Nothing that another one made is used again: it may have
/// made it otherwise.
pub fn program() -> Key {
    static PROGRAM: LazyLock<Key> = LazyLock::new(|| {
        let file = env::current_exe().unwrap_or_default();
        let stamp = Stamp::read(&file).map(|stamp| stamp.bytes());
        Key::of([
            env!("CARGO_PKG_VERSION").as_bytes(),
            file.as_os_str().as_encoded_bytes(),
            stamp.as_ref().map_or(&[], |stamp| stamp.as_slice()),
        ])
    });
    *PROGRAM
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_place_of_another_is_another() {
        let temp = tempfile::tempdir().expect("a folder");
        let file = temp.path().join("a");
        assert_eq!(Stamp::read(&file), None);
        std::fs::write(&file, "one").expect("written");
        let first = Stamp::read(&file).expect("a file");
        assert_eq!(Stamp::read(&file), Some(first));
        assert!(!first.is_settled(), "it may be written again within the same step");
        let other = temp.path().join("b");
        std::fs::write(&other, "two").expect("written");
        std::fs::rename(&other, &file).expect("moved");
        assert_ne!(Stamp::read(&file), Some(first));
    }
}
