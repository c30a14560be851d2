//! What is known of the texts of a content folder since they were last read: only those that
//! changed are read, and only those that would come out otherwise are rendered.
//!
//! A text comes out the same when its file, the files for the whole blog and the program are the
//! same, and when everything that it asked of the others gets the same answer
//! ([`ResolvedLink`](super::addresses::ResolvedLink)). No list of who depends on whom is kept: the questions
//! are asked again.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, Write},
    mem,
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::{LARGEST, Span, read_bounded};
use images::Asset;
use markdown::Rendered;
use model::{Date, Picture, Slug};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use store::{BodyStore, Key, Stamp, StoredBody, fs::entries, program, snapshot};
use typeface::Typeface;

use super::{
    addresses::{Addresses, ResolvedLink},
    front_matter::FrontMatter,
    options::LoadOptions,
    revisions::known::Known,
    shortcodes::UsedShortcodes,
};

/// The version of the format, to be raised with every change of it.
const KIND: &str = "texts 10";
/// How many texts are read and written as one: the parts are worked on at the same time.
const PART: usize = 64;
/// How many parts are in memory at a time until they are written.
const PARTS: usize = 16;

/// Those files that had nothing to find in them, as they were then.
pub(super) type Clean = HashMap<PathBuf, Stamp>;

/// What is known of the texts of one content folder. By default it is forgotten with the program.
#[derive(Debug, Default)]
pub struct RenderCache {
    /// Where it is kept for another run.
    place: Option<PathBuf>,
    /// Names all that every text depends on.
    common: Option<Key>,
    /// The number of all addresses that there were.
    addresses: u64,
    texts: HashMap<PathBuf, Arc<CachedText>>,
    /// What was made of them.
    bodies: Arc<BodyStore>,
    /// What is known of the texts in other languages of the same blog, by their tags.
    others: BTreeMap<String, RenderCache>,
    /// The files that had nothing in them that must not get out, and a name for what was looked for.
    clean: (Option<Key>, Clean),
    /// How texts changed, in all languages.
    revisions: Known,
    /// Whether nothing that was kept is to be used.
    anew: bool,
    /// How many texts were learned of that are not kept yet.
    unkept: usize,
}

/// What is kept before the texts, which follow in parts, each behind the number of its bytes.
#[derive(Serialize, Deserialize)]
struct First {
    common: Key,
    addresses: u64,
    /// Where the file of the long texts ends.
    end: u64,
    clean: (Option<Key>, Clean),
    revisions: Known,
}

/// What is known of a text without faults.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CachedText {
    pub(super) origin: SourceStamp,
    pub(super) front: FrontMatter,
    pub(super) body: usize,
    pub(super) slug: Slug,
    pub(super) slug_span: Option<Span>,
    pub(super) date: Date,
    pub(super) answers: Vec<ResolvedLink>,
    /// The shortcodes that it asked for.
    pub(super) shortcodes: UsedShortcodes,
    pub(super) made: RenderedParts,
}

/// The file of a text as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourceStamp {
    /// `None` when it might have been written again without a trace.
    pub(super) stamp: Option<Stamp>,
    /// Names its content.
    pub(super) content: Key,
}

/// What was made of a text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RenderedParts {
    #[serde(with = "shared")]
    pub(super) rendered: Arc<Rendered>,
    pub(super) html: StoredBody,
    pub(super) markdown: StoredBody,
    pub(super) cover: Option<Picture>,
    pub(super) cover_files: Vec<Asset>,
    /// The posts that it links to, each once.
    pub(super) cites: Vec<Slug>,
    /// The words that it is about.
    pub(super) about: Vec<u32>,
}

impl RenderedParts {
    /// What there is of a text that is not rendered yet.
    pub(super) fn none(bodies: &BodyStore) -> Self {
        let empty = bodies.keep("");
        Self {
            rendered: Arc::default(),
            html: empty,
            markdown: empty,
            cover: None,
            cover_files: Vec::new(),
            cites: Vec::new(),
            about: Vec::new(),
        }
    }

    /// How many bytes its long texts have.
    fn size(&self) -> usize {
        self.html.size() + self.markdown.size()
    }
}

impl RenderCache {
    /// One that knows nothing yet, to be [kept](Self::keep) at a place.
    pub fn at(place: PathBuf) -> Self {
        Self { place: Some(place), anew: true, ..Self::default() }
    }

