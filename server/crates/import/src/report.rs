//! What came of an import: what was taken, what became what, and what needs a hand.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::Generator;

/// Which part of the report something belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Only a person can tell what is right.
    Hand,
    /// It became something else.
    Became,
    /// It was left alone.
    Left,
}

/// How many places of what became something else are shown: those that need a hand all are.
const SHOWN: usize = 3;

/// A shortcode that somebody has to write: in the source it is a program.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unwritten {
    /// What the source calls it.
    pub(crate) shown: String,
    /// The names of what it is given.
    pub(crate) given: BTreeSet<String>,
    /// Whether it is called within a line, and whether blocks stand in a call.
    pub(crate) is_inline: bool,
    pub(crate) is_block: bool,
    pub(crate) places: BTreeSet<(String, usize)>,
}

/// What happened, by class and words, with every place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    places: BTreeMap<(Class, String), BTreeSet<(String, usize)>>,
    /// While it is not 0, nothing is noted.
    pub(crate) silent: usize,
    /// Shortcodes that somebody has to write, by their names.
    pub(crate) unwritten: BTreeMap<String, Unwritten>,
}

impl Notes {
    /// Notes something at a line of a file; 0 stands for the file as a whole.
    pub(crate) fn note(&mut self, class: Class, what: impl Into<String>, file: &str, line: usize) {
        if self.silent == 0 {
            let places = self.places.entry((class, what.into())).or_default();
            places.insert((file.to_owned(), line));
        }
    }

    /// The notes of a class, those with most places first.
    fn of(&self, class: Class) -> Vec<(&str, &BTreeSet<(String, usize)>)> {
        let of_class = self.places.iter().filter(|((of, _), _)| *of == class);
        let mut notes: Vec<_> = of_class.map(|((_, what), places)| (&**what, places)).collect();
        notes.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
        notes
    }

    /// The files with something that needs a hand.
    fn files(&self) -> BTreeSet<&str> {
        let hand = self.of(Class::Hand);
        hand.iter().flat_map(|(_, places)| places.iter().map(|(file, _)| &**file)).collect()
    }
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// Whose blog it was.
    pub generator: Generator,
    /// The file by which that was known.
    pub config: String,
    /// How many posts were taken, drafts among them.
    pub posts: usize,
    /// How many of the posts are drafts.
    pub drafts: usize,
    /// How many pages were taken.
    pub pages: usize,
    /// How many authors were taken.
    pub authors: usize,
    /// How many files beside the texts were taken.
    pub files: usize,
    /// Every address that the source had and the new blog keeps, in order.
    pub addresses: Vec<String>,
    /// Files of the target that somebody had changed since, and that were kept.
    pub kept: Vec<String>,
    /// The files that texts were taken from.
    pub(crate) sources: BTreeSet<String>,
    pub(crate) notes: Notes,
}

impl ImportReport {
    /// Notes that a place of the source needs a hand.
    pub fn hand(&mut self, what: impl Into<String>, file: &str, line: usize) {
        self.notes.note(Class::Hand, what, file, line);
    }

    /// Notes what became of a place of the source.
    pub fn became(&mut self, what: impl Into<String>, file: &str, line: usize) {
        self.notes.note(Class::Became, what, file, line);
    }

    /// How many files of the source have something that needs a hand.
    pub fn needs_hand(&self) -> usize {
        self.notes.files().len()
    }

    /// How many shortcodes somebody has to write.
    pub fn unwritten(&self) -> usize {
        self.notes.unwritten.len()
    }
}

/// A number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn place((file, line): &(String, usize)) -> String {
    if *line == 0 { file.clone() } else { format!("{file}:{line}") }
}

/// The first of some places.
fn first_places(places: &BTreeSet<(String, usize)>) -> String {
    let shown: Vec<String> = places.iter().take(SHOWN).map(place).collect();
    let more = if places.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let drafts = match self.drafts {
            0 => String::new(),
            drafts => format!(" ({})", count(drafts, "draft")),
        };
        writeln!(f, "A blog of {}, by {}", self.generator, self.config)?;
        writeln!(f, "\nTaken")?;
        writeln!(
            f,
            "  {}{drafts}, {}, {}, {}",
            count(self.posts, "post"),
            count(self.pages, "page"),
            count(self.authors, "author"),
            count(self.files, "file"),
        )?;
        let addresses = self.addresses.len();
        writeln!(
            f,
            "  {} kept",
            match addresses {
                1 => "1 old address".to_owned(),
                more => format!("{more} old addresses"),
            }
        )?;
        self.section(f, Class::Became, "What became what")?;
        self.section(f, Class::Left, "Not taken")?;
        if !self.kept.is_empty() {
            writeln!(f, "\nKept as somebody changed it")?;
            for path in &self.kept {
                writeln!(f, "  {path}")?;
            }
        }
        self.section(f, Class::Hand, "Needs a hand")?;
        self.to_write(f)?;
        write!(f, "\n{}", self.last_line())
    }
}

impl ImportReport {
    /// The shortcodes that somebody has to write.
    fn to_write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all: Vec<_> = self.notes.unwritten.iter().collect();
        all.sort_by_key(|(_, of)| std::cmp::Reverse(of.places.len()));
        if !all.is_empty() {
            writeln!(f, "\nHas to be written once")?;
        }
        for (name, of) in all {
            let number = of.places.len();
            writeln!(f, "  {number} × {}: what it shows, in shortcodes/{name}.html", of.shown)?;
            writeln!(f, "      {}", first_places(&of.places))?;
        }
        Ok(())
    }

    /// What is left to do, in a line.
    fn last_line(&self) -> String {
        let files = self.notes.files();
        let texts = files.iter().filter(|file| self.sources.contains(**file)).count();
        let others = files.len() - texts;
        let all = self.posts + self.pages;
        let needs = if others == 1 { "needs" } else { "need" };
        let of_texts = format!("{texts} of {} need a hand", count(all, "text"));
        let parts = [
            (texts, of_texts),
            (others, format!("{} {needs} a hand", count(others, "other file"))),
            (self.unwritten(), format!("{} to write", count(self.unwritten(), "shortcode"))),
        ];
        let parts: Vec<String> =
            parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, part)| part).collect();
        if parts.is_empty() { "Nothing needs a hand".to_owned() } else { parts.join(", ") }
    }

    fn section(&self, f: &mut fmt::Formatter<'_>, class: Class, title: &str) -> fmt::Result {
        let notes = self.notes.of(class);
        if notes.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{title}")?;
        for (what, places) in notes {
            let number = places.len();
            match (class, places.first()) {
                (Class::Hand, _) | (_, None) => {
                    writeln!(f, "  {number} × {what}")?;
                    for at in places {
                        writeln!(f, "      {}", place(at))?;
                    }
                }
                (_, Some(_)) => {
                    writeln!(f, "  {number} × {what}\n      {}", first_places(places))?;
                }
            }
        }
        Ok(())
    }
}
