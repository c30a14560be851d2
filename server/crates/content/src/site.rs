//! What the blog says of itself: `content/site.toml`, once for each of its languages.

mod keys;

use std::path::Path;

use ::words::Words;
use diagnostics::{Diagnostic, Source, Span, Spanned};
use markdown::{Style, Typography};
use model::{AllowedHtml, Date, Link, Settings, Site, routes::Routes};
use values::{Language, Table, Value};

use super::{
    addresses::Addresses,
    base_url,
    boundary::read_if_there,
    frame,
    ids::of_language,
    languages::{self as tongues, Other},
    lint::Lint,
    old_feeds,
    own_files::OwnFiles,
    patterns::{OldPatterns, OwnPatterns},
    revisions::table::RevisionsTable,
    tools::Tools,
    words,
};

const FILE: &str = "site.toml";

/// The file, read.
#[derive(Debug)]
pub(super) struct SiteFile {
    /// What is faulty is empty in it and stands among the faults.
    pub(super) site: Site,
    /// The same goes for these.
    pub(super) settings: Settings,
    /// Whose anchors headings get.
    pub(super) anchors: Style,
    /// How the characters of texts are set.
    pub(super) typography: Typography,
    /// What texts are looked through for.
    pub(super) lint: Lint,
    /// What runs blocks of code.
    pub(super) tools: Tools,
    /// Under which terms the data of texts may be used that don't say so themselves.
    pub(super) data_license: Option<Link>,
    /// Paths of the host at which something else is than the site.
    pub(super) elsewhere: Vec<String>,
    /// Addresses that all posts had before.
    pub(super) old: OldPatterns,
    /// Old addresses of lists, each with the address that it leads to.
    pub(super) redirects: Vec<(Spanned<String>, Spanned<String>)>,
    /// What must not get out, as the file has it.
    pub(super) redaction: Option<Spanned<Table>>,
    /// How it is known how texts changed.
    pub(super) revisions: Option<RevisionsTable>,
    /// The patterns of addresses that its owner chose.
    pub(super) own: OwnPatterns,
    /// Where feeds were before.
    pub(super) feeds: old_feeds::UncheckedFeeds,
    /// What stands around the texts.
    pub(super) frame: frame::UnresolvedFrame,
    /// The files that its look and its frame name.
    pub(super) own_files: OwnFiles,
    pub(super) source: Option<Source>,
    /// The languages that the blog has behind this one.
    pub(super) others: Vec<Other>,
    /// Where the language is written.
    language: Option<Span>,
    /// Where the addresses of the links are written.
    links: Vec<Span>,
}

impl SiteFile {
    /// Reads the file; `url` replaces its base URL, and what has a last day is measured by `today`.
    pub(super) fn read(
        root: &Path,
        shown: &Path,
        url: Option<&str>,
        today: Date,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut file = match source(root, shown) {
            Ok(source) => site(source, root, today, faults),
            Err(fault) => {
                faults.push(*fault);
                let (site, settings) = (nameless(), Settings::default());
                let (anchors, typography) = (Style::default(), Typography::of(&site.language));
                let (elsewhere, old) = (Vec::new(), OldPatterns::default());
                Self {
                    site,
                    settings,
                    anchors,
                    typography,
                    lint: Lint::default(),
                    tools: Tools::new(),
                    data_license: None,
                    elsewhere,
                    others: Vec::new(),
                    old,
                    redirects: Vec::new(),
                    redaction: None,
                    revisions: None,
                    own: OwnPatterns::default(),
                    feeds: old_feeds::UncheckedFeeds::default(),
                    frame: frame::UnresolvedFrame::default(),
                    own_files: OwnFiles::of(root),
                    source: None,
                    language: None,
                    links: Vec::new(),
                }
            }
        };
        if let Some(url) = url {
            // The command line is a file of one line: faults in it are shown like any others.
            let source = Source::new("--base-url", url);
            let url = base_url::check(&source, url, 0..url.len(), faults);
            file.site.base_url = url.unwrap_or_default();
        }
        file.read_words(root, shown, words::FILE, faults);
        file
    }

    /// What the file says of the blog in another of its languages.
    pub(super) fn in_language(
        &self,
        other: &Other,
        root: &Path,
        shown: &Path,
        today: Date,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let source = self.source.clone()?;
        let tag = &other.tag.value;
        let mut file = keys::read(source, other.table.clone(), true, (root, today), faults);
        file.site.prefix = format!("/{tag}");
        file.site.base_url = match &*self.site.base_url {
            "" => String::new(),
            url => format!("{url}/{tag}"),
        };
        if !other.pins {
            file.frame.pin_if_there();
        }
        file.read_words(root, shown, &of_language(words::FILE, tag), faults);
        Some(file)
    }

    /// The language, where it is not the first one of the blog.
    pub(super) fn language(&self) -> Option<&str> {
        (!self.site.prefix.is_empty()).then_some(&*self.site.language)
    }

