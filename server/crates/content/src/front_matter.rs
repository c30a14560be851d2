//! The head of a post or page: which keys it may have and what they mean.

use diagnostics::{Diagnostic, Severity, Source, Span, Spanned, suggest};
use model::{Byline, Correction, Date, InvalidName, Layout, Link, Revision, SeriesName, Slug, Tag};
use serde::{Deserialize, Serialize};
use shortcodes::TemplateValue;
use url::Url;
use urls::plan::too_long;
use values::{Fields, Language, Table};

use super::{
    aliases,
    allowed::allowed_in_head,
    corrections,
    files::TextKind,
    foreign::{self, ForeignNote},
    incident::{self, IncidentHead},
    links::link,
    lists::Lists,
    revisions::hand,
};

/// What a writer says of a text, read and checked.
///
/// What is faulty is left out here and stands among the faults.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) date: Option<Date>,
    /// Whether a date stands there, be it a faulty one.
    pub(super) dated: bool,
    pub(super) updated: Option<Date>,
    pub(super) tags: Vec<Tag>,
    /// Empty where the post does not say.
    pub(super) authors: Vec<Byline>,
    pub(super) series: Option<SeriesName>,
    /// As paths on the site: see [`aliases::parse`].
    pub(super) aliases: Vec<Spanned<String>>,
    pub(super) image: Option<Spanned<String>>,
    pub(super) image_alt: Option<Spanned<String>>,
    /// Files and folders that are published though the text does not refer to them.
    pub(super) files: Vec<Spanned<String>>,
    /// Under which terms its data may be used.
    pub(super) data_license: Option<Link>,
    /// The full address of a page elsewhere.
    pub(super) canonical: Option<Spanned<String>>,
    /// Whether the table of contents is left out.
    pub(super) no_toc: bool,
    /// Whether readers are not asked to discuss it.
    pub(super) no_comments: bool,
    /// Whether the search is not to find it.
    pub(super) no_search: bool,
    /// Files with markup for the end of the head of its page.
    pub(super) head: Vec<Spanned<String>>,
    /// The same for the end of the body.
    pub(super) body_end: Vec<Spanned<String>>,
    /// How a page stands in its frame.
    pub(super) layout: Option<Spanned<Layout>>,
    pub(super) draft: bool,
    pub(super) math: bool,
    pub(super) slug: Option<Spanned<Slug>>,
    /// The rules of redaction that are not for this text.
    pub(super) allow: Vec<Spanned<String>>,
    /// What the writer keeps there for templates.
    pub(super) extra: TemplateValue,
    /// What it once said and does not any more, the newest first.
    pub(super) corrections: Vec<Spanned<Correction>>,
    /// How it changed, as its writer says.
    pub(super) revisions: Vec<Revision>,
    /// What it says of an incident, where it tells of one.
    pub(super) incident: Option<IncidentHead>,
    /// What is to be told of its keys together with those of other texts.
    pub(super) notes: Vec<ForeignNote>,
}

/// The keys that it may have.
const KEYS: [&str; 28] = [
    "title",
    "description",
    "date",
    "updated",
    "tags",
    "authors",
    "author",
    "draft",
    "math",
    "slug",
    "series",
    "aliases",
    "image",
    "image_alt",
    "files",
    "data_license",
    "canonical",
    "head",
    "body_end",
    "layout",
    "toc",
    "search",
    "comments",
    "corrections",
    "revisions",
    "incident",
    "allow",
    "extra",
];

impl FrontMatter {
    /// Stands in for a head that could not be read: nothing in it is said to be missing.
    fn unread() -> Self {
        Self { dated: true, ..Self::default() }
    }
}

/// Reads the head of a file; returns it with the place where the text below it begins.
pub(super) fn read(
    source: &Source,
    kind: TextKind,
    lists: &Lists,
    faults: &mut Vec<Diagnostic>,
) -> (FrontMatter, usize) {
    let head = match split(source) {
        Ok(head) => head,
        Err(fault) => {
            faults.push(*fault.diagnostic);
            return (FrontMatter::unread(), fault.body);
        }
    };
    let before = faults.len();
    let read = read_head(source, kind, &head, lists, faults);
    for fault in &mut faults[before..] {
        fault.help = fault.help.take().map(|help| head.language.remedy(&help));
    }
    (read.unwrap_or_else(FrontMatter::unread), head.body)
}