    /// Where to keep what is known of the texts of a folder, for whatever site is made of them.
    pub fn place(root: &Path, options: &LoadOptions) -> Option<PathBuf> {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let seen = format!("{:?}{:?}{}", options.base_url, options.pictures, options.apart);
        let about = [b"texts", root.as_os_str().as_encoded_bytes(), seen.as_bytes()];
        options.cache.file_about(Key::of(about), "texts")
    }

    /// Reads what was [kept](Self::keep); what is damaged, or of another program, is nothing.
    pub fn recall(place: PathBuf) -> Self {
        Self::read(&place).unwrap_or_else(|| Self::at(place))
    }

    fn read(place: &Path) -> Option<Self> {
        let (First { common, addresses, end, clean, revisions }, bytes): (First, _) =
            snapshot::read(place, KIND)?;
        let parts = parts_of(&bytes)?;
        let texts = parts.into_par_iter().map(|part| postcard::from_bytes(part).ok());
        let texts: Vec<Vec<(PathBuf, CachedText)>> = texts.collect::<Option<_>>()?;
        let texts = texts.into_iter().flatten().map(|(file, known)| (file, Arc::new(known)));
        let texts: HashMap<_, _> = texts.collect();
        let used: usize = texts.values().map(|known| known.made.size()).sum();
        // When most of the file is of no use any more, it starts anew.
        if end > 2 * used as u64 {
            return None;
        }
        let bodies = Arc::new(BodyStore::recall(&bodies_file(place), end)?);
        let place = Some(place.to_owned());
        let common = Some(common);
        Some(Self { place, common, addresses, texts, bodies, clean, revisions, ..Self::default() })
    }

    /// Keeps it for another run.
    ///
    /// # Errors
    ///
    /// When it can't be written: then that run reads and renders everything anew.
    pub fn keep(&mut self) -> io::Result<()> {
        self.others.values_mut().try_for_each(Self::keep)?;
        self.unkept = 0;
        let (Some(place), Some(common)) = (&self.place, self.common) else { return Ok(()) };
        let texts: Vec<(&PathBuf, &CachedText)> =
            self.texts.iter().map(|(file, known)| (file, &**known)).collect();
        let (addresses, end, clean) = (self.addresses, self.bodies.end(), self.clean.clone());
        let revisions = self.revisions.clone();
        let first = First { common, addresses, end, clean, revisions };
        let write = |to: &mut dyn Write| {
            // All of them as bytes would be too much to have in memory beside the texts.
            for some in texts.chunks(PART * PARTS) {
                let parts: Vec<Vec<u8>> = some.par_chunks(PART).map(as_bytes).collect();
                for part in parts {
                    to.write_all(&(part.len() as u64).to_le_bytes())?;
                    to.write_all(&part)?;
                }
            }
            Ok(())
        };
        snapshot::write(place, KIND, &first, write)
    }

    /// Whether so much was learned since it was kept that the next run would feel it: to make a few texts
    /// once more takes less than to write down what is known of all.
    pub fn has_news(&self) -> bool {
        let few = PART.min(self.texts.len() / PART);
        self.unkept > few || self.others.values().any(Self::has_news)
    }

    /// Lets go of what is known of the texts, which is most of what a large blog has in memory. The long texts stay
    /// to be read.
    pub fn forget(&mut self) {
        self.texts = HashMap::new();
        self.clean = (None, HashMap::new());
        self.others.values_mut().for_each(Self::forget);
    }

    /// Whether anything is known of any text.
    pub(super) fn knows_texts(&self) -> bool {
        !self.texts.is_empty() || self.others.values().any(Self::knows_texts)
    }

    /// Whether a text was not there any more when it was needed. What was made with its help is of
    /// no use.
    pub fn is_outdated(&self) -> bool {
        self.bodies.have_failed() || self.others.values().any(Self::is_outdated)
    }

    /// Where the long texts go.
    pub(super) fn bodies(&self) -> &Arc<BodyStore> {
        &self.bodies
    }

