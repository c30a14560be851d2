//! Which files of a crate ask which, and that they ask one way.
//!
//! A file asks another when it names something that is written there: in a `use`, or by its path. Who hands a
//! name on (`pub use`) asks for it too, and is passed over by those who ask there. Tests may ask for anything.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use syn::{
    Attribute, File, Item, ItemMod, ItemUse, UseTree, Visibility,
    visit::{self, Visit},
};

/// How many files may be in a circle.
const MOST: usize = 3;

/// The names of modules down from the root of a crate.
type Place = Vec<String>;

/// What a file asks for.
#[derive(Default)]
struct Asked {
    /// As it is written, with the name that it has in this file.
    uses: Vec<(Place, String)>,
    paths: BTreeSet<Place>,
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        list.is_ok_and(|list| list.path.is_ident("cfg") && list.tokens.to_string().contains("test"))
    })
}

impl Asked {
    /// Takes apart what stands behind a `use`.
    fn unfold(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &dyn ToString| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.unfold(&with(&path.ident), &path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.unfold(before, tree)),
            UseTree::Glob(_) => self.uses.push((before.to_vec(), "*".to_owned())),
            UseTree::Name(name) if name.ident == "self" => {
                self.uses.push((before.to_vec(), before.last().cloned().unwrap_or_default()));
            }
            UseTree::Name(name) => self.uses.push((with(&name.ident), name.ident.to_string())),
            UseTree::Rename(name) => self.uses.push((with(&name.ident), name.rename.to_string())),
        }
    }
}

