//! How a text changed since it was published.
//!
//! [`Repository`] asks the program `git` which versions of which files there are, and for what is in them;
//! [`plain`] reads the words of a version as a reader sees them, and [`change`] finds those that differ.
//! Which versions were ever published, only whoever knows the texts can say.

mod difference;
mod git;
mod history;
mod plain;

pub use difference::change;
pub use git::{Repository, Unreadable};
pub use history::{Histories, Version};
pub use plain::{Block, plain, text};
