//! The keys of other generators, and what they mean.

use super::{Adopter, Key, Node};

/// What a key is for.
#[derive(Clone, Copy)]
pub(super) enum Meaning {
    /// It is called so here.
    Ours(&'static str),
    /// What it means depends on its value; with what to do about one that means nothing.
    Of(fn(&mut Adopter, Key, Node), &'static str),
    /// Nothing here needs it, for this reason.
    Idle(&'static str),
}

/// What a key is for that is written plainly, if that is known.
pub(super) fn meaning(plain: &str) -> Option<Meaning> {
    KEYS.iter().find(|(keys, _)| keys.contains(&plain)).map(|(_, meaning)| *meaning)
}

/// What to do about a key that nothing here reads.
pub(super) const UNKNOWN: &str =
    "take it out; or keep it under `[extra]`, where everything is the writer's own";

/// What generators call what, each key as it is looked for.
pub(super) const KEYS: &[(&[&str], Meaning)] = &[
    (&["categories", "category", "keywords", "topics", "labels", "tag"], Meaning::Ours("tags")),
    (&["taxonomies"], Meaning::Of(Adopter::taxonomies, UNKNOWN)),
    (&["byline", "creator", "writer"], Meaning::Ours("authors")),
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
        Meaning::Ours("updated"),
    ),
    (
        &[
            "pubdate",
            "pubdatetime",
            "publishdate",
            "publishedat",
            "publisheddate",
            "datepublished",
            "publishtime",
            "createdat",
            "created",
        ],
        Meaning::Ours("date"),
    ),
    (&["published"], Meaning::Of(Adopter::published, UNKNOWN)),
    (&["isdraft"], Meaning::Ours("draft")),
    (&["unlisted", "hidden", "private"], Meaning::Of(Adopter::hidden, UNKNOWN)),
    (&["status", "visibility"], Meaning::Of(Adopter::status, UNKNOWN)),
    (
        &["expirydate", "expires", "unpublishdate"],
        Meaning::Idle("no post goes by itself: take it out, and the post when its time has come"),
    ),
    (
        &[
            "summary",
            "excerpt",
            "abstract",
            "subtitle",
            "tagline",
            "lead",
            "intro",
            "teaser",
            "metadescription",
            "seodescription",
            "customexcerpt",
            "shortdescription",
        ],
        Meaning::Ours("description"),
    ),
    (
        &["permalink", "url", "path", "postslug"],
        Meaning::Of(
            Adopter::permalink,
            "addresses are as `[permalinks]` in site.toml says, else /posts/<slug>/; put an old address \
             into `aliases`, a list of paths",
        ),
    ),
    (&["redirectfrom", "redirects", "oldurls", "alias"], Meaning::Ours("aliases")),
    (
        &["redirectto", "redirect"],
        Meaning::Idle(
            "the page that it leads to has this address in its `aliases`; a page elsewhere can't be \
             redirected to",
        ),
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
        Meaning::Ours("image"),
    ),
    (
        &["alt", "heroimagealt", "coveralt", "coverimagealt", "featureimagealt", "thumbnailalt"],
        Meaning::Ours("image_alt"),
    ),
    (&["canonicalurl", "originalurl", "canonicallink", "externalurl"], Meaning::Ours("canonical")),
    (&["katex", "mathjax", "usemath", "latex"], Meaning::Ours("math")),
    (&["tableofcontents", "showtoc"], Meaning::Ours("toc")),
    (&["hidetoc", "hidetableofcontents"], Meaning::Of(Adopter::without_contents, UNKNOWN)),
    (&["seriestitle", "collection", "seriesname"], Meaning::Ours("series")),
    (
        &["weight", "order", "position", "sortorder", "sidebarposition"],
        Meaning::Idle(
            "posts stand in the order of their dates: take it out, or keep it under `[extra]`",
        ),
    ),
    (
        &["layout", "template", "pagetemplate", "theme", "type", "kind", "view"],
        Meaning::Idle("every post has the same layout: take it out, or keep it under `[extra]`"),
    ),
    (
        &["imagecaption", "caption", "source"],
        Meaning::Idle(
            "what the cover shows is called `image_alt` here, and where a post was first published \
             `canonical`; a caption stands in the text",
        ),
    ),
    // Some of these are near one of ours, and yet no mistake.
    (
        &[
            "params",
            "head",
            "mathml",
            "anchors",
            "lang",
            "language",
            "draftdate",
            "authorimage",
            "authortitle",
            "authorurl",
            "authoralias",
            "authorimageurl",
            "titletemplate",
            "titleimage",
            "imagelocation",
            "searchable",
            "filesize",
            "tocopen",
            "toclevels",
        ],
        Meaning::Idle(UNKNOWN),
    ),
];
