//! Comparing what should be there with what is: the last look at a site before it is published.
//!
//! Every file is looked at when it is made, and what it links to is kept with it as numbers: so a
//! build that makes a few files anew still checks the links of all, and reads none again.

mod document;
mod feed;
mod inspection;
mod links;
mod report;
mod style;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use app::shell::without_first_screen;
use diagnostics::Result;
use model::{
    Body, Library, Redirect,
    routes::{Route, SEARCH_ROOT},
};
use rayon::prelude::*;
use url::Url;

pub(super) use self::inspection::Inspection;
use self::{
    inspection::{number, text_of},
    links::follow,
    report::SiteFaults,
};
use super::{
    Edition, Folder, copies,
    document::place_of,
    feeds::{self, Feed},
    forms::{self, Difference, PublishedText},
    lists, names, pages,
};

/// Compares the files of a site with the route table, and follows every link within the site. Returns
/// what texts of each of its editions say otherwise than their pages.
///
/// # Errors
///
/// When something is missing, naming each missing thing and the page that misses it.
pub fn verify(editions: &[Edition], site: &Folder) -> Result<Vec<Vec<Difference>>> {
    let (mut faults, mut pages, mut different) =
        (SiteFaults::default(), HashSet::new(), Vec::new());
    for edition in editions {
        different.push(verify_files(edition, &mut pages, &mut faults)?);
        // Old addresses are those of the whole site.
        let redirects = edition.library.redirects().iter().filter_map(Redirect::file);
        redirects
            .filter(|file| !site.has(file))
            .for_each(|file| faults.add(&file, "the file is missing"));
    }
    follow(&pages, site, &mut faults)?;
    faults.into_result()?;
    Ok(different)
}

/// Looks for the files of an edition, and compares what its texts say in them. Its pages join the others.
fn verify_files(
    Edition { library, front, site, .. }: &Edition,
    pages: &mut HashSet<String>,
    faults: &mut SiteFaults,
) -> Result<Vec<Difference>> {
    let mut different = Vec::new();
    let routes = library.routes();
    let mut html: Vec<String> =
        routes.par_iter().map(|route| pages::html_file(library.site(), route)).collect();
    html.push(names::MISSING.to_owned());
    let data: Vec<String> =
        routes.par_iter().map(|route| pages::data_file(library.site(), route)).collect();
    let lists = lists::files(library, &front.build).into_iter().map(|(path, _)| path);
    let search = (!library.site().unsearched).then(|| SEARCH_ROOT.to_owned());
    let incidents = library.incident_index().map(|_| library.site().routes.incident_index_path());
    let more: Vec<String> = lists.chain(search).chain(incidents).collect();
    for file in html.iter().chain(&data).chain(&more).filter(|file| !site.has(file)) {
        faults.add(&site.path(file), "the file is missing");
    }
    pages.extend(html.iter().map(|file| site.path(file)));

    let texts: Vec<(String, Route, &Body)> = copies::texts(library)
        .map(|(route, html)| (copies::file(library.site(), &route), route, html))
        .collect();
    let made = texts.par_iter().filter(|(file, ..)| site.is_made(file)).count();
    let reads_text = sample(made);
    let wrong = texts.par_iter().map(|(file, route, html)| match site.has(file) {
        true if reads_text(file) => text_faults(library, route, html, site),
        true => Ok((SiteFaults::default(), None)),
        false => Ok((SiteFaults::of(&site.path(file), "the file is missing"), None)),
    });
    for (wrong, difference) in wrong.collect::<Result<Vec<_>>>()? {
        faults.extend([wrong]);
        different.extend(difference);
    }

    let feeds = feeds::feeds(library);
    let picked = sample(TEXTS_IN_FEED * feeds.len());
    let reads = |feed: &Feed<'_>| feed.is_newest_of_blog() || picked(&feed.file);
    let wrong = feeds.par_iter().map(|feed| match site.has(&feed.file) {
        true if reads(feed) && site.is_made(&feed.file) => {
            feed_faults(library, feed, site, &reads_text)
        }
        true => Ok((SiteFaults::default(), Vec::new())),
        false => Ok((SiteFaults::of(&site.path(&feed.file), "the file is missing"), Vec::new())),
    });
    for (wrong, differences) in wrong.collect::<Result<Vec<_>>>()? {
        faults.extend([wrong]);
        different.extend(differences);
    }

    different.sort_by(|a, b| (&a.route, &a.message).cmp(&(&b.route, &b.message)));
    different.dedup();
    Ok(different)
}

