//! Old addresses that lead to new ones: those that the front matter of a text lists, those of
//! `[redirects]`, and those that all posts have by a pattern.

use std::collections::{BTreeMap, BTreeSet};

use diagnostics::{Diagnostic, Span, Spanned};
use model::{
    Redirect,
    routes::{Route, Routes},
};
use urls::plan::Plan;

use super::{aliases::parse, site::SiteFile, texts::ParsedText};

/// The aliases of what is part of the site, whose files join its plan: those of each text, those of
/// `[redirects]`, then those that all posts have by a pattern. An alias of a text, published or not, that is also the address of
/// something else or an alias of another text is a fault.
pub(super) fn redirects(
    drafts: &[ParsedText],
    site: &SiteFile,
    routes: &BTreeSet<Route>,
    prefixes: &[String],
    plan: &mut Plan,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let is_idle = site.old.is_empty() && site.redirects.is_empty();
    if is_idle && drafts.iter().all(|draft| draft.front.aliases.is_empty()) {
        return Vec::new();
    }
    let (prefix, patterns) = (&*site.site.prefix, &site.site.routes);
    let mut taker = Taker::new(drafts, (prefix, patterns), routes, plan);
    for draft in drafts {
        for Spanned { value: from, span } in &draft.front.aliases {
            if let Err(by) = taker.take(from, draft) {
                let fault = draft.source.error(span.clone(), format!("`{from}` {by}"));
                faults.push(fault.help("take it out: an address leads to one page"));
            }
        }
    }
    // Each language has those that lead to its own pages.
    let is_below =
        |to: &str, prefix: &str| to.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
    let of_language = |to: &str| match prefix {
        "" => !prefixes.iter().any(|other| !other.is_empty() && is_below(to, other)),
        prefix => is_below(to, prefix),
    };
    for (from, to) in site.redirects.iter().filter(|(_, to)| of_language(&to.value)) {
        if let Err((span, message, help)) = taker.lead(from, to, routes) {
            let fault = site.fault(span, message);
            faults.extend(fault.map(|fault| match help {
                Some(help) => fault.help(help),
                None => fault,
            }));
        }
    }
    for draft in drafts {
        for (address, pattern) in site.old.of(draft.kind, draft.named()) {
            let taken = match parse(&format!("{prefix}{address}")) {
                Ok(from) if from == taker.address(&draft.route()) => Ok(()),
                Ok(from) if taker.has(&from, draft) => Ok(()),
                Ok(from) => taker.take(&from, draft).map_err(|by| format!("`{from}` {by}")),
                Err((message, _)) => Err(message),
            };
            if let Err(message) = taken {
                let of = format!(
                    "{message}, and this makes it one of {}",
                    draft.source.path().display()
                );
                let fault = site.fault(pattern.span.clone(), of);
                let help = "make the pattern tell more, or name the old addresses in `aliases`";
                faults.extend(fault.map(|fault| fault.help(help)));
            }
        }
    }
    taker.redirects
}

/// Gives addresses to those that come first.
struct Taker<'a> {
    /// What each address is, as the rest of a sentence.
    taken: BTreeMap<String, String>,
    /// What stands before all addresses of the language. Old ones may have been anywhere on the site.
    prefix: &'a str,
    patterns: &'a Routes,
    plan: &'a mut Plan,
    redirects: Vec<Redirect>,
}

impl<'a> Taker<'a> {
    fn new(
        drafts: &[ParsedText],
        (prefix, patterns): (&'a str, &'a Routes),
        routes: &BTreeSet<Route>,
        plan: &'a mut Plan,
    ) -> Self {
        let mut taker =
            Self { taken: BTreeMap::new(), prefix, patterns, plan, redirects: Vec::new() };
        for route in routes {
            let is = "is the address of a page".to_owned();
            taker.taken.insert(taker.address(route), is);
        }
        for draft in drafts {
            let is = format!("is the address of {}", draft.source.path().display());
            taker.taken.insert(taker.address(&draft.route()), is);
        }
        taker
    }

    /// The address of a page on the whole site.
    fn address(&self, route: &Route) -> String {
        format!("{}{}", self.prefix, self.patterns.address(route))
    }

    /// Makes an address lead to a page as `[redirects]` says; else what is wrong, and where.
    fn lead(
        &mut self,
        from: &Spanned<String>,
        to: &Spanned<String>,
        routes: &BTreeSet<Route>,
    ) -> Result<(), (Span, String, Option<String>)> {
        let place = from.span.clone();
        let from = parse(&from.value).map_err(|(message, help)| (place.clone(), message, help))?;
        let find = |path: &str| {
            let path = path.strip_prefix(self.prefix)?;
            self.patterns.find(path, |route| routes.contains(route))
        };
        // A list that grew has a page of its own there by now.
        if matches!(find(&from), Some(Route::Numbered(..))) {
            return Ok(());
        }
        let Some(page) = find(&to.value) else {
            let message = format!("`{}` is the address of no page", to.value);
            let help = "write the address of a page or a list of this site".to_owned();
            return Err((to.span.clone(), message, Some(help)));
        };
        let is = format!("leads to {} already", to.value);
        self.claim(from.clone(), page, is, true).map_err(|by| {
            let help = "take the line out: an address leads to one page".to_owned();
            (place, format!("`{from}` {by}"), Some(help))
        })
    }

    /// Makes an address lead to a text; else what it is already.
    fn take(&mut self, from: &str, draft: &ParsedText) -> Result<(), String> {
        self.claim(from.to_owned(), draft.route(), already(draft), draft.left_out.is_none())
    }

    /// Makes an address lead to a page, `is` being what is said of it from then on, if the page is part
    /// of the site; else what it is already.
    fn claim(
        &mut self,
        from: String,
        to: Route,
        is: String,
        is_published: bool,
    ) -> Result<(), String> {
        let redirect = Redirect { from: from.clone(), to };
        let file = redirect.file();
        let by = match self.taken.get(&from) {
            Some(_) if from == self.address(&redirect.to) => {
                Some("is the address of this text itself".to_owned())
            }
            Some(by) => Some(by.clone()),
            None => file
                .as_ref()
                .and_then(|file| self.plan.conflict_at(file))
                .map(|taken| taken.reason()),
        };
        if let Some(by) = by {
            return Err(by);
        }
        self.taken.insert(from, is);
        if is_published {
            if let Some(file) = file {
                self.plan.add(file);
            }
            self.redirects.push(redirect);
        }
        Ok(())
    }

    /// Whether an address leads to a text already.
    fn has(&self, from: &str, draft: &ParsedText) -> bool {
        self.taken.get(from).is_some_and(|by| *by == already(draft))
    }
}

fn already(draft: &ParsedText) -> String {
    format!("is an alias of {} already", draft.source.path().display())
}
