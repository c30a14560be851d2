//! The browser half as cargo-leptos leaves it, made ready to be published.

mod offline;

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs::Metadata,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use app::shell::{FrontEnd, LAYERS, Layer, Own};
use diagnostics::{Error, Result, count};
use images::Icon;
use model::{BasePath, Library, Sources, Theme};
use store::{fingerprint, fs};
use urls::plan::PUBLIC;
use words::Words;

pub use offline::WORKER;

use super::{
    Folder,
    icons::DRAWING,
    inline::{inline, layer, without_comments, without_layer},
    look,
};

/// The folder of scripts, as a path on the site. What is in it never changes: see
/// [`FrontEndFiles`].
pub const PACKAGE: &str = "/pkg/";

/// As many faults as a reader of a message takes in.
const NAMED: usize = 8;

/// Starts the app in the browser.
const START: &str = include_str!("../../../../frontend/start.js");

/// Runs before the first paint, and stands in every page.
const THEME: &str = include_str!("../../../../frontend/theme.js");

/// Makes reading comfortable, once somebody reads.
const READ: &str = include_str!("../../../../frontend/read.js");

/// Loads what services of others run.
const SERVICES: &str = include_str!("../../../../frontend/services.js");

/// Where what that script says belongs in it.
const UNSAID: &str = "const said = {};";

/// Shows what the search finds. It names the module that finds it as that is called when it is built.
const SEARCH: &str = include_str!("../../../../frontend/search.js");

/// That module, beside the app: `cargo xtask cargo` puts it there, as it does the two below.
const SEARCH_MODULE: &str = "search.wasm";

/// The components that live in pages: their module, and the script that wasm-bindgen writes for it.
const ISLANDS_MODULE: &str = "islands.wasm";
const ISLANDS_SCRIPT: &str = "islands.js";

/// What is beside the app under names that no content decides.
const BESIDE: [&str; 3] = [SEARCH_MODULE, ISLANDS_MODULE, ISLANDS_SCRIPT];

/// Script, app and style, each under a name that its content decides. A browser can keep such a
/// file for ever: a changed one has another address.
#[derive(Clone, Debug)]
pub struct FrontEndFiles {
    /// Where the pages find them.
    pub addresses: FrontEnd,
    /// Names this front end. A page's data of another build is refused in the browser, which then
    /// loads the page instead; so it must change with the front end and must not with the content.
    pub build: String,
    /// Path on the site and content of each.
    package: Vec<(String, Arc<[u8]>)>,
    /// The style, all layers.
    style: String,
    /// What makes reading comfortable, but for what it says.
    read: String,
    /// What is published as it is: path on the site and content of each.
    public: Vec<(String, Arc<[u8]>)>,
}

/// Where the front end is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontEndSource {
    /// The folder that cargo-leptos built it into.
    Folder(PathBuf),
    /// This program itself.
    Program,
}

impl FrontEndSource {
    /// This program, if it was built with a front end in it.
    pub fn program() -> Option<Self> {
        (!front_end::FILES.is_empty()).then_some(Self::Program)
    }

    /// The folder, if it is one: there may be another front end in it later.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Program => None,
        }
    }
}

impl FrontEndFiles {
    /// Reads the front end.
    ///
    /// # Errors
    ///
    /// When a folder holds no complete front end, or holds anything else.
    pub fn read(source: &FrontEndSource) -> Result<Self> {
        match source {
            FrontEndSource::Folder(folder) => Self::of_folder(folder),
            FrontEndSource::Program => Self::of_program(front_end::FILES),
        }
    }

    fn of_folder(folder: &Path) -> Result<Self> {
        let package = folder.join(PACKAGE.trim_matches('/'));
        let beside = |name: &str| {
            fs::read(&package.join(name)).map_err(|_| incomplete(folder, &package, name))
        };
        let newest = |extension: &str| fs::read(&newest(&package, folder, extension)?);
        let built = Built::of(beside, newest)?;
        let brought = brought(&built.script);
        refuse_another(folder, &brought)?;
        let read = |path: String| {
            let bytes = fs::read(&folder.join(&path[1..]))?;
            Ok((path, bytes.into()))
        };
        let public = brought.into_iter().map(read).collect::<Result<_>>()?;
        Ok(Self::named(built, public))
    }

