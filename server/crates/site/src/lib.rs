//! From the library to the files of the site. In the order in which they work:
//!
//! 1. [`Staging`] makes room beside the site that is there, and gives a [`Folder`] to write into,
//!    which leaves out what the last build made from the same,
//! 2. [`FrontEndFiles`] brings the browser half, each file named after its content,
//! 3. of each [`Edition`] [`pages`] renders every route twice, as HTML and as data,
//! 4. [`lists`] writes what the tag filter reads, [`search`] what the search does,
//! 5. [`site_files`] writes the files that speak of the whole site, [`icons`] what stands for it,
//!    [`cards`] the pictures for previews of its pages,
//! 6. [`verify`] compares what should be there with what is,
//! 7. [`compress`] adds what a host can send to browsers that unpack it,
//! 8. [`budgets`] tells what readers would have to wait for,
//! 9. [`Staging::publish`] makes the site what was written.

pub mod budgets;
pub mod cards;
pub mod compress;
pub mod copies;
pub mod icons;
pub mod lists;
pub mod pages;
pub mod search;
pub mod site_files;
pub mod verify;

mod change;
mod document;
mod edition;
mod feeds;
mod folder;
mod forms;
mod front;
mod inline;
mod inventory;
mod llms;
mod look;
mod names;
mod record;
mod redirects;
mod robots;
mod security;
mod sitemap;
mod staging;

pub use cards::Cards;
pub use edition::Edition;
pub use folder::Folder;
pub use forms::{Difference, differences};
pub use front::{FrontEndFiles, FrontEndSource, PACKAGE};
pub use staging::{Leftovers, PublishOptions, Staging};
