//! The browser half as cargo-leptos leaves it, made ready to be published.

mod built;
mod naming;
mod offline;

use std::sync::Arc;

use app::shell::{FrontEnd, LAYERS, Layer, OwnStyle};
use diagnostics::{Error, Result};
use images::Icon;
use model::{Library, Site, Sources, Theme};
use store::fingerprint;
use words::Words;

pub use built::FrontEndSource;
pub use naming::PACKAGE;
pub use offline::WORKER;

use self::{
    built::{Built, INCIDENTS_SCRIPT, ISLANDS_SCRIPT},
    naming::{NamedFile, take_faces, with_module},
};
use super::{
    Folder,
    inline::{inline, layer, without_comments, without_layer},
    look,
    names::DRAWING,
};

/// Starts the app in the browser.
const START: &str = include_str!("../../../../frontend/start.js");

/// Runs before the first paint, and stands in every page.
const THEME: &str = include_str!("../../../../frontend/theme.js");

/// Makes reading comfortable, once somebody reads.
const READ: &str = include_str!("../../../../frontend/read.js");

/// Moves the title of a text between lists and its page. The script that starts the app names it so.
const MORPH: &str = include_str!("../../../../frontend/morph.js");
const MORPH_SCRIPT: &str = "morph.js";

/// Loads what services of others run.
const SERVICES: &str = include_str!("../../../../frontend/services.js");

/// Where what that script says belongs in it.
const UNSAID: &str = "const said = {};";

/// Shows what the search finds. It names the module that finds it as that is called when it is built.
const SEARCH: &str = include_str!("../../../../frontend/search.js");

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
    /// The script of the islands, but for what they say, as that names it.
    islands: Arc<NamedFile>,
    /// Where it is found once it speaks.
    islands_path: String,
    /// What is published as it is: path on the site and content of each.
    public: Vec<(String, Arc<[u8]>)>,
}

impl FrontEndFiles {
    /// Reads the front end.
    ///
    /// # Errors
    ///
    /// When a folder holds no complete front end, or holds anything else.
    pub fn read(source: &FrontEndSource) -> Result<Self> {
        Built::read(source).map(Self::named)
    }

