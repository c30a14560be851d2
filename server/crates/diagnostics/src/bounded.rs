//! Reading what somebody wrote, whatever it is.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

/// The content of a regular file with at most so many bytes. Nothing else is even opened: a pipe has no
/// end, nor has a device.
pub fn read_bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let too_large = || {
        let message = format!("it is larger than {} MiB", most >> 20);
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    };
    let data = fs::metadata(path)?;
    if !data.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    if data.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or_default());
    // It may have grown, or be one of those that do not tell their size.
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large());
    }
    Ok(bytes)
}
