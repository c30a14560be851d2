//! A blog as a generator has it, before anything is converted.

use std::collections::BTreeMap;

use crate::{
    Generator,
    names::Date,
    value::{Table, Value},
};

/// What was read of a source.
#[derive(Debug)]
pub(crate) struct Blog {
    pub(crate) generator: Generator,
    /// The file that says so, or the export itself.
    pub(crate) config: String,
    pub(crate) site: Site,
    pub(crate) texts: Vec<ImportedText>,
    /// Authors by the ids that posts name them with.
    pub(crate) authors: BTreeMap<String, Author>,
    /// Series by their ids.
    pub(crate) series: BTreeMap<String, Series>,
    /// Folders of the source whose files lie at the root of the site.
    pub(crate) roots: Vec<String>,
    /// Folders of the source that are published as others, and the path of each.
    pub(crate) mounts: Vec<(String, String)>,
    /// What templates may ask for: `site.title` and the like.
    pub(crate) data: Value,
    /// Templates of shortcodes and includes, by their names.
    pub(crate) templates: BTreeMap<String, String>,
    /// Addresses of files that are to be fetched, with what names them.
    pub(crate) to_fetch: Vec<(String, String)>,
    /// What was not taken, with the reason, and how many files that were.
    pub(crate) left: Vec<(String, usize)>,
    /// Texts that could not be read: the file, the line, and what is wrong.
    pub(crate) broken: Vec<(String, usize, String)>,
    /// Addresses of the feed of the whole blog, as paths on the site.
    pub(crate) feeds: Vec<String>,
    /// Those of the feeds of tags and of authors, with `:slug` for the name.
    pub(crate) feeds_of_tags: Vec<String>,
    pub(crate) feeds_of_authors: Vec<String>,
    /// Addresses of lists, each with what is listed there.
    pub(crate) lists: Vec<OldList>,
}

impl Blog {
    pub(crate) fn new(generator: Generator, config: &str) -> Self {
        Self {
            generator,
            config: config.to_owned(),
            site: Site::default(),
            texts: Vec::new(),
            authors: BTreeMap::new(),
            series: BTreeMap::new(),
            roots: Vec::new(),
            mounts: Vec::new(),
            data: Value::Null,
            templates: BTreeMap::new(),
            to_fetch: Vec::new(),
            left: Vec::new(),
            broken: Vec::new(),
            feeds: Vec::new(),
            feeds_of_tags: Vec::new(),
            feeds_of_authors: Vec::new(),
            lists: Vec::new(),
        }
    }

    /// Says that files were not taken, and why.
    pub(crate) fn leave(&mut self, why: impl Into<String>, files: usize) {
        let why = why.into();
        match self.left.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += files,
            None => self.left.push((why, files)),
        }
    }
}

/// A list that the generator made, where it was.
#[derive(Clone, Debug)]
pub(crate) struct OldList {
    pub(crate) address: String,
    pub(crate) of: ListOf,
    /// The tag of its language; empty where that is the first one.
    pub(crate) language: String,
}

/// What a list has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ListOf {
    /// The posts of a tag or a category, as it is written.
    Tag(String),
    /// All tags or categories.
    Tags,
    /// The posts of somebody, by the id that posts name.
    Author(String),
    /// All posts, or some of them that nothing here lists.
    Posts,
    /// What the front page has.
    Home,
}

/// What a blog says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Site {
    pub(crate) title: String,
    pub(crate) description: String,
    /// Without a slash at its end; empty when nobody says.
    pub(crate) base_url: String,
    pub(crate) language: String,
    pub(crate) author: String,
    /// Whether dollars are around formulas in every text.
    pub(crate) math: bool,
    /// The other languages, by their tags as addresses have them.
    pub(crate) languages: BTreeMap<String, OtherLanguage>,
}

/// What a blog says of itself in another language than its first one.
#[derive(Clone, Debug, Default)]
pub(crate) struct OtherLanguage {
    /// Empty where it is that of the first language.
    pub(crate) title: String,
    pub(crate) description: String,
}

impl Site {
    /// The path that the site lives under: empty, or `/blog`.
    pub(crate) fn base_path(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or("", |at| &rest[at..])
    }

    /// Scheme and host.
    pub(crate) fn origin(&self) -> &str {
        &self.base_url[..self.base_url.len() - self.base_path().len()]
    }
}

/// Which kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ImportedKind {
    /// Dated, in order.
    Post,
    /// Outside that order.
    Page,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkupFormat {
    Markdown,
    Html,
}

/// A post or a page.
#[derive(Clone, Debug)]
pub(crate) struct ImportedText {
    pub(crate) kind: ImportedKind,
    pub(crate) form: MarkupFormat,
    /// The file below the source.
    pub(crate) file: String,
    /// Its front matter, with what the generator adds to it.
    pub(crate) head: Table,
    pub(crate) body: String,
    /// The line of the file that the body begins on, from 1.
    pub(crate) line: usize,
    pub(crate) date: Option<Date>,
    pub(crate) draft: bool,
    /// What it is called in its address, before that is made a name of ours.
    pub(crate) name: String,
    /// The paths at which it was found, the one that links name first.
    pub(crate) addresses: Vec<String>,
    /// The folder that is its own, with what lies beside it.
    pub(crate) folder: Option<String>,
    /// The tag of its language; empty where that is the first one of the blog.
    pub(crate) language: String,
    /// What its translations have in common with it, such as its file without the language.
    pub(crate) common: String,
}

/// Somebody who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Author {
    pub(crate) name: String,
    pub(crate) bio: String,
    pub(crate) url: String,
    /// The address of a picture, as the source has it.
    pub(crate) picture: String,
}

/// Posts that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Series {
    pub(crate) title: String,
    pub(crate) description: String,
}
