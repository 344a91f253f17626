//! Streams of events, as a client reads them.

use async_graphql::{Data, EmptyMutation, Object, Schema, Subscription, futures_util::Stream};
use axum::{Router, http::HeaderMap, http::Request};
use http_body_util::BodyExt as _;
use schema::conformance::SpecErrors;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tower::ServiceExt as _;

use super::*;
use crate::{
    graphql::{documents::Choice, host::Rights, http::routes, stream::StreamLimits},
    shutdown::Shutdown,
};

struct Query;

#[Object]
impl Query {
    async fn one(&self) -> i32 {
        1
    }

    async fn fails(&self) -> Option<async_graphql::Result<i32>> {
        Some(Err("secret".into()))
    }
}

struct Events;

#[Subscription]
impl Events {
    async fn count(&self, to: i32) -> impl Stream<Item = i32> + use<> {
        stream::iter(1..=to)
    }

    async fn never(&self) -> impl Stream<Item = i32> + use<> {
        stream::pending()
    }

    async fn large(&self) -> impl Stream<Item = String> + use<> {
        stream::repeat("x".repeat(1024 * 1024))
    }
}

struct Test(Arc<Notify>);

impl Host for Test {
    type Guest = ();

    async fn authenticate(&self, headers: &HeaderMap) -> Result<(), Refused> {
        if headers.contains_key(header::AUTHORIZATION) {
            return Err(Refused::new(Code::Unauthenticated, "no good"));
        }
        Ok(())
    }

    fn data(&self, (): &()) -> Data {
        Data::default()
    }

    fn rights(&self, _guest: &Self::Guest) -> Rights {
        Rights { introspection: true, documents: Choice::Any }
    }

    fn charge(&self, _guest: &Self::Guest, _cost: u64) -> Result<(), Refused> {
        Ok(())
    }

    async fn leave_ends(&self, (): &()) -> Refused {
        self.0.notified().await;
        Refused::new(Code::Unauthenticated, "over")
    }
}

struct Server {
    router: Router,
    leave: Arc<Notify>,
    shutdown: Shutdown,
}

impl Server {
    fn start(streams: StreamLimits) -> Self {
        let (leave, shutdown) = (Arc::new(Notify::new()), Shutdown::default());
        let schema = Schema::build(Query, EmptyMutation, Events).extension(SpecErrors).finish();
        let entry = Entry { streams, ..Entry::new(schema, Arc::new(Test(Arc::clone(&leave))), shutdown.clone()) };
        Self { router: Router::new().route("/graphql", routes(Arc::new(entry))), leave, shutdown }
    }

    async fn post(&self, query: &str) -> Response {
        self.send(&[("accept", "text/event-stream")], query).await
    }

    async fn send(&self, headers: &[(&'static str, &str)], query: &str) -> Response {
        let mut request = Request::post("/graphql").header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = Body::from(json!({"query": query}).to_string());
        self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }
}

async fn text(response: Response) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

/// The next piece of a body.
async fn piece(body: &mut Body) -> String {
    String::from_utf8(body.frame().await.unwrap().unwrap().into_data().unwrap().to_vec()).unwrap()
}

/// A comment comes at the beginning and then each time that nothing else has come for long, wherever that is.
fn without_comments(text: &str) -> String {
    text.split_inclusive("\n\n").filter(|event| *event != ":\n\n").collect()
}

#[tokio::test]
async fn events_are_next_and_the_last_one_is_complete() {
    let server = Server::start(StreamLimits::default());
    let response = server.post("subscription { count(to: 2) }").await;
    assert_eq!(response.status(), 200);
    for (name, value) in [
        ("content-type", "text/event-stream; charset=utf-8"),
        ("cache-control", "no-cache, no-store"),
        ("x-accel-buffering", "no"),
    ] {
        assert_eq!(response.headers()[name], value);
    }
    let events = "event: next\ndata: {\"data\":{\"count\":1},\"extensions\":{\"cost\":{\"requested\":1,\"limit\":20000}}}\n\nevent: next\ndata: {\"data\":{\"count\":2}}\n\nevent: complete\ndata:\n\n";
    assert_eq!(without_comments(&text(response).await), events);
    let query = text(server.post("{ one fails }").await).await;
    assert!(query.starts_with("event: next\ndata: {"), "{query}");
    assert!(
        query.ends_with("\n\nevent: complete\ndata:\n\n") && query.contains("\"one\":1") && !query.contains("secret")
    );
}

#[tokio::test]
async fn what_does_not_run_is_answered_with_a_status() {
    let server = Server::start(StreamLimits::default());
    for (query, status) in
        [("subscription { unknown }", 400), ("{ one", 400), ("subscription { count(to: 1) never }", 400)]
    {
        let response = server.post(query).await;
        assert_eq!(response.status(), status, "{query}");
        assert_eq!(response.headers()["content-type"], "application/graphql-response+json; charset=utf-8");
        let body: Value = serde_json::from_str(&text(response).await).unwrap();
        assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    }
    let headers = [("accept", "text/event-stream"), ("authorization", "Bearer bad")];
    assert_eq!(server.send(&headers, "subscription { never }").await.status(), 401);
    let plain = server.send(&[("accept", "application/json")], "subscription { never }").await;
    assert_eq!(plain.status(), 400, "who takes no stream is told how to ask");
}

#[tokio::test]
async fn a_client_that_takes_both_gets_what_fits_the_operation() {
    let server = Server::start(StreamLimits::default());
    let both = [("accept", "application/graphql-response+json, text/event-stream")];
    let query = server.send(&both, "{ one }").await;
    assert_eq!(query.headers()["content-type"], "application/graphql-response+json; charset=utf-8");
    let stream = server.send(&both, "subscription { count(to: 1) }").await;
    assert_eq!(stream.headers()["content-type"], "text/event-stream; charset=utf-8");
}

#[tokio::test(start_paused = true)]
async fn a_stream_without_events_shows_that_it_lives() {
    let server = Server::start(StreamLimits::default());
    let mut body = server.post("subscription { never }").await.into_body();
    for _ in 0..3 {
        assert_eq!(piece(&mut body).await, ":\n\n");
    }
}

#[tokio::test]
async fn a_stream_ends_with_its_leave_and_says_why() {
    let server = Server::start(StreamLimits::default());
    let mut body = server.post("subscription { never }").await.into_body();
    assert_eq!(piece(&mut body).await, ":\n\n");
    server.leave.notify_waiters();
    let rest = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    let reason =
        "event: next\ndata: {\"errors\":[{\"message\":\"over\",\"extensions\":{\"code\":\"UNAUTHENTICATED\"}}]}\n\n";
    assert_eq!(rest, format!("{reason}event: complete\ndata:\n\n"));
}

#[tokio::test]
async fn a_stopping_process_ends_streams_with_a_reason() {
    let server = Server::start(StreamLimits::default());
    let response = server.post("subscription { never }").await;
    server.shutdown.begin();
    let rest = text(response).await;
    assert!(rest.contains("UNAVAILABLE") && rest.ends_with("event: complete\ndata:\n\n"), "{rest}");
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_is_too_slow_is_let_go_and_nothing_is_kept_for_it() {
    let server = Server::start(StreamLimits::default());
    let mut body = server.post("subscription { large }").await.into_body();
    piece(&mut body).await;
    tokio::time::sleep(Duration::from_mins(10)).await;
    let rest = body.collect().await.unwrap().to_bytes();
    assert!(rest.len() < 4 * 1024 * 1024, "{} bytes were kept", rest.len());
}
