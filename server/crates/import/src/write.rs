//! Writes what was imported, and remembers what it wrote: what a person changed since is kept.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{Imported, source, value};

/// The record of what was written, in the content folder: hidden, so that no build looks at it.
const RECORD: &str = ".imported.json";
/// How many bytes the record may have.
const LARGEST: u64 = 64 << 20;

/// A file of the new blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewFile {
    /// A text that was written anew.
    Text(String),
    /// A copy of this file.
    Copy(PathBuf),
}

/// The hashes that a file of ours may have: the last one, and while files are written the next.
type Record = BTreeMap<String, Vec<String>>;

impl Imported {
    /// Writes everything into an empty folder.
    ///
    /// # Errors
    ///
    /// When a file can't be read or written.
    pub fn stage(&self, folder: &Path) -> io::Result<()> {
        for (path, file) in &self.files {
            let target = folder.join(path);
            fs::create_dir_all(target.parent().unwrap_or(folder))?;
            match file {
                NewFile::Text(text) => fs::write(&target, text)?,
                // A second name costs nothing, where the disk can do that.
                NewFile::Copy(from) if is_plain(from) && fs::hard_link(from, &target).is_ok() => {}
                NewFile::Copy(from) => fs::copy(from, &target).map(drop)?,
            }
        }
        Ok(())
    }

    /// Writes everything into a content folder. What was imported before is replaced, or taken away
    /// when the source no longer has it; what somebody changed since, or wrote, is kept and named in
    /// the report.
    ///
    /// # Errors
    ///
    /// When a file can't be read or written: the next run completes what this one began.
    pub fn write(&mut self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let before = read_record(folder)?;
        let mut after = Record::new();
        let mut due = Vec::new();
        for (path, file) in &self.files {
            let bytes = match file {
                NewFile::Text(text) => hash(text.as_bytes()),
                NewFile::Copy(from) => hash_of_file(from)?,
            };
            match on_disk(&folder.join(path))? {
                Some(now) if now == bytes => {}
                Some(now) if !before.get(path).is_some_and(|known| known.contains(&now)) => {
                    self.report.kept.push(path.clone());
                    // It stays somebody's own, whatever the source has.
                    after.insert(path.clone(), before.get(path).cloned().unwrap_or_default());
                    continue;
                }
                _ => due.push(path.clone()),
            }
            after.insert(path.clone(), vec![bytes]);
        }
        let gone: Vec<&String> = before.keys().filter(|path| !after.contains_key(*path)).collect();
        let mut during = before.clone();
        for (path, hashes) in &after {
            during.entry(path.clone()).or_default().extend(hashes.iter().cloned());
        }
        write_record(folder, &during)?;
        for path in due {
            if let Some(file) = self.files.get(&path) {
                put(&folder.join(&path), file)?;
            }
        }
        for path in gone {
            let place = folder.join(path);
            match on_disk(&place)? {
                Some(now) if before[path].contains(&now) => remove(folder, &place)?,
                Some(_) => self.report.kept.push(path.clone()),
                None => {}
            }
        }
        write_record(folder, &after)
    }
}

/// Puts a file in its place, whole or not at all.
fn put(place: &Path, file: &NewFile) -> io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let temporary = tempfile::Builder::new().prefix(".importing-").tempfile_in(folder)?;
    match file {
        NewFile::Text(text) => fs::write(temporary.path(), text)?,
        NewFile::Copy(from) => fs::copy(from, temporary.path()).map(drop)?,
    }
    set_mode(temporary.path())?;
    temporary.persist(place).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is its maker's alone; one that stays is not.
#[cfg(unix)]
fn set_mode(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_mode(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes a file, and the folders that are empty then.
fn remove(root: &Path, file: &Path) -> io::Result<()> {
    fs::remove_file(file)?;
    let mut folder = file.parent();
    while let Some(place) = folder.filter(|place| *place != root && place.starts_with(root)) {
        if fs::remove_dir(place).is_err() {
            break;
        }
        folder = place.parent();
    }
    Ok(())
}

/// Whether a path is a regular file itself, and no link to one.
fn is_plain(file: &Path) -> bool {
    fs::symlink_metadata(file).is_ok_and(|data| data.is_file())
}

/// The hash of a file in the target; `None` when it is not there. Whatever else is at its place
/// counts as somebody's.
fn on_disk(file: &Path) -> io::Result<Option<String>> {
    match fs::symlink_metadata(file) {
        Ok(data) if data.is_file() => hash_of_file(file).map(Some),
        Ok(_) => Ok(Some(String::new())),
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(reason) => Err(reason),
    }
}

fn hash_of_file(file: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = fs::File::open(file)?;
    let mut buffer = vec![0; 64 << 10];
    loop {
        match io::Read::read(&mut file, &mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_record(folder: &Path) -> io::Result<Record> {
    let file = folder.join(RECORD);
    match fs::metadata(&file) {
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => return Ok(Record::new()),
        Ok(data) if data.is_file() && data.len() <= LARGEST => {}
        _ => return Err(io::Error::other(format!("{} is not as it was", file.display()))),
    }
    let unreadable = |reason: &str| io::Error::other(format!("{}: {reason}", file.display()));
    let value =
        value::json(&fs::read_to_string(&file)?).map_err(|fault| unreadable(&fault.message))?;
    let table = value.as_object().ok_or_else(|| unreadable("it is no table"))?;
    // Nothing outside the folder is ours, whatever somebody wrote into the record.
    let ours = table.iter().filter(|(path, _)| source::normal(path).as_ref() == Some(*path));
    Ok(ours.map(|(path, hashes)| (path.clone(), value::texts(hashes))).collect())
}

fn write_record(folder: &Path, record: &Record) -> io::Result<()> {
    let table: value::Table =
        record.iter().map(|(path, hashes)| (path.clone(), hashes.clone().into())).collect();
    let mut text = serde_json::to_string_pretty(&table)?;
    text.push('\n');
    put(&folder.join(RECORD), &NewFile::Text(text))
}
