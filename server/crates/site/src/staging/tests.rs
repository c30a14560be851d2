//! Tests only: what becomes of a site that is there.

use hosting::MANIFEST;

use super::*;

const TERMS: PublishOptions = PublishOptions { today: Date::EPOCH, grace: 7, prune: false };

/// A folder to work in, with a site and a cache.
struct Place {
    temp: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { temp: tempfile::tempdir().expect("a folder") }
    }

    fn site(&self) -> PathBuf {
        self.temp.path().join("below/site")
    }

    fn cache(&self) -> Cache {
        Cache::at(self.temp.path().join("cache")).expect("a cache")
    }

    /// Writes a site of some files, each with its content, but does not publish it.
    fn stage(&self, files: &[(&str, &str)]) -> (Staging, Folder) {
        let mut staging = Staging::beside(&self.site(), &self.cache()).expect("room");
        let folder = staging.folder();
        fill(&folder, files);
        (staging, folder)
    }

    fn publish(&self, files: &[(&str, &str)]) {
        let (staging, folder) = self.stage(files);
        staging.publish(folder, TERMS).expect("published");
        assert_eq!(self.files(), files, "and what it says of itself");
        assert_eq!(names(&self.temp.path().join("below")), ["site"]);
    }

    /// The same on other terms, with what is in the site beside it.
    fn publish_on(&self, terms: PublishOptions, files: &[(&str, &str)]) -> Leftovers {
        let (staging, folder) = self.stage(files);
        staging.publish(folder, terms).expect("published")
    }

    /// Puts files into the site as somebody may, each with its path for content.
    fn put(&self, paths: &[&str]) {
        for path in paths {
            let file = self.site().join(&path[1..]);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, path).expect("written");
        }
    }

    /// Forgets all that is known of the site.
    fn forget(&self) {
        fs::remove_dir_all(&self.temp.path().join("cache")).expect("removed");
    }

    /// The files that are in the site.
    fn files(&self) -> Vec<(&'static str, &'static str)> {
        let files = fs::files_below(&self.site()).expect("a folder");
        let of_all = |file: &PathBuf| file.ends_with("build.json") || file.ends_with(".inventory");
        let files = files.into_iter().filter(|file| !of_all(file));
        let leak = |text: String| -> &'static str { text.leak() };
        files
            .map(|file| {
                let below = file.strip_prefix(self.site()).expect("below");
                let path = format!("/{}", below.display());
                (leak(path), leak(fs::read_to_string(&file).expect("text")))
            })
            .collect()
    }
}

/// Writes a site of some files, each with its content.
fn fill(folder: &Folder, files: &[(&str, &str)]) {
    let library = fixtures::library("https://example.org");
    let manifest = Manifest::new("build", fixtures::POLICY, &library, Vec::new());
    folder.write(MANIFEST, manifest.json().expect("JSON")).expect("written");
    for (path, text) in files {
        folder.write(path, text).expect("written");
    }
}

fn names(folder: &Path) -> Vec<OsString> {
    let entries = fs::entries(folder).expect("a folder");
    entries.iter().filter_map(|path| path.file_name().map(OsString::from)).collect()
}

#[test]
fn every_build_leaves_the_files_that_it_wrote_and_no_others() {
    let place = Place::new();
    place.publish(&[("/a/one", "1"), ("/a/two", "2"), ("/b", "3")]);
    place.publish(&[("/a/one", "1"), ("/a/two", "changed"), ("/c/d/e", "new")]);
    place.publish(&[("/a/one", "1")]);
    assert_eq!(names(&place.site()), [".inventory", "a", "build.json"], "no empty folder stays");
    // A file where a folder was, and the other way round.
    place.publish(&[("/a", "1"), ("/b/c", "1")]);
    place.publish(&[("/a/b", "1"), ("/b", "1")]);
}