/// The language of the head of a file, as far as its first line tells.
pub(super) fn language(source: &Source) -> Language {
    if source.text().starts_with("---") { Language::Yaml } else { Language::Toml }
}

/// What stands in the head of a file, by the keys that are ours; nothing where a build would refuse it.
pub(super) fn table(source: &Source) -> Option<Table> {
    let Head { language, part, .. } = split(source).ok()?;
    let mut faults = Vec::new();
    let table = values::parse(source, part, language, &mut faults)?;
    let is_whole = faults.iter().all(|fault| fault.severity != Severity::Error);
    let ours = [&KEYS[..], &incident::KEYS].concat();
    is_whole.then(|| foreign::adopt(table, &ours, false).0)
}

/// Where the text of a file begins.
pub(super) fn body(source: &Source) -> usize {
    split(source).map_or_else(|fault| fault.body, |head| head.body)
}

fn read_head(
    source: &Source,
    kind: TextKind,
    head: &Head,
    lists: &Lists,
    faults: &mut Vec<Diagnostic>,
) -> Option<FrontMatter> {
    let before = faults.len();
    let table = values::parse(source, head.part.clone(), head.language, faults)?;
    // In a table with faults a key that is not there may be one that could not be read.
    let complete = faults.len() == before;
    let is_incident = kind == TextKind::Incident;
    let own: &[&'static str] = if is_incident { &incident::KEYS } else { &[] };
    let ours = [&KEYS[..], own].concat();
    let (table, notes) = foreign::adopt(table, &ours, lists.authors.are_listed());
    let mut fields = Fields::new(source, table, faults);
    if complete && !fields.has("title") {
        let fault = source.error(0..FENCE_LEN, "there is no `title`");
        fields.fault(fault.help("add a line `title = \"…\"`"));
    }
    let incident = is_incident.then(|| incident::IncidentKeys::take(source, &mut fields, complete));
    // In a post all of that stands in a table of its own.
    let nested = if kind == TextKind::Post { fields.table("incident") } else { None };
    let data_license = fields.any("data_license");
    let allow = fields.table("allow");
    let corrections = fields.list("corrections");
    let revisions = fields.list("revisions");
    let mut front = front_matter(source, &mut fields, lists, complete, is_incident);
    front.notes = notes;
    fields.finish();
    let nested = nested.map(|table| {
        let mut fields = Fields::new(source, table.value, faults);
        let incident = incident::IncidentKeys::take(source, &mut fields, complete);
        fields.finish();
        incident
    });
    front.incident = incident.or(nested).map(|incident| incident.read(source, faults));
    if front.incident.is_some() && front.series.take().is_some() {
        let fault = source.error(0..FENCE_LEN, "an incident belongs to no series");
        faults.push(fault.help("take `series` out"));
    }
    let license = data_license.and_then(|license| link(source, license, faults));
    front.data_license = license.map(|(license, _)| license);
    let allow = allow.map(|table| allowed_in_head(source, table.value, faults));
    front.allow = allow.unwrap_or_default();
    front.corrections = corrections::read(source, corrections, faults);
    front.revisions = hand::read(source, revisions, faults);
    check_cover(source, &front, faults);
    Some(front)
}

/// What the keys of a head say, but for those that are read once all are taken. Of a head that is not
/// `complete`, a key that is not there may be one that could not be read.
fn front_matter(
    source: &Source,
    fields: &mut Fields<'_>,
    lists: &Lists,
    complete: bool,
    is_incident: bool,
) -> FrontMatter {
    FrontMatter {
        allow: Vec::new(),
        title: fields.filled("title").map(|title| title.value),
        description: fields.filled("description").map(|text| text.value),
        dated: !complete || fields.has("date"),
        date: fields.date("date"),
        updated: fields.date("updated"),
        tags: tags(source, fields),
        authors: bylines(fields, lists),
        draft: fields.truth("draft").unwrap_or_default(),
        math: fields.truth("math").unwrap_or_default(),
        slug: slug(source, fields),
        // Incidents have an order of their own.
        series: if is_incident { None } else { series(fields, lists) },
        aliases: aliases(fields),
        image: fields.filled("image"),
        image_alt: fields.text("image_alt"),
        files: fields.texts("files").unwrap_or_default(),
        data_license: None,
        canonical: canonical(fields),
        no_toc: fields.truth("toc") == Some(false),
        no_comments: fields.truth("comments") == Some(false),
        no_search: fields.truth("search") == Some(false),
        head: fields.texts("head").unwrap_or_default(),
        body_end: fields.texts("body_end").unwrap_or_default(),
        layout: layout(fields),
        // Whatever is in it, it is the writer's own.
        extra: fields.free("extra").map_or(TemplateValue::Nothing, TemplateValue::of_value),
        corrections: Vec::new(),
        revisions: Vec::new(),
        incident: None,
        notes: Vec::new(),
    }
}

/// How long the line above and below the front matter is.
const FENCE_LEN: usize = 3;

/// How many bytes of a file its head has at most.
const LONGEST: usize = 64 * 1024;

/// Where the head of a file is.
struct Head {
    language: Language,
    /// Without the lines of the fence.
    part: Span,
    /// Where the text below begins.
    body: usize,
}

/// There is no head.
struct Headless {
    diagnostic: Box<Diagnostic>,
    /// Where the text begins all the same.
    body: usize,
}

/// Finds the head of a file between its two fences.
fn split(source: &Source) -> Result<Head, Headless> {
    let text = source.text();
    let first = text.split('\n').next().unwrap_or_default();
    let (fence, language) = match first.trim_end() {
        "+++" => ("+++", Language::Toml),
        "---" => ("---", Language::Yaml),
        _ => {
            let fault = source
                .error(0..first.len(), "there is no front matter")
                .help("begin the file with\n+++\ntitle = \"…\"\ndate = 2026-11-20\n+++");
            return Err(Headless { diagnostic: Box::new(fault), body: 0 });
        }
    };
    let start = (first.len() + 1).min(text.len());
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let body = at + line.len();
        let line = line.trim_end();
        // A longer line of dashes is no YAML, and ends it for Hugo, too.
        let is_longer = fence == "---" && line.len() > 3 && line.bytes().all(|byte| byte == b'-');
        if line == fence || is_longer {
            return Ok(Head { language, part: start..at, body });
        }
        if at - start > LONGEST {
            let message = "the front matter is too long, or does not end";
            let help = format!("put a line with `{fence}` between it and the text");
            let fault = source.error(0..FENCE_LEN, message).help(help);
            return Err(Headless { diagnostic: Box::new(fault), body: text.len() });
        }
        at = body;
    }
    let fault = source
        .error(0..FENCE_LEN, "the front matter does not end")
        .help(format!("put a line with `{fence}` between it and the text"));
    // Where the text begins nobody knows: reading none adds no faults that aren't there.
    Err(Headless { diagnostic: Box::new(fault), body: text.len() })
}

