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
mod list_entry;
mod listing;
pub mod lists;
mod name;
mod outside;
mod page;
mod paging;
mod policy;
mod post;
mod redirect;
mod revision;
mod robots;
pub mod routes;
mod services;
mod settings;
mod site;
mod sparkline;
mod standalone;
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
    Action, ActionState, Detection, Impact, Incident, Lapse, Moment, Stage, Times,
    facets::{
        Facet, FacetValue, IncidentIndex, IndexWords, IndexedIncident, OFFERED_VALUES, is_among,
    },
    list::IncidentList,
    statistics::{Distribution, GroupBy, Slice, Statistics},
};
pub use library::{DuplicateSlug, Library};
pub use list_entry::ListEntry;
pub use listing::Listing;
pub use lists::{FilterWords, Postings, TagCount, TagFilter};
pub use name::{InvalidName, Slug, Tag};
pub use outside::{Outside, Sources};
pub use page::{
    Archive, AuthorIndex, AuthorPage, Document, Foot, Home, Missing, Page, PageBody, PageData,
    PostContext, PostFilter, PostPage, SeriesIndex, SeriesPage, SeriesPart, TagIndex, TagPage,
    Year,
};
pub use paging::PER_PAGE;
pub use policy::content_security_policy;
pub use post::{DataFile, Heading, Picture, Post, PostLink, PostRow, Prose, SeriesName, Summary};
pub use redirect::{Redirect, file_at, is_query};
pub use revision::{
    Change, ChangedKey, ChangedPart, HeadKey, History, Piece, Revision, RevisionsPage,
};
pub use robots::{Ai, Robots};
pub use services::{Loaded, Newsletter, Service, Services};
pub use settings::{Hsts, OldFeeds, Security, Settings};
pub use site::{AllowedHtml, BasePath, Link, Site};
pub use sparkline::{Drawn, Sparkline, SparklineMark};
pub use standalone::{Layout, Standalone};
pub use theme::{Colour, Face, FaceFile, NoColour, Pair, Palette, STACKS, Theme};
pub use versions::{Language, Version, Versions};
