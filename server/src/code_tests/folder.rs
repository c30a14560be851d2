//! The folder that a block of code runs in: the files of its text, to do with as it likes.

use std::{fs, io};

use content::Runs;
use tempfile::TempDir;

/// How many bytes the files may have together.
const LARGEST: u64 = 64 << 20;

/// A folder with the files of a text; it goes with the value.
pub(super) fn of(runs: &Runs) -> Result<TempDir, String> {
    let folder = empty()?;
    let mut size = 0;
    for (file, name) in &runs.beside {
        let copy = || -> io::Result<u64> {
            let to = folder.path().join(name);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::copy(file, to)
        };
        size += copy().map_err(|reason| format!("`{}` can't be read: {reason}", name.display()))?;
        if size > LARGEST {
            let most = LARGEST >> 20;
            return Err(format!("the files beside this text have more than {most} MiB to copy"));
        }
    }
    Ok(folder)
}

/// A folder with nothing in it.
pub(super) fn empty() -> Result<TempDir, String> {
    let made = tempfile::Builder::new().prefix("blog-test-").tempdir();
    made.map_err(|reason| format!("no folder can be made to run it in: {reason}"))
}
