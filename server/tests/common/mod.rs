//! A small blog in a folder of its own, and the program that works on it.

// Each test file uses a part of this.
#![allow(dead_code)]

pub mod http;
pub mod program;

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

/// A folder with content, with a stand-in for the front end, and room for a site.
pub struct Blog {
    folder: TempDir,
}

impl Blog {
    /// Two posts and a page, found at an address.
    pub fn at(base_url: &str) -> Self {
        let blog = Self { folder: tempfile::tempdir().expect("a folder") };
        blog.write(
            "content/site.toml",
            &format!(
                "title = \"Blog\"\ntagline = \"On things.\"\nintroduction = \"Welcome.\"\n\
                 base_url = \"{base_url}\"\nlanguage = \"en\"\nauthor = \"Editors\"\n\
                 share.cards = false\n"
            ),
        );
        blog.post("first", "2026-01-01", "See [the second](second.md#part).");
        blog.post("second", "2026-02-01", "## Part\n\n![A drawing](drawing.svg)");
        blog.write(
            "content/posts/drawing.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>",
        );
        blog.write(
            "content/pages/about.md",
            "+++\ntitle = \"About\"\ndescription = \"What this is.\"\n+++\n\nHello.\n",
        );
        blog.write(
            "front/pkg/blog.js",
            "export default new URL('blog_bg.wasm', import.meta.url);\n",
        );
        blog.write("front/pkg/blog.wasm", &"\0asm ".repeat(100));
        blog.write("front/pkg/search.wasm", &"\0asm ".repeat(100));
        for module in ["incidents", "islands"] {
            blog.write(
                &format!("front/pkg/{module}.js"),
                &format!("export default new URL('{module}_bg.wasm', import.meta.url); // it\n"),
            );
            blog.write(&format!("front/pkg/{module}.wasm"), &"\0asm ".repeat(100));
        }
        blog.write(
            "front/pkg/blog.css",
            &"@layer frame { body { color: black } } @layer text { p { top: 0 } }\n".repeat(10),
        );
        copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../public")), &blog.front());
        blog
    }

    /// Writes a post.
    pub fn post(&self, slug: &str, date: &str, text: &str) {
        self.write(&format!("content/posts/{slug}.md"), &self.text_of_post(slug, date, text));
    }

    /// What the file of a post holds.
    pub fn text_of_post(&self, slug: &str, date: &str, text: &str) -> String {
        let title = slug.to_uppercase();
        format!(
            "+++\ntitle = \"{title}\"\ndescription = \"About {slug}.\"\ndate = {date}\n\
             tags = [\"tests\"]\n+++\n\n{text}\n"
        )
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("written");
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn content(&self) -> PathBuf {
        self.path("content")
    }

    pub fn front(&self) -> PathBuf {
        self.path("front")
    }

    pub fn site(&self) -> PathBuf {
        self.path("site")
    }

    /// What a file of the site holds.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.site().join(path)).expect(path)
    }

    /// The policy that a page of the site carries.
    pub fn policy(&self, path: &str) -> String {
        policy(&self.read(path)).to_owned()
    }
}

/// The policy that a page carries.
pub fn policy(page: &str) -> &str {
    let (_, rest) = page.split_once("Content-Security-Policy\" content=\"").expect("a policy");
    rest.split_once('"').expect("its end").0
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry").path();
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).expect("copied");
        }
    }
}

/// Every file below a folder with its content, by its path, sorted.
pub fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry").path();
            if entry.is_dir() {
                walk(root, &entry, files);
            } else {
                let path = entry.strip_prefix(root).expect("below").to_string_lossy().into_owned();
                files.push((path, fs::read(&entry).expect("a file")));
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, folder, &mut files);
    files.sort();
    files
}
