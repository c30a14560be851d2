//! What is known of the texts of a content folder since they were last read: only those that
//! changed are read, and only those that would come out otherwise are rendered.
//!
//! A text comes out the same when its file, the files for the whole blog and the program are the
//! same, and when everything that it asked of the others gets the same [`Answer`]. No list of who
//! depends on whom is kept: the questions are asked again.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{
    model::{AllowedHtml, Body, Date, Picture, Slug},
    routes::Route,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Asset, Options,
    addresses::{Addresses, Answer, Place},
    front_matter::FrontMatter,
    markdown::{self, Rendered},
    pictures::{Effort, Pictures},
    source::{Source, Span},
    texts::Draft,
};
use crate::{
    cache::{Cache, Key},
    stamp::{Stamp, program},
};

/// What is known of the texts of one content folder.
#[derive(Debug, Default)]
pub struct Memory {
    /// Names all that every text depends on.
    common: Option<Key>,
    texts: HashMap<PathBuf, Arc<Known>>,
    /// Whether a text was found to be another one after all.
    outdated: Arc<AtomicBool>,
}

/// What is known of a text without faults.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) origin: Origin,
    pub(super) front: FrontMatter,
    pub(super) body: usize,
    pub(super) slug: Slug,
    pub(super) slug_span: Option<Span>,
    pub(super) date: Date,
    pub(super) answers: Vec<Answer>,
    pub(super) made: Made,
}

/// The file of a text as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Origin {
    /// `None` when it might have been written again without a trace.
    pub(super) stamp: Option<Stamp>,
    /// Names its content.
    pub(super) content: Key,
}

/// What was made of a text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    #[serde(with = "shared")]
    pub(super) rendered: Arc<Rendered>,
    pub(super) cover: Option<Picture>,
    pub(super) cover_files: Vec<Asset>,
}

impl Known {
    /// What is to be remembered of a text; nothing, if there was something to say of its head.
    pub(super) fn of(draft: &Draft, answers: Vec<Answer>, made: &Made) -> Option<Self> {
        Some(Self {
            origin: draft.origin.clone()?,
            front: draft.front.clone(),
            body: draft.body,
            slug: draft.slug.clone(),
            slug_span: draft.slug_span.clone(),
            date: draft.date,
            answers,
            made: made.clone(),
        })
    }
}

impl Memory {
    /// Reads what was [kept](Self::keep); what is damaged, or of another program, is nothing.
    pub fn recall(file: &Path) -> Self {
        Self::read(file).unwrap_or_default()
    }

    fn read(file: &Path) -> Option<Self> {
        let text = fs::read_to_string(file).ok()?;
        let (seal, rest) = text.split_once('\n')?;
        if seal != seal_of(rest) {
            return None;
        }
        let (common, texts) = rest.split_once('\n')?;
        let texts: Vec<&str> = texts.lines().collect();
        let texts = texts.into_par_iter().map(|line| {
            let (file, known): (PathBuf, Known) = serde_json::from_str(line).ok()?;
            Some((file, Arc::new(known)))
        });
        let (common, texts) = (serde_json::from_str(common).ok()?, texts.collect::<Option<_>>()?);
        Some(Self { common: Some(common), texts, outdated: Arc::default() })
    }

    /// Keeps it for another run. Without, that one reads and renders everything anew.
    pub fn keep(&self, file: &Path) {
        let write = || -> Option<()> {
            let lines: Vec<String> = self
                .texts
                .par_iter()
                .map(|(file, known)| serde_json::to_string(&(file, &**known)).ok())
                .collect::<Option<_>>()?;
            let rest =
                format!("{}\n{}", serde_json::to_string(&self.common?).ok()?, lines.join("\n"));
            let folder = file.parent()?;
            fs::create_dir_all(folder).ok()?;
            let mut whole = tempfile::NamedTempFile::new_in(folder).ok()?;
            for part in [&seal_of(&rest), "\n", &rest] {
                std::io::Write::write_all(&mut whole, part.as_bytes()).ok()?;
            }
            whole.persist(file).ok().map(drop)
        };
        if write().is_none() {
            // An older one would be worse than none.
            let _ = fs::remove_file(file);
        }
    }

    /// Whether a text that was taken for known turned out to be another one. What was made with its
    /// help is of no use.
    pub fn is_outdated(&self) -> bool {
        self.outdated.load(Ordering::Relaxed)
    }

    /// Forgets everything if anything changed that every text depends on.
    pub(super) fn begin(&mut self, root: &Path, shown: &Path, options: &Options) {
        let mut parts: Vec<Vec<u8>> = vec![
            program().bytes().to_vec(),
            root.canonicalize().unwrap_or_default().into_os_string().into_encoded_bytes(),
            shown.as_os_str().as_encoded_bytes().to_vec(),
            format!("{:?}{:?}", options.base_url, options.pictures).into_bytes(),
        ];
        for file in crate::fs::entries(root).unwrap_or_default() {
            if file.extension().is_some_and(|ending| ending == "toml") {
                parts.push(file.as_os_str().as_encoded_bytes().to_vec());
                parts.push(fs::read(&file).unwrap_or_default());
            }
        }
        let common = Key::of(parts.iter().map(Vec::as_slice));
        if self.common != Some(common) {
            *self = Self { common: Some(common), ..Self::default() };
        }
    }

