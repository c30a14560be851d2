//! The keys of `site.toml`: all are taken out of their table, so that one too many is found, and then read.

use std::path::Path;

use ::words::Words;
use diagnostics::{Diagnostic, Source, Spanned, suggest};
use markdown::{Style, Typography};
use model::{AllowedHtml, Date, Link, Site};
use values::{Fields, Table, Value};

use super::{SiteFile, check_language};
use crate::{
    base_url, byline, frame, links::link, lint::Lint, old_feeds, own_files::OwnFiles, patterns,
    revisions::table::RevisionsTable, settings, tools,
};

/// What the table says, as it stands there.
struct Keys {
    title: String,
    author: Option<String>,
    tagline: String,
    introduction: String,
    base_url: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    contact: Option<Spanned<String>>,
    license: Option<Spanned<Value>>,
    data_license: Option<Spanned<Value>>,
    links: Vec<Spanned<Value>>,
    unsearched: bool,
    html: Option<Spanned<Table>>,
    anchors: Option<Spanned<Table>>,
    typography: Option<Spanned<Table>>,
    lint: Option<Spanned<Table>>,
    run: Option<Spanned<Table>>,
    settings: settings::SettingTables,
    frame: frame::FrameTables,
    elsewhere: Vec<String>,
    permalinks: Option<Spanned<Table>>,
    redirects: Option<Spanned<Table>>,
    redaction: Option<Spanned<Table>>,
    revisions: Option<Spanned<Table>>,
    feeds: Option<Spanned<Table>>,
}

/// What a table of the file says of the blog in one language. In one that is not `complete`, a key that is
/// not there may be one that could not be read.
pub(super) fn read(
    source: Source,
    table: Table,
    complete: bool,
    (root, today): (&Path, Date),
    faults: &mut Vec<Diagnostic>,
) -> SiteFile {
    Keys::take(&source, table, complete, faults).read(source, root, today, faults)
}

impl Keys {
    fn take(source: &Source, table: Table, complete: bool, faults: &mut Vec<Diagnostic>) -> Self {
        let mut fields = Fields::new(source, table, faults);
        let needed = [("title", "Engineering blog"), ("base_url", "https://blog.example.org")];
        for (key, example) in needed {
            if complete && !fields.has(key) {
                let fault = source.error(0..0, format!("there is no `{key}`"));
                fields.fault(fault.help(format!("add a line such as `{key} = \"{example}\"`")));
            }
        }
        let optional =
            |text: Option<Spanned<String>>| text.map_or_else(String::new, |text| text.value);
        // The keys are named in the order in which they are taken.
        let title = optional(fields.filled("title"));
        let author = fields.filled("author").map(|Spanned { value, span }| {
            if let Err(fault) = byline::read(&value) {
                fields.fault_at(span, fault);
            }
            value
        });
        let keys = Self {
            title,
            author,
            tagline: optional(fields.text("tagline")),
            introduction: optional(fields.text("introduction")),
            base_url: fields.filled("base_url"),
            language: fields.filled("language"),
            contact: fields.filled("contact"),
            license: fields.any("license"),
            data_license: fields.any("data_license"),
            links: fields.list("links"),
            unsearched: fields.truth("search") == Some(false),
            html: fields.table("html"),
            anchors: fields.table("anchors"),
            typography: fields.table("typography"),
            lint: fields.table("lint"),
            run: fields.table("run"),
            settings: settings::SettingTables::take(&mut fields),
            frame: frame::FrameTables::take(&mut fields),
            elsewhere: elsewhere(&mut fields),
            permalinks: fields.table("permalinks"),
            redirects: fields.table("redirects"),
            redaction: fields.table("redaction"),
            revisions: fields.table("revisions"),
            feeds: fields.table("feeds"),
        };
        // Others read what stands in it.
        fields.table("languages");
        fields.finish();
        keys
    }

