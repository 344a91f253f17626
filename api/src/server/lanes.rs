//! The threads that serve connections.
//!
//! A connection stays with its thread, which waits for its connections alone. What a request needs no wait for is done
//! there, so that an answer from memory wakes nobody and takes no other thread's work. What has to wait goes on in the main
//! runtime, which is everything else's: the database, timers, streams, and what would hold up the thread's other
//! connections, which waits once for that very purpose.

use std::{
    future::{pending, poll_fn},
    io, iter,
    panic::resume_unwind,
    pin::Pin,
    sync::Arc,
    task::Poll,
    thread,
};

use hyper::rt::Executor;
use tokio::{
    net::TcpStream,
    runtime::{Builder, Handle},
};
use tokio_util::task::AbortOnDropHandle;

/// A thread for each processor.
#[derive(Debug)]
pub(super) struct Lanes {
    first: Lane,
    others: Vec<Lane>,
    main: Handle,
}

/// A thread that serves connections.
#[derive(Debug)]
struct Lane {
    runtime: Handle,
    /// Each of its connections has one.
    connections: Arc<()>,
}

/// A connection's place in its lane, until it is dropped.
#[derive(Clone, Debug)]
pub(super) struct Place {
    runtime: Handle,
    main: Handle,
    _connection: Arc<()>,
}

impl Lanes {
    /// Starts the threads, beside the runtime that this is called in. They end with the process, for connections that were
    /// upgraded outlive the server.
    ///
    /// # Errors
    ///
    /// The system gives no thread, or nothing to wait with.
    pub(super) fn start() -> io::Result<Self> {
        let count = thread::available_parallelism().map_or(1, usize::from);
        let others: io::Result<_> = (1..count).map(Lane::start).collect();
        Ok(Self { first: Lane::start(0)?, others: others?, main: Handle::current() })
    }

    /// A place in the lane that has the fewest connections.
    pub(super) fn enter(&self) -> Place {
        let lanes = iter::once(&self.first).chain(&self.others);
        let Lane { runtime, connections } = lanes.min_by_key(|lane| lane.count()).unwrap_or(&self.first);
        Place { runtime: runtime.clone(), main: self.main.clone(), _connection: Arc::clone(connections) }
    }
}

impl Lane {
    fn start(number: usize) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let serve = move || runtime.block_on(pending::<()>());
        thread::Builder::new().name(format!("lane-{number}")).spawn(serve)?;
        Ok(Self { runtime: handle, connections: Arc::default() })
    }

    fn count(&self) -> usize {
        Arc::strong_count(&self.connections)
    }
}

impl Place {
    /// Has the lane wait for a connection.
    ///
    /// # Errors
    ///
    /// The system lets nobody wait for more.
    pub(super) fn take(&self, stream: TcpStream) -> io::Result<TcpStream> {
        let stream = stream.into_std()?;
        let _lane = self.runtime.enter();
        TcpStream::from_std(stream)
    }

    /// Serves in the lane.
    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(work);
    }

    /// Works on something here, for as long as it does not wait, and then in the main runtime. What it spawns, connects and
    /// waits for is the main runtime's from the first.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        mut work: impl Future<Output = T> + Send + Unpin + 'static,
    ) -> T {
        let at_once = poll_fn(|context| {
            let _main = self.main.enter();
            Poll::Ready(Pin::new(&mut work).poll(context))
        });
        if let Poll::Ready(done) = at_once.await {
            return done;
        }
        match AbortOnDropHandle::new(self.main.spawn(work)).await {
            Ok(done) => done,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                // The main runtime ends, and nobody is answered any more.
                Err(_) => pending().await,
            },
        }
    }
}

/// The requests of a connection of HTTP/2 stay in its lane.
impl<F> Executor<F> for Place
where
    F: Future<Output = ()> + Send + 'static,
{
    fn execute(&self, work: F) {
        self.spawn(work);
    }
}
