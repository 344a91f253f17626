//! Connections: how many there are, how long one may say nothing, and how they end.
//!
//! Each is served by one of a few threads of their own ([`lanes`]).

mod lanes;
mod stream;

use std::{
    collections::HashMap,
    convert::Infallible,
    future::poll_fn,
    io,
    net::IpAddr,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
    time::Duration,
};

use axum::{body::Body, http::Request, response::Response};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use socket2::SockRef;
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::yield_now,
    time::{sleep, timeout},
};
use tower::Service;

use self::{lanes::Lanes, stream::Stream};
use crate::{client_address::TrustedProxies, shutdown::Shutdown, telemetry::metrics::Open};

/// How many connections are held at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// All together.
    pub all: usize,
    /// Those of one address, unless it is a trusted proxy's.
    pub of_an_address: usize,
}

/// A client sends the head of a request within this; a connection on which nothing is asked for so long is closed,
/// whatever was sent. The clock of the threads that serve connections cannot be set, so the tests wait for less.
const HEAD_TIME: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 30 });
/// What was sent is taken by the other side within this, or the connection is dead: a client that reads nothing would
/// hold its answer in memory.
const UNTAKEN: Duration = Duration::from_mins(1);
/// An HTTP/2 connection on which nothing happens is asked whether it lives.
const ASKED: Duration = Duration::from_secs(30);
/// Requests that run at once over one HTTP/2 connection.
const STREAMS: u32 = 100;
/// Bytes of a request's head.
const HEAD: u32 = 64 * 1024;
/// After an error that has to do with the process (too many open files), the next connection waits.
const BREATH: Duration = Duration::from_millis(100);

/// What a client is told for whom there is no connection left.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Serves each connection with what is for its peer, until the end begins, and then until what was asked before is answered.
///
/// # Errors
///
/// There are no threads to serve connections with.
pub(crate) async fn serve<S>(
    listener: TcpListener,
    of_peer: impl Fn(IpAddr) -> S,
    limits: ConnectionLimits,
    proxies: TrustedProxies,
    shutdown: &Shutdown,
) -> io::Result<()>
where
    S: Service<Request<Body>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + Unpin,
{
    let lanes = Lanes::start()?;
    let doors = Doors { all: Arc::new(Semaphore::new(limits.all)), limits, proxies, by_address: Arc::default() };
    let graceful = GracefulShutdown::new();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    if !is_of_the_client(&error) {
                        tracing::error!(%error, "a connection cannot be accepted");
                        sleep(BREATH).await;
                    }
                    continue;
                }
            },
            () = shutdown.begun() => break,
        };
        let Some(place) = doors.enter(peer.ip()) else {
            tokio::spawn(turn_away(stream));
            continue;
        };
        prepare(&stream);
        let lane = lanes.enter();
        let stream = match lane.take(stream) {
            Ok(stream) => stream,
            Err(error) => {
                tracing::error!(%error, "a connection cannot be waited for");
                continue;
            }
        };
        let (service, here) = (of_peer(peer.ip()), Arc::new(lane.clone()));
        let has_asked = Arc::new(AtomicBool::new(false));
        let asks = Arc::clone(&has_asked);
        let service = service_fn(move |request: Request<Incoming>| {
            asks.store(true, Ordering::Relaxed);
            let (answer, here) = (service.clone().call(request.map(Body::new)), Arc::clone(&here));
            async move {
                let answer = here.work(answer).await;
                // What others of the lane have asked is answered before any answer leaves: they leave together, and
                // whoever waits for them on the other side is woken once. Under load that is a tenth of all work.
                yield_now().await;
                answer
            }
        });
        let protocols = protocols(lane.clone());
        let connection = protocols.serve_connection_with_upgrades(TokioIo::new(Stream(stream)), service).into_owned();
        let connection = graceful.watch(connection);
        lane.spawn(async move {
            let mut connection = pin!(connection);
            // Until it is known which protocol a client speaks, no library looks at a clock.
            let begins = poll_fn(|context| match connection.as_mut().poll(context) {
                Poll::Ready(ended) => Poll::Ready(Some(ended)),
                Poll::Pending if has_asked.load(Ordering::Relaxed) => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            });
            let ended = match timeout(HEAD_TIME, begins).await {
                Ok(Some(ended)) => ended,
                Ok(None) => connection.await,
                Err(_) => Ok(()),
            };
            // How a client breaks off is its own matter.
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection broke off");
            }
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
    Ok(())
}

/// HTTP/1.1 and HTTP/2, as a client begins.
fn protocols(lane: lanes::Place) -> Builder<lanes::Place> {
    let mut builder = Builder::new(lane);
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(HEAD as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(ASKED)
        .keep_alive_timeout(HEAD_TIME)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEAD);
    builder
}

/// Small answers leave at once, and what nobody takes does not stay.
fn prepare(stream: &TcpStream) {
    let set = stream.set_nodelay(true).and_then(|()| SockRef::from(stream).set_tcp_user_timeout(Some(UNTAKEN)));
    if let Err(error) = set {
        tracing::debug!(%error, "a connection cannot be set up");
    }
}

/// Says that there is no connection left, to whoever speaks HTTP/1.
async fn turn_away(mut stream: TcpStream) {
    // Whether it is heard or not, the connection ends.
    let _ = timeout(BREATH, stream.write_all(FULL)).await;
}

/// Whether it is the connection itself that failed before it was accepted.
fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// How many more may come in.
#[derive(Debug)]
struct Doors {
    all: Arc<Semaphore>,
    limits: ConnectionLimits,
    proxies: TrustedProxies,
    by_address: ByAddress,
}

type ByAddress = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// A connection's place, until it is dropped.
#[derive(Debug)]
struct Place {
    _one_of_all: OwnedSemaphorePermit,
    _open: Open,
    address: Option<(IpAddr, ByAddress)>,
}

impl Doors {
    fn enter(&self, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        let one_of_all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        if self.proxies.hold(address) {
            return Some(Place { _one_of_all: one_of_all, _open: Open::connection(), address: None });
        }
        let mut by_address = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        let count = by_address.entry(address).or_default();
        if *count >= self.limits.of_an_address {
            return None;
        }
        *count += 1;
        let address = Some((address, Arc::clone(&self.by_address)));
        Some(Place { _one_of_all: one_of_all, _open: Open::connection(), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((address, by_address)) = &self.address else { return };
        let mut by_address = by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = by_address.get_mut(address) {
            *count -= 1;
            if *count == 0 {
                by_address.remove(address);
            }
        }
    }
}

#[cfg(test)]
mod tests;
