//! What one run of this program leaves for the next. It is sealed with the program and its own
//! bytes: what is damaged, or another program wrote, is nothing.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use serde::{Serialize, de::DeserializeOwned};

use crate::{Key, program};

/// Reads what was [written](write()): a value, and the bytes behind it.
pub fn read<T: DeserializeOwned>(file: &Path, kind: &str) -> Option<(T, Vec<u8>)> {
    let mut bytes = fs::read(file).ok()?;
    let end = bytes.len().checked_sub(16)?;
    if bytes[end..] != seal(kind, &bytes[..end]) {
        return None;
    }
    bytes.truncate(end);
    let (value, rest) = postcard::take_from_bytes(&bytes).ok()?;
    let start = bytes.len() - rest.len();
    bytes.drain(..start);
    Some((value, bytes))
}

/// Writes a value, and bytes behind it. What can't be kept is made again by the next run.
pub fn write(file: &Path, kind: &str, value: &impl Serialize, rest: &[Vec<u8>]) -> io::Result<()> {
    let write = || -> io::Result<()> {
        let mut bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
        rest.iter().for_each(|part| bytes.extend_from_slice(part));
        let seal = seal(kind, &bytes);
        let folder = file.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder)?;
        let mut whole = tempfile::NamedTempFile::new_in(folder)?;
        whole.write_all(&bytes)?;
        whole.write_all(&seal)?;
        whole.persist(file)?;
        Ok(())
    };
    write().inspect_err(|_| {
        // An older one would be worse than none.
        let _ = fs::remove_file(file);
    })
}

fn seal(kind: &str, bytes: &[u8]) -> [u8; 16] {
    *Key::of([kind.as_bytes(), program().bytes(), bytes]).bytes()
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
        write(&file, "a", &"text", &[b"more ".to_vec(), b"bytes".to_vec()]).expect("written");
        assert_eq!(read("a"), Some(("text".to_owned(), b"more bytes".to_vec())));
        assert!(read("b").is_none());
        let whole = fs::read(&file).expect("there");
        for damaged in [&whole[..whole.len() - 1], &whole[1..], &whole[..3], b"", &[0; 64]] {
            fs::write(&file, damaged).expect("written");
            assert!(read("a").is_none());
        }
    }
}
