//! The files in a site that hosts read: `_headers` and `_redirects` (Netlify, Cloudflare Pages),
//! `vercel.json` (Vercel), `.nojekyll` (GitHub Pages). Each host leaves those of the others alone.

use model::{Library, Site, routes::FEED};
use serde_json::{Value, json};

use super::{
    FOR_EVER, OF_ANOTHER_TYPE, Redirect, Security, content_type, feeds, folders, named_by_content,
    pattern::overlap,
};

/// A set of addresses, and the headers of what is there.
type HeaderRule = (String, Vec<(&'static str, String)>);

/// Each file with its path on the site; `prefixes` is where the languages are that come behind the first.
pub fn files(
    library: &Library,
    prefixes: &[&str],
    policy: &str,
    redirects: &[Redirect],
) -> [(&'static str, String); 4] {
    let site = library.site();
    let rules = rules(library, prefixes, policy);
    [
        ("/_headers", headers(&rules)),
        ("/_redirects", moves(site, prefixes, redirects)),
        ("/vercel.json", vercel(site, &rules, redirects)),
        // Without it GitHub Pages leaves out what begins with an underscore.
        ("/.nojekyll", String::new()),
    ]
}

/// What differs from what these hosts do anyway, which is to let browsers ask again for each file.
///
/// No two rules give one address the same header: Cloudflare would join both values with a comma.
fn rules(library: &Library, prefixes: &[&str], policy: &str) -> Vec<HeaderRule> {
    let base = library.site().base_path();
    let mut rules = vec![(base.join("/*"), Security::of(library, policy).headers())];
    let kept =
        |pattern: &String| (base.join(pattern), vec![("Cache-Control", FOR_EVER.to_owned())]);
    rules.extend(named_by_content(prefixes).iter().map(kept));
    let kind =
        |pattern: &str, kind: &str| (base.join(pattern), vec![("Content-Type", kind.to_owned())]);
    rules.extend(OF_ANOTHER_TYPE.iter().map(|(pattern, name)| kind(pattern, name)));
    // Taken for one of several types, by a host that guesses from the name.
    let routes = &library.site().routes;
    rules.extend(feeds(routes).iter().map(|pattern| kind(pattern, content_type(FEED))));
    // Known to few hosts, and read as another alphabet where its encoding isn't said.
    let texts = folders(routes, &["posts", "pages"]);
    rules.extend(
        texts.iter().map(|folder| kind(&format!("{folder}/index.md"), content_type("/index.md"))),
    );
    for prefix in prefixes {
        let mut below = |pattern: &str, name: &str| {
            let pattern = format!("{prefix}{pattern}");
            // Where two rules match an address, Cloudflare joins their values.
            let whole = base.join(&pattern);
            let has_type = |(known, headers): &HeaderRule| {
                headers[0].0 == "Content-Type" && overlap(known, &whole)
            };
            if !rules.iter().any(has_type) {
                rules.push(kind(&pattern, name));
            }
        };
        OF_ANOTHER_TYPE.iter().for_each(|(pattern, name)| below(pattern, name));
        feeds(routes).iter().for_each(|pattern| below(pattern, content_type(FEED)));
        texts
            .iter()
            .for_each(|folder| below(&format!("{folder}/index.md"), content_type("/index.md")));
    }
    rules
}

/// <https://developers.cloudflare.com/pages/configuration/headers/>,
/// <https://docs.netlify.com/manage/routing/headers/>
fn headers(rules: &[HeaderRule]) -> String {
    let mut text = String::from("# For Netlify and Cloudflare Pages, written by `blog build`.\n");
    for (addresses, headers) in rules {
        text.push_str(&format!("\n{addresses}\n"));
        for (name, value) in headers {
            text.push_str(&format!("  {name}: {value}\n"));
        }
    }
    text
}

/// <https://developers.cloudflare.com/pages/configuration/redirects/>,
/// <https://docs.netlify.com/manage/routing/redirects/overview/>
fn moves(site: &Site, prefixes: &[&str], redirects: &[Redirect]) -> String {
    let base = site.base_path();
    let mut text = String::from(
        "# For Netlify and Cloudflare Pages, written by `blog build`. Netlify shows the page that is\n\
         # at an old address unless the status has a `!`, which Cloudflare does not know: both take\n\
         # the line that they understand. Beyond the limits of a host that page sends readers on.\n",
    );
    for redirect in redirects {
        let to = plain(&base.join(&redirect.to));
        if let Some((key, value)) = redirect.query() {
            // Cloudflare reads no queries, and leaves the line out.
            text.push_str(&format!("\n{} {key}={value} {to} 301!\n", plain(&base.join("/"))));
            continue;
        }
        let from = plain(&base.join(&redirect.from));
        text.push_str(&format!("\n{from} {to} 301!\n{from} {to} 301\n"));
    }
    // Cloudflare finds the nearest one by itself, and leaves a line with this status alone.
    for prefix in prefixes {
        let [all, page] = ["/*", "/404.html"].map(|path| base.join(&format!("{prefix}{path}")));
        text.push_str(&format!("\n{all} {page} 404\n"));
    }
    text
}

/// An address in which nothing stands for others, as `*` and `:name` do.
fn plain(path: &str) -> String {
    path.replace('*', "%2A").replace(':', "%3A")
}

/// <https://vercel.com/docs/project-configuration>
fn vercel(site: &Site, rules: &[HeaderRule], redirects: &[Redirect]) -> String {
    let base = site.base_path();
    let headers: Vec<Value> = rules
        .iter()
        .map(|(addresses, headers)| {
            let headers: Vec<Value> = headers
                .iter()
                .map(|(name, value)| json!({ "key": name, "value": value }))
                .collect();
            json!({ "source": addresses.replace('*', "(.*)"), "headers": headers })
        })
        .collect();
    let redirects: Vec<Value> = redirects
        .iter()
        .map(|redirect| {
            let to = base.join(&redirect.to);
            match redirect.query() {
                Some((key, value)) => json!({
                    "source": literal(&base.join("/")),
                    "has": [{ "type": "query", "key": key, "value": value }],
                    "destination": to, "statusCode": 301,
                }),
                None => json!({
                    "source": literal(&base.join(&redirect.from)),
                    "destination": to, "statusCode": 301,
                }),
            }
        })
        .collect();
    let config = json!({ "trailingSlash": true, "headers": headers, "redirects": redirects });
    format!("{config:#}\n")
}

/// An address that Vercel, which reads patterns, takes for itself.
fn literal(path: &str) -> String {
    let mut pattern = String::new();
    for c in path.chars() {
        if ":*+?(){}\\!".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use fixtures::{POLICY, library};

    use super::*;

    fn file(base_url: &str, name: &str) -> String {
        let redirects = [
            Redirect { from: "/old/".into(), to: "/posts/new/".into() },
            Redirect { from: "/2019/gr%C3%B6%C3%9Fe(1).html".into(), to: "/posts/a/".into() },
        ];
        let files = files(&library(base_url), &[], POLICY, &redirects);
        let found = files.into_iter().find(|(path, _)| *path == name);
        found.map(|(_, text)| text).unwrap_or_default()
    }

    #[test]
    fn netlify_and_cloudflare_are_told_what_differs_from_their_ways() {
        insta::assert_snapshot!(file("https://example.org", "/_headers"));
        insta::assert_snapshot!(file("https://example.org/blog", "/_redirects"));
    }

    #[test]
    fn what_stands_for_other_addresses_elsewhere_is_one_address_here() {
        let from = "/a*/:name/(b)?/".to_owned();
        let redirects = [Redirect { from, to: "/posts/new/".into() }];
        let [_, (_, moves), (_, vercel), _] =
            files(&library("https://example.org"), &[], POLICY, &redirects);
        assert!(moves.contains("\n/a%2A/%3Aname/(b)?/ /posts/new/ 301!\n"), "{moves}");
        assert!(vercel.contains(r#""source": "/a\\*/\\:name/\\(b\\)\\?/""#), "{vercel}");
    }

    #[test]
    fn hosts_that_read_queries_are_told_of_old_addresses_with_one() {
        let redirects = [Redirect { from: "/?p=123".into(), to: "/posts/new/".into() }];
        let [_, (_, moves), (_, vercel), _] =
            files(&library("https://example.org/blog"), &[], POLICY, &redirects);
        assert!(moves.ends_with("\n\n/blog/ p=123 /blog/posts/new/ 301!\n"), "{moves}");
        let vercel: Value = serde_json::from_str(&vercel).expect("JSON");
        let redirect = &vercel["redirects"][0];
        assert_eq!(redirect["source"], "/blog/");
        assert_eq!(redirect["has"][0]["value"], "123");
        assert_eq!(redirect["destination"], "/blog/posts/new/");
    }

    #[test]
    fn vercel_is_told_the_same() {
        insta::assert_snapshot!(file("https://example.org/blog", "/vercel.json"));
    }

    #[test]
    fn a_language_below_a_path_is_served_as_the_first_is() {
        let library = library("https://example.org/blog");
        let [(_, headers), (_, moves), ..] = files(&library, &["/de"], POLICY, &[]);
        for rule in [
            "/blog/de/lists/*\n  Cache-Control: public, max-age=31536000, immutable",
            "/blog/de/feed.json\n  Content-Type: application/feed+json; charset=utf-8",
            "/blog/de/feed.xml\n  Content-Type: application/xml; charset=utf-8",
        ] {
            assert!(headers.contains(rule), "{headers}");
        }
        assert!(moves.ends_with("\n/blog/de/* /blog/de/404.html 404\n"), "{moves}");
    }

    #[test]
    fn all_stays_within_the_limits_of_cloudflare() {
        let languages = ["/de", "/fr", "/ja", "/pt-BR", "/uk"];
        let files = files(&library("https://example.org"), &languages, POLICY, &[]);
        let [(_, text), ..] = files;
        let rules = text.lines().filter(|line| line.starts_with('/')).count();
        assert!(rules <= 100 && text.lines().all(|line| line.len() <= 2000), "{text}");
        // What all files get, no rule may give again: both values would stand in the header.
        let all = text.split("\n\n").find(|rule| rule.starts_with("/*\n")).expect("a rule for all");
        for line in all.lines().skip(1) {
            let name = line.split_once(": ").expect("a header").0;
            assert_eq!(text.matches(name).count(), 1, "{name}");
        }
    }
}
