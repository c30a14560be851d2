//! What shortcodes of generators and themes show, by their names.

use super::{
    alert, alert_block,
    call::Call,
    link, picture,
    tabs::{tab, tabs},
};
use crate::{
    escape::{escaped, fence},
    markdown::common::Context,
};

/// What a call shows that has a form of its own in Markdown or here; `plain` is its name without marks.
pub(super) fn own_form(plain: &str, call: &Call, context: &Context<'_>) -> Option<String> {
    let made = of_pictures(plain, call, context).or_else(|| of_code(plain, call));
    made.or_else(|| of_groups(plain, call)).or_else(|| note(plain, call))
}

/// What any other call shows whose name says that. A template of the blog's own says more.
pub(super) fn by_name(plain: &str, call: &Call) -> Option<String> {
    let made = of_frames(plain, call).or_else(|| of_words(plain, call));
    made.or_else(|| of_elsewhere(plain, call))
}

fn of_pictures(plain: &str, call: &Call, context: &Context<'_>) -> Option<String> {
    match plain {
        "figure" | "image" | "img" | "picture" | "imgproc" | "imgcaption" | "imagecaption"
        | "responsiveimage" | "figureimage" | "resizeimage" | "imageresize" | "photo" | "fig"
        | "screenshot" | "svg" | "captionedimage" | "caption" | "postimage" | "imgs"
        | "intextimg" | "lightbox" | "bundleimage" | "pageimage" => picture(call),
        "gallery" | "carousel" | "imagegallery" | "slider" | "photoswipe" | "slideshow" => {
            gallery(call, context)
        }
        "video" => {
            let source = call.get(&["src", "url", "path", "file", "mp4", "webm"], 0)?;
            Some(format!("<video src=\"{}\" controls></video>\n", escaped(source)))
        }
        "audio" => {
            let source = call.get(&["src", "url", "path", "file"], 0)?;
            Some(format!("<audio src=\"{}\" controls></audio>\n", escaped(source)))
        }
        _ => None,
    }
}

/// The pictures beside a text whose names fit a pattern, or those that stand in the call.
fn gallery(call: &Call, context: &Context<'_>) -> Option<String> {
    if let Some(inner) = call.inner.as_deref().filter(|inner| !inner.trim().is_empty()) {
        return Some(inner.to_owned());
    }
    let pattern = call.get(&["match", "images", "dir", "folder", "src"], 0)?;
    let patterns = pattern.trim_matches(['{', '}']).split(',').map(str::trim);
    let found = patterns.flat_map(|pattern| context.addresses.matching(pattern, context.text));
    let made: Vec<String> = found
        .map(
            |file| {
                if file.contains(' ') { format!("![](<{file}>)") } else { format!("![]({file})") }
            },
        )
        .collect();
    (!made.is_empty()).then(|| format!("\n\n{}\n\n", made.join("\n\n")))
}

fn of_code(plain: &str, call: &Call) -> Option<String> {
    let inner = call.inner.as_deref()?;
    Some(match plain {
        "highlight" | "code" | "codeblock" | "prism" => {
            let code = inner.trim_matches('\n');
            let language = call.get(&["lang", "language", "lexer"], 0).unwrap_or("text");
            let fence = fence(code);
            format!("{fence}{language}\n{code}\n{fence}\n")
        }
        "mermaid" => format!("```mermaid\n{}\n```\n", inner.trim_matches('\n')),
        _ => return None,
    })
}

/// What folds, what is one of several, and what somebody else said.
fn of_groups(plain: &str, call: &Call) -> Option<String> {
    let inner = call.inner.as_deref()?;
    Some(match plain {
        "details" | "expand" | "collapse" | "spoiler" | "collapsible" | "accordion"
        | "accordionitem" | "toggle" => {
            let title = call.get(&["summary", "title", "label", "header"], 0).unwrap_or("Details");
            format!(
                "<details>\n<summary>{}</summary>\n\n{}\n\n</details>\n",
                escaped(title),
                inner.trim_matches('\n')
            )
        }
        "tabs" | "tabpane" | "tabgroup" | "codetabs" | "codegroup" => tabs(inner),
        "tab" | "tabitem" | "codetab" | "codegroupitem" => {
            let names = ["name", "header", "title", "label", "tabname", "value"];
            let title = call.get(&names, 0).unwrap_or_default();
            // Where it names a language, what is in it is code.
            match call.named(&["codelang", "lang"]) {
                Some(language) if !inner.contains("```") => {
                    let code = inner.trim_matches('\n');
                    let fence = fence(code);
                    tab(title, &format!("\n{fence}{language}\n{code}\n{fence}\n"))
                }
                _ => tab(title, inner),
            }
        }
        "blockquote" | "quote" | "pullquote" => {
            let lines = inner.trim().lines().map(|line| format!("> {line}\n"));
            let quote: String = lines.collect();
            match call.get(&["author", "cite", "source"], 0) {
                Some(author) => format!("{quote}>\n> — {author}\n"),
                None => quote,
            }
        }
        _ => return None,
    })
}

