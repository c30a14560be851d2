//! Starting a post or the account of an incident: a file with everything that it needs, ready to be written on.

use std::path::{Path, PathBuf};

use diagnostics::{Error, Result};
use model::{Date, Slug, Tag};
use store::fs;
use values::quoted;

use crate::template::filled;

/// What stands in the account of an incident below what every text has.
const INCIDENT: &str = include_str!("new/incident.md");

/// A post that is about to be started.
#[derive(Clone, Copy, Debug, Default)]
pub struct Post<'a> {
    /// The title; the address is made of it.
    pub title: &'a str,
    /// Its subjects.
    pub tags: &'a [String],
    /// Who writes it, as posts name their authors.
    pub authors: &'a [String],
    /// The series that it belongs to, as posts name it.
    pub series: Option<&'a str>,
    /// Whether it is the account of an incident.
    pub incident: bool,
    /// Whether it gets a folder of its own.
    pub folder: bool,
    /// Its language, where that is not the first one of the blog.
    pub language: Option<&'a str>,
    /// The first language of the blog.
    pub first_language: &'a str,
    /// The post that it translates: its file or folder, or the name of that.
    pub of: Option<&'a str>,
}

impl Post<'_> {
    /// Writes `posts/<slug>.md`, or `posts/<slug>/index.md`, in a content folder, an incident into `incidents`, and gives back
    /// where it is. In another language it is called `<slug>.de.md`; a translation lies beside what it
    /// translates.
    ///
    /// # Errors
    ///
    /// When no address can be made of the title, a tag is none, the post is already there, or there is
    /// nothing to translate.
    pub fn write(&self, content: &Path, today: Date) -> Result<PathBuf> {
        let title = self.title.trim();
        let slug = Slug::nearest(title).ok_or_else(|| {
            Error::new(format!(
                "no address can be made of the title {title:?}: use letters or digits"
            ))
        })?;
        let tags = self.tags.iter().map(|tag| parse_tag(tag)).collect::<Result<Vec<Tag>>>()?;
        let section = content.join(if self.incident { "incidents" } else { "posts" });
        let ending = self.language.map_or_else(|| ".md".to_owned(), |tag| format!(".{tag}.md"));
        let files = |folder: &Path, name: &str| {
            [
                folder.join(format!("{name}{ending}")),
                folder.join(name).join(format!("index{ending}")),
            ]
        };
        let (files, in_folder, own) = match self.of {
            None => (files(&section, slug.as_str()), self.folder, None),
            Some(of) => {
                let (folder, name, in_folder) = original(&section, of)?;
                (files(&folder, &name), in_folder, Some(&slug))
            }
        };
        if let Some(file) = files.iter().find(|file| file.exists()) {
            return Err(Error::new(format!("{} is already there", file.display())));
        }
        let [plain, index] = files;
        let file = if in_folder { index } else { plain };
        fs::write_new(&file, self.text(title, own, &tags, today).as_bytes())?;
        Ok(file)
    }

    fn text(&self, title: &str, slug: Option<&Slug>, tags: &[Tag], today: Date) -> String {
        let list =
            |items: &[String]| items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", ");
        let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
        let mut said = languages::draft(self.language.unwrap_or(self.first_language));
        said.push(("today".to_owned(), today.to_string()));
        let say = |template: &str| filled(template, &said);
        let mut text = format!("+++\ntitle = {}\n", quoted(title));
        text += &say("description = \"{description}\"\ndate = {today}\n");
        text += &format!("tags = [{}]\n", list(&tags));
        if let Some(slug) = slug {
            text.push_str(&format!("slug = {}\n", quoted(slug.as_str())));
        }
        if !self.authors.is_empty() {
            text.push_str(&format!("authors = [{}]\n", list(self.authors)));
        }
        if let Some(series) = self.series {
            text.push_str(&format!("series = {}\n", quoted(series)));
        }
        text + &say(if self.incident { INCIDENT } else { "+++\n\n{text}\n" })
    }
}

/// Where a post lies that is to be translated: the folder around it, its name, and whether it has a
/// folder of its own. It is found by its path, or by its name anywhere in its section.
fn original(section: &Path, of: &str) -> Result<(PathBuf, String, bool)> {
    let name = of.trim_end_matches('/').trim_end_matches("/index.md").trim_end_matches(".md");
    let name = Path::new(name).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut open = vec![section.to_owned()];
    while let Some(folder) = open.pop() {
        if folder.join(format!("{name}.md")).is_file() {
            return Ok((folder, name, false));
        }
        if folder.join(&name).join("index.md").is_file() {
            return Ok((folder, name, true));
        }
        let mut below = fs::entries(&folder)?;
        below.retain(|entry| entry.is_dir() && !entry.is_symlink());
        open.extend(below);
    }
    Err(Error::new(format!("there is no post `{name}` to translate")))
}

