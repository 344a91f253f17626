//! Bodies of requests: how large they may be, how slow, and how much of them is held at once.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use futures_util::FutureExt as _;
use http_body_util::{BodyExt as _, Limited};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout, timeout_at},
};

use super::answer::Rejected;

/// How large a request's body may be, in bytes, and how long it may take; nothing is read past it.
#[derive(Clone, Debug)]
pub struct BodyLimits {
    /// `application/json`, and the part `operations` of a multipart request.
    pub json: usize,
    /// `multipart/form-data`, with all its parts.
    pub multipart: usize,
    /// How long `application/json` may take to arrive, from when it is first waited for.
    pub json_time: Duration,
    /// How long `multipart/form-data` may take to arrive, likewise: 6 MB at 400 kbit/s.
    pub multipart_time: Duration,
    /// What is left of the bytes that are held for all requests together.
    pub held: Arc<Semaphore>,
}

impl Default for BodyLimits {
    fn default() -> Self {
        Self {
            json: 1024 * 1024,
            multipart: 6 * 1024 * 1024,
            json_time: Duration::from_secs(20),
            multipart_time: Duration::from_mins(2),
            held: Arc::new(Semaphore::new(256 * 1024 * 1024)),
        }
    }
}

/// Keeps the count of the bytes that are held, until it is dropped.
pub(super) type Held = Option<OwnedSemaphorePermit>;

/// The longest refused body that a client may finish sending, in bytes.
const DISCARDED: usize = 32 * 1024 * 1024;

/// How long a client may take to finish sending a refused body.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a body says to be.
pub(super) fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok())
}

/// Lets a client finish sending a body that was refused for its length, so that it comes to read why: most clients
/// read the answer only then, and a connection that is closed before takes the answer with it (RFC 9112, section 9.6).
/// What arrives is thrown away; a body that is far too large, or too slow, is not waited for.
pub(super) fn discard(headers: &HeaderMap, body: Body) {
    if let Some(length) = announced(headers).filter(|length| *length <= DISCARDED) {
        let mut body = Limited::new(body, length);
        let all = async move { while body.frame().await.is_some_and(|frame| frame.is_ok()) {} };
        tokio::spawn(timeout(PATIENCE, all));
    }
}

/// A body as it arrives: in time, within the limit, and counted among those that are held.
pub(super) struct Arriving {
    body: Body,
    left: usize,
    time: Duration,
    /// Until when the rest is waited for, once it is.
    until: Option<Instant>,
    room: Arc<Semaphore>,
    held: Held,
}

impl Arriving {
    pub(super) fn new(body: Body, limit: usize, time: Duration, room: &Arc<Semaphore>) -> Self {
        Self { body, left: limit, time, until: None, room: Arc::clone(room), held: None }
    }

    /// The next bytes; none at the end.
    ///
    /// # Errors
    ///
    /// The answer: it is too large or too slow, breaks off, or there is no room for it.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, Rejected> {
        loop {
            // Most bodies are there already, and need no timer.
            let frame = if let Some(frame) = self.body.frame().now_or_never() {
                frame
            } else {
                let until = *self.until.get_or_insert_with(|| Instant::now() + self.time);
                let frame = timeout_at(until, self.body.frame()).await;
                frame.map_err(|_| Rejected::too_slow("The body did not arrive in time."))?
            };
            let frame = match frame {
                Some(Ok(frame)) => frame,
                Some(Err(_)) => return Err(Rejected::bad_request("The body cannot be read.")),
                None => return Ok(None),
            };
            // Trailers say nothing here.
            let Ok(bytes) = frame.into_data() else { continue };
            self.left = self.left.checked_sub(bytes.len()).ok_or_else(too_large)?;
            let count = u32::try_from(bytes.len()).map_err(|_| too_large())?;
            let permit = Arc::clone(&self.room).try_acquire_many_owned(count).map_err(|_| Rejected::overrun())?;
            match &mut self.held {
                Some(held) => held.merge(permit),
                held @ None => *held = Some(permit),
            }
            return Ok(Some(bytes));
        }
    }

    /// All of it, at once. What came in one piece is not copied.
    pub(super) async fn all(mut self) -> Result<(Bytes, Held), Rejected> {
        let first = self.next().await?.unwrap_or_default();
        let Some(second) = self.next().await? else { return Ok((first, self.held)) };
        let mut all = [first, second].concat();
        while let Some(bytes) = self.next().await? {
            all.extend_from_slice(&bytes);
        }
        Ok((all.into(), self.held))
    }
}

/// The answer to a body that is too large.
pub(super) fn too_large() -> Rejected {
    Rejected::too_large("The request is too large.")
}
