//! What a blog is made of: parsed once, and from then on impossible to hold wrong; and its site map,
//! the table of [`routes`].
//!
//! Everything here compiles for the browser and natively, and knows neither files nor a DOM.

mod body;
mod date;
mod group;
mod library;
mod listing;
pub mod lists;
mod name;
mod page;
mod policy;
mod post;
mod robots;
pub mod routes;
mod settings;
mod site;

pub use body::Body;
pub use date::{Date, InvalidDate};
pub use group::{Author, Byline, Redirect, Series};
pub use library::{DuplicateSlug, Library};
pub use listing::{Listing, PER_PAGE};
pub use lists::{FilterWords, Postings, TagFilter};
pub use name::{InvalidName, Slug, Tag};
pub use page::{
    Archive, Carried, Document, Entry, Finder, Foot, Group, Home, Main, Missing, Page, Standalone,
    TagCount, TagIndex, TagPage, Year,
};
pub use policy::content_security_policy;
pub use post::{Part, Picture, Post, PostLink, Prose, Row, Summary};
pub use robots::{Ai, Robots};
pub use settings::{Hsts, Security, Settings, ThemeColor};
pub use site::{AllowedHtml, BasePath, Link, Site};
