//! Names that the content of a file decides.

use std::sync::Arc;

use store::fingerprint;

/// The folder of scripts, as a path on the site. What is in it never changes: its name says what it holds.
pub const PACKAGE: &str = "/pkg/";

/// A file of the front end under its name in the site.
#[derive(Debug)]
pub(super) struct NamedFile {
    pub(super) file: String,
    pub(super) bytes: Vec<u8>,
}

impl NamedFile {
    pub(super) fn new(stem: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let file = format!("{stem}.{}.{extension}", fingerprint([&*bytes]));
        Self { file, bytes }
    }

    pub(super) fn path(&self) -> String {
        format!("{PACKAGE}{}", self.file)
    }
}

/// A script and the module that it loads.
pub(super) fn with_module(stem: &str, script: &str, wasm: Vec<u8>) -> [NamedFile; 2] {
    let wasm = NamedFile::new(stem, "wasm", wasm);
    let script = naming_wasm(script, &wasm.file).into_bytes();
    [NamedFile::new(stem, "js", script), wasm]
}

/// The faces that a style sheet names out of what is published as it is, named by their content, in the
/// sheet too: a browser that has one never asks again.
pub(super) fn take_faces(
    public: &mut Vec<(String, Arc<[u8]>)>,
    style: &mut String,
) -> Vec<NamedFile> {
    let is_named = |(path, _): &mut (String, _)| style.contains(&format!("..{path}"));
    let named: Vec<(String, Arc<[u8]>)> = public.extract_if(.., is_named).collect();
    let face = |(path, bytes): (String, Arc<[u8]>)| {
        let name = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
        let (stem, extension) = name.unwrap_or((&path, ""));
        let face = NamedFile::new(stem, extension, bytes.to_vec());
        *style = style.replace(&format!("..{path}"), &face.file);
        face
    };
    named.into_iter().map(face).collect()
}

/// The script with every file name in quotes that ends in `.wasm` replaced.
fn naming_wasm(script: &str, name: &str) -> String {
    const EXTENSION: &str = ".wasm";
    let mut named = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find(EXTENSION) {
        let (before, after) = (&rest[..at], &rest[at + EXTENSION.len()..]);
        let start = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))
            .map_or(0, |quote| quote + 1);
        let quoted = after.starts_with(['"', '\'', '`']) && start < at;
        named.push_str(if quoted { &before[..start] } else { before });
        named.push_str(if quoted { name } else { EXTENSION });
        rest = after;
    }
    named + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_told_the_new_name_of_the_app() {
        let script =
            "new URL('blog_bg.wasm', import.meta.url); a(\"/pkg/blog.wasm\"); // any .wasm";
        assert_eq!(
            naming_wasm(script, "blog.1.wasm"),
            "new URL('blog.1.wasm', import.meta.url); a(\"/pkg/blog.1.wasm\"); // any .wasm"
        );
    }
}
