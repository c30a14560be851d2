//! From what a writer wrote to what it leads to.

use std::path::Path;

use markdown::{Broken, Target};
use model::routes::Route;
use urls::{
    Link,
    link::{LinkParts, decode, encode, normal, scheme, web_address, with_scheme},
    place_in_page,
};

use super::{
    LinkOrigin,
    book::{Book, PublishState},
    missing::not_published,
};

impl Book {
    /// Where a link leads; `guess` asks for what was meant, if that is nowhere.
    pub(super) fn resolve(
        &self,
        link: &str,
        from: LinkOrigin<'_>,
        guess: bool,
    ) -> Result<Target, Broken> {
        let target = self.meant(link, from, guess)?;
        if let Target::Page { route, .. } = &target {
            self.check_published(route, link, self.is_early(from.file))?;
        }
        if let Target::Translation { prefix, route, .. } = &target
            && !self.is_early(from.file)
            && self.others.iter().any(|o| o.prefix == *prefix && o.early.contains(route))
        {
            let path = decode(LinkParts::of(link).path);
            return Err(not_published(&path, "there for drafts and posts of the future alone"));
        }
        self.check_read(&target, link, from)?;
        Ok(target)
    }

    /// Where a link leads as its writer means it.
    pub(super) fn meant(
        &self,
        link: &str,
        from: LinkOrigin<'_>,
        guess: bool,
    ) -> Result<Target, Broken> {
        let own = !self.root_url.is_empty();
        if let Some(rest) = link.strip_prefix(&*self.root_url).filter(|_| own)
            && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
        {
            let rest = if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") };
            return self.on_whole_site(&rest, self.is_early(from.file), guess);
        }
        let scheme = scheme(link);
        let of_web = matches!(scheme.as_deref(), None | Some("http" | "https"));
        if of_web && link.contains('\\') {
            let help =
                format!("write `{}`; a backslash that is meant, as %5C", link.replace('\\', "/"));
            return Err(Broken::new(
                "browsers take a backslash in an address for a slash",
                Some(help),
            ));
        }
        if let Some(scheme) = scheme {
            return match &*scheme {
                "http" | "https" => {
                    web_address(link).map_err(|(message, help)| Broken::new(message, help))?;
                    Ok(Target::External { href: encode(link) })
                }
                "javascript" if self.scripts => Ok(Target::Other { href: encode(link) }),
                "javascript" | "vbscript" | "data" => Err(Broken::new(
                    format!("a link must not be a {scheme}: address"),
                    Some("link to a page, or show the code in a code block".into()),
                )),
                // A host with its port.
                name if name == "localhost" || name.contains('.') => Err(Broken::new(
                    format!("`{name}:` is not how an address begins"),
                    Some(format!("write `https://{link}`")),
                )),
                _ => Ok(Target::Other { href: encode(link) }),
            };
        }
        if link.starts_with("//") {
            web_address(&format!("https:{link}"))
                .map_err(|(message, help)| Broken::new(message, help))?;
            return Ok(Target::External { href: encode(link) });
        }
        if link.starts_with('/') {
            return self.on_site(link, self.is_early(from.file), guess);
        }
        self.relative(link, from, guess)
    }

    /// Whether a browser reads a link as it was meant: the finished site is held against the same.
    pub(super) fn check_read(
        &self,
        target: &Target,
        link: &str,
        from: LinkOrigin<'_>,
    ) -> Result<(), Broken> {
        let Some(browser) = &self.browser else { return Ok(()) };
        let page = format!("{}{}", self.prefix, self.patterns.file(from.route));
        let (Target::Page { href, .. }
        | Target::Translation { href, .. }
        | Target::File { href, .. }
        | Target::Site { href, .. }
        | Target::External { href }
        | Target::Other { href }) = target;
        let same = match (target, browser.target(&page, &Link::of_body(&**href))) {
            (Target::External { .. } | Target::Other { .. }, read) => {
                read == urls::Target::Elsewhere
            }
            (Target::Page { route, .. }, urls::Target::Here { path, .. }) => {
                let own = path.strip_prefix(&*self.prefix);
                own == Some(&*self.patterns.address(route)) || (route == from.route && path == page)
            }
            (Target::Translation { prefix, route, .. }, urls::Target::Here { path, .. }) => {
                let other = self.others.iter().find(|other| other.prefix == *prefix);
                other.is_some_and(|other| {
                    path.strip_prefix(&**prefix) == Some(&*other.patterns.address(route))
                })
            }
            (Target::File { path, .. }, urls::Target::Here { path: read, .. }) => *path == read,
            (Target::Site { .. }, urls::Target::Here { path, .. }) => self.plan.has(&path),
            _ => false,
        };
        let help = "write it as it stands in a browser, with what is special in it percent-encoded";
        let odd =
            || Broken::new(format!("browsers read `{link}` as another address"), Some(help.into()));
        if same { Ok(()) } else { Err(odd()) }
    }