fn parse_tag(tag: &str) -> Result<Tag> {
    tag.trim().parse().map_err(|reason: model::InvalidName| {
        let hint =
            reason.suggestion().map(|tag| format!(": did you mean {tag}?")).unwrap_or_default();
        Error::new(format!("{tag:?} is no tag: {reason}{hint}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_post_has_all_that_a_post_needs_and_is_never_written_over() {
        let temp = tempfile::tempdir().expect("a folder");
        let today = "2026-11-23".parse().expect("a date");
        let tags = ["rust".to_owned(), " mcp".to_owned()];
        let post = Post { title: "Say \"hello\", Größe!", tags: &tags, ..Post::default() };
        let file = post.write(temp.path(), today).expect("written");
        assert_eq!(file, temp.path().join("posts/say-hello-größe.md"));
        assert_eq!(
            fs::read_to_string(&file).expect("there"),
            "+++\n\
             title = \"Say \\\"hello\\\", Größe!\"\n\
             description = \"Say in one or two sentences what a reader will know afterwards.\"\n\
             date = 2026-11-23\n\
             tags = [\"rust\", \"mcp\"]\n\
             +++\n\
             \n\
             Begin with what the reader gains.\n"
        );
        let again = Post { title: "say hello größe", folder: true, ..Post::default() };
        let again = again.write(temp.path(), today).expect_err("there already");
        assert!(again.to_string().ends_with("is already there"), "{again}");
    }

    #[test]
    fn a_new_post_may_have_a_folder_and_names_who_writes_it_and_its_series() {
        let temp = tempfile::tempdir().expect("a folder");
        let authors = ["ada".to_owned(), "grace".to_owned()];
        let series = Some("tour");
        let post =
            Post { title: "One", authors: &authors, series, folder: true, ..Post::default() };
        let today = "2026-11-23".parse().expect("a date");
        let file = post.write(temp.path(), today).expect("written");
        assert_eq!(file, temp.path().join("posts/one/index.md"));
        let text = fs::read_to_string(&file).expect("there");
        assert!(
            text.contains("\nauthors = [\"ada\", \"grace\"]\nseries = \"tour\"\n+++\n"),
            "{text}"
        );
    }

    #[test]
    fn an_incident_lies_among_its_like_and_is_a_draft_until_it_is_told() {
        let temp = tempfile::tempdir().expect("a folder");
        let today = "2026-11-23".parse().expect("a date");
        let post = Post { title: "Orders fail", incident: true, ..Post::default() };
        let file = post.write(temp.path(), today).expect("written");
        assert_eq!(file, temp.path().join("incidents/orders-fail.md"));
        let text = fs::read_to_string(&file).expect("there");
        assert!(text.contains("\ndraft = true\nseverity = "), "{text}");
        assert!(text.contains("\n```timeline\n2026-11-23 14:02 UTC started"), "{text}");
        // Each language has words for all of it.
        for language in languages::known() {
            let post = Post { first_language: language, ..post };
            let text = post.text(language, None, &[], today);
            assert!(!text.contains('{') && (language == "en" || !text.contains("What ")), "{text}");
        }
    }

    #[test]
    fn a_translation_lies_beside_what_it_translates_and_has_a_name_of_its_own() {
        let temp = tempfile::tempdir().expect("a folder");
        let today = "2026-11-23".parse().expect("a date");
        let posts = temp.path().join("posts");
        fs::write_new(&posts.join("2026/hello.md"), b"").expect("written");
        fs::write_new(&posts.join("tour/index.md"), b"").expect("written");
        let write = |title: &str, of: Option<&str>| {
            let post = Post { title, language: Some("de"), of, ..Post::default() };
            post.write(temp.path(), today)
        };
        let file = write("Hallo Welt", Some("content/posts/2026/hello.md")).expect("written");
        assert_eq!(file, posts.join("2026/hello.de.md"));
        let text = fs::read_to_string(&file).expect("there");
        assert!(text.contains("\nslug = \"hallo-welt\"\n"), "{text}");
        assert_eq!(write("Reise", Some("tour")).expect("written"), posts.join("tour/index.de.md"));
        assert_eq!(write("Nur hier", None).expect("written"), posts.join("nur-hier.de.md"));
        assert!(text.contains("Beginnt damit, was man davon hat.\n"), "{text}");
        let message = write("Was", Some("nothing")).expect_err("not there").to_string();
        assert_eq!(message, "there is no post `nothing` to translate");
    }

    #[test]
    fn what_can_be_no_name_is_refused_with_the_nearest_that_can() {
        let temp = tempfile::tempdir().expect("a folder");
        let today = "2026-11-23".parse().expect("a date");
        let message = |title: &str, tag: &str| {
            let post = Post { title, tags: &[tag.to_owned()], ..Post::default() };
            post.write(temp.path(), today).expect_err("refused").to_string()
        };
        assert!(message("???", "a").contains("no address can be made"));
        assert!(message("Title", "C Sharp").ends_with("did you mean c-sharp?"));
    }
}
