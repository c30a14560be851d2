//! Shortcodes and includes that blogs have in common, whatever their generator calls them.

pub(super) mod call;
mod shown;
pub(super) mod tabs;

use super::{common::Context, embeds, unknown, written};

pub(super) use call::Call;
pub(super) use tabs::{tab, tabs};

/// Reads arguments: `a="b", c=d e`.
pub(super) fn arguments(text: &str) -> Vec<(Option<String>, String)> {
    let mut arguments = Vec::new();
    let mut rest = text.trim_start_matches([' ', ',', '\n', '\t']);
    while !rest.is_empty() {
        let end =
            rest.find(|c: char| c.is_whitespace() || "=,\"'`".contains(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        let behind = rest[end..].trim_start();
        let (name, value_text) = match behind.strip_prefix(['=', ':']) {
            Some(value) if !word.is_empty() => (Some(word.to_owned()), value.trim_start()),
            _ => (None, rest),
        };
        let (value, after) = argument(value_text);
        arguments.push((name, value));
        // What can't be read ends here, so that this does.
        rest = if after.len() < rest.len() { after } else { "" };
        rest = rest.trim_start_matches([' ', ',', '\n', '\t']);
    }
    arguments
}

/// The value at the head of a text, and what is behind it.
fn argument(text: &str) -> (String, &str) {
    if let Some(quote) = text.chars().next().filter(|c| "\"'`".contains(*c)) {
        let inner = &text[1..];
        let mut escaped = false;
        for (at, c) in inner.char_indices() {
            match c {
                '\\' if !escaped && quote != '`' => escaped = true,
                c if c == quote && !escaped => {
                    let value = inner[..at].replace(&format!("\\{quote}"), &quote.to_string());
                    return (value, &inner[at + 1..]);
                }
                _ => escaped = false,
            }
        }
        return (inner.to_owned(), "");
    }
    if text.starts_with('[')
        && let Some(end) = text.find(']')
    {
        return (text[..=end].to_owned(), &text[end + 1..]);
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// The kinds of alerts, by what others call them.
pub(super) fn alert(kind: &str) -> Option<&'static str> {
    Some(match kind.to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "seealso" | "primary" | "secondary"
        | "todo" | "question" | "faq" | "example" | "quote" | "cite" | "information"
        | "default" | "notice" | "message" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" => "TIP",
        "important" | "attention" | "key" => "IMPORTANT",
        "warning" | "warn" | "alert" => "WARNING",
        "caution" | "danger" | "error" | "failure" | "fail" | "bug" | "missing" => "CAUTION",
        _ => return None,
    })
}

/// A block of an alert.
pub(super) fn alert_block(kind: &str, title: &str, inner: &str) -> String {
    let mut block = format!("> [!{kind}]\n");
    if !title.is_empty() {
        block.push_str(&format!("> **{title}**\n>\n"));
    }
    for line in inner.trim_matches('\n').lines() {
        block.push_str(if line.is_empty() { ">" } else { "> " });
        block.push_str(line);
        block.push('\n');
    }
    block
}

/// What a call is in Markdown; `None` when nobody here knows it.
pub(super) fn known(call: &Call, context: &mut Context<'_>, line: usize) -> Option<String> {
    let name = call.name.rsplit('/').next().unwrap_or(&call.name).to_ascii_lowercase();
    let name = name.trim_end_matches(".html").trim_end_matches(".liquid").trim_end_matches(".md");
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    if EMBEDS.contains(&&*plain) {
        let made = embed(&plain, call)?;
        context.became(format!("`{}`: the shortcode that comes along", call.name), line);
        return Some(made);
    }
    // The template of the source says more than its name and its arguments do.
    let has_template = written::is_translated(&call.name, context);
    let made = shown::own_form(&plain, call, context);
    let made = made.or_else(|| (!has_template).then(|| shown::by_name(&plain, call)).flatten());
    match made {
        Some(made) => {
            context.became(format!("`{}`: Markdown", call.name), line);
            Some(made)
        }
        None if has_template => None,
        None => unknown::shown(call, context, line),
    }
}

/// What shows something of another site.
const EMBEDS: [&str; 20] = [
    "youtube",
    "youtubevideo",
    "youtubelite",
    "yt",
    "liteyoutube",
    "youtubeembed",
    "vimeo",
    "gist",
    "tweet",
    "x",
    "twitter",
    "xsimple",
    "twittersimple",
    "tweetembed",
    "asciinema",
    "asciicast",
    "codepen",
    "mastodon",
    "toot",
    "vimeosimple",
];

/// The call of ours that shows the same of another site.
fn embed(plain: &str, call: &Call) -> Option<String> {
    let title = call.named(&["title", "label", "playlabel"]).unwrap_or_default();
    let caption = call.named(&["caption"]).unwrap_or_default();
    let given =
        ["id", "video", "videoid", "v", "url", "src", "link", "tweet", "gist", "cast", "key"];
    // Some give the whole address in the place of the number.
    if let Some(made) =
        given.iter().find_map(|name| embeds::of_address(call.named(&[name])?, title))
        && call.inner.is_none()
    {
        return Some(made);
    }
    let first = call.at(0).unwrap_or_default();
    if let Some(made) = embeds::of_address(first, title) {
        return Some(made);
    }
    let id = call.named(&given);
    Some(match plain {
        "vimeo" | "vimeosimple" | "asciinema" | "asciicast" => {
            let id = id.or(call.at(0))?;
            let id = id.trim_end_matches('/').rsplit('/').next().unwrap_or(id);
            let name = if plain.starts_with("vimeo") { "vimeo" } else { "asciinema" };
            embeds::call(name, &[("id", id), ("title", title), ("caption", caption)])
        }
        "gist" | "codepen" => of_user(plain, id, title, call)?,
        "mastodon" | "toot" => {
            let url = id.or(call.at(0)).filter(|url| url.starts_with("https://"));
            let of = |host: &str| {
                let (user, id) = (call.named(&["user"])?, id?);
                Some(format!("https://{host}/@{}/{id}", user.trim_start_matches('@')))
            };
            let host = call.named(&["host", "instance", "server"]);
            let url = url.map(str::to_owned).or_else(|| of(host?))?;
            quoted("mastodon", &[("url", &url)], call)
        }
        "tweet" | "x" | "twitter" | "xsimple" | "twittersimple" | "tweetembed" => {
            let last = call.at(call.arguments.len().saturating_sub(1));
            let id = id.or(last)?;
            let id = id.rsplit('/').next().unwrap_or(id);
            let user = call.named(&["user"]).or(call.at(0)).filter(|user| *user != id);
            quoted("tweet", &[("user", user.unwrap_or_default()), ("id", id)], call)
        }
        _ => {
            let id = id.or(call.at(0))?;
            let id = id.rsplit(['/', '=']).next().unwrap_or(id);
            let start = call.named(&["start"]).unwrap_or_default();
            let given = [("id", id), ("start", start), ("title", title), ("caption", caption)];
            embeds::call("youtube", &given)
        }
    })
}

/// The same of a gist or a pen, which is somebody's: `ana 12`, `ana/12`, or the number alone.
fn of_user(plain: &str, id: Option<&str>, title: &str, call: &Call) -> Option<String> {
    let joined = call.named(&["user"]).or(call.at(0))?;
    let (user, of_user) = joined.split_once('/').unwrap_or((joined, ""));
    let id = id.or(call.named(&["slug", "slughash", "hash"])).or(call.at(1));
    let (user, id) = match id.or(Some(of_user).filter(|id| !id.is_empty())) {
        Some(id) => (user, id),
        None => ("", user),
    };
    if plain == "gist" {
        let file = call.named(&["file", "filename"]).or(call.at(2));
        let file = file.filter(|file| file.contains('.')).unwrap_or_default();
        return Some(embeds::call("gist", &[("user", user), ("id", id), ("file", file)]));
    }
    if user.is_empty() {
        return None;
    }
    let tab = call.named(&["tab", "defaulttab"]).unwrap_or_default();
    let tab = tab.split(',').next().unwrap_or_default();
    Some(embeds::call("codepen", &[("user", user), ("id", id), ("tab", tab), ("title", title)]))
}

/// A call with the text that it quotes, if it quotes one.
fn quoted(name: &str, given: &[(&str, &str)], call: &Call) -> String {
    let more = ["author", "date"].map(|key| (key, call.named(&[key]).unwrap_or_default()));
    let open = embeds::call(name, &[given, &more].concat());
    match call.inner.as_deref().map(str::trim).filter(|inner| !inner.is_empty()) {
        Some(inner) => format!("{open}\n{inner}\n{{{{< /{name} >}}}}"),
        None => open,
    }
}

/// A picture, with its caption and its link.
fn picture(call: &Call) -> Option<String> {
    let names =
        ["src", "url", "path", "image", "image_path", "file", "img", "link", "source", "name"];
    let source = call.get(&names, 0)?;
    let caption = call.get(&["caption", "title", "description", "attr"], 2).unwrap_or_default();
    let alt = call.get(&["alt", "alt_text", "imgalt"], 1).unwrap_or(caption);
    if !source.contains('.') && !source.contains('/') {
        return None;
    }
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (alt, caption) = (one_line(alt), one_line(caption));
    let source = if source.contains(' ') { format!("<{source}>") } else { source.to_owned() };
    let title = match &*caption {
        "" => String::new(),
        caption => format!(" \"{}\"", caption.replace('"', "\\\"")),
    };
    let picture = format!("![{}]({source}{title})", alt.replace(['[', ']'], ""));
    let target = call.named(&["link", "href"]).filter(|target| *target != source);
    Some(match target {
        Some(target) => format!("[{picture}]({target})"),
        None => picture,
    })
}

fn link(call: &Call, words: &str, address: &str) -> String {
    let title = call.named(&["title", "caption"]);
    format!("[{}]({address})", title.unwrap_or(words).replace(['[', ']'], ""))
}
