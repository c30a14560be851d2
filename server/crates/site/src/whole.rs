//! The files that speak of the whole site, each a pure function of the library.

use diagnostics::Result;
use hosting::Redirect;
use model::Library;

use super::{
    Folder, FrontEndFiles,
    document::{SCHEMA, SCHEMA_TEXT},
    feeds,
    front::WORKER,
    llms::{self, llms},
    redirects,
    robots::robots,
    security::{self, security},
    sitemap::sitemaps,
};

/// Makes one file.
type Maker = fn(&Library) -> String;

/// Each file, by its path on the site.
const FILES: [(&str, Maker); 2] = [("/robots.txt", robots), ("/llms.txt", llms)];

/// Writes them all.
pub fn write(
    library: &Library,
    front: &FrontEndFiles,
    redirects: &[Redirect],
    site: &Folder,
) -> Result<()> {
    let policy = front.policy(library);
    FILES.iter().try_for_each(|(path, make)| site.write(path, make(library)))?;
    sitemaps(library).iter().try_for_each(|(path, text)| site.write(path, text))?;
    llms::write_full(library, site)?;
    site.write(SCHEMA, SCHEMA_TEXT)?;
    for (path, text) in hosting::files::files(library, &policy, redirects) {
        // Who has such a file in `public` has reasons.
        if !site.has(path) {
            site.write(path, text)?;
        }
    }
    redirects::write(library, &front.policy_of_pages(library), site)?;
    site.write(WORKER, front.worker(library))?;
    if let Some(text) = security(library) {
        site.write(security::PATH, text)?;
    }
    feeds::write(library, site)
}
