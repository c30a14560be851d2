//! The templates of a blog: those that come along, and the owner's own.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use diagnostics::{Diagnostic, Source};
use minijinja::{AutoEscape, Environment, Error, Value, escape_formatter};

use crate::{
    fault::fault_of,
    file_name::{ENDING, file},
};

/// How many steps a template may take for one call.
const FUEL: u64 = 50_000;
/// How deep its macros and the templates that it includes may lie in each other.
const DEPTH: usize = 30;

/// The built-in templates: name and text of each.
const BUILT_IN: [(&str, &str); 20] = [
    ("_facade", include_str!("built-in/_facade.html")),
    ("asciinema", include_str!("built-in/asciinema.html")),
    ("codepen", include_str!("built-in/codepen.html")),
    ("details", include_str!("built-in/details.html")),
    ("embed", include_str!("built-in/embed.html")),
    ("figure", include_str!("built-in/figure.html")),
    ("gist", include_str!("built-in/gist.html")),
    ("highlight", include_str!("built-in/highlight.html")),
    ("include", include_str!("built-in/include.html")),
    ("mastodon", include_str!("built-in/mastodon.html")),
    ("ref", include_str!("built-in/ref.html")),
    ("relref", include_str!("built-in/ref.html")),
    ("tab", include_str!("built-in/tab.html")),
    ("tab-item", include_str!("built-in/tab.html")),
    ("tabs", include_str!("built-in/tabs.html")),
    ("tweet", include_str!("built-in/tweet.html")),
    ("value", include_str!("built-in/value.html")),
    ("vimeo", include_str!("built-in/vimeo.html")),
    ("x", include_str!("built-in/tweet.html")),
    ("youtube", include_str!("built-in/youtube.html")),
];

/// What a template does with what stands in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Markdown, as `body`.
    Body,
    /// The text as it is written, as `inner`.
    Text,
    /// Nothing.
    Nothing,
}

/// What is known of a template before it is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What it does with what stands in a call.
    pub takes: Takes,
    /// Whether what it writes stands between paragraphs, and not in one.
    pub is_block: bool,
}

/// The templates of a blog.
#[derive(Debug)]
pub struct Templates {
    pub(crate) environment: Environment<'static>,
    all: BTreeMap<String, Template>,
}

#[derive(Debug)]
struct Template {
    source: Arc<Source>,
    shape: Shape,
    /// The names that it asks for.
    variables: BTreeSet<String>,
    /// Whether other templates are a part of it.
    reaches: bool,
    is_own: bool,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Shortcode<'a> {
    pub(crate) templates: &'a Templates,
    /// Its name in calls.
    pub name: &'a str,
    /// What is known of it.
    pub shape: Shape,
}

/// The built-in templates alone.
pub fn built_in() -> &'static Templates {
    static ALL: LazyLock<Templates> =
        LazyLock::new(|| Templates::with(Vec::new(), &mut Vec::new()));
    &ALL
}

impl Templates {
    /// Those that come along, and an owner's by their names; what is wrong with these goes to `faults`.
    pub fn with(own: Vec<(String, Source)>, faults: &mut Vec<Diagnostic>) -> Self {
        let mut environment = Environment::new();
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(DEPTH);
        environment.set_debug(true);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.add_test("word", |value: &Value| {
            is_of(value, |byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        });
        environment.add_test("digits", |value: &Value| is_of(value, |byte| byte.is_ascii_digit()));
        // Addresses stay as they are written: a slash means nothing in HTML.
        environment.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if !value.is_safe() => {
                out.write_str(&html_escape::encode_quoted_attribute(text)).map_err(Error::from)
            }
            _ => escape_formatter(out, state, value),
        });
        // It shows whatever the program knows.
        environment.remove_global("debug");
        let mut templates = Self { environment, all: BTreeMap::new() };
        for (name, text) in BUILT_IN {
            let source = Source::new(format!("{name}.html"), text);
            templates.add(name.to_owned(), source, false, faults);
        }
        for (name, source) in own {
            templates.add(name, source, true, faults);
        }
        templates
    }

    fn add(&mut self, name: String, source: Source, is_own: bool, faults: &mut Vec<Diagnostic>) {
        let text = source.text().to_owned();
        let shape = Shape { takes: takes(&text), is_block: is_block(&text) };
        let reaches = text.contains("{%")
            && ["include", "import", "extends"].iter().any(|word| text.contains(word));
        let variables = names(&text);
        if let Err(error) = self.environment.add_template_owned(file(&name), text) {
            faults.push(fault_of(&error, &source));
        }
        let template = Template { source: Arc::new(source), shape, variables, reaches, is_own };
        self.all.insert(name, template);
    }

    /// The one of a name.
    pub fn get(&self, name: &str) -> Option<Shortcode<'_>> {
        let (name, template) = self.all.get_key_value(name)?;
        Some(Shortcode { templates: self, name, shape: template.shape })
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.keys().map(String::as_str)
    }

    /// The file of a template, as errors of its name it: `figure.html`.
    pub(crate) fn source(&self, file: &str) -> Option<&Source> {
        self.all.get(file.strip_suffix(ENDING)?).map(|template| &*template.source)
    }
}

