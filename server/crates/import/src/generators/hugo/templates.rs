//! Shortcodes of Hugo, and the words that they ask for.

use super::super::common::values;
use crate::{
    blog::{Blog, Template},
    source::{Source, folder, stem},
    value::{self, Table, Value, first_text},
};

/// The words of the interface, which shortcodes ask for: `i18n/en.yaml`, with a text or a table of plurals
/// for each, or a list of both.
pub(super) fn words(source: &Source, blog: &mut Blog, root: &str, language: &str) {
    let is_words = |file: &&str| folder(file).ends_with("i18n") && stem(file) == language;
    let files: Vec<String> = source.below(root).filter(is_words).map(str::to_owned).collect();
    let mut words = Table::new();
    for file in files {
        let found = values(source, blog, &file).unwrap_or_default();
        let listed = found.as_array().into_iter().flatten();
        let listed = listed.filter_map(|entry| {
            Some((
                first_text(entry, &["id"])?,
                first_text(entry, &["translation", "translation.other"])?,
            ))
        });
        let named = found.as_object().into_iter().flatten().filter_map(|(key, value)| {
            let text = value::text(value).or_else(|| first_text(value, &["other", "one"]))?;
            Some((key.clone(), text))
        });
        for (key, text) in listed.chain(named) {
            words.entry(key).or_insert_with(|| text.into());
        }
    }
    if let Some(data) = blog.data.as_object_mut() {
        data.insert("i18n".to_owned(), Value::Object(words));
    }
}

/// The templates of shortcodes, those of the blog's own before those of its theme.
pub(super) fn read(source: &Source, blog: &mut Blog, root: &str) {
    for file in source.below(root) {
        let is_own = !file.contains("/themes/");
        let Some(at) = ["layouts/shortcodes/", "layouts/_shortcodes/"]
            .iter()
            .find_map(|folder| file.find(folder).map(|at| at + folder.len()))
        else {
            continue;
        };
        let name = file[at..].trim_end_matches(".html").trim_end_matches(".md").to_owned();
        if let Ok(text) = source.read(file)
            && (is_own || !blog.templates.contains_key(&name))
        {
            blog.templates.insert(name, Template { file: file.to_owned(), text });
        }
    }
}
