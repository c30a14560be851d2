//! Services of others that an owner asks for by a line each.

use serde::Serialize;

use crate::Sources;

/// What the owner of a blog asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Services {
    /// What scripts load, and when.
    pub loaded: Loaded,
    /// Where readers ask for new posts by e-mail.
    pub newsletter: Option<Newsletter>,
    /// Where all of it comes from.
    pub sources: Sources,
}

/// What `services.js` loads once the page stands, or when a reader asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Loaded {
    /// Who counts visits.
    pub analytics: Vec<Service>,
    /// Whether nobody is counted whose browser asks for that.
    pub heeds_do_not_track: bool,
    /// Where readers discuss a post.
    pub comments: Option<Service>,
}

impl Loaded {
    /// Whether there is nothing to load.
    pub fn is_empty(&self) -> bool {
        self.analytics.is_empty() && self.comments.is_none()
    }
}

/// A service that comes as a script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Service {
    /// What `site.toml` calls it, and `services.js`.
    pub name: &'static str,
    /// Where the script lies.
    pub src: String,
    /// What the script asks its own element for, with values.
    pub attributes: Vec<(&'static str, String)>,
}

/// A form that somebody else receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newsletter {
    /// Where the form goes.
    pub action: String,
    /// What it calls the address of the reader.
    pub email: &'static str,
    /// What else goes with it.
    pub hidden: Vec<(String, String)>,
}
