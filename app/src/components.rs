//! Parts that several pages share.

mod chrome;
mod filter;
mod lists;
mod pager;
mod picture;
mod posts;

pub(crate) use chrome::{footer, header};
pub(crate) use filter::{filter, more_found};
pub(crate) use lists::{Meta, meta, tag_list};
pub(crate) use pager::{listing_pager, pager};
pub(crate) use picture::picture;
pub(crate) use posts::{cards, rows};
