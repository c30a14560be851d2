//! From an address to answers, until someone says stop.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use diagnostics::{Error, Result};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::{sleep, timeout},
};

use super::{
    connection::{Answers, attend, dismiss},
    connections::Connections,
    limits::Limits,
};

/// How long to wait where no connection can be had.
const BREATH: Duration = Duration::from_millis(20);
/// How many are told at once that there is no room for them.
const LEAVING: usize = 8;

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
        // As it stands in a URL: `[::1]`.
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        let opened = TcpListener::bind((host, port)).await;
        let shown = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        opened.map(Self).map_err(|reason| {
            Error::new(match reason.kind() {
                io::ErrorKind::AddrInUse => format!(
                    "another program listens on {shown}:{port} already: \
                     stop it, or choose another port with --port"
                ),
                io::ErrorKind::PermissionDenied => format!(
                    "listening on {shown}:{port} is not allowed: choose a port above 1023 with --port"
                ),
                _ => format!("can't listen on {shown}:{port}: {reason}"),
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
        self.serve_within(Limits::of_this_system(), service, stop, grace).await;
    }

    async fn serve_within(
        self,
        limits: Limits,
        service: impl Answers,
        stop: impl Future<Output = ()>,
        grace: Duration,
    ) {
        let (stopped, told) = watch::channel(false);
        let connections = Connections::new(limits);
        let leaving = Arc::new(Semaphore::new(LEAVING));
        let accepting = async {
            loop {
                match self.0.accept().await {
                    Ok((stream, peer)) => {
                        // The end of an answer must not wait until its beginning has arrived.
                        let _ = stream.set_nodelay(true);
                        match connections.take(peer.ip()).await {
                            Some(permit) => {
                                let (service, told) = (service.clone(), told.clone());
                                let state = permit.state();
                                permit.keep(attend(stream, service, state, told));
                            }
                            None => refuse(stream, &leaving),
                        }
                    }
                    Err(reason) if is_of_one_connection(&reason) => {}
                    // The system has no room for another connection until one ends.
                    Err(_) => {
                        connections.dismiss_any();
                        sleep(BREATH).await;
                    }
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

/// Tells a client to come back later, unless too many are being told.
fn refuse(stream: TcpStream, leaving: &Arc<Semaphore>) {
    if let Ok(leave) = leaving.clone().try_acquire_owned() {
        tokio::spawn(async move {
            dismiss(stream, "503 Service Unavailable\r\nRetry-After: 1").await;
            drop(leave);
        });
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
    use std::{
        io::{Read, Write},
        net::TcpStream,
        thread,
    };

    use axum::{body::Body, response::Response};
    use hyper::service::service_fn;
    use tokio::sync::oneshot;

    use super::*;

    /// Longer than any test may take.
    const LONG: Duration = Duration::from_secs(1 << 20);
    const MOMENT: Duration = Duration::from_millis(50);
    const PATIENT: Limits =
        Limits { head: LONG, idle: LONG, write: LONG, stuck: LONG, connections: 8, of_a_peer: 8 };
    /// More than a system takes for a client that doesn't.
    const LARGE: usize = 64 << 20;

    /// Serves while somebody talks to it, and until what is under way has ended.
    fn served<T: Send + 'static>(
        limits: Limits,
        answer: impl Fn() -> Response + Clone + Send + Sync + 'static,
        talk: impl FnOnce(SocketAddr) -> T + Send + 'static,
    ) -> T {
        let service = service_fn(move |_| {
            let answer = answer();
            async move { Ok(answer) }
        });
        let talked = run(async move {
            let listener = Listener::open("127.0.0.1", 0).await?;
            let address = listener.address()?;
            let (ended, stop) = oneshot::channel();
            let talking = thread::spawn(move || {
                let said = talk(address);
                let _ = ended.send(());
                said
            });
            let stop = async { stop.await.unwrap_or_default() };
            listener.serve_within(limits, service, stop, LONG).await;
            Ok(talking)
        });
        talked.expect("served").join().expect("talked")
    }

    fn connect(address: SocketAddr) -> TcpStream {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
        stream
    }

    /// What comes until the other end has enough.
    fn rest(mut stream: TcpStream) -> String {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an end");
        answer
    }

    #[test]
    fn who_keeps_it_waiting_too_long_is_left() {
        for (limits, sent, answer) in [
            (Limits { head: MOMENT, ..PATIENT }, "GET / HTTP/1.1\r\n", "HTTP/1.1 408 "),
            (Limits { idle: MOMENT, ..PATIENT }, "", ""),
            (Limits { idle: MOMENT, ..PATIENT }, "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 "),
        ] {
            let said = served(limits, Response::default, move |address| {
                let mut stream = connect(address);
                stream.write_all(sent.as_bytes()).expect("sent");
                rest(stream)
            });
            assert!(said.starts_with(answer) && said.is_empty() == answer.is_empty(), "{said}");
        }
    }

    #[test]
    fn bytes_that_come_one_by_one_are_not_waited_for() {
        let limits = Limits { head: MOMENT, ..PATIENT };
        // It ends only when the other end does.
        served(limits, Response::default, |address| {
            let mut stream = connect(address);
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nA: ");
            while stream.write_all(b"a").is_ok() {
                thread::sleep(Duration::from_millis(5));
            }
        });
    }

    #[test]
    fn an_answer_that_nobody_takes_is_given_up() {
        let limits = Limits { write: MOMENT, ..PATIENT };
        let large = || Response::new(Body::from(vec![0; LARGE]));
        // It is held until the server has ended, which waits for what is under way.
        let stream = served(limits, large, |address| {
            let mut stream = connect(address);
            stream.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("sent");
            stream.peek(&mut [0]).expect("a beginning");
            stream
        });
        drop(stream);
    }

    #[test]
    fn half_a_request_does_not_keep_it_from_ending() {
        let stream = served(PATIENT, Response::default, |address| {
            let mut stream = connect(address);
            stream.write_all(b"GET / HTTP/1.1\r\n").expect("sent");
            stream
        });
        drop(stream);
    }

    #[test]
    fn who_waits_makes_room_and_who_is_answered_does_not() {
        let limits = Limits { connections: 4, of_a_peer: 3, ..PATIENT };
        let large = || Response::new(Body::from(vec![0; LARGE]));
        served(limits, large, |address| {
            let ask = || {
                let mut stream = connect(address);
                stream.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").expect("sent");
                stream
            };
            let waiting = [connect(address), connect(address), connect(address)];
            let answered: Vec<_> = waiting
                .into_iter()
                .map(|waiting| {
                    let stream = ask();
                    stream.peek(&mut [0]).expect("a beginning");
                    // The one that has waited longest made room.
                    assert_eq!(rest(waiting), "");
                    stream
                })
                .collect();
            let refused = rest(ask());
            let status = refused.lines().next();
            assert_eq!(status, Some("HTTP/1.1 503 Service Unavailable"));
            for stream in answered {
                assert!(rest(stream).len() > LARGE);
            }
        });
    }

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
