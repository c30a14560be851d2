//! What the server and the browser half are built from.

/// Files and folders of the repository. The image and the workflow of Pages name the same, each in
/// its own words; the tests here compare.
pub(crate) const SOURCES: [&str; 10] = [
    "app",
    "frontend",
    "server",
    "style",
    "public",
    "docs/document.schema.json",
    "budgets.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Component, Path, PathBuf};

    use super::*;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    fn read(path: impl AsRef<Path>) -> String {
        let path = root().join(path);
        fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{}: {reason}", path.display()))
    }

    /// Whether a path is one of these, or below one.
    fn is_in(path: &str, places: &[&str]) -> bool {
        places.iter().any(|place| Path::new(path).starts_with(place))
    }

    /// Every Rust source below a folder, as paths in the repository.
    fn rust_below(folder: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("Unicode");
            let path = format!("{folder}/{name}");
            if root().join(&path).is_dir() {
                rust_below(&path, found);
            } else if path.ends_with(".rs") {
                found.push(path);
            }
        }
    }

    /// What a path means that a file names from where it is.
    fn seen_from(file: &str, named: &str) -> String {
        let mut path: Vec<_> = Path::new(file).parent().into_iter().flatten().collect();
        for part in Path::new(named).components() {
            match part {
                Component::ParentDir => drop(path.pop()),
                part => path.push(part.as_os_str()),
            }
        }
        path.iter().collect::<PathBuf>().to_string_lossy().into_owned()
    }

    /// The files that a Rust source compiles in, or that cargo watches for a build script.
    fn compiled_in(source: &str) -> impl Iterator<Item = &str> {
        let marks = ["include_str!(\"", "include_bytes!(\"", "const PUBLIC: &str = \""];
        marks.into_iter().flat_map(move |mark| {
            source.split(mark).skip(1).filter_map(|rest| rest.split('"').next())
        })
    }

    /// All that a build reads: the sources, whatever they compile in, and this program.
    fn read_by_a_build() -> Vec<String> {
        let mut rust = Vec::new();
        for package in ["app", "frontend", "server", "xtask"] {
            rust_below(package, &mut rust);
        }
        let mut all: Vec<String> =
            SOURCES.into_iter().chain(["xtask"]).map(str::to_owned).collect();
        for file in &rust {
            let source = read(file);
            all.extend(compiled_in(&source).map(|named| seen_from(file, named)));
        }
        all
    }

    #[test]
    fn what_is_compiled_in_is_found() {
        let source = "include_str!(\"../../a.toml\"); x(include_bytes!(\"b/c.ttf\"))";
        let found: Vec<_> =
            compiled_in(source).map(|named| seen_from("server/src/x.rs", named)).collect();
        assert_eq!(found, ["a.toml", "server/src/b/c.ttf"]);
        assert!(read_by_a_build().contains(&"public".to_owned()));
    }

    #[test]
    fn a_change_of_whatever_a_build_reads_makes_another_build() {
        for path in read_by_a_build() {
            assert!(is_in(&path, &SOURCES) || is_in(&path, &["xtask"]), "{path} is not in SOURCES");
        }
    }

    #[test]
    fn the_image_has_whatever_a_build_reads() {
        let file = read("Containerfile");
        let (tools, _) = file.split_once("AS site").expect("two stages");
        let copied: Vec<_> = tools
            .lines()
            .filter_map(|line| line.strip_prefix("COPY "))
            .flat_map(|line| {
                let mut paths: Vec<_> = line.split(' ').collect();
                paths.pop();
                paths
            })
            .collect();
        let ignored = read(".dockerignore");
        let ignored: Vec<_> = ignored.lines().collect();
        for path in read_by_a_build().iter().map(String::as_str).chain(copied.iter().copied()) {
            assert!(is_in(path, &copied), "{path} is not copied");
            assert!(!is_in(path, &ignored), "{path} is copied, but .dockerignore leaves it out");
            assert!(root().join(path).exists(), "{path} is copied, but not there");
        }
        assert!(!is_in("content", &ignored), "the second stage needs it");
    }

    #[test]
    fn the_workflow_of_pages_compiles_after_a_change_of_whatever_a_build_reads() {
        let workflow = read(".github/workflows/pages.yml");
        let (_, hashed) = workflow.split_once("hashFiles(").expect("a key");
        let (hashed, _) = hashed.split_once(')').expect("its end");
        let hashed: Vec<_> = hashed
            .split(", ")
            .map(|path| path.trim_matches('\'').trim_end_matches("/**"))
            .collect();
        for path in read_by_a_build() {
            assert!(is_in(&path, &hashed), "{path} is not in the key of the tools");
        }
    }

    /// cargo-leptos empties the folder of the front end, so everybody has to mean the same.
    #[test]
    fn the_folder_of_the_front_end_has_one_name_everywhere() {
        let manifest = read("Cargo.toml");
        let (_, rest) = manifest.split_once("\nsite-root = \"").expect("it is named");
        let (front, _) = rest.split_once('"').expect("a text");
        assert_eq!(Path::new(crate::project::FRONT), Path::new(front));
        for file in [
            "end2end/support/built.ts",
            ".github/workflows/release.yml",
            "server/src/arguments.rs",
            "server/src/commands.rs",
        ] {
            let text = read(file);
            let named: Vec<_> = text.match_indices("target/front").collect();
            assert!(!named.is_empty(), "{file} does not name it");
            for (at, _) in named {
                assert!(text[at..].starts_with(front), "{file} names another folder than {front}");
            }
        }
    }
}