    /// Of what the folder held when the program was built: there is one file of a kind.
    fn of_program(files: &[(&str, &[u8])]) -> Result<Self> {
        let broken = |what: &str| Error::new(format!("this program was built without {what}"));
        let bytes = |path: &str| {
            let file = files.iter().find(|(name, _)| *name == path);
            file.map(|(_, bytes)| *bytes).ok_or_else(|| broken(path))
        };
        let only = |extension: &str| {
            let is_it = |path: &str| {
                !BESIDE.iter().any(|name| path.ends_with(name))
                    && path.starts_with(PACKAGE)
                    && path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
            };
            let file = files.iter().find(|(path, _)| is_it(path) && is_of_the_package(path));
            file.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| broken(extension))
        };
        let beside = |name: &str| bytes(&format!("{PACKAGE}{name}")).map(<[u8]>::to_vec);
        let built = Built::of(beside, only)?;
        let read = |path: String| {
            let bytes = bytes(&path)?;
            Ok((path, bytes.into()))
        };
        let public = brought(&built.script).into_iter().map(read).collect::<Result<_>>()?;
        Ok(Self::named(built, public))
    }

    /// Gives script, app and style the names under which they are published.
    fn named(built: Built, mut public: Vec<(String, Arc<[u8]>)>) -> Self {
        let Built { script, wasm, mut style, search, islands, islands_script } = built;
        let [script, wasm] = with_module("blog", &script, wasm);
        let [search, module] = with_module("search", &without_comments(SEARCH), search);
        let islands = with_module("islands", &islands_script, islands);
        let read_script = without_comments(READ).replace(ISLANDS_SCRIPT, &islands[0].file);
        let faces = take_faces(&mut public, &mut style);
        // Every page has the first layer itself.
        let [(frame, _), ..] = LAYERS;
        let sheet = Named::new("blog", "css", without_layer(&style, frame).into_bytes());
        let start = Named::new("start", "js", without_comments(START).into_bytes());
        let read = Named::new("read", "js", read_script.clone().into_bytes());
        let addresses = FrontEnd {
            theme: inline(without_comments(THEME)),
            layers: Vec::new(),
            own: None,
            faces: faces.iter().map(Named::path).collect(),
            start: start.path(),
            script: script.path(),
            wasm: wasm.path(),
            search: search.path(),
            read: read.path(),
            services: services().path(),
            offline: None,
            style: sheet.path(),
        };
        let files = [start, script, wasm, search, module, read, sheet];
        let others = [env!("CARGO_PKG_VERSION"), &addresses.theme.source];
        let names = files.iter().map(|file| &*file.file).chain(others);
        let build = fingerprint(names.map(str::as_bytes));
        let files = files.into_iter().chain(islands).chain(faces);
        let package = files.map(|file| (file.path(), file.bytes.into())).collect();
        Self { addresses, build, package, style, read: read_script, public }
    }

    /// Makes ready what the pages of a blog have of it: in the theme of the blog, with the rules of its
    /// own style sheet, which beat all others, in its language, and with what its owner asked for.
    pub fn place(&mut self, library: &Library, style: Option<&str>) {
        self.dress(&library.site().root_path(), &library.settings().theme, style);
        self.say(&library.site().words);
        if !library.settings().services.loaded.is_empty() {
            let services = services();
            self.package.push((services.path(), services.bytes.into()));
        }
    }

    fn dress(&mut self, base: &BasePath, theme: &Theme, style: Option<&str>) {
        let mut rules = look::rules(theme, base, look::Form::of(&self.style));
        if self.addresses.offline.is_some() {
            rules += offline::STYLE;
        }
        let FrontEnd { layers, faces, .. } = &mut self.addresses;
        let [(frame, _), ..] = LAYERS;
        let in_layer = |name: &str| {
            let mut text = layer(&self.style, name)?;
            if name == frame && !rules.is_empty() {
                text += &format!("@layer {frame}{{{rules}}}");
            }
            Some(text)
        };
        let text = |mut text: String| {
            for face in &*faces {
                // The sheet names its neighbours; a page may stand anywhere.
                let name = face.trim_start_matches(PACKAGE);
                text = text.replace(&format!("({name})"), &format!("({})", base.join(face)));
                text = text.replace(&format!("\"{name}\""), &format!("\"{}\"", base.join(face)));
            }
            inline(text)
        };
        let in_pages =
            |&(name, _): &(&'static str, _)| Some(Layer { name, style: text(in_layer(name)?) });
        *layers = LAYERS.iter().filter_map(in_pages).collect();
        *faces = look::faces(theme, faces);
        self.addresses.own = style.filter(|style| !style.is_empty()).map(|style| self.own(style));
    }

    /// Has `read.js` speak the language of the site. That is content: the front end stays the same one.
    pub(super) fn say(&mut self, words: &Words) {
        let said = format!("const said = {};", app::pages::reading(words));
        let script = self.read.replace(UNSAID, &said);
        let read = Named::new("read", "js", script.into_bytes());
        let before = std::mem::replace(&mut self.addresses.read, read.path());
        self.package.retain(|(path, _)| *path != before);
        self.package.push((read.path(), read.bytes.into()));
    }

    /// What the owner's style sheet is to a page: a part of it while that is cheaper than to ask for a
    /// file before the first paint.
    fn own(&mut self, style: &str) -> Own {
        const SMALL: usize = 4 << 10;
        if style.len() <= SMALL {
            return Own::Inline(inline(style.to_owned()));
        }
        let file = Named::new("own", "css", style.as_bytes().to_vec());
        self.package.push((file.path(), style.as_bytes().into()));
        Own::File(file.path())
    }

    /// The policy that a host sends with all files of a site, in all its languages. What a page embeds,
    /// the policy in that page alone allows; a browser heeds both, so this one allows what any page does.
    pub fn policy<'a>(&self, libraries: impl IntoIterator<Item = &'a Library>) -> String {
        let mut libraries = libraries.into_iter().peekable();
        let Some(first) = libraries.peek().copied() else { return String::new() };
        let mut sources = Sources::default();
        libraries.for_each(|library| sources.extend(library.embedded()));
        self.addresses.policy(first, &sources)
    }

    /// The policy that pages carry which embed nothing.
    pub fn policy_of_pages(&self, library: &Library) -> String {
        self.addresses.policy(library, &Sources::default())
    }

    /// Takes the drawing that stands for the site out of what is published as it is, and gives back
    /// that of the blog, if it has one of its own, else this one in the colours of the theme.
    ///
    /// # Errors
    ///
    /// When there is none at all, or it is none that icons can be made of.
    pub fn take_icon(&mut self, of_the_blog: Option<Icon>, theme: &Theme) -> Result<Icon> {
        let at = self.public.iter().position(|(path, _)| path == DRAWING);
        let drawing = at.map(|at| self.public.remove(at).1);
        if let Some(icon) = of_the_blog {
            return Ok(icon);
        }
        let Some(drawing) = drawing else {
            return Err(Error::new(
                "there is no drawing to make icons of\n\
                 put one into the content folder as icon.svg, or into public as favicon.svg",
            ));
        };
        let broken = |message: &str| Error::new(format!("favicon.svg of the front end: {message}"));
        let drawing = std::str::from_utf8(&drawing).map_err(|_| broken("it is not UTF-8"))?;
        Icon::parse(&theme.recolour(drawing)).map_err(|fault| broken(&fault.message))
    }

    /// Whether a path on the site is taken by what is published as it is.
    pub(super) fn brings(&self, path: &str) -> bool {
        self.public.iter().any(|(taken, _)| taken == path)
    }

    /// Whether a file of the package is for one language.
    fn speaks(&self, path: &str) -> bool {
        path == self.addresses.read || self.addresses.offline.as_deref() == Some(path)
    }

    /// Writes them into a site, but for what says [something](Self::write_words).
    pub fn write(&self, site: &Folder) -> Result<()> {
        let package = self.package.iter().filter(|(path, _)| !self.speaks(path));
        for (path, bytes) in package.chain(&self.public) {
            site.write(path, bytes)?;
        }
        Ok(())
    }

    /// Writes what speaks a language into a site, unless it is there.
    pub fn write_words(&self, site: &Folder) -> Result<()> {
        let said = self.package.iter().filter(|(path, _)| self.speaks(path));
        said.filter(|(path, _)| !site.has(path))
            .try_for_each(|(path, bytes)| site.write(path, bytes))
    }
}

