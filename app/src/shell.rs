//! The HTML file of a page, from `<!DOCTYPE html>` to the data that the app takes over.

mod inline;
mod screen;

use std::sync::Arc;

use html_escape::{encode_double_quoted_attribute, encode_text};
use leptos::prelude::*;
use model::{
    Library, Outside, PageBody, PageData, Pair, Sources, content_security_policy, routes::Route,
};
use words::Message;

use crate::{
    app::app,
    head::{Head, script_safe},
    pages::{announcement, footer, header, markup},
    state::{AppState, ViewContext},
};

use inline::needed;
pub use inline::{Inline, LAYERS, Layer, OwnStyle};
use screen::end_of_first_screen;
pub use screen::without_first_screen;

/// The browser half: its files, as paths on this site, and what of it stands in the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontEnd {
    /// Runs before the first paint, where the first screen of a page ends: sets the theme, and has `start`
    /// run behind it.
    pub theme: Inline,
    /// Those of the [`LAYERS`] that the style sheet has.
    pub layers: Vec<Layer>,
    /// The rules that beat those of all layers: the owner's.
    pub own: Option<OwnStyle>,
    /// The faces of the first screen.
    pub faces: Vec<String>,
    /// Runs once the page is painted, and loads the app when it is idle.
    pub start: String,
    /// The app's module, as wasm-bindgen wrote it.
    pub script: String,
    /// The app.
    pub wasm: String,
    /// The module of the search, which is loaded when somebody means to search.
    pub search: String,
    /// What makes reading comfortable, which is loaded with the first thing that a reader does.
    pub read: String,
    /// Loads what services of others run, in a blog that asks for one.
    pub services: String,
    /// What keeps pages on the devices of readers, where the site asks for that: `read` brings it.
    pub offline: Option<String>,
    /// The style sheet.
    pub style: String,
}

impl FrontEnd {
    /// The policy that lets it run, and nothing else that stands in a page, but for some layers of the style,
    /// and what comes from some sources.
    pub fn policy<'a>(
        &'a self,
        library: &Library,
        layers: impl IntoIterator<Item = &'a Layer>,
        embedded: &Sources,
    ) -> String {
        let layers = layers.into_iter().map(|layer| &layer.style);
        let own = self.own.iter().filter_map(OwnStyle::inline);
        let styles: Vec<&str> = layers.chain(own).map(|part| &*part.source).collect();
        let settings = library.settings();
        let mut sources = settings.outside.sources.clone();
        sources.extend(settings.services.sources.clone());
        sources.extend(embedded.clone());
        let (allowed, worker) = (library.site().html, self.offline.is_some());
        content_security_policy(allowed, &self.theme.source, &styles, &sources, worker)
    }
}