    /// Forgets everything if anything changed that every text depends on, the typeface among it that
    /// diagrams are measured in.
    pub(super) fn begin(
        &mut self,
        root: &Path,
        shown: &Path,
        options: &LoadOptions,
        typeface: &Typeface,
    ) {
        let mut parts: Vec<Vec<u8>> = vec![
            program().bytes().to_vec(),
            root.canonicalize().unwrap_or_default().into_os_string().into_encoded_bytes(),
            shown.as_os_str().as_encoded_bytes().to_vec(),
            typeface.name().as_bytes().to_vec(),
            format!("{:?}{:?}{}", options.base_url, options.pictures, options.apart).into_bytes(),
        ];
        for file in entries(root).unwrap_or_default() {
            if file.extension().is_some_and(|ending| ending == "toml") {
                parts.push(file.as_os_str().as_encoded_bytes().to_vec());
                parts.push(read_bounded(&file, LARGEST).unwrap_or_default());
            }
        }
        let common = Key::of(parts.iter().map(Vec::as_slice));
        if self.common != Some(common) {
            let place = self.place.take();
            let bodies = place.as_deref().map(bodies_file);
            let bodies = Arc::new(BodyStore::new(bodies.as_deref(), &options.cache));
            let (others, anew) = (mem::take(&mut self.others), self.anew);
            *self = Self { place, common: Some(common), bodies, others, anew, ..Self::default() };
        }
    }

    /// What is known of the texts in another language, which may have begun already.
    pub(super) fn in_language(&mut self, tag: &str) -> &mut Self {
        let place = self.place.as_ref().map(|place| {
            let mut name = place.clone().into_os_string();
            name.push(format!("-{tag}"));
            PathBuf::from(name)
        });
        let anew = self.anew;
        self.others.entry(tag.to_owned()).or_insert_with(|| match place {
            Some(place) if anew => Self::at(place),
            Some(place) => Self::recall(place),
            None => Self::default(),
        })
    }

    /// Forgets the languages that the blog has no more.
    pub(super) fn keep_languages(&mut self, tags: &[String]) {
        self.others.retain(|tag, _| tags.contains(tag));
    }

    /// The files that had nothing in them of what the key names.
    pub(super) fn clean(&self, key: Key) -> Option<&Clean> {
        (self.clean.0 == Some(key)).then_some(&self.clean.1)
    }

    /// Notes them.
    pub(super) fn note_clean(&mut self, key: Key, files: Clean) {
        let known = self.clean(key);
        let is_new = |(file, stamp): &(&PathBuf, &Stamp)| {
            known.and_then(|known| known.get(*file)) != Some(*stamp)
        };
        self.unkept += files.iter().filter(is_new).count();
        self.clean = (Some(key), files);
    }

    /// How texts changed, as far as it is known.
    pub(super) fn revisions(&mut self) -> &mut Known {
        &mut self.revisions
    }

    /// What is known of the text in a file.
    pub(super) fn of(&self, file: &Path) -> Option<&Arc<CachedText>> {
        self.texts.get(file)
    }

    /// Whether the addresses are all the same that there were.
    pub(super) fn knows(&self, addresses: &Addresses) -> bool {
        self.addresses == addresses.number()
    }

    /// Notes what is known of texts now, if anything, and forgets those that are gone. What stays
    /// known was found to hold with these addresses.
    pub(super) fn learn(
        &mut self,
        found: Vec<(PathBuf, Option<CachedText>)>,
        addresses: &Addresses,
    ) {
        self.unkept += found.len();
        if !self.knows(addresses) {
            // Otherwise every later run would have to ask again for all links.
            self.unkept += self.texts.len();
        }
        self.addresses = addresses.number();
        self.texts.retain(|file, _| addresses.has_text(file));
        for (file, known) in found {
            match known {
                Some(known) => self.texts.insert(file, Arc::new(known)),
                None => self.texts.remove(&file),
            };
        }
    }
}

/// A part of the texts as it is kept.
fn as_bytes(part: &[(&PathBuf, &CachedText)]) -> Vec<u8> {
    let bytes = postcard::to_stdvec(part).unwrap_or_default();
    // A field that is left out when it is empty can be written, but nothing behind it read.
    debug_assert!(postcard::from_bytes::<Vec<(PathBuf, CachedText)>>(&bytes).is_ok());
    bytes
}

/// The parts in which the texts are kept; `None` where they do not end where the bytes do.
fn parts_of(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut parts = Vec::new();
    while !bytes.is_empty() {
        let (size, rest) = bytes.split_first_chunk()?;
        let size = usize::try_from(u64::from_le_bytes(*size)).ok()?;
        let (part, rest) = rest.split_at_checked(size)?;
        parts.push(part);
        bytes = rest;
    }
    Some(parts)
}

/// Where the long texts are kept of what is kept at a place.
fn bodies_file(place: &Path) -> PathBuf {
    place.with_extension("bodies")
}

/// A value that is shared in memory.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        value: &Arc<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        (**value).serialize(serializer)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(deserializer).map(Arc::new)
    }
}