/// The tags, each once.
pub(super) fn tags(source: &Source, fields: &mut Fields<'_>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for Spanned { value, span } in fields.texts("tags").unwrap_or_default() {
        // `Machine Learning` and `machine-learning` are one subject, with one address.
        match Tag::nearest(&value) {
            Some(tag) if tags.contains(&tag) => {
                let fault = source.error(span, format!("the tag `{tag}` stands here twice"));
                fields.fault(fault.help("keep one of them"));
            }
            Some(tag) => match too_long(tag.as_str()) {
                Some(fault) => fields.fault_at(span, fault),
                None => tags.push(tag),
            },
            None if value.trim().is_empty() => {
                fields.fault(source.error(span, "this tag is empty").help("take it out"));
            }
            None => {
                let fault = source.error(span, format!("`{value}` can't be a tag"));
                fields.fault(fault.help("use letters or digits: the tag stands in addresses"));
            }
        }
    }
    tags
}

fn slug(source: &Source, fields: &mut Fields<'_>) -> Option<Spanned<Slug>> {
    let Spanned { value, span } = fields.filled("slug")?;
    match value.parse::<Slug>() {
        Ok(slug) => match too_long(slug.as_str()) {
            Some(fault) => {
                fields.fault_at(span, fault);
                None
            }
            None => Some(Spanned { value: slug, span }),
        },
        Err(invalid) => {
            let fault = source.error(span, format!("`{value}` can't be a slug: {invalid}"));
            fields.fault(fault.maybe_help(write_instead(&invalid)));
            None
        }
    }
}

