//! Who writes: `content/authors.toml`.

use std::path::Path;

use diagnostics::{Diagnostic, Source, Spanned};
use images::Asset;
use model::{Author, Byline, Slug, routes::Route};
use values::Fields;

use super::{addresses::LinkOrigin, byline, ids, picture::PictureContext};

/// The authors in the order of the file; none when there is no such file and posts name their
/// authors in full.
#[derive(Debug, Default)]
pub(super) struct Authors(Option<AuthorsFile>);

#[derive(Debug)]
struct AuthorsFile {
    source: Source,
    listed: Vec<AuthorEntry>,
}

/// An author as the file tells, before anybody has looked for what it names.
#[derive(Debug)]
struct AuthorEntry {
    id: Slug,
    name: String,
    bio: String,
    url: Option<Spanned<String>>,
    picture: Option<Spanned<String>>,
}

const FILE: &str = "authors.toml";
/// How wide the picture of an author is at most, in CSS pixels.
const PORTRAIT: u32 = 160;

impl AuthorEntry {
    fn byline(&self) -> Byline {
        Byline { name: self.name.clone(), id: Some(self.id.clone()), url: None }
    }
}

impl Authors {
    /// Reads the file, if it is there.
    pub(super) fn read(
        root: &Path,
        shown: &Path,
        language: Option<&str>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        Self(ids::read_in_language(root, shown, FILE, language, faults).map(|source| {
            let listed = read(&source, faults);
            AuthorsFile { source, listed }
        }))
    }

    /// Who is meant by an id, or by a name where there is no list; else what is wrong with it, and
    /// perhaps a remedy.
    pub(super) fn byline(&self, id: &str) -> Result<Byline, (String, Option<String>)> {
        if id.is_empty() {
            return Err(("an author needs a name".into(), None));
        }
        let Some(AuthorsFile { source, listed }) = &self.0 else {
            return byline::read(id);
        };
        let file = source.path().file_name().unwrap_or_default().to_string_lossy();
        let named = listed.iter().map(|author| (author.id.as_str(), author.name.as_str()));
        let at = ids::find(&file, "name", id, named)?;
        Ok(listed[at].byline())
    }

    /// Who wrote a post that does not say: the author of the site, who may stand in the list.
    pub(super) fn of_site(&self, author: &str) -> Byline {
        let listed = self.0.iter().flat_map(|file| &file.listed);
        let known = |listed: &&AuthorEntry| listed.id.as_str() == author || listed.name == author;
        match listed.into_iter().find(known) {
            Some(listed) => listed.byline(),
            None => byline::read(author).unwrap_or_else(|_| Byline::of_name(author)),
        }
    }

    /// Whether posts name their authors by ids.
    pub(super) fn are_listed(&self) -> bool {
        self.0.is_some()
    }

    /// The ids, in the order of the file.
    pub(super) fn ids(&self) -> impl Iterator<Item = &Slug> {
        self.0.iter().flat_map(|file| &file.listed).map(|author| &author.id)
    }

    /// All that is known of them, and the files of their pictures.
    pub(super) fn resolve(
        self,
        beside: PictureContext<'_>,
        faults: &mut Vec<Diagnostic>,
    ) -> (Vec<Author>, Vec<Asset>) {
        let Some(AuthorsFile { source, listed }) = self.0 else {
            return Default::default();
        };
        let place = LinkOrigin { route: &Route::Authors, file: Path::new(FILE), folder: None };
        let mut assets = Vec::new();
        let author = |AuthorEntry { id, name, bio, url, picture: file }| {
            if let Some(Spanned { value, span }) = &url
                && let Err(broken) = beside.addresses.resolve_of_site(value)
            {
                faults.push(source.error(span.clone(), broken.message).maybe_help(broken.help));
            }
            let picture = file.and_then(|file| {
                let shown =
                    beside.picture(place, &source, &file, name.clone(), PORTRAIT, faults)?;
                assets.extend(shown.assets);
                Some(shown.picture)
            });
            Author { id, name, bio, url: url.map(|url| url.value), picture }
        };
        (listed.into_iter().map(author).collect(), assets)
    }
}

fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> Vec<AuthorEntry> {
    let tables = ids::tables(source, "an author", "name", faults, |fields| {
        let bio = fields.text("bio").map(|bio| bio.value).unwrap_or_default();
        let (url, link) = (fields.filled("url"), fields.filled("link"));
        let url = url.or(link).filter(|url| is_address(url, fields));
        (bio, url, fields.filled("picture"))
    });
    let listed = |(id, name, (bio, url, picture))| AuthorEntry { id, name, bio, url, picture };
    tables.into_iter().map(listed).collect()
}

fn is_address(url: &Spanned<String>, fields: &mut Fields<'_>) -> bool {
    let schemes = ["https://", "http://", "mailto:"];
    let on_site = url.value.starts_with('/') && !url.value.starts_with("//");
    let good = on_site || schemes.iter().any(|scheme| url.value.starts_with(scheme));
    if !good {
        let message = format!("`{}` is neither a path on this site nor an address", url.value);
        let help = "begin it with / or https://";
        fields.fault_at(url.span.clone(), (message, Some(help.into())));
    }
    good
}
