//! Which languages a blog has, and which one a file is written in: `hello.de.md`, `hello/index.de.md`,
//! `de/posts/hello.md`.

use diagnostics::{Diagnostic, Source, Span, Spanned, suggest};
use model::routes::RESERVED;
use values::{Table, Value};

/// What says something in words, and so is each language's own: it is not taken over from the first.
const SAID: [&str; 6] = ["tagline", "introduction", "links", "nav", "footer", "announcement"];
/// What a language may have otherwise, and else has as the first one does.
const OTHERWISE: [&str; 9] = [
    "title",
    "author",
    "contact",
    "license",
    "data_license",
    "social",
    "home",
    "post",
    "typography",
];

/// What holds for all of them.
const WHOLE: [&str; 20] = [
    "analytics",
    "anchors",
    "base_url",
    "comments",
    "external_paths",
    "feeds",
    "hsts",
    "html",
    "newsletter",
    "offline",
    "permalinks",
    "redaction",
    "redirects",
    "robots",
    "run",
    "search",
    "security",
    "share",
    "theme",
    "theme_color",
];

/// A language of a blog behind the first.
#[derive(Clone, Debug)]
pub(super) struct Other {
    /// Its tag, and where it is written.
    pub(super) tag: Spanned<String>,
    /// All that `site.toml` says of the blog in this language.
    pub(super) table: Table,
    /// Whether it has a front page of its own, whose pinned post must be there.
    pub(super) pins: bool,
}

/// The languages of a blog, as far as files are told apart by them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tags {
    /// The first one, then the others.
    pub(super) all: Vec<String>,
}

impl Tags {
    pub(super) fn of(first: &str, others: &[Other]) -> Self {
        let others = others.iter().map(|other| other.tag.value.clone());
        Self { all: [first.to_owned()].into_iter().chain(others).collect() }
    }

    /// Whether files are told apart by languages at all.
    pub(super) fn are_several(&self) -> bool {
        self.all.len() > 1
    }

    /// The place of a language among them.
    pub(super) fn find(&self, tag: &str) -> Option<usize> {
        self.all.iter().position(|known| known.eq_ignore_ascii_case(tag))
    }

    /// The name of a text without its language, and which that is, if the name says one.
    pub(super) fn split<'a>(&self, name: &'a str) -> (&'a str, Option<usize>) {
        if !self.are_several() {
            return (name, None);
        }
        let found = name.rsplit_once('.').filter(|(name, _)| !name.is_empty());
        let found = found.and_then(|(name, tag)| Some((name, self.find(tag)?)));
        found.map_or((name, None), |(name, at)| (name, Some(at)))
    }
}

/// The language that the name of a file or folder most likely says, though it is none of the blog's.
pub(super) fn meant(name: &str) -> Option<&str> {
    let (language, region) = name.split_once('-').unwrap_or((name, ""));
    let is_known = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_region = region.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let known = is_known && is_region && LANGUAGES.split(' ').any(|known| known == language);
    known.then_some(name)
}

/// The languages that have a tag of two letters (ISO 639-1).
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr \
    cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht \
    hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li \
    ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl \
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn \
    to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Reads `[languages]` out of the whole of a file, given the tag of the first language.
