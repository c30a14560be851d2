//! Where the links of all files lead.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

use diagnostics::Result;
use urls::{Address, Link, Target};

use super::{
    document::{Html, Size},
    inspection::{Inspection, LinkTarget, number, place, text_of},
    report::SiteFaults,
    style,
};
use crate::{Folder, record::RecordedFile};

/// Follows every link of all files, and looks at what is wrong with the pages among them.
///
/// What the last build left was right as it was. So only files that were made, and those that lead to something
/// that is not there any more as it was, can have a link that leads nowhere.
pub(super) fn follow(
    pages: &HashSet<String>,
    site: &Folder,
    faults: &mut SiteFaults,
) -> Result<()> {
    let lost = lost_places(site);
    let may_fail = |file: &RecordedFile, is_made: bool| {
        let Inspection { links, share, .. } = &file.look;
        let mut targets = links.iter().map(|(target, _)| target);
        is_made
            || targets.any(|target| lost.contains(target))
            || share.is_some_and(|(picture, _)| lost.contains(&picture))
    };
    let (mut sizes, mut targets) = (HashMap::new(), Numbers::default());
    site.for_each(|path, file, is_made| {
        sizes.extend(file.look.size.map(|size| (number(path), size)));
        if may_fail(file, is_made) {
            let with_id = file.look.links.iter().filter(|(_, id)| id.is_some());
            targets.extend(with_id.map(|(target, _)| *target));
        }
    });
    let places = Places::of(site, &targets);
    let mut broken = Vec::new();
    site.for_each(|path, file, is_made| {
        if !may_fail(file, is_made) {
            return;
        }
        if pages.contains(path) {
            faults.add_all(path, file.look.faults.iter().cloned());
            faults.add_all(path, share_fault(file.look.share, &sizes));
        }
        if file.look.has_outside || !file.look.links.iter().all(|link| places.has(*link)) {
            broken.push(path.to_owned());
        }
    });
    if let Some(address) = site.address() {
        for path in broken {
            faults.add_all(&path, places.link_faults(address, &path, &site.read(&path)?));
        }
    }
    Ok(())
}

/// The files of the last build that are gone, or lack an id that they had, or are pictures of another size.
fn lost_places(site: &Folder) -> Numbers {
    let mut lost = Numbers::default();
    site.for_each_before(|path, before, now| {
        let is_whole = now.is_some_and(|now| {
            let ids: Numbers = now.look.ids.iter().copied().collect();
            before.look.size == now.look.size && before.look.ids.iter().all(|id| ids.contains(id))
        });
        if !is_whole {
            lost.extend(names(path));
        }
    });
    lost
}

/// Whether the picture for previews is as large as a page says. That it is there, its link tells.
fn share_fault(share: Option<(u64, Size)>, sizes: &HashMap<u64, Size>) -> Option<String> {
    let (picture, said) = share?;
    let is = *sizes.get(&picture)?;
    let pixels = |(width, height): Size| format!("{width}×{height} pixels");
    (said != is).then(|| {
        format!(
            "says that the picture for previews has {}, and it has {}",
            pixels(said),
            pixels(is)
        )
    })
}

/// The numbers of what links call a file: a host answers with a page when its folder is asked for.
fn names(path: &str) -> impl Iterator<Item = u64> {
    let folder = path.strip_suffix("/index.html").filter(|folder| !folder.is_empty());
    [Some(path), folder].into_iter().flatten().map(number)
}

/// Numbers of what is on the site.
type Numbers = HashSet<u64, BuildHasherDefault<Ready>>;

/// Everything on the site that a link can lead to.
#[derive(Default)]
struct Places {
    files: Numbers,
    ids: HashSet<(u64, u64), BuildHasherDefault<Ready>>,
}

/// Hashes what is a hash already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = self.0.rotate_left(32) ^ number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Places {
    /// All files, and the ids in some.
    fn of(site: &Folder, with_ids: &Numbers) -> Self {
        let mut places = Self::default();
        site.for_each(|path, file, _| {
            for name in names(path) {
                places.files.insert(name);
                if with_ids.contains(&name) {
                    places.ids.extend(file.look.ids.iter().map(|id| (name, *id)));
                }
            }
        });
        places
    }

    fn has(&self, (file, id): LinkTarget) -> bool {
        self.files.contains(&file) && id.is_none_or(|id| self.ids.contains(&(file, id.get())))
    }

    /// What is wrong with the links of a file, in words.
    fn link_faults(&self, address: &Address, file: &str, bytes: &[u8]) -> Vec<String> {
        let text = text_of(bytes);
        let links: Vec<Link<'_>> = match file.ends_with(".css") {
            true => style::links(&text),
            false => Html::read(&text).links,
        };
        let fault = |link: &Link<'_>| match address.target(file, link) {
            Target::Elsewhere => None,
            Target::Outside => Some(format!("links to {}, which is outside of the site", link.to)),
            Target::Here { path, fragment } => {
                let (target, id) = place(&path, fragment.clone());
                if !self.has((target, None)) {
                    return Some(format!("links to {path}, which does not exist"));
                }
                let index = if path.ends_with('/') { "index.html" } else { "" };
                let fragment = fragment.unwrap_or_default();
                (!self.has((target, id))).then(|| {
                    format!("links to {path}{index}#{fragment}, where nothing has that id")
                })
            }
        };
        links.iter().filter_map(fault).collect()
    }
}

#[cfg(test)]
mod tests {
    use fixtures::library;

    use super::*;

    #[test]
    fn what_stays_is_followed_where_what_it_leads_to_does_not() {
        let temp = tempfile::tempdir().expect("a folder");
        let library = library("https://example.org");
        let folder = |name: &str| {
            Folder::at(temp.path().join(name)).looked_at(library.site()).expect("an address")
        };
        let (a, b) = ("<a href=\"/b/#x\">b</a>", "<p id=\"x\">b</p><p id=\"y\">b</p>");
        let write = |site: &Folder, b: Option<&str>| {
            site.write("/a/index.html", a).expect("written");
            if let Some(b) = b {
                site.write("/b/index.html", b).expect("written");
            }
        };
        let site = folder("site");
        write(&site, Some(b));
        let record = site.into_contents().record;
        let faults = |name: &str, b: Option<&str>| {
            let again = folder(name).with_last(temp.path().join("site"), record.clone());
            write(&again, b);
            assert!(!again.is_made("/a/index.html"));
            let mut faults = SiteFaults::default();
            follow(&HashSet::new(), &again, &mut faults).expect("readable");
            faults.into_result().err().map(|fault| fault.to_string()).unwrap_or_default()
        };
        assert_eq!(faults("same", Some(b)), "");
        assert_eq!(faults("more", Some("<p id=\"x\">c</p>")), "");
        let lacks = faults("lacks", Some("<p id=\"y\">b</p>"));
        assert!(lacks.contains("/a/index.html: links to /b/index.html#x"), "{lacks}");
        let gone = faults("gone", None);
        assert!(gone.contains("/a/index.html: links to /b/, which does not exist"), "{gone}");
    }
}
