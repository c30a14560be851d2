//! What the head of a page tells those who never see its body: search engines, share previews,
//! feed readers.
//!
//! It is written natively alone. A document carries it as markup, so that the browser changes the
//! head on a navigation without any code to build one.

mod structured;

use std::fmt::{self, Write};

use html_escape::encode_double_quoted_attribute;
use model::{
    Archive, Author, Group, Library, OwnMissing, Page, Picture, Post, Site, TagPage, Version,
    routes::{CORRECTIONS, FEED, Route},
};
use serde_json::Value;
use words::Message;

use crate::{head::structured::structured, pages};

/// Title and meta data of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The title of the window: that of the page, then that of the blog.
    pub title: String,
    /// The title of the page alone.
    name: String,
    description: String,
    /// The one absolute address of the page; `None` for a page that is not to be found.
    canonical: Option<String>,
    /// Whether no page is to be found: the site is a preview.
    hidden: bool,
    alternates: Vec<Alternate>,
    /// The same page in other languages, itself among them: tag and address.
    versions: Vec<(String, String)>,
    article: Option<Article>,
    /// The picture that stands for the page in share previews.
    picture: Option<Picture>,
    structured: Value,
}

/// The same, or more of the same, in another form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Alternate {
    kind: &'static str,
    title: String,
    /// A path on this site, so that a site which is looked at elsewhere leads to its own files.
    path: String,
}

/// What is known of a post beyond what is known of any page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Article {
    published: String,
    modified: String,
    authors: Vec<String>,
    tags: Vec<String>,
}

/// What is said of every page.
struct About<'a> {
    /// Its own address on this site.
    url: &'a str,
    name: &'a str,
    /// The name of the list that it is a page of.
    list: Option<&'a str>,
    description: &'a str,
    /// The picture for previews of it.
    picture: Option<&'a Picture>,
}

/// All that a head says and that neither stands in its page nor is the same for all pages.
#[derive(Clone, Debug)]
pub struct Beside<'a> {
    /// The picture that previews of the page show.
    share: Option<&'a Picture>,
    /// Whose page it is.
    author: Option<&'a Author>,
    /// What the page for lost readers is called, where the owner says it.
    missing: Option<&'a OwnMissing>,
    /// Whether the site is not to be found.
    hidden: bool,
    /// The page in each language of the site, where it has several.
    versions: Vec<Version>,
}

impl<'a> Beside<'a> {
    /// What there is for an address.
    pub fn of(library: &'a Library, route: Option<&Route>) -> Self {
        let author = match route {
            // Not of the numbered pages of their posts.
            Some(Route::Author(id)) => library.author(id),
            _ => None,
        };
        let missing = library.settings().frame.missing.as_ref().filter(|_| route.is_none());
        let share = route.and_then(|route| library.share(route));
        let (hidden, versions) = (library.robots().hidden, library.versions(route));
        Self { share, author, missing, hidden, versions }
    }
}

impl Head {
    /// The head of a page of the library; `route` is `None` for the page that stands where nothing
    /// does.
    pub fn of(library: &Library, route: Option<&Route>, page: &Page) -> Self {
        Self::with(library.site(), &Beside::of(library, route), route, page)
    }

    fn with(site: &Site, beside: &Beside<'_>, route: Option<&Route>, page: &Page) -> Self {
        let words = &site.words;
        let say = |message| words.say(message).to_owned();
        let of_site = [("site", &*site.title)];
        let (name, description) = match page {
            Page::Home(_) => (site.title.clone(), site.tagline.clone()),
            Page::Archive(Archive { listing, .. }) => (
                say(Message::Archive),
                match listing.total {
                    Some(total) => words.count(Message::ArchiveAbout, total, &of_site),
                    None => pages::places(words, Message::ArchivePlacesAbout, listing, &of_site),
                },
            ),
            Page::TagIndex(_) => (say(Message::Tags), words.fill(Message::TagsAbout, &of_site)),
            Page::Search => (say(Message::Search), words.fill(Message::SearchAbout, &of_site)),
            Page::Tag(TagPage { tag, listing }) => {
                let values = [of_site[0], ("tag", tag.as_str())];
                let description = match listing.total {
                    Some(total) => words.count(Message::TagAbout, total, &values),
                    None => pages::places(words, Message::TagPlacesAbout, listing, &values),
                };
                (words.fill(Message::TagTitle, &values[1..]), description)
            }
            Page::Group(Group { title, description, listing, .. }) => (
                title.clone(),
                match listing {
                    Some(listing) if listing.number > 0 => {
                        let values = [of_site[0], ("author", &**title)];
                        pages::places(words, Message::AuthorPlacesAbout, listing, &values)
                    }
                    _ => description.clone(),
                },
            ),
            Page::Incidents(_) => {
                (say(Message::Incidents), words.fill(Message::IncidentsAbout, &of_site))
            }
            Page::Post(post) => (post.summary.title.clone(), post.summary.description.clone()),
            Page::Standalone(page) => (page.title.clone(), page.description.clone()),
            Page::Missing(_) => match beside.missing {
                Some(own) => (own.title.clone(), own.description.clone()),
                None => (say(Message::NotFound), say(Message::NotFoundAbout)),
            },
        };
        // What is found there is found at its own address.
        let own = route.filter(|route| **route != Route::Search);
        let own = own.map(|route| site.url(route));
        let (elsewhere, cover) = match page {
            Page::Post(post) => (post.canonical.clone(), post.cover.as_ref()),
            Page::Group(group) => (None, group.picture.as_ref()),
            _ => (None, None),
        };
        let picture = beside.share.or(cover).cloned();
        let article = match page {
            Page::Post(post) => Some(Article {
                published: post.summary.date.to_string(),
                modified: post.changed().to_string(),
                authors: post.authors.iter().map(|author| author.name.clone()).collect(),
                tags: post.summary.tags.iter().map(ToString::to_string).collect(),
            }),
            _ => None,
        };
        let titled = |name: &str| match page {
            Page::Home(_) => name.to_owned(),
            _ => format!("{name} – {}", site.title),
        };
        let mut alternates = alternates(site, route, &titled(&name));
        alternates.extend(corrections(site, page));
        let list = page.listing().map(|_| name.clone());
        let name =
            page.listing().map_or(name.clone(), |listing| pages::numbered(words, &name, listing));
        let title = titled(&name);
        let structured = own.as_deref().map_or(Value::Null, |url| {
            let (list, picture) = (list.as_deref(), picture.as_ref());
            let about = About { url, name: &name, list, description: &description, picture };
            structured(site, beside.author, route, page, &about)
        });
        // What is found elsewhere has its versions there.
        let versions = match own.is_some() && elsewhere.is_none() {
            true => alternates_of(&beside.versions),
            false => Vec::new(),
        };
        let canonical = elsewhere.or(own);
        Self {
            title,
            name,
            description,
            canonical,
            hidden: beside.hidden,
            alternates,
            versions,
            article,
            picture,
            structured,
        }
    }

