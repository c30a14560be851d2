//! `build.json`: what a site says of its own making.

use std::path::Path;

use diagnostics::{Error, Result};
use model::{BasePath, Library, routes::Routes};
use serde::{Deserialize, Serialize};
use store::fs;

use crate::{Redirect, Security};

/// Where it stands, as a path on the site.
pub const MANIFEST: &str = "/build.json";

/// Tells a folder of ours from any other, and a server where the site belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program that made the site, with its version.
    pub generator: String,
    /// The front end that the pages belong to: a hash of its files.
    pub build: String,
    /// The path on its host that the site was made for.
    pub base_path: BasePath,
    /// The host that the site was made for.
    #[serde(default)]
    pub host: String,
    /// What every answer says.
    #[serde(flatten)]
    pub security: Security,
    /// What addresses on it look like.
    #[serde(default, skip_serializing_if = "Routes::are_usual")]
    pub routes: Routes,
    /// Where the languages are that come behind the first, as paths on the site.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The addresses that pages were found at before.
    #[serde(default)]
    pub redirects: Vec<Redirect>,
}

impl Manifest {
    /// For a site made by this program.
    pub fn new(build: &str, policy: &str, library: &Library, redirects: Vec<Redirect>) -> Self {
        let site = library.site();
        Self {
            generator: concat!("engineering-blog ", env!("CARGO_PKG_VERSION")).to_owned(),
            build: build.to_owned(),
            base_path: site.base_path(),
            host: host(&site.base_url).to_owned(),
            security: Security::of(library, policy),
            routes: site.routes.clone(),
            languages: Vec::new(),
            redirects,
        }
    }

    /// The same of a site with more languages below these paths.
    #[must_use]
    pub fn with_languages<'a>(self, prefixes: impl Iterator<Item = &'a str>) -> Self {
        Self { languages: prefixes.map(str::to_owned).collect(), ..self }
    }

    /// What stands in the file.
    ///
    /// # Errors
    ///
    /// When it can't be written as JSON.
    pub fn json(&self) -> Result<String> {
        let json = serde_json::to_string(self).map_err(|reason| Error::new(reason.to_string()))?;
        Ok(json + "\n")
    }

    /// Reads it from a site.
    ///
    /// # Errors
    ///
    /// When the folder is no site of ours, or there is no such folder.
    pub fn read(site: &Path) -> Result<Self> {
        let file = site.join(MANIFEST.trim_start_matches('/'));
        serde_json::from_str(&fs::read_to_string(&file)?)
            .map_err(|reason| Error::new(format!("can't understand {}: {reason}", file.display())))
    }
}

/// What stands between scheme and path.
fn host(base_url: &str) -> &str {
    let (_, rest) = base_url.split_once("://").unwrap_or(("", base_url));
    rest.split('/').next().unwrap_or(rest)
}
