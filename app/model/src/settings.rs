//! What `site.toml` says that only the build has to know: no page carries it to the browser.

use super::{Date, Frame, Outside, Pair, Robots, Services, Theme};

/// The choices of whoever runs the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether a picture is drawn for the preview of each page.
    pub cards: bool,
    /// Colours, faces and measures.
    pub theme: Theme,
    /// The colours that a browser gives its own frame.
    pub theme_color: Pair,
    /// What stands around the texts.
    pub frame: Frame,
    /// What others run in the pages.
    pub outside: Outside,
    /// Services of others that are asked for by name.
    pub services: Services,
    /// What crawlers are asked.
    pub robots: Robots,
    /// Whom to tell of a hole in the site.
    pub security: Option<Security>,
    /// Whether browsers come back over HTTPS only.
    pub hsts: Option<Hsts>,
}

impl Default for Settings {
    fn default() -> Self {
        let theme = Theme::default();
        Self {
            cards: true,
            frame: Frame::default(),
            outside: Outside::default(),
            services: Services::default(),
            robots: Robots::default(),
            theme_color: theme.colours.paper,
            theme,
            security: None,
            hsts: None,
        }
    }
}

/// What `/.well-known/security.txt` says (RFC 9116).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Security {
    /// Addresses to write to, the preferred one first; at least one.
    pub contact: Vec<String>,
    /// The day on which the file ceases to hold.
    pub expires: Date,
    /// Where keys for writing in secret are.
    pub encryption: Option<String>,
    /// Where those are thanked who reported something.
    pub acknowledgments: Option<String>,
    /// Where it says how reports are treated.
    pub policy: Option<String>,
    /// Where it says whom the site looks for to keep it safe.
    pub hiring: Option<String>,
    /// The languages that reports may be written in, as BCP 47 tags; any if there are none.
    pub languages: Vec<String>,
}

/// How long browsers come back over HTTPS only (RFC 6797).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hsts {
    /// So many seconds from each visit on.
    pub max_age: usize,
    /// To the hosts below this one too.
    pub include_subdomains: bool,
    /// Even on the first visit: browsers may carry the host in a list.
    pub preload: bool,
}
