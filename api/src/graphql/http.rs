//! GraphQL over HTTP: <https://graphql.github.io/graphql-over-http/draft/>.
//!
//! Knows requests, media types and status codes. Who asks, and what a browser is shown, is asked of a [`Host`].

use std::{
    any::Any,
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::{Executor, Response as Outcome, parser::types::OperationType};
use axum::{
    body::{Body, Bytes},
    extract,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::Response,
    routing::{MethodRouter, get},
};
use futures_util::{FutureExt as _, future::BoxFuture};
use schema::{error::Code, upload::Uploads};
use tokio::{task::yield_now, time::timeout};

use super::{
    admission::{Admission, Admitted, told_cost},
    answer::{Rejected, internal_error, respond, with_headers, written},
    answers::{Answers, Asking, Question, REVISION, Sent, Whole},
    body::{Arriving, BodyLimits, Held, discard},
    capacity::{Capacity, Overrun, Pass},
    conditional::{Tag, tagged},
    content::Content,
    documents::{Choice, Documents, Found},
    host::{Host, Refused},
    media_type::{Accept, MediaType},
    multipart,
    parameters::{self, Asked},
    sse,
    stream::StreamLimits,
    websocket,
    wish::Wish,
};
use crate::{shutdown::Shutdown, telemetry};

/// How long an operation that has an end may take.
const OPERATION_TIME: Duration = Duration::from_secs(30);

/// The longest request, in bytes, that is read and admitted where its connection is served: that is done in a
/// millisecond or two, and the whole page has 730.
const SHORT: usize = 2 * 1024;

/// What an operation costs at most that is begun where its connection is served, and how many selections it has at most:
/// the whole page costs 40 and has 63. What turns out to be more goes on elsewhere all the same (`schema::conformance`).
const LIGHT: u64 = 200;
const FEW: usize = 300;

/// What a request costs that is refused for its document: it was read, and that is some work.
const REFUSED_COST: u64 = 20;

/// Everything that a GraphQL request meets.
#[derive(Debug)]
pub struct Entry<E, H> {
    /// The schema.
    pub schema: E,
    /// The service around it.
    pub host: Arc<H>,
    /// What requests are measured by.
    pub admission: Admission,
    /// The documents that are known by name.
    pub documents: Documents,
    /// The answers that are remembered.
    pub answers: Option<Answers>,
    /// How much is worked on at once.
    pub capacity: Capacity,
    /// How large a body may be.
    pub bodies: BodyLimits,
    /// What streams are allowed.
    pub streams: StreamLimits,
    /// The end of the process, for streams.
    pub shutdown: Shutdown,
}

/// A request that may run, and who sends it.
#[derive(Debug)]
pub struct Received<G> {
    /// The request.
    pub admitted: Admitted,
    /// Who sends it.
    pub guest: G,
    /// The place where it is worked on.
    pub pass: Pass,
    /// By what its answer may be remembered, where it may.
    asking: Option<Asking>,
    /// What counts the bytes that came with it.
    held: Held,
}

/// What came of reading a request.
enum Reception<G> {
    /// Its answer is remembered.
    Recalled(Whole),
    /// It is to be admitted.
    Read(Box<Read<G>>),
}

/// A request that was read, and who sends it.
struct Read<G> {
    guest: G,
    sent: Unread,
    asking: Option<Asking>,
    held: Held,
}

/// What a request brought, before anybody looked at what it asks.
enum Unread {
    Body(Bytes),
    Address(String),
    Form(Box<Asked>, Uploads),
}

impl Unread {
    /// How many bytes it has; none for a form, which was read.
    fn length(&self) -> Option<usize> {
        match self {
            Self::Body(body) => Some(body.len()),
            Self::Address(query) => Some(query.len()),
            Self::Form(..) => None,
        }
    }
}

/// `GET` and `POST`; other methods are answered 405. Bodies are bounded here: axum's own limit does not apply.
pub fn routes<E: Executor, H: Host>(entry: Arc<Entry<E, H>>) -> MethodRouter {
    let to_post = Arc::clone(&entry);
    get(move |request: extract::Request| async move { entry.get(request).await })
        .post(move |request: extract::Request| async move { to_post.post(request).await })
        .fallback(|headers: HeaderMap| async move {
            let media_type = Accept::of(&headers).media_type().unwrap_or(MediaType::Json);
            Rejected::not_allowed("GraphQL is asked with GET or POST.", "GET, HEAD, POST").into_response(media_type)
        })
}

/// What `tower_http::catch_panic::CatchPanicLayer::custom` answers after a panic: what panicked is the log's alone.
#[must_use]
pub fn after_panic(_cause: Box<dyn Any + Send + 'static>) -> Response {
    internal_error()
}

impl<E: Executor, H: Host> Entry<E, H> {
    /// With usual limits; what the fields of the schema cost is not known yet.
    #[must_use]
    pub fn new(schema: E, host: Arc<H>, shutdown: Shutdown) -> Self {
        Self {
            schema,
            host,
            admission: Admission::default(),
            documents: Documents::new(None),
            answers: None,
            capacity: Capacity::new(Capacity::of_machine()),
            bodies: BodyLimits::default(),
            streams: StreamLimits::default(),
            shutdown,
        }
    }

    /// Answers a `POST`.
    pub async fn post(self: &Arc<Self>, request: extract::Request) -> Response {
        let (parts, body) = request.into_parts();
        let Some(wish) = Wish::said(&parts.headers) else {
            return not_acceptable();
        };
        match self.receive_post(&parts, body, wish).await {
            Ok(Reception::Recalled(whole)) => {
                revised(respond(StatusCode::OK, wish.media_type, whole.body), whole.revision)
            }
            Ok(Reception::Read(read)) => Arc::clone(self).go_on(read, wish, None).await,
            Err(rejected) => rejected.into_response(wish.media_type),
        }
    }

    /// Answers a `GET`: a WebSocket where one is asked for, a browser with the host's page, a client with the result of
    /// its query or the events of its subscription.
    pub async fn get(self: &Arc<Self>, request: extract::Request) -> Response {
        let (parts, _) = request.into_parts();
        if websocket::is_wanted(&parts.headers) {
            // A WebSocket is long, and the main runtime's.
            yield_now().await;
            return websocket::upgrade(Arc::clone(self), parts).boxed().await;
        }
        let accept = Accept::of(&parts.headers);
        if accept.prefers("text/html")
            && let Some(page) = self.host.page(&parts.headers)
        {
            return page;
        }
        let Some(wish) = Wish::of(&accept) else {
            return not_acceptable();
        };
        match self.receive_get(&parts.headers, &parts.uri, wish).await {
            Ok(Reception::Recalled(whole)) => {
                revised(tagged(&parts.headers, whole.tag, wish.media_type, whole.body), whole.revision)
            }
            Ok(Reception::Read(read)) => Arc::clone(self).go_on(read, wish, Some(parts.headers)).await,
            Err(rejected) => rejected.into_response(wish.media_type),
        }
    }

    /// Admits and answers what was read: with `GET` where there are the headers that it was asked with.
    ///
    /// A place is taken now that all has come, so that a slow client holds none.
    ///
    /// What is heavy is not worked on by the thread that serves the connection: what waits, however short, goes on in the
    /// main runtime ([`crate::server`]). It is a box of its own, so that what waits for an answer from memory is small.
    fn go_on(
        self: Arc<Self>,
        read: Box<Read<H::Guest>>,
        wish: Wish,
        got_with: Option<HeaderMap>,
    ) -> BoxFuture<'static, Response> {
        let answer = async move {
            let Ok(pass) = self.capacity.operations.enter().await else {
                return Rejected::overrun().into_response(wish.media_type);
            };
            if read.sent.length().is_none_or(|length| length > SHORT) {
                yield_now().await;
            }
            let received = match self.received(*read, pass) {
                Ok(received) => received,
                Err(rejected) => return rejected.into_response(wish.media_type),
            };
            let Admitted { operation, cost, selections, .. } = received.admitted;
            if cost > LIGHT || selections > FEW || operation == OperationType::Subscription {
                yield_now().await;
            }
            self.answer(received, wish, got_with).await
        };
        telemetry::access::spanned(answer).boxed()
    }

    /// Answers what was received.
    async fn answer(
        self: Arc<Self>,
        received: Received<H::Guest>,
        wish: Wish,
        got_with: Option<HeaderMap>,
    ) -> Response {
        match (received.admitted.operation, &got_with) {
            (OperationType::Mutation, Some(_)) => {
                Rejected::not_allowed("A mutation is sent with POST.", "POST").into_response(wish.media_type)
            }
            (operation, _) if wish.is_stream(operation) => sse::answer(self, received).await,
            (OperationType::Query | OperationType::Mutation, _) => {
                self.answer_once(received, wish.media_type, got_with.as_ref()).await
            }
            (OperationType::Subscription, None) => {
                subscription_refused(StatusCode::BAD_REQUEST).into_response(wish.media_type)
            }
            (OperationType::Subscription, Some(_)) => subscription_refused(StatusCode::METHOD_NOT_ALLOWED)
                .with_header(header::ALLOW, HeaderValue::from_static("POST"))
                .into_response(wish.media_type),
        }
    }

    fn received(&self, read: Read<H::Guest>, pass: Pass) -> Result<Received<H::Guest>, Rejected> {
        let Read { guest, sent, asking, held } = read;
        let (asked, uploads) = match sent {
            Unread::Body(body) => (parameters::from_json(&body)?, Uploads::default()),
            Unread::Address(query) => (parameters::from_query(&query)?, Uploads::default()),
            Unread::Form(asked, uploads) => (*asked, uploads),
        };
        let mut admitted = self.admit(asked, uploads, &guest)?;
        let asking = asking.and_then(|asking| asking.admitted(&mut admitted));
        Ok(Received { admitted, guest, pass, asking, held })
    }

    /// Runs what was received. What `GET` asks with these headers, a client may keep where it is made of settings.
    async fn answer_once(
        &self,
        received: Received<H::Guest>,
        media_type: MediaType,
        got_with: Option<&HeaderMap>,
    ) -> Response {
        let Received { admitted, pass, asking, held, .. } = received;
        let got_with = got_with.filter(|_| admitted.is_made_of_settings);
        let outcome = match self.run(admitted, pass).await {
            Ok(outcome) => outcome,
            Err(refused) => return Rejected::from(refused).into_response(media_type),
        };
        drop(held);
        let (status, body) = written(&outcome, media_type);
        if let (Some(asking), Some(answers)) = (asking, &self.answers) {
            answers.remember(asking, media_type, &outcome, &body);
        }
        let response = match got_with {
            Some(asked) if outcome.errors.is_empty() => tagged(asked, Tag::of(media_type, &body), media_type, body),
            Some(_) | None => respond(status, media_type, body),
        };
        with_headers(response, &outcome)
    }

    /// Runs an operation that has an end. A change gives its place back and takes one among the changes.
    ///
    /// # Errors
    ///
    /// There is no place for it, or it took too long.
    pub(super) async fn run(&self, admitted: Admitted, pass: Pass) -> Result<Outcome, Refused> {
        let _pass = match admitted.operation {
            OperationType::Query | OperationType::Subscription => pass,
            OperationType::Mutation => {
                drop(pass);
                self.capacity.changes.enter().await.map_err(|Overrun| Refused::overrun())?
            }
        };
        let outcome = timeout(OPERATION_TIME, self.schema.execute(admitted.request)).await;
        let mut outcome = outcome.map_err(|_| Refused::too_long())?;
        self.tell_cost(&mut outcome, admitted.cost);
        Ok(outcome)
    }

    /// Says in an outcome what its operation cost.
    pub(super) fn tell_cost(&self, outcome: &mut Outcome, cost: u64) {
        outcome.extensions.insert("cost".to_owned(), told_cost(cost, self.admission.limits.cost));
    }

    /// Reads and authenticates a `POST`, whatever its operation, and finds its answer if that is remembered.
    ///
    /// Files are many bytes, so who sends some is looked at before they are read.
    ///
    /// # Errors
    ///
    /// The answer, for a request that will not run.
    async fn receive_post(&self, parts: &Parts, body: Body, wish: Wish) -> Result<Reception<H::Guest>, Rejected> {
        let content = Content::of(&parts.headers)?;
        if let Err(rejected) = content.check_length(&parts.headers, &self.bodies) {
            discard(&parts.headers, body);
            return Err(rejected);
        }
        let bodies = &self.bodies;
        match content {
            Content::Json => {
                let (body, held) = Arriving::new(body, bodies.json, bodies.json_time, &bodies.held).all().await?;
                let guest = self.let_in(&parts.headers).await?;
                Ok(match self.recall(Sent::Body(body.clone()), &guest, wish)? {
                    Recollection::Of(whole) => Reception::Recalled(whole),
                    Recollection::None(asking) => {
                        Reception::Read(Box::new(Read { guest, sent: Unread::Body(body), asking, held }))
                    }
                })
            }
            Content::Multipart { boundary } => {
                let form = async {
                    let guest = self.let_in(&parts.headers).await?;
                    let body = Arriving::new(body, bodies.multipart, bodies.multipart_time, &bodies.held);
                    let (body, held) = body.all().await?;
                    let (asked, uploads) = multipart::read(body, boundary, bodies).await?;
                    let sent = Unread::Form(Box::new(asked), uploads);
                    Ok(Reception::Read(Box::new(Read { guest, sent, asking: None, held })))
                };
                form.boxed().await
            }
        }
    }

    async fn receive_get(&self, headers: &HeaderMap, uri: &Uri, wish: Wish) -> Result<Reception<H::Guest>, Rejected> {
        let guest = self.let_in(headers).await?;
        let query = uri.query().unwrap_or_default();
        Ok(match self.recall(Sent::Address(Bytes::copy_from_slice(query.as_bytes())), &guest, wish)? {
            Recollection::Of(whole) => Reception::Recalled(whole),
            Recollection::None(asking) => {
                Reception::Read(Box::new(Read { guest, sent: Unread::Address(query.to_owned()), asking, held: None }))
            }
        })
    }

    /// The remembered answer to what a guest sent, whose cost is taken from what they may spend.
    ///
    /// # Errors
    ///
    /// They have spent too much of late.
    fn recall(&self, sent: Sent, guest: &H::Guest, wish: Wish) -> Result<Recollection, Rejected> {
        let begun = Instant::now();
        let Some(answers) = self.answers.as_ref().filter(|_| !wish.prefers_stream) else {
            return Ok(Recollection::None(None));
        };
        let Some(reader) = self.host.reader(guest) else { return Ok(Recollection::None(None)) };
        let may_ask = |question: &Question| question.is_trusted || self.host.rights(guest).documents != Choice::Trusted;
        if let Some(question) = answers.question(&sent).filter(|question| may_ask(question))
            && let Some(whole) = answers.recall(&question, &reader, wish.media_type)
        {
            self.host.charge(guest, question.cost)?;
            question.described.recalled(question.cost, begun.elapsed());
            return Ok(Recollection::Of(whole));
        }
        Ok(Recollection::None(answers.ask(sent, reader)))
    }

    /// Finds out who sends a request. That takes no place: it waits sooner than it works, and who has to be looked up is
    /// together with others.
    async fn let_in(&self, headers: &HeaderMap) -> Result<H::Guest, Rejected> {
        self.host.expect(headers).await;
        Ok(self.host.authenticate(headers).await?)
    }

    /// Admits what a guest asks, and takes its cost from what they may spend.
    ///
    /// # Errors
    ///
    /// Why it will not run.
    pub(super) fn admit(&self, asked: Asked, uploads: Uploads, guest: &H::Guest) -> Result<Admitted, Rejected> {
        // Who has nothing left is refused before their document is read.
        self.host.charge(guest, 1)?;
        let rights = self.host.rights(guest);
        let Found { mut request, to_keep, is_trusted } = self.documents.find(asked, rights.documents)?;
        request.data = self.host.data(guest);
        request.data.insert(uploads);
        match self.admission.admit(request, rights) {
            Ok(mut admitted) => {
                self.host.charge(guest, admitted.cost.saturating_sub(1))?;
                if let Some(answers) = &self.answers {
                    answers.offer_parts(&mut admitted);
                }
                self.documents.keep(to_keep);
                telemetry::metrics::admitted(admitted.cost);
                Ok(Admitted { is_trusted, ..admitted })
            }
            Err(refusal) => {
                // Who cannot pay for that any more pays with what is left.
                let mut cost = REFUSED_COST;
                while cost > 0 && self.host.charge(guest, cost).is_err() {
                    cost /= 2;
                }
                Err(refusal.into())
            }
        }
    }
}

/// What is remembered of what somebody sent.
enum Recollection {
    /// Its answer.
    Of(Whole),
    /// Nothing; it may be, by this.
    None(Option<Asking>),
}

/// The answer, with the revision that it tells of.
fn revised(mut response: Response, revision: i32) -> Response {
    response.headers_mut().insert(REVISION, revision.into());
    response
}

fn not_acceptable() -> Response {
    let message = "Answers are application/graphql-response+json or application/json, in UTF-8.";
    Rejected::new(StatusCode::NOT_ACCEPTABLE, Code::BadUserInput, message).into_response(MediaType::Json)
}

fn subscription_refused(status: StatusCode) -> Rejected {
    let message = "A subscription is asked for over WebSocket, or with POST and Accept: text/event-stream.";
    Rejected::new(status, Code::BadUserInput, message)
}

#[cfg(test)]
mod tests;