    /// A path on the whole site: one in another language means that.
    pub(super) fn on_whole_site(
        &self,
        link: &str,
        early: bool,
        guess: bool,
    ) -> Result<Target, Broken> {
        let parts = LinkParts::of(link);
        match self.translation_at(&decode(parts.path), parts) {
            Some(target)
                if self.in_this_language(&decode(parts.path)).is_none()
                    || self.prefix.is_empty() =>
            {
                Ok(target)
            }
            _ => self.on_site(link, early, guess),
        }
    }

    /// A path on this site, with or without what stands before those of the language. What is not in
    /// this one may be in another.
    pub(super) fn on_site(&self, link: &str, early: bool, guess: bool) -> Result<Target, Broken> {
        let parts = LinkParts::of(link);
        let path = decode(parts.path);
        let own = self.in_this_language(&path).filter(|_| !self.prefix.is_empty());
        let own = own.map(|own| if own.is_empty() { "/" } else { own });
        if let Some(route) = own.and_then(|own| self.route_at(own)).or_else(|| self.route_at(&path))
        {
            return Ok(self.page(route, parts));
        }
        if let Some(target) = self.translation_at(&path, parts) {
            return Ok(target);
        }
        let below = path.trim_start_matches('/');
        if let Some(file) = self.file(Path::new(below), &path, None)? {
            return Ok(self.to_file(file, parts));
        }
        if !self.prefix.is_empty() && self.plan.has(&format!("{}{path}", self.prefix)) {
            return Ok(Target::Site { href: self.base_path.join(&encode(link)) });
        }
        if self.plan.has(&path) {
            let page = path.rsplit_once('/').and_then(|(folder, _)| self.patterns.parse(folder));
            if let Some(route) = page {
                self.check_published(&route, link, early)?;
            }
            return Ok(Target::Site { href: self.root_path.join(&encode(link)) });
        }
        if self.is_of_others(&path) {
            return Ok(Target::External { href: format!("{}{}", self.root_url, encode(link)) });
        }
        let last = path.rsplit('/').next().unwrap_or_default();
        if last.contains('.') && !last.ends_with(".md") {
            let help = "put it beside the text, or where its path says in the content folder";
            return Err(Broken::new(format!("there is no file `{path}`"), Some(help.into())));
        }
        if let Some(left_out) = self.left_out(&path) {
            return Err(left_out);
        }
        let near = guess.then(|| self.nearest_page(&path)).flatten();
        let help = near.unwrap_or_else(|| {
            "link to a page that there is, or to its file: ../posts/….md; a part of the host that \
             is not this site is named under `external_paths` in site.toml"
                .into()
        });
        Err(Broken::new(format!("there is no page `{path}`"), Some(help)))
    }

    /// Whether something else on the same host is at a path.
    pub(super) fn is_of_others(&self, path: &str) -> bool {
        self.elsewhere.iter().any(|other| match other.strip_suffix('/') {
            Some(folder) => path
                .strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            None => path == other,
        })
    }

