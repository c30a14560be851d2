//! One connection, from the first request to the last.
//!
//! While nobody asks for anything, a connection costs no buffers: those of hyper, some sixteen
//! kilobytes, are given back after a moment of silence, and made anew with the next request. Most
//! connections of a server wait.

use std::{
    convert::Infallible,
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use hyper::{
    Request,
    body::{Frame, Incoming, SizeHint},
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::watch,
    time::timeout,
};

/// After so long without a sign from either side a connection waits for its next request, or for
/// the rest of one.
const SILENCE: Duration = Duration::from_millis(100);

/// What answers requests.
pub trait Answers:
    Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send>
    + Clone
    + Send
    + 'static
{
}

impl<S> Answers for S where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send>
        + Clone
        + Send
        + 'static
{
}

/// Answers what comes over a connection until it ends, or until `stopped` and nothing is under way.
pub(super) async fn attend(
    stream: TcpStream,
    service: impl Answers,
    mut stopped: watch::Receiver<bool>,
) {
    let mut connection = Connection { stream, early: Bytes::new(), state: Arc::default() };
    loop {
        tokio::select! {
            biased;
            // The end of a connection is something to read, too.
            ready = connection.stream.readable() => if ready.is_err() { return },
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
        // In a box, so that what waits for requests stays small.
        match Box::pin(answer(connection, service.clone(), &stopped)).await {
            Some(silent) => connection = silent,
            None => return,
        }
    }
}

/// Answers requests; gives the connection back when it has fallen silent.
async fn answer(
    connection: Connection,
    service: impl Answers,
    stopped: &watch::Receiver<bool>,
) -> Option<Connection> {
    let state = connection.state.clone();
    let under_way = state.clone();
    let service = service_fn(move |request| {
        let guard = Guard::of(&under_way);
        let answer = service.call(request);
        async move { Ok::<_, Infallible>(answer.await?.map(|body| Answer { body, _guard: guard })) }
    });
    let mut serving = http1::Builder::new().serve_connection(TokioIo::new(connection), service);
    let mut stopping = false;
    let mut signs = state.signs.load(Relaxed);
    // How it failed is the client's business.
    while timeout(SILENCE, &mut serving).await.is_err() {
        let now = state.signs.load(Relaxed);
        if !stopping && *stopped.borrow() {
            stopping = true;
            Pin::new(&mut serving).graceful_shutdown();
        } else if now == signs && !stopping && !state.is_busy() {
            let parts = serving.into_parts();
            let connection = parts.io.into_inner();
            return Some(Connection { early: parts.read_buf, ..connection });
        }
        signs = now;
    }
    None
}

/// A connection whose state can be told while hyper has it.
struct Connection {
    stream: TcpStream,
    /// What was read of a request that isn't complete.
    early: Bytes,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// Counts whatever was read or written.
    signs: AtomicUsize,
    /// Whether something waits to be written.
    is_blocked: AtomicBool,
    /// How many answers are under way.
    answers: AtomicUsize,
}

impl State {
    fn is_busy(&self) -> bool {
        self.answers.load(Relaxed) > 0 || self.is_blocked.load(Relaxed)
    }

    fn written(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        self.is_blocked.store(written.is_pending(), Relaxed);
        self.signs.fetch_add(1, Relaxed);
        written
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.early.is_empty() {
            let length = self.early.len().min(buffer.remaining());
            buffer.put_slice(&self.early.split_to(length));
            return Poll::Ready(Ok(()));
        }
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if read.is_ready() {
            self.state.signs.fetch_add(1, Relaxed);
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.state.written(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.state.written(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Stands for an answer that is under way.
struct Guard(Arc<State>);

impl Guard {
    fn of(state: &Arc<State>) -> Self {
        state.answers.fetch_add(1, Relaxed);
        Self(state.clone())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.answers.fetch_sub(1, Relaxed);
    }
}

/// The content of an answer, which is under way until all of it was taken.
struct Answer {
    body: Body,
    _guard: Guard,
}

impl hyper::body::Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
