//! What one run of the program leaves for the next, and the file system.
//!
//! [`fs`] is the file system with failures that name the path. A [`Stamp`] tells a file from another
//! without reading it, a [`Key`] names a result by all that it is made from. Under keys the [`Cache`]
//! holds results, the [`snapshot`] module what a build knew when it ended, and [`BodyStore`] the long
//! texts of a blog.

mod bodies;
mod cache;
pub mod fs;
mod key;
pub mod snapshot;
mod stamp;

pub use bodies::{BodyStore, StoredBody};
pub use cache::Cache;
pub use key::{Key, fingerprint};
pub use stamp::{Stamp, program};
