//! From an address to answers, until someone says stop.

use std::{future::Future, io, net::SocketAddr, time::Duration};

use axum::{Router, serve::ListenerExt};
use tokio::{net::TcpListener, sync::watch};

use crate::error::{Error, Result};

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
    ///
    /// # Errors
    ///
    /// When listening fails.
    pub async fn serve(
        self,
        router: Router,
        stop: impl Future<Output = ()>,
        grace: Duration,
    ) -> Result<()> {
        let (stopped, mut told) = watch::channel(false);
        let told_to_stop = async move {
            // The sender only goes away with everything else.
            let _ = told.wait_for(|stopped| *stopped).await;
        };
        // The end of an answer must not wait until its beginning has arrived.
        let listener = self.0.tap_io(|connection| {
            let _ = connection.set_nodelay(true);
        });
        let serving = axum::serve(listener, router).with_graceful_shutdown(told_to_stop);
        let stopping = async {
            stop.await;
            stopped.send_replace(true);
            // A stream of events, or a browser that keeps its connection, must not hold us up.
            tokio::time::sleep(grace).await;
        };
        tokio::select! {
            served = serving => served.map_err(|reason| Error::new(format!("serving failed: {reason}"))),
            () = stopping => Ok(()),
        }
    }
}

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
