//! The pictures of a content folder.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use diagnostics::read_bounded;
use model::{Slug, routes::MEDIA};
use store::{Cache, Key, Stamp};

use super::{
    Asset, AssetForm, Effort, ProcessedPicture, Treatment,
    error::PictureError,
    format::is_called_picture,
    record::{LARGEST, PictureRecord, RecordedFile, VERSION, keep, measured, record, recorded},
};

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
