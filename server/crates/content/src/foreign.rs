//! Keys that front matter has in other generators, and what to write here instead.

/// What to do about a key that is none of ours but one of Hugo's, Zola's, Jekyll's or Astro's.
pub(super) fn help(key: &str) -> Option<String> {
    // They agree on words, not on how to join them: `pubDate`, `pub_date`, `pub-date`.
    let plain: String =
        key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (_, help) = KEYS.iter().find(|(keys, _)| keys.contains(&&*plain))?;
    Some((*help).to_owned())
}

/// Whether a key is what another generator calls one of ours.
pub(super) fn means(key: &str, ours: &str) -> bool {
    help(key).is_some_and(|help| help.contains(&format!("called `{ours}` here")))
}

const KEYS: [(&[&str], &str); 19] = [
    (
        &["taxonomies", "categories", "category", "keywords", "topics", "labels"],
        "subjects stand in `tags`, a list of lower-case words: tags = [\"one\", \"two\"]",
    ),
    (
        &["byline", "creator", "writer"],
        "it is called `authors` here: a list of names, or of ids from authors.toml",
    ),
    (
        &[
            "lastmod",
            "lastmodified",
            "lastmodifiedat",
            "modified",
            "modifieddate",
            "moddate",
            "moddatetime",
            "updateddate",
            "updatedat",
            "dateupdated",
            "datemodified",
            "lastupdated",
            "lastupdate",
        ],
        "it is called `updated` here: a day, as YYYY-MM-DD",
    ),
    (
        &[
            "pubdate",
            "pubdatetime",
            "publishdate",
            "published",
            "publishedat",
            "publisheddate",
            "datepublished",
            "createdat",
            "created",
        ],
        "the day of publication is called `date` here, and what is not to be published has \
         `draft = true`",
    ),
    (
        &["expirydate", "expires", "unpublishdate"],
        "no post goes by itself: take the key out, and the post when its time has come",
    ),
    (
        &["summary", "excerpt", "abstract", "subtitle", "tagline", "lead", "intro", "teaser"],
        "it is called `description` here: one or two sentences of plain text",
    ),
    (
        &["permalink", "url", "path", "postslug"],
        "the address is /posts/<name of the file>/, or /posts/<slug>/ with a `slug`; put an old \
         address into `aliases`, a list of paths",
    ),
    (&["redirectfrom", "redirects", "oldurls"], "it is called `aliases` here: a list of paths"),
    (
        &["redirectto", "redirect"],
        "the page that it leads to has this address in its `aliases`; a page elsewhere can't be \
         redirected to",
    ),
    (
        &[
            "cover",
            "heroimage",
            "hero",
            "images",
            "featuredimage",
            "featureimage",
            "thumbnail",
            "banner",
            "coverimage",
            "ogimage",
            "socialimage",
            "header",
            "img",
            "preview",
        ],
        "the picture above the post is called `image` here: a file beside the post, with \
         `image_alt` saying what it shows",
    ),
    (
        &["alt", "heroimagealt", "coveralt", "coverimagealt", "imagecaption", "caption"],
        "what the cover shows is called `image_alt` here",
    ),
    (
        &["canonicalurl", "originalurl", "canonicallink", "source"],
        "it is called `canonical` here: the full address at which the post was first published",
    ),
    (&["katex", "mathjax", "usemath", "latex"], "it is called `math` here: true or false"),
    (
        &["tableofcontents", "showtoc", "tocopen", "hidetoc", "toclevels"],
        "it is called `toc` here: true or false",
    ),
    (
        &["weight", "order", "position", "sortorder", "sidebarposition"],
        "posts stand in the order of their dates: take the key out, or keep it under `[extra]`",
    ),
    (
        &["layout", "template", "pagetemplate", "theme", "type", "kind", "view"],
        "every post has the same layout: take the key out, or keep it under `[extra]`",
    ),
    (
        &["seriestitle", "collection", "seriesname"],
        "it is called `series` here: an id from series.toml, or the title of the series",
    ),
    (
        &["unlisted", "hidden", "private", "status", "visibility"],
        "what is not to be seen has `draft = true`",
    ),
    (
        &[
            "params",
            "comments",
            "disqus",
            "commentid",
            "menu",
            "menus",
            "sitemap",
            "outputs",
            "cascade",
            "resources",
            "headless",
            "markup",
            "linktitle",
            "shorttitle",
            "featured",
            "pinned",
            "pin",
            "sticky",
            "lang",
            "language",
            "locale",
            "insearchindex",
            "readingtime",
            "readtime",
            "minutestoread",
            "robots",
            "noindex",
            "excerptseparator",
            "renderwithliquid",
            "sharebuttons",
            "socialshare",
            "twitter",
            "license",
            "id",
            "uid",
            "iscjklanguage",
            "translationkey",
            "anchors",
            "generatefeed",
            "github",
        ],
        "nothing here needs it: take the key out, or keep it under `[extra]`",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_however_its_words_are_joined() {
        for key in ["pubDate", "pub_date", "pub-date", "Pubdate"] {
            assert!(help(key).is_some_and(|help| help.contains("`date`")), "{key}");
        }
        assert_eq!(help("titel"), None);
    }

    #[test]
    fn every_key_is_written_as_it_is_looked_for_and_stands_once() {
        let mut all: Vec<&str> = KEYS.iter().flat_map(|(keys, _)| keys.iter().copied()).collect();
        let count = all.len();
        all.retain(|key| key.chars().all(|c| c.is_ascii_lowercase()));
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