/// One whole HTML file.
///
/// What a browser needs for the first paint stands in it, but for pictures: the layers of the style
/// that it uses. The rest of the style comes behind the text, where it holds up none of it; in the page
/// is all that could change how what is there looks. Nothing is painted before the first screen is
/// read, so that a browser which paints before it has read all paints that, and no empty page.
///
/// `build` names the app that may take over; an empty name is that of none. `route` is `None` for the
/// page that stands where nothing does. What only this page adds and embeds is in `own_outside`. The same
/// arguments give the same bytes, on any thread.
pub fn render(
    library: &Library,
    front: &FrontEnd,
    build: &str,
    head: &Head,
    route: Option<&Route>,
    (main, own_outside): (Arc<PageBody>, &Outside),
) -> String {
    let site = library.site();
    let text = |text: &str| encode_text(text).into_owned();
    let href =
        |path: &str| encode_double_quoted_attribute(&site.root_path().join(path)).into_owned();
    let direction = direction(&site.language);
    let (language, title) = (encode_double_quoted_attribute(&site.language), text(&head.title));
    let (start, script, wasm) = (href(&front.start), href(&front.script), href(&front.wasm));
    let (search, read) = (href(&front.search), href(&front.read));
    let style = href(&front.style);
    let offline = front.offline.as_ref().map(|path| format!(" data-offline=\"{}\"", href(path)));
    let offline = offline.unwrap_or_default();
    let faces: Vec<String> = front.faces.iter().map(|face| href(face)).collect();
    let faces = faces.join(" ");
    let icons: String = ICONS
        .iter()
        .map(|(path, rest)| format!(r#"<link href="{}" {rest}>"#, href(path)))
        .collect();
    let colours = &library.settings().theme_color;
    let Pair { light, dark } = colours;
    let head = head.to_html(site);
    let filter = main.finder.as_ref().map(|finder| finder.filter.clone());
    let place = ViewContext { site: Arc::new(site.clone()), route: route.cloned() };
    let outside = &library.settings().outside;
    let frame = &library.settings().frame;
    let foot = markup(footer(&place, library.foot(), frame));
    let header = markup(header(&place, frame)).into();
    let (bar, notice) = match &frame.announcement {
        Some(bar) => (markup(announcement(&place, bar)), format!(" data-notice=\"{}\"", bar.name)),
        None => Default::default(),
    };
    let state = AppState::new(place, header, main);
    // The marks that the app finds its places by are comments; in the short form in which they are
    // written a checker of HTML takes them for mistakes. A browser reads both as the same.
    let body = app(&state).to_html().replace("<!>", "<!---->");
    let body = body + &bar + &foot;
    let needed = needed(&body);
    let (first_screen, below) = body.split_at(end_of_first_screen(&body));
    let layers = front.layers.iter().filter(|layer| needed.contains(&layer.name));
    let policy = front.policy(library, layers.clone(), &own_outside.sources);
    let styles: String =
        layers.map(|layer| format!("<style>{}</style>", layer.style.text)).collect();
    let own = match &front.own {
        None => String::new(),
        Some(OwnStyle::Inline(style)) => format!("<style>{}</style>", style.text),
        Some(OwnStyle::File(path)) => format!(r#"<link rel="stylesheet" href="{}">"#, href(path)),
    };
    let (theme, mark) = (&front.theme.text, screen::MARK);
    let (site, loading) = (site.clone(), site.words.say(Message::Loading).to_owned());
    let missing = route.is_none();
    let carried = PageData { build: build.to_owned(), site, filter, missing, loading };
    let carried = script_safe(&carried);
    let [added, end] = [[&outside.head, &own_outside.head], [&outside.end, &own_outside.end]]
        .map(|[of_all, own]| of_all.clone() + own);
    let services = services(library, &href(&front.services));
    format!(
        r##"<!DOCTYPE html>
<html lang="{language}"{direction}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title>{styles}{own}<link rel="expect" href="#first-screen" blocking="render">{icons}<meta name="color-scheme" content="light dark"><meta name="theme-color" content="{light}" media="(prefers-color-scheme: light)"><meta name="theme-color" content="{dark}" media="(prefers-color-scheme: dark)">{head}{added}</head>
<body>{first_screen}{mark} data-start="{start}" data-script="{script}" data-wasm="{wasm}" data-search="{search}" data-read="{read}"{offline} data-faces="{faces}"{notice}>{theme}</script>{below}<script type="application/json" id="carried">{carried}</script><link rel="stylesheet" href="{style}">{services}{end}</body></html>
"##
    )
}

/// The script that loads what services of others run, if there is any.
fn services(library: &Library, script: &str) -> String {
    let loaded = &library.settings().services.loaded;
    if loaded.is_empty() {
        return String::new();
    }
    let json = serde_json::to_string(loaded).expect("texts and lists are JSON");
    let json = encode_double_quoted_attribute(&json);
    format!(r#"<script src="{script}" data-services="{json}" defer></script>"#)
}

/// What stands for the site in tabs and on home screens: where it is, and what it is. The drawing
/// comes after the pictures, since of two that will do a browser takes the later one.
const ICONS: [(&str, &str); 4] = [
    ("/favicon.ico", r#"rel="icon" sizes="48x48""#),
    ("/favicon.svg", r#"rel="icon" type="image/svg+xml" sizes="any""#),
    ("/apple-touch-icon.png", r#"rel="apple-touch-icon""#),
    ("/manifest.webmanifest", r#"rel="manifest""#),
];
/// The attribute of a page in a language, where it is not written from left to right.
pub fn direction(language: &str) -> &'static str {
    if is_right_to_left(language) { " dir=\"rtl\"" } else { "" }
}

/// Whether a language is written from right to left: by its script, where its tag names one.
fn is_right_to_left(language: &str) -> bool {
    let language = language.to_ascii_lowercase();
    let mut parts = language.split('-');
    let name = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
    {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&name),
    }
}

/// The scripts that are written from right to left.
const SCRIPTS: [&str; 11] =
    ["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"];
/// The languages that are written in one of them, unless their tags say otherwise.
const LANGUAGES: [&str; 24] = [
    "ar", "arc", "arz", "azb", "bal", "bgn", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ks",
    "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi", "ji",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_written_as_their_scripts_are() {
        for (language, right_to_left) in [
            ("ar", true),
            ("he-IL", true),
            ("fa-AF", true),
            ("az", false),
            ("az-Arab-IR", true),
            ("ks-Deva", false),
            ("en", false),
            ("de-1996", false),
        ] {
            assert_eq!(is_right_to_left(language), right_to_left, "{language}");
        }
    }
}