/// The script that loads services of others, under the name by which it is published where there are any.
fn services() -> Named {
    Named::new("services", "js", without_comments(SERVICES).into_bytes())
}

/// The files of the front end that a build makes, by what is in them.
#[derive(Default)]
struct Built {
    script: String,
    wasm: Vec<u8>,
    style: String,
    search: Vec<u8>,
    islands: Vec<u8>,
    islands_script: String,
}

impl Built {
    /// Asks for those that are beside the app by their names, and for those of the app by their kind.
    fn of(
        beside: impl Fn(&str) -> Result<Vec<u8>>,
        of_app: impl Fn(&str) -> Result<Vec<u8>>,
    ) -> Result<Self> {
        let text = |bytes: Vec<u8>| {
            let unreadable = |_| Error::new("a script or style of the front end is not UTF-8");
            String::from_utf8(bytes).map_err(unreadable)
        };
        Ok(Self {
            search: beside(SEARCH_MODULE)?,
            islands: beside(ISLANDS_MODULE)?,
            islands_script: text(beside(ISLANDS_SCRIPT)?)?,
            script: text(of_app("js")?)?,
            wasm: of_app("wasm")?,
            style: text(of_app("css")?)?,
        })
    }
}

/// A script and the module that it loads.
fn with_module(stem: &str, script: &str, wasm: Vec<u8>) -> [Named; 2] {
    let wasm = Named::new(stem, "wasm", wasm);
    let script = naming_wasm(script, &wasm.file).into_bytes();
    [Named::new(stem, "js", script), wasm]
}

