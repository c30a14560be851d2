//! `robots.txt`: what crawlers may read.

use app::model::Library;

/// Everything, and where the list of it is.
pub(super) fn robots(library: &Library) -> String {
    let sitemap = library.site().absolute("/sitemap.xml");
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::library;

    #[test]
    fn crawlers_are_told_where_the_site_map_is() {
        assert_eq!(
            robots(&library("https://example.org/blog")),
            "User-agent: *\nAllow: /\n\nSitemap: https://example.org/blog/sitemap.xml\n"
        );
    }
}