    /// The title of the page alone, without that of the blog.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the page is about, in a sentence or two.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The picture that stands for the page in share previews.
    pub fn picture(&self) -> Option<&Picture> {
        self.picture.as_ref()
    }

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

/// The feed of what was corrected, from a text that was.
fn corrections(site: &Site, page: &Page) -> Option<Alternate> {
    let Page::Post(Post { corrections, .. }) = page else { return None };
    let title = format!("{} – {}", site.words.say(Message::Corrections), site.title);
    let path = CORRECTIONS.to_owned();
    (!corrections.is_empty()).then_some(Alternate { kind: ATOM, title, path })
}

const ATOM: &str = "application/atom+xml";

/// What a page leads machines to: the feed of the blog, and behind it what is the page's own: the
/// feed of what it lists, or the Markdown of its text.
fn alternates(site: &Site, route: Option<&Route>, title: &str) -> Vec<Alternate> {
    let mut alternates =
        vec![Alternate { kind: ATOM, title: site.title.clone(), path: FEED.to_owned() }];
    let routes = &site.routes;
    let own = route.and_then(|route| routes.feed_path(route.list().0));
    let own = own.filter(|path| path != FEED);
    alternates.extend(own.map(|path| Alternate { kind: ATOM, title: title.to_owned(), path }));
    let markdown = route.and_then(|route| routes.markdown_path(route));
    alternates.extend(markdown.map(|path| Alternate {
        kind: "text/markdown",
        title: "Markdown".to_owned(),
        path,
    }));
    alternates
}

/// What tells search engines of the same page in other languages, itself among them: tag and address
/// of each, and behind them which one is for readers of all others. None where there is no other.
pub fn alternates_of(versions: &[Version]) -> Vec<(String, String)> {
    let same: Vec<&Version> = versions.iter().filter(|version| version.is_same).collect();
    if same.len() < 2 {
        return Vec::new();
    }
    let alternate = |version: &&Version| (version.language.clone(), version.url.clone());
    let first = same.iter().find(|version| version.is_first);
    let default = first.map(|version| ("x-default".to_owned(), version.url.clone()));
    same.iter().map(alternate).chain(default).collect()
}

/// JSON that can stand inside a script element: nothing in it can end the element.
pub(crate) fn script_safe(value: &impl serde::Serialize) -> String {
    // Only what has a map with keys that are no strings can't be written, and nothing here has.
    serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use model::{Byline, Prose, Summary, routes::Routes};

    use super::*;

    fn library() -> Library {
        let site = Site {
            title: "A \"blog\"".into(),
            tagline: String::new(),
            introduction: String::new(),
            base_url: "https://example.org/below".into(),
            language: "en".into(),
            author: "Editors".into(),
            links: Vec::new(),
            words: languages::english(),
            ..Site::default()
        };
        let post = Post {
            summary: Summary {
                slug: "one".parse().expect("a slug"),
                title: "One".into(),
                description: String::new(),
                date: "2026-01-01".parse().expect("a date"),
                minutes: 1,
                tags: vec!["a".parse().expect("a tag")],
                sparkline: None,
                updated: None,
            },
            authors: vec![Byline::of_name("Editors")],
            words: 1,
            cover: None,
            canonical: None,
            series: None,
            incident: None,
            corrections: Vec::new(),
            prose: Prose::default(),
            older: None,
            newer: None,
            page: 0,
            related: Vec::new(),
            cited: Vec::new(),
            cites: Vec::new(),
            about: Vec::new(),
        };
        Library::new(site, vec![post], Vec::new()).expect("no duplicate")
    }

    /// The alternates of a page, as they are written.
    fn alternates(path: &str) -> Vec<String> {
        let library = library();
        let route = Routes::default().parse(path);
        let page = route.as_ref().and_then(|route| library.page(route));
        let head = Head::of(&library, route.as_ref(), &page.unwrap_or_else(|| library.missing()));
        let html = head.to_html(library.site());
        let links = html.split("<link ").filter(|link| link.starts_with("rel=\"alternate\""));
        links.filter_map(|link| Some(link.split_once('>')?.0.to_owned())).collect()
    }

    #[test]
    fn every_page_leads_to_the_feed_a_tag_to_its_own_too_and_a_text_to_its_markdown() {
        let blog = "rel=\"alternate\" type=\"application/atom+xml\" \
            title=\"A &quot;blog&quot;\" href=\"/below/feed.xml\"";
        for path in ["/", "/archive/", "/tags/", "/posts/one/", "/no/where/"] {
            assert_eq!(alternates(path).first().map(String::as_str), Some(blog), "{path}");
        }
        let tag = "rel=\"alternate\" type=\"application/atom+xml\" \
            title=\"Articles on a – A &quot;blog&quot;\" href=\"/below/tags/a/feed.xml\"";
        assert_eq!(alternates("/tags/a/"), [blog, tag]);
        let markdown = "rel=\"alternate\" type=\"text/markdown\" \
            title=\"Markdown\" href=\"/below/posts/one/index.md\"";
        assert_eq!(alternates("/posts/one/"), [blog, markdown]);
    }

    #[test]
    fn a_document_brings_what_a_browser_reads_and_a_file_begins_with_it() {
        let library = library();
        let route = Routes::default().parse("/posts/one/").expect("a post");
        let page = library.page(&route).expect("there");
        let head = Head::of(&library, Some(&route), &page);
        let (whole, brought) = (head.to_html(library.site()), head.for_browser(library.site()));
        // But for what is for previews.
        let plain = whole.replacen(" property=\"og:description\"", "", 1);
        assert!(plain.starts_with(&brought), "{whole}");
        let elements = brought.split_inclusive('>').map(|tag| tag.split(" href").next());
        let elements: Vec<&str> = elements.flatten().collect();
        assert_eq!(
            elements,
            [
                "<meta name=\"description\" content=\"\">",
                "<link rel=\"canonical\"",
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"A &quot;blog&quot;\"",
                "<link rel=\"alternate\" type=\"text/markdown\" title=\"Markdown\"",
            ]
        );
        let missing = Head::of(&library, None, &library.missing());
        assert!(missing.for_browser(library.site()).contains("noindex"));
    }

    #[test]
    fn previews_show_the_picture_that_the_library_has_for_a_page() {
        let share = Picture {
            src: "/media/card.1.png".into(),
            alt: "\"One\"".into(),
            width: Some(1200),
            height: Some(630),
            ..Picture::default()
        };
        let route = Routes::default().parse("/posts/one/").expect("a post");
        let library = library().with_shares([(route.clone(), share)].into());
        let page = library.page(&route).expect("there");
        let html = Head::of(&library, Some(&route), &page).to_html(library.site());
        let start = html.find("<meta property=\"og:type\"").expect("a preview");
        let end = html.find("<script type=\"application/ld+json\"").expect("structured data");
        let metas: Vec<&str> = html[start..end].split_inclusive('>').collect();
        assert_eq!(
            metas,
            [
                "<meta property=\"og:type\" content=\"article\">",
                "<meta name=\"twitter:title\" property=\"og:title\" content=\"One\">",
                "<meta property=\"og:site_name\" content=\"A &quot;blog&quot;\">",
                "<meta property=\"og:locale\" content=\"en\">",
                "<meta name=\"twitter:card\" content=\"summary_large_image\">",
                "<meta name=\"twitter:image\" property=\"og:image\" content=\"https://example.org/below/media/card.1.png\">",
                "<meta property=\"og:image:type\" content=\"image/png\">",
                "<meta property=\"og:image:width\" content=\"1200\">",
                "<meta property=\"og:image:height\" content=\"630\">",
                "<meta name=\"twitter:image:alt\" property=\"og:image:alt\" content=\"&quot;One&quot;\">",
                "<meta property=\"article:published_time\" content=\"2026-01-01\">",
                "<meta property=\"article:modified_time\" content=\"2026-01-01\">",
                "<meta property=\"article:author\" content=\"Editors\">",
                "<meta property=\"article:section\" content=\"a\">",
                "<meta property=\"article:tag\" content=\"a\">",
            ]
        );
        let home = library.page(&Route::Home).expect("there");
        let html = Head::of(&library, Some(&Route::Home), &home).to_html(library.site());
        assert!(!html.contains("image") && html.contains("content=\"summary\""), "{html}");
    }
}
