//! The owner's own shortcodes: `content/shortcodes/<name>.html`.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Mutex, PoisonError},
};

use diagnostics::{Diagnostic, Source};
use model::Site;
use shortcodes::{Shortcode, TemplateValue, Templates};
use store::{Key, fs::entries};

use super::boundary::{Boundary, PathKind};

const FOLDER: &str = "shortcodes";
/// How deep folders may lie in it.
const DEPTH: usize = 4;
/// How a template's file ends.
const ENDING: &str = "html";

/// Reads all of them; with them come those that every blog has.
pub(super) fn read(root: &Path, shown: &Path, faults: &mut Vec<Diagnostic>) -> Templates {
    let mut own = Vec::new();
    let boundary = Boundary::of(root);
    let mut folders = vec![(Path::new(FOLDER).to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        match boundary.look(&folder) {
            PathKind::Folder if depth <= DEPTH => {}
            PathKind::Refused(refused) => {
                faults.push(refused.fault(shown.join(&folder)));
                continue;
            }
            _ => continue,
        }
        let files = match entries(&root.join(&folder)) {
            Ok(files) => files,
            Err(reason) => {
                let fault = Diagnostic::of_file(shown.join(&folder), reason.to_string());
                faults.push(fault.help("see whether other programs can read it"));
                continue;
            }
        };
        for file in files {
            let Ok(below) = file.strip_prefix(root) else { continue };
            let hidden =
                below.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            match boundary.look(below) {
                _ if hidden => {}
                PathKind::Folder => folders.push((below.to_owned(), depth + 1)),
                PathKind::File if below.extension().is_some_and(|ending| ending == ENDING) => {
                    match Source::read(&file, shown.join(below)) {
                        Ok(source) => own.push((name(below), source)),
                        Err(fault) => faults.push(*fault),
                    }
                }
                PathKind::File => {
                    let message = "this is no template of a shortcode";
                    let fault = Diagnostic::warning_of_file(shown.join(below), message);
                    faults
                        .push(fault.help("a template ends with .html: rename it, or take it away"));
                }
                PathKind::Refused(refused) => faults.push(refused.fault(shown.join(below))),
                PathKind::Nothing => {}
            }
        }
    }
    own.sort_by(|a: &(String, Source), b| a.0.cmp(&b.0));
    Templates::with(own, faults)
}

/// What a call says: the path of the file below the folder, without its ending.
fn name(file: &Path) -> String {
    let name = file.strip_prefix(FOLDER).unwrap_or(file).with_extension("");
    let parts = name.iter().map(|part| part.to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

/// The shortcodes that a text asked for: each with a name for all that it writes, if there is one.
pub(super) type UsedShortcodes = BTreeMap<String, Option<Key>>;

/// What a text finds when it asks, and what it asked for.
#[derive(Debug)]
pub(super) struct Shelf<'a> {
    pub(super) templates: &'a Templates,
    /// What templates are told of page and site.
    pub(super) about: BTreeMap<String, TemplateValue>,
    asked: Mutex<UsedShortcodes>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(templates: &'a Templates, about: BTreeMap<String, TemplateValue>) -> Self {
        Self { templates, about, asked: Mutex::default() }
    }

    pub(super) fn get(&self, name: &str) -> Option<Shortcode<'a>> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.entry(name.to_owned()).or_insert_with(|| key(self.templates, name));
        self.templates.get(name)
    }

    pub(super) fn into_asked(self) -> UsedShortcodes {
        self.asked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a text that asked would find the same.
pub(super) fn hold(asked: &UsedShortcodes, templates: &Templates) -> bool {
    asked.iter().all(|(name, found)| key(templates, name) == *found)
}

fn key(templates: &Templates, name: &str) -> Option<Key> {
    let shortcode = templates.get(name)?;
    Some(Key::of(shortcode.texts().into_iter().map(str::as_bytes)))
}

/// What templates are told of the site.
pub(super) fn of_site(site: &Site) -> BTreeMap<String, TemplateValue> {
    let about = TemplateValue::table([
        ("title", site.title.as_str().into()),
        ("base_url", site.base_url.as_str().into()),
        ("language", site.language.as_str().into()),
    ]);
    BTreeMap::from([("site".to_owned(), about)])
}