impl Shortcode<'_> {
    fn template(&self) -> Option<&Template> {
        self.templates.all.get(self.name)
    }

    /// All that what it writes depends on and its owner can change.
    pub fn texts(&self) -> Vec<&str> {
        let own = |is_part: &dyn Fn(&str) -> bool| -> Vec<&str> {
            let all = self.templates.all.iter();
            let parts = all.filter(|(name, template)| template.is_own && is_part(name));
            parts.map(|(_, template)| template.source.text()).collect()
        };
        match self.template() {
            Some(Template { reaches: true, is_own: true, .. }) => own(&|_| true),
            Some(Template { is_own: true, .. }) => own(&|name| name == self.name),
            // Built-in templates include nothing but parts.
            Some(Template { reaches: true, .. }) => own(&|name| name.starts_with('_')),
            _ => Vec::new(),
        }
    }

    /// The file that it comes from, if the owner wrote it.
    pub fn file(&self) -> Option<&std::path::Path> {
        self.template().filter(|template| template.is_own).map(|template| template.source.path())
    }

    /// Whether it asks for something that it is given by this name; one that includes others may.
    pub(crate) fn asks_for(&self, name: &str) -> bool {
        let asks = |template: &Template| {
            template.reaches
                || template.variables.contains(name)
                || template.variables.contains("named")
        };
        self.template().is_none_or(asks)
    }

    /// What a call may give by name, as far as it is known.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        self.template()
            .into_iter()
            .flat_map(|template| template.variables.iter().map(String::as_str))
    }
}

/// The names that stand in what a template has filled in: some of them are asked for.
fn names(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let part = &rest[start + 2..];
        let end = part.find("}}").into_iter().chain(part.find("%}")).min().unwrap_or(part.len());
        let words = part[..end].split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        names.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
        rest = &part[end..];
    }
    names
}

/// What a template does with what stands in a call, by the names that stand in it.
fn takes(text: &str) -> Takes {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    if words.clone().any(|word| word == "inner") {
        Takes::Text
    } else if words.any(|word| word == "body") {
        Takes::Body
    } else {
        Takes::Nothing
    }
}

/// Whether what a template writes stands between paragraphs: the first element in it says, and with
/// none, what stands in the call.
fn is_block(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let skipped = [("{#", "#}"), ("{%", "%}"), ("<!--", "-->")];
        match skipped.iter().find(|(start, _)| rest.starts_with(start)) {
            Some((_, end)) => match rest.find(end) {
                Some(at) => rest = &rest[at + end.len()..],
                None => return false,
            },
            None => break,
        }
    }
    if let Some(expression) = rest.strip_prefix("{{") {
        let expression = expression.trim_start_matches(['-', ' ']);
        let writes_blocks = ["body", "code(", "markdown("];
        return writes_blocks.iter().any(|name| expression.starts_with(name))
            || expression.starts_with("fail(")
                && writes_blocks.iter().any(|name| text.contains(name));
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    html::ends_paragraph(&tag[..end].to_ascii_lowercase())
}

/// Whether a value is written with some characters alone, and with one at least.
fn is_of(value: &Value, is_one: impl Fn(u8) -> bool) -> bool {
    let text = value.to_string();
    !value.is_undefined() && !value.is_none() && !text.is_empty() && text.bytes().all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_come_along_can_be_read() {
        let mut faults = Vec::new();
        let templates = Templates::with(Vec::new(), &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        assert!(BUILT_IN.is_sorted());
        for (name, takes, block) in [
            ("figure", Takes::Body, true),
            ("youtube", Takes::Nothing, true),
            ("details", Takes::Body, true),
            ("highlight", Takes::Text, true),
            ("include", Takes::Nothing, true),
            ("ref", Takes::Nothing, false),
            ("value", Takes::Nothing, false),
            ("tweet", Takes::Body, true),
        ] {
            let shape = templates.get(name).expect(name).shape;
            assert_eq!(shape, Shape { takes, is_block: block }, "{name}");
        }
    }

    #[test]
    fn what_a_template_begins_with_says_where_it_stands() {
        for (text, block) in [
            ("<div>{{ body }}</div>", true),
            ("{# why #}\n{% if a %}<figure></figure>{% endif %}", true),
            ("<kbd>{{ body }}</kbd>", false),
            ("{{ a }} <div>", false),
            ("{{ body }}", true),
            ("{{ markdown(file) }}", true),
            ("text <div>", false),
            ("", false),
            ("{% if", false),
        ] {
            assert_eq!(is_block(text), block, "{text}");
        }
    }

    #[test]
    fn a_template_that_is_no_template_is_a_fault_of_its_file() {
        let source = Source::new("content/shortcodes/a.html", "<p>\n{{ b c }}</p>");
        let mut faults = Vec::new();
        let templates = Templates::with(vec![("a".into(), source)], &mut faults);
        let fault = &faults[0];
        assert_eq!((fault.path.to_str(), fault.line), (Some("content/shortcodes/a.html"), 2));
        assert!(templates.get("a").is_some());
    }

    #[test]
    fn a_template_depends_on_others_only_where_it_may_include_them() {
        let own = ["a", "b"].map(|name| {
            let text = if name == "b" { "{% include 'a.html' %}" } else { "a" };
            (name.to_owned(), Source::new(name, text))
        });
        let templates = Templates::with(own.into(), &mut Vec::new());
        let texts = |name: &str| templates.get(name).map(|of| of.texts().len());
        assert_eq!((texts("a"), texts("b"), texts("youtube")), (Some(1), Some(2), Some(0)));
    }
}