#[test]
fn what_somebody_did_to_the_files_of_the_site_is_undone() {
    let place = Place::new();
    let files = [("/a/one", "1"), ("/a/two", "2")];
    place.publish(&files);
    std::fs::write(place.site().join("a/one"), "mine").expect("written");
    std::fs::remove_file(place.site().join("a/two")).expect("removed");
    place.publish(&files);
    std::fs::remove_dir_all(place.site()).expect("removed");
    place.publish(&files);
}

#[test]
fn what_somebody_put_into_the_site_stays_and_is_told_once() {
    const MINE: [&str; 5] = ["/.git/config", "/CNAME", "/a/.mine", "/a/mine", "/old/mine"];
    let place = Place::new();
    for forgets in [false, true] {
        place.publish_on(
            PublishOptions { prune: true, ..TERMS },
            &[("/a/one", "1"), ("/b/two", "2")],
        );
        place.put(&MINE);
        if forgets {
            place.forget();
        }
        let beside = place.publish_on(TERMS, &[("/a/one", "changed")]);
        assert_eq!(beside.strangers, ["/CNAME", "/a/mine", "/old/mine"]);
        let mut expected: Vec<_> = MINE.iter().map(|path| (*path, *path)).collect();
        expected.insert(4, ("/a/one", "changed"));
        assert_eq!(place.files(), expected);
        let again = place.publish_on(TERMS, &[("/a/one", "again")]);
        assert_eq!(again.strangers, [""; 0], "it was told");

        if forgets {
            place.forget();
        }
        place.publish_on(PublishOptions { prune: true, ..TERMS }, &[("/a/one", "1")]);
        let dotted = [("/.git/config", "/.git/config"), ("/a/.mine", "/a/.mine")];
        assert_eq!(place.files(), [&dotted[..], &[("/a/one", "1")]].concat());
    }
}

#[test]
fn what_somebody_put_in_the_place_of_a_file_stops_the_build() {
    let place = Place::new();
    for forgets in [false, true] {
        place.publish(&[("/a/one", "1")]);
        place.put(&["/a/two", "/b/mine"]);
        if forgets {
            place.forget();
        }
        for (path, obstacle) in [("/a/two", "a/two"), ("/b", "b"), ("/b/mine/c", "b/mine")] {
            let (staging, folder) = place.stage(&[("/a/one", "changed"), (path, "ours")]);
            let fault = staging.publish(folder, TERMS).expect_err("in the way").to_string();
            let site = place.site();
            let start = format!("{} is in the way", site.join(obstacle).display());
            assert!(fault.starts_with(&start), "{fault}");
        }
        let kept = [("/a/one", "1"), ("/a/two", "/a/two"), ("/b/mine", "/b/mine")];
        assert_eq!(place.files(), kept);
        place.publish_on(
            PublishOptions { prune: true, ..TERMS },
            &[("/a/two", "ours"), ("/b", "ours")],
        );
        assert_eq!(place.files(), [("/a/two", "ours"), ("/b", "ours")]);
        place.publish(&[("/a/one", "1")]);
    }
}

#[test]
fn a_site_of_an_earlier_version_loses_nothing() {
    let place = Place::new();
    place.publish(&[("/a/gone", "1"), ("/a/one", "1")]);
    place.forget();
    std::fs::remove_file(place.site().join(&INVENTORY[1..])).expect("removed");
    let beside = place.publish_on(TERMS, &[("/a/one", "changed")]);
    assert_eq!(beside.strangers, ["/a/gone"]);
    assert_eq!(place.files(), [("/a/gone", "1"), ("/a/one", "changed")]);
}

