//! What the blog asks of crawlers.

/// The wishes that `robots.txt` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    /// What those of language models may read.
    pub ai: Ai,
    /// Paths on this site, and all below them, that no crawler should read.
    pub disallow: Vec<String>,
    /// Whether no page is to be found at all: the site is a preview.
    pub hidden: bool,
}

/// What the crawlers of language models may read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ai {
    /// What everybody may read.
    #[default]
    Allow,
    /// Nothing to train a model with; a page to answer a question with.
    DenyTraining,
    /// Nothing.
    Deny,
}

impl Ai {
    /// Each choice, as it is written in `site.toml`.
    pub const NAMES: [(&'static str, Self); 3] =
        [("allow", Self::Allow), ("deny-training", Self::DenyTraining), ("deny", Self::Deny)];
}