/// A file of the front end under its name in the site.
struct Named {
    file: String,
    bytes: Vec<u8>,
}

impl Named {
    fn new(stem: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let file = format!("{stem}.{}.{extension}", fingerprint([&*bytes]));
        Self { file, bytes }
    }

    fn path(&self) -> String {
        format!("{PACKAGE}{}", self.file)
    }
}

/// The file with an extension that was modified last: `cargo leptos watch` leaves files of earlier
/// builds beside it.
fn newest(package: &Path, folder: &Path, extension: &str) -> Result<PathBuf> {
    let modified = |path: &PathBuf| {
        path.metadata().and_then(|data: Metadata| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let candidates = if package.is_dir() { fs::entries(package)? } else { Vec::new() };
    candidates
        .into_iter()
        .filter(|path| path.extension() == Some(OsStr::new(extension)))
        .filter(|path| !BESIDE.iter().any(|name| path.ends_with(name)))
        .max_by_key(modified)
        .ok_or_else(|| incomplete(folder, package, &format!(".{extension} file")))
}

/// What lacks a part of the front end.
fn incomplete(folder: &Path, package: &Path, part: &str) -> Error {
    Error::new(format!(
        "there is no built front end in {}: no {part} in {}\n\
         run `cargo leptos build --release`, or name the folder with --front",
        folder.display(),
        package.display(),
    ))
}

/// The faces that a style sheet names out of what is published as it is, named by their content, in the
/// sheet too: a browser that has one never asks again.
fn take_faces(public: &mut Vec<(String, Arc<[u8]>)>, style: &mut String) -> Vec<Named> {
    let is_named = |(path, _): &mut (String, _)| style.contains(&format!("..{path}"));
    let named: Vec<(String, Arc<[u8]>)> = public.extract_if(.., is_named).collect();
    let face = |(path, bytes): (String, Arc<[u8]>)| {
        let name = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
        let (stem, extension) = name.unwrap_or((&path, ""));
        let face = Named::new(stem, extension, bytes.to_vec());
        *style = style.replace(&format!("..{path}"), &face.file);
        face
    };
    named.into_iter().map(face).collect()
}

/// The script with every file name in quotes that ends in `.wasm` replaced.
fn naming_wasm(script: &str, name: &str) -> String {
    const EXTENSION: &str = ".wasm";
    let mut named = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find(EXTENSION) {
        let (before, after) = (&rest[..at], &rest[at + EXTENSION.len()..]);
        let start = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))
            .map_or(0, |quote| quote + 1);
        let quoted = after.starts_with(['"', '\'', '`']) && start < at;
        named.push_str(if quoted { &before[..start] } else { before });
        named.push_str(if quoted { name } else { EXTENSION });
        rest = after;
    }
    named + rest
}

/// What is published as it is: the files of `public`, and those in the package that the script
/// imports.
fn brought(script: &str) -> Vec<String> {
    let snippets = script.split(['"', '\'']).filter_map(|text| text.strip_prefix("./snippets/"));
    let snippets = snippets.map(|path| format!("{PACKAGE}snippets/{path}"));
    let all: BTreeSet<String> =
        PUBLIC.iter().map(|&path| path.to_owned()).chain(snippets).collect();
    all.into_iter().collect()
}

/// Refuses a folder that is not what a build of the front end leaves. What is in it beyond that may
/// be somebody's secret, or belong to a tool that takes the folder for its own.
fn refuse_another(folder: &Path, brought: &[String]) -> Result<()> {
    let strangers = strangers(folder, "", brought)?;
    let is_missing = |path: &&String| !folder.join(&path[1..]).is_file();
    let missing = brought.iter().filter(is_missing).map(|path| format!("no {path}"));
    let faults: Vec<String> = missing.chain(strangers).collect();
    if faults.is_empty() {
        return Ok(());
    }
    let more = match faults.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("\n  and {}", count(more, "other")),
    };
    Err(Error::new(format!(
        "{} is not the front end as its build leaves it; there is\n  {}{more}\n\
         `cargo leptos build --release` empties the folder and makes it anew; \
         what is to be published as it is belongs into public",
        folder.display(),
        faults[..faults.len().min(NAMED)].join("\n  "),
    )))
}

