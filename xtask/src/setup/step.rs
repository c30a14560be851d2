//! What every step of the setup can do.

use crate::error::Result;

/// One thing that has to be there.
pub(super) trait Step {
    /// What it is, in a few words.
    fn name(&self) -> String;

    /// What is there, if it will do; otherwise what is wrong. Called on every run, so quick.
    fn check(&self) -> Result<String>;

    /// Brings it about.
    fn install(&self) -> Result<()>;

    /// How to bring it about where `install` cannot.
    fn by_hand(&self) -> String;
}
