//! The files that speak of the whole site or of an edition, each a pure function of the library.

use diagnostics::Result;
use hosting::Redirect;
use model::Site;

use super::{
    Edition, Folder,
    document::{SCHEMA, SCHEMA_TEXT},
    feeds,
    front::WORKER,
    lists,
    llms::{self, llms},
    redirects,
    robots::robots,
    security::{self, security},
    sitemap::sitemaps,
};

/// Writes those of all editions, the first one first.
pub fn write(editions: &[Edition], redirects: &[Redirect], site: &Folder) -> Result<()> {
    let [Edition { library, front, .. }, ..] = editions else { return Ok(()) };
    let policy = front.policy(editions.iter().map(|edition| &edition.library));
    site.write("/robots.txt", robots(library))?;
    site.write(SCHEMA, SCHEMA_TEXT)?;
    sitemaps(editions.iter().map(|edition| &edition.library))
        .iter()
        .try_for_each(|(path, text)| site.write(path, text))?;
    let prefixes: Vec<&str> = prefixes(editions).collect();
    for (path, text) in hosting::files::files(library, &prefixes, &policy, redirects) {
        // A file of the owner's in `public` comes before ours.
        if !site.has(path) {
            site.write(path, text)?;
        }
    }
    site.write(WORKER, front.worker(editions.iter().map(|edition| &edition.library)))?;
    if let Some(text) = security(library) {
        site.write(security::PATH, text)?;
    }
    feeds::write_style(library, site)?;
    let policy = front.policy_of_plain(library);
    editions.iter().try_for_each(|edition| write_edition(edition, &policy, site))
}

/// Where the editions are that come behind the first, as paths on the site.
pub fn prefixes(editions: &[Edition]) -> impl Iterator<Item = &str> {
    let sites = editions.iter().map(|edition| edition.library.site());
    sites.map(|Site { prefix, .. }| &**prefix).filter(|prefix| !prefix.is_empty())
}

/// Writes those of one. Its old addresses are those of the whole site.
fn write_edition(
    Edition { library, site, .. }: &Edition,
    policy: &str,
    whole: &Folder,
) -> Result<()> {
    site.write(llms::LIST, llms(library))?;
    llms::write_full(library, site)?;
    redirects::write(library, policy, whole)?;
    lists::write_incidents(library, site)?;
    feeds::write(library, site)
}
