//! Where programs of Gatsby's have texts: `createPage({ path: … })` of `gatsby-node`, the field that it gives a
//! text before, and pages with a name in braces, `src/pages/blog/{Mdx.frontmatter__slug}.tsx`.

use super::super::common::{Raw, join};
use crate::{
    names::Date,
    source::{Source, file_name},
};

/// How many programs are read.
const PROGRAMS: usize = 100;

/// What an address is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// A key of the head.
    Key(String),
    /// Where the text lies.
    Place,
    /// A part of its date, which stands in the name of its file.
    Year,
    Month,
    Day,
}

type Route = Vec<Part>;

/// The routes of a site.
#[derive(Clone, Debug, Default)]
pub(super) struct Routes {
    pages: Vec<Route>,
    /// What texts are given beside their place: `value: "/blog" + path`.
    fields: Vec<Route>,
    /// Whether programs ask for the slug in a head.
    asks_slug: bool,
    tags: Vec<String>,
}

/// Keys of a head that are addresses.
const KEYS: [&str; 5] = ["slug", "path", "permalink", "url", "route"];

/// A text, as a route sees it.
pub(super) struct Subject<'a> {
    pub(super) raw: &'a Raw,
    /// Its path below the folder that a plugin was told of.
    pub(super) path: &'a str,
    /// The name of that folder.
    pub(super) source: &'a str,
    /// The day in the name of its file.
    pub(super) date: Option<Date>,
}

impl Subject<'_> {
    fn own(&self, key: &str) -> Option<String> {
        self.raw.get(key).map(|value| value.trim_matches('/').to_owned())
    }
}

impl Routes {
    pub(super) fn of(source: &Source, root: &str) -> Self {
        let is_program = |file: &&str| [".js", ".ts", ".mjs"].iter().any(|end| file.ends_with(end));
        let is_node = |file: &&str| {
            let below = file[root.len()..].trim_start_matches('/');
            let below = below.strip_prefix("src/").unwrap_or(below);
            below.starts_with("gatsby-node") || below.starts_with("gatsby/")
        };
        let files = source.below(root).filter(is_program).filter(is_node).take(PROGRAMS);
        let mut routes = Self::default();
        for text in files.filter_map(|file| source.read(file).ok()) {
            routes.program(&text);
        }
        let pages = join(root, "src/pages");
        let named = source.below(&pages).filter_map(|file| {
            let below = &file[pages.len() + 1..];
            let (before, rest) = below.split_once('{')?;
            let (field, _) = rest.split_once('}')?;
            let (node, field) = field.split_once('.')?;
            let is_text = matches!(&*node.to_ascii_lowercase(), "mdx" | "markdownremark");
            let key = field.strip_prefix("frontmatter__").map(|key| Part::Key(key.to_owned()));
            let part = key.unwrap_or(Part::Place);
            is_text.then(|| vec![Part::Text(format!("/{before}")), part])
        });
        routes.pages.extend(named);
        routes
    }

    fn program(&mut self, text: &str) {
        self.asks_slug |=
            ["frontmatter.slug", "frontmatter?.slug"].iter().any(|key| text.contains(key));
        for call in text.split("createPage(").skip(1) {
            // What is made before the next one is of that.
            let Some((_, value)) = call.split_once("path:") else { continue };
            let value = expression(value);
            let Some(route) = route(value) else { continue };
            let before = before(&route);
            // The address of a post may have its category in it.
            let is_of_terms =
                |text: &str| ["tag", "categor", "topic"].iter().any(|word| text.contains(word));
            let is_of_tags = is_of_terms(before) || (is_of_terms(value) && !value.contains("slug"));
            if is_of_tags {
                self.tags.push(before.to_owned());
            } else if !["author", "page/"].iter().any(|word| before.contains(word)) {
                self.pages.push(route);
            }
        }
        // A field that is an address, and a variable that becomes one.
        let values = text.split("createNodeField(").skip(1).filter_map(|call| {
            let call = call.split("})").next().unwrap_or(call);
            let quoted = |key: &str| {
                ["'", "\"", "`"].iter().any(|quote| call.contains(&format!("{quote}{key}{quote}")))
            };
            KEYS.iter().any(|key| quoted(key)).then(|| call.split_once("value:")).flatten()
        });
        let values = values.map(|(_, value)| value);
        let set = text.split("slug = ").skip(1).filter(|value| value.starts_with('`'));
        self.fields.extend(values.chain(set).filter_map(|value| route(expression(value))));
        // A date is asked for first: what has none takes the next one.
        self.fields.sort_by_key(|route| !route.contains(&Part::Year));
    }

    /// Where a text is; `None` where its head should say and does not.
    pub(super) fn address(&self, text: &Subject<'_>) -> Option<String> {
        let alike = |route: &&Route| before(route).trim_matches('/') == text.source;
        let page = self.pages.iter().find(alike).or(self.pages.first());
        let given = || {
            let keys =
                KEYS.iter().filter(|key| self.asks_slug || page.is_none() || **key != "slug");
            keys.copied().find_map(|key| text.own(key))
        };
        let of_field = || {
            let made = self.fields.iter().find_map(|field| filled(field, text, text.path));
            made.unwrap_or_else(|| text.path.to_owned())
        };
        let inner = given().unwrap_or_else(of_field);
        let made = match page {
            Some(route) => filled(route, text, &inner)?,
            None => inner,
        };
        let parts: Vec<&str> = made.split('/').filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| match parts.last() {
            Some(last) if last.ends_with(".html") => format!("/{}", parts.join("/")),
            _ => format!("/{}/", parts.join("/")),
        })
    }

    /// What stands before the names of tags in the addresses of their lists.
    pub(super) fn of_tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str)
    }
}

