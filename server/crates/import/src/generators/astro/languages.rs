//! Languages of Astro's: those of its configuration, each with a folder in a collection.

use crate::{names::is_tag, script};

/// Names of the parameter that says which language a page is in.
pub(super) const PARAMETERS: [&str; 5] = ["lang", "locale", "language", "lng", "currentLocale"];

/// Whether a parameter of a route is the language.
pub(super) fn is_parameter(name: &str) -> bool {
    PARAMETERS.contains(&name)
}

/// The languages of a site.
#[derive(Clone, Debug, Default)]
pub(super) struct Languages {
    all: Vec<String>,
    first: String,
}

impl Languages {
    /// What `i18n`, Starlight, or another part of the configuration says.
    pub(super) fn of(config: &str, first: &str) -> Self {
        let table = script::part(config, "locales").map(script::keys).unwrap_or_default();
        let list = script::list(config, "locales");
        let all = table.into_iter().chain(list).filter(|tag| is_tag(tag)).map(str::to_owned);
        Self { all: all.collect(), first: first.to_owned() }
    }

    /// The language whose folder a path is in, and the path below it.
    pub(super) fn split<'p>(&self, path: &'p str) -> Option<(&'p str, &'p str)> {
        let (tag, rest) = path.split_once('/')?;
        self.all.iter().any(|known| known == tag).then_some((tag, rest))
    }

    /// The tag of a text's own language, where that is not the first one.
    pub(super) fn other<'t>(&self, tag: &'t str) -> Option<&'t str> {
        (!tag.eq_ignore_ascii_case(&self.first)).then_some(tag)
    }

    /// How the first language stands in addresses.
    pub(super) fn first(&self) -> &str {
        if self.first.is_empty() { "en" } else { &self.first }
    }
}
