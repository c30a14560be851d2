//! `cargo xtask size`: what a first visit costs its reader, measured and written into the README.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::setup;
use crate::site;

/// What the table in the README stands between.
const BEGIN: &str = "<!-- sizes: written by `cargo xtask size` -->\n";
const END: &str = "<!-- end of sizes -->";

/// Builds the site as far as need be, measures it, prints the table and puts it into the README.
pub(crate) fn run(project: &Project) -> Result<ExitCode> {
    setup::run(project, false)?;
    let site = site::bring_up_to_date(project, None)?.folder;
    let package = site.join("pkg");
    let later = ["search.", "read.", "morph.", "offline.", "islands.", "incidents.", "services."];
    let app = |path: &Path| !later.iter().any(|stem| is_called(path, stem));
    let wasm = total(&package, "wasm", app)?;
    let script = total(&package, "js", app)?;
    let style = total(&package, "css", app)?;
    let module = |stem: &'static str| {
        let is_its = move |path: &Path| is_called(path, stem);
        Ok::<_, Error>(total(&package, "wasm", is_its)? + total(&package, "js", is_its)?)
    };
    let search = module("search.")?;
    let (islands, incidents) = (module("islands.")?, module("incidents.")?);
    let reading = module("read.")? + module("morph.")? + module("offline.")?;
    let home = compressed(&site.join("index.html"))?;
    let posts = posts(&site)?;
    let largest = posts.iter().max().copied().unwrap_or_default();

    let mut table = String::from("| Part of a first visit | bytes, brotli |\n|---|---:|\n");
    for (part, bytes) in [
        ("wasm", wasm),
        ("script", script),
        ("wasm and script", wasm + script),
        ("style sheet", style),
        ("home page, with the style it needs", home),
        ("longest post", largest),
        ("the comforts of reading, once somebody reads", reading),
        ("the search, once somebody means to search", search),
        ("islands, once somebody reads a page with a figure that has one", islands),
        ("the filter of incidents, once somebody reads the page that has it", incidents),
    ] {
        // Writing to a string can't fail.
        let _ = writeln!(table, "| {part} | {} |", thousands(bytes));
    }
    print!("{table}");

    let readme = project.root.join("README.md");
    let text =
        fs::read_to_string(&readme).map_err(|reason| Error::file("read", &readme, &reason))?;
    let text = replaced(&text, &table).ok_or_else(|| {
        Error::new(format!("{} has no place for the sizes: {BEGIN}…{END}", readme.display()))
    })?;
    fs::write(&readme, text).map_err(|reason| Error::file("write", &readme, &reason))?;
    Ok(ExitCode::SUCCESS)
}

/// The text with the table in its place.
fn replaced(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{table}{END}{after}"))
}

/// `97281` as `97,281`.
fn thousands(bytes: u64) -> String {
    let digits = bytes.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Whether the name of a file of the package begins so.
fn is_called(path: &Path, stem: &str) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(stem.as_bytes()))
}

/// The compressed size of the files in a folder with an extension that is asked for: of each name before
/// its hash the newest, since those of earlier builds are kept for a while.
fn total(folder: &Path, extension: &str, counts: impl Fn(&Path) -> bool) -> Result<u64> {
    let mut newest = BTreeMap::new();
    for path in entries(folder)? {
        if path.extension() != Some(OsStr::new(extension)) || !counts(&path) {
            continue;
        }
        let written = fs::metadata(&path)
            .and_then(|data| data.modified())
            .map_err(|reason| Error::file("read", &path, &reason))?;
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default().to_owned();
        let file = newest.entry(stem).or_insert((written, path.clone()));
        *file = (written, path).max(file.clone());
    }
    newest.values().map(|(_, path)| compressed(path)).sum()
}

/// The compressed size of every post's page.
fn posts(site: &Path) -> Result<Vec<u64>> {
    let folders = entries(&site.join("posts"))?;
    folders.iter().map(|post| compressed(&post.join("index.html"))).collect()
}

fn compressed(file: &Path) -> Result<u64> {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    let file = PathBuf::from(name);
    let data = fs::metadata(&file).map_err(|reason| Error::file("read", &file, &reason))?;
    Ok(data.len())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |reason| Error::file("read", folder, &reason);
    let entries = fs::read_dir(folder).map_err(failed)?;
    entries.map(|entry| Ok(entry.map_err(failed)?.path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let text = format!("before\n{BEGIN}old\n{END}\nafter");
        let expected = format!("before\n{BEGIN}new\n{END}\nafter");
        assert_eq!(replaced(&text, "new\n").as_deref(), Some(&*expected));
        assert_eq!(replaced("no marks", "new\n"), None);
    }

    #[test]
    fn bytes_are_grouped_by_thousands() {
        assert_eq!(
            [7, 895, 1000, 97_281, 1_234_567].map(thousands),
            ["7", "895", "1,000", "97,281", "1,234,567"]
        );
    }
}
