//! Where pages of Astro's with names in brackets have the texts of a collection:
//! `src/pages/blog/[year]/[slug].astro`.

use super::{
    super::common::join,
    expression::{Entry, evaluate},
    languages,
};
use crate::source::Source;

/// A page with a name in brackets.
pub(super) struct Route {
    /// Its file.
    pub(super) file: String,
    /// The folder that it serves.
    pub(super) below: String,
    /// Its path, names in brackets included.
    path: String,
    text: String,
}

/// What a route makes of a text.
pub(super) enum Address {
    /// As its program says.
    Made(String),
    /// The program only hands on the name of the text, or says nothing of it.
    Named,
    /// What the program says is not understood.
    Unknown,
}

/// All such pages but those of lists, which are numbered.
pub(super) fn routes(source: &Source, root: &str) -> Vec<Route> {
    let pages = join(root, "src/pages");
    let dynamic =
        source.below(&pages).filter(|file| file.contains('[') && file.ends_with(".astro"));
    let mut routes: Vec<Route> = dynamic
        .filter_map(|file| {
            let path = file[pages.len() + 1..].strip_suffix(".astro")?.to_owned();
            let below = path.split('[').next()?.trim_matches('/').to_owned();
            let is_list = file.contains("[page]") || file.contains("[...page]");
            if is_list || below.starts_with("tags") {
                return None;
            }
            Some(Route { file: file.to_owned(), below, path, text: source.read(file).ok()? })
        })
        .collect();
    routes.sort_by_key(|route| route.below.len());
    routes
}

/// The route of a collection: one that asks for it, and of these one that shows its texts.
pub(super) fn of<'a>(routes: &'a [Route], collection: &str) -> Option<&'a Route> {
    let asks = |route: &&Route| route.asks(collection);
    let found = routes.iter().filter(asks).find(|route| route.shows());
    let found = found.or_else(|| routes.iter().find(asks));
    found.or_else(|| routes.iter().find(|route| route.below == collection))
}

impl Route {
    fn asks(&self, collection: &str) -> bool {
        let quoted = |quote| format!("getCollection({quote}{collection}{quote}");
        ['"', '\''].into_iter().any(|quote| self.text.contains(&quoted(quote)))
    }

    fn shows(&self) -> bool {
        self.text.contains("<Content") || self.text.contains("render(")
    }

    /// Whether it leads from any path without a language to where the texts of a collection are.
    pub(super) fn leads_on(&self, collection: &str) -> bool {
        self.path.starts_with("[...") && self.asks(collection) && !self.shows()
    }

    /// Where a text is, given what its program knows of it.
    pub(super) fn address(&self, entry: Entry<'_>) -> Address {
        let Some((name, params)) = self.params() else { return Address::Named };
        let entry = Entry { name, ..entry };
        let mut path = self.path.clone();
        let mut is_named = !path.contains("]/");
        while let Some((before, rest)) = path.split_once('[') {
            let Some((parameter, after)) = rest.split_once(']') else { return Address::Unknown };
            let parameter = parameter.trim_start_matches("...");
            let script = value(params, parameter);
            is_named &= script.is_some_and(|script| {
                [".id", ".slug"].iter().any(|end| script == format!("{name}{end}"))
            });
            let made = script.and_then(|script| evaluate(script, &entry));
            let made = made.or_else(|| self.named(script.unwrap_or(parameter), parameter, &entry));
            let Some(made) = made.filter(|made| !made.contains('[')) else {
                return Address::Unknown;
            };
            path = format!("{before}{made}{after}");
        }
        if is_named { Address::Named } else { Address::Made(format!("/{path}/")) }
    }

    /// What a parameter is that the program has a name for: the language, what it computed before,
    /// or what is left of the name of a text that lies in the folder of a language.
    fn named(&self, script: &str, parameter: &str, entry: &Entry<'_>) -> Option<String> {
        if languages::is_parameter(parameter) {
            return Some(entry.tag.to_owned());
        }
        let is_name = script.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
        let before = &self.text[..self.text.find("params:")?];
        let declared = before.rsplit_once(&format!("const {script} = ")).filter(|_| is_name);
        let computed = declared.and_then(|(_, rest)| {
            let line = rest.lines().next()?.trim_end().trim_end_matches([';', '!']);
            evaluate(line, entry)
        });
        let is_apart =
            languages::PARAMETERS.iter().any(|tag| before.contains(&format!("[{tag}, ...")));
        let rest = || entry.id.strip_prefix(entry.tag)?.strip_prefix('/').map(str::to_owned);
        computed.or_else(|| is_apart.then(rest).flatten())
    }

    /// The parameters that the program gives for each text, and what it calls that text there.
    fn params(&self) -> Option<(&str, &str)> {
        let at = self.text.find("params:")?;
        let table = self.text[at..].find('{').map(|open| at + open)?;
        let before = &self.text[..at];
        // `.map((post) => ({ params`, `.map(post => {`
        let arrow = before.rfind("=>")?;
        let name = before[..arrow].trim_end().trim_end_matches(')').trim_end();
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let start = name.rfind(|c| !is_letter(c)).map_or(0, |at| at + 1);
        let mut depth = 0_usize;
        let end = self.text[table..].char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(table + at)
        })?;
        let name = &name[start..];
        (!name.is_empty()).then(|| (name, &self.text[table + 1..end]))
    }
}

/// The expression that a parameter is given.
fn value<'a>(params: &'a str, parameter: &str) -> Option<&'a str> {
    let mut depth = 0_usize;
    let mut start = 0;
    let ends = params.char_indices().filter(|(_, c)| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *c == ',' && depth == 0
    });
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([params.len()]).collect();
    ends.into_iter().find_map(|end| {
        let (key, script) = params[start..end].split_once(':').unwrap_or_default();
        start = end + 1;
        (key.trim().trim_matches(['"', '\'']) == parameter).then(|| script.trim())
    })
}