#[test]
fn assets_of_earlier_builds_stay_for_a_while() {
    let on = |day| PublishOptions { today: Date::new(2026, 3, day).expect("a day"), ..TERMS };
    let [old, new] = [("/pkg/old.js", "old"), ("/pkg/new.js", "new")];
    for forgets in [false, true] {
        let place = Place::new();
        let publish = |day, files: &[(&str, &str)]| {
            if forgets && place.site().exists() {
                place.forget();
            }
            let beside = place.publish_on(on(day), files);
            assert_eq!(beside.strangers, [""; 0]);
            beside.retired
        };
        assert_eq!(publish(1, &[("/page", "1"), old]), 0);
        assert_eq!(publish(1, &[new]), 1, "the page is gone, and its script stays");
        assert_eq!(place.files(), [new, old]);
        assert_eq!(publish(7, &[new]), 1);
        assert_eq!(publish(7, &[new, old]), 0, "it is needed again");
        assert_eq!(publish(8, &[new]), 1);
        assert_eq!(publish(14, &[new]), 1);
        assert_eq!(place.files(), [new, old]);
        assert_eq!(publish(15, &[new]), 0);
        assert_eq!(place.files(), [new]);
        place.publish_on(PublishOptions { grace: 0, ..on(15) }, &[old]);
        assert_eq!(place.files(), [old], "nothing stays when nobody asks for it");
    }
}

#[test]
fn wherever_a_build_is_broken_off_the_next_one_mends_the_site() {
    // How many files were moved when it was.
    for moved in 0..4 {
        for damage in ["nothing", "the files that wait", "a folder in the way"] {
            let place = Place::new();
            place.publish(&[("/a.html", "old"), ("/b.html", "old"), ("/gone", "old")]);
            let (mut staging, folder) =
                place.stage(&[("/a.html", "new"), ("/b.html", "new"), ("/c/new", "new")]);
            let Contents { made, gone, record, .. } = folder.into_contents();
            let during = Inventory {
                files: record.files.keys().chain(&gone).cloned().collect(),
                retired: BTreeMap::new(),
            };
            std::fs::write(staging.room.join(DURING), during.text()).expect("written");
            let change = Change { made: made.clone(), gone };
            change.write_down(&staging.room).expect("written");
            fs::rename(&staging.room.join(DURING), &place.site().join(&INVENTORY[1..]))
                .expect("moved");
            for path in made.iter().take(moved) {
                let [from, to] =
                    [staging.room.join("new"), place.site()].map(|f| f.join(&path[1..]));
                fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
                fs::rename(&from, &to).expect("moved");
            }
            match damage {
                "the files that wait" => {
                    fs::remove_dir_all(&staging.room.join("new")).expect("removed");
                }
                "a folder in the way" => {
                    let file = place.site().join("a.html");
                    std::fs::remove_file(&file).expect("removed");
                    std::fs::create_dir(&file).expect("a folder");
                }
                _ => {}
            }
            staging.unfinished = true;
            drop(staging);
            place.publish(&[("/a.html", "newest"), ("/d", "newest")]);
        }
    }
}

#[test]
fn what_was_somebodys_comes_over_when_the_two_sites_had_changed_places() {
    for name in ["ready", "old"] {
        let place = Place::new();
        place.publish(&[("/a/one", "new")]);
        let old = place.temp.path().join("below/.site.4194305.tmp").join(name);
        let write = |path: &str| {
            let file = old.join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, "old").expect("written");
        };
        ["CNAME", ".git/config", "a/one", "a/mine", "gone"].into_iter().for_each(write);
        std::fs::write(old.join(&INVENTORY[1..]), "/a/one\n/gone\n").expect("written");
        drop(Staging::beside(&place.site(), &place.cache()).expect("room"));
        let both = [(".git/config", "old"), ("CNAME", "old"), ("a/mine", "old"), ("a/one", "new")];
        let files = place.files();
        let files: Vec<_> = files.iter().map(|(path, text)| (&path[1..], *text)).collect();
        assert_eq!(files, both);
        assert_eq!(names(&place.temp.path().join("below")), ["site"]);
    }
}

