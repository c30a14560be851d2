//! Pictures: from the file that a writer puts beside a text to the files that a reader is sent.
//!
//! What is made of a picture is a pure function of its bytes ([`Treatment`] says which): upright,
//! without metadata, each file named by its content below [`MEDIA`]. Every result goes through the
//! cache, so a picture is decoded once in its life; in memory is only what is being made.
//!
//! | In | Out |
//! |---|---|
//! | JPEG, PNG, GIF, WebP | `src`: the original without metadata; scaled down if it is wider than 1440 pixels. `srcset`: WebP of 360 to 1440 pixels, each smaller in bytes than the next |
//! | animations | the original without metadata |
//! | SVG | drawn by elements that are known to be safe |
//! | AVIF | as it is; refused when it holds metadata |

mod asset;
mod avif;
mod gate;
mod icon;
mod raster;
mod strip;
mod svg;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use diagnostics::read_bounded;
use image::ImageFormat;
use model::{Slug, routes::MEDIA};
use serde::{Deserialize, Serialize};
use store::{Cache, Key, Stamp};

pub use asset::{Asset, AssetForm};
pub use icon::{BrokenIcon, Icon};
pub use svg::{acts, is_drawn_in_html, is_silent};

/// How many bytes a picture may have.
const LARGEST: u64 = 64 << 20;

/// Names the version of everything in here: with another one, everything is made anew.
const VERSION: &[u8] = b"picture 1";

/// How much is done for pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Their size is read. Nothing can be published.
    Measured,
    /// They are seen to be whole, and published in their own size.
    Checked,
    /// They are published in every size that serves a reader.
    Finished,
}

/// What is made of a picture.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Treatment {
    /// The picture in its own size, without metadata.
    Clean,
    /// The sizes that serve readers.
    Responsive,
}

impl Treatment {
    fn name(self) -> &'static [u8] {
        match self {
            Self::Clean => b"clean",
            Self::Responsive => b"responsive",
        }
    }
}

/// A picture ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessedPicture {
    /// How wide the original is, in CSS pixels, when it stands upright.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// Whether what is behind it shows through: then it was drawn for paper.
    pub clear: bool,
    /// The file that every program can show, as a path on the site.
    pub src: String,
    /// How wide that file is.
    pub src_width: u32,
    /// How high that file is.
    pub src_height: u32,
    /// Files to choose from by their width, narrowest first; none where there is no choice.
    pub srcset: Vec<(u32, String)>,
    /// All of these files.
    pub assets: Vec<Asset>,
    /// What the writer should know.
    pub notes: Vec<PictureError>,
}

impl ProcessedPicture {
    /// The values of `srcset` and `sizes` for a place that is so many CSS pixels wide at most, and
    /// else as wide as the window; empty where they are not needed.
    pub fn choice(&self, room: u32, href: impl Fn(&str) -> String) -> (String, String) {
        if let [(_, only)] = &*self.srcset {
            return (href(only), String::new());
        }
        if self.srcset.is_empty() {
            return Default::default();
        }
        let offers = self.srcset.iter().map(|(width, path)| format!("{} {width}w", href(path)));
        let room = room.min(self.width);
        let sizes = format!("(min-width: {room}px) {room}px, 100vw");
        (offers.collect::<Vec<_>>().join(", "), sizes)
    }
}

/// What is wrong with a picture, and how to mend it. The message goes on where the name of the file
/// ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureError {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl PictureError {
    fn not_a_picture() -> Self {
        Self {
            message: "it is no picture that browsers show".into(),
            help: "save it as PNG, JPEG, WebP, GIF, AVIF or SVG".into(),
        }
    }

    fn not_whole() -> Self {
        Self {
            message: "it is not whole".into(),
            help: "copy or export it again: a part of the file is missing".into(),
        }
    }

    fn broken(error: &image::ImageError) -> Self {
        Self {
            message: format!("it can't be decoded: {error}"),
            help: "copy or export it again, or save it as PNG, JPEG or WebP".into(),
        }
    }
}

/// A kind of file that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    Jpeg,
    Png,
    Gif,
    Webp,
    Avif,
    Svg,
}

