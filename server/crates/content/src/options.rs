//! What is asked for of a content folder.

use images::Effort;
use model::Date;
use store::Cache;

/// What to make of a content folder.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// Whether posts dated after today are part of the site.
    pub future: bool,
    /// Whether what is published has to do without them all the same: a link from it to a draft
    /// that is part of the site is a fault.
    pub apart: bool,
    /// The day of the build. Nothing in here looks at a clock.
    pub today: Date,
    /// Where the site will be found, instead of what `site.toml` says.
    pub base_url: Option<String>,
    /// Where results are kept that are dear to make.
    pub cache: Cache,
    /// How much is done for pictures.
    pub pictures: Effort,
}
