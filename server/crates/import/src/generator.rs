//! The generators whose blogs can be taken.

use std::{fmt, str::FromStr};

/// A program that makes a blog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// <https://gohugo.io>
    Hugo,
    /// <https://www.getzola.org>
    Zola,
    /// <https://jekyllrb.com>
    Jekyll,
    /// <https://astro.build>
    Astro,
    /// <https://docusaurus.io>
    Docusaurus,
    /// <https://vitepress.dev>
    VitePress,
    /// <https://www.11ty.dev>
    Eleventy,
    /// <https://nextjs.org>
    Next,
    /// <https://www.gatsbyjs.com>
    Gatsby,
    /// <https://hexo.io>
    Hexo,
    /// <https://getpelican.com>
    Pelican,
    /// <https://ghost.org>
    Ghost,
    /// <https://wordpress.org>
    WordPress,
}

impl Generator {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Hugo,
        Self::Zola,
        Self::Jekyll,
        Self::Astro,
        Self::Docusaurus,
        Self::VitePress,
        Self::Eleventy,
        Self::Next,
        Self::Gatsby,
        Self::Hexo,
        Self::Pelican,
        Self::Ghost,
        Self::WordPress,
    ];

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Hugo => "hugo",
            Self::Zola => "zola",
            Self::Jekyll => "jekyll",
            Self::Astro => "astro",
            Self::Docusaurus => "docusaurus",
            Self::VitePress => "vitepress",
            Self::Eleventy => "eleventy",
            Self::Next => "next",
            Self::Gatsby => "gatsby",
            Self::Hexo => "hexo",
            Self::Pelican => "pelican",
            Self::Ghost => "ghost",
            Self::WordPress => "wordpress",
        }
    }

    /// The value of `[anchors] style` with which headings keep their anchors; `None` where that is
    /// the usual one.
    pub(crate) fn anchors(self) -> Option<&'static str> {
        match self {
            Self::Hugo => Some("hugo"),
            Self::Zola => Some("zola"),
            Self::Jekyll => Some("jekyll"),
            Self::Docusaurus => Some("docusaurus"),
            _ => None,
        }
    }
}

impl fmt::Display for Generator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hugo => "Hugo",
            Self::Zola => "Zola",
            Self::Jekyll => "Jekyll",
            Self::Astro => "Astro",
            Self::Docusaurus => "Docusaurus",
            Self::VitePress => "VitePress",
            Self::Eleventy => "Eleventy",
            Self::Next => "Next",
            Self::Gatsby => "Gatsby",
            Self::Hexo => "Hexo",
            Self::Pelican => "Pelican",
            Self::Ghost => "Ghost",
            Self::WordPress => "WordPress",
        })
    }
}

impl FromStr for Generator {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        let key = key.to_ascii_lowercase();
        let key = if key == "vuepress" { "vitepress" } else { &key };
        let found = Self::ALL.into_iter().find(|known| known.key() == key);
        found.ok_or_else(|| format!("it is one of {}", Self::ALL.map(Self::key).join(", ")))
    }
}
