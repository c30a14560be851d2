//! Lists the files of the front end that is to be a part of the program, each with its bytes.

use std::{
    env,
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// The folder that cargo-leptos left the front end in, as an absolute path. The program can do
/// without one: then it is told at each run where that is.
const FOLDER: &str = "BLOG_FRONT_END";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={FOLDER}");
    let mut files = Vec::new();
    if let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) {
        println!("cargo::rerun-if-changed={}", folder.display());
        list(&folder, "", &mut files)?;
        files.sort();
    }
    let mut code = String::from("&[");
    for (path, file) in files {
        write!(code, "({path:?}, include_bytes!({file:?})),")?;
    }
    code.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("files.rs"), code)?;
    Ok(())
}

/// Adds every file below a folder: its path on the site, and where it lies.
fn list(
    folder: &Path,
    above: &str,
    files: &mut Vec<(String, String)>,
) -> Result<(), Box<dyn Error>> {
    let entries =
        fs::read_dir(folder).map_err(|reason| format!("{}: {reason}", folder.display()))?;
    for entry in entries {
        let entry = entry?.path();
        let named = |part: Option<&str>| {
            part.map(str::to_owned).ok_or_else(|| format!("{} is not UTF-8", entry.display()))
        };
        let path = format!("{above}/{}", named(entry.file_name().and_then(|name| name.to_str()))?);
        if entry.is_dir() {
            list(&entry, &path, files)?;
        } else {
            files.push((path, named(entry.to_str())?));
        }
    }
    Ok(())
}