    /// What is known of the text in a file.
    pub(super) fn of(&self, file: &Path) -> Option<&Arc<Known>> {
        self.texts.get(file)
    }

    /// Notes what was found out, and forgets the texts that are gone.
    pub(super) fn learn(&mut self, found: Vec<(PathBuf, Known)>, addresses: &Addresses) {
        self.texts.retain(|file, _| addresses.has_text(file));
        self.texts.extend(found.into_iter().map(|(file, known)| (file, Arc::new(known))));
    }

    /// Sees to it that what was made of a known text can be read: the long texts in it are not kept
    /// but made again, should anybody need them.
    pub(super) fn revive(&self, known: &Known, again: impl FnOnce() -> Again) {
        let Rendered { prose, markdown, .. } = &*known.made.rendered;
        if !prose.html.is_unmade() && !markdown.is_unmade() {
            return;
        }
        let again = Arc::new((again(), self.outdated.clone(), OnceLock::new()));
        let made = again.clone();
        prose.html.make_with(move || again.0.once(&again.1, &again.2).0.clone());
        markdown.make_with(move || made.0.once(&made.1, &made.2).1.clone());
    }
}

/// All that it takes to render a known text once more.
#[derive(Debug)]
pub(super) struct Again {
    pub(super) file: PathBuf,
    pub(super) shown: PathBuf,
    pub(super) content: Key,
    pub(super) start: usize,
    pub(super) route: Route,
    pub(super) path: PathBuf,
    pub(super) folder: Option<PathBuf>,
    pub(super) math: bool,
    pub(super) html: AllowedHtml,
    pub(super) pictures: Effort,
    pub(super) cache: Cache,
    pub(super) addresses: Addresses,
}

impl Again {
    fn once<'a>(
        &self,
        outdated: &AtomicBool,
        made: &'a OnceLock<(String, String)>,
    ) -> &'a (String, String) {
        made.get_or_init(|| {
            self.make().unwrap_or_else(|| {
                outdated.store(true, Ordering::Relaxed);
                Default::default()
            })
        })
    }

    /// The HTML and the Markdown, unless the file is another one than it was.
    fn make(&self) -> Option<(String, String)> {
        let source = Source::read(&self.file, self.shown.clone()).ok()?;
        if source.name() != self.content {
            return None;
        }
        let (route, file, folder) = (&self.route, &*self.path, self.folder.as_deref());
        let text = markdown::Text {
            source: &source,
            start: self.start,
            place: Place { route, file, folder },
            addresses: &self.addresses,
            pictures: &Pictures::new(self.pictures, self.cache.clone()),
            math: self.math,
            html: self.html,
            cache: &self.cache,
        };
        let rendered = markdown::render(text, &mut Vec::new());
        Some((rendered.prose.html.to_string(), rendered.markdown.to_string()))
    }
}

/// Binds what is kept to its own bytes and to the program that wrote it.
fn seal_of(content: &str) -> String {
    Key::of([b"texts 1".as_slice(), program().bytes(), content.as_bytes()]).to_string()
}

/// A long text by its name and its size.
pub(super) mod by_name {
    use app::model::Body;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::content) fn serialize<S: Serializer>(
        body: &Body,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        (body.name().unwrap_or_default(), body.size()).serialize(serializer)
    }

    pub(in crate::content) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Body, D::Error> {
        let (name, size) = Deserialize::deserialize(deserializer)?;
        Ok(Body::unmade(name, size))
    }
}

/// A text with its HTML by name.
pub(super) mod prose_by_name {
    use app::model::{Body, Prose};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::content) fn serialize<S: Serializer>(
        prose: &Prose,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        // Named one by one, so that no new field is forgotten here.
        let Prose { contents, html, scripts } = prose;
        (contents, html.name().unwrap_or_default(), html.size(), scripts).serialize(serializer)
    }

    pub(in crate::content) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Prose, D::Error> {
        let (contents, name, size, scripts): (Option<String>, _, _, bool) =
            Deserialize::deserialize(deserializer)?;
        Ok(Prose { contents, html: Body::unmade(name, size), scripts })
    }
}

/// A value that is shared in memory.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::content::markdown::Rendered;

    pub(super) fn serialize<S: Serializer>(
        value: &Arc<Rendered>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        (**value).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<Rendered>, D::Error> {
        Rendered::deserialize(deserializer).map(Arc::new)
    }
}

/// A long text under the name of its content.
pub(super) fn named(text: String) -> Body {
    Body::named(*Key::of([b"body", text.as_bytes()]).bytes(), text)
}
