//! What came of an import: what was taken, what became what, and what needs a hand.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
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

/// What happened, by class and words, with every place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    places: BTreeMap<(Class, String), BTreeSet<(String, usize)>>,
    /// While it is not 0, nothing is noted.
    pub(crate) silent: usize,
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
pub struct Report {
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
    pub(crate) notes: Notes,
}

impl Report {
    /// Notes that a place of the source needs a hand.
    pub fn hand(&mut self, what: impl Into<String>, file: &str, line: usize) {
        self.notes.note(Class::Hand, what, file, line);
    }

    /// Notes what became of a place of the source.
    pub fn became(&mut self, what: impl Into<String>, file: &str, line: usize) {
        self.notes.note(Class::Became, what, file, line);
    }

    /// How many texts have something that needs a hand.
    pub fn needs_hand(&self) -> usize {
        self.notes.files().len()
    }
}

/// A number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn place((file, line): &(String, usize)) -> String {
    if *line == 0 { file.clone() } else { format!("{file}:{line}") }
}

impl fmt::Display for Report {
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
        let texts = self.posts + self.pages;
        match self.needs_hand() {
            0 => write!(f, "\nNothing needs a hand"),
            files => {
                self.section(f, Class::Hand, "Needs a hand")?;
                write!(f, "\n{} of {} need a hand", files, count(texts, "text"))
            }
        }
    }
}

impl Report {
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
                    let shown: Vec<String> = places.iter().take(SHOWN).map(place).collect();
                    let mut line = shown.join(", ");
                    if number > SHOWN {
                        let _ = write!(line, ", …");
                    }
                    writeln!(f, "  {number} × {what}\n      {line}")?;
                }
            }
        }
        Ok(())
    }
}
