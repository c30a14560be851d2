//! One look at a file, when it is made: what the check of the whole site needs to know of it.

use std::{
    borrow::Cow,
    hash::{DefaultHasher, Hash, Hasher},
    num::NonZeroU64,
};

use model::routes::MEDIA;
use serde::{Deserialize, Serialize};
use urls::{Address, Target};

use super::{
    document::{Html, Size},
    style,
};

/// What one look at a file tells that is made: its places, and those it links to, as numbers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Inspection {
    pub(super) ids: Vec<u64>,
    pub(super) links: Vec<LinkTarget>,
    /// How many bytes the article has, if it is a page with one.
    pub(crate) article: usize,
    /// Whether it has links that lead out of the site by mistake.
    pub(super) has_outside: bool,
    /// The picture that it names for previews, and how large it says that is.
    pub(super) share: Option<(u64, Size)>,
    /// How large it is, should it be a picture that a page may name so.
    pub(super) size: Option<Size>,
    /// What is wrong with it, should it be a page.
    pub(super) faults: Vec<String>,
}

/// What a link leads to: a file, and an id in it.
pub(super) type LinkTarget = (u64, Option<NonZeroU64>);

impl Inspection {
    /// Looks at a file that is not ours: a page has places that links can lead to.
    pub(crate) fn of_copy(address: &Address, path: &str, bytes: &[u8]) -> Self {
        let look = Self::at(address, path, bytes);
        match path.ends_with(".html") || path.ends_with(".htm") {
            true => Self { ids: look.ids, ..Self::default() },
            false => look,
        }
    }

    /// Looks at a file, if it is of a kind that has links.
    pub(crate) fn at(address: &Address, path: &str, bytes: &[u8]) -> Self {
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
            look.article = article(&text);
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
        // They are in memory until the site is there, those of all pages.
        look.links.shrink_to_fit();
        look
    }
}

/// What a path and a fragment lead to. What is no page of HTML, such as a drawing, has places of its
/// own kind.
pub(super) fn place(path: &str, fragment: Option<String>) -> LinkTarget {
    let file = match path.ends_with('/') {
        true => number(&format!("{path}index.html")),
        false => number(path),
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_page = !name.contains('.') || name.ends_with(".html");
    (file, fragment.filter(|_| is_page).and_then(|id| NonZeroU64::new(number(&id))))
}

/// A number for a text: no two of one site have the same, by all odds. The keys of this hasher are
/// fixed, and a record is read by the program that wrote it alone.
pub(super) fn number(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The content of a file as text. Nearly always it is whole, which is found out fast.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::from)
}

/// How many bytes the article of a page has.
fn article(html: &str) -> usize {
    let end = html.rfind("</article>").unwrap_or_default();
    end - html[..end].find("<article").unwrap_or(end)
}