/// Of how many files of a kind the words are read back and compared, when so many are made at once
/// that it takes long. What goes wrong there is a mistake of this program, which shows in some of
/// them as well as in all.
const READ: usize = 400;

/// To read a feed takes as long as to read so many texts.
const TEXTS_IN_FEED: usize = 10;

/// Picks about so many of some files, the same ones each time; all of less than twice as many.
fn sample(files: usize) -> impl Fn(&str) -> bool + Sync {
    let one_of = (files / READ).max(1) as u64;
    move |path| number(path).is_multiple_of(one_of)
}

/// What is wrong with a feed that was made, and what the texts in it say otherwise than their pages; of
/// these some are compared.
fn feed_faults(
    library: &Library,
    feed: &Feed<'_>,
    site: &Folder,
    picked: impl Fn(&str) -> bool,
) -> Result<(SiteFaults, Vec<Difference>)> {
    let mut faults = SiteFaults::default();
    let entries = match feed::read(feed.format, &site.read(&feed.file)?) {
        Ok(entries) => entries,
        Err(reason) => {
            let file = site.path(&feed.file);
            return Ok((SiteFaults::of(&file, format!("no feed: {reason}")), Vec::new()));
        }
    };
    let expected = feed.posts.iter().map(|post| feeds::address(library.site(), post));
    if !expected.eq(entries.iter().map(|entry| &*entry.address)) {
        faults.add(&site.path(&feed.file), "has other entries than the newest posts");
    }
    // Those of lists are written by the same code from the same texts.
    if !feed.is_of_blog() {
        return Ok((faults, Vec::new()));
    }
    let texts = feed.posts.iter().zip(&entries);
    let different = texts.filter_map(|(post, entry)| {
        let route = post.route();
        if !picked(&copies::file(library.site(), &route)) {
            return None;
        }
        let url = Url::parse(&entry.address).ok()?;
        let html = post.prose.html.text();
        let markdown = library.markdown(&route).map(Body::text).unwrap_or_default();
        let words = &library.site().words;
        let text =
            PublishedText { route: &route, url: &url, html: &html, markdown: &markdown, words };
        text.in_feed(&entry.text)
    });
    Ok((faults, different.collect()))
}

/// What is wrong with the forms of a text, if one of them was made, and what its Markdown says otherwise
/// than its page.
fn text_faults(
    library: &Library,
    route: &Route,
    html: &Body,
    site: &Folder,
) -> Result<(SiteFaults, Option<Difference>)> {
    let mut faults = SiteFaults::default();
    let of_site = library.site();
    let files = [
        pages::html_file(of_site, route),
        pages::data_file(of_site, route),
        copies::file(of_site, route),
    ];
    let complete = files.iter().all(|file| site.has(file));
    if !complete || !files.iter().any(|file| site.is_made(file)) {
        return Ok((faults, None));
    }
    let Ok(url) = Url::parse(&library.site().url(route)) else {
        return Ok((faults, None));
    };
    let read = |file: &String| -> Result<String> { Ok(text_of(&site.read(file)?).into_owned()) };
    let [page, data, markdown] = [read(&files[0])?, read(&files[1])?, read(&files[2])?];
    let text = html.text();
    if place_of(&text, &without_first_screen(&page)).is_none() {
        faults.add(&site.path(&files[0]), "does not have the text as it was rendered");
    }
    // There it stands among the other markup of the page, in one string.
    let quoted = serde_json::Value::from(&*text).to_string();
    if place_of(&quoted[1..quoted.len() - 1], &data).is_none() {
        faults.add(&site.path(&files[1]), "does not have the text as it was rendered");
    }
    let (markdown, words) = (forms::body(&markdown), &library.site().words);
    let text = PublishedText { route, url: &url, html: &text, markdown, words };
    Ok((faults, text.in_markdown()))
}
