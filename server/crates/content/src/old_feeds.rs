//! Addresses at which readers still ask for feeds, as the table `[feeds]` of `site.toml` names them.

use diagnostics::{Diagnostic, Source, Span, Spanned};
use model::{
    OldFeeds, file_at, is_query,
    routes::{FEED, JSON_FEED, RSS, Route},
};
use urls::plan::Plan;
use values::{Fields, Table};

use super::aliases::{self, FEEDS};

/// What stands for the name of a tag, an author or a series.
const SLUG: &str = ":slug";

/// The table, read, with the place of each address.
#[derive(Debug, Default)]
pub(super) struct UncheckedFeeds {
    pub(super) feeds: OldFeeds,
    places: Vec<(String, Span)>,
}

impl UncheckedFeeds {
    /// Reads the table `[feeds]`; what is faulty is left out.
    pub(super) fn read(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> Self {
        let mut fields = Fields::new(source, table, faults);
        let mut draft = Self::default();
        draft.feeds = OldFeeds {
            blog: draft.addresses(&mut fields, "also"),
            tags: draft.addresses(&mut fields, "tags"),
            authors: draft.addresses(&mut fields, "authors"),
            series: draft.addresses(&mut fields, "series"),
        };
        fields.finish();
        draft
    }

    fn addresses(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
        let mut addresses = Vec::new();
        for Spanned { value, span } in fields.texts(key).unwrap_or_default() {
            match check(key, &value) {
                Ok(address) => {
                    self.places.push((address.clone(), span));
                    addresses.push(address);
                }
                Err(fault) => fields.fault_at(span, fault),
            }
        }
        addresses
    }

    /// Adds the files of these feeds to those that the site has. Where the site has a feed of its own,
    /// there is nothing to add.
    pub(super) fn plan<'a>(
        &mut self,
        source: &Source,
        pages: impl Iterator<Item = &'a Route> + Clone,
        plan: &mut Plan,
        faults: &mut Vec<Diagnostic>,
    ) {
        let own = [FEED, RSS, JSON_FEED];
        self.feeds.blog.retain(|address| !own.contains(&&**address));
        let addresses = pages.flat_map(|page| self.feeds.of(page));
        for address in addresses.filter(|address| !is_query(address)).collect::<Vec<_>>() {
            let file = file_at(&address);
            let Some(taken) = plan.conflict_at(&file) else {
                plan.add(file);
                continue;
            };
            let written = |pattern: &str| match pattern.split_once(SLUG) {
                None => pattern == address,
                Some((before, after)) => address.starts_with(before) && address.ends_with(after),
            };
            if let Some((_, span)) = self.places.iter().find(|(pattern, _)| written(pattern)) {
                let message = format!("no feed can be at `{address}`, which {}", taken.reason());
                faults.push(source.error(span.clone(), message).help("take it out"));
            }
        }
    }
}

/// An address as a path on the site; else what is wrong with it, and how to mend it.
fn check(key: &str, address: &str) -> Result<String, (String, Option<String>)> {
    let example = match key {
        "also" => "/index.xml",
        "tags" => "/tags/:slug/index.xml",
        "authors" => "/authors/:slug/index.xml",
        _ => "/series/:slug/index.xml",
    };
    let refuse =
        |why: &str| Err((format!("`{address}` {why}"), Some(format!("write it as \"{example}\""))));
    let names = address.matches(':').count();
    if key == "also" && names > 0 {
        return refuse("is the address of many feeds, and there is one of the blog");
    }
    if key != "also" && (names != 1 || !address.contains(SLUG)) {
        return refuse("has no `:slug` for the name, or something else with a colon");
    }
    let plain = address.replace(SLUG, "slug");
    // A file keeps its name, whatever it ends with.
    let without = |path: &str| {
        FEEDS.iter().chain(&[".json"]).find_map(|end| path.strip_suffix(end)).map(str::to_owned)
    };
    let is_file = without(&plain);
    // Some end twice: `/feeds/all.atom.xml`.
    let path = is_file.clone().map(|path| without(&path).unwrap_or(path));
    let path = aliases::parse(&path.unwrap_or(plain))?;
    if key != "also" && is_query(&path) {
        return refuse("has a query, which no list is found by");
    }
    let whole = is_file.is_some() || is_query(&path) || address.ends_with('/');
    Ok(if whole { address.to_owned() } else { format!("{address}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_a_file_a_folder_or_a_query() {
        for (key, address, read) in [
            ("also", "/index.xml", "/index.xml"),
            ("also", "/feed", "/feed/"),
            ("also", "/blog/atom.xml", "/blog/atom.xml"),
            ("also", "/feeds/all.atom.xml", "/feeds/all.atom.xml"),
            ("also", "/?feed=rss2", "/?feed=rss2"),
            ("tags", "/tag/:slug/feed/", "/tag/:slug/feed/"),
        ] {
            assert_eq!(check(key, address).as_deref(), Ok(read), "{address}");
        }
        for (key, address) in [
            ("also", "/tags/:slug/index.xml"),
            ("also", "https://example.org/index.xml"),
            ("tags", "/tags/index.xml"),
            ("tags", "/tags/:name/index.xml"),
            ("tags", "/?tag=:slug"),
        ] {
            assert!(check(key, address).is_err(), "{address}");
        }
    }
}
