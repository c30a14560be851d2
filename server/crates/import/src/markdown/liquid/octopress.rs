//! Tags of Octopress, which Hexo, its themes and plugins of Jekyll and Pelican have taken over.

use super::{
    super::{
        calls::{alert, alert_block, tab, tabs},
        common::Context,
    },
    text_address,
};
use crate::{
    Generator,
    escape::{escaped, fence},
};

/// What a tag shows; `None` where it is none of these.
pub(super) fn shown(
    name: &str,
    rest: &str,
    inner: Option<&str>,
    context: &mut Context<'_>,
    line: usize,
) -> Option<String> {
    let words = words(rest);
    let is_hexo = context.blog.generator == Generator::Hexo;
    let made = match (name, inner) {
        ("codeblock" | "code", Some(inner)) => Some(code(&words, inner)),
        ("blockquote" | "quote", Some(inner)) => Some(quotation(rest, inner)),
        ("pullquote", Some(inner)) => {
            Some(inner.replace("{\"", "").replace("\"}", "").trim().to_owned())
        }
        ("literal", None) => Some(format!("{{% {rest} %}}")),
        ("cq" | "centerquote" | "centerquotation", Some(inner)) => Some(quotation("", inner)),
        ("img" | "asset_img", _) => picture(&words, rest.contains(['"', '\''])),
        ("include_code", _) => included(&words, context),
        ("jsfiddle", _) => words.first().map(|id| format!("[Fiddle](https://jsfiddle.net/{id}/)")),
        ("note", Some(inner)) if is_hexo => Some(note(&words, inner)),
        ("tabs" | "subtabs" | "subsubtabs", Some(inner)) if is_hexo => Some(tabbed(inner)),
        ("fold" | "folding" | "hideToggle" | "spoiler", Some(inner)) if is_hexo => {
            Some(folded(rest, inner))
        }
        ("mermaid", Some(inner)) => {
            Some(format!("```mermaid\n{}\n```\n", inner.trim_matches('\n')))
        }
        ("link" | "asset_link", _) if is_hexo => link(name, &words),
        ("asset_path", _) => words.first().cloned(),
        ("post_link" | "post_path", _) => post(name, &words, context),
        ("button" | "btn", _) if is_hexo => button(rest),
        ("label", _) if is_hexo => {
            Some(rest.split_once('@').map_or(rest, |(_, words)| words).trim().to_owned())
        }
        _ => None,
    }?;
    context.became(format!("`{name}`: Markdown"), line);
    Some(made)
}