    pub(super) fn relative(
        &self,
        link: &str,
        from: LinkOrigin<'_>,
        guess: bool,
    ) -> Result<Target, Broken> {
        let parts = LinkParts::of(link);
        if parts.path.is_empty() {
            return match parts.fragment {
                // Within a page there is no need to name it.
                Some(fragment) if !fragment.is_empty() && parts.query.is_none() => {
                    Ok(Target::Page {
                        href: format!("#{}", encode(fragment)),
                        route: from.route.clone(),
                        fragment: place_in_page(fragment),
                    })
                }
                _ if parts.query.is_some() => Ok(self.page(from.route.clone(), parts)),
                _ => Err(Broken::new(
                    "this link leads nowhere",
                    Some("name a page or an address".into()),
                )),
            };
        }
        let path = decode(parts.path);
        let here = from.file.parent().unwrap_or(Path::new(""));
        let Some(file) = normal(&here.join(&path)) else {
            return Err(Broken::new(
                format!("`{path}` lies outside the content folder"),
                Some("move the file into it, or link to an address".into()),
            ));
        };
        match self.texts.get(&file) {
            Some(PublishState::Page(route) | PublishState::Early(route, _)) => {
                return Ok(self.page(route.clone(), parts));
            }
            Some(PublishState::LeftOut(_, why)) => return Err(not_published(&path, why)),
            None => {}
        }
        if let Some(target) = self.in_another_language(&file, &path, parts) {
            return target;
        }
        if let Some(file) = self.file(&file, &path, Some(from))? {
            return Ok(self.to_file(file, parts));
        }
        // Other generators let writers link from page to page as a browser would.
        let own = self.patterns.address(from.route);
        let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder.trim_start_matches('/'));
        let joined = normal(&Path::new(folder).join(&path));
        if let Some(page) = joined
            && let Some(route) = self.route_at(&format!("/{}", page.display()))
        {
            return Ok(self.page(route, parts));
        }
        let near = || guess.then(|| self.nearest_file(&path, here)).flatten();
        let help = with_scheme(link).or_else(near);
        let help = help.unwrap_or_else(|| {
            "name a file as it lies from this one, or a page by its address: /posts/…/".into()
        });
        Err(Broken::new(format!("there is no file `{path}`"), Some(help)))
    }

    /// The text that a file of another language is. That of the first one stands for all: in each it is
    /// the translation, where there is one.
    pub(super) fn in_another_language(
        &self,
        file: &Path,
        written: &str,
        parts: LinkParts<'_>,
    ) -> Option<Result<Target, Broken>> {
        let mut others = self.others.iter();
        let (other, (state, common)) =
            others.find_map(|other| Some((other, other.texts.get(file)?)))?;
        if other.prefix.is_empty()
            && let Some(own) = self.common.get(common)
            && let Some(PublishState::Page(route) | PublishState::Early(route, _)) =
                self.texts.get(own)
        {
            return Some(Ok(self.page(route.clone(), parts)));
        }
        Some(match state {
            PublishState::Page(route) | PublishState::Early(route, _) => {
                Ok(other.page(route.clone(), parts))
            }
            PublishState::LeftOut(_, why) => Err(not_published(written, why)),
        })
    }

    /// Whether a text is looked at before it is published.
    pub(super) fn is_early(&self, file: &Path) -> bool {
        matches!(self.texts.get(file), Some(PublishState::Early(..)))
    }

    /// Whether a page is there that something leads to which is published, or is early itself.
    pub(super) fn check_published(
        &self,
        route: &Route,
        link: &str,
        early: bool,
    ) -> Result<(), Broken> {
        if early || !self.early.contains(route) {
            return Ok(());
        }
        let why = self.texts.values().find_map(|state| match state {
            PublishState::Early(of, why) if of == route => Some(*why),
            _ => None,
        });
        let path = decode(LinkParts::of(link).path);
        Err(not_published(&path, why.unwrap_or("there for drafts and posts of the future alone")))
    }

    /// Finds out where a link of the whole site leads: one that stands in no text.
    pub(crate) fn resolve_of_site(&self, link: &str) -> Result<(), Broken> {
        // Something else on the same host is named by its whole address.
        if link.starts_with(&*self.root_url) && !self.root_url.is_empty() {
            return Ok(());
        }
        let nowhere = LinkOrigin { route: &Route::Home, file: Path::new(""), folder: None };
        let target = self.resolve(link, nowhere, true)?;
        if self.prefix.is_empty() || !link.starts_with('/') {
            return Ok(());
        }
        // It is written into pages of this language, behind what all their addresses begin with.
        let path = decode(LinkParts::of(link).path);
        let is_own = match target {
            Target::Page { .. } => {
                self.patterns.find(&path, |route| self.routes.contains(route)).is_some()
            }
            _ => self.plan.has(&format!("{}{path}", self.prefix)),
        };
        let help = match self.in_this_language(&path) {
            Some(own) => {
                format!("write `{own}`: in this language addresses begin behind `{}`", self.prefix)
            }
            None => {
                "lead to one that there is, or write the whole address of one in another language"
                    .to_owned()
            }
        };
        let message = format!("there is no page `{}{path}`", self.prefix);
        if is_own { Ok(()) } else { Err(Broken::new(message, Some(help))) }
    }

    /// Whether a page is there that a text names as its own, by a whole address; of other sites
    /// nobody asks.
    pub(crate) fn resolve_own(&self, url: &str) -> Result<(), Broken> {
        let link = Link { to: url.into(), of_head: true };
        let read = self.browser.as_ref().map(|browser| browser.target("/index.html", &link));
        match read {
            Some(urls::Target::Here { path, .. }) => {
                self.on_whole_site(&path, true, true).map(|_| ())
            }
            _ => Ok(()),
        }
    }

    /// An address as a page has it, a path on its host or a place in itself, as it is from anywhere.
    pub(crate) fn absolute(&self, href: &str, page: &Route) -> String {
        match href.as_bytes() {
            [b'/', b'/', ..] => match self.root_url.split_once("//") {
                Some((scheme, _)) => format!("{scheme}{href}"),
                None => href.to_owned(),
            },
            [b'/', ..] => match self.root_path.strip(href) {
                Some(path) => format!("{}{path}", self.root_url),
                None => href.to_owned(),
            },
            [b'#' | b'?', ..] => {
                format!("{}{}{}{href}", self.root_url, self.prefix, self.patterns.path(page))
            }
            _ => href.to_owned(),
        }
    }
}
