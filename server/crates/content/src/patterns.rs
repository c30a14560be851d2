//! What addresses look like, as owners say it in patterns: those of all pages now, and those that all
//! posts had before (`/:year/:month/:day/:slug.html`).

use std::{collections::BTreeMap, path::Path};

use diagnostics::{Diagnostic, Source, Spanned, suggest};
use model::{
    Date, Slug,
    routes::{RESERVED, Route, Routes},
};
use values::{Fields, Table, date};

use super::files::{TextFile, TextKind};

/// What a pattern can ask of a text.
const PARTS: [&str; 6] = ["year", "month", "day", "slug", "name", "section"];
/// What it can ask of a page, which has no day.
const OF_PAGES: [&str; 3] = ["slug", "name", "section"];
/// What it can ask of a tag, an author or a series.
const OF_LISTS: [&str; 2] = ["slug", "name"];

/// The patterns of old addresses, as `site.toml` has them.
#[derive(Debug, Default)]
pub(super) struct OldPatterns(Vec<Spanned<String>>);

/// The patterns that an owner chose, by their keys: names are made by them.
#[derive(Debug, Default)]
pub(super) struct OwnPatterns(BTreeMap<&'static str, String>);

impl OwnPatterns {
    /// The pattern of a kind of texts.
    fn of(&self, kind: TextKind) -> &str {
        let usual = match kind {
            TextKind::Post => "/posts/:slug/",
            TextKind::Page => "/:slug/",
            TextKind::Incident => "/incidents/:slug/",
        };
        self.0.get(kind.key()).map_or(usual, String::as_str)
    }

    /// What the addresses look like.
    pub(super) fn routes(&self) -> Routes {
        let all = self.0.iter();
        all.fold(Routes::default(), |routes, (key, pattern)| routes.with(key, pattern))
    }
}

/// Reads the table `[permalinks]`; what is faulty is left out.
pub(super) fn read(
    source: &Source,
    table: Table,
    faults: &mut Vec<Diagnostic>,
) -> (OldPatterns, OwnPatterns) {
    let mut fields = Fields::new(source, table, faults);
    let mut old = Vec::new();
    for pattern in fields.texts("from").unwrap_or_default() {
        match check_old(&pattern.value) {
            Ok(()) => old.push(pattern),
            Err(fault) => fields.fault_at(pattern.span, fault),
        }
    }
    let (mut own, mut places) = (OwnPatterns::default(), BTreeMap::new());
    for key in Routes::keys() {
        let Some(pattern) = fields.filled(key) else { continue };
        match check_own(key, &pattern.value) {
            Ok(whole) => {
                own.0.insert(key, whole);
                places.insert(key, pattern.span);
            }
            Err(fault) => fields.fault_at(pattern.span, fault),
        }
    }
    let routes = own.routes();
    for (key, span) in places {
        if let Some(fault) = own.0.get(key).and_then(|own| not_told_apart(&routes, key, own)) {
            fields.fault_at(span, fault);
        }
    }
    fields.finish();
    (OldPatterns(old), own)
}

impl OldPatterns {
    /// The addresses that a text had, each with its pattern.
    pub(super) fn of<'a>(
        &'a self,
        kind: TextKind,
        named: PatternValues<'a>,
    ) -> impl Iterator<Item = (String, &'a Spanned<String>)> {
        let patterns = self.0.iter().filter(move |_| kind == TextKind::Post);
        patterns.map(move |pattern| (filled(&pattern.value, |part| value(part, named)), pattern))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What the parts of a pattern are filled from.
#[derive(Clone, Copy, Debug)]
pub(super) struct PatternValues<'a> {
    pub(super) date: Date,
    pub(super) slug: &'a Slug,
    pub(super) file: &'a TextFile,
}

/// The name of a text: what its address has in the place of the parts of its pattern.
pub(super) fn name(own: &OwnPatterns, kind: TextKind, named: PatternValues<'_>) -> Slug {
    let pattern = own.of(kind);
    let parts = pattern.find(':').map_or("", |at| &pattern[at..]);
    let parts = parts.strip_suffix(".html").unwrap_or(parts);
    let name = filled(parts, |part| clean(&value(part, named)));
    Slug::in_address(name.trim_matches('/')).unwrap_or_else(|| named.slug.clone())
}

/// Whether what a text is called is a part of its address.
pub(super) fn has_slug(own: &OwnPatterns, kind: TextKind) -> bool {
    parts(own.of(kind)).any(|part| part == "slug")
}

/// Whether the address of each text of a kind begins in its own way, at the root of the site.
pub(super) fn is_open(own: &OwnPatterns, kind: TextKind) -> bool {
    own.of(kind).split('/').nth(1).is_some_and(|first| first.contains(':'))
}

/// The names of files and folders as names in an address.
fn clean(value: &str) -> String {
    let names = value.split('/').filter_map(Slug::nearest);
    names.map(|name| name.to_string()).collect::<Vec<_>>().join("/")
}

/// What is wrong with a pattern, and how to mend it.
type PatternFault = (String, Option<String>);

/// What is asked of a pattern.
struct Asked {
    /// What has these addresses, in the singular and in the plural.
    of: (&'static str, &'static str),
    /// How it may be written.
    example: &'static str,
    /// Its parts; none, where one page has the address.
    parts: &'static [&'static str],
}

