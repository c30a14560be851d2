//! Comparing what should be there with what is: the last look at a site before it is published.
//!
//! Every file is looked at when it is made, and what it links to is kept with it as numbers: so a
//! build that makes a few files anew still checks the links of all, and reads none again.

mod document;
mod feed;
mod report;
mod style;
#[cfg(test)]
mod tests;

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher},
};

use diagnostics::Result;
use model::{
    Body, Library, Redirect,
    routes::{MEDIA, Route, SEARCH_ROOT},
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use url::Url;
use urls::{Address, Link, Target};

use super::{
    Edition, Folder, budgets, copies,
    document::place_of,
    feeds::{self, Feed},
    forms::{self, Difference, PublishedText},
    lists, pages,
};
use crate::verify::{
    document::{Html, Size},
    report::SiteFaults,
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
    html.push(pages::MISSING.to_owned());
    let data: Vec<String> =
        routes.par_iter().map(|route| pages::data_file(library.site(), route)).collect();
    let lists = lists::files(library, &front.build).into_iter().map(|(path, _)| path);
    let search = (!library.site().unsearched).then(|| SEARCH_ROOT.to_owned());
    let more: Vec<String> = lists.chain(search).collect();
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

/// Follows every link of all files, and looks at what is wrong with the pages among them.
fn follow(pages: &HashSet<String>, site: &Folder, faults: &mut SiteFaults) -> Result<()> {
    let places = Places::of(site);
    let mut sizes = HashMap::new();
    site.for_each(|path, file| {
        sizes.extend(file.look.size.map(|size| (number(path), size)));
    });
    let mut broken = Vec::new();
    site.for_each(|path, file| {
        if pages.contains(path) {
            faults.add_all(path, file.look.faults.iter().cloned());
            faults.add_all(path, share_fault(file.look.share, &sizes));
        }
        if file.look.has_outside || !file.look.links.iter().all(|link| places.has(*link)) {
            broken.push(path.to_owned());
        }
    });
    if let Some(address) = site.address() {
        for path in broken {
            faults.add_all(&path, places.link_faults(address, &path, &site.read(&path)?));
        }
    }
    Ok(())
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

/// Whether the picture for previews is as large as a page says. That it is there, its link tells.
fn share_fault(share: Option<(u64, Size)>, sizes: &HashMap<u64, Size>) -> Option<String> {
    let (picture, said) = share?;
    let is = *sizes.get(&picture)?;
    let pixels = |(width, height): Size| format!("{width}×{height} pixels");
    (said != is).then(|| {
        format!(
            "says that the picture for previews has {}, and it has {}",
            pixels(said),
            pixels(is)
        )
    })
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
    if place_of(&text, &page).is_none() {
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

/// The content of a file as text. Nearly always it is whole, which is found out fast.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::from)
}

/// What one look at a file tells that is made: its places, and those it links to, as numbers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Inspection {
    ids: Vec<u64>,
    links: Vec<LinkTarget>,
    /// How many bytes the article has, if it is a page with one.
    pub(super) article: usize,
    /// Whether it has links that lead out of the site by mistake.
    has_outside: bool,
    /// The picture that it names for previews, and how large it says that is.
    share: Option<(u64, Size)>,
    /// How large it is, should it be a picture that a page may name so.
    size: Option<Size>,
    /// What is wrong with it, should it be a page.
    faults: Vec<String>,
}

/// What a link leads to: a file, and an id in it.
type LinkTarget = (u64, Option<u64>);

impl Inspection {
    /// Looks at a file that is not ours: a page has places that links can lead to.
    pub(super) fn of_copy(address: &Address, path: &str, bytes: &[u8]) -> Self {
        let look = Self::at(address, path, bytes);
        match path.ends_with(".html") || path.ends_with(".htm") {
            true => Self { ids: look.ids, ..Self::default() },
            false => look,
        }
    }

    /// Looks at a file, if it is of a kind that has links.
    pub(super) fn at(address: &Address, path: &str, bytes: &[u8]) -> Self {
        let mut look = Self::default();
        if path.starts_with(MEDIA) {
            let size = imagesize::blob_size(bytes).ok();
            look.size =
                size.and_then(|size| size.width.try_into().ok().zip(size.height.try_into().ok()));
            return look;
        }
        let (is_page, is_style) = (path.ends_with(".html"), path.ends_with(".css"));
        if !is_page && !is_style {
            return look;
        }
        let text = text_of(bytes);
        let links = if is_page {
            let html = Html::read(&text);
            look.article = budgets::article(&text);
            look.faults = html.page_faults();
            look.share = html.share().and_then(|(link, size)| match address.target(path, &link) {
                Target::Here { path, .. } => Some((number(&path), size)),
                Target::Elsewhere | Target::Outside => None,
            });
            look.ids = html.ids.iter().map(|id| number(id)).collect();
            html.links
        } else {
            style::links(&text)
        };
        for link in &links {
            match address.target(path, link) {
                Target::Elsewhere => {}
                Target::Outside => look.has_outside = true,
                Target::Here { path, fragment } => look.links.push(place(&path, fragment)),
            }
        }
        look.links.sort_unstable();
        look.links.dedup();
        look
    }
}

/// What a path and a fragment lead to. What is no page of HTML, such as a drawing, has places of its
/// own kind.
fn place(path: &str, fragment: Option<String>) -> LinkTarget {
    let file = match path.ends_with('/') {
        true => number(&format!("{path}index.html")),
        false => number(path),
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_page = !name.contains('.') || name.ends_with(".html");
    (file, fragment.filter(|_| is_page).map(|id| number(&id)))
}

/// A number for a text: no two of one site have the same, by all odds. The keys of this hasher are
/// fixed, and a record is read by the program that wrote it alone.
fn number(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Everything on the site that a link can lead to.
#[derive(Default)]
struct Places {
    files: HashSet<u64, BuildHasherDefault<Ready>>,
    ids: HashSet<(u64, u64), BuildHasherDefault<Ready>>,
}

/// Hashes what is a hash already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = self.0.rotate_left(32) ^ number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Places {
    fn of(site: &Folder) -> Self {
        let mut places = Self::default();
        site.for_each(|path, file| {
            // A host answers with a page when its folder is asked for.
            let folder = path.strip_suffix("/index.html").filter(|folder| !folder.is_empty());
            for name in [Some(path), folder].into_iter().flatten().map(number) {
                places.files.insert(name);
                places.ids.extend(file.look.ids.iter().map(|id| (name, *id)));
            }
        });
        places
    }

    fn has(&self, (file, id): LinkTarget) -> bool {
        self.files.contains(&file) && id.is_none_or(|id| self.ids.contains(&(file, id)))
    }

    /// What is wrong with the links of a file, in words.
    fn link_faults(&self, address: &Address, file: &str, bytes: &[u8]) -> Vec<String> {
        let text = text_of(bytes);
        let links: Vec<Link<'_>> = match file.ends_with(".css") {
            true => style::links(&text),
            false => Html::read(&text).links,
        };
        let fault = |link: &Link<'_>| match address.target(file, link) {
            Target::Elsewhere => None,
            Target::Outside => Some(format!("links to {}, which is outside of the site", link.to)),
            Target::Here { path, fragment } => {
                let (target, id) = place(&path, fragment.clone());
                if !self.has((target, None)) {
                    return Some(format!("links to {path}, which does not exist"));
                }
                let index = if path.ends_with('/') { "index.html" } else { "" };
                let fragment = fragment.unwrap_or_default();
                (!self.has((target, id))).then(|| {
                    format!("links to {path}{index}#{fragment}, where nothing has that id")
                })
            }
        };
        links.iter().filter_map(fault).collect()
    }
}
