//! What a blog is made of: parsed once, and from then on impossible to hold wrong; and its site map,
//! the table of [`routes`].
//!
//! Everything here compiles for the browser and natively, and knows neither files nor a DOM.

mod body;
mod correction;
mod date;
pub mod duration;
mod frame;
mod group;
mod incident;
mod library;
mod listing;
pub mod lists;
mod name;
mod outside;
mod page;
mod policy;
mod post;
mod redirect;
mod robots;
pub mod routes;
mod services;
mod settings;
mod site;
mod sparkline;
mod theme;
mod versions;

pub use body::Body;
pub use correction::Correction;
pub use date::{Date, InvalidDate};
pub use frame::{
    Announcement, Column, Frame, HomeLists, Logo, NavItem, OwnMissing, PostFrame, SHARES, Share,
};
pub use group::{Author, Byline, Series};
pub use incident::{
    Action, ActionState, Detection, Distribution, GroupBy, Impact, Incident, IncidentList, Lapse,
    Moment, Slice, Stage, Statistics, Times,
};
pub use library::{DuplicateSlug, Library};
pub use listing::{Listing, PER_PAGE};
pub use lists::{FilterWords, Postings, TagFilter};
pub use name::{InvalidName, Slug, Tag};
pub use outside::{Outside, Sources};
pub use page::{
    Archive, AuthorIndex, AuthorPage, Document, Foot, Home, Layout, ListEntry, Missing, Page,
    PageBody, PageData, PostContext, PostFilter, PostPage, SeriesIndex, SeriesPage, SeriesPart,
    Standalone, TagCount, TagIndex, TagPage, Year,
};
pub use policy::content_security_policy;
pub use post::{DataFile, Heading, Picture, Post, PostLink, PostRow, Prose, SeriesName, Summary};
pub use redirect::{Redirect, file_at, is_query};
pub use robots::{Ai, Robots};
pub use services::{Loaded, Newsletter, Service, Services};
pub use settings::{Hsts, OldFeeds, Security, Settings};
pub use site::{AllowedHtml, BasePath, Link, Site};
pub use sparkline::{Drawn, Sparkline, SparklineMark};
pub use theme::{Colour, Face, FaceFile, NoColour, Pair, Palette, STACKS, Theme};
pub use versions::{Language, Version, Versions};
