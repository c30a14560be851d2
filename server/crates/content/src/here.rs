//! What a text finds out about the blog around it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::{Diagnostic, Source};
use images::{Asset, Pictures, ProcessedPicture, Trouble};
use markdown::{Broken, Ran, Resolver, Target};
use shortcodes::{Data, Shortcode};

use super::{
    addresses::{Addresses, LinkOrigin},
    runs::Records,
    shortcodes::Shelf,
};

/// The blog, as seen by the text at a place.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) addresses: &'a Addresses,
    pub(super) pictures: &'a Pictures,
    pub(super) place: LinkOrigin<'a>,
    pub(super) shortcodes: &'a Shelf<'a>,
    pub(super) records: &'a Records,
}

impl Resolver for Here<'_> {
    fn resolve(&self, link: &str) -> Result<Target, Broken> {
        self.addresses.resolve(link, self.place)
    }

    fn href(&self, path: &str) -> String {
        self.addresses.href(path)
    }

    fn whole(&self, href: &str) -> String {
        self.addresses.whole(href, self.place.route)
    }

    fn shown(&self, file: &Path) -> Result<Arc<ProcessedPicture>, Trouble> {
        self.pictures.shown(file)
    }

    fn clean(&self, file: &Path) -> Result<Arc<ProcessedPicture>, Trouble> {
        self.pictures.clean(file)
    }

    fn offered(&self, source: PathBuf, path: String) -> Result<(Asset, Vec<Trouble>), Trouble> {
        self.pictures.offered(source, path)
    }

    fn shortcode(&self, name: &str) -> Option<Shortcode<'_>> {
        self.shortcodes.get(name)
    }

    fn about(&self) -> BTreeMap<String, Data> {
        self.shortcodes.about.clone()
    }

    fn ran(&self, key: &str) -> Option<Ran> {
        self.records.of(key)
    }

    fn source(&self, file: &Path) -> Result<Source, Box<Diagnostic>> {
        Source::read(file, self.addresses.shown(file))
    }
}
