//! Components that come with a generator or a theme: what they show is known by their names.

use super::{
    super::{
        calls::{alert, alert_block, tab, tabs},
        common::Context,
        embeds,
        weave::{Attribute, Value, literal},
    },
    Component,
};
use crate::{escape::fence, script};

/// What only arranges what stands in it.
const FRAMES: [&str; 44] = [
    "",
    "Steps",
    "Step",
    "Columns",
    "Column",
    "Fragment",
    "Center",
    "BrowserOnly",
    "Row",
    "Col",
    "div",
    "CardGrid",
    "Cards",
    "CardGroup",
    "AccordionGroup",
    "Accordions",
    "Frame",
    "Grid",
    "Flex",
    "Box",
    "Container",
    "Wrapper",
    "Section",
    "Stack",
    "HStack",
    "VStack",
    "Bleed",
    "FullWidth",
    "Wide",
    "BrowserWindow",
    "Translate",
    "APITable",
    "FileTree",
    "Files",
    "DocsCards",
    "Files.Root",
    "ClientOnly",
    "client-only",
    "Gallery",
    "ImageGallery",
    "Suspense",
    "IconGrid",
    "Terminal",
    "Window",
];

/// What shows nothing of a text's own.
const EMPTY: [&str; 12] = [
    "Head",
    "TOCInline",
    "Icon",
    "Spacer",
    "DocCardList",
    "TableOfContents",
    "Toc",
    "TOC",
    "Comments",
    "Giscus",
    "ShareButtons",
    "Newsletter",
];

/// What a component shows that has a form of its own in Markdown or here.
pub(super) fn own_form(component: &Component<'_>, context: &mut Context<'_>) -> Option<String> {
    let made = grouped(component, context).or_else(|| code(component));
    made.or_else(|| picture(component, context)).or_else(|| note(component))
}

/// What any other component shows whose name says that. A file of the blog's own says more.
pub(super) fn by_name(component: &Component<'_>) -> Option<String> {
    let name = &*component.tag.name;
    if FRAMES.contains(&name) {
        return Some(component.inside());
    }
    let is_of_page = name.contains("Newsletter") || name.ends_with("Toc") || name.ends_with("TOC");
    if EMPTY.contains(&name) || (component.body.is_none() && is_of_page) {
        return Some(String::new());
    }
    link(component).or_else(|| entry(component))
}

/// Tabs, and what folds.
fn grouped(component: &Component<'_>, context: &mut Context<'_>) -> Option<String> {
    Some(match &*component.tag.name {
        "Tabs" | "CodeGroup" => {
            let inside = labelled(component.inside(), component.attribute("values"));
            let inside = in_order(inside, component.attribute("items"));
            context.became(
                format!("`{}`: the shortcode that comes along", component.tag.name),
                component.line,
            );
            format!("\n\n{}\n\n", tabs(&format!("\n{}\n", inside.trim())))
        }
        "TabItem" | "Tab" | "Tabs.Tab" | "TabPanel" | "Tabs.Item" | "CodeGroupItem" => {
            let label = component.first(&["label", "title", "value", "name"]).unwrap_or_default();
            let inside = format!("\n\n{}\n\n", component.inside().trim_matches('\n'));
            format!("\n\n{}\n\n", tab(&label, &inside))
        }
        "Details" | "Accordion" | "Collapse" | "Collapsible" | "Expandable" | "Spoiler"
        | "Toggle" => {
            component.body.as_ref()?;
            let title = component.first(&["summary", "title", "label"]).unwrap_or("Details".into());
            let inside = component.inside();
            format!("<details>\n<summary>{title}</summary>\n\n{inside}\n\n</details>\n")
        }
        _ => return None,
    })
}