impl Format {
    /// The kind, from the content: the name of a file may be wrong.
    fn of(bytes: &[u8]) -> Option<Self> {
        match image::guess_format(bytes) {
            Ok(ImageFormat::Jpeg) => return Some(Self::Jpeg),
            Ok(ImageFormat::Png) => return Some(Self::Png),
            Ok(ImageFormat::Gif) => return Some(Self::Gif),
            Ok(ImageFormat::WebP) => return Some(Self::Webp),
            _ => {}
        }
        if avif::is_avif(bytes) {
            return Some(Self::Avif);
        }
        let start = &bytes[..bytes.len().min(4096)];
        let has = |mark: &[u8]| start.windows(mark.len()).any(|window| window == mark);
        let is_text =
            start.trim_ascii_start().starts_with(b"<") || start.starts_with(b"\xef\xbb\xbf");
        (is_text && has(b"<svg") && !has(b"<html")).then_some(Self::Svg)
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Svg => "svg",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "a JPEG",
            Self::Png => "a PNG",
            Self::Gif => "a GIF",
            Self::Webp => "a WebP",
            Self::Avif => "an AVIF",
            Self::Svg => "an SVG",
        }
    }

    /// Whether a file of this kind may be called so.
    fn goes_by(self, extension: &str) -> bool {
        let extension = extension.to_ascii_lowercase();
        match self {
            Self::Jpeg => matches!(&*extension, "jpg" | "jpeg" | "jpe" | "jfif"),
            Self::Png => matches!(&*extension, "png" | "apng"),
            _ => extension == self.extension(),
        }
    }
}

/// Whether a file is called as pictures are.
pub fn is_called_picture(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    [Format::Jpeg, Format::Png, Format::Gif, Format::Webp, Format::Avif, Format::Svg]
        .iter()
        .any(|format| format.goes_by(extension))
}

/// The files made of a picture, the one for `src` first.
struct PictureFiles {
    width: u32,
    height: u32,
    clear: bool,
    notes: Vec<PictureError>,
    files: Vec<MadeFile>,
}

struct MadeFile {
    width: u32,
    height: u32,
    format: Format,
    bytes: Vec<u8>,
}

/// The same without the bytes, which lie under the keys in the cache.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct PictureRecord {
    format: Format,
    width: u32,
    height: u32,
    clear: bool,
    notes: Vec<PictureError>,
    files: Vec<RecordedFile>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct RecordedFile {
    width: u32,
    height: u32,
    format: Format,
    key: Key,
}

fn make(bytes: &[u8], treatment: Treatment) -> Result<(Format, PictureFiles), PictureError> {
    let format = Format::of(bytes).ok_or_else(PictureError::not_a_picture)?;
    let made = match format {
        Format::Svg => svg::make(bytes),
        Format::Avif => avif::make(bytes),
        _ => raster::make(bytes, format, treatment),
    };
    Ok((format, made?))
}

fn key_of(file: &MadeFile) -> Key {
    Key::of([b"picture file 1".as_slice(), &file.bytes])
}

