//! What a content folder gives to the site beside its texts.

use std::path::PathBuf;

use diagnostics::{Error, Result};
use serde::{Deserialize, Serialize};
use store::{Cache, Key, fs};

use crate::{Treatment, bytes};

/// A file of the content folder that goes to the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Asset {
    /// Where it will be found: a path on the site such as `/posts/x/data.csv`, not encoded.
    pub path: String,
    /// Where it lies.
    pub source: PathBuf,
    /// What becomes of it.
    pub form: AssetForm,
}

/// What becomes of a file on its way to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AssetForm {
    /// It stays as it is.
    Whole,
    /// It is made of a picture. The key names its content.
    Made {
        /// What is made of the picture.
        treatment: Treatment,
        /// Where the result lies in the cache, as long as it does.
        key: Key,
    },
}

impl Asset {
    /// A file as it is.
    pub fn whole(source: impl Into<PathBuf>, path: impl Into<String>) -> Self {
        Self { path: path.into(), source: source.into(), form: AssetForm::Whole }
    }

    /// What the site gets. The bytes of all pictures together would not fit into memory: ask for
    /// them when they are written.
    ///
    /// # Errors
    ///
    /// When the file can't be read, or has changed since the texts were.
    pub fn read(&self, cache: &Cache) -> Result<Vec<u8>> {
        match self.form {
            AssetForm::Whole => fs::read(&self.source),
            AssetForm::Made { treatment, key } => bytes(&self.source, treatment, key, cache)
                .ok_or_else(|| {
                    Error::new(format!(
                        "{} changed while the site was built: build again",
                        self.source.display()
                    ))
                }),
        }
    }
}
