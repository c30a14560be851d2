//! The threads that answer: one for each core, each with connections of its own.
//!
//! A connection stays with the thread that it was given to. The threads have nothing in common, so no
//! core waits for what another one writes, be it a counter.

use std::{convert::Infallible, io, num::NonZero, thread};

use axum::response::Response;
use hyper::{Request, body::Incoming, service::Service};
use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
};

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

/// How many threads answer.
pub(super) fn count() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// One thread with its service. It ends when this is dropped.
pub(super) struct Worker<S> {
    pub(super) service: S,
    /// Takes what is to be done on the thread.
    pub(super) tasks: Handle,
    /// Whose end is the thread's.
    _life: oneshot::Sender<()>,
}

impl<S: Answers> Worker<S> {
    /// Starts a thread, which waits for tasks.
    pub(super) fn start(service: S) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let tasks = runtime.handle().clone();
        let (life, end) = oneshot::channel();
        let name = "answers".to_owned();
        thread::Builder::new().name(name).spawn(move || {
            // It ends by being dropped, which is an error to who waits for a message.
            let _ = runtime.block_on(end);
        })?;
        Ok(Self { service, tasks, _life: life })
    }
}
