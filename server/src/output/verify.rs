//! Comparing what should be there with what is: the last look at a site before it is published.

mod document;
mod feed;
mod links;
mod report;
mod style;
#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use app::{
    model::{Document, Library},
    routes::Route,
};
use rayon::prelude::*;

use self::{
    document::{Html, Link},
    links::{Address, Target},
    report::Faults,
};
use super::{
    feeds::{self, Feed},
    front::site_path,
    lists::{self, List},
    pages,
};
use crate::{error::Result, fs};

/// Reads back every page and every document, and follows every link within the site.
///
/// # Errors
///
/// When something is missing, naming each missing thing and the page that misses it.
pub fn verify(library: &Library, build: &str, site: &Path) -> Result<()> {
    let check = Check::of(library, build, site)?;
    let routes = library.routes();
    let mut faults = Faults::default();

    let documents = routes.par_iter().map(|route| check.document(route));
    faults.extend(documents.collect::<Result<Vec<_>>>()?);

    let lists = lists::files(library, build);
    let lists = lists.par_iter().map(|(file, list)| check.list(file, list));
    faults.extend(lists.collect::<Result<Vec<_>>>()?);

    let feeds = feeds::feeds(library);
    let feeds = feeds.par_iter().map(|feed| check.feed(feed));
    faults.extend(feeds.collect::<Result<Vec<_>>>()?);

    let mut pages: HashSet<String> = routes.iter().map(pages::html_file).collect();
    pages.insert(pages::MISSING.to_owned());
    for page in pages.iter().filter(|page| !check.files.contains(*page)) {
        faults.add(page, "the file is missing");
    }

    let files: Vec<&String> = check.files.iter().collect();
    let looks =
        files.par_iter().filter_map(|file| check.look(file, pages.contains(*file)).transpose());
    let looks: HashMap<&str, Look> = looks.collect::<Result<_>>()?;
    faults.extend(fragment_faults(&looks));
    faults.extend(looks.into_values().map(|look| look.faults));
    faults.into_result()
}

/// What the files of a site are compared with.
struct Check<'a> {
    library: &'a Library,
    build: &'a str,
    site: &'a Path,
    address: Address,
    /// All files of the site, as paths on it.
    files: HashSet<String>,
}

/// What one look at a file with links tells.
#[derive(Default)]
struct Look {
    ids: HashSet<String>,
    /// Links to a place in a page: its file, and the id.
    fragments: Vec<(String, String)>,
    faults: Faults,
}

impl<'a> Check<'a> {
    fn of(library: &'a Library, build: &'a str, site: &'a Path) -> Result<Self> {
        let files = fs::files_below(site)?;
        Ok(Self {
            library,
            build,
            site,
            address: Address::of(library.site())?,
            files: files.iter().filter_map(|file| site_path(site, file)).collect(),
        })
    }

    fn read(&self, file: &str) -> Result<Vec<u8>> {
        fs::read(&self.site.join(file.trim_start_matches('/')))
    }

    /// What is wrong with the data file of a route.
    fn document(&self, route: &Route) -> Result<Faults> {
        let file = pages::data_file(route);
        let mut faults = Faults::default();
        if !self.files.contains(&file) {
            faults.add(&file, "the file is missing");
            return Ok(faults);
        }
        match serde_json::from_slice::<Document>(&self.read(&file)?) {
            Err(reason) => faults.add(&file, format!("no document: {reason}")),
            Ok(document) => {
                if document.build != self.build {
                    faults.add(&file, "of another build");
                }
                if document.title.trim().is_empty() {
                    faults.add(&file, "has no title");
                }
                if self.library.page(route).as_ref() != Some(&document.page) {
                    faults.add(&file, "holds something else than the page");
                }
            }
        }
        Ok(faults)
    }

    /// What is wrong with a file that the tag filter reads.
    fn list(&self, file: &str, list: &List<'_>) -> Result<Faults> {
        let mut faults = Faults::default();
        if !self.files.contains(file) {
            faults.add(file, "the file is missing");
        } else if list.json(self.library).ok() != Some(self.read(file)?) {
            faults.add(file, "holds something else than the posts");
        }
        Ok(faults)
    }

    /// What is wrong with a feed.
    fn feed(&self, feed: &Feed<'_>) -> Result<Faults> {
        let mut faults = Faults::default();
        if !self.files.contains(&feed.file) {
            faults.add(&feed.file, "the file is missing");
            return Ok(faults);
        }
        match feed::read(feed.format, &self.read(&feed.file)?) {
            Err(reason) => faults.add(&feed.file, format!("no feed: {reason}")),
            Ok(entries) => {
                let expected =
                    feed.posts.iter().map(|post| feeds::address(self.library.site(), post));
                if !expected.eq(entries.iter().map(|entry| &*entry.address)) {
                    faults.add(&feed.file, "has other entries than the newest posts");
                }
                faults.add_all(&feed.file, entries.iter().flat_map(feed::Entry::faults));
            }
        }
        Ok(faults)
    }

    /// Looks at a file if it is of a kind that has links.
    fn look<'f>(&self, file: &'f str, is_page: bool) -> Result<Option<(&'f str, Look)>> {
        let mut look = Look::default();
        if file.ends_with(".html") {
            let html = Html::read(&self.read(file)?);
            if is_page {
                look.faults.add_all(file, html.page_faults());
            }
            self.follow(file, &html.links, &mut look);
            look.ids = html.ids;
        } else if file.ends_with(".css") {
            let css = self.read(file)?;
            let links = style::links(&String::from_utf8_lossy(&css));
            self.follow(file, &links, &mut look);
        } else {
            return Ok(None);
        }
        Ok(Some((file, look)))
    }

    /// Where the links of a file lead.
    fn follow(&self, file: &str, links: &HashSet<Link>, look: &mut Look) {
        for link in links {
            match self.address.target(file, link) {
                Target::Elsewhere => {}
                Target::Outside => {
                    let fault = format!("links to {}, which is outside of the site", link.to);
                    look.faults.add(file, fault);
                }
                Target::Here { path, fragment } => match self.file_at(&path) {
                    Some(target) => {
                        let fragment = fragment.map(|fragment| (target, fragment));
                        look.fragments.extend(fragment);
                    }
                    None => {
                        let fault = format!("links to {path}, which does not exist");
                        look.faults.add(file, fault);
                    }
                },
            }
        }
    }

    /// The file that a host answers a path with.
    fn file_at(&self, path: &str) -> Option<String> {
        if self.files.contains(path) {
            return Some(path.to_owned());
        }
        let index = format!("{}/index.html", path.trim_end_matches('/'));
        self.files.contains(&index).then_some(index)
    }
}

/// The links to places that the pages do not have.
fn fragment_faults(looks: &HashMap<&str, Look>) -> impl Iterator<Item = Faults> {
    looks.iter().map(|(file, look)| {
        let mut faults = Faults::default();
        for (target, id) in &look.fragments {
            // What is no page of HTML, such as a drawing, has places of its own kind.
            let page = looks.get(target.as_str()).filter(|_| target.ends_with(".html"));
            if page.is_some_and(|page| !page.ids.contains(id)) {
                let fault = format!("links to {target}#{id}, where nothing has that id");
                faults.add(file, fault);
            }
        }
        faults
    })
}