pub(super) fn read(
    source: &Source,
    whole: &Table,
    first: &str,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Other> {
    let mut others: Vec<Other> = Vec::new();
    let languages = whole.entries.iter().find_map(|(key, node)| match &node.value {
        Value::Table(table) if key.value == "languages" => Some(table.entries.clone()),
        // Told of already.
        _ => None,
    });
    for (tag, Spanned { value, span }) in languages.unwrap_or_default() {
        let Value::Table(own) = value else {
            let message = format!("a language is a table, and this is {}", value.kind());
            let help = format!("write\n[languages.{}]\ntitle = \"…\"", tag.value);
            faults.push(source.error(span, message).help(help));
            continue;
        };
        let is_taken = |taken: &str| taken.eq_ignore_ascii_case(&tag.value);
        let refused = if is_taken(first) {
            Some(("is the language of the blog already: see `language`", "take it out"))
        } else if others.iter().any(|other| is_taken(&other.tag.value)) {
            Some(("is there already", "take one of them out"))
        } else if RESERVED.iter().any(|reserved| is_taken(reserved)) {
            Some(("can't be a language: the site uses that address itself", TAG))
        } else {
            None
        };
        if let Some((what, help)) = refused {
            let fault = source.error(tag.span.clone(), format!("`{}` {what}", tag.value));
            faults.push(fault.help(help));
            continue;
        }
        check_keys(source, &own, &tag.value, faults);
        let pins = own.entries.iter().any(|(key, _)| key.value == "home");
        let table = overlaid(whole, own, &tag);
        others.push(Other { tag, table, pins });
    }
    others
}

const TAG: &str = "write a tag such as `de`, `pl` or `pt-BR`";

/// Refuses what holds for all languages, and what nobody knows.
fn check_keys(source: &Source, own: &Table, tag: &str, faults: &mut Vec<Diagnostic>) {
    let known = || SAID.into_iter().chain(OTHERWISE);
    for (key, _) in &own.entries {
        let name = key.value.as_str();
        if known().any(|known| known == name) {
            continue;
        }
        let (message, help) = if name == "language" {
            let message = "the tag of the language stands in the head of the table";
            (message.to_owned(), "take it out".to_owned())
        } else if WHOLE.contains(&name) {
            let help = format!("write it above `[languages.{tag}]`");
            (format!("`{name}` holds for all languages"), help)
        } else {
            let keys = || format!("the keys are {}", known().collect::<Vec<_>>().join(", "));
            let help = suggest::did_you_mean(name, known()).unwrap_or_else(keys);
            (format!("unknown key `{name}`"), help)
        };
        faults.push(source.error(key.span.clone(), message).help(help));
    }
}

/// What the file says of the blog in a language.
fn overlaid(whole: &Table, own: Table, tag: &Spanned<String>) -> Table {
    let is_own = |name: &str| own.entries.iter().any(|(key, _)| key.value == name);
    let kept = whole.entries.iter().filter(|(key, _)| {
        let name = key.value.as_str();
        !is_own(name) && !SAID.contains(&name) && !["language", "languages"].contains(&name)
    });
    let text = |value: &str, span: &Span| Spanned { value: value.to_owned(), span: span.clone() };
    let language = (
        text("language", &tag.span),
        Spanned { value: Value::Text(tag.value.clone()), span: tag.span.clone() },
    );
    let known = |(key, _): &&(Spanned<String>, Spanned<Value>)| {
        SAID.into_iter().chain(OTHERWISE).any(|known| known == key.value)
    };
    let own = own.entries.iter().filter(known);
    Table { entries: kept.chain(own).cloned().chain([language]).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_a_language_that_the_blog_has() {
        let tags = |all: &[&str]| Tags { all: all.iter().map(|tag| (*tag).to_owned()).collect() };
        let several = tags(&["en", "de", "pt-BR"]);
        for (name, split) in [
            ("hello", ("hello", None)),
            ("hello.de", ("hello", Some(1))),
            ("hello.pt-br", ("hello", Some(2))),
            ("hello.en", ("hello", Some(0))),
            ("hello.fr", ("hello.fr", None)),
            ("node.js", ("node.js", None)),
            (".de", (".de", None)),
            ("v1.2.de", ("v1.2", Some(1))),
        ] {
            assert_eq!(several.split(name), split, "{name}");
        }
        assert_eq!(tags(&["de"]).split("hello.de"), ("hello.de", None), "one language");
    }

    #[test]
    fn a_language_is_told_from_other_endings() {
        for (name, is_one) in [
            ("de", true),
            ("pt-BR", true),
            ("js", false),
            ("in", false),
            ("v2", false),
            ("De", false),
        ] {
            assert_eq!(meant(name).is_some(), is_one, "{name}");
        }
    }
}
