//! What the blog says of itself: `content/site.toml`.

use std::path::Path;

use app::model::{Link, Site};

use super::{
    diagnostic::Diagnostic,
    fields::Fields,
    source::{Source, Span, Spanned},
    value::{self, Language, Table, Value},
};

const FILE: &str = "site.toml";

/// Reads the file; what is faulty is empty in the answer and stands among the faults.
pub(super) fn read(
    root: &Path,
    shown: &Path,
    base_url: Option<&str>,
    faults: &mut Vec<Diagnostic>,
) -> Site {
    let table = match source(root, shown) {
        Ok(source) => {
            let whole = 0..source.text().len();
            let before = faults.len();
            let table = value::parse(&source, whole, Language::Toml, faults).unwrap_or_default();
            Some((table, faults.len() == before, source))
        }
        Err(fault) => {
            faults.push(*fault);
            None
        }
    };
    let mut site = table.map_or_else(nameless, |(table, complete, source)| {
        site(&source, table, complete, faults)
    });
    if let Some(url) = base_url {
        // The command line is a file of one line: faults in it are shown like any others.
        let source = Source::new("--base-url", url);
        site.base_url = check_base_url(&source, url, 0..url.len(), faults).unwrap_or_default();
    }
    site
}

fn source(root: &Path, shown: &Path) -> Result<Source, Box<Diagnostic>> {
    let file = root.join(FILE);
    if !file.exists() {
        let fault = Diagnostic::of_file(shown.join(FILE), "there is no such file").help(
            "a blog needs one, such as\ntitle = \"Engineering blog\"\nbase_url = \"https://blog.example.org\"",
        );
        return Err(Box::new(fault));
    }
    Source::read(&file, shown.join(FILE)).map_err(Box::new)
}

fn nameless() -> Site {
    Site {
        title: String::new(),
        tagline: String::new(),
        introduction: String::new(),
        base_url: String::new(),
        language: "en".into(),
        author: String::new(),
        links: Vec::new(),
    }
}

fn site(source: &Source, table: Table, complete: bool, faults: &mut Vec<Diagnostic>) -> Site {
    let mut fields = Fields::new(source, table, faults);
    if complete {
        for (key, example) in [
            ("title", "Engineering blog"),
            ("base_url", "https://blog.example.org"),
        ] {
            if !fields.has(key) {
                let fault = source.error(0..0, format!("there is no `{key}`"));
                fields.fault(fault.help(format!("add a line such as `{key} = \"{example}\"`")));
            }
        }
    }
    let title = fields
        .filled("title")
        .map_or_else(String::new, |text| text.value);
    let author = fields.filled("author").map(|text| text.value);
    let optional = |text: Option<Spanned<String>>| text.map_or_else(String::new, |text| text.value);
    let tagline = optional(fields.text("tagline"));
    let introduction = optional(fields.text("introduction"));
    let base_url = fields.filled("base_url");
    let language = fields.filled("language");
    let links = fields.list("links");
    fields.finish();
    Site {
        // A post has an author even where nobody is named.
        author: author.unwrap_or_else(|| title.clone()),
        title,
        tagline,
        introduction,
        base_url: base_url
            .and_then(|url| check_base_url(source, &url.value, url.span, faults))
            .unwrap_or_default(),
        language: language.map_or_else(
            || "en".into(),
            |language| check_language(source, language, faults),
        ),
        links: links
            .into_iter()
            .filter_map(|node| link(source, node, faults))
            .collect(),
    }
}

/// A language tag goes into an attribute of every page: only its form is checked.
fn check_language(
    source: &Source,
    language: Spanned<String>,
    faults: &mut Vec<Diagnostic>,
) -> String {
    let of_form = language.value.split('-').enumerate().all(|(at, part)| {
        let letters_only = at > 0 || part.chars().all(|c| c.is_ascii_alphabetic());
        (1..=8).contains(&part.len())
            && (at > 0 || part.len() >= 2)
            && letters_only
            && part.chars().all(|c| c.is_ascii_alphanumeric())
    });
    if !of_form {
        let message = format!("`{}` is not the tag of a language", language.value);
        let fault = source.error(language.span, message);
        faults.push(fault.help("write a tag such as `en`, `pl` or `pt-BR`"));
    }
    language.value
}

/// The base URL without a slash at the end, if it is one.
fn check_base_url(
    source: &Source,
    url: &str,
    span: Span,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let mut refuse = |message: String, help: String| {
        faults.push(source.error(span.clone(), message).help(help));
        None
    };
    let Some(rest) = ["https://", "http://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme))
    else {
        let rest = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest)
            .trim_start_matches('/');
        return refuse(
            format!("the base URL `{url}` does not begin with https:// or http://"),
            format!("write `https://{rest}`"),
        );
    };
    if let Some(at) = url.find(['?', '#']) {
        return refuse(
            format!("the base URL `{url}` has a query or a fragment"),
            format!("write `{}`", url[..at].trim_end_matches('/')),
        );
    }
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() {
        return refuse(
            format!("the base URL `{url}` has no host"),
            "write it as https://blog.example.org or https://example.org/blog".into(),
        );
    }
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || !c.is_ascii() || "\"<>\\^`{|}".contains(c);
    if let Some(odd) = url.chars().find(|&c| odd(c)) {
        return refuse(
            format!(
                "the base URL `{url}` has a character that a URL can't have: `{}`",
                odd.escape_debug()
            ),
            "write it percent-encoded".into(),
        );
    }
    if rest.trim_end_matches('/').contains("//") {
        return refuse(
            format!("the base URL `{url}` has an empty part in its path"),
            "write one slash between two parts".into(),
        );
    }
    Some(url.trim_end_matches('/').to_owned())
}

fn link(source: &Source, node: Spanned<Value>, faults: &mut Vec<Diagnostic>) -> Option<Link> {
    let Value::Table(table) = node.value else {
        let message = format!("a link is a table, and this is {}", node.value.kind());
        let help = "write it as { name = \"About\", url = \"/about/\" }";
        faults.push(source.error(node.span, message).help(help));
        return None;
    };
    let mut fields = Fields::new(source, table, faults);
    for key in ["name", "url"] {
        if !fields.has(key) {
            let fault = source.error(node.span.clone(), format!("this link has no `{key}`"));
            fields.fault(fault.help("write it as { name = \"About\", url = \"/about/\" }"));
        }
    }
    let (name, url) = (fields.filled("name"), fields.filled("url"));
    fields.finish();
    let url = url?;
    let schemes = ["/", "https://", "http://", "mailto:"];
    if !schemes.iter().any(|scheme| url.value.starts_with(scheme)) || url.value.starts_with("//") {
        let message = format!(
            "`{}` is neither a path on this site nor an address",
            url.value
        );
        faults.push(
            source
                .error(url.span, message)
                .help("begin it with / or https://"),
        );
        return None;
    }
    Some(Link {
        name: name?.value,
        url: url.value,
    })
}
