//! Writing the lock of addresses anew.

use std::{
    collections::BTreeSet,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use diagnostics::{Diagnostic, Report};

use super::{
    files::display_path,
    load,
    options::LoadOptions,
    permalinks::{FILE, Lock, Permalinks},
    render_cache::RenderCache,
};

/// What an update of the lock changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// The file.
    pub file: PathBuf,
    /// How many addresses are in it now.
    pub addresses: usize,
    /// Those that were not in it before.
    pub added: Vec<String>,
    /// Those that are in it no more.
    pub let_go: Vec<String>,
}

impl fmt::Display for Updated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, addresses, added, let_go } = self;
        let signed = |sign: &str, addresses: &[String]| -> String {
            addresses.iter().map(|address| format!("{sign} {address}\n")).collect()
        };
        f.write_str(&signed("+", added))?;
        f.write_str(&signed("-", let_go))?;
        write!(f, "{}: {}", file.display(), diagnostics::count(*addresses, "permalink"))?;
        write!(f, ", {} added, {} let go", added.len(), let_go.len())
    }
}

/// Writes the addresses that are published now into the lock of a content folder.
///
/// # Errors
///
/// When the content has faults, or the file can't be written.
pub fn update_permalinks(root: &Path, options: &LoadOptions) -> Result<Updated, Report> {
    let mut permalinks = Permalinks::default();
    load::read(root, options, &mut RenderCache::default(), Some(&mut permalinks))?;
    let shown = display_path(root);
    // What is wrong with the file that is there, a new one mends.
    let mut ignored = Vec::new();
    let lock = Lock::read(root, &shown, &mut ignored);
    let lines = lock.iter().flat_map(|lock| lock.lines(&mut Vec::new()));
    let before: BTreeSet<&str> = lines.map(|line| line.address).collect();
    let new = |address: &&String| !before.contains(address.as_str());
    let updated = Updated {
        file: shown.join(FILE),
        addresses: permalinks.published.len(),
        added: permalinks.published.keys().filter(new).cloned().collect(),
        let_go: before
            .iter()
            .filter(|address| !permalinks.published.contains_key(**address))
            .map(|address| (*address).to_owned())
            .collect(),
    };
    replace(&root.join(FILE), &permalinks.write()).map_err(|reason| {
        let message = format!("it can't be written: {reason}");
        Report::new(vec![Diagnostic::of_file(&updated.file, message)])
    })?;
    Ok(updated)
}

/// Writes a file whole or not at all.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let new = file.with_extension("lock.new");
    fs::write(&new, text)?;
    fs::rename(&new, file)
}
