//! Redirects that hosts were told of: `_redirects` and `netlify.toml` of Netlify, `vercel.json`, `firebase.json`. What
//! leads to a text or a list here is an old address of that.

use std::collections::BTreeMap;

use crate::{
    addresses::key,
    blog::{Blog, OldList},
    source::{Source, file_name, folder},
    value::{self, Value, at, first_text},
};

/// How many redirects of one address to the next are followed.
const CHAIN: usize = 4;

/// How many patterns are held against all texts at most.
const WIDE: usize = 50;

/// One redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Redirect {
    from: String,
    to: String,
}

/// Notes the addresses that hosts were told of beside those of the texts and lists to which they lead.
pub(crate) fn lead(source: &Source, blog: &mut Blog) {
    let mut found = Vec::new();
    for file in files(source, blog) {
        if let Ok(text) = source.read(&file) {
            found.extend(redirects(&file, &text));
        }
    }
    let base = blog.site.base_path().to_owned();
    let own = |address: &str| -> Option<String> {
        let rest =
            address.strip_prefix(blog.site.origin()).filter(|_| !blog.site.base_url.is_empty());
        let path = rest.unwrap_or(address).split('#').next().unwrap_or_default();
        let path = path.strip_prefix(&*base)?;
        path.starts_with('/').then(|| path.to_owned())
    };
    let found: Vec<Redirect> = found
        .iter()
        .filter_map(|Redirect { from, to }| Some(Redirect { from: own(from)?, to: own(to)? }))
        .collect();
    let (wide, plain): (Vec<Redirect>, Vec<Redirect>) =
        found.into_iter().partition(|redirect| redirect.from.contains(['*', ':', '(']));
    let next: BTreeMap<String, &str> =
        plain.iter().map(|redirect| (key(&redirect.from), &*redirect.to)).collect();
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    for (at, text) in blog.texts.iter().enumerate() {
        for address in &text.addresses {
            texts.entry(key(address)).or_insert(at);
        }
    }
    let lists: BTreeMap<String, OldList> =
        blog.lists.iter().map(|list| (key(&list.address), list.clone())).collect();
    for Redirect { from, to } in &plain {
        let mut to = key(to);
        for _ in 0..CHAIN {
            match next.get(&to) {
                Some(further) if !texts.contains_key(&to) => to = key(further),
                _ => break,
            }
        }
        let is_taken = texts.contains_key(&key(from)) || lists.contains_key(&key(from));
        match (texts.get(&to), lists.get(&to)) {
            _ if is_taken => {}
            (Some(&at), _) => blog.texts[at].addresses.push(from.clone()),
            (None, Some(list)) => {
                let address = from.clone();
                blog.lists.push(OldList { address, ..list.clone() });
            }
            (None, None) => {}
        }
    }
    for (before, after) in wide.iter().take(WIDE).filter_map(moved) {
        for text in &mut blog.texts {
            let Some(rest) = text.addresses.first().and_then(|own| own.strip_prefix(after)) else {
                continue;
            };
            let address = format!("{before}{rest}");
            if !rest.is_empty() && !texts.contains_key(&key(&address)) {
                text.addresses.push(address);
            }
        }
    }
}

/// The files of hosts: they lie beside the configuration, above it, or among what is published as it is.
fn files(source: &Source, blog: &Blog) -> Vec<String> {
    const NAMES: [&str; 5] =
        ["_redirects", "netlify.toml", "vercel.json", "now.json", "firebase.json"];
    let own = folder(&blog.config);
    let is_near = |file: &str| {
        let place = folder(file);
        let published = place.strip_prefix(own).map(|rest| rest.trim_start_matches('/'));
        let is_above = place.is_empty() || own == place || own.starts_with(&format!("{place}/"));
        is_above
            || blog.roots.iter().any(|root| root == place)
            || published.is_some_and(|rest| ["static", "public", "src"].contains(&rest))
    };
    let all = source.below("").filter(|file| NAMES.contains(&file_name(file)) && is_near(file));
    all.map(str::to_owned).collect()
}

