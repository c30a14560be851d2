//! Parts that several pages share.

mod chrome;
mod filter;
mod lists;
mod posts;

pub(crate) use chrome::{footer, header};
pub(crate) use filter::filter;
pub(crate) use lists::{Meta, meta, tag_list};
pub(crate) use posts::{cards, rows};
