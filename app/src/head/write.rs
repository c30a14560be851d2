//! A head as markup.

use std::fmt::{self, Write};

use html_escape::encode_double_quoted_attribute;
use model::{Picture, Site};

use super::{Head, alternates::Alternate, script_safe};

impl Head {
    /// The markup that belongs to this page alone, `<title>` apart.
    pub fn to_html(&self, site: &Site) -> String {
        let mut html = String::new();
        // One element says what the page is about to search engines and to share previews alike. Writing
        // to a string can't fail.
        let _ = self.write_for_browser(site, r#"description" property="og:description"#, &mut html);
        for (language, url) in &self.versions {
            let url = encode_double_quoted_attribute(url);
            let _ = write!(html, r#"<link rel="alternate" hreflang="{language}" href="{url}">"#);
        }
        let _ = self.write_previews(site, &mut html);
        if !self.structured.is_null() {
            let data = script_safe(&self.structured);
            let _ = write!(html, r#"<script type="application/ld+json">{data}</script>"#);
        }
        html
    }

    /// The part of it that a browser has a use for: what it shares and remembers the page as, and
    /// what it leads to. Previews and search engines read files, not what the app has on the screen.
    pub fn for_browser(&self, site: &Site) -> String {
        let mut html = String::new();
        let _ = self.write_for_browser(site, "description", &mut html);
        html
    }

    fn write_for_browser(&self, site: &Site, about: &str, html: &mut String) -> fmt::Result {
        write_meta(html, "name", about, &self.description)?;
        if let Some(url) = &self.canonical {
            let url = encode_double_quoted_attribute(url);
            write!(html, r#"<link rel="canonical" href="{url}">"#)?;
        }
        if self.hidden || self.canonical.is_none() {
            write_meta(html, "name", "robots", "noindex")?;
        }
        for Alternate { kind, title, path } in &self.alternates {
            let title = encode_double_quoted_attribute(title);
            let href = site.base_path().join(path);
            let href = encode_double_quoted_attribute(&href);
            write!(html, r#"<link rel="alternate" type="{kind}" title="{title}" href="{href}">"#)?;
        }
        Ok(())
    }

    fn write_previews(&self, site: &Site, html: &mut String) -> fmt::Result {
        let mut meta = |key, name, content: &str| write_meta(html, key, name, content);
        if let Some(url) = &self.canonical {
            meta("property", "og:url", url)?;
        }
        meta("property", "og:type", if self.article.is_some() { "article" } else { "website" })?;
        meta("name", r#"twitter:title" property="og:title"#, &self.name)?;
        meta("property", "og:site_name", &site.title)?;
        meta("property", "og:locale", &site.language.replace('-', "_"))?;
        // A portrait is no banner.
        let is_wide = |picture: &Picture| picture.width.is_none_or(|width| width >= 600);
        let card = match &self.picture {
            Some(picture) if is_wide(picture) => "summary_large_image",
            _ => "summary",
        };
        // The description it takes from the property above.
        meta("name", "twitter:card", card)?;
        if let Some(Picture { src, alt, width, height, .. }) = &self.picture {
            let url = site.shared(src);
            meta("name", r#"twitter:image" property="og:image"#, &url)?;
            if let Some(kind) = kind_of_picture(src) {
                meta("property", "og:image:type", kind)?;
            }
            for (name, length) in [("og:image:width", width), ("og:image:height", height)] {
                if let Some(length) = length {
                    meta("property", name, &length.to_string())?;
                }
            }
            meta("name", r#"twitter:image:alt" property="og:image:alt"#, alt)?;
        }
        if let Some(article) = &self.article {
            meta("property", "article:published_time", &article.published)?;
            meta("property", "article:modified_time", &article.modified)?;
            for author in &article.authors {
                meta("property", "article:author", author)?;
            }
            if let Some(section) = article.tags.first() {
                meta("property", "article:section", section)?;
            }
            for tag in &article.tags {
                meta("property", "article:tag", tag)?;
            }
        }
        Ok(())
    }
}

/// An element that says one thing.
fn write_meta(html: &mut String, key: &str, name: &str, content: &str) -> fmt::Result {
    let content = encode_double_quoted_attribute(content);
    write!(html, r#"<meta {key}="{name}" content="{content}">"#)
}

/// The media type of a picture, as far as its name tells.
fn kind_of_picture(src: &str) -> Option<&'static str> {
    Some(match src.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        _ => return None,
    })
}