/// The redirects in a file; what answers at its own address is none.
fn redirects(file: &str, text: &str) -> Vec<Redirect> {
    if file_name(file) == "_redirects" {
        let of_line = |line: &str| {
            let mut words = line.split_whitespace().filter(|word| !word.contains('='));
            let (from, to) = (words.next()?, words.next()?);
            let status = words.next().unwrap_or("301");
            let leads = status.starts_with('3') && !from.starts_with('#');
            leads.then(|| Redirect { from: from.to_owned(), to: to.to_owned() })
        };
        return text.lines().filter_map(of_line).collect();
    }
    let Ok(data) = value::by_name(file, text) else { return Vec::new() };
    let hosting = at(&data, "hosting").cloned();
    let sites = match hosting {
        Some(Value::Array(sites)) => sites,
        Some(site) => vec![site],
        None => vec![data],
    };
    let lists = sites.iter().filter_map(|site| at(site, "redirects").and_then(Value::as_array));
    let of_table = |table: &Value| {
        let from = first_text(table, &["from", "source"])?;
        let to = first_text(table, &["to", "destination"])?;
        let status = first_text(table, &["status", "statusCode", "type"]);
        let leads = status.is_none_or(|status| status.starts_with('3'));
        leads.then_some(Redirect { from, to })
    };
    lists.flatten().filter_map(of_table).collect()
}

/// The folders of a pattern that moves all that lies in one into another: `/old/*` to `/new/:splat`.
fn moved(redirect: &Redirect) -> Option<(&str, &str)> {
    fn part(path: &str) -> Option<&str> {
        let (folder, rest) = path.rsplit_once('/')?;
        let name = rest.trim_end_matches('*');
        let is_all = name.is_empty() && rest == "*"
            || name.strip_prefix(':').is_some_and(|name| name.chars().all(char::is_alphanumeric));
        let is_plain = !folder.contains(['*', ':', '(']);
        (is_all && is_plain).then(|| &path[..folder.len() + 1])
    }
    let (before, after) = (part(&redirect.from)?, part(&redirect.to)?);
    // What moves the whole site is about another host.
    (before.len() > 1 && before != after).then_some((before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_are_read_as_each_host_is_told_of_them() {
        let one = |from: &str, to: &str| Redirect { from: from.into(), to: to.into() };
        for (file, text, found) in [
            (
                "static/_redirects",
                "# why\n/a /b\n/c  /d/ 302!\n/api/* /fn/:splat 200\n/old/* lang=de /new/:splat 301\n",
                vec![one("/a", "/b"), one("/c", "/d/"), one("/old/*", "/new/:splat")],
            ),
            (
                "netlify.toml",
                "[[redirects]]\nfrom = \"/a\"\nto = \"/b\"\nstatus = 301\n[[redirects]]\nfrom = \"/x\"\nto = \"/y\"\nstatus = 200\n",
                vec![one("/a", "/b")],
            ),
            (
                "vercel.json",
                r#"{"redirects": [{"source": "/a", "destination": "/b", "permanent": true}]}"#,
                vec![one("/a", "/b")],
            ),
            (
                "firebase.json",
                r#"{"hosting": {"redirects": [{"source": "/a", "destination": "/b", "type": 301}]}}"#,
                vec![one("/a", "/b")],
            ),
            ("vercel.json", "{", Vec::new()),
        ] {
            assert_eq!(redirects(file, text), found, "{file}");
        }
    }

    #[test]
    fn a_folder_that_moved_is_told_from_a_pattern() {
        for (from, to, found) in [
            ("/old/*", "/new/:splat", Some(("/old/", "/new/"))),
            ("/old/:path*", "/new/:path*", Some(("/old/", "/new/"))),
            ("/*", "/new/:splat", None),
            ("/a/:b/c", "/d/:b", None),
        ] {
            let redirect = Redirect { from: from.into(), to: to.into() };
            assert_eq!(moved(&redirect), found, "{from}");
        }
    }
}
