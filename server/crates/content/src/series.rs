//! What is to be read in order: `content/series.toml`.

use std::{collections::BTreeMap, path::Path};

use diagnostics::{Diagnostic, Source};
use model::{Series, SeriesName, Slug};

use super::ids;

/// The series in the order of the file; none when there is no such file and posts name their series
/// in full.
#[derive(Debug, Default)]
pub(super) struct AllSeries(Option<SeriesFile>);

/// A list with the name of its file.
#[derive(Debug)]
struct SeriesFile {
    name: String,
    listed: Vec<Series>,
}

const FILE: &str = "series.toml";

impl AllSeries {
    /// Reads the file, if it is there.
    pub(super) fn read(
        root: &Path,
        shown: &Path,
        language: Option<&str>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        Self(ids::read_in_language(root, shown, FILE, language, faults).map(|source| {
            let name = source.path().file_name().unwrap_or_default().to_string_lossy();
            SeriesFile { name: name.into_owned(), listed: read(&source, faults) }
        }))
    }

    /// The series that is meant by an id, or by a title where there is no list; else what is wrong
    /// with it, and perhaps a remedy.
    pub(super) fn named(&self, id: &str) -> Result<SeriesName, (String, Option<String>)> {
        let Some(SeriesFile { name, listed }) = &self.0 else {
            let slug = Slug::nearest(id).ok_or_else(|| {
                let help = "write a title with letters or digits";
                (format!("no address can be made of `{id}`"), Some(help.into()))
            })?;
            return Ok(SeriesName { id: slug, title: id.to_owned() });
        };
        let named = listed.iter().map(|series| (series.id.as_str(), series.title.as_str()));
        let at = ids::find(name, "title", id, named)?;
        let Series { id, title, .. } = &listed[at];
        Ok(SeriesName { id: id.clone(), title: title.clone() })
    }

    /// The series that posts are parts of; where there is no list, in the order of their titles.
    pub(super) fn of<'a>(self, named: impl Iterator<Item = &'a SeriesName>) -> Vec<Series> {
        self.0.map(|file| file.listed).unwrap_or_else(|| {
            let mut titles: BTreeMap<&Slug, &str> = BTreeMap::new();
            for series in named {
                titles.entry(&series.id).or_insert(&series.title);
            }
            let series = titles.into_iter().map(|(id, title)| Series {
                id: id.clone(),
                title: title.to_owned(),
                description: String::new(),
            });
            series.collect()
        })
    }
}

fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> Vec<Series> {
    let tables = ids::tables(source, "a series", "title", faults, |fields| {
        fields.text("description").map(|text| text.value).unwrap_or_default()
    });
    let series = |(id, title, description)| Series { id, title, description };
    tables.into_iter().map(series).collect()
}
