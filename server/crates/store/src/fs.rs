//! The file system, with failures that name the path.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use diagnostics::{Error, Result};

/// The content of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|reason| Error::file("read", path, &reason))
}

/// The content of a file that has to be text.
pub fn read_to_string(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|reason| Error::file("read", path, &reason))
}

/// Writes a file and the folders above it; one that is already there is left alone, and an error.
///
/// Returns what is known of the file then.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<Metadata> {
    try_write_new(path, bytes).map_err(|reason| Error::file("write", path, &reason))
}

/// The same, for those who know what to do about a failure.
pub(crate) fn try_write_new(path: &Path, bytes: &[u8]) -> io::Result<Metadata> {
    let create = |path: &Path| OpenOptions::new().write(true).create_new(true).open(path);
    let mut opened = create(path);
    // Most files go into a folder that is there: the first of each pays for looking.
    if opened.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::NotFound)
        && let Some(parent) = path.parent()
    {
        fs::create_dir_all(parent)?;
        opened = create(path);
    }
    let mut file = opened?;
    file.write_all(bytes)?;
    file.metadata()
}

/// Reads as many bytes as the buffer has from a place in a file, whoever else reads it meanwhile.
pub fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_exact_at(file, bytes, at);
    #[cfg(windows)]
    {
        let (mut bytes, mut at) = (bytes, at);
        while !bytes.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            (bytes, at) = (&mut bytes[read..], at + read as u64);
        }
        Ok(())
    }
}

/// Writes bytes to a place in a file, whoever else writes to other places meanwhile.
pub fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::write_all_at(file, bytes, at);
    #[cfg(windows)]
    {
        let (mut bytes, mut at) = (bytes, at);
        while !bytes.is_empty() {
            let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
            (bytes, at) = (&bytes[written..], at + written as u64);
        }
        Ok(())
    }
}

/// Creates a file, or empties the one that is there.
pub fn create(path: &Path) -> Result<File> {
    File::create(path).map_err(|reason| Error::file("create", path, &reason))
}

/// Creates a folder and those above it, unless they are there.
pub fn create_dir_all(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|reason| Error::file("create the folder", path, &reason))
}

/// Removes a folder with all that is in it, unless it is already gone.
pub fn remove_dir_all(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
            Err(Error::file("remove", path, &reason))
        }
        _ => Ok(()),
    }
}

/// Gives a file or folder another name.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|reason| unmoved(from, to, &reason))
}

fn unmoved(from: &Path, to: &Path, reason: &io::Error) -> Error {
    Error::new(format!("can't move {} to {}: {reason}", from.display(), to.display()))
}

/// Moves a file to a place, where another one may be, also to another disk. Nobody sees a part of it.
pub fn move_file(from: &Path, to: &Path) -> Result<()> {
    match fs::rename(from, to) {
        Ok(()) => Ok(()),
        Err(reason) if reason.kind() == io::ErrorKind::CrossesDevices => {
            let mut name = std::ffi::OsString::from(".");
            name.push(to.file_name().unwrap_or_default());
            name.push(".tmp");
            let beside = to.with_file_name(name);
            fs::copy(from, &beside).map_err(|reason| Error::file("write", &beside, &reason))?;
            rename(&beside, to)?;
            remove_file(from)
        }
        Err(reason) => Err(unmoved(from, to, &reason)),
    }
}

/// Gives a file a second place, above which folders are made; where a disk can't do that, a copy of it.
pub fn link_or_copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        create_dir_all(folder)?;
    }
    fs::hard_link(from, to)
        .or_else(|_| fs::copy(from, to).map(drop))
        .map_err(|reason| Error::file("write", to, &reason))
}

/// Lets two folders change places at once.
///
/// # Errors
///
/// Where the system or the disk can't do that, too: then nothing has happened.
pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (one, other);
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Whether a folder is where another disk, or another part of one, begins: it can't be moved.
pub fn is_mount_point(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        let told = statx(CWD, folder, AtFlags::empty(), StatxFlags::empty());
        if told.is_ok_and(|told| told.stx_attributes.contains(StatxAttributes::MOUNT_ROOT)) {
            return true;
        }
    }
    #[cfg(unix)]
    {
        let disk = |path: &Path| {
            path.metadata().ok().map(|data| std::os::unix::fs::MetadataExt::dev(&data))
        };
        let above = folder.parent().and_then(disk);
        above.zip(disk(folder)).is_some_and(|(above, own)| above != own)
    }
    #[cfg(not(unix))]
    false
}

/// Removes a file, unless it is already gone.
pub fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
            Err(Error::file("remove", path, &reason))
        }
        _ => Ok(()),
    }
}

/// What lies in a folder, sorted by name.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
    };
    let mut entries = read().map_err(|reason| Error::file("list", folder, &reason))?;
    entries.sort();
    Ok(entries)
}

/// Every file below a folder, sorted, links followed.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in entries(folder)? {
        if entry.is_dir() {
            files.extend(files_below(&entry)?);
        } else {
            files.push(entry);
        }
    }
    Ok(files)
}
