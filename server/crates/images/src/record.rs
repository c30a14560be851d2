//! What is made of a picture's bytes, once in their life: afterwards it is known from the cache.

use std::path::Path;

use diagnostics::read_bounded;
use serde::{Deserialize, Serialize};
use store::{Cache, Key};

use super::{
    Treatment, avif,
    error::PictureError,
    files::{MadeFile, PictureFiles},
    format::Format,
    raster, svg,
};

/// How many bytes a picture may have.
pub(super) const LARGEST: u64 = 64 << 20;

/// Names the version of everything in here: with another one, everything is made anew.
pub(super) const VERSION: &[u8] = b"picture 1";

/// The same without the bytes, which lie under the keys in the cache.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PictureRecord {
    pub(super) format: Format,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) clear: bool,
    pub(super) notes: Vec<PictureError>,
    pub(super) files: Vec<RecordedFile>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RecordedFile {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) format: Format,
    pub(super) key: Key,
}

pub(super) fn make(
    bytes: &[u8],
    treatment: Treatment,
) -> Result<(Format, PictureFiles), PictureError> {
    let format = Format::of(bytes).ok_or_else(PictureError::not_a_picture)?;
    let made = match format {
        Format::Svg => svg::make(bytes),
        Format::Avif => avif::make(bytes),
        _ => raster::make(bytes, format, treatment),
    };
    Ok((format, made?))
}

pub(super) fn key_of(file: &MadeFile) -> Key {
    Key::of([b"picture file 1".as_slice(), &file.bytes])
}

/// What is known of a picture's bytes, from the cache or made now.
pub(super) fn record(
    bytes: &[u8],
    treatment: Treatment,
    cache: &Cache,
) -> Result<PictureRecord, PictureError> {
    let key = Key::of([VERSION, treatment.name(), bytes]);
    if let Some(record) = recorded(key, cache) {
        return Ok(record);
    }
    let (format, PictureFiles { width, height, clear, notes, files }) = make(bytes, treatment)?;
    let files = files.iter().map(|file| {
        let key = key_of(file);
        cache.put(key, &file.bytes);
        RecordedFile { width: file.width, height: file.height, format: file.format, key }
    });
    let record = PictureRecord { format, width, height, clear, notes, files: files.collect() };
    keep(key, &record, cache);
    Ok(record)
}

pub(super) fn recorded(key: Key, cache: &Cache) -> Option<PictureRecord> {
    postcard::from_bytes(&cache.get(key)?).ok()
}

pub(super) fn keep(key: Key, record: &PictureRecord, cache: &Cache) {
    if let Ok(bytes) = postcard::to_allocvec(record) {
        cache.put(key, &bytes);
    }
}

/// The bytes of a file that was made of a picture: from the cache, or else made again.
pub(super) fn bytes(
    source: &Path,
    treatment: Treatment,
    key: Key,
    cache: &Cache,
) -> Option<Vec<u8>> {
    if let Some(bytes) = cache.get(key) {
        return Some(bytes);
    }
    let (_, made) = make(&read_bounded(source, LARGEST).ok()?, treatment).ok()?;
    let mut found = None;
    for file in made.files {
        let other = key_of(&file);
        cache.put(other, &file.bytes);
        if other == key {
            found = Some(file.bytes);
        }
    }
    found
}

/// As much of a record as can be told without decoding.
pub(super) fn measured(bytes: &[u8]) -> Result<PictureRecord, PictureError> {
    let format = Format::of(bytes).ok_or_else(PictureError::not_a_picture)?;
    let size = if format == Format::Svg { svg::measure(bytes) } else { avif::measure(bytes) };
    let (width, height) = size.ok_or_else(PictureError::not_whole)?;
    let file = RecordedFile { width, height, format, key: Key::of([bytes]) };
    Ok(PictureRecord { format, width, height, clear: false, notes: Vec::new(), files: vec![file] })
}