fn write_instead(invalid: &InvalidName) -> Option<String> {
    invalid.suggestion().map(|name| format!("write `{name}`"))
}

/// The authors, given as `authors` or, for one, as `author`.
fn bylines(fields: &mut Fields<'_>, lists: &Lists) -> Vec<Byline> {
    let mut written = fields.texts("authors").unwrap_or_default();
    written.extend(fields.filled("author"));
    let mut bylines = Vec::new();
    for Spanned { value, span } in written {
        match lists.authors.byline(&value) {
            Ok(byline) if bylines.contains(&byline) => {
                let message = format!("the author `{value}` stands here twice");
                fields.fault_at(span, (message, Some("keep one of them".into())));
            }
            Ok(byline) => bylines.push(byline),
            Err(fault) => fields.fault_at(span, fault),
        }
    }
    bylines
}

fn series(fields: &mut Fields<'_>, lists: &Lists) -> Option<SeriesName> {
    let Spanned { value, span } = fields.filled("series")?;
    let series = lists.series.named(&value).and_then(|series| match too_long(series.id.as_str()) {
        Some(fault) => Err(fault),
        None => Ok(series),
    });
    series.map_err(|fault| fields.fault_at(span, fault)).ok()
}

fn aliases(fields: &mut Fields<'_>) -> Vec<Spanned<String>> {
    let mut parsed: Vec<Spanned<String>> = Vec::new();
    for Spanned { value, span } in fields.texts("aliases").unwrap_or_default() {
        match aliases::parse(&value) {
            // `/x` and `x/` are one address.
            Ok(value) if parsed.iter().any(|known| known.value == value) => {}
            Ok(value) => parsed.push(Spanned { value, span }),
            Err(fault) => fields.fault_at(span, fault),
        }
    }
    parsed
}

fn canonical(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let Spanned { value, span } = fields.filled("canonical")?;
    match Url::parse(&value).ok().filter(|url| matches!(url.scheme(), "http" | "https")) {
        // As a browser writes it: with nothing in it that has to be encoded.
        Some(url) => Some(Spanned { value: url.into(), span }),
        None => {
            let message = format!("`{value}` is not the full address of a page");
            let help = "write it with https:// and the host, as it stands in the browser";
            fields.fault_at(span, (message, Some(help.into())));
            None
        }
    }
}

fn layout(fields: &mut Fields<'_>) -> Option<Spanned<Layout>> {
    let Spanned { value, span } = fields.filled("layout")?;
    let known = Layout::NAMES.iter().find(|(name, _)| *name == value);
    if known.is_none() {
        let names = Layout::NAMES.map(|(name, _)| name);
        let help = suggest::did_you_mean(&value, names)
            .unwrap_or_else(|| format!("take it out; a page can be {}", names.join(" or ")));
        fields.fault_at(span.clone(), (format!("there is no layout `{value}`"), Some(help)));
    }
    known.map(|(_, layout)| Spanned { value: *layout, span })
}

/// A cover and the words for those who can't see it belong together.
fn check_cover(source: &Source, front: &FrontMatter, faults: &mut Vec<Diagnostic>) {
    match (&front.image, &front.image_alt) {
        (Some(image), None) => {
            let fault = source.error(image.span.clone(), "this image has no alternative text");
            let help = "say in `image_alt` what it shows, for those who can't see it; \
                leave that empty if it is an ornament";
            faults.push(fault.help(help));
        }
        (None, Some(alt)) => {
            let fault = source.error(alt.span.clone(), "there is no `image` that this is about");
            faults.push(fault.help("name the file of the picture in `image`, or take this out"));
        }
        _ => {}
    }
}