/// Code that is given as a text.
fn code(component: &Component<'_>) -> Option<String> {
    let name = &*component.tag.name;
    if !matches!(name, "CodeBlock" | "Code" | "Mermaid" | "Prism" | "SyntaxHighlighter" | "Snippet")
    {
        return None;
    }
    let given =
        component.first(&["code", "chart", "content", "value"]).map(|code| unescaped(&code));
    let is_of_line = component.body.as_ref().is_some_and(|body| !body.contains('\n'));
    if given.is_none() && name == "Code" && is_of_line {
        return Some(format!("`{}`", component.inside()));
    }
    let inside = component.inside();
    let inner = inside.trim();
    let inner = inner.strip_prefix('{').and_then(|code| code.strip_suffix('}')).unwrap_or(inner);
    let code = given.unwrap_or_else(|| literal(inner).unwrap_or(inner.to_owned()));
    if code.trim_start().starts_with("```") {
        return Some(format!("\n\n{code}\n\n"));
    }
    let language = component.first(&["language", "lang"]).unwrap_or_default();
    let language = if name == "Mermaid" { "mermaid".to_owned() } else { language };
    let title = component.first(&["title", "filename"]).map(|title| title.replace('"', "'"));
    let title = title.filter(|title| !title.is_empty() && name != "Mermaid");
    let title = title.map_or(String::new(), |title| format!(" title=\"{title}\""));
    let fence = fence(&code);
    Some(format!("\n\n{fence}{language}{title}\n{}\n{fence}\n\n", code.trim_matches('\n')))
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn link(component: &Component<'_>) -> Option<String> {
    let address = component.first(&["to", "href", "url", "link"]);
    let inside = component.inside();
    let words = || component.first(&["title", "text", "label", "name"]);
    match (&*component.tag.name, address) {
        (
            "Link" | "LinkTo" | "NavLink" | "NextLink" | "RouterLink" | "A" | "ExternalLink",
            Some(to),
        ) => Some(format!("[{}]({to})", inside.trim())),
        ("Link", None) => {
            let id = component.first(&["id"])?;
            Some(format!("<a id=\"{id}\"></a>{inside}"))
        }
        ("LinkButton" | "Button" | "ButtonLink" | "Cta" | "CTA", Some(to)) => {
            let words =
                Some(inside.trim().to_owned()).filter(|words| !words.is_empty()).or_else(words);
            Some(format!("[{}]({to})", words.unwrap_or_else(|| to.clone())))
        }
        ("LinkCard" | "Card" | "Cards.Card" | "LinkPreview", Some(to)) => {
            let words = words().unwrap_or_else(|| to.clone());
            let more =
                component.first(&["description"]).unwrap_or_else(|| inside.trim().to_owned());
            let more = if more.is_empty() { String::new() } else { format!("\n\n{more}") };
            Some(format!("\n\n[{words}]({to}){more}\n\n"))
        }
        ("Card", None) => {
            let title = component.first(&["title"]).unwrap_or_default();
            let title = if title.is_empty() { title } else { format!("**{title}**\n\n") };
            Some(format!("\n\n{title}{}\n\n", inside.trim_matches('\n')))
        }
        ("Script", _) => {
            let source = component.first(&["src"])?;
            Some(format!("<script src=\"{source}\"></script>"))
        }
        ("LinkPreview", None) => {
            let address = component.first(&["id"])?;
            Some(format!("[{address}]({address})"))
        }
        _ => None,
    }
}

fn picture(component: &Component<'_>, context: &mut Context<'_>) -> Option<String> {
    let name = &*component.tag.name;
    if !matches!(
        name,
        "Image"
            | "Img"
            | "IdealImage"
            | "ThemedImage"
            | "Picture"
            | "Figure"
            | "NextImage"
            | "ImageZoom"
            | "Screenshot"
            | "ZoomImage"
            | "ZoomableImage"
            | "BlogImage"
            | "Photo"
    ) {
        return None;
    }
    let source = component.first(&["src", "img", "light", "image"])?;
    let alt = component.first(&["alt"]).unwrap_or_default();
    let caption = component.first(&["caption", "title"]).unwrap_or_default();
    let title = match &*caption {
        "" => String::new(),
        caption => format!(" \"{}\"", caption.replace('"', "\\\"")),
    };
    context.became(format!("`{name}`: a picture"), component.line);
    let source = if source.contains(' ') { format!("<{source}>") } else { source };
    let picture = format!("![{alt}]({source}{title})");
    Some(match component.inside().trim() {
        "" => picture,
        inside => format!("\n\n{picture}\n\n{inside}\n\n"),
    })
}

/// What is one of a list, and words with a mark around them.
fn entry(component: &Component<'_>) -> Option<String> {
    let name = component.first(&["name", "title"]).unwrap_or_default();
    Some(match &*component.tag.name {
        "FileTree.Folder" | "Folder" => {
            let inside = component.inside();
            let below = inside.lines().filter(|line| !line.trim().is_empty());
            let below: String = below.map(|line| format!("\n  {line}")).collect();
            format!("\n- {name}/{below}")
        }
        "FileTree.File" | "File" if component.body.is_none() => format!("\n- {name}"),
        "Badge" | "Tag" | "Chip" | "Pill" => {
            component.first(&["text", "label"]).unwrap_or_else(|| component.inside())
        }
        "Kbd" | "Key" => format!("<kbd>{}</kbd>", component.inside()),
        "Highlight" | "Mark" => format!("<mark>{}</mark>", component.inside()),
        "Caption" | "Figcaption" | "ImageCaption" if component.body.is_some() => {
            format!("\n\n*{}*\n\n", component.inside().trim())
        }
        _ => return None,
    })
}

/// Notes, by their names or by what they are given.
fn note(component: &Component<'_>) -> Option<String> {
    let name = &*component.tag.name;
    component.body.as_ref()?;
    let kind = match name {
        "Admonition" | "Callout" | "Aside" | "Alert" | "Banner" | "InfoBox" | "Notice" | "Hint" => {
            let kind = component.first(&["type", "variant", "kind", "status", "intent"]);
            alert(&kind.unwrap_or_default()).unwrap_or("NOTE")
        }
        name => alert(name)?,
    };
    let title = component.first(&["title", "heading"]).unwrap_or_default();
    Some(format!("\n\n{}\n", alert_block(kind, &title, &component.inside())))
}

/// Tabs with the labels that the component around them has for their values:
/// `values={[{label: 'JavaScript', value: 'js'}]}`.
fn labelled(mut tabs: String, values: Option<&Attribute>) -> String {
    let Some(Value::Expression(list)) = values.map(|values| &values.value) else { return tabs };
    for entry in list.split('}') {
        let entry = entry.rsplit('{').next().unwrap_or(entry);
        let of = |key: &str| script::text(entry, &[key]);
        if let (Some(label), Some(value)) = (of("label"), of("value")) {
            let title = |title: &str| embeds::call("tab", &[("title", title)]);
            tabs = tabs.replacen(&title(&value), &title(&label), 1);
        }
    }
    tabs
}

/// Tabs that have their labels in the order in which they stand: `items={['npm', 'pnpm']}`.
fn in_order(mut tabs: String, items: Option<&Attribute>) -> String {
    let Some(Value::Expression(list)) = items.map(|items| &items.value) else { return tabs };
    let list = list.trim().trim_start_matches('[').trim_end_matches(']');
    for label in list.split(',').filter_map(literal) {
        let bare = embeds::call("tab", &[]);
        tabs = tabs.replacen(&bare, &embeds::call("tab", &[("title", &label)]), 1);
    }
    tabs
}
