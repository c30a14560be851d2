//! Who has a connection, and who has to go when there is no room for another.
//!
//! Whoever keeps a connection without a request, or with half of one, gives it up when somebody else
//! needs it; whoever is being answered keeps it.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::AbortHandle,
};

use super::{connection::ConnectionState, limits::Limits};

/// All connections there are.
#[derive(Debug)]
pub(super) struct Connections {
    limits: Limits,
    free: Arc<Semaphore>,
    taken: Mutex<HashMap<Peer, Vec<OpenConnection>>>,
}

/// Whoever is at the other end. A machine with an address of IPv6 has as many as it likes, all of
/// one network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Peer(IpAddr);

#[derive(Debug)]
struct OpenConnection {
    state: Arc<ConnectionState>,
    task: AbortHandle,
}

/// Room for one connection, for as long as this value lives.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    connections: Arc<Connections>,
    peer: Peer,
    state: Arc<ConnectionState>,
    _free: OwnedSemaphorePermit,
}

impl Connections {
    /// There are no connections yet.
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        let free = Arc::new(Semaphore::new(limits.connections));
        Arc::new(Self { limits, free, taken: Mutex::default() })
    }

    /// A permit for a connection from an address; `None` when all are taken by those who are being
    /// answered.
    pub(super) async fn take(self: &Arc<Self>, address: IpAddr) -> Option<ConnectionPermit> {
        let peer = Peer::at(address);
        let is_full = self.of(peer) >= self.limits.of_a_peer;
        if is_full && !self.dismiss(Some(peer)) {
            return None;
        }
        let free = match self.free.clone().try_acquire_owned() {
            Ok(free) => free,
            // A connection that was told to close ends within moments.
            Err(_) if is_full || self.dismiss(None) => {
                self.free.clone().acquire_owned().await.ok()?
            }
            Err(_) => return None,
        };
        let state = Arc::new(ConnectionState::new(self.limits));
        Some(ConnectionPermit { connections: self.clone(), peer, state, _free: free })
    }

    /// Ends the connection, of one peer or of whoever has most, that has waited longest for the other
    /// end. Says whether there was one.
    fn dismiss(&self, of: Option<Peer>) -> bool {
        let mut taken = self.taken();
        let peers = taken.iter().filter(|(peer, _)| of.is_none_or(|of| of == **peer));
        let waiting = peers.flat_map(|(peer, connections)| {
            let waits = |(at, connection): (usize, &OpenConnection)| {
                Some((connections.len(), connection.state.can_go()?, *peer, at))
            };
            connections.iter().enumerate().filter_map(waits)
        });
        let longest = waiting.max_by_key(|(most, waited, ..)| (*most, *waited));
        let Some((.., peer, at)) = longest else { return false };
        let connection = taken.get_mut(&peer).map(|connections| connections.remove(at));
        connection.inspect(|connection| connection.task.abort()).is_some()
    }

    /// Makes room.
    pub(super) fn dismiss_any(&self) {
        self.dismiss(None);
    }

    fn of(&self, peer: Peer) -> usize {
        self.taken().get(&peer).map_or(0, Vec::len)
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<Peer, Vec<OpenConnection>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ConnectionPermit {
    /// What is known of the connection.
    pub(super) fn state(&self) -> Arc<ConnectionState> {
        self.state.clone()
    }

    /// Gives the permit to a connection until it ends.
    pub(super) fn keep(self, attending: impl Future<Output = ()> + Send + 'static) {
        let (connections, peer, state) = (self.connections.clone(), self.peer, self.state());
        // Held, so that it can't end before it is noted.
        let mut taken = connections.taken();
        let task = tokio::spawn(async move {
            attending.await;
            drop(self);
        });
        taken.entry(peer).or_default().push(OpenConnection { state, task: task.abort_handle() });
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut taken = self.connections.taken();
        if let Some(connections) = taken.get_mut(&self.peer) {
            connections.retain(|connection| !Arc::ptr_eq(&connection.state, &self.state));
            if connections.is_empty() {
                taken.remove(&self.peer);
            }
        }
    }
}

impl Peer {
    fn at(address: IpAddr) -> Self {
        /// What is given to one customer, or one house.
        const NETWORK: u128 = !0 << 64;
        match address.to_canonical() {
            IpAddr::V6(address) => Self(Ipv6Addr::from_bits(address.to_bits() & NETWORK).into()),
            address => Self(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_is_an_address_or_a_network() {
        let peer = |address: &str| Peer::at(address.parse().expect("an address"));
        assert_eq!(peer("2001:db8::1"), peer("2001:db8::ffff:1"));
        assert_ne!(peer("2001:db8::1"), peer("2001:db8:0:1::1"));
        assert_eq!(peer("::ffff:192.0.2.1"), peer("192.0.2.1"));
        assert_ne!(peer("192.0.2.2"), peer("192.0.2.1"));
    }
}