#[test]
fn a_place_that_cannot_be_moved_is_filled_as_it_is() {
    // As a mount point has it: the room is in the site.
    let place = Place::new();
    fs::create_dir_all(&place.site().join("lost+found")).expect("a folder");
    for files in [&[("/a/one", "1"), ("/b", "1")][..], &[("/a/one", "2")]] {
        let (mut staging, _) = place.stage(&[]);
        fs::remove_dir_all(&staging.room).expect("removed");
        staging.room = place.site().join(".site.4194305.tmp");
        fs::create_dir_all(&staging.room).expect("a folder");
        let folder = staging.folder();
        fill(&folder, files);
        staging.publish(folder, TERMS).expect("published");
        assert_eq!(place.files(), files);
        place.forget();
    }
}

#[test]
fn a_build_that_fails_leaves_the_old_site() {
    let place = Place::new();
    place.publish(&[("/text", "good")]);
    drop(place.stage(&[("/text", "half")]));
    assert_eq!(place.files(), [("/text", "good")]);
    assert_eq!(names(&place.temp.path().join("below")), ["site"]);
}

#[test]
fn what_a_killed_build_had_begun_is_completed() {
    let place = Place::new();
    place.publish(&[("/a", "old"), ("/b", "old"), ("/gone", "old")]);
    let room = place.temp.path().join("below/.site.4194305.tmp");
    let new = Folder::at(room.join("new"));
    for path in ["/a", "/b"] {
        new.write(path, "new").expect("written");
    }
    let made = vec!["/a".to_owned(), "/b".to_owned()];
    let change = Change { made, gone: vec!["/gone".to_owned()] };
    change.write_down(&room).expect("written");
    // It had come so far.
    fs::rename(&room.join("new/a"), &place.site().join("a")).expect("moved");
    drop(Staging::beside(&place.site(), &place.cache()).expect("room"));
    assert_eq!(place.files(), [("/a", "new"), ("/b", "new")]);
    assert_eq!(names(&place.temp.path().join("below")), ["site"]);
    place.publish(&[("/a", "old"), ("/c", "new")]);
}

#[test]
fn the_remains_of_a_killed_build_are_cleared_and_the_site_it_moved_away_comes_back() {
    let place = Place::new();
    place.publish(&[("/text", "good")]);
    let room = place.temp.path().join("below/.site.4194305.tmp");
    fs::create_dir_all(&room).expect("a folder");
    fs::rename(&place.site(), &room.join("old")).expect("moved");
    fs::create(&lock_file(&room)).expect("a file");
    drop(Staging::beside(&place.site(), &place.cache()).expect("room"));
    assert_eq!(place.files(), [("/text", "good")]);
    assert_eq!(names(&place.temp.path().join("below")), ["site"]);
}

#[test]
fn two_builds_of_one_site_do_not_mix() {
    let place = Place::new();
    let (first, folder) = place.stage(&[("/text", "one")]);
    let second = Staging::beside(&place.site(), &place.cache()).expect_err("taken");
    assert!(second.to_string().contains("another build"), "{second}");
    first.publish(folder, TERMS).expect("published");
    assert_eq!(place.files(), [("/text", "one")]);
}

#[test]
fn what_is_no_site_of_ours_is_never_replaced() {
    let temp = tempfile::tempdir().expect("a folder");
    let home = temp.path().join("home");
    Folder::at(&home).write("/letters/to-you.txt", "dear").expect("written");
    let none = Cache::default();
    let message = Staging::beside(&home, &none).expect_err("not ours").to_string();
    assert!(message.contains("left alone"), "{message}");
    assert!(Staging::beside(Path::new("/"), &none).is_err());
    assert!(home.join("letters/to-you.txt").exists());
}

/// The ways of a disk on which two folders can't change places at once.
fn two_renames(rename: fn(&Path, &Path) -> Result<()>) -> Moves {
    Moves { exchange: |_, _| Err(std::io::ErrorKind::Unsupported.into()), rename }
}

