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
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
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
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::TcpStream,
    sync::watch,
    time::{sleep, timeout},
};

use super::limits::Limits;

/// After so long without a sign from either side a connection waits for its next request, or for
/// the rest of one.
const SILENCE: Duration = Duration::from_millis(100);
/// How large the head of a request may be, in bytes.
const HEAD: usize = 32 << 10;
/// How long sending the last answer of a connection that is ended may take.
const FAREWELL: Duration = Duration::from_millis(200);

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

/// Answers what comes over a connection until it ends, until the other end has taken too long, or
/// until `stopped` and nothing is under way.
pub(super) async fn attend(
    stream: TcpStream,
    service: impl Answers,
    state: Arc<ConnectionState>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut connection = Connection { stream, early: Bytes::new(), state };
    loop {
        let Some(left) = connection.state.left().filter(|left| !left.is_zero()) else {
            if !connection.early.is_empty() {
                dismiss(connection.stream, "408 Request Timeout").await;
            }
            return;
        };
        tokio::select! {
            biased;
            // The end of a connection is something to read, too.
            ready = connection.stream.readable() => if ready.is_err() { return },
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = sleep(left) => continue,
        }
        // In a box, so that what waits for requests stays small.
        match Box::pin(answer(connection, service.clone(), &stopped)).await {
            Some(silent) => connection = silent,
            None => return,
        }
    }
}

/// Answers requests; gives the connection back when it has fallen silent, or has taken too long to
/// ask.
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
        async move {
            Ok::<_, Infallible>(answer.await?.map(|body| ResponseContent { body, _guard: guard }))
        }
    });
    let mut serving = http1::Builder::new()
        .max_buf_size(HEAD)
        // A client may close its sending side after the last request and still read the answers.
        .half_close(true)
        .serve_connection(TokioIo::new(connection), service);
    let mut stopping = false;
    let mut signs = state.signs.load(Relaxed);
    // How it failed is the client's business.
    while timeout(SILENCE, &mut serving).await.is_err() {
        let now = state.signs.load(Relaxed);
        let is_late = state.left().is_some_and(|left| left.is_zero());
        if !stopping && *stopped.borrow() {
            stopping = true;
            Pin::new(&mut serving).graceful_shutdown();
        } else if (now == signs || is_late) && !state.is_busy() {
            let parts = serving.into_parts();
            let connection = Connection { early: parts.read_buf, ..parts.io.into_inner() };
            connection.state.fell_silent(!connection.early.is_empty());
            return Some(connection);
        } else if is_late {
            return None;
        }
        signs = now;
    }
    None
}

/// Ends a connection with a word on why. What comes meanwhile is read, or the word would be lost:
/// systems take back what they sent to someone whom they stop to listen to.
pub(super) async fn dismiss(mut stream: TcpStream, status: &str) {
    let word = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    let said = async {
        stream.write_all(word.as_bytes()).await?;
        stream.shutdown().await?;
        let mut rest = [0; 1024];
        while stream.read(&mut rest).await? > 0 {}
        io::Result::Ok(())
    };
    let _ = timeout(FAREWELL, said).await;
}

/// A connection whose state can be told while hyper has it.
struct Connection {
    stream: TcpStream,
    /// What was read of a request that isn't complete.
    early: Bytes,
    state: Arc<ConnectionState>,
}

/// What is known of a connection.
#[derive(Debug)]
pub(super) struct ConnectionState {
    limits: Limits,
    opened: Instant,
    /// Counts whatever was read or written.
    signs: AtomicUsize,
    /// Whether something of an answer is not yet written.
    is_writing: AtomicBool,
    /// How many answers are under way.
    answers: AtomicUsize,
    /// Whether a request has begun to come, and is not complete.
    is_asking: AtomicBool,
    /// When that began, or ended, or an answer did, or some of one was taken: in milliseconds.
    turned: AtomicU64,
}

impl ConnectionState {
    /// The state of a connection that was just opened.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            opened: Instant::now(),
            signs: AtomicUsize::new(0),
            is_writing: AtomicBool::new(false),
            answers: AtomicUsize::new(0),
            is_asking: AtomicBool::new(false),
            turned: AtomicU64::new(0),
        }
    }

    fn is_busy(&self) -> bool {
        self.is_answering() || self.is_writing.load(Relaxed)
    }

    fn is_answering(&self) -> bool {
        self.answers.load(Relaxed) > 0
    }

    /// How long it is yet waited for the other end; `None` while that waits for us.
    fn left(&self) -> Option<Duration> {
        let limit = match (self.is_writing.load(Relaxed), self.is_asking.load(Relaxed)) {
            (true, _) => self.limits.write,
            _ if self.is_answering() => return None,
            (_, true) => self.limits.head,
            (_, false) => self.limits.idle,
        };
        Some(limit.saturating_sub(self.waited()))
    }

    /// How long it has waited for the other end, if it may be ended for somebody else's sake: no
    /// answer is under way, or nothing of it is taken.
    pub(super) fn can_go(&self) -> Option<Duration> {
        let waited = self.waited();
        let is_stuck = self.is_writing.load(Relaxed) && waited >= self.limits.stuck;
        (is_stuck || !self.is_busy()).then_some(waited)
    }

    fn waited(&self) -> Duration {
        self.opened.elapsed().saturating_sub(Duration::from_millis(self.turned.load(Relaxed)))
    }

    fn turn(&self) {
        self.turned.store(self.opened.elapsed().as_millis() as u64, Relaxed);
    }

    fn read(&self) {
        self.signs.fetch_add(1, Relaxed);
        if !self.is_answering() && !self.is_asking.swap(true, Relaxed) {
            self.turn();
        }
    }

    fn written(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        self.signs.fetch_add(1, Relaxed);
        match written {
            Poll::Pending => self.is_writing.store(true, Relaxed),
            Poll::Ready(_) => self.turn(),
        }
        written
    }

    /// Notes that the connection has fallen silent, and whether part of a request had come by then.
    fn fell_silent(&self, is_asking: bool) {
        self.is_asking.store(is_asking, Relaxed);
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
            self.state.read();
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
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        // hyper asks for it when it has nothing more to write.
        if flushed.is_ready() {
            self.state.is_writing.store(false, Relaxed);
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Stands for an answer that is under way.
struct Guard(Arc<ConnectionState>);

impl Guard {
    fn of(state: &Arc<ConnectionState>) -> Self {
        state.answers.fetch_add(1, Relaxed);
        state.is_asking.store(false, Relaxed);
        Self(state.clone())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.turn();
        // hyper has all of it now, and the system not yet.
        self.0.is_writing.store(true, Relaxed);
        self.0.answers.fetch_sub(1, Relaxed);
    }
}

/// The content of an answer, which is under way until all of it was taken.
struct ResponseContent {
    body: Body,
    _guard: Guard,
}

impl hyper::body::Body for ResponseContent {
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
