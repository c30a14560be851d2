//! A site in one of its languages; most sites have one.

use diagnostics::Result;
use images::Icon;
use model::Library;
use store::Cache;
use typeface::Typeface;

use super::{Cards, Folder, FrontEndFiles};

/// What is in it, what shows it, and where it is written.
#[derive(Debug)]
pub struct Edition {
    /// Its texts.
    pub library: Library,
    /// The browser half, speaking its language.
    pub front: FrontEndFiles,
    /// Its part of the folder of the site.
    pub site: Folder,
    /// The pictures for previews of its pages, if there are any.
    pub cards: Option<Cards>,
}

impl Edition {
    /// All editions of a site, the first language first, each with a part of its folder.
    pub fn all(libraries: Vec<Library>, front: &FrontEndFiles, site: &Folder) -> Vec<Self> {
        let edition = |library: Library| {
            let own = library.site();
            let mut front = front.clone();
            if !own.prefix.is_empty() {
                front.say(&own.words);
                if library.settings().offline {
                    front.add_offline(own);
                }
                // The app of another language must not show a page of this one.
                front.build = format!("{}-{}", front.build, own.language);
            }
            Self { front, site: site.below(&own.prefix), library, cards: None }
        };
        libraries.into_iter().map(edition).collect()
    }

    /// The same with pictures for previews of its pages.
    #[must_use]
    pub fn with_cards(mut self, icon: &Icon, typeface: &Typeface) -> Self {
        let cards = Cards::plan(&self.library, icon, typeface);
        self.library = self.library.with_shares(cards.shares());
        Self { cards: Some(cards), ..self }
    }

    /// Writes what readers and the app read of it. What all editions share, [`site_files`](super::site_files)
    /// and the front end itself among it, is not part of it. Gives back how many pages there are.
    ///
    /// # Errors
    ///
    /// When a file can't be made or written.
    pub fn write(&self, whole: &Folder, cache: &Cache) -> Result<usize> {
        let Self { library, front, site, cards } = self;
        front.write_words(whole)?;
        let for_readers = || -> Result<usize> {
            let pages = super::pages::write(library, front, site)?;
            if let Some(cards) = cards {
                cards.write(whole, cache)?;
            }
            Ok(pages)
        };
        // A part of making the index is work for one core alone: the others draw pages meanwhile.
        let for_machines = || -> Result<()> {
            super::search::write(library, site, cache)?;
            super::copies::write(library, site)?;
            super::lists::write(library, front, site)
        };
        let (pages, others) = rayon::join(for_readers, for_machines);
        others.and(pages)
    }
}
