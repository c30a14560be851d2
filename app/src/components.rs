//! Parts that several pages share.

mod card;
mod chrome;
mod filter;
mod lists;

pub(crate) use card::{Card, Rows};
pub(crate) use chrome::{Footer, Header};
pub(crate) use filter::{Filter, matching};
pub(crate) use lists::{Meta, TagList};
