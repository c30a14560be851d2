//! What a text asks of the blog that it stands in.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::{Diagnostic, Source};

use images::{Asset, PictureError, ProcessedPicture};
use model::routes::Route;
use serde::{Deserialize, Serialize};
use shortcodes::{Shortcode, TemplateValue};

use crate::Ran;

/// All that a text knows of the rest of the blog: where its links lead, and its pictures.
pub trait Resolver {
    /// Finds out where a link in the text leads.
    ///
    /// # Errors
    ///
    /// When it leads nowhere.
    fn resolve(&self, link: &str) -> Result<Target, Broken>;

    /// How pages link to a path on the site, which is not encoded.
    fn href(&self, path: &str) -> String;

    /// An address as the page of the text has it, a path on its host or a place in itself, as it is
    /// from anywhere.
    fn absolute(&self, href: &str) -> String;

    /// A picture that is shown, ready for it.
    ///
    /// # Errors
    ///
    /// When the file is no picture, or a broken one.
    fn responsive_picture(&self, file: &Path) -> Result<Arc<ProcessedPicture>, PictureError>;

    /// A picture in its own size, without metadata.
    ///
    /// # Errors
    ///
    /// When the file is no picture, or a broken one.
    fn original_picture(&self, file: &Path) -> Result<Arc<ProcessedPicture>, PictureError>;

    /// A file as a reader may open it, at a path on the site.
    ///
    /// # Errors
    ///
    /// When the file is called as pictures are, and is none or a broken one.
    fn offered_file(
        &self,
        source: PathBuf,
        path: String,
    ) -> Result<(Asset, Vec<PictureError>), PictureError>;

    /// The shortcode of a name, if there is one.
    fn shortcode(&self, name: &str) -> Option<Shortcode<'_>>;

    /// What templates are told of the page and the site, by name.
    fn template_variables(&self) -> BTreeMap<String, TemplateValue>;

    /// What is recorded of a block of code, by its [name](crate::Runnable::key).
    fn recorded_run(&self, key: &str) -> Option<Ran>;

    /// A file that a link led to, as text.
    ///
    /// # Errors
    ///
    /// When it can't be read, or is none.
    fn source(&self, file: &Path) -> Result<Source, Box<Diagnostic>>;
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A page of this site, and a place in it.
    Page {
        /// How the page of the text links there.
        href: String,
        /// The page.
        route: Route,
        /// The place in it, decoded.
        fragment: Option<String>,
    },
    /// A page of this site in another language, and a place in it.
    Translation {
        /// How the page of the text links there.
        href: String,
        /// Which language, by where its pages are: a path on the site, empty for the first one.
        prefix: String,
        /// The page.
        route: Route,
        /// The place in it, decoded.
        fragment: Option<String>,
    },
    /// A file of the content folder.
    File {
        /// How the page of the text links there.
        href: String,
        /// Where it lies.
        file: PathBuf,
        /// Where it will be found: a path on the site, not encoded.
        path: String,
        /// Why it can't be found there, if the address is taken.
        taken: Option<String>,
    },
    /// A file that the site has beside those, such as its feed.
    Site {
        /// How the page of the text links there.
        href: String,
    },
    /// Another site.
    External {
        /// Its address, encoded.
        href: String,
    },
    /// Something that is no page at all, such as a mail address.
    Other {
        /// The address, encoded.
        href: String,
    },
}

/// A link that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Broken {
    /// With what is wrong, and a remedy if there is one.
    pub fn new(message: impl Into<String>, help: Option<String>) -> Self {
        Self { message: message.into(), help }
    }
}
