//! How long a connection may keep others waiting, and how many there may be.

use std::time::Duration;

/// With more, what all of them need is better spent on those that are there.
const MOST: usize = 10_000;
/// Files that the program has open beside connections: the listener, the terminal, those of the
/// runtime, connections on their way out, and small files while they are read.
const RESERVED: usize = 24;

/// What connections are granted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// For the head of a request, from its first byte to its last.
    pub(super) head: Duration,
    /// Without a request.
    pub(super) idle: Duration,
    /// Without taking anything of an answer.
    pub(super) write: Duration,
    /// The same while another connection waits for a place.
    pub(super) stuck: Duration,
    /// How many there are at once.
    pub(super) connections: usize,
    /// How many of them may be of one peer.
    pub(super) of_a_peer: usize,
}

impl Limits {
    /// As many as a system grants that lets this program open so many files. A connection needs two:
    /// itself, and a large file that is sent over it.
    pub(super) fn of(files: usize) -> Self {
        let connections = (files.saturating_sub(RESERVED) / 2).clamp(4, MOST);
        Self {
            head: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            write: Duration::from_secs(30),
            stuck: Duration::from_secs(5),
            connections,
            // A browser opens six.
            of_a_peer: (connections / 4).max(8).min(connections),
        }
    }

    /// The limits that this system allows.
    pub(super) fn of_this_system() -> Self {
        Self::of(files())
    }
}

/// How many files this program may have open.
#[cfg(unix)]
fn files() -> usize {
    use rustix::process::{Resource, getrlimit};

    let files = getrlimit(Resource::Nofile).current;
    files.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX)
}

#[cfg(not(unix))]
fn files() -> usize {
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_file_for_every_connection() {
        for (files, connections, of_a_peer) in
            [(usize::MAX, 10_000, 2_500), (1024, 500, 125), (64, 20, 8), (16, 4, 4)]
        {
            let limits = Limits::of(files);
            assert_eq!((limits.connections, limits.of_a_peer), (connections, of_a_peer));
        }
    }
}