/// What is asked of a pattern of old addresses.
const OLD: Asked =
    Asked { of: ("a post", "posts"), example: "/:year/:month/:day/:slug.html", parts: &PARTS };

/// What is asked of what stands in a query.
const OF_QUERIES: Asked = Asked {
    of: ("a post", "posts"),
    example: "/?name=:slug",
    parts: &["year", "month", "day", "slug", "name"],
};

impl Asked {
    /// What is asked of a pattern that the site has, by its key.
    fn of(key: &str) -> Self {
        let (one, many, example, parts): (_, _, _, &[&str]) = match key {
            "posts" => ("a post", "posts", "/blog/:year/:month/:slug/", &PARTS),
            "pages" => ("a page", "pages", "/:slug/", &OF_PAGES),
            "tags" => ("a tag", "tags", "/topics/:slug/", &OF_LISTS),
            "authors" => ("an author", "authors", "/team/:slug/", &OF_LISTS),
            "incidents" => ("an incident", "incidents", "/postmortems/:slug/", &PARTS),
            "series" => ("a series", "series", "/stories/:slug/", &OF_LISTS),
            _ => ("the archive", "archives", "/blog/", &[]),
        };
        Self { of: (one, many), example, parts }
    }
}

/// The pattern of addresses that posts had: of a path, or of a query of one key, `/?name=:slug`.
fn check_old(pattern: &str) -> Result<(), PatternFault> {
    let Some(query) = pattern.strip_prefix("/?") else { return check(pattern, &OLD) };
    let plain = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte))
    };
    match query.split_once('=') {
        Some((_, ":id")) => {
            let help = "its number stands in the post itself: `aliases = [\"/?p=123\"]`; an export of WordPress has \
                        them all, and `blog import` takes them over";
            Err(("a post has no `:id`".to_owned(), Some(help.to_owned())))
        }
        Some((key, value))
            if !key.contains(':') && plain(key) && plain(value) && !key.is_empty() =>
        {
            check(&format!("/{value}"), &OF_QUERIES)
        }
        _ => {
            let message = format!("`{pattern}` asks for more than one thing, or for none");
            Err((message, write_as(OF_QUERIES.example)))
        }
    }
}

/// The pattern of addresses that the site has, with its end.
fn check_own(key: &str, pattern: &str) -> Result<String, PatternFault> {
    let asked = Asked::of(key);
    check(pattern, &asked)?;
    let refuse = |why: &str| Err((format!("`{pattern}` {why}"), write_as(asked.example)));
    let first = pattern.split('/').nth(1).unwrap_or_default();
    if RESERVED.contains(&first.strip_suffix(".html").unwrap_or(first)) {
        return refuse(&format!("lies in `/{first}/`, where the site has files of its own"));
    }
    let last = pattern.rsplit('/').next().unwrap_or_default();
    if last.contains('.') && !last.ends_with(".html") {
        return refuse("ends neither with a slash nor with `.html`");
    }
    let stem = pattern.strip_suffix(".html").unwrap_or(pattern);
    let between = stem.split(':').skip(1).map(|part| &part[name_of_part(part).len()..]);
    let is_plain = |c: char| c == '/' || c == '-' || (c.is_alphanumeric() && !c.is_uppercase());
    if !between.flat_map(str::chars).all(is_plain) {
        return refuse("has more than small letters, digits and hyphens behind its first part");
    }
    if asked.parts == OF_LISTS {
        if parts(pattern).count() > 1 {
            return refuse("has more parts than one");
        }
        if pattern.starts_with("/:") {
            return refuse("leaves no address to pages");
        }
    }
    let whole = pattern.ends_with('/') || pattern.ends_with(".html");
    Ok(if whole { pattern.to_owned() } else { format!("{pattern}/") })
}

