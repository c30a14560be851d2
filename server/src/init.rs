//! Starting a blog: a folder that builds, with everything in it that an owner will want to change.

use std::{
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

use diagnostics::{Error, Result};
use model::{Date, Slug};
use store::fs;
use values::quoted;

use crate::template::filled;

/// Where releases of the program that runs are found, as a folder that has one folder for each
/// version: what a release is made with says so.
const RELEASES: Option<&str> = option_env!("BLOG_RELEASES");

/// Stands in the workflow where that is not known.
const UNKNOWN_RELEASES: &str = "https://github.com/OWNER/REPOSITORY/releases/download";

/// What may be in a folder before a blog is started there.
const MAY_BE_THERE: [&str; 1] = [".git"];

/// As many names as a reader of a message takes in.
const NAMED: usize = 5;

/// A blog that is about to be started.
#[derive(Clone, Copy, Debug)]
pub struct Blog<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Where it will be found.
    pub base_url: &'a str,
    /// The tag of its language.
    pub language: &'a str,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The files, in the order in which they are worth reading.
    pub files: Vec<PathBuf>,
    /// Whether the workflow says where releases of this program are; if not, a person has to.
    pub knows_releases: bool,
}

impl Blog<'_> {
    /// Writes the files of the blog into a folder, which is created unless it is there.
    ///
    /// # Errors
    ///
    /// When there is anything else in the folder, or a file can't be written.
    pub fn write(&self, folder: &Path, today: Date) -> Result<Started> {
        refuse_others(folder)?;
        let mut values = languages::starter(self.language);
        let title = values.iter().find(|(key, _)| key == "post-title");
        let post = title.and_then(|(_, title)| Slug::nearest(title));
        let post = post.map_or_else(|| "first".to_owned(), |slug| slug.to_string());
        let post_file = format!("content/posts/{post}.md");
        values.extend(
            [
                ("title", quoted(self.title)),
                ("base_url", quoted(self.base_url)),
                ("language", quoted(self.language)),
                ("date", today.to_string()),
                ("post", post),
                ("releases", RELEASES.unwrap_or(UNKNOWN_RELEASES).to_owned()),
                ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ]
            .map(|(key, value)| (key.to_owned(), value)),
        );
        let files = [
            ("content/site.toml", include_str!("init/site.toml")),
            (&post_file, include_str!("init/post.md")),
            ("content/pages/about.md", include_str!("init/about.md")),
            ("content/style.css", include_str!("init/style.css")),
            (".github/workflows/pages.yml", include_str!("init/pages.yml")),
            (".gitignore", include_str!("init/gitignore")),
        ];
        let write = |(path, template): (&str, &str)| {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write_new(&file, filled(template, &values).as_bytes())?;
            Ok(file)
        };
        let files = files.into_iter().map(write).collect::<Result<_>>()?;
        Ok(Started { files, knows_releases: RELEASES.is_some() })
    }
}

/// Refuses a folder that holds something else: it may be a blog already, or somebody's project.
///
/// # Errors
///
/// When it does.
pub fn refuse_others(folder: &Path) -> Result<()> {
    let mut others = Vec::new();
    if folder.exists() {
        for entry in fs::entries(folder)? {
            let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !MAY_BE_THERE.contains(&&*name) {
                others.push(name);
            }
        }
    }
    if others.is_empty() {
        return Ok(());
    }
    let more = if others.len() > NAMED { ", …" } else { "" };
    Err(Error::new(format!(
        "{} is not empty: {}{more}\nname a folder that is not there yet, or an empty one",
        folder.display(),
        others[..others.len().min(NAMED)].join(", "),
    )))
}

/// Asks a person for a line until it is not empty.
///
/// # Errors
///
/// When there is nothing more to read.
pub fn ask(question: &str, from: &mut impl BufRead, to: &mut impl Write) -> io::Result<String> {
    loop {
        write!(to, "{question} ")?;
        to.flush()?;
        let mut line = String::new();
        if from.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim();
        if !line.is_empty() {
            return Ok(line.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_asked_until_there_is_an_answer() {
        let mut shown = Vec::new();
        let answer = ask("Title:", &mut &b"\n  \n A blog \nmore"[..], &mut shown);
        assert_eq!(answer.ok().as_deref(), Some("A blog"));
        assert_eq!(shown, b"Title: Title: Title: ");
        assert!(ask("Title:", &mut &b"\n"[..], &mut Vec::new()).is_err());
    }
}
