//! What the command line says of a blog, held against the same rules as its files.

use std::path::Path;

use diagnostics::{Report, Source, Spanned, suggest};

use super::{base_url, files::display_path, lists::Lists, site};

/// Whether authors and a series can be named in a new post of a content folder, in a language behind the
/// first if it is given.
///
/// # Errors
///
/// When there is a list that one of them is not in, something is wrong with a list, or the blog does not
/// have the language.
pub fn check_names(
    root: &Path,
    authors: &[String],
    series: Option<&str>,
    language: Option<&str>,
) -> Result<(), Report> {
    let mut faults = Vec::new();
    let shown = display_path(root);
    let lists = Lists::read(root, &shown, language, &mut faults);
    // The command line is a file of one line: faults in it are shown like any others.
    let mut refuse = |option: &str, name: &str, (message, help)| {
        let fault = Source::new(option, name).error(0..name.len(), message);
        faults.push(fault.maybe_help(help));
    };
    for author in authors {
        if let Err(fault) = lists.authors.byline(author) {
            refuse("--author", author, fault);
        }
    }
    if let Some(series) = series
        && let Err(fault) = lists.series.named(series)
    {
        refuse("--series", series, fault);
    }
    if let Some(language) = language {
        let known = site::languages(root, &shown);
        if !known.iter().any(|known| known == language) {
            let message = format!("`{language}` is no other language of the blog");
            let help = suggest::did_you_mean(language, known.iter().map(String::as_str));
            let help =
                help.unwrap_or_else(|| format!("add it to site.toml, as `[languages.{language}]`"));
            refuse("--language", language, (message, Some(help)));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Report::new(faults)) }
}

/// The first language of the blog of a content folder, as a BCP 47 tag.
pub fn first_language(root: &Path) -> String {
    site::first_language(root, &display_path(root))
}

/// Looks at an address that a blog is to be found at, as `site.toml` would have to hold it.
///
/// # Errors
///
/// When it is none that a site can have.
pub fn check_base_url(url: &str) -> Result<String, Report> {
    let mut faults = Vec::new();
    let source = Source::new("--base-url", url);
    let checked = base_url::check(&source, url, 0..url.len(), &mut faults);
    checked.ok_or_else(|| Report::new(faults))
}

/// Looks at the tag of a language, as `site.toml` would have to hold it.
///
/// # Errors
///
/// When it is not of the form that such a tag has.
pub fn check_language(tag: &str) -> Result<String, Report> {
    let mut faults = Vec::new();
    let source = Source::new("--language", tag);
    let tag = Spanned { value: tag.to_owned(), span: 0..tag.len() };
    let checked = site::check_language(&source, tag, &mut faults);
    if faults.is_empty() { Ok(checked) } else { Err(Report::new(faults)) }
}