/// An expression up to where the next one begins.
fn expression(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') if depth > 0 => depth -= 1,
            (None, ',' | '\n' | ';' | ')' | '}') if depth == 0 => return text[..at].trim(),
            _ => {}
        }
    }
    text.trim()
}

/// The text that a route begins with.
fn before(route: &Route) -> &str {
    if let Some(Part::Text(text)) = route.first() { text } else { "" }
}

/// A route with what it asks of a text; `place` stands for where that lies.
fn filled(route: &Route, text: &Subject<'_>, place: &str) -> Option<String> {
    let is_dated = route.contains(&Part::Year);
    let date = text.date.filter(|_| is_dated);
    if is_dated && date.is_none() {
        return None;
    }
    let mut made = String::new();
    for part in route {
        let value = match (part, date) {
            (Part::Text(text), _) => text.clone(),
            (Part::Key(key), _) => {
                text.own(key).or_else(|| KEYS.iter().find_map(|key| text.own(key)))?
            }
            (Part::Year, Some(date)) => format!("{:04}", date.year),
            (Part::Month, Some(date)) => format!("{:02}", date.month),
            (Part::Day, Some(date)) => format!("{:02}", date.day),
            (Part::Place, Some(_)) => Date::of_name(file_name(place))?.1.to_owned(),
            (Part::Place, None) => format!("/{place}/"),
            _ => return None,
        };
        made.push_str(&value);
    }
    Some(made.replace("/.html", ".html"))
}

/// What an expression makes of a text: `/blog${node.fields.slug}`, `"/blog/" + slug`, `node.frontmatter.path`.
fn route(expression: &str) -> Option<Route> {
    let part = |piece| match piece {
        Piece::Text(text) => Part::Text(text),
        Piece::Value(value) => {
            match (value.rsplit_once("frontmatter."), value.rsplit('.').next()) {
                (Some((_, key)), _) if is_word(key) => Part::Key(key.to_owned()),
                (_, Some("year")) => Part::Year,
                (_, Some("month")) => Part::Month,
                (_, Some("day")) => Part::Day,
                _ => Part::Place,
            }
        }
    };
    let made: Route = pieces(expression)?.into_iter().map(part).collect();
    let made: Route = made.into_iter().filter(|part| *part != Part::Text(String::new())).collect();
    // A page that stands at one address is none of texts.
    made.iter().any(|part| !matches!(part, Part::Text(_))).then_some(made)
}

fn is_word(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

enum Piece {
    Text(String),
    Value(String),
}

/// The texts and values that an expression joins.
fn pieces(expression: &str) -> Option<Vec<Piece>> {
    let mut made = Vec::new();
    for term in expression.split(" + ") {
        let term = term.trim();
        let quote = term.chars().next()?;
        let inner = term.strip_prefix(quote).and_then(|term| term.strip_suffix(quote));
        match inner.filter(|_| matches!(quote, '"' | '\'' | '`')) {
            Some(mut inner) if quote == '`' => {
                while let Some((before, rest)) = inner.split_once("${") {
                    let (value, behind) = rest.split_once('}')?;
                    made.push(Piece::Text(before.to_owned()));
                    made.push(Piece::Value(value.trim().to_owned()));
                    inner = behind;
                }
                made.push(Piece::Text(inner.to_owned()));
            }
            Some(inner) => made.push(Piece::Text(inner.to_owned())),
            None => made.push(Piece::Value(term.to_owned())),
        }
    }
    Some(made)
}

/// A folder, below the one of the configuration: `${__dirname}/content/blog`, `path.join(__dirname, "content")`,
/// `./content`.
pub(super) fn path(value: &str) -> Option<String> {
    let parts: Vec<&str> = expression(value)
        .split(['"', '\'', '`'])
        .skip(1)
        .step_by(2)
        .map(|part| part.trim_start_matches("${__dirname}").trim_matches('/'))
        .filter(|part| !part.is_empty())
        .collect();
    let path = parts.join("/");
    let path = path.trim_start_matches("./").to_owned();
    (!path.is_empty() && !path.contains(['$', '*'])).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_tell_where_texts_are() {
        let text = |text: &str| Part::Text(text.to_owned());
        let key = |key: &str| Part::Key(key.to_owned());
        for (script, made) in [
            ("post.fields.slug", vec![Part::Place]),
            ("`/blog${node.fields.slug}`", vec![text("/blog"), Part::Place]),
            ("'/blog/' + slug", vec![text("/blog/"), Part::Place]),
            ("node.frontmatter.path", vec![key("path")]),
            (
                "`/posts/${frontmatter.slug}/read`",
                vec![text("/posts/"), key("slug"), text("/read")],
            ),
            (
                "`/${year}/${name}.html`",
                vec![text("/"), Part::Year, text("/"), Part::Place, text(".html")],
            ),
        ] {
            assert_eq!(route(script), Some(made), "{script}");
        }
        assert_eq!(route("'/about/'"), None);
        assert_eq!(path(" `${__dirname}/content/blog`,").as_deref(), Some("content/blog"));
        assert_eq!(path("path.join(__dirname, 'src', 'posts'),").as_deref(), Some("src/posts"));
        assert_eq!(path(" __dirname,"), None);
        assert_eq!(expression(" `/a${f(b, c)}`, component"), "`/a${f(b, c)}`");
    }
}
