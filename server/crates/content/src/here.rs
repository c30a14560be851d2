//! What a text finds out about the blog around it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use images::{Asset, Picture, Pictures, Trouble};
use markdown::{Broken, Resolver, Target};

use super::addresses::{Addresses, Place};

/// The blog, as seen by the text at a place.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) addresses: &'a Addresses,
    pub(super) pictures: &'a Pictures,
    pub(super) place: Place<'a>,
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

    fn shown(&self, file: &Path) -> Result<Arc<Picture>, Trouble> {
        self.pictures.shown(file)
    }

    fn clean(&self, file: &Path) -> Result<Arc<Picture>, Trouble> {
        self.pictures.clean(file)
    }

    fn offered(&self, source: PathBuf, path: String) -> Result<(Asset, Vec<Trouble>), Trouble> {
        self.pictures.offered(source, path)
    }
}
