//! The files in the folder of a text. Those are published that a text refers to, that its head names
//! under `files`, or that such a file refers to in its turn. Notes, sources of drawings, photographs as
//! the camera wrote them: the others stay where they are, and the writer is told.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use diagnostics::{Diagnostic, LARGEST, Spanned, first_names, read_bounded};
use images::{Asset, PictureError};
use markdown::Target;
use percent_encoding::percent_decode_str;

use super::{addresses::Addresses, picture::PictureContext, render::RenderedText};

/// Files that others may be named in.
const NAMING: [&str; 6] = ["css", "htm", "html", "js", "json", "mjs"];

/// The files that the heads of texts name; what is wrong with them goes to `faults`.
pub(super) fn named(
    root: &Path,
    texts: &[RenderedText],
    beside: PictureContext<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Asset> {
    let mut assets = Vec::new();
    for RenderedText { draft, .. } in texts {
        let route = draft.route();
        let place = draft.place(&route);
        let here = draft.file.path.parent().unwrap_or(Path::new(""));
        for Spanned { value, span } in &draft.front.files {
            let wanted = here.join(value);
            let within = draft.file.beside.iter().filter(|file| file.starts_with(&wanted));
            let mut files: Vec<(PathBuf, String)> = within
                .map(|file| (root.join(file), beside.addresses.site_path(file, Some(place))))
                .collect();
            if files.is_empty() {
                match beside.addresses.resolve(value, place) {
                    Ok(Target::File { file, path, .. }) => files.push((file, path)),
                    Ok(_) => {
                        let message = format!("there is no file `{value}`");
                        let help = "name a file as it lies from this one, or a folder beside it";
                        faults.push(draft.source.error(span.clone(), message).help(help));
                    }
                    Err(broken) => {
                        let fault = draft.source.error(span.clone(), broken.message);
                        faults.push(fault.maybe_help(broken.help));
                    }
                }
            }
            for (file, path) in files {
                if let Some(reason) = beside.addresses.conflict_at(&path) {
                    let message = format!("no file can be published at `{path}`, which {reason}");
                    let help = "give the file, or its folder, another name";
                    faults.push(draft.source.error(span.clone(), message).help(help));
                    continue;
                }
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                match beside.pictures.offered(file, path) {
                    Ok((asset, _)) => assets.push(asset),
                    Err(PictureError { message, help }) => {
                        let message = format!("`{name}`: {message}");
                        faults.push(draft.source.error(span.clone(), message).help(help));
                    }
                }
            }
        }
    }
    assets
}

/// The files in the folders of texts that others of them need: what a page of HTML loads that a text
/// links to.
pub(super) fn needed(
    root: &Path,
    texts: &[RenderedText],
    assets: &[Asset],
    addresses: &Addresses,
) -> Vec<Asset> {
    let mut known: HashSet<PathBuf> = assets.iter().map(|asset| asset.source.clone()).collect();
    let mut more = Vec::new();
    for RenderedText { draft, .. } in texts {
        let beside: Vec<PathBuf> = draft.file.beside.iter().map(|file| root.join(file)).collect();
        let mut open: Vec<&PathBuf> = beside.iter().filter(|file| known.contains(*file)).collect();
        while let Some(file) = open.pop() {
            for name in names_in(file) {
                let Some(wanted) = beside.iter().position(|other| *other == name) else { continue };
                let route = draft.route();
                let place = Some(draft.place(&route));
                let path = addresses.site_path(&draft.file.beside[wanted], place);
                if addresses.conflict_at(&path).is_none() && known.insert(beside[wanted].clone()) {
                    more.push(Asset::whole(&beside[wanted], path));
                    open.push(&beside[wanted]);
                }
            }
        }
    }
    more
}

/// Every path that a file may mean by what it holds, if it is of a kind that names others.
fn names_in(file: &Path) -> HashSet<PathBuf> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !NAMING.contains(&ending) {
        return HashSet::new();
    }
    let bytes = read_bounded(file, LARGEST).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let here = file.parent().unwrap_or(Path::new(""));
    let ends = |c: char| matches!(c, '"' | '\'' | '`' | '(' | ')' | '<' | '>');
    let quoted = text.split(ends);
    let names = quoted.flat_map(|part| part.split([',', ' ', '\n', '=']).chain([part]));
    names
        .filter(|name| !name.is_empty() && name.len() < 1_000)
        .map(|name| {
            let path = name.split(['?', '#']).next().unwrap_or_default().trim();
            lexically(here, &percent_decode_str(path).decode_utf8_lossy())
        })
        .collect()
}

/// A path from a folder, without `.` and `..`.
fn lexically(folder: &Path, path: &str) -> PathBuf {
    let mut whole = folder.to_owned();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

/// A word on the files that are left out, for each folder, which a text and its translations share.
pub(super) fn left_out<'a>(
    root: &Path,
    texts: impl Iterator<Item = &'a RenderedText>,
    assets: &[Asset],
) -> Vec<Diagnostic> {
    let mut told = HashSet::new();
    let known: HashSet<&Path> = assets.iter().map(|asset| &*asset.source).collect();
    let warning = |RenderedText { draft, made }: &'a RenderedText| {
        let folder = draft.file.folder.as_deref().filter(|folder| told.insert(*folder))?;
        let is_used = |file: &PathBuf| known.contains(&**file) || made.rendered.used.contains(file);
        let beside = draft.file.beside.iter().filter(|file| !is_used(&root.join(file)));
        let names: Vec<String> = beside
            .filter_map(|file| Some(file.strip_prefix(folder).ok()?.display().to_string()))
            .collect();
        let first = names.first()?;
        let listed = first_names(names.iter().map(|name| format!("`{name}`")));
        let message = format!("nothing refers to what lies here: {listed}");
        let files = match draft.source.text().starts_with('-') {
            true => format!("files: [{first}]"),
            false => format!("files = [\"{first}\"]"),
        };
        let help =
            format!("it is not published; link to what readers should have, or name it: `{files}`");
        Some(Diagnostic::warning_of_file(draft.source.path(), message).help(help))
    };
    texts.filter_map(warning).collect()
}
