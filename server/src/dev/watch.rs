//! Noticing that something changed.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant, SystemTime},
};

use diagnostics::{Error, Result};
use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};
use store::{Stamp, fs};

/// An editor saves in several steps: when they have been quiet for so long, it is done.
const QUIET: Duration = Duration::from_millis(25);
/// What never comes to rest is looked at all the same after so long.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often is looked at what can't be watched: the front end, and whether the content folder is
/// still the same.
const GLANCE: Duration = Duration::from_millis(200);

/// The changes of two folders, waited for one after the other.
pub(super) struct Changes {
    events: Receiver<()>,
    watcher: RecommendedWatcher,
    content: PathBuf,
    /// The content folder that is watched: another one may come in its place.
    watched: Option<Identity>,
    /// The folder of the front end, unless that is a part of this program.
    front: Option<PathBuf>,
    /// The front end as the last build saw it.
    seen: Option<Vec<(PathBuf, Stamp)>>,
}

/// What changed.
pub(super) struct Changed {
    /// Whether the front end did.
    pub(super) of_front: bool,
}

/// Tells a folder from one that has its name later.
type Identity = (u64, Option<SystemTime>);

/// Begins to watch.
///
/// The front end is looked at now and then instead: cargo-leptos replaces that folder as a whole,
/// and a watch on it would end with it.
pub(super) fn changes(content: &Path, front: Option<&Path>) -> Result<Changes> {
    let (send, events) = channel();
    let failed =
        |reason: notify::Error| Error::new(format!("can't watch {}: {reason}", content.display()));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // When watching fails, something may have changed: everything is looked at.
        if event.map_or(true, |event| is_change(&event.kind)) {
            // Sending fails only when the program ends.
            let _ = send.send(());
        }
    })
    .map_err(failed)?;
    watcher.watch(content, RecursiveMode::Recursive).map_err(failed)?;
    Ok(Changes {
        events,
        watcher,
        content: content.to_owned(),
        watched: identity(content),
        front: front.map(Path::to_owned),
        seen: front.map(stamps),
    })
}

impl Changes {
    /// Returns when something has changed and is quiet again, or when what was built is no good any more.
    pub(super) fn wait(&mut self, is_spoilt: impl Fn() -> bool) -> Changed {
        loop {
            match self.events.recv_timeout(GLANCE) {
                Ok(()) => {
                    let first = Instant::now();
                    while first.elapsed() < PATIENCE && self.events.recv_timeout(QUIET).is_ok() {}
                    self.watch_again();
                    return Changed { of_front: false };
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.watch_again() || is_spoilt() {
                        return Changed { of_front: false };
                    }
                    if self.front_changed() {
                        return Changed { of_front: true };
                    }
                }
                // The system stopped watching: at least a new front end is still noticed.
                Err(RecvTimeoutError::Disconnected) => thread::sleep(GLANCE),
            }
        }
    }

    /// Watches the content folder if it is another one than before; says whether it came or went.
    fn watch_again(&mut self) -> bool {
        let now = identity(&self.content);
        if now == self.watched {
            return false;
        }
        let _ = self.watcher.unwatch(&self.content);
        let watches = self.watcher.watch(&self.content, RecursiveMode::Recursive).is_ok();
        let before = std::mem::replace(&mut self.watched, now.filter(|_| watches));
        before != self.watched
    }

    /// Whether the front end is another one; if it is just being written, waits for its end.
    fn front_changed(&mut self) -> bool {
        let stamps = || self.front.as_deref().map(stamps);
        let mut now = stamps();
        if now == self.seen {
            return false;
        }
        loop {
            thread::sleep(GLANCE);
            let then = std::mem::replace(&mut now, stamps());
            if then == now {
                break;
            }
        }
        self.seen = now;
        true
    }
}

/// Building reads the folder that is watched: that is no change.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

fn identity(folder: &Path) -> Option<Identity> {
    let data = folder.metadata().ok().filter(|data| data.is_dir())?;
    Some((number(&data), data.created().ok()))
}

#[cfg(unix)]
fn number(data: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn number(_: &std::fs::Metadata) -> u64 {
    0
}

fn stamps(folder: &Path) -> Vec<(PathBuf, Stamp)> {
    let files = fs::files_below(folder).unwrap_or_default();
    files.into_iter().filter_map(|file| Some((file.clone(), Stamp::read(&file)?))).collect()
}
