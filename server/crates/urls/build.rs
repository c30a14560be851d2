//! Lists what `public` holds: of the front end's folder the program publishes these files by name.

use std::{env, error::Error, fs, path::Path};

const PUBLIC: &str = "../../../public";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={PUBLIC}");
    let mut paths = Vec::new();
    list(Path::new(PUBLIC), "", &mut paths)?;
    paths.sort();
    let file = Path::new(&env::var("OUT_DIR")?).join("public.rs");
    fs::write(file, format!("&{paths:?}"))?;
    Ok(())
}

/// Adds every file below a folder, as a path on the site.
fn list(folder: &Path, above: &str, paths: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?.path();
        let Some(name) = entry.file_name().and_then(|name| name.to_str()) else {
            return Err(format!("no address can hold the name of {}", entry.display()).into());
        };
        let path = format!("{above}/{name}");
        if entry.is_dir() {
            list(&entry, &path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