impl<'ast> Visit<'ast> for Asked {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Const(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_test(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        // What stands in the file belongs to it.
        visit::visit_item_mod(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.unfold(&[], &item.tree);
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {
        // `pub(in super::super)` asks for nothing.
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.insert(path.segments.iter().map(|part| part.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

/// A crate: its files by their modules, and what each asks for.
struct Sources {
    files: BTreeMap<Place, PathBuf>,
    asked: BTreeMap<Place, Asked>,
}

impl Sources {
    fn read(src: &Path) -> Self {
        let (mut files, mut asked) = (BTreeMap::new(), BTreeMap::new());
        let mut folders = vec![src.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = fs::read_to_string(&path).expect("a file");
                    let file: File = syn::parse_file(&text).expect("Rust");
                    let below = path.with_extension("");
                    let below = below.strip_prefix(src).expect("below");
                    let mut place: Place =
                        below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
                    place.retain(|name| !matches!(&**name, "lib" | "main"));
                    let mut found = Asked::default();
                    if !is_test(&file.attrs) {
                        found.visit_file(&file);
                    }
                    asked.insert(place.clone(), found);
                    files.insert(place, path);
                }
            }
        }
        Self { files, asked }
    }

    /// Where something lies that a file asks for, down from the root; nothing for what is in another crate.
    fn whole(&self, file: &Place, asked: &[String]) -> Option<Place> {
        let (first, rest) = asked.split_first()?;
        match &**first {
            "crate" => Some(rest.to_vec()),
            "self" => Some([file, rest].concat()),
            "super" => {
                let above = file[..file.len().checked_sub(1)?].to_vec();
                match rest.first().is_some_and(|next| next == "super") {
                    true => self.whole(&above, rest),
                    false => Some([&above, rest].concat()),
                }
            }
            _ => {
                let child = [file, &[first.clone()][..]].concat();
                if self.files.contains_key(&child) {
                    return Some([file, asked].concat());
                }
                // A name that a `use` of this file has given.
                let uses = &self.asked.get(file)?.uses;
                let (path, _) = uses.iter().find(|(path, name)| name == first && path != asked)?;
                (path[0] != *first).then(|| self.whole(file, &[path, rest].concat()))?
            }
        }
    }

    /// The file in which something is written, past those who hand it on.
    fn written(&self, place: &[String], depth: usize) -> Option<Place> {
        let ends = (0..=place.len()).rev();
        let end = ends.into_iter().find(|end| self.files.contains_key(&place[..*end]))?;
        let (file, rest) = (place[..end].to_vec(), &place[end..]);
        let handed = rest.first().filter(|_| depth > 0).and_then(|name| {
            let (path, _) = self.asked[&file].uses.iter().find(|(_, known)| known == name)?;
            let whole = self.whole(&file, path).filter(|whole| *whole != place)?;
            self.written(&[&whole, &rest[1..]].concat(), depth - 1)
        });
        Some(handed.unwrap_or(file))
    }

    /// Whom each file asks.
    fn arrows(&self) -> BTreeMap<&Path, BTreeSet<&Path>> {
        let of = |(file, asked): (&Place, &Asked)| {
            let paths = asked.uses.iter().map(|(path, _)| path);
            let paths = paths.chain(asked.paths.iter().filter(|path| path.len() > 1));
            let places = paths.filter_map(|path| self.written(&self.whole(file, path)?, 8));
            let others = places.filter(|other| other != file);
            others.map(|other| &*self.files[&other]).collect()
        };
        let files = self.asked.iter();
        files.map(|(file, asked)| (&*self.files[file], of((file, asked)))).collect()
    }
}

/// The files that can be reached from one.
fn reached<'a>(
    from: &'a Path,
    arrows: &BTreeMap<&'a Path, BTreeSet<&'a Path>>,
) -> BTreeSet<&'a Path> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        let new = arrows[file].iter().filter(|next| found.insert(**next));
        open.extend(new);
    }
    found
}

/// The circles in which files of a crate ask each other.
fn circles(src: &Path) -> Vec<Vec<PathBuf>> {
    let sources = Sources::read(src);
    let arrows = sources.arrows();
    let reached: BTreeMap<_, _> =
        arrows.keys().map(|file| (*file, reached(file, &arrows))).collect();
    let circle = |file: &&Path| -> Vec<PathBuf> {
        let with = reached[file].iter().filter(|other| reached[*other].contains(file));
        with.map(|file| file.to_path_buf()).collect()
    };
    let found: BTreeSet<_> = arrows.keys().map(circle).filter(|circle| circle.len() > 1).collect();
    found.into_iter().collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folders of sources of all crates.
fn crates() -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    folders.extend(["app", "frontend", "server", "xtask"].map(|folder| root().join(folder)));
    while let Some(folder) = folders.pop() {
        if folder.join("Cargo.toml").exists() && folder.join("src").exists() {
            found.push(folder.join("src"));
        }
        let entries =
            fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry"));
        let below = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
        folders.extend(below.filter(|path| !path.ends_with("src") && !path.ends_with("tests")));
    }
    found
}

/// Whether all files lie in one folder, or are what stands before it: `a.rs` before `a/b.rs`.
fn is_in_one_folder(circle: &[PathBuf]) -> bool {
    let folders = circle.iter().flat_map(|file| [file.with_extension(""), file.with_file_name("")]);
    let in_it = |file: &PathBuf, folder: &Path| {
        file.with_extension("") == folder || file.parent() == Some(folder)
    };
    folders.into_iter().any(|folder| {
        let folder: PathBuf = folder.components().collect();
        circle.iter().all(|file| in_it(file, &folder))
    })
}

#[test]
fn no_circle_is_larger_than_three_files_or_leads_through_folders() {
    let all = crates().into_iter().flat_map(|src| circles(&src));
    let wrong: Vec<_> =
        all.filter(|circle| circle.len() > MOST || !is_in_one_folder(circle)).collect();
    assert!(wrong.is_empty(), "move what they share into a file of its own: {wrong:#?}");
}

#[test]
fn who_asks_whom_is_read_from_uses_and_paths() {
    let temp = std::env::temp_dir().join(format!("circles-{}", std::process::id()));
    let write = |name: &str, text: &str| {
        let path = temp.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    write("lib.rs", "mod a; mod b; mod c; pub use b::B;");
    write("a.rs", "mod d; use crate::B; fn f(_: B) { self::d::g(); }");
    write("a/d.rs", "pub fn g() { super::super::c::h() }");
    write("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::a; }");
    write("c.rs", "use super::a as other; pub fn h() { other::x() }");
    let found = circles(&temp);
    fs::remove_dir_all(&temp).expect("removed");
    let names = |circle: &Vec<PathBuf>| -> Vec<String> {
        let below = circle.iter().map(|file| file.strip_prefix(&temp).expect("below"));
        below.map(|file| file.display().to_string()).collect()
    };
    assert_eq!(found.iter().map(names).collect::<Vec<_>>(), [["a/d.rs", "a.rs", "c.rs"]]);
}