/// What is below a folder and not of the front end, as paths in it. Of a folder that holds nothing
/// else, its own path and no more: it may be large.
fn strangers(folder: &Path, above: &str, brought: &[String]) -> Result<Vec<String>> {
    let mut strangers = Vec::new();
    for entry in fs::entries(folder)? {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        let path = format!("{above}/{name}");
        if entry.is_dir() {
            let below = format!("{path}/");
            if below == PACKAGE || brought.iter().any(|path| path.starts_with(&below)) {
                strangers.extend(self::strangers(&entry, &path, brought)?);
            } else {
                strangers.push(below);
            }
        } else if !brought.contains(&path) && !is_of_the_package(&path) {
            strangers.push(path);
        }
    }
    Ok(strangers)
}

/// Whether a path is one that the build gives to script, app and style, or to what it writes beside
/// them for programmers.
fn is_of_the_package(path: &str) -> bool {
    let Some(name) = path.strip_prefix(PACKAGE) else { return false };
    if BESIDE.contains(&name) {
        return true;
    }
    let extensions = [".js", ".wasm", ".css", ".ts"];
    ["blog.", "blog_bg."].iter().any(|stem| name.starts_with(stem))
        && extensions.iter().any(|extension| name.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_told_the_new_name_of_the_app() {
        let script =
            "new URL('blog_bg.wasm', import.meta.url); a(\"/pkg/blog.wasm\"); // any .wasm";
        assert_eq!(
            naming_wasm(script, "blog.1.wasm"),
            "new URL('blog.1.wasm', import.meta.url); a(\"/pkg/blog.1.wasm\"); // any .wasm"
        );
    }

    #[test]
    fn what_the_script_imports_is_published_too() {
        let script = "import{a}from'./snippets/b-1/inline0.js';import \"./snippets/c.js\";";
        let snippets = ["/pkg/snippets/b-1/inline0.js", "/pkg/snippets/c.js"];
        assert_eq!(brought(&script.repeat(2)), [PUBLIC, &snippets].concat());
        assert_eq!(brought("a 'b'"), PUBLIC);
    }

    #[test]
    fn the_names_of_the_package_are_known() {
        for path in [
            "/pkg/search.wasm",
            "/pkg/islands.js",
            "/pkg/blog.js",
            "/pkg/blog.x_1.wasm",
            "/pkg/blog_bg.wasm.d.x_1.ts",
        ] {
            assert!(is_of_the_package(path), "{path}");
        }
        for path in ["/blog.js", "/pkg/other.js", "/pkg/blog.map", "/pkg/blog.js.swp"] {
            assert!(!is_of_the_package(path), "{path}");
        }
    }

    #[test]
    fn the_comforts_of_reading_speak_the_language_of_the_site_in_a_front_end_that_stays_the_same() {
        let style = "@layer frame{a{top:0}}".to_owned();
        let built = Built { style, islands_script: "new".to_owned(), ..Built::default() };
        let mut front = FrontEndFiles::named(built, Vec::new());
        let islands = front.package.iter().find(|(_, bytes)| **bytes == *b"new");
        let islands = islands.expect("published").0.rsplit('/').next().expect("a name").to_owned();
        let (build, count) = (front.build.clone(), front.package.len());
        let mut addresses = vec![front.addresses.read.clone()];
        for (language, said) in [
            ("de", "\"minutesLeft\":{\"other\":\"Noch {count} Min.\"}"),
            ("es", "{\"one\":\"Queda {count} min\",\"other\":\"Quedan {count} min\"}"),
        ] {
            front.say(&languages::of(language));
            let read = front.package.iter().find(|(path, _)| *path == front.addresses.read);
            let script = String::from_utf8_lossy(&read.expect("published").1).into_owned();
            assert!(script.contains(said) && !script.contains(UNSAID), "{script}");
            assert!(script.contains(&format!("./{islands}")), "{script}");
            assert!(!addresses.contains(&front.addresses.read), "named by its content");
            addresses.push(front.addresses.read.clone());
            assert_eq!((&front.build, front.package.len()), (&build, count));
        }
    }

    #[test]
    fn without_a_front_end_the_message_says_how_to_get_one() {
        let temp = tempfile::tempdir().expect("a folder");
        let message = FrontEndFiles::read(&FrontEndSource::Folder(temp.path().join("front")))
            .expect_err("nothing there");
        assert!(message.to_string().contains("cargo leptos build --release"), "{message}");
    }
}