/// What is wrong with a pattern by which addresses can't be told from those of other pages. What texts
/// are called decides it for them, each at its file.
fn not_told_apart(routes: &Routes, key: &str, pattern: &str) -> Option<PatternFault> {
    let path = filled(pattern, |_| "a".to_owned());
    let own = |route: &Route| match route {
        Route::Archive => key == "archive",
        Route::Tag(_) => key == "tags",
        Route::Author(_) => key == "authors",
        Route::Series(_) => key == "series",
        text if text.is_text() => true,
        // There may be none.
        Route::Incidents | Route::Revisions(_) => true,
        _ => false,
    };
    let other = routes.find(&path, |route| !own(route))?;
    let message = format!("an address such as `{path}` is also that of {}", what(&other));
    Some((message, Some("begin the pattern with a folder of its own".to_owned())))
}

/// A page, as words that follow `of`.
pub(super) fn what(route: &Route) -> &'static str {
    match route.list().0 {
        Route::Home => "the front page",
        Route::Archive => "the list of all posts",
        Route::Tags => "the list of all tags",
        Route::Search => "the search",
        Route::Tag(_) => "a tag",
        Route::Authors => "the list of all authors",
        Route::Author(_) => "an author",
        Route::AllSeries => "the list of all series",
        Route::Series(_) => "a series",
        Route::Post(_) => "a post",
        Route::Incidents => "the list of all incidents",
        Route::Incident(_) => "an incident",
        Route::Revisions(_) => "the changes of a text",
        Route::Page(_) | Route::Numbered(..) => "a page",
    }
}

fn write_as(example: &str) -> Option<String> {
    Some(format!("write it as \"{example}\""))
}

/// Looks at what all patterns have in common.
fn check(pattern: &str, asked: &Asked) -> Result<(), PatternFault> {
    let Asked { of: (one, many), example, parts: known } = *asked;
    let odd = |c: char| matches!(c, '?' | '#' | '%' | '\\') || c.is_whitespace() || c.is_control();
    if !pattern.starts_with('/') || pattern.contains("//") || pattern.contains(odd) {
        let message = format!("`{pattern}` is not the pattern of a path on this site");
        return Err((message, write_as(example)));
    }
    let mut tells_apart = known.is_empty();
    for part in parts(pattern) {
        if !known.contains(&part) {
            let help = suggest::did_you_mean(part, known.iter().copied());
            let all = known.iter().map(|part| format!(":{part}")).collect::<Vec<_>>().join(", ");
            let all = || match known {
                [] => write_as(example),
                _ => Some(format!("the parts are {all}")),
            };
            return Err((format!("{one} has no `:{part}`"), help.or_else(all)));
        }
        tells_apart |= OF_LISTS.contains(&part);
    }
    match tells_apart {
        true => Ok(()),
        false => Err((format!("`{pattern}` is one address for many {many}"), write_as(example))),
    }
}

/// The names of the parts of a pattern.
fn parts(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split(':').skip(1).map(name_of_part)
}

/// The name that a text begins with.
fn name_of_part(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default()
}

/// A pattern with the values of its parts.
fn filled(pattern: &str, value: impl Fn(&str) -> String) -> String {
    let mut parts = pattern.split(':');
    let mut address = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = name_of_part(part);
        address.push_str(&value(name));
        address.push_str(&part[name.len()..]);
    }
    // A post that lies in no section.
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    address
}

