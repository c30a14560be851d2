//! What a text finds out about the blog around it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::{Diagnostic, Source};
use images::{Asset, PictureError, Pictures, ProcessedPicture};
use markdown::{Broken, Ran, Resolver, Target};
use shortcodes::{Shortcode, TemplateValue};

use super::{
    addresses::{Addresses, LinkOrigin},
    runs::RunRecords,
    shortcodes::Shelf,
};

/// The blog, as seen by the text at a place.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) addresses: &'a Addresses,
    pub(super) pictures: &'a Pictures,
    pub(super) place: LinkOrigin<'a>,
    pub(super) shortcodes: &'a Shelf<'a>,
    pub(super) records: &'a RunRecords,
}

impl Resolver for Here<'_> {
    fn resolve(&self, link: &str) -> Result<Target, Broken> {
        self.addresses.resolve(link, self.place)
    }

    fn href(&self, path: &str) -> String {
        self.addresses.href(path)
    }

    fn absolute(&self, href: &str) -> String {
        self.addresses.absolute(href, self.place.route)
    }

    fn responsive_picture(&self, file: &Path) -> Result<Arc<ProcessedPicture>, PictureError> {
        self.pictures.responsive(file)
    }

    fn original_picture(&self, file: &Path) -> Result<Arc<ProcessedPicture>, PictureError> {
        self.pictures.original(file)
    }

    fn offered_file(
        &self,
        source: PathBuf,
        path: String,
    ) -> Result<(Asset, Vec<PictureError>), PictureError> {
        self.pictures.offered(source, path)
    }

    fn shortcode(&self, name: &str) -> Option<Shortcode<'_>> {
        self.shortcodes.get(name)
    }

    fn template_variables(&self) -> BTreeMap<String, TemplateValue> {
        self.shortcodes.about.clone()
    }

    fn recorded_run(&self, key: &str) -> Option<Ran> {
        self.records.of(key)
    }

    fn source(&self, file: &Path) -> Result<Source, Box<Diagnostic>> {
        Source::read(file, self.addresses.display_path(file))
    }
}
