//! What one run of this program leaves for the next. It is sealed with the program and its own
//! bytes: what is damaged, or another program wrote, is nothing.
//!
//! It is written as it is made: of a large blog it is more than should be in memory once more.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
};

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::{Key, program};

/// How many bytes are written as one.
const BUFFER: usize = 256 << 10;

/// Reads what was [written](write()): a value, and the bytes behind it.
pub fn read<T: DeserializeOwned>(file: &Path, kind: &str) -> Option<(T, Vec<u8>)> {
    let mut bytes = fs::read(file).ok()?;
    let end = bytes.len().checked_sub(16)?;
    if bytes[end..] != seal(kind, Sha256::new_with_prefix(&bytes[..end])) {
        return None;
    }
    bytes.truncate(end);
    let (value, rest) = postcard::take_from_bytes(&bytes).ok()?;
    let start = bytes.len() - rest.len();
    bytes.drain(..start);
    Some((value, bytes))
}

/// Writes a value, and behind it what `rest` writes. What can't be kept is made again by the next run.
pub fn write(
    file: &Path,
    kind: &str,
    value: &impl Serialize,
    rest: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let write = || -> io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder)?;
        let mut whole = tempfile::NamedTempFile::new_in(folder)?;
        let sealed = Sealed { to: whole.as_file_mut(), hash: Sha256::new() };
        let mut sealed = BufWriter::with_capacity(BUFFER, sealed);
        postcard::to_io(value, &mut sealed).map_err(io::Error::other)?;
        rest(&mut sealed)?;
        let Sealed { hash, to } = sealed.into_inner().map_err(io::IntoInnerError::into_error)?;
        to.write_all(&seal(kind, hash))?;
        whole.persist(file)?;
        Ok(())
    };
    write().inspect_err(|_| {
        // An older one would be worse than none.
        let _ = fs::remove_file(file);
    })
}

/// Names what it passes on.
struct Sealed<W> {
    to: W,
    hash: Sha256,
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn seal(kind: &str, hash: Sha256) -> [u8; 16] {
    *Key::of([kind.as_bytes(), program().bytes(), &hash.finalize()[..]]).bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_or_of_another_kind_is_nothing() {
        let temp = tempfile::tempdir().expect("a folder");
        let file = temp.path().join("below/kept");
        let read = |kind| read::<String>(&file, kind);
        assert!(read("a").is_none());
        write(&file, "a", &"text", |to| to.write_all(b"more bytes")).expect("written");
        assert_eq!(read("a"), Some(("text".to_owned(), b"more bytes".to_vec())));
        assert!(read("b").is_none());
        let whole = fs::read(&file).expect("there");
        for damaged in [&whole[..whole.len() - 1], &whole[1..], &whole[..3], b"", &[0; 64]] {
            fs::write(&file, damaged).expect("written");
            assert!(read("a").is_none());
        }
    }
}
