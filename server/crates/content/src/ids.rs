//! Lists that posts pick from by ids: the tables of a TOML file, each under a name that also stands
//! in addresses.

use std::path::Path;

use diagnostics::{Diagnostic, Faults, Severity, Source, Spanned, suggest};
use model::Slug;
use values::{Fields, Language, Value};

use super::boundary::read_if_there;

/// A file of the content folder that may be missing.
pub(super) fn read_file(
    root: &Path,
    shown: &Path,
    name: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<Source> {
    read_if_there(root, shown, name).unwrap_or_else(|fault| {
        faults.push(*fault);
        None
    })
}

/// The same of a file that a language may have for itself: `authors.de.toml` comes before
/// `authors.toml`. `language` is `None` for the first language of a blog.
pub(super) fn read_in_language(
    root: &Path,
    shown: &Path,
    name: &str,
    language: Option<&str>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Source> {
    let own = language.map(|language| of_language(name, language));
    let own = own.and_then(|name| read_file(root, shown, &name, faults));
    own.or_else(|| read_file(root, shown, name, faults))
}

/// What a file is called that is for one language: `authors.de.toml`.
pub(super) fn of_language(name: &str, language: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{language}.{ending}"),
        None => format!("{name}.{language}"),
    }
}

/// The tables of a file, each of which is called `what`: its id, the name that readers see, which
/// stands under `key`, and what `read` makes of its other fields.
pub(super) fn tables<T>(
    source: &Source,
    what: &str,
    key: &'static str,
    faults: &mut Vec<Diagnostic>,
    read: impl Fn(&mut Fields<'_>) -> T,
) -> Vec<(Slug, String, T)> {
    let whole = 0..source.text().len();
    let table = values::parse(source, whole, Language::Toml, faults).unwrap_or_default();
    let mut told = Faults::new(faults);
    let mut tables = Vec::new();
    for (id, node) in table.entries {
        let Value::Table(table) = node.value else {
            let message = format!("{what} is a table, and `{}` is {}", id.value, node.value.kind());
            told.add(Severity::Error, message, |message| {
                let help = format!("write\n[{}]\n{key} = \"…\"", id.value);
                source.error(id.span.clone(), message).help(help)
            });
            continue;
        };
        let mut found = Vec::new();
        let mut fields = Fields::new(source, table, &mut found);
        let named = fields.has(key);
        let name = fields.filled(key);
        let other = read(&mut fields);
        fields.finish();
        if !named {
            let fault = source.error(id.span.clone(), format!("`{}` has no `{key}`", id.value));
            found.push(fault.help(format!("add a line `{key} = \"…\"` below it")));
        }
        // What is faulty is still known, so that no post is blamed for naming it.
        let name = name.map_or_else(|| id.value.clone(), |name| name.value);
        tables.extend(check(source, &id, &mut found).map(|id| (id, name, other)));
        found.into_iter().for_each(|fault| told.push(fault));
    }
    tables
}

/// An id that can stand in an address; for one that can't, the nearest that can.
fn check(source: &Source, id: &Spanned<String>, faults: &mut Vec<Diagnostic>) -> Option<Slug> {
    match id.value.parse::<Slug>() {
        Ok(id) => Some(id),
        Err(invalid) => {
            let message = format!("`{}` can't be an id: {invalid}", id.value);
            let help = invalid.suggestion().map(|id| format!("write `[{id}]`"));
            faults.push(source.error(id.span.clone(), message).maybe_help(help));
            Slug::nearest(&id.value)
        }
    }
}

/// Which of some entries, each with its id and the name that readers see, an id means; else what is
/// wrong with it, and the remedy. `key` is what `file` calls the name.
pub(super) fn find<'a>(
    file: &str,
    key: &str,
    id: &str,
    entries: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Result<usize, (String, Option<String>)> {
    if let Some(at) = entries.clone().position(|(known, _)| known == id) {
        return Ok(at);
    }
    let named = entries.clone().find(|(_, name)| name.to_lowercase() == id.to_lowercase());
    let help = match named {
        Some((known, _)) => format!("write its id, `{known}`"),
        None => suggest::did_you_mean(id, entries.map(|(known, _)| known)).unwrap_or_else(|| {
            let id = Slug::nearest(id).map_or_else(|| "an-id".to_owned(), |id| id.to_string());
            format!("add `[{id}]` with a `{key}` to {file}")
        }),
    };
    Err((format!("{file} has no `{id}`"), Some(help)))
}
