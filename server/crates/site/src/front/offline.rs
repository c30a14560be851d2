//! Reading without a connection, where a site asks for that.

use model::{Library, Site, routes::Route};
use serde_json::{Value, json};

use super::{super::names::MISSING, FrontEndFiles, NamedFile, UNSAID, without_comments};

/// The service worker, or what ends one, as a path on the site: its place says for which pages it is.
pub const WORKER: &str = "/offline.js";

/// Has pages kept.
const OFFLINE: &str = include_str!("../../../../../frontend/offline.js");

/// Keeps them, and answers in the place of the site.
const KEEPS: &str = include_str!("../../../../../frontend/worker.js");

/// Ends that.
const ENDS: &str = include_str!("../../../../../frontend/worker-end.js");

/// Where what the site is belongs in it.
const UNKNOWN: &str = "const site = {};";

/// How it looks when a page says that it is a copy, and what stands where there is none: that is painted before
/// any sheet is read.
pub(super) const STYLE: &str = ".kept{margin-block:0 1.5rem;padding:.6rem .9rem;border-inline-start:4px solid var(--ochre);\
     background:var(--panel);font-size:.9em}.page-head+.rows{margin-block-start:1.5rem}";

impl FrontEndFiles {
    /// Adds what pages need that are to be kept by their readers, if these are.
    pub fn keep_offline(&mut self, library: &Library) {
        if library.settings().offline {
            self.add_offline(library.site());
        }
    }

    /// What has pages kept, speaking the language of an edition, in the place of another that did.
    pub(crate) fn add_offline(&mut self, site: &Site) {
        let said = app::pages::offline(site, WORKER);
        let script = without_comments(OFFLINE).replace(UNSAID, &format!("const said = {said};"));
        let offline = NamedFile::new("offline", "js", script.into_bytes());
        if let Some(before) = self.addresses.offline.replace(offline.path()) {
            self.package.retain(|(path, _)| *path != before);
        }
        self.package.push((offline.path(), offline.bytes.into()));
    }

    /// What stands at [`WORKER`]. A site that keeps nothing has the end of a worker there, for ever:
    /// nobody asks for it but browsers that were given one when the site did. There is one for all
    /// languages; the files of `self` are those of the first.
    pub(crate) fn worker<'a>(&self, libraries: impl IntoIterator<Item = &'a Library>) -> String {
        let sites: Vec<&Site> = libraries.into_iter().map(Library::site).collect();
        let (Some(first), true) = (sites.first(), self.addresses.offline.is_some()) else {
            return without_comments(ENDS);
        };
        let root = first.root_path();
        let files: Vec<String> = self.package.iter().map(|(path, _)| root.join(path)).collect();
        // All paths begin as the first one does: it is the last that is tried.
        let editions: Vec<Value> = sites.iter().rev().map(|site| edition(site)).collect();
        let site = json!({ "base": root.join(""), "files": files, "editions": editions });
        without_comments(KEEPS).replace(UNKNOWN, &format!("const site = {site};"))
    }
}

/// What a worker knows of a language.
fn edition(site: &Site) -> Value {
    let base = site.base_path();
    let search = (!site.unsearched).then_some(Route::Search);
    let start = [Route::Home].into_iter().chain(search);
    let start: Vec<String> = start.map(|route| base.join(&site.routes.path(&route))).collect();
    json!({
        "base": base.join("/"),
        "language": site.language,
        "missing": base.join(MISSING),
        "start": start,
        "said": app::pages::worker(&site.words),
    })
}

#[cfg(test)]
mod tests {
    use model::Settings;

    use super::{super::Built, *};

    fn front() -> FrontEndFiles {
        let style = "@layer frame{a{top:0}}".to_owned();
        let built = Built { style, ..Built::default() };
        FrontEndFiles::named(built)
    }

    fn library(offline: bool) -> Library {
        let settings = Settings { offline, ..Settings::default() };
        fixtures::library("https://example.org/blog").with_settings(settings)
    }

    #[test]
    fn a_site_that_keeps_nothing_has_nothing_for_it_but_the_end_of_a_worker() {
        let (mut front, library) = (front(), library(false));
        let before = front.package.len();
        front.keep_offline(&library);
        assert_eq!((front.package.len(), front.addresses.offline.as_ref()), (before, None));
        let worker = front.worker([&library]);
        assert!(worker.contains("registration.unregister()"), "{worker}");
        assert!(!front.policy([&library]).contains("worker-src"));
    }

    #[test]
    fn a_worker_knows_every_file_of_the_front_end_and_where_the_site_is() {
        let (mut front, library) = (front(), library(true));
        front.keep_offline(&library);
        front.place(&library, Some("p{top:0}"));
        let worker = front.worker([&library]);
        for (path, _) in &front.package {
            assert!(worker.contains(&format!("\"/blog{path}\"")), "{path}: {worker}");
        }
        assert!(worker.contains("\"base\":\"/blog\"") && !worker.contains(UNKNOWN), "{worker}");
        assert!(worker.contains("\"start\":[\"/blog/\",\"/blog/search/\"]"), "{worker}");
        let offline = front.addresses.offline.clone().expect("a script");
        let (_, script) = front.package.iter().find(|(path, _)| *path == offline).expect("there");
        let script = String::from_utf8_lossy(script);
        assert!(script.contains("\"scope\":\"/blog/\"") && !script.contains(UNSAID), "{script}");
        assert!(front.addresses.layers[0].style.text.contains(".kept{"));
        assert!(front.policy([&library]).contains("; worker-src 'self'; "));
    }

    #[test]
    fn a_worker_speaks_the_language_of_each_page_and_so_does_what_asks_for_it() {
        let german = fixtures::library("https://example.org/blog/de");
        let mut site = german.site().clone();
        (site.prefix, site.language, site.words) = ("/de".into(), "de".into(), languages::of("de"));
        let (mut front, library) = (front(), library(true));
        front.keep_offline(&library);
        let said = |front: &FrontEndFiles| {
            let offline = front.addresses.offline.clone().expect("a script");
            let found = front.package.iter().filter(|(path, _)| *path == offline);
            let texts = found.map(|(_, script)| String::from_utf8_lossy(script).into_owned());
            texts.collect::<String>()
        };
        let english = said(&front);
        let before = front.package.len();
        front.add_offline(&site);
        assert_eq!(front.package.len(), before, "one for the other");
        let german_said = said(&front);
        assert!(english.contains("Kept on this device"), "{english}");
        assert!(german_said.contains("Auf diesem Gerät gespeichert"), "{german_said}");
        for part in ["\"scope\":\"/blog/\"", "\"home\":\"/blog/de/\""] {
            assert!(german_said.contains(part), "{part}: {german_said}");
        }

        let german = Library::new(site, Vec::new(), Vec::new()).expect("a library");
        let worker = front.worker([&library, &german]);
        let bases = ["\"base\":\"/blog/de/\"", "\"base\":\"/blog/\""].map(|base| worker.find(base));
        assert!(bases[0].is_some() && bases[0] < bases[1], "{worker}");
        for part in [
            "\"missing\":\"/blog/de/404.html\"",
            "Die Website ist nicht erreichbar",
            "\"language\":\"de\"",
        ] {
            assert!(worker.contains(part), "{part}: {worker}");
        }
    }
}
