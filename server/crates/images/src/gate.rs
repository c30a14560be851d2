//! How much memory pictures may take at once.

use std::sync::{Condvar, Mutex, PoisonError};

/// Lets in as many as fit in, and the others when those have left.
#[derive(Debug)]
pub(super) struct Gate {
    room: u64,
    free: Mutex<u64>,
    left: Condvar,
}

/// What was let in: it leaves when this is dropped.
#[derive(Debug)]
pub(super) struct Pass<'a> {
    gate: &'a Gate,
    bytes: u64,
}

impl Gate {
    /// A gate to a room for so many bytes.
    pub(super) const fn new(room: u64) -> Self {
        Self { room, free: Mutex::new(room), left: Condvar::new() }
    }

    /// Waits until there is room for so many bytes. What is larger than the room is let in alone.
    pub(super) fn enter(&self, bytes: u64) -> Pass<'_> {
        let bytes = bytes.min(self.room);
        // A thread that panicked has given its room back all the same.
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < bytes {
            free = self.left.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= bytes;
        Pass { gate: self, bytes }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.gate.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.gate.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicU64, Ordering},
        thread,
        time::Duration,
    };

    use super::*;

    #[test]
    fn never_more_are_in_than_there_is_room_for() {
        const ROOM: u64 = 100;
        let gate = Gate::new(ROOM);
        let (inside, most) = (AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for bytes in [60, 30, 50, 1000, 10, 99, 40, 100] {
                let (gate, inside, most) = (&gate, &inside, &most);
                scope.spawn(move || {
                    for _ in 0..20 {
                        let _pass = gate.enter(bytes);
                        let now =
                            inside.fetch_add(bytes.min(ROOM), Ordering::SeqCst) + bytes.min(ROOM);
                        most.fetch_max(now, Ordering::SeqCst);
                        thread::sleep(Duration::from_micros(50));
                        inside.fetch_sub(bytes.min(ROOM), Ordering::SeqCst);
                    }
                });
            }
        });
        assert!((1..=ROOM).contains(&most.into_inner()));
        assert_eq!(*gate.free.lock().expect("unpoisoned"), ROOM);
    }
}
