//! Asking a deployed site whether its host does what the [table](crate) says.
//!
//! The addresses come from the site itself: from its front page, its site map and one of its posts.
//! A few dozen requests, one after another, each with a time-out.

mod ask;
mod judge;
mod links;
mod policy;
mod report;

use diagnostics::{Error, Result};
use model::routes::Route;
use url::Url;

use crate::{
    FOR_EVER, INVENTORY, Manifest, Security, content_type,
    deploy_check::{
        ask::{Asker, Response},
        links::Links,
    },
    is_text, of_language,
};

pub use report::{Aspect, Finding, Findings, Verdict};

/// More redirects of a site than this are not asked for.
const REDIRECTS: usize = 5;
/// Hosts that compress by themselves leave alone what is smaller, in bytes.
const WORTH_PACKING: usize = 2048;

/// Asks the site at a URL.
///
/// # Errors
///
/// When there is no site: the URL is none, nobody answers, or the answer is no page of ours.
pub fn deploy_check(url: &str) -> Result<Findings> {
    let mut base = Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| {
            Error::new(format!("{url} is no address of a site: write https://blog.example.org"))
        })?;
    base.set_query(None);
    base.set_fragment(None);
    if !base.path().ends_with('/') {
        let path = format!("{}/", base.path());
        base.set_path(&path);
    }
    let mut check = Check { asker: Asker::new(), base, manifest: None, found: Findings::default() };
    check.site()?;
    Ok(check.found)
}

struct Check {
    asker: Asker,
    /// Where the site is; its path ends with a slash.
    base: Url,
    /// What the site says of itself.
    manifest: Option<Manifest>,
    found: Findings,
}

impl Check {
    fn site(&mut self) -> Result<()> {
        let base = self.base.clone();
        let home = self.asker.get(&base, "identity")?;
        let links = Links::of(&home.text());
        let (Some(_), Some(canonical)) = (&links.wasm, &links.canonical) else {
            return Err(Error::new(format!(
                "{base} answers {} with something else than the front page of a blog of ours",
                home.status
            )));
        };
        // What the pages were made for may differ from where they are looked at.
        let published = Url::parse(canonical).map_err(|reason| {
            Error::new(format!("the front page calls itself {canonical}: {reason}"))
        })?;
        self.found.add(judge::base_path(&base, &published));
        if published.path() != base.path() {
            return Ok(());
        }
        let manifest = self.asker.get(&self.at("build.json"), "identity")?;
        self.manifest = serde_json::from_slice(&manifest.body).ok();
        self.page(&base)?;
        for file in links.files() {
            self.file(&base.join(file).unwrap_or_else(|_| base.clone()))?;
        }
        for name in ["robots.txt", "sitemap.xml"] {
            self.file(&self.at(name))?;
        }
        if let Some(post) = self.post(&published)? {
            self.post_page(&post)?;
        }
        if base.path() != "/" {
            self.without_slash(&base)?;
        }
        self.moved()?;
        self.hidden()?;
        let languages = self.manifest.as_ref().map(|manifest| manifest.languages.clone());
        for prefix in languages.unwrap_or_default() {
            let below = |path: &str| format!("{}{path}", &prefix[1..]);
            self.file(&self.at(&below("/feed.json")))?;
            self.missing(&below("/nothing-is-published-here/"))?;
        }
        self.missing("nothing-is-published-here/")?;
        self.missing("pkg/nothing-is-published-here.js")
    }

    /// The URL of a path below the base.
    fn at(&self, path: &str) -> Url {
        self.base.join(path).unwrap_or_else(|_| self.base.clone())
    }

    /// A URL of the site as a path on it.
    fn path(&self, url: &Url) -> String {
        let below = url.path().strip_prefix(self.base.path().trim_end_matches('/'));
        let path = below.unwrap_or(url.path());
        if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }

    /// The post that the site map names first.
    fn post(&mut self, published: &Url) -> Result<Option<Url>> {
        let mut map = self.asker.get(&self.at("sitemap.xml"), "identity")?.text();
        let here = |loc: &str| {
            let below = loc.strip_prefix(published.as_str())?;
            self.base.join(below).ok()
        };
        if map.contains("<sitemapindex") {
            let first = links::locations(&map).find_map(|loc| here(&loc));
            if let Some(first) = first {
                map = self.asker.get(&first, "identity")?.text();
            }
        }
        let routes = self.manifest.as_ref().map(|manifest| &manifest.routes);
        let routes = routes.cloned().unwrap_or_default();
        let is_post = |url: &Url| {
            let path = &url.path()[self.base.path().len() - 1..];
            matches!(routes.parse(path), Some(Route::Post(_)))
        };
        Ok(links::locations(&map).filter_map(|loc| here(&loc)).find(is_post))
    }