    /// Gives script, app and style the names under which they are published.
    fn named(built: Built) -> Self {
        let Built { script, wasm, mut style, search, mut public, .. } = built;
        let [script, wasm] = with_module("blog", &script, wasm);
        let [search, module] = with_module("search", &without_comments(SEARCH), search);
        let [islands, components] = with_module("islands", &built.islands_script, built.islands);
        let [incidents, filter] =
            with_module("incidents", &built.incidents_script, built.incidents);
        let morph = NamedFile::new("morph", "js", without_comments(MORPH).into_bytes());
        let start_script = without_comments(START).replace(MORPH_SCRIPT, &morph.file);
        let read_script = without_comments(READ)
            .replace(ISLANDS_SCRIPT, &islands.file)
            .replace(INCIDENTS_SCRIPT, &incidents.file);
        let faces = take_faces(&mut public, &mut style);
        // Every page has the first layer itself.
        let [(frame, _), ..] = LAYERS;
        let sheet = NamedFile::new("blog", "css", without_layer(&style, frame).into_bytes());
        let start = NamedFile::new("start", "js", start_script.into_bytes());
        let read = NamedFile::new("read", "js", read_script.clone().into_bytes());
        let addresses = FrontEnd {
            theme: inline(without_comments(THEME)),
            layers: Vec::new(),
            own: None,
            faces: faces.iter().map(NamedFile::path).collect(),
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
        let files = files.into_iter().chain([morph, components, incidents, filter]).chain(faces);
        let mut package: Vec<(String, Arc<[u8]>)> =
            files.map(|file| (file.path(), file.bytes.into())).collect();
        package.push((islands.path(), islands.bytes.clone().into()));
        let islands_path = islands.path();
        let (read, islands) = (read_script, Arc::new(islands));
        Self { addresses, build, package, style, read, islands, islands_path, public }
    }

    /// Makes ready what the pages of a blog have of it: in the theme of the blog, with the rules of its
    /// own style sheet, which beat all others, in its language, and with what its owner asked for.
    pub fn place(&mut self, library: &Library, style: Option<&str>) {
        self.dress(library.site(), &library.settings().theme, style);
        self.say(&library.site().words);
        if !library.settings().services.loaded.is_empty() {
            let services = services();
            self.package.push((services.path(), services.bytes.into()));
        }
    }

    fn dress(&mut self, site: &Site, theme: &Theme, style: Option<&str>) {
        let base = &site.root_path();
        let mut rules = look::rules(theme, base, look::ColourSyntax::of(&self.style));
        // On paper a link of the site is told as a whole.
        let path = base.join("");
        let origin = site.root_url().strip_suffix(&*path).unwrap_or_default();
        rules += &format!(":root{{--origin:\"{origin}\"}}");
        if self.addresses.offline.is_some() {
            rules += offline::STYLE;
        }
        let FrontEnd { layers, faces, .. } = &mut self.addresses;
        let [(frame, _), ..] = LAYERS;
        let in_layer = |name: &str| {
            let mut text = layer(&self.style, name)?;
            if name == frame {
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

    /// Has `read.js` and the islands speak the language of the site. That is content: the front end stays the
    /// same one.
    pub(super) fn say(&mut self, words: &Words) {
        let mut script = self.islands.bytes.clone();
        let said = format!("\nexport const said = {};\n", app::pages::islands(words));
        script.extend(said.as_bytes());
        let islands = NamedFile::new("islands", "js", script);
        let said = format!("const said = {};", app::pages::reading(words));
        let script = self.read.replace(UNSAID, &said).replace(&self.islands.file, &islands.file);
        let read = NamedFile::new("read", "js", script.into_bytes());
        let before = [
            std::mem::replace(&mut self.addresses.read, read.path()),
            std::mem::replace(&mut self.islands_path, islands.path()),
        ];
        self.package.retain(|(path, _)| !before.contains(path));
        for file in [read, islands] {
            self.package.push((file.path(), file.bytes.into()));
        }
    }

    /// What the owner's style sheet is to a page: a part of it while that is cheaper than to ask for a
    /// file before the first paint.
    fn own(&mut self, style: &str) -> OwnStyle {
        const SMALL: usize = 4 << 10;
        if style.len() <= SMALL {
            return OwnStyle::Inline(inline(style.to_owned()));
        }
        let file = NamedFile::new("own", "css", style.as_bytes().to_vec());
        self.package.push((file.path(), style.as_bytes().into()));
        OwnStyle::File(file.path())
    }

    /// The policy that a host sends with all files of a site, in all its languages. What a page embeds,
    /// and which styles it has, the policy in that page alone allows; a browser heeds both, so this one allows what
    /// any page does.
    pub fn policy<'a>(&self, libraries: impl IntoIterator<Item = &'a Library>) -> String {
        let mut libraries = libraries.into_iter().peekable();
        let Some(first) = libraries.peek().copied() else { return String::new() };
        let mut sources = Sources::default();
        libraries.for_each(|library| sources.extend(library.embedded()));
        self.addresses.policy(first, &self.addresses.layers, &sources)
    }

    /// The policy that pages carry which embed nothing and have no style of ours.
    pub fn policy_of_plain(&self, library: &Library) -> String {
        self.addresses.policy(library, [], &Sources::default())
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

    /// The files of the package that have a name before their hash.
    pub(super) fn package_files(&self, stem: &str) -> Vec<String> {
        let stem = format!("{PACKAGE}{stem}.");
        let files = self.package.iter().filter(|(path, _)| path.starts_with(&stem));
        files.map(|(path, _)| path.clone()).collect()
    }

    /// Whether a file of the package is for one language.
    fn speaks(&self, path: &str) -> bool {
        let said = [&self.addresses.read, &self.islands_path];
        said.into_iter().any(|said| path == said) || self.addresses.offline.as_deref() == Some(path)
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
fn services() -> NamedFile {
    NamedFile::new("services", "js", without_comments(SERVICES).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comforts_of_reading_speak_the_language_of_the_site_in_a_front_end_that_stays_the_same() {
        let style = "@layer frame{a{top:0}}".to_owned();
        let built = Built { style, islands_script: "new".to_owned(), ..Built::default() };
        let mut front = FrontEndFiles::named(built);
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
            let islands = front.package.iter().find(|(path, _)| *path == front.islands_path);
            let (path, islands) = islands.expect("published");
            assert!(
                script.contains(&format!("./{}", path.trim_start_matches(PACKAGE))),
                "{script}"
            );
            let islands = String::from_utf8_lossy(islands);
            assert!(
                islands.starts_with("new\nexport const said = {\"decimal\":\",\","),
                "{islands}"
            );
            assert!(!addresses.contains(&front.addresses.read), "named by its content");
            addresses.push(front.addresses.read.clone());
            assert_eq!((&front.build, front.package.len()), (&build, count));
        }
    }
}
