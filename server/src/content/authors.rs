//! Who writes: `content/authors.toml`.

use std::{collections::BTreeMap, path::Path};

use super::{
    diagnostic::Diagnostic,
    fields::Fields,
    source::{Source, Spanned},
    suggest,
    value::{self, Language, Value},
};

/// The authors by the ids that posts name them with; `None` when there is no such list and posts
/// name them in full.
#[derive(Debug, Default)]
pub(super) struct Authors(Option<BTreeMap<String, String>>);

impl Authors {
    /// Reads the file, if it is there.
    pub(super) fn read(root: &Path, shown: &Path, faults: &mut Vec<Diagnostic>) -> Self {
        const FILE: &str = "authors.toml";
        let file = root.join(FILE);
        if !file.exists() {
            return Self(None);
        }
        match Source::read(&file, shown.join(FILE)) {
            Ok(source) => Self(Some(read(&source, faults))),
            Err(fault) => {
                faults.push(*fault);
                Self(None)
            }
        }
    }

    /// The name behind an id; else what is wrong with it, and perhaps a remedy.
    pub(super) fn name(&self, id: &Spanned<String>) -> Result<String, (String, Option<String>)> {
        let id = &id.value;
        if id.is_empty() {
            return Err(("an author needs a name".into(), None));
        }
        let Some(names) = &self.0 else {
            return Ok(id.clone());
        };
        names.get(id).cloned().ok_or_else(|| {
            let help = suggest::did_you_mean(id, names.keys().map(String::as_str))
                .unwrap_or_else(|| format!("add `[{id}]` with a `name` to authors.toml"));
            (format!("authors.toml has no `{id}`"), Some(help))
        })
    }
}

fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let whole = 0..source.text().len();
    let table = value::parse(source, whole, Language::Toml, faults).unwrap_or_default();
    let mut names = BTreeMap::new();
    for (id, node) in table.entries {
        let Value::Table(table) = node.value else {
            let message =
                format!("an author is a table, and `{}` is {}", id.value, node.value.kind());
            let help = format!("write\n[{}]\nname = \"…\"", id.value);
            faults.push(source.error(id.span, message).help(help));
            continue;
        };
        let mut fields = Fields::new(source, table, faults);
        let named = fields.has("name");
        let name = fields.filled("name");
        fields.text("bio");
        fields.text("url");
        fields.text("picture");
        fields.finish();
        if !named {
            let fault = source.error(id.span, format!("`{}` has no `name`", id.value));
            faults.push(fault.help("add a line `name = \"…\"` below it"));
        }
        // A faulty author is still known, so that no post is blamed for naming it.
        names.insert(id.value.clone(), name.map_or(id.value, |name| name.value));
    }
    names
}
