//! How a text changed since it was published.
//!
//! [`Repository`] asks the program `git` which versions of which files there are, and for what is in them;
//! [`plain`] reads the words of a version as a reader sees them, and [`change`] finds those that differ, as
//! [`Head`] does with what a reader sees above them.
//! Which versions were ever published, only whoever knows the texts can say.

mod difference;
mod git;
mod head;
mod history;
mod plain;

pub use difference::change;
pub use git::{Repository, Unreadable};
pub use head::Head;
pub use history::{Histories, Version};
pub use plain::{Block, plain, text};