/// What only arranges what stands in it, some with a title.
fn of_frames(plain: &str, call: &Call) -> Option<String> {
    let inner = call.inner.as_deref()?;
    Some(match plain {
        "raw" | "rawhtml" | "html" | "unsafe" | "safehtml" | "columns" | "column" | "row"
        | "grid" | "div" | "center" | "lead" | "box" | "section" | "cardpane" | "cards"
        | "cardgrid" | "cardgroup" | "steps" | "step" | "timeline" | "list" | "keywordlist"
        | "typeit" | "ltr" | "rtl" | "style" | "wrap" | "container" | "accordions"
        | "accordiongroup" | "blockslead" | "filetree" | "align" | "textcenter" | "markdown"
        | "md" => inner.to_owned(),
        "card" | "timelineitem" | "panel" => {
            let title = call.named(&["title", "header"]).unwrap_or_default();
            let more = call.named(&["subtitle", "subheader", "footer"]).unwrap_or_default();
            let title = if title.is_empty() { String::new() } else { format!("**{title}**\n\n") };
            let more = if more.is_empty() { String::new() } else { format!("\n\n{more}") };
            format!("\n\n{title}{}{more}\n\n", inner.trim_matches('\n'))
        }
        _ => return None,
    })
}

/// Words in a sentence, and what shows nothing of a text's own.
fn of_words(plain: &str, call: &Call) -> Option<String> {
    let inner = call.inner.as_deref();
    Some(match plain {
        "kbd" | "key" => format!("<kbd>{}</kbd>", escaped(inner.or(call.at(0))?)),
        "keyword" | "badge" | "tag" | "label" => {
            inner.or(call.get(&["content", "text", "title", "label"], 0))?.to_owned()
        }
        "br" => "<br>".into(),
        "toc" | "tableofcontents" | "more" | "comments" | "sharebuttons" | "newsletter"
        | "subscribe" | "icon" | "fontawesome" | "fa" | "katex" | "mathjax" | "children"
        | "clear" | "spacer" | "blankline" => String::new(),
        "comment" if inner.is_some() => String::new(),
        _ => return None,
    })
}

/// What leads elsewhere.
fn of_elsewhere(plain: &str, call: &Call) -> Option<String> {
    let inner = call.inner.as_deref();
    let of_host = |host: &str, words: &str| {
        let name = call.get(&["repo", "id", "name", "user"], 0)?;
        Some(link(call, &words.replace("{}", name), &format!("https://{host}/{name}")))
    };
    match plain {
        "instagram" => of_host("www.instagram.com/p", "Post on Instagram"),
        "speakerdeck" => of_host("speakerdeck.com/player", "Slides on Speaker Deck"),
        "github" | "githubrepo" => of_host("github.com", "{}"),
        "gitlab" => of_host("gitlab.com", "{}"),
        "codeberg" => of_host("codeberg.org", "{}"),
        "bilibili" => of_host("www.bilibili.com/video", "Video on Bilibili"),
        "button" | "link" | "btn" | "externallink" | "cta" | "card" | "linkcard" | "person"
        | "article" | "pdf" => {
            let names = ["href", "url", "link", "relref", "to", "src"];
            let address = call.get(&names, usize::from(plain == "person" && call.at(1).is_some()));
            let address = address?.to_owned();
            let words = inner.map(str::trim).filter(|words| !words.is_empty());
            let words = words.or(call.named(&["text", "label", "title", "content", "name"]));
            let words = words.or(call.at(usize::from(plain != "person")));
            let made = format!("[{}]({address})", words.unwrap_or(&address));
            let more = call.named(&["description", "subtitle"]).unwrap_or_default();
            Some(if more.is_empty() { made } else { format!("{made}: {more}") })
        }
        "iframe" => {
            let source = call.get(&["src", "url"], 0)?;
            let title = call.named(&["title"]).unwrap_or(source);
            Some(format!(
                "<iframe src=\"{}\" title=\"{}\"></iframe>\n",
                escaped(source),
                escaped(title)
            ))
        }
        _ => None,
    }
}

/// Notes, by their names or by what they are given.
fn note(plain: &str, call: &Call) -> Option<String> {
    let kind = match plain {
        "admonition" | "callout" | "alert" | "notice" | "hint" | "aside" | "infobox"
        | "message" | "admonitions" | "pageinfo" | "banner" => {
            let names = ["type", "kind", "level", "class", "variant", "context", "style", "color"];
            let given = call.get(&names, 0).map(|kind| kind.trim_start_matches("alert-"));
            given.and_then(alert).unwrap_or("NOTE")
        }
        other => alert(other)?,
    };
    let title = call.named(&["title", "header", "heading"]).unwrap_or_default();
    let body = call.inner.as_deref().or(call.named(&["content", "text", "body"]))?;
    Some(format!("{}\n", alert_block(kind, title, body)))
}
