//! From JSON, as the browser parses it, to the model.
//!
//! Every browser has a parser, and what it makes of a text is asked for one field after the other.
//! `serde` would do the same at a price: measured in this app, deriving `Deserialize` for these
//! types cost 5 KB of wasm (brotli), and `serde_json` in the browser's place a sixth of the whole.
//! A field that is forgotten here does not compile.
//!
//! Faults are not described: whoever gets data that can't be read does without it. What is left
//! out of the data is empty: a text, a list, an option.

use std::sync::Arc;

use js_sys::{Array, JSON, Reflect};
use model::{
    Document, FilterWords, PageBody, PageData, PostFilter, PostRow, Postings, Site, Slug, Tag,
    TagCount, TagFilter, routes::Routes,
};
use wasm_bindgen::{JsCast, JsValue};

/// What can be read from a part of the data.
pub(super) trait Read: Sized {
    fn read(value: &JsValue) -> Option<Self>;
}

/// A value from a JSON text.
pub(super) fn parse<T: Read>(text: &str) -> Option<T> {
    T::read(&JSON::parse(text).ok()?)
}

/// A part of an object; undefined where there is none.
pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
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
    PageData { build, site, filter, missing, loading }
    FilterWords { all_posts, filter, all, chosen, unfiltered, found, none, more, group, group_of_four }
    PostFilter { filter, html }
    Postings { gaps, older, co_counts }
    PostRow { slug, title, date, when, length }
    Site { base_url, routes; prefix, title, language, links, unsearched, tagline, introduction, author, contact, license, html, words }
    TagCount { tag, count }
    TagFilter { tags, total, revision, words }
}

impl Read for String {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_undefined() { Some(Self::new()) } else { value.as_string() }
    }
}

impl Read for Arc<str> {
    fn read(value: &JsValue) -> Option<Self> {
        String::read(value).map(Self::from)
    }
}

/// Of what the document says of the page, the app takes the text, which stands in the markup where that
/// is cut, and what is meant for it.
impl Read for Document {
    fn read(value: &JsValue) -> Option<Self> {
        let app = get(value, "app");
        let mut html: String = Read::read(&get(&app, "before"))?;
        html.push_str(&String::read(&get(value, "html"))?);
        html.push_str(&String::read(&get(&app, "after"))?);
        let main = PageBody { html: html.into(), finder: Read::read(&get(&app, "finder"))? };
        Some(Self {
            build: Read::read(&get(&app, "build"))?,
            title: Read::read(&get(&app, "title"))?,
            head: Read::read(&get(&app, "head"))?,
            main: Arc::new(main),
        })
    }
}

impl Read for bool {
    fn read(value: &JsValue) -> Option<Self> {
        Some(value.is_truthy())
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

numbers! { u32 usize }

impl Read for Routes {
    fn read(value: &JsValue) -> Option<Self> {
        Vec::<String>::read(value).map(Self::from)
    }
}

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
