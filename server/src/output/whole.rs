//! The files that speak of the whole site, each a pure function of the library.

use app::model::Library;

use super::{Folder, feeds, robots::robots, sitemap::sitemap};
use crate::error::Result;

/// Makes one file.
type Maker = fn(&Library) -> String;

/// Each file, by its path on the site.
const FILES: [(&str, Maker); 2] = [("/sitemap.xml", sitemap), ("/robots.txt", robots)];

/// Writes them all.
pub fn write(library: &Library, site: &Folder) -> Result<()> {
    FILES.iter().try_for_each(|(path, make)| site.write(path, make(library)))?;
    feeds::write(library, site)
}
