//! Moves a blog of another generator into a content folder that builds at once.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use content::RenderCache;
use diagnostics::{Diagnostic, Error, Result, Severity};
use images::Effort;
use import::{ImportJob, ImportReport, Imported, NewFile};
use model::Date;
use store::Cache;

/// How often the texts are checked at most: what becomes a draft can make others fail that link to
/// it.
const ROUNDS: usize = 8;

/// How the faults end of pictures that no browser could show.
const UNREADABLE: [&str; 4] = [
    "it is no picture that browsers show",
    "it is not whole",
    "it is empty",
    "it has no width and height, and no viewBox",
];

/// How the fault ends of a redirect to a list that only texts had which became drafts.
const NO_PAGE: &str = "is the address of no page";

/// What the fault has of a picture that has more pixels than any is made smaller from.
const TOO_LARGE: &str = " megapixels (";

/// The fault of a link to what is not there.
const NOWHERE: &str = "this link leads nowhere";

/// How the fault ends of a link to a text that became a draft.
const DRAFTED: &str = "is a draft, and not part of this site";

/// Imports a blog into a folder. A text that does not pass the check becomes a draft that says why.
/// With `dry_run` nothing is written.
///
/// # Errors
///
/// When the source can't be read, or the folder can't be written.
pub fn move_in(job: &ImportJob, to: &Path, today: Date, dry_run: bool) -> Result<ImportReport> {
    keep_apart(&job.source, to)?;
    let refused = |refused: import::Refused| Error::new(refused.to_string());
    let mut imported = import::import(job).map_err(refused)?;
    settle(&mut imported, today)?;
    if !dry_run {
        imported.write(to).map_err(|reason| Error::file("write", to, &reason))?;
    }
    Ok(imported.report)
}

/// The source is never written to, so the target lies elsewhere.
fn keep_apart(source: &Path, to: &Path) -> Result<()> {
    let Ok(source) = source.canonicalize() else { return Ok(()) };
    let there = to.ancestors().find_map(|place| {
        // The folder is not there yet, those above it are.
        let place = if place == Path::new("") { Path::new(".") } else { place };
        place.canonicalize().ok()
    });
    if source.is_dir() && there.is_some_and(|there| there.starts_with(&source)) {
        let message = format!(
            "{} lies in the blog that is imported, which stays as it is: name a folder elsewhere",
            to.display()
        );
        return Err(Error::new(message));
    }
    Ok(())
}

/// Checks what was imported as a build does, and mends or drafts what fails.
fn settle(imported: &mut Imported, today: Date) -> Result<()> {
    let temporary = tempfile::Builder::new().prefix("blog-import-").tempdir();
    let folder =
        temporary.map_err(|reason| Error::new(format!("no room to check it: {reason}")))?;
    let unwritten = |reason| Error::file("write", folder.path(), &reason);
    imported.stage(folder.path()).map_err(unwritten)?;
    let options = content::LoadOptions {
        drafts: false,
        future: true,
        apart: false,
        today,
        base_url: None,
        cache: Cache::temporary(),
        pictures: Effort::Checked,
    };
    let shown = content::display_path(folder.path());
    // What passed is not rendered again in the next round.
    let mut memory = RenderCache::default();
    for _ in 0..ROUNDS {
        let Err(report) = content::load_again(folder.path(), &options, &mut memory) else {
            return Ok(());
        };
        let mut faults: BTreeMap<PathBuf, Vec<&Diagnostic>> = BTreeMap::new();
        for fault in report.diagnostics.iter().filter(|fault| fault.severity == Severity::Error) {
            let path = fault.path.strip_prefix(&shown).unwrap_or(&fault.path);
            faults.entry(path.to_owned()).or_default().push(fault);
        }
        let mut changed = false;
        for (path, faults) in &faults {
            changed |= settle_text(imported, path, faults);
            if let Some(NewFile::Text(text)) =
                path.to_str().and_then(|path| imported.files.get(path))
            {
                fs::write(folder.path().join(path), text).map_err(unwritten)?;
            }
        }
        if !changed {
            break;
        }
    }
    Ok(())
}

