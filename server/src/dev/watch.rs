//! Noticing that something changed.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, SystemTime},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};

use crate::{
    error::{Error, Result},
    fs,
};

/// An editor saves in several steps: when they have been quiet for so long, it is done.
const QUIET: Duration = Duration::from_millis(50);
/// How often the front end is looked at.
const GLANCE: Duration = Duration::from_millis(300);

/// The changes of two folders, waited for one after the other.
pub(super) struct Changes {
    events: Receiver<()>,
    front: PathBuf,
    /// The front end as the last build saw it.
    seen: Vec<Stamp>,
    /// Sends events as long as it lives.
    _watcher: RecommendedWatcher,
}

/// A file as far as one can tell without reading it.
type Stamp = (PathBuf, u64, Option<SystemTime>);

/// Begins to watch.
///
/// The front end is looked at now and then instead: cargo-leptos replaces that folder as a whole,
/// and a watch on it would end with it.
pub(super) fn changes(content: &Path, front: &Path) -> Result<Changes> {
    let (send, events) = channel();
    let failed =
        |reason: notify::Error| Error::new(format!("can't watch {}: {reason}", content.display()));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_change(&event.kind)) {
            // Nobody listens any more when the program ends.
            let _ = send.send(());
        }
    })
    .map_err(failed)?;
    watcher.watch(content, RecursiveMode::Recursive).map_err(failed)?;
    Ok(Changes { events, front: front.to_owned(), seen: stamps(front), _watcher: watcher })
}

impl Changes {
    /// Returns when something has changed and is quiet again.
    pub(super) fn wait(&mut self) {
        loop {
            match self.events.recv_timeout(GLANCE) {
                Ok(()) => {
                    while self.events.recv_timeout(QUIET).is_ok() {}
                    return;
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.front_changed() {
                        return;
                    }
                }
                // The system stopped watching: at least a new front end is still noticed.
                Err(RecvTimeoutError::Disconnected) => thread::sleep(GLANCE),
            }
        }
    }

    /// Whether the front end is another one; if it is just being written, waits for its end.
    fn front_changed(&mut self) -> bool {
        let mut now = stamps(&self.front);
        if now == self.seen {
            return false;
        }
        loop {
            thread::sleep(GLANCE);
            let then = std::mem::replace(&mut now, stamps(&self.front));
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

fn stamps(folder: &Path) -> Vec<Stamp> {
    let files = fs::files_below(folder).unwrap_or_default();
    let stamp = |file: PathBuf| {
        let data = file.metadata().ok()?;
        Some((file, data.len(), data.modified().ok()))
    };
    files.into_iter().filter_map(stamp).collect()
}
