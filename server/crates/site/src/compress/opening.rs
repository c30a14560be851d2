//! How pages begin: what stands before the title, and the style behind it, is the same on thousands of
//! pages. So these are compressed once, with more effort than one page is worth, and each page goes on from
//! there.

use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use store::{Cache, Key};

/// The parts of a page, one behind the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageParts<'a> {
    /// All before the words of the title: the same on pages that embed the same, and have the same style.
    pub(super) start: &'a [u8],
    pub(super) title: &'a [u8],
    /// The style: the same on pages that have the same kinds of things.
    pub(super) style: &'a [u8],
    /// What is the page's own.
    pub(super) rest: &'a [u8],
    /// All before that.
    pub(super) before: &'a [u8],
}

/// A style that is shorter saves less than the seams cost.
const SHORTEST: usize = 4 << 10;
/// What a title that is not compressed may have at most, in bytes.
const LONGEST_TITLE: usize = 1 << 10;

impl<'a> PageParts<'a> {
    /// Cuts a page where its parts meet, if it is one that begins like others.
    pub(super) fn of(page: &'a [u8]) -> Option<Self> {
        let text = str::from_utf8(page).ok()?;
        let title = text.find("<title>")? + "<title>".len();
        let style = title + text[title..].find("</title>")?;
        let mut end = style + "</title>".len();
        while text[end..].starts_with("<style>") {
            end += text[end..].find("</style>")? + "</style>".len();
        }
        let whole = end - style >= SHORTEST && (1..LONGEST_TITLE).contains(&(style - title));
        whole.then_some(Self {
            start: &page[..title],
            title: &page[title..style],
            style: &page[style..end],
            rest: &page[end..],
            before: &page[..end],
        })
    }
}

/// A part, compressed, or why it could not be.
type CompressedPart = Result<Vec<u8>, String>;

/// Parts that pages share, compressed.
pub(super) struct Shared<'a> {
    cache: &'a Cache,
    /// Each is made by one thread, for which the others wait.
    made: Mutex<HashMap<Key, Arc<OnceLock<CompressedPart>>>>,
}

impl<'a> Shared<'a> {
    pub(super) fn new(cache: &'a Cache) -> Self {
        Self { cache, made: Mutex::default() }
    }

    /// What is under a key, made once: by a build, and by builds that share a cache.
    pub(super) fn get(
        &self,
        key: Key,
        make: impl FnOnce() -> io::Result<Vec<u8>>,
    ) -> io::Result<Vec<u8>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let place = made.entry(key).or_default().clone();
        drop(made);
        let make = || self.cache.get_or_make(key, make).map_err(|reason| reason.to_string());
        place.get_or_init(make).clone().map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_where_it_differs_from_others() {
        let rules = "a{color:red}".repeat(400);
        let style = format!("</title><style>{rules}</style><style>b{{}}</style>");
        let page = format!("<!DOCTYPE html><title>Größe{style}<link><style>c{{}}</style>");
        let parts = PageParts::of(page.as_bytes()).expect("parts");
        assert_eq!(parts.title, "Größe".as_bytes());
        assert_eq!(parts.style, style.as_bytes());
        assert_eq!([parts.start, parts.title, parts.style, parts.rest].concat(), page.as_bytes());
        assert_eq!([parts.before, parts.rest].concat(), page.as_bytes());
        for other in ["", "<title></title>", "<title>no style</title><style></style>", "no page"] {
            assert_eq!(PageParts::of(other.as_bytes()), None, "{other}");
        }
    }
}
