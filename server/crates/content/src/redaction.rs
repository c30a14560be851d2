//! What must not get out: every file that readers are given, or of which they are given something, is looked
//! through before anything is published.
//!
//! `table` reads what the owner says of it in `site.toml`, `customers` the names that stand elsewhere, `published`
//! finds the files, `look` looks through one, `versions` through what a text said before, and `tell` says what was
//! found, without saying it.

mod customers;
mod look;
mod published;
mod table;
mod tell;
mod versions;

use std::collections::HashMap;

use diagnostics::{Diagnostic, Source, Spanned, progress};
use images::Asset;
use rayon::prelude::*;
use store::Key;
use values::Table;

use super::{
    edition::{LoadContext, Rendered},
    render_cache::{Clean, RenderCache},
};

use table::RedactionTable;

/// What is looked for, and with what.
pub(super) struct Looker<'a> {
    source: &'a Source,
    gate: redaction::Gate,
    table: RedactionTable,
    /// Names it, beside what `site.toml` says.
    key: Key,
}

impl<'a> Looker<'a> {
    /// What is looked for in what a blog publishes; nothing without a `site.toml`.
    pub(super) fn of(
        blog: LoadContext<'_>,
        source: &'a Source,
        table: Option<Spanned<Table>>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut table = RedactionTable::read(source, table, faults);
        let customers = table.customers.take();
        let names = customers.map(|named| customers::read(blog.root, source, named, faults));
        table.terms.customers = names.unwrap_or_default();
        let key = Key::of(table.terms.customers.iter().map(String::as_bytes));
        let gate = redaction::Gate::new(&table.terms);
        Self { source, gate, table, key }
    }

    /// Names what is looked for, beside what `site.toml` says.
    pub(super) fn key(&self) -> Key {
        self.key
    }

    /// Looks through all that is published; what is found goes to `faults`, in which it is hidden then,
    /// whatever else they are about.
    pub(super) fn check(
        self,
        blog: LoadContext<'_>,
        all: &[Rendered],
        assets: &[Asset],
        memory: &mut RenderCache,
        faults: &mut Vec<Diagnostic>,
    ) {
        let Self { source, gate, mut table, key } = self;
        let nothing = Clean::new();
        let known = memory.clean(key).unwrap_or(&nothing);
        let files = published::files(blog, all, assets);
        let stage = progress::stage("Looking through", files.len(), "file");
        let looker = look::FileLooker { gate: &gate, table: &table, known };
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
}
