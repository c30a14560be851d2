//! From an address to answers, until someone says stop.

use std::{future::Future, io, net::SocketAddr, time::Duration};

use tokio::{
    net::TcpListener,
    sync::watch,
    time::{sleep, timeout},
};

use super::connection::{Answers, attend};
use crate::error::{Error, Result};

/// How long to wait where no connection can be had.
const BREATH: Duration = Duration::from_millis(200);

/// An address that requests can come to.
#[derive(Debug)]
pub struct Listener(TcpListener);

impl Listener {
    /// Opens an address; port 0 stands for any that is free.
    ///
    /// # Errors
    ///
    /// When the address can't be had, most often because another program has it.
    pub async fn open(host: &str, port: u16) -> Result<Self> {
        let opened = TcpListener::bind((host, port)).await;
        opened.map(Self).map_err(|reason| {
            Error::new(match reason.kind() {
                io::ErrorKind::AddrInUse => format!(
                    "another program listens on {host}:{port} already: \
                     stop it, or choose another port with --port"
                ),
                io::ErrorKind::PermissionDenied => format!(
                    "listening on {host}:{port} is not allowed: choose a port above 1023 with --port"
                ),
                _ => format!("can't listen on {host}:{port}: {reason}"),
            })
        })
    }

    /// The address with the port that was given.
    ///
    /// # Errors
    ///
    /// When the system doesn't say.
    pub fn address(&self) -> Result<SocketAddr> {
        self.0.local_addr().map_err(|reason| Error::new(format!("no local address: {reason}")))
    }

    /// Answers requests until `stop` is done; those that are under way get some `grace`.
    pub async fn serve(
        self,
        service: impl Answers,
        stop: impl Future<Output = ()>,
        grace: Duration,
    ) {
        let (stopped, told) = watch::channel(false);
        let accepting = async {
            loop {
                match self.0.accept().await {
                    Ok((stream, _)) => {
                        // The end of an answer must not wait until its beginning has arrived.
                        let _ = stream.set_nodelay(true);
                        tokio::spawn(attend(stream, service.clone(), told.clone()));
                    }
                    // Without room for another connection: one that ends makes some.
                    Err(reason) if !is_of_one_connection(&reason) => sleep(BREATH).await,
                    Err(_) => {}
                }
            }
        };
        tokio::select! {
            () = accepting => {}
            () = stop => {}
        }
        stopped.send_replace(true);
        drop(told);
        // A stream of events, or a browser that takes its time, must not hold us up.
        let _ = timeout(grace, stopped.closed()).await;
    }
}

fn is_of_one_connection(reason: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};

    matches!(reason.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Lets this program have as many connections as the system grants it. Most grant a program a
/// thousand open files, and more to one that asks.
#[cfg(unix)]
pub fn take_many_connections() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    // Without, it serves as many as it may.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
}

/// Lets this program have as many connections as the system grants it, which here is all it can.
#[cfg(not(unix))]
pub fn take_many_connections() {}

/// Done when the user or the system asks this program to stop.
pub async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// Runs a future on all cores.
///
/// # Errors
///
/// What the future fails with, or that the system has no threads to give.
pub fn run<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Runtime::new()
        .map_err(|reason| Error::new(format!("can't start serving: {reason}")))?
        .block_on(future)
}

#[cfg(test)]
mod tests {
    use axum::response::Response;
    use hyper::service::service_fn;

    use super::*;

    #[test]
    fn serving_ends_as_soon_as_nothing_is_under_way() {
        let service = service_fn(async |_| Ok(Response::default()));
        let ended = run(async {
            let listener = Listener::open("127.0.0.1", 0).await?;
            let address = listener.address()?;
            // It asks for nothing, and waits until it is closed.
            let _silent = std::net::TcpStream::connect(address).expect("a connection");
            let stop = async { tokio::task::yield_now().await };
            // Longer than any test may take.
            listener.serve(service, stop, Duration::from_secs(1 << 20)).await;
            Ok(())
        });
        assert!(ended.is_ok());
    }
}