    fn read(
        self,
        source: Source,
        root: &Path,
        today: Date,
        faults: &mut Vec<Diagnostic>,
    ) -> SiteFile {
        let feeds = self
            .feeds
            .map(|table| old_feeds::UncheckedFeeds::read(&source, table.value, faults))
            .unwrap_or_default();
        let revisions = self.revisions.map(|table| RevisionsTable::read(&source, table, faults));
        let permalinks = self.permalinks.map(|table| patterns::read(&source, table.value, faults));
        let (old, own) = permalinks.unwrap_or_default();
        let redirects = self.redirects.map(|table| redirects(&source, table.value, faults));
        let html = self.html.map(|table| allowed_html(&source, table.value, faults));
        let anchors = self.anchors.map(|table| anchors(&source, table.value, faults));
        let lint = self.lint.map(|table| Lint::read(&source, table.value, faults));
        let tools = self.run.map(|table| tools::read(&source, table.value, faults));
        let url = self.base_url.as_ref().map_or("", |url| &*url.value);
        let mut own_files = OwnFiles::of(root);
        let settings = self.settings.read(&source, url, today, &mut own_files, faults);
        let frame = self.frame.read(&source, faults);
        let tag = self.language.as_ref().map(|language| language.span.clone());
        let before = faults.len();
        let language =
            self.language.map_or_else(|| "en".into(), |tag| check_language(&source, tag, faults));
        // Of what is no tag there is nothing more to say.
        let tag = tag.filter(|_| faults.len() == before);
        let rules = self.typography.map(|table| table.value).unwrap_or_default();
        let typography = typography(&source, rules, &language, faults);
        let mut linked = |value: Option<Spanned<Value>>| -> Option<Link> {
            value.and_then(|value| link(&source, value, faults)).map(|(link, _)| link)
        };
        let (license, data_license) = (linked(self.license), linked(self.data_license));
        let links = self.links.into_iter().filter_map(|node| link(&source, node, faults));
        let (links, places) = links.unzip();
        let site = Site {
            // A post has an author even where nobody is named.
            author: self.author.unwrap_or_else(|| typography.line(&self.title)),
            title: typography.line(&self.title),
            tagline: typography.line(&self.tagline),
            introduction: typography.line(&self.introduction),
            base_url: self
                .base_url
                .and_then(|url| base_url::check(&source, &url.value, url.span, faults))
                .unwrap_or_default(),
            prefix: String::new(),
            routes: own.routes(),
            language,
            contact: self.contact.and_then(|address| contact(&source, address, faults)),
            license,
            links,
            unsearched: self.unsearched,
            html: html.unwrap_or_default(),
            words: Words::default(),
        };
        SiteFile {
            site,
            settings,
            anchors: anchors.unwrap_or_default(),
            typography,
            lint: lint.unwrap_or_default(),
            tools: tools.unwrap_or_default(),
            data_license,
            elsewhere: self.elsewhere,
            others: Vec::new(),
            old,
            redirects: redirects.unwrap_or_default(),
            redaction: self.redaction,
            revisions,
            own,
            feeds,
            frame,
            own_files,
            source: Some(source),
            language: tag,
            links: places,
        }
    }
}

/// The paths of the host that are not the site's.
fn elsewhere(fields: &mut Fields<'_>) -> Vec<String> {
    let mut paths = Vec::new();
    for Spanned { value, span } in fields.texts("external_paths").unwrap_or_default() {
        if value.starts_with('/') && !value.starts_with("//") && !value.contains(['?', '#']) {
            paths.push(value);
        } else {
            let message = format!("`{value}` is not a path on the host of this site");
            let help = "write it as \"/docs/\" for a folder, or \"/page\" for one address";
            fields.fault_at(span, (message, Some(help.into())));
        }
    }
    paths
}

/// Old addresses, each with the one that it leads to. Which of them there are is known later.
fn redirects(
    source: &Source,
    table: Table,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(Spanned<String>, Spanned<String>)> {
    let mut redirects = Vec::new();
    for (from, Spanned { value, span }) in table.entries {
        let Value::Text(to) = value else {
            let fault = source.error(span, format!("`{}` is no text", from.value));
            faults.push(fault.help("write where it leads: \"/categories/ops/\" = \"/tags/ops/\""));
            continue;
        };
        redirects.push((from, Spanned { value: to, span }));
    }
    redirects
}

/// What the HTML in texts may hold.
fn allowed_html(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> AllowedHtml {
    let mut fields = Fields::new(source, table, faults);
    let allowed = AllowedHtml {
        scripts: fields.truth("scripts").unwrap_or_default(),
        styles: fields.truth("styles").unwrap_or_default(),
    };
    fields.finish();
    allowed
}

/// Whose anchors headings get.
fn anchors(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> Style {
    let mut fields = Fields::new(source, table, faults);
    let style = fields.filled("style");
    fields.finish();
    let Some(style) = style else { return Style::default() };
    let known = Style::ALL.into_iter().find(|known| known.key() == style.value);
    known.unwrap_or_else(|| {
        let keys = Style::ALL.map(Style::key);
        let fault = source.error(style.span, format!("there are no anchors of `{}`", style.value));
        let help = suggest::did_you_mean(&style.value, keys);
        faults
            .push(fault.help(help.unwrap_or_else(|| format!("write one of {}", keys.join(", ")))));
        Style::default()
    })
}

/// Which characters of texts are replaced.
fn typography(
    source: &Source,
    table: Table,
    language: &str,
    faults: &mut Vec<Diagnostic>,
) -> Typography {
    let all = Typography::of(language);
    let mut fields = Fields::new(source, table, faults);
    let mut wanted = |key| fields.truth(key).unwrap_or(true);
    let typography = Typography {
        quotes: all.quotes.filter(|_| wanted("quotes")),
        dashes: wanted("dashes"),
        ellipses: wanted("ellipses"),
        emoji: wanted("emoji"),
    };
    fields.finish();
    typography
}

/// Where readers write to.
fn contact(
    source: &Source,
    Spanned { value, span }: Spanned<String>,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let begins = |scheme: &str| value.len() > scheme.len() && value.starts_with(scheme);
    let whole = !value.contains(|c: char| c.is_whitespace() || c.is_control());
    if whole && ["mailto:", "https://"].into_iter().any(begins) {
        return Some(value);
    }
    let help = match whole && value.contains('@') && !value.contains(':') {
        true => format!("write `mailto:{value}`"),
        false => "begin it with mailto: or https://, and write a space in it as %20".to_owned(),
    };
    let message = format!("`{value}` is no address that readers can write to");
    faults.push(source.error(span, message).help(help));
    None
}