/// The words of a tag, those in quotes together.
fn words(rest: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = rest.trim();
    while let Some(first) = rest.chars().next() {
        let (word, behind) = match first {
            '"' | '\'' => rest[1..].split_once(first).unwrap_or((&rest[1..], "")),
            _ => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = behind.trim_start();
    }
    words
}

fn is_address(word: &str) -> bool {
    ["http://", "https://", "/"].iter().any(|start| word.starts_with(start))
}

/// `codeblock title lang:rust https://… words mark:1,3`
fn code(words: &[String], inner: &str) -> String {
    let (mut title, mut info) = (Vec::new(), String::new());
    let mut language = "";
    let mut is_behind = false;
    for word in words {
        match word.split_once(':') {
            Some(("lang" | "language", name)) => language = name,
            Some(("mark", lines)) => info.push_str(&format!(" hl={lines}")),
            Some(("linenos" | "line_number", "true")) => info.push_str(" linenos"),
            Some((
                "line_number" | "linenos" | "start" | "first_line" | "line_threshold" | "highlight"
                | "wrap" | "caption",
                _,
            )) => {}
            // What leads to the whole is words and an address.
            _ if is_address(word) => is_behind = true,
            _ if !is_behind => title.push(word.as_str()),
            _ => {}
        }
    }
    let title = title.join(" ").replace('"', "'");
    let title = if title.is_empty() { title } else { format!(" title=\"{title}\"") };
    let code = inner.trim_matches('\n');
    let language = if language.is_empty() { "text" } else { language };
    let fence = fence(code);
    format!("{fence}{language}{title}{info}\n{code}\n{fence}\n")
}

/// `blockquote Ana, Her Book https://… Title`
fn quotation(rest: &str, inner: &str) -> String {
    let quote: String = inner.trim().lines().map(|line| format!("> {line}\n")).collect();
    let rest = rest.trim();
    if rest.is_empty() {
        return quote;
    }
    let address = rest.split_whitespace().find(|word| word.starts_with("http"));
    let cited = match address.and_then(|address| Some((rest.split_once(address)?, address))) {
        Some(((author, title), address)) => {
            let title = if title.trim().is_empty() { address } else { title.trim() };
            format!("{} [{title}]({address})", author.trim())
        }
        None => rest.to_owned(),
    };
    format!("{quote}>\n> — {}\n", cited.trim())
}

/// `img class /path/a.png 300 200 "Title" "Words"`
fn picture(words: &[String], has_quotes: bool) -> Option<String> {
    let drawn = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"];
    let is_picture = |word: &String| {
        let lower = word.to_ascii_lowercase();
        drawn.iter().any(|ending| lower.ends_with(ending))
            || lower.starts_with("http")
            || word.starts_with('/')
    };
    let at = words.iter().position(is_picture)?;
    let is_size = |word: &&String| {
        word.trim_end_matches(['%', 'x', 'p']).bytes().all(|byte| byte.is_ascii_digit())
    };
    let rest: Vec<&String> = words[at + 1..].iter().skip_while(is_size).collect();
    // Some write both in one text: 'title" "words'.
    let (title, alt) = match &rest[..] {
        [] => (String::new(), String::new()),
        all if !has_quotes => {
            let all: Vec<&str> = all.iter().map(|word| word.as_str()).collect();
            (String::new(), all.join(" "))
        }
        [title] => (String::new(), (*title).clone()),
        [title, alt, ..] => ((*title).clone(), (*alt).clone()),
    };
    let title = match &*title {
        "" => String::new(),
        title => format!(" \"{}\"", title.replace('"', "'")),
    };
    Some(format!("![{}]({}{title})", alt.replace(['[', ']', '"'], ""), words[at]))
}

/// `include_code Title lang:rust a.rs`: what is in a file that goes along with the source.
fn included(words: &[String], context: &Context<'_>) -> Option<String> {
    let language = words.iter().find_map(|word| word.strip_prefix("lang:"));
    let plain: Vec<&String> = words.iter().filter(|word| !word.contains(':')).collect();
    let file = plain.iter().find(|word| word.contains('.')).or(plain.last())?;
    let code = context.blog.templates.get(&format!("{CODE}{file}"))?.text.trim_matches('\n');
    let ending = file.rsplit('.').next().unwrap_or_default();
    let title: Vec<&str> =
        plain.iter().filter(|word| word != &file).map(|word| word.as_str()).collect();
    let title = if title.is_empty() { (*file).clone() } else { title.join(" ") };
    let fence = fence(code);
    Some(format!(
        "{fence}{} title=\"{}\"\n{code}\n{fence}\n",
        language.unwrap_or(ending),
        title.replace('"', "'")
    ))
}

/// What stands before the names of files that texts include as code.
pub(crate) const CODE: &str = "code:";

/// `note warning "Title"`
fn note(words: &[String], inner: &str) -> String {
    let kind = words.iter().find_map(|word| alert(word)).unwrap_or("NOTE");
    let is_style = |word: &&String| {
        alert(word).is_none()
            && !matches!(
                &***word,
                "default" | "primary" | "no-icon" | "simple" | "modern" | "flat" | "disabled"
            )
            && !word.starts_with("fa")
    };
    let title: Vec<&str> = words.iter().filter(is_style).map(String::as_str).collect();
    format!("{}\n", alert_block(kind, &title.join(" "), inner))
}

/// Blocks between `<!-- tab Title -->` and `<!-- endtab -->`.
fn tabbed(inner: &str) -> String {
    let made: Vec<String> = inner
        .split("<!-- tab")
        .skip(1)
        .filter_map(|part| {
            let (title, body) = part.split_once("-->")?;
            let title = title.split('@').next().unwrap_or(title).trim();
            let body = body.split("<!-- endtab").next().unwrap_or(body);
            Some(tab(title, &format!("\n\n{}\n\n", body.trim_matches('\n'))))
        })
        .collect();
    format!("\n\n{}\n\n", tabs(&format!("\n\n{}\n\n", made.join("\n\n"))))
}

fn folded(rest: &str, inner: &str) -> String {
    // `folding cyan open, Title`, `hideToggle Title,bg,color`
    let parts: Vec<&str> = rest.split(',').map(str::trim).collect();
    let title = match &parts[..] {
        [style, title] if style.split(' ').all(|word| COLORS.contains(&word)) => title,
        [title, ..] if !title.is_empty() => title,
        _ => "Details",
    };
    let title = escaped(title.trim_matches(['"', '\'']));
    format!("<details>\n<summary>{title}</summary>\n\n{}\n\n</details>\n", inner.trim_matches('\n'))
}

/// Words that say how something looks.
const COLORS: [&str; 8] = ["", "open", "blue", "cyan", "green", "red", "yellow", "orange"];

/// `link Words https://… true`, `asset_link a.zip Words`
fn link(name: &str, words: &[String]) -> Option<String> {
    let (at, address) = match name {
        "asset_link" => (0, words.first()?),
        _ => words.iter().enumerate().find(|(_, word)| is_address(word))?,
    };
    let before = words[..at].join(" ");
    let behind = words[at + 1..].iter().filter(|word| !matches!(&***word, "true" | "false"));
    let behind = behind.cloned().collect::<Vec<_>>().join(" ");
    let shown = [before, behind, address.clone()].into_iter().find(|words| !words.is_empty())?;
    Some(format!("[{}]({address})", shown.replace(['[', ']'], "")))
}

/// `post_link name "Words"`, `post_path name`
fn post(name: &str, words: &[String], context: &Context<'_>) -> Option<String> {
    let (file, fragment) = words.first()?.split_once('#').unwrap_or((words.first()?, ""));
    let address = text_address(file, context)?;
    let address = if fragment.is_empty() { address } else { format!("{address}#{fragment}") };
    if name == "post_path" {
        return Some(address);
    }
    let title = || {
        let texts = &context.blog.texts;
        let text = texts
            .iter()
            .find(|text| text.addresses.first().is_some_and(|own| address.ends_with(own)))?;
        crate::value::text(text.head.get("title")?)
    };
    let shown = words.get(1).filter(|words| !matches!(&***words, "true" | "false")).cloned();
    let shown = shown.or_else(title).unwrap_or_else(|| file.to_owned());
    Some(format!("[{}]({address})", shown.replace(['[', ']'], "")))
}

/// `btn https://…, Words, icon`
fn button(rest: &str) -> Option<String> {
    let parts: Vec<&str> = rest.split(',').map(|part| part.trim().trim_matches('"')).collect();
    let address =
        parts.first().filter(|address| is_address(address) || address.starts_with(['#', '.']))?;
    let shown = parts.get(1).filter(|words| !words.is_empty()).unwrap_or(address);
    Some(format!("[{shown}]({address})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_markdown() {
        let given = |text: &str| words(text);
        assert_eq!(given("a \"b c\" 'd'"), ["a", "b c", "d"]);
        for (rest, made) in [
            ("Main lang:rust mark:1,3", "```rust title=\"Main\" hl=1,3\na\n```\n"),
            ("https://a.example words", "```text\na\n```\n"),
        ] {
            assert_eq!(code(&given(rest), "\na\n"), made, "{rest}");
        }
        for (rest, made) in [
            ("/a.png", "![](/a.png)"),
            ("left /a.png 300 200 Two words", "![Two words](/a.png)"),
            ("a.png 'A title' 'Its words'", "![Its words](a.png \"A title\")"),
        ] {
            assert_eq!(picture(&given(rest), rest.contains('\'')).as_deref(), Some(made), "{rest}");
        }
        assert_eq!(
            quotation("Ana https://a.example Book", "x"),
            "> x\n>\n> — Ana [Book](https://a.example)\n"
        );
        assert_eq!(note(&given("warning Mind"), "x"), "> [!WARNING]\n> **Mind**\n>\n> x\n\n");
        assert_eq!(
            tabbed("\n<!-- tab One@icon -->\na\n<!-- endtab -->\n"),
            "\n\n{{< tabs >}}\n\n{{< tab title=\"One\" >}}\n\na\n\n{{< /tab >}}\n\n{{< /tabs >}}\n\n"
        );
        assert_eq!(link("link", &given("Here /a/ true")).as_deref(), Some("[Here](/a/)"));
        assert_eq!(button("/a/, Go, home").as_deref(), Some("[Go](/a/)"));
        assert!(folded("cyan, Title", "x").contains("<summary>Title</summary>"));
    }
}
