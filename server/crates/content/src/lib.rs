//! A folder of Markdown becomes a [`Library`](model::Library), or all that is wrong with it at once.
//!
//! The stages, each in a module of its own:
//!
//! 1. `files` finds the files of posts and pages within the folder's `boundary`, `languages` tells which
//!    language each is in; `source` reads one and can point into it.
//! 2. `site` (with `settings`, `theme`), `icon`, `authors`, `series` and `words` read what concerns the
//!    whole blog, `style` and `logo` what it adds to the look of its pages, `frame` and `snippet` what
//!    stands around its texts, `outside` and `services` what others run in its pages, `shortcodes` the
//!    templates for calls in them.
//! 3. `front_matter` reads the head of each file; `texts` gives it a name and an address.
//! 4. `addresses` knows from then on where a link can lead.
//! 5. `markdown` renders each text in one walk, with `highlight` for its code.
//! 6. `load` checks the links between texts and puts the library together, `incident` looks at what its texts
//!    say of incidents, with what `lint` leaves to be looked for; `resources` says which files beside the
//!    texts are published; `permalinks` looks for addresses that would be lost, `revisions` for how texts changed,
//!    `redaction` for what must not get out.
//!
//! `tools` and `runs` know which blocks of code ran, and with what; nothing in here runs any.
//!
//! `edition` takes the texts of one language through the third to the sixth; those of several know of each
//! other from the fourth on.
//!
//! A [`RenderCache`] of the last time spares what did not change the third and the fifth. What the fifth
//! makes goes through `bodies` into a file.
//!
//! No stage stops at a fault: it reports it, goes on with a stand-in, and [`load`] refuses the
//! whole in the end. So one run tells a writer everything. The reading and rendering of files run
//! in parallel; sorting makes their faults come out in the same order every time.

mod addresses;
mod aliases;
mod allowed;
mod anchors;
mod assemble;
mod assets;
mod authors;
mod base_url;
mod boundary;
mod byline;
mod changes;
mod command_line;
mod content;
mod corrections;
mod dress;
mod edition;
mod files;
mod first;
mod foreign;
mod frame;
mod front_matter;
mod heads;
mod here;
mod icon;
mod ids;
mod incident;
mod languages;
mod links;
mod lint;
mod listed;
mod lists;
mod load;
mod lock_update;
mod logo;
mod naming;
mod old_feeds;
mod options;
mod outside;
mod own_files;
mod patterns;
mod permalinks;
mod picture;
mod publication;
mod redaction;
mod redirects;
mod render;
mod render_cache;
mod resources;
mod revisions;
mod robots;
mod runs;
mod series;
mod services;
mod settings;
mod shortcodes;
mod site;
mod snippet;
mod sources;
mod style;
mod texts;
mod theme;
mod tools;
mod whole_links;
mod words;

pub use command_line::{check_base_url, check_language, check_names, first_language};
pub use content::Content;
pub use files::display_path;
pub use first::FirstContent;
pub use listed::{ListedPost, Status};
pub use load::{load, load_again, load_first};
pub use lock_update::{Updated, update_permalinks};
pub use options::LoadOptions;
pub use publication::LeftOut;
pub use render_cache::RenderCache;
pub use runs::{RunRecord, RunRecords, Runs, version};
pub use sources::{ExternalLink, TextSources};
pub use tools::{Tool, Tools, example};
