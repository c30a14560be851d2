//! `cargo xtask posts`: the scripts that posts rest on still run, and still find what they assert.
//!
//! A post with measurements has a `run.py` and a `requirements.txt` beside it. Each runs here in its
//! small form, with the releases that it names and into a folder of its own: the results beside the
//! posts stay as they are. The site is built without any of this.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::shell::Call;

/// The script that makes the results of a post.
const SCRIPT: &str = "run.py";
/// What it needs installed.
const REQUIREMENTS: &str = "requirements.txt";
/// What several scripts share. It lies beside each, so that a reader can take one folder alone.
const SHARED: &str = "gateway.py";
/// Whether Python is new enough for the scripts, and can make a folder for what they need.
const IS_FIT: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";

/// Runs every script in its small form, or says why none can run here.
pub(crate) fn run(project: &Project) -> Result<()> {
    let posts = posts(&project.root.join("content/posts"))?;
    is_shared_alike(&posts)?;
    if !Call::new("python3").args(["-c", IS_FIT]).succeeds() {
        println!("skipped: there is no Python 3.11 or newer with venv");
        return Ok(());
    }
    let work = project.root.join("target/posts");
    let python = work.join("python/bin/python");
    if !python.exists() {
        Call::new("python3").args(["-m", "venv"]).arg(work.join("python")).run()?;
    }
    let pip = |command| Call::new(&python).args(["-m", "pip", command, "--quiet"]);
    if !pip("download").args(["--no-deps", "pip", "--dest"]).arg(work.join("pip")).succeeds() {
        println!("skipped: no index of Python packages can be reached");
        return Ok(());
    }
    let install = |call: Call, post: &PathBuf| call.arg("-r").arg(post.join(REQUIREMENTS));
    posts.iter().fold(pip("install"), install).run()?;
    for post in &posts {
        let out = work.join(post.file_name().unwrap_or(OsStr::new(SCRIPT)));
        fs::create_dir_all(&out).map_err(|reason| Error::file("make", &out, &reason))?;
        // Without it Python would leave what it compiled beside the post.
        let script = Call::new(&python).env("PYTHONDONTWRITEBYTECODE", "1").arg(post.join(SCRIPT));
        script.args(["--small", "--out"]).arg(&out).run()?;
    }
    Ok(())
}

/// The folders of posts with a script, in the order of their names.
fn posts(folder: &Path) -> Result<Vec<PathBuf>> {
    let error = |reason| Error::file("read", folder, &reason);
    let mut posts = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        let post = entry.map_err(error)?.path();
        if post.join(SCRIPT).exists() {
            posts.push(post);
        }
    }
    posts.sort();
    Ok(posts)
}

/// Whether what scripts share says the same beside every post that has it.
fn is_shared_alike(posts: &[PathBuf]) -> Result<()> {
    let files: Vec<PathBuf> =
        posts.iter().map(|post| post.join(SHARED)).filter(|file| file.exists()).collect();
    let read = |file: &PathBuf| fs::read(file).map_err(|reason| Error::file("read", file, &reason));
    let texts = files.iter().map(read).collect::<Result<Vec<_>>>()?;
    match texts.iter().position(|text| *text != texts[0]) {
        None => Ok(()),
        Some(at) => Err(Error::new(format!(
            "{} and {} differ: copy the better one over the other",
            files[0].display(),
            files[at].display()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_posts_with_a_script_and_compares_what_they_share() {
        let folder = std::env::temp_dir().join(format!("xtask-posts-{}", std::process::id()));
        let write = |name: &str, text: &str| {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
            fs::write(file, text).expect("a file");
        };
        for (name, text) in [
            ("b/run.py", ""),
            ("b/gateway.py", "one"),
            ("a/run.py", ""),
            ("a/gateway.py", "one"),
            ("c/run.py", ""),
            ("d/index.md", ""),
        ] {
            write(name, text);
        }
        let found = posts(&folder).expect("posts");
        let names: Vec<_> = found.iter().filter_map(|post| post.file_name()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert!(is_shared_alike(&found).is_ok());
        write("b/gateway.py", "two");
        let error = is_shared_alike(&found).expect_err("they differ").to_string();
        fs::remove_dir_all(&folder).expect("the folder goes");
        assert!(error.contains("b/gateway.py differ"), "{error}");
    }
}