fn value(part: &str, PatternValues { date: day, slug, file }: PatternValues<'_>) -> String {
    match part {
        "year" => format!("{:04}", day.year()),
        "month" => format!("{:02}", day.month()),
        "day" => format!("{:02}", day.day()),
        "slug" => slug.to_string(),
        "name" => match date::split_name(&file.name) {
            Ok((_, name)) => name.to_owned(),
            Err(_) => date::without(&file.name).to_owned(),
        },
        _ => {
            let own = file.folder.as_deref().unwrap_or(&file.path);
            let section = own.parent().and_then(|folder| folder.strip_prefix(&file.section).ok());
            section.unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_tells_posts_apart_by_what_they_have() {
        for pattern in ["/:slug", "/blog/:year/:name/", "/:section/:slug.html", "/?name=:slug"] {
            assert_eq!(check_old(pattern), Ok(()), "{pattern}");
        }
        for (pattern, help) in [
            (":slug", "write it as \"/:year/:month/:day/:slug.html\""),
            ("/:year/", "write it as \"/:year/:month/:day/:slug.html\""),
            ("/:slgu/", "did you mean `slug`?"),
            ("/:title/", "the parts are :year, :month, :day, :slug, :name, :section"),
            ("/?p=:slug&x=1", "write it as \"/?name=:slug\""),
            ("/?=:slug", "write it as \"/?name=:slug\""),
            ("/?name=:section", "the parts are :year, :month, :day, :slug, :name"),
            (
                "/?p=:id",
                "its number stands in the post itself: `aliases = [\"/?p=123\"]`; an export of WordPress has them \
                 all, and `blog import` takes them over",
            ),
        ] {
            let fault = check_old(pattern).expect_err(pattern);
            assert_eq!(fault.1.as_deref(), Some(help), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_of_the_site_ends_as_addresses_of_pages_do() {
        for (key, pattern, whole) in [
            ("posts", "/blog/:year/:month/:slug/", "/blog/:year/:month/:slug/"),
            ("posts", "/:year-:month-:day-:slug.html", "/:year-:month-:day-:slug.html"),
            ("posts", "/Blog/:section/:name", "/Blog/:section/:name/"),
            ("pages", "/:slug.html", "/:slug.html"),
            ("tags", "/topics/:name", "/topics/:name/"),
            ("archive", "/blog", "/blog/"),
        ] {
            assert_eq!(check_own(key, pattern).as_deref(), Ok(whole), "{pattern}");
        }
        for (key, pattern, message) in [
            (
                "posts",
                "/pkg/:slug/",
                "`/pkg/:slug/` lies in `/pkg/`, where the site has files of its own",
            ),
            ("posts", "/blog/:year/", "`/blog/:year/` is one address for many posts"),
            ("posts", "/:slug.php", "`/:slug.php` ends neither with a slash nor with `.html`"),
            (
                "posts",
                "/:year/The_Posts/:slug/",
                "`/:year/The_Posts/:slug/` has more than small letters, digits and hyphens behind its \
                 first part",
            ),
            ("pages", "/:year/:slug/", "a page has no `:year`"),
            ("tags", "/x/:slug/:name/", "`/x/:slug/:name/` has more parts than one"),
            ("tags", "/:slug/", "`/:slug/` leaves no address to pages"),
            ("archive", "/:slug/", "the archive has no `:slug`"),
            ("archive", "blog", "`blog` is not the pattern of a path on this site"),
        ] {
            assert_eq!(check_own(key, pattern).expect_err(pattern).0, message);
        }
    }

    #[test]
    fn patterns_tell_pages_of_one_kind_from_those_of_another() {
        let fault = |key: &str, patterns: &[(&str, &str)]| {
            let routes = patterns
                .iter()
                .fold(Routes::default(), |routes, (key, pattern)| routes.with(key, pattern));
            let (_, own) = patterns.iter().find(|(other, _)| *other == key)?;
            not_told_apart(&routes, key, own).map(|(message, _)| message)
        };
        let also = |path: &str, of: &str| {
            Some(format!("an address such as `{path}` is also that of {of}"))
        };
        assert_eq!(fault("posts", &[("posts", "/:slug/")]), None);
        assert_eq!(fault("archive", &[("archive", "/blog/"), ("posts", "/blog/:slug/")]), None);
        assert_eq!(fault("posts", &[("posts", "/tags/:slug/")]), also("/tags/a/", "a tag"));
        assert_eq!(
            fault("archive", &[("archive", "/tags/")]),
            also("/tags/", "the list of all tags")
        );
        assert_eq!(fault("archive", &[("archive", "/")]), also("/", "the front page"));
        assert_eq!(
            fault("authors", &[("authors", "/by/:slug/"), ("tags", "/by/:slug/")]),
            also("/by/a/", "a tag")
        );
        assert_eq!(
            fault("tags", &[("authors", "/by/:slug/"), ("tags", "/by/:slug/")]),
            also("/by/a/", "an author")
        );
    }
}