/// Mends the faults of a text, or makes it a draft; returns whether anything changed.
fn settle_text(imported: &mut Imported, path: &Path, faults: &[&Diagnostic]) -> bool {
    let Some(name) = path.to_str() else { return false };
    let (mut notes, mut left) = (Vec::new(), Vec::new());
    // From the end, so that a place stays what it is until it is looked at.
    let mut faults: Vec<&Diagnostic> = faults.to_vec();
    faults.sort_by_key(|fault| Reverse((fault.line, fault.column)));
    for fault in faults {
        let origin = imported.origin(path, fault.line);
        let (file, line) =
            origin.map_or((name.to_owned(), fault.line), |(file, line)| (file.to_owned(), line));
        match mended(imported, name, fault) {
            Some((what, is_usual)) => notes.push((what, is_usual, file, line)),
            None => left.push((file, line, fault.message.clone())),
        }
    }
    left.reverse();
    let mended = !notes.is_empty();
    for (what, is_usual, file, line) in notes.into_iter().rev() {
        match is_usual {
            true => imported.report.became(what, &file, line),
            false => imported.report.hand(what, &file, line),
        }
    }
    // What is mended may be all that was wrong: the next round tells.
    if mended || left.is_empty() {
        return mended;
    }
    let is_draft = matches!(imported.files.get(name), Some(NewFile::Text(text)) if text.starts_with("+++\n# A draft"));
    for (file, line, message) in &left {
        let what = match name.ends_with(".md") {
            true => format!("a draft now, since {message}"),
            false => format!("the site does not build: {message}"),
        };
        imported.report.hand(what, file, *line);
    }
    if is_draft || !name.ends_with(".md") {
        return false;
    }
    let said: Vec<String> =
        left.iter().map(|(file, line, message)| format!("{file}:{line}: {message}")).collect();
    imported.draft(name, &said);
    true
}

/// Mends a fault of a text, if that can be done: what the report says of it, and whether nobody has to look at it.
fn mended(imported: &mut Imported, name: &str, fault: &Diagnostic) -> Option<(String, bool)> {
    if mend(imported, name, fault) {
        return Some((mended_words(&fault.message).to_owned(), true));
    }
    if is_unreadable(&fault.message) && imported.unpicture(name, fault.line, fault.column) {
        return Some((format!("a picture: its words stay, since {}", fault.message), false));
    }
    imported.refit(name, fault.line, fault.column, &fault.message)
}

/// Whether a fault is that of a picture that can't be shown as it is.
fn is_unreadable(message: &str) -> bool {
    message.contains(TOO_LARGE) || UNREADABLE.iter().any(|end| message.ends_with(end))
}

/// What the report says of a fault that was mended.
fn mended_words(message: &str) -> &'static str {
    if message.contains("has no place `#") {
        "a link to a place that its page has not: to the page"
    } else if message.ends_with(DRAFTED) {
        "a link to a draft: its words"
    } else if message.ends_with(NO_PAGE) {
        "an old address of a list that only drafts would be in: it leads to all posts"
    } else if message == NOWHERE {
        "a link to nothing that the source has: its words"
    } else {
        "an old address that something else has: left out"
    }
}

/// Mends what can be mended without losing words: a place in a page that is not there, a link that leads
/// nowhere, an old address that is taken, and one that leads to a list that is not there.
fn mend(imported: &mut Imported, path: &str, fault: &Diagnostic) -> bool {
    if let Some((_, place)) = fault.message.split_once("has no place `") {
        let place = place.trim_end_matches('`');
        return imported.unplace(path, fault.line, place);
    }
    if fault.message.ends_with(DRAFTED) || fault.message == NOWHERE {
        // What has a definition is written there.
        let file = fault.message.split('`').nth(1).unwrap_or_default();
        return imported.unlink(path, fault.line, fault.column)
            || (fault.message.ends_with(DRAFTED) && imported.undefine(path, file));
    }
    let alias = fault.message.split('`').nth(1).unwrap_or_default();
    if fault.message.ends_with(NO_PAGE) {
        let all = imported.archive();
        return alias != all
            && imported.replace(
                path,
                fault.line,
                1,
                &format!("= \"{alias}\""),
                &format!("= \"{all}\""),
            );
    }
    let is_alias = fault.source.as_deref().is_some_and(|line| line.starts_with("aliases = "));
    let written = [format!("\"{alias}\", "), format!(", \"{alias}\""), format!("\"{alias}\"")];
    is_alias && written.iter().any(|written| imported.replace(path, fault.line, 1, written, ""))
}