    fn post_page(&mut self, post: &Url) -> Result<()> {
        let answer = self.page(post)?;
        let links = Links::of(&answer.text());
        let file = post.path().strip_suffix(".html");
        if file.is_none() {
            self.without_slash(post)?;
        }
        let folder = file.map_or_else(|| post.path().to_owned(), |page| format!("{page}/"));
        let data = post.join(&format!("{folder}index.json")).ok();
        let text = links.markdown.and_then(|path| post.join(&path).ok());
        let picture = links.pictures.iter().filter_map(|path| post.join(path).ok());
        let picture = picture.into_iter().find(|url| {
            url.origin() == post.origin() && crate::cache_control(&self.path(url)) == FOR_EVER
        });
        for file in [data, text, picture].into_iter().flatten() {
            self.file(&file)?;
        }
        Ok(())
    }

    /// A page: all that is said of a file, and what only pages need.
    fn page(&mut self, url: &Url) -> Result<Response> {
        let answer = self.file(url)?;
        let policy = Links::of(&answer.text()).policy.unwrap_or_default();
        // Without TLS it means nothing, and need not be said.
        let says_hsts = self.manifest.as_ref().filter(|_| url.scheme() == "https");
        let hsts = says_hsts.and_then(|manifest| manifest.security.hsts.clone());
        let hidden = self.manifest.as_ref().is_some_and(|manifest| manifest.security.hidden);
        for finding in judge::security(&answer, &Security { policy, hsts, hidden }) {
            self.found.add(finding);
        }
        self.found.add(self.unchanged(url, &answer)?);
        Ok(answer)
    }

    /// A file that is there.
    fn file(&mut self, url: &Url) -> Result<Response> {
        let path = self.path(url);
        let languages = self.manifest.as_ref().map_or(&[][..], |manifest| &manifest.languages);
        let path = of_language(&path, languages).to_owned();
        let plain = self.asker.get(url, "identity")?;
        self.found.add(judge::status(&plain, 200));
        if plain.status != 200 {
            return Ok(plain);
        }
        self.found.add(judge::kind(&plain, content_type(&path)));
        self.found.add(judge::caching(&plain, crate::cache_control(&path)));
        if is_text(&path) && plain.body.len() >= WORTH_PACKING {
            let brotli = self.asker.get(url, "br")?;
            let gzip = self.asker.get(url, "gzip")?;
            self.found.add(judge::compression(&plain, &brotli, &gzip));
        }
        Ok(plain)
    }

    /// Whether a browser that has a page already is told so.
    fn unchanged(&self, url: &Url, answer: &Response) -> Result<Finding> {
        let condition = match (answer.header("etag"), answer.header("last-modified")) {
            (Some(tag), _) => Some(("if-none-match", tag)),
            (None, Some(date)) => Some(("if-modified-since", date)),
            (None, None) => None,
        };
        let again = condition.map(|condition| self.asker.get_if(url, condition)).transpose()?;
        Ok(judge::unchanged(answer, again.as_ref()))
    }

    /// A page whose address lacks its last slash.
    fn without_slash(&mut self, page: &Url) -> Result<()> {
        let mut bare = page.clone();
        bare.set_path(page.path().trim_end_matches('/'));
        let answer = self.asker.get(&bare, "identity")?;
        self.found.add(judge::redirect(&answer, page, false));
        Ok(())
    }

    /// What the site says has moved.
    fn moved(&mut self) -> Result<()> {
        let redirects = self.manifest.as_ref().map(|manifest| manifest.redirects.clone());
        for moved in redirects.iter().flatten().take(REDIRECTS) {
            let below = |path: &str| self.at(path.trim_start_matches('/'));
            let (from, to) = (below(&moved.from), below(&moved.to));
            let answer = self.asker.get(&from, "identity")?;
            // A query has no page: where it leads nowhere, that is the front page.
            let has_page = moved.query().is_none();
            self.found.add(judge::redirect(&answer, &to, has_page));
        }
        Ok(())
    }

    /// What begins with a dot: every site has such a file, which is for us alone.
    fn hidden(&mut self) -> Result<()> {
        let answer = self.asker.get(&self.at(&INVENTORY[1..]), "identity")?;
        self.found.add(judge::hidden(&answer));
        Ok(())
    }

    /// An address at which nothing is.
    fn missing(&mut self, path: &str) -> Result<()> {
        let answer = self.asker.get(&self.at(path), "identity")?;
        self.found.add(judge::status(&answer, 404));
        self.found.add(judge::kind(&answer, "text/html; charset=utf-8"));
        self.found.add(judge::missing_page(&answer));
        self.found.add(judge::caching_of_nothing(&answer));
        Ok(())
    }
}
