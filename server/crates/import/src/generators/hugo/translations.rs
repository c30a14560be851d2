//! Texts in other languages than the first one of a blog of Hugo.

use super::{Hugo, join};
use crate::{
    blog::{Blog, ImportedKind},
    source::{Source, folder, is_markdown, stem},
    value::first_text,
};

impl Hugo {
    /// Takes a text in another language, which lies below a folder.
    pub(super) fn translation(&self, source: &Source, blog: &mut Blog, file: &str, content: &str) {
        let stem = stem(file);
        let of_name =
            stem.rsplit_once('.').filter(|(_, tag)| self.languages.contains(&(*tag).into()));
        let of_folder = self.languages.iter().find(|tag| self.content_of(tag) == content);
        let (name, tag) = match (of_name, of_folder) {
            (Some((name, tag)), _) => (name, tag.to_owned()),
            (None, Some(tag)) => (stem, tag.clone()),
            (None, None) => return,
        };
        let below = file[content.len()..].trim_start_matches('/');
        let section = below.split_once('/').map(|(section, _)| section);
        let kind = match section {
            Some(section) if self.sections.iter().any(|main| main == section) => ImportedKind::Post,
            None => ImportedKind::Page,
            Some(section) if name == "index" && folder(below) == section => ImportedKind::Page,
            Some(_) => return,
        };
        let known = |key: &str| first_text(&self.data, &[&format!("languages.{tag}.{key}")]);
        if name == "_index" || known("disabled").is_some_and(|value| value == "true") {
            return;
        }
        if known("baseURL").is_some() {
            blog.leave(format!("texts in `{tag}`, which had a host of its own"), 1);
            return;
        }
        let before = blog.texts.len();
        let here = Self { content: content.to_owned(), ..self.clone() };
        here.text(source, blog, file, name, kind);
        let Some(text) = blog.texts.get_mut(before) else { return };
        // As Hugo has it: in a folder of the language.
        for address in &mut text.addresses {
            if !address.starts_with(&format!("/{tag}/")) {
                *address = format!("/{tag}{address}");
            }
        }
        text.common = here.common(file, name);
        text.language = tag.clone();
        let own = &mut blog.site.languages.entry(tag.clone()).or_default();
        own.title = known("title").unwrap_or_default();
        own.description =
            known("params.description").or_else(|| known("description")).unwrap_or_default();
    }

    /// What translations have in common: the path below the texts of a language.
    pub(super) fn common(&self, file: &str, name: &str) -> String {
        format!("{}/{name}", folder(self.below(file)))
    }

    /// Where the texts of a language are, if that is a folder of their own.
    fn content_of(&self, tag: &str) -> String {
        let given = first_text(&self.data, &[&format!("languages.{tag}.contentDir")]);
        given.map(|place| join(&self.root, &place)).unwrap_or_default()
    }

    /// Takes the texts of languages that have folders of their own.
    pub(super) fn translations(&self, source: &Source, blog: &mut Blog) {
        for tag in self.languages.iter().filter(|tag| **tag != self.language) {
            let content = self.content_of(tag);
            if content.is_empty() || content == self.content {
                continue;
            }
            let files: Vec<String> = source
                .below(&content)
                .filter(|file| is_markdown(file))
                .map(str::to_owned)
                .collect();
            for file in files {
                self.translation(source, blog, &file, &content);
            }
        }
    }
}