/// What is known of a picture's bytes, from the cache or made now.
fn record(
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

fn recorded(key: Key, cache: &Cache) -> Option<PictureRecord> {
    postcard::from_bytes(&cache.get(key)?).ok()
}

fn keep(key: Key, record: &PictureRecord, cache: &Cache) {
    if let Ok(bytes) = postcard::to_allocvec(record) {
        cache.put(key, &bytes);
    }
}

/// The bytes of a file that was made of a picture: from the cache, or else made again.
fn bytes(source: &Path, treatment: Treatment, key: Key, cache: &Cache) -> Option<Vec<u8>> {
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

type Outcome = Arc<OnceLock<Result<Arc<ProcessedPicture>, PictureError>>>;

/// All pictures of a content folder, each made once.
#[derive(Debug)]
pub struct Pictures {
    effort: Effort,
    cache: Cache,
    known: Mutex<HashMap<(PathBuf, Treatment), Outcome>>,
}

impl Pictures {
    /// No pictures yet.
    pub fn new(effort: Effort, cache: Cache) -> Self {
        Self { effort, cache, known: Mutex::default() }
    }

    /// A picture that is shown, ready for it.
    ///
    /// # Errors
    ///
    /// When the file is no picture, or a broken one.
    pub fn responsive(&self, file: &Path) -> Result<Arc<ProcessedPicture>, PictureError> {
        self.get(file, Treatment::Responsive)
    }

    /// A picture in its own size, without metadata.
    ///
    /// # Errors
    ///
    /// When the file is no picture, or a broken one.
    pub fn original(&self, file: &Path) -> Result<Arc<ProcessedPicture>, PictureError> {
        self.get(file, Treatment::Clean)
    }

    /// A file as a reader may open it, at a path on the site: a picture without its metadata,
    /// anything else as it is. What the writer should know of it comes with it.
    ///
    /// # Errors
    ///
    /// When the file is called as pictures are, and is none or a broken one.
    pub fn offered(
        &self,
        source: PathBuf,
        path: String,
    ) -> Result<(Asset, Vec<PictureError>), PictureError> {
        if self.effort == Effort::Measured || !is_called_picture(&source) {
            return Ok((Asset::whole(source, path), Vec::new()));
        }
        let picture = self.original(&source)?;
        let form = picture.assets.first().map_or(AssetForm::Whole, |asset| asset.form);
        Ok((Asset { path, source, form }, picture.notes.clone()))
    }

    fn get(
        &self,
        file: &Path,
        treatment: Treatment,
    ) -> Result<Arc<ProcessedPicture>, PictureError> {
        let treatment = match self.effort {
            Effort::Finished => treatment,
            Effort::Checked | Effort::Measured => Treatment::Clean,
        };
        let outcome = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry((file.to_owned(), treatment)).or_default().clone()
        };
        // A second caller with the same bytes waits for the first.
        outcome.get_or_init(|| self.find(file, treatment).map(Arc::new)).clone()
    }

    fn find(&self, file: &Path, treatment: Treatment) -> Result<ProcessedPicture, PictureError> {
        // A file that is as it was need not be read again: under `blog dev` every save comes here.
        let seen = Stamp::read(file).filter(Stamp::is_settled).map(|stamp| {
            let path = file.as_os_str().as_encoded_bytes();
            Key::of([VERSION, b"seen", treatment.name(), path, &stamp.bytes()])
        });
        if self.effort != Effort::Measured
            && let Some(record) = seen.and_then(|key| recorded(key, &self.cache))
        {
            return Ok(picture(file, treatment, record));
        }
        let bytes = read_bounded(file, LARGEST).map_err(|error| PictureError {
            message: format!("it can't be read: {error}"),
            help: match error.kind() {
                io::ErrorKind::FileTooLarge => "scale it down".into(),
                _ => "see whether other programs can read it".into(),
            },
        })?;
        if bytes.is_empty() {
            return Err(PictureError {
                message: "it is empty".into(),
                help: "copy or export it again".into(),
            });
        }
        let record = match self.effort {
            Effort::Measured => measured(&bytes)?,
            Effort::Checked | Effort::Finished => {
                let record = record(&bytes, treatment, &self.cache)?;
                if let Some(key) = seen {
                    keep(key, &record, &self.cache);
                }
                record
            }
        };
        Ok(picture(file, treatment, record))
    }
}

/// As much of a record as can be told without decoding.
fn measured(bytes: &[u8]) -> Result<PictureRecord, PictureError> {
    let format = Format::of(bytes).ok_or_else(PictureError::not_a_picture)?;
    let size = if format == Format::Svg { svg::measure(bytes) } else { avif::measure(bytes) };
    let (width, height) = size.ok_or_else(PictureError::not_whole)?;
    let file = RecordedFile { width, height, format, key: Key::of([bytes]) };
    Ok(PictureRecord { format, width, height, clear: false, notes: Vec::new(), files: vec![file] })
}

/// Puts together what a page needs to show a picture.
fn picture(source: &Path, treatment: Treatment, record: PictureRecord) -> ProcessedPicture {
    let PictureRecord { format, width, height, clear, mut notes, files } = record;
    let extension = source.extension().and_then(|extension| extension.to_str());
    if let Some(extension) = extension.filter(|extension| !format.goes_by(extension)) {
        notes.push(PictureError {
            message: format!("it is {}, whatever `.{extension}` says", format.name()),
            help: format!("let its name end in `.{}`", format.extension()),
        });
    }
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    let stem = Slug::nearest(&stem).map_or_else(|| "picture".into(), |slug| slug.to_string());
    let stem: String = stem.chars().take(60).collect();
    let path = |file: &RecordedFile| {
        let hash = &file.key.to_string()[..16];
        format!("{MEDIA}{stem}.{hash}.{}", file.format.extension())
    };
    let assets: Vec<Asset> = files
        .iter()
        .map(|file| Asset {
            path: path(file),
            source: source.to_owned(),
            form: AssetForm::Made { treatment, key: file.key },
        })
        .collect();
    let (src_width, src_height) =
        files.first().map_or((width, height), |file| (file.width, file.height));
    // Of two files of one width the later one is smaller.
    let mut srcset: Vec<(u32, String)> = Vec::new();
    if files.len() > 1 {
        for file in &files {
            match srcset.last_mut() {
                Some(last) if last.0 == file.width => last.1 = path(file),
                _ => srcset.push((file.width, path(file))),
            }
        }
    }
    srcset.reverse();
    let src = assets.first().map(|asset| asset.path.clone()).unwrap_or_default();
    ProcessedPicture { width, height, clear, src, src_width, src_height, srcset, assets, notes }
}
