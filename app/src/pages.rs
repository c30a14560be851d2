//! One page a file: what the data of each kind of page looks like.

mod archive;
mod group;
mod home;
mod missing;
mod post;
mod standalone;
mod tags;

pub(crate) use archive::archive;
pub(crate) use group::group;
pub(crate) use home::home;
pub(crate) use missing::missing;
pub(crate) use post::post;
pub(crate) use standalone::standalone;
pub(crate) use tags::{tag_index, tagged};

use crate::{
    app::Found,
    model::{Listing, PER_PAGE},
};

/// `1 published article`, `6 published articles`.
pub(crate) fn articles(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} published article{plural}")
}

/// How many articles there are, or how many of them a filter leaves.
fn articles_found(found: Option<&Found>, total: usize) -> String {
    let all = articles(total);
    match found {
        Some(found) => format!("{} of {all}.", found.total),
        None => format!("{all}, newest first."),
    }
}

/// The name of one page of a list: that of the list, and which page it is.
pub(crate) fn numbered(name: &str, listing: &Listing) -> String {
    match listing.number {
        0 => name.to_owned(),
        number => format!("{name}, page {number}"),
    }
}

/// What stands on a numbered page: `Articles 17 to 32`, counted from the oldest.
pub(crate) fn places(listing: &Listing) -> String {
    let first = listing.number.saturating_sub(1) as usize * PER_PAGE + 1;
    format!("Articles {first} to {}", first - 1 + listing.posts.len())
}

/// What stands in place of a list that a filter leaves empty.
const NONE_FOUND: &str = "No article has all of these tags.";
