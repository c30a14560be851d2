//! From JSON, as the browser parses it, to the model.
//!
//! Every browser has a parser, and what it makes of a text is asked for one field after the other.
//! `serde` would do the same at a price: measured in this app, deriving `Deserialize` for these
//! types cost 5 KB of wasm (brotli), and `serde_json` in the browser's place a sixth of the whole.
//! A field that is forgotten here does not compile.
//!
//! Faults are not described: whoever gets data that can't be read does without it. What is left
//! out of the data is empty: a text, a list, an option.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::model::{
    Archive, Body, Byline, Carried, Date, Document, Entry, Group, Home, Link, Listing, Missing,
    Page, Part, Picture, Post, PostLink, Postings, Prose, Site, Slug, Standalone, Summary, Tag,
    TagCount, TagFilter, TagIndex, TagPage, Year,
};

/// What can be read from a part of the data.
pub(super) trait Read: Sized {
    fn read(value: &JsValue) -> Option<Self>;
}

/// A value from a JSON text.
pub(super) fn parse<T: Read>(text: &str) -> Option<T> {
    T::read(&JSON::parse(text).ok()?)
}

/// A part of an object; undefined where there is none.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Structs, each with all of its fields; behind the semicolon those that do not travel.
macro_rules! structs {
    ($($type:ident { $($field:ident),* $(; $($left_out:ident),*)? })*) => {$(
        impl Read for $type {
            fn read(value: &JsValue) -> Option<Self> {
                Some(Self {
                    $($field: Read::read(&get(value, stringify!($field)))?,)*
                    $($($left_out: Default::default(),)*)?
                })
            }
        }
    )*};
}

structs! {
    Archive { listing, years, filter }
    Byline { name, id }
    Carried { build, site, page }
    Document { build, title, head, page }
    Entry { kicker, link, note }
    Group { above, title, description, picture, link, entries, listing }
    Home { tagline, introduction, latest, recent, filter }
    Link { name, url }
    Listing { number, posts, total, older, newer }
    Missing { latest }
    Post {
        summary, updated, authors, words, cover, canonical, series, prose, older, newer, page, related
    }
    PostLink { slug, title }
    Postings { gaps, beside }
    Part { id, title, number, of, first, posts }
    Picture { src, alt, srcset, sizes, width, height }
    Prose { contents, html; scripts }
    Site { title, base_url, language, links; tagline, introduction, author, html }
    Standalone { slug, title, description, prose }
    Summary { slug, title, description, date, minutes, tags }
    TagCount { tag, count }
    TagFilter { tags, total, revision }
    TagIndex { tags }
    TagPage { tag, listing }
    Year { year, count, page }
}

/// An object with the name of the variant as its only key.
impl Read for Page {
    fn read(value: &JsValue) -> Option<Self> {
        let object: &Object = value.dyn_ref()?;
        let name = Object::keys(object).get(0).as_string()?;
        let page = &get(value, &name);
        Some(match &*name {
            "home" => Self::Home(Read::read(page)?),
            "archive" => Self::Archive(Read::read(page)?),
            "tag_index" => Self::TagIndex(Read::read(page)?),
            "group" => Self::Group(Read::read(page)?),
            "tag" => Self::Tag(Read::read(page)?),
            "post" => Self::Post(Read::read(page)?),
            "standalone" => Self::Standalone(Read::read(page)?),
            "missing" => Self::Missing(Read::read(page)?),
            _ => return None,
        })
    }
}

impl Read for String {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_undefined() { Some(Self::new()) } else { value.as_string() }
    }
}

impl Read for Body {
    fn read(value: &JsValue) -> Option<Self> {
        String::read(value).map(Self::from)
    }
}

/// The model counts things: all its numbers are whole and small.
macro_rules! numbers {
    ($($type:ident)*) => {$(
        impl Read for $type {
            fn read(value: &JsValue) -> Option<Self> {
                value.as_f64().map(|number| number as Self)
            }
        }
    )*};
}

numbers! { u8 u16 u32 usize }

impl Read for Slug {
    fn read(value: &JsValue) -> Option<Self> {
        Self::in_address(&value.as_string()?)
    }
}

impl Read for Tag {
    fn read(value: &JsValue) -> Option<Self> {
        Self::in_address(&value.as_string()?)
    }
}

impl Read for Date {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_string()?.parse().ok()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_undefined() { Some(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_undefined() {
            return Some(Self::new());
        }
        let array: &Array = value.dyn_ref()?;
        (0..array.length()).map(|at| T::read(&array.get(at))).collect()
    }
}