/// Publishes a site of which nothing is known beside one with `/a/one`, `/gone`, and a file of
/// somebody's.
fn publish_by(place: &Place, moves: Moves) -> Result<Leftovers> {
    place.publish(&[("/a/one", "old"), ("/gone", "old")]);
    place.put(&["/CNAME", "/.git/config"]);
    place.forget();
    let (mut staging, folder) = place.stage(&[("/a/one", "new"), ("/b", "new")]);
    staging.moves = moves;
    staging.publish(folder, TERMS)
}

const MINE: [(&str, &str); 2] = [("/.git/config", "/.git/config"), ("/CNAME", "/CNAME")];

#[test]
fn where_two_folders_cannot_change_places_at_once_they_do_one_after_the_other() {
    let place = Place::new();
    publish_by(&place, two_renames(fs::rename)).expect("published");
    assert_eq!(place.files(), [&MINE[..], &[("/a/one", "new"), ("/b", "new")]].concat());
    assert_eq!(names(&place.temp.path().join("below")), ["site"]);
    place.publish_on(PublishOptions { prune: true, ..TERMS }, &[("/a/one", "newest")]);
    assert_eq!(place.files(), [&MINE[..1], &[("/a/one", "newest")]].concat());
}

#[test]
fn a_site_that_cannot_be_moved_away_is_filled_as_it_is() {
    let place = Place::new();
    let stays = |from: &Path, to: &Path| match to.ends_with("old") {
        true => Err(Error::new("busy")),
        false => fs::rename(from, to),
    };
    publish_by(&place, two_renames(stays)).expect("published");
    assert_eq!(place.files(), [&MINE[..], &[("/a/one", "new"), ("/b", "new")]].concat());
    assert_eq!(names(&place.temp.path().join("below")), ["site"]);
}

#[test]
fn a_new_site_that_cannot_take_its_place_leaves_the_old_one_there() {
    let place = Place::new();
    let fails = |from: &Path, to: &Path| match from.ends_with("ready") {
        true => Err(Error::new("no place")),
        false => fs::rename(from, to),
    };
    let fault = publish_by(&place, two_renames(fails)).expect_err("no place");
    assert_eq!(fault.to_string(), "no place");
    assert_eq!(place.files(), [&MINE[..], &[("/a/one", "old"), ("/gone", "old")]].concat());
    assert_eq!(names(&place.temp.path().join("below")), ["site"]);
}

#[test]
fn killed_between_two_renames_a_build_leaves_a_site_and_all_that_is_somebodys() {
    type Rename = fn(&Path, &Path) -> Result<()>;

    /// Ends the build as a signal would: nothing behind it is done.
    fn killed_before(is_last: fn(&Path, &Path) -> bool, from: &Path, to: &Path) -> Result<()> {
        if is_last(from, to) {
            panic!("killed");
        }
        fs::rename(from, to)
    }
    let old = [("/a/one", "old"), ("/gone", "old")];
    let new = [("/a/one", "new"), ("/b", "new")];
    let moves: [(Rename, _); 3] = [
        (|from, to| killed_before(|_, to| to.ends_with("old"), from, to), old),
        (|from, to| killed_before(|from, _| from.ends_with("ready"), from, to), old),
        // The new site has its place, and what is somebody's is still in the old one.
        (
            |from, to| {
                fs::rename(from, to)?;
                if from.ends_with("ready") { panic!("killed") } else { Ok(()) }
            },
            new,
        ),
    ];
    for (rename, left) in moves {
        let place = Place::new();
        let publish = || publish_by(&place, two_renames(rename));
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(publish));
        assert!(ended.is_err(), "it was killed");
        drop(Staging::beside(&place.site(), &place.cache()).expect("room"));
        assert_eq!(place.files(), [&MINE[..], &left].concat());
        assert_eq!(names(&place.temp.path().join("below")), ["site"]);
        place.publish_on(TERMS, &[("/a/one", "newest")]);
        assert_eq!(place.files(), [&MINE[..], &[("/a/one", "newest")]].concat());
    }
}
