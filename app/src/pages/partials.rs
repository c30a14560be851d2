//! Parts that several pages share.

mod announcement;
mod cards;
mod contents;
mod data;
mod entries;
mod feed;
mod footer;
mod header;
mod languages;
mod lede;
mod lists;
mod pager;
mod picture;
mod rows;
mod services;
mod sparkline;
mod time;

pub(crate) use announcement::announcement;
pub(crate) use cards::cards;
pub(crate) use contents::contents;
pub(crate) use data::data;
pub(crate) use entries::entries;
pub(crate) use feed::feed;
pub(crate) use footer::footer;
pub(crate) use header::header;
pub(crate) use languages::languages;
pub(crate) use lede::lede;
pub(crate) use lists::{Meta, bylines, meta, tag_list};
pub(crate) use pager::{listing_pager, pager};
pub(crate) use picture::picture;
pub(crate) use rows::rows_of;
pub(crate) use services::{comments, newsletter};
pub(crate) use time::time;