    /// Finds out what the interface says.
    fn read_words(&mut self, root: &Path, shown: &Path, own: &str, faults: &mut Vec<Diagnostic>) {
        let language = &self.site.language;
        let (words, missing) = words::read(root, shown, own, language, faults);
        if let (1.., Some(source), Some(place)) = (missing, &self.source, &self.language) {
            let message = format!(
                "the interface has no words in `{language}`: {missing} of its messages are in English"
            );
            let known: Vec<&str> = languages::known().collect();
            let help =
                format!("write them into {own} beside this file; known are {}", known.join(", "));
            faults.push(source.warning(place.clone(), message).help(help));
        }
        self.site.words = words;
    }

    /// A fault at a place of the file.
    pub(super) fn fault(&self, span: Span, message: String) -> Option<Diagnostic> {
        self.source.as_ref().map(|source| source.error(span, message))
    }

    /// Looks for the pages that links on every page lead to.
    pub(super) fn check_links(&self, addresses: &Addresses, faults: &mut Vec<Diagnostic>) {
        let Some(source) = &self.source else { return };
        for (link, span) in self.site.links.iter().zip(&self.links) {
            if let Err(broken) = addresses.resolve_of_site(&link.url) {
                let fault = source.error(span.clone(), broken.message);
                faults.push(fault.maybe_help(broken.help));
            }
        }
    }
}

/// The tags of the languages that the blog of a content folder has behind the first, as far as its
/// `site.toml` can be read.
pub(super) fn languages(root: &Path, shown: &Path) -> Vec<String> {
    let Some((source, table)) = readable(root, shown) else { return Vec::new() };
    let others = tongues::read(&source, &table, "", &mut Vec::new());
    others.into_iter().map(|other| other.tag.value).collect()
}

/// The first language of the blog of a content folder, as far as its `site.toml` can be read; else English.
pub(super) fn first_language(root: &Path, shown: &Path) -> String {
    let entries = readable(root, shown).map(|(_, table)| table.entries).unwrap_or_default();
    let language = entries.into_iter().find(|(key, _)| key.value == "language");
    match language.map(|(_, value)| value.value) {
        Some(Value::Text(tag)) => tag,
        _ => "en".to_owned(),
    }
}

/// `site.toml`, whatever is wrong with it.
fn readable(root: &Path, shown: &Path) -> Option<(Source, Table)> {
    let source = source(root, shown).ok()?;
    let whole = 0..source.text().len();
    let table = values::parse(&source, whole, Language::Toml, &mut Vec::new()).unwrap_or_default();
    Some((source, table))
}

fn source(root: &Path, shown: &Path) -> Result<Source, Box<Diagnostic>> {
    read_if_there(root, shown, FILE)?.ok_or_else(|| {
        Box::new(Diagnostic::of_file(shown.join(FILE), "there is no such file").help(
            "a blog needs one, such as\ntitle = \"Engineering blog\"\nbase_url = \"https://blog.example.org\"",
        ))
    })
}

fn nameless() -> Site {
    Site {
        title: String::new(),
        tagline: String::new(),
        introduction: String::new(),
        base_url: String::new(),
        prefix: String::new(),
        routes: Routes::default(),
        language: "en".into(),
        author: String::new(),
        contact: None,
        license: None,
        links: Vec::new(),
        unsearched: false,
        html: AllowedHtml::default(),
        words: Words::default(),
    }
}

fn site(source: Source, root: &Path, today: Date, faults: &mut Vec<Diagnostic>) -> SiteFile {
    let before = faults.len();
    let whole = 0..source.text().len();
    let table = values::parse(&source, whole, Language::Toml, faults).unwrap_or_default();
    // In a table with faults a key that is not there may be one that could not be read.
    let complete = faults.len() == before;
    let several = table.entries.iter().any(|(key, _)| key.value == "languages");
    let whole = several.then(|| table.clone());
    let mut file = keys::read(source, table, complete, (root, today), faults);
    if let (Some(whole), Some(source)) = (whole, &file.source) {
        let first = &file.site.language;
        file.others = tongues::read(source, &whole, first, faults);
        for other in &mut file.others {
            other.tag.value = check_language(source, other.tag.clone(), faults);
        }
    }
    file
}

/// A language tag goes into an attribute of every page: only its form is checked.
pub(super) fn check_language(
    source: &Source,
    language: Spanned<String>,
    faults: &mut Vec<Diagnostic>,
) -> String {
    let of_form = language.value.split('-').enumerate().all(|(at, part)| {
        let letters_only = at > 0 || part.chars().all(|c| c.is_ascii_alphabetic());
        (1..=8).contains(&part.len())
            && (at > 0 || part.len() >= 2)
            && letters_only
            && part.chars().all(|c| c.is_ascii_alphanumeric())
    });
    if !of_form {
        let message = format!("`{}` is not the tag of a language", language.value);
        let fault = source.error(language.span, message);
        faults.push(fault.help("write a tag such as `en`, `pl` or `pt-BR`"));
    }
    language.value
}
