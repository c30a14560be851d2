//! Comparing what should be there with what is: the last look at a site before it is published.

mod document;
mod links;
mod report;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::Path,
};

use app::{
    model::{Document, Library},
    routes::Route,
};
use rayon::prelude::*;

use self::{
    document::Html,
    links::{Address, Target},
    report::Faults,
};
use super::{front::site_path, pages};
use crate::{error::Result, fs};

/// Reads back every page and every document, and follows every link within the site.
///
/// # Errors
///
/// When something is missing, naming each missing thing and the page that misses it.
pub fn verify(library: &Library, build: &str, site: &Path) -> Result<()> {
    let written = fs::files_below(site)?;
    let files: HashSet<String> = written
        .iter()
        .filter_map(|file| site_path(site, file))
        .collect();
    let routes = library.routes();
    let pages: HashMap<String, Option<&Route>> = routes
        .iter()
        .map(|route| (pages::html_file(route), Some(route)))
        .chain([(pages::MISSING.to_owned(), None)])
        .collect();

    let mut faults = Faults::default();
    for page in pages.keys().filter(|page| !files.contains(*page)) {
        faults.add(page, "the file is missing");
    }
    let documents = routes
        .par_iter()
        .map(|route| data_faults(library, build, site, &files, route));
    faults.extend(documents.collect::<Result<Vec<Faults>>>()?);

    let address = Address::of(library.site())?;
    let html: Vec<&String> = files
        .iter()
        .filter(|file| file.ends_with(".html"))
        .collect();
    let read = html.par_iter().map(|file| {
        let html = Html::read(&fs::read(&site.join(file.trim_start_matches('/')))?);
        let mut checked = Checked::new(file, &html, &address, &files);
        if pages.contains_key(*file) {
            checked.faults.add_all(file, html.page_faults());
        }
        Ok(((*file).clone(), checked))
    });
    let read: HashMap<String, Checked> = read.collect::<Result<_>>()?;
    for (file, checked) in &read {
        for (target, fragment) in &checked.fragments {
            if read
                .get(target)
                .is_some_and(|page| !page.ids.contains(fragment))
            {
                faults.add(
                    file,
                    format!("links to {target}#{fragment}, where nothing has that id"),
                );
            }
        }
    }
    faults.extend(read.into_values().map(|checked| checked.faults));
    faults.into_result()
}

/// What is wrong with the data file of a route.
fn data_faults(
    library: &Library,
    build: &str,
    site: &Path,
    files: &HashSet<String>,
    route: &Route,
) -> Result<Faults> {
    let path = pages::data_file(route);
    let mut faults = Faults::default();
    if !files.contains(&path) {
        faults.add(&path, "the file is missing");
        return Ok(faults);
    }
    let json = fs::read(&site.join(path.trim_start_matches('/')))?;
    match serde_json::from_slice::<Document>(&json) {
        Err(reason) => faults.add(&path, format!("no document: {reason}")),
        Ok(document) => {
            if document.build != build {
                faults.add(&path, "of another build");
            }
            if document.title.trim().is_empty() {
                faults.add(&path, "has no title");
            }
            if library.page(route).as_ref() != Some(&document.page) {
                faults.add(&path, "holds something else than the page");
            }
        }
    }
    Ok(faults)
}

/// What remains of a page once its links have been looked at.
struct Checked {
    ids: HashSet<String>,
    /// Links to a place in another page: its file, and the id.
    fragments: BTreeSet<(String, String)>,
    faults: Faults,
}

impl Checked {
    fn new(file: &str, html: &Html, address: &Address, files: &HashSet<String>) -> Self {
        let mut checked = Self {
            ids: html.ids.clone(),
            fragments: BTreeSet::new(),
            faults: Faults::default(),
        };
        for link in &html.links {
            match address.target(file, link) {
                Target::Elsewhere => {}
                Target::Outside => {
                    let fault = format!("links to {}, which is outside of the site", link.to);
                    checked.faults.add(file, fault);
                }
                Target::Here { path, fragment } => match file_at(&path, files) {
                    None => {
                        checked
                            .faults
                            .add(file, format!("links to {path}, which does not exist"));
                    }
                    Some(target) => {
                        checked
                            .fragments
                            .extend(fragment.map(|fragment| (target, fragment)));
                    }
                },
            }
        }
        checked
    }
}

/// The file that a host answers a path with.
fn file_at(path: &str, files: &HashSet<String>) -> Option<String> {
    let exact = path.to_owned();
    if files.contains(&exact) {
        return Some(exact);
    }
    let index = format!("{}/index.html", path.trim_end_matches('/'));
    files.contains(&index).then_some(index)
}
