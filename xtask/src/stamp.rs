//! Telling whether files have changed since something was made from them.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A number for the state of files, and of the files in folders: their names, sizes and times
/// of change. That is what editors, git and cargo touch, and takes milliseconds to read.
pub(crate) fn of(paths: &[PathBuf]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(path, &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    path.hash(hasher);
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        // A file that is not there is a state like another: it may appear.
        Err(reason) if reason.kind() == ErrorKind::NotFound => return Ok(()),
        Err(reason) => return Err(Error::file("read", path, &reason)),
    };
    if metadata.is_dir() {
        return children(path)?.iter().try_for_each(|child| add(child, hasher));
    }
    metadata.len().hash(hasher);
    metadata.modified().ok().hash(hasher);
    Ok(())
}

fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()
        })
        .map_err(|reason| Error::file("read", folder, &reason))?;
    paths.sort();
    Ok(paths)
}

/// Whether a file says that this state is the one last worked from.
pub(crate) fn is_current(file: &Path, state: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|recorded| recorded == state)
}

/// Records the state that was worked from.
pub(crate) fn record(file: &Path, state: &str) -> Result<()> {
    fs::write(file, state).map_err(|reason| Error::file("write", file, &reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_with_content_names_and_nothing_else() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        let state = || of(std::slice::from_ref(&folder));
        let absent = state()?;
        crate::project::create_folder(&folder.join("a"))?;
        record(&folder.join("a/post.md"), "one")?;
        let first = state()?;
        assert_ne!(first, absent, "files appeared");
        assert_eq!(first, state()?, "nothing changed");
        record(&folder.join("a/post.md"), "three")?;
        let second = state()?;
        assert_ne!(second, first, "a file changed");
        record(&folder.join("a/other.md"), "")?;
        assert_ne!(state()?, second, "a file was added");
        fs::remove_dir_all(&folder).map_err(|reason| Error::file("remove", &folder, &reason))
    }
}
