//! One page a file: what the data of each kind of page looks like.

mod archive;
mod home;
mod missing;
mod post;
mod standalone;
mod tags;

pub(crate) use archive::archive;
pub(crate) use home::home;
pub(crate) use missing::missing;
pub(crate) use post::post;
pub(crate) use standalone::standalone;
pub(crate) use tags::{tag_index, tagged};

/// `1 published article`, `6 published articles`.
fn articles(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} published article{plural}")
}

/// How many articles there are, and how many of them a filter leaves.
fn articles_found(found: Option<usize>, total: usize) -> String {
    match found {
        Some(found) => format!("{found} of {}.", articles(total)),
        None => format!("{}, newest first.", articles(total)),
    }
}

/// What stands in place of a list that a filter leaves empty.
const NONE_FOUND: &str = "No article has all of these tags.";
