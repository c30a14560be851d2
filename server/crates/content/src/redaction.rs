//! What must not get out: every file that readers are given, or of which they are given something, is looked
//! through before anything is published.
//!
//! `table` reads what the owner says of it in `site.toml`, `customers` the names that stand elsewhere, `published`
//! finds the files, `look` looks through one, and `tell` says what it found, without saying it.

mod customers;
mod look;
mod published;
mod table;
mod tell;

use std::collections::HashMap;

use diagnostics::{Diagnostic, progress};
use images::Asset;
use rayon::prelude::*;
use store::Key;

use super::{
    edition::{LoadContext, Rendered},
    render_cache::{Clean, RenderCache},
};

use table::RedactionTable;

/// Looks through all that is published; what is found goes to `faults`, in which it is hidden then, whatever
/// else they are about.
pub(super) fn check(
    blog: LoadContext<'_>,
    all: &[Rendered],
    assets: &[Asset],
    memory: &mut RenderCache,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(source) = all.iter().find_map(|own| own.file.source.as_ref()) else { return };
    let table = all[0].file.redaction.clone();
    let mut table = RedactionTable::read(source, table, faults);
    let customers = table.customers.take();
    let names = customers.map(|named| customers::read(blog.root, source, named, faults));
    table.terms.customers = names.unwrap_or_default();
    let key = Key::of(table.terms.customers.iter().map(String::as_bytes));
    let gate = redaction::Gate::new(&table.terms);
    let nothing = Clean::new();
    let known = memory.clean(key).unwrap_or(&nothing);
    let files = published::files(blog, all, assets);
    let stage = progress::stage("Looking through", files.len(), "file");
    let looker = look::Looker { gate: &gate, table: &table, known };
    let looked: Vec<look::RedactionResult> = files
        .par_iter()
        .map(|file| {
            stage.step();
            looker.look(file)
        })
        .collect();
    drop(stage);
    let mut clean = HashMap::new();
    let mut masks = Vec::new();
    for (file, looked) in files.iter().zip(looked) {
        let look::RedactionResult { faults: found, masks: hidden, clean: stamp, used } = looked;
        let stamp = stamp.filter(|_| found.is_empty() && used.is_empty());
        clean.extend(stamp.map(|stamp| (file.path.clone(), stamp)));
        faults.extend(found);
        masks.extend(hidden);
        used.into_iter().for_each(|at| table.allowed[at].used = true);
    }
    table.tell_unused(source, &files, faults);
    tell::hide(faults, &masks);
    memory.note_clean(key, clean);
}
