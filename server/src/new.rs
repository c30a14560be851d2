//! Starting a post: a file with everything that a post needs, ready to be written on.

use std::path::{Path, PathBuf};

use app::model::{Date, Slug, Tag};

use crate::{
    error::{Error, Result},
    fs,
};

/// Writes `posts/<slug>.md` in a content folder, and gives back where it is.
///
/// # Errors
///
/// When no address can be made of the title, a tag is none, or the post is already there.
pub fn post(content: &Path, title: &str, tags: &[String], today: Date) -> Result<PathBuf> {
    let title = title.trim();
    let slug = Slug::nearest(title).ok_or_else(|| {
        Error::new(format!("no address can be made of the title {title:?}: use letters or digits"))
    })?;
    let tags = tags.iter().map(|tag| parse_tag(tag)).collect::<Result<Vec<Tag>>>()?;
    let file = content.join("posts").join(format!("{slug}.md"));
    if file.exists() {
        return Err(Error::new(format!("{} is already there", file.display())));
    }
    fs::write_new(&file, text(title, &tags, today).as_bytes())?;
    Ok(file)
}

fn parse_tag(tag: &str) -> Result<Tag> {
    tag.trim().parse().map_err(|reason: app::model::InvalidName| {
        let hint =
            reason.suggestion().map(|tag| format!(": did you mean {tag}?")).unwrap_or_default();
        Error::new(format!("{tag:?} is no tag: {reason}{hint}"))
    })
}

fn text(title: &str, tags: &[Tag], today: Date) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| quoted(tag.as_str())).collect();
    format!(
        "+++\n\
         title = {}\n\
         description = \"Say in one or two sentences what a reader will know afterwards.\"\n\
         date = {today}\n\
         tags = [{}]\n\
         +++\n\
         \n\
         Begin with what the reader gains.\n",
        quoted(title),
        tags.join(", "),
    )
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_post_has_all_that_a_post_needs_and_is_never_written_over() {
        let temp = tempfile::tempdir().expect("a folder");
        let today = "2026-11-23".parse().expect("a date");
        let tags = ["rust".to_owned(), " mcp".to_owned()];
        let file = post(temp.path(), "Say \"hello\", Größe!", &tags, today).expect("written");
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
        let again = post(temp.path(), "say hello größe", &[], today).expect_err("there already");
        assert!(again.to_string().ends_with("is already there"), "{again}");
    }

    #[test]
    fn what_can_be_no_name_is_refused_with_the_nearest_that_can() {
        let temp = tempfile::tempdir().expect("a folder");
        let today = "2026-11-23".parse().expect("a date");
        let message = |title: &str, tag: &str| {
            post(temp.path(), title, &[tag.to_owned()], today).expect_err("refused").to_string()
        };
        assert!(message("???", "a").contains("no address can be made"));
        assert!(message("Title", "C Sharp").ends_with("did you mean c-sharp?"));
    }
}
