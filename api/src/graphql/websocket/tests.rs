//! The protocol, message by message and code by code, over real connections.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use async_graphql::{
    Context, Data, Object, Schema, Subscription,
    futures_util::{Stream, stream},
};
use axum::Router;
use futures_util::{SinkExt as _, StreamExt as _};
use schema::conformance::SpecErrors;
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::Notify, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest as _},
};

use super::*;
use crate::{
    graphql::{
        body::BodyLimits,
        documents::Choice,
        host::{Refused, Rights},
        http::routes,
        stream::StreamLimits,
    },
    shutdown::Shutdown,
};

struct Name(String);

struct Query;

#[Object]
impl Query {
    async fn me(&self, ctx: &Context<'_>) -> Option<String> {
        ctx.data_opt::<Name>().map(|name| name.0.clone())
    }

    async fn fails(&self) -> Option<async_graphql::Result<i32>> {
        Some(Err("secret".into()))
    }

    async fn panics(&self, why: String) -> i32 {
        assert!(why.is_empty(), "secret: {why}");
        0
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn change(&self) -> &'static str {
        "changed"
    }
}

struct Events;

/// Counts the streams that are there.
static STREAMS: AtomicUsize = AtomicUsize::new(0);

struct Held;

impl Drop for Held {
    fn drop(&mut self) {
        STREAMS.fetch_sub(1, Ordering::SeqCst);
    }
}

#[Subscription]
impl Events {
    async fn count(&self, to: i32) -> impl Stream<Item = i32> + use<> {
        stream::iter(1..=to)
    }

    async fn never(&self) -> impl Stream<Item = i32> + use<> {
        STREAMS.fetch_add(1, Ordering::SeqCst);
        let held = Held;
        stream::pending::<i32>().map(move |event| {
            let _ = &held;
            event
        })
    }

    async fn large(&self) -> impl Stream<Item = String> + use<> {
        stream::repeat("x".repeat(1024 * 1024))
    }

    async fn failing(&self) -> impl Stream<Item = async_graphql::Result<i32>> + use<> {
        stream::iter([Ok(1), Err("secret".into()), Ok(3)])
    }

    async fn refused(&self) -> async_graphql::Result<stream::Empty<i32>> {
        Err("secret".into())
    }
}

/// Lets in whoever does not say "bad"; ends everybody's leave when told to.
struct Test {
    leave: Arc<Notify>,
}

impl Host for Test {
    type Guest = Option<String>;

    async fn authenticate(&self, headers: &HeaderMap) -> Result<Self::Guest, Refused> {
        match headers.get(header::AUTHORIZATION).map(|token| token.to_str().unwrap_or_default()) {
            None => Ok(None),
            Some("Bearer bad") => Err(Refused::new(Code::Unauthenticated, "no good")),
            Some("Bearer later") => Err(Refused::new(Code::Unavailable, "later")),
            Some(name) => Ok(Some(name.trim_start_matches("Bearer ").to_owned())),
        }
    }

    fn data(&self, guest: &Self::Guest) -> Data {
        let mut data = Data::default();
        data.insert(Name(guest.clone().unwrap_or_default()));
        data
    }

    fn rights(&self, _guest: &Self::Guest) -> Rights {
        Rights { introspection: true, documents: Choice::Any }
    }

    fn charge(&self, _guest: &Self::Guest, _cost: u64) -> Result<(), Refused> {
        Ok(())
    }

    async fn leave_ends(&self, _guest: &Self::Guest) -> Refused {
        self.leave.notified().await;
        Refused::new(Code::Unauthenticated, "over")
    }
}

struct Server {
    address: String,
    leave: Arc<Notify>,
    shutdown: Shutdown,
}

impl Server {
    async fn start() -> Self {
        Self::with(StreamLimits::default()).await
    }

    async fn with(streams: StreamLimits) -> Self {
        let (leave, shutdown) = (Arc::new(Notify::new()), Shutdown::default());
        let schema = Schema::build(Query, Mutation, Events).extension(SpecErrors).finish();
        let entry =
            Entry { streams, ..Entry::new(schema, Arc::new(Test { leave: Arc::clone(&leave) }), shutdown.clone()) };
        let router = Router::new().route("/graphql", routes(Arc::new(entry)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, leave, shutdown }
    }

    async fn connect(&self) -> Client {
        self.offering(Some(PROTOCOL), &[]).await
    }

    async fn offering(&self, protocol: Option<&str>, headers: &[(&'static str, &str)]) -> Client {
        let mut request = format!("ws://{}/graphql", self.address).into_client_request().unwrap();
        if let Some(protocol) = protocol {
            request.headers_mut().insert("sec-websocket-protocol", protocol.parse().unwrap());
        }
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        // A library's client refuses a server that does not choose what it offers; the close code is what matters.
        match connect_async(request).await {
            Ok((socket, _)) => Client(socket),
            Err(error) => panic!("{error}"),
        }
    }

    /// A client that was let in.
    async fn introduced(&self) -> Client {
        let mut client = self.connect().await;
        client.say(json!({"type": "connection_init"})).await;
        assert_eq!(client.hear().await, json!({"type": "connection_ack"}));
        client
    }
}

struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    async fn subscribe(&mut self, id: &str, query: &str) {
        self.say(json!({"id": id, "type": "subscribe", "payload": {"query": query}})).await;
    }

    async fn next(&mut self) -> Message {
        timeout(Duration::from_mins(1), self.0.next()).await.unwrap().unwrap().unwrap()
    }

    async fn hear(&mut self) -> Value {
        match self.next().await {
            Message::Text(text) => {
                let mut message: Value = serde_json::from_str(&text).unwrap();
                // What an operation costs has tests of its own.
                if let Some(payload) = message.get_mut("payload").and_then(Value::as_object_mut) {
                    payload.shift_remove("extensions");
                }
                message
            }
            other => panic!("{other:?}"),
        }
    }

    /// The code and the reason with which the server closes, whatever it says before.
    async fn closed(&mut self) -> (u16, String) {
        loop {
            if let Message::Close(frame) = self.next().await {
                let frame = frame.unwrap();
                return (frame.code.into(), frame.reason.to_string());
            }
        }
    }
}

fn short() -> StreamLimits {
    StreamLimits {
        introduction: Duration::from_millis(50),
        keep_alive: Duration::from_millis(20),
        silence: Duration::from_millis(100),
        patience: Duration::from_millis(200),
        farewell: Duration::from_millis(200),
        ..StreamLimits::default()
    }
}

#[tokio::test]
async fn queries_mutations_and_subscriptions_run_and_complete() {
    let server = Server::start().await;
    let mut client = server.introduced().await;
    client.subscribe("1", "{ me }").await;
    assert_eq!(client.hear().await, json!({"type": "next", "id": "1", "payload": {"data": {"me": ""}}}));
    assert_eq!(client.hear().await, json!({"type": "complete", "id": "1"}));
    client.subscribe("1", "mutation { change }").await;
    assert_eq!(client.hear().await["payload"], json!({"data": {"change": "changed"}}), "an id can be used again");
    client.hear().await;
    client.subscribe("2", "subscription { count(to: 3) }").await;
    for count in 1..=3 {
        assert_eq!(client.hear().await, json!({"type": "next", "id": "2", "payload": {"data": {"count": count}}}));
    }
    assert_eq!(client.hear().await, json!({"type": "complete", "id": "2"}));
}

#[tokio::test]
async fn what_does_not_run_is_an_error_and_what_ran_and_failed_is_next() {
    let server = Server::start().await;
    let mut client = server.introduced().await;
    for (query, code) in [
        ("{ unknown }", "BAD_USER_INPUT"),
        ("{ me", "BAD_USER_INPUT"),
        ("query A { me } query B { me }", "BAD_USER_INPUT"),
        ("subscription { unknown }", "BAD_USER_INPUT"),
        ("subscription { count(to: 1) never }", "BAD_USER_INPUT"),
        (&"[".repeat(100), "COST_LIMIT"),
    ] {
        client.subscribe("1", query).await;
        let error = client.hear().await;
        assert_eq!((&error["type"], &error["id"]), (&json!("error"), &json!("1")), "{query}: {error}");
        assert_eq!(error["payload"][0]["extensions"]["code"], code, "{query}");
    }
    client.subscribe("1", "{ me fails }").await;
    let next = client.hear().await;
    assert_eq!((&next["type"], &next["payload"]["data"]), (&json!("next"), &json!({"me": "", "fails": null})));
    assert_eq!(next["payload"]["errors"][0]["path"], json!(["fails"]));
    assert_eq!(client.hear().await["type"], "complete");
    client.subscribe("2", "subscription { failing }").await;
    let events: Vec<Value> = [client.hear().await, client.hear().await, client.hear().await].into();
    assert_eq!(events[0]["payload"], json!({"data": {"failing": 1}}));
    assert_eq!(events[1]["payload"]["errors"][0]["path"], json!(["failing"]));
    assert!(!events[1].to_string().contains("secret"));
    assert_eq!(events[2]["payload"], json!({"data": {"failing": 3}}), "an error of one event is not the end");
}

#[tokio::test]
async fn pings_are_answered_with_what_they_carry_at_any_time() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    client.say(json!({"type": "ping", "payload": {"a": [1]}})).await;
    assert_eq!(client.hear().await, json!({"type": "pong", "payload": {"a": [1]}}));
    client.say(json!({"type": "ping"})).await;
    assert_eq!(client.hear().await, json!({"type": "pong"}));
    client.say(json!({"type": "pong", "payload": {}})).await;
    client.say(json!({"type": "connection_init"})).await;
    assert_eq!(client.hear().await, json!({"type": "connection_ack"}));
    client.say(json!({"type": "complete", "id": "nothing"})).await;
    client.say(json!({"type": "ping", "payload": null})).await;
    assert_eq!(client.hear().await, json!({"type": "pong"}), "what is not running can be completed");
}

#[tokio::test]
async fn credentials_come_with_the_introduction_or_with_the_request() {
    let server = Server::start().await;
    for (headers, payload, me) in [
        (vec![], json!({"authorization": "Bearer ana"}), "ana"),
        (vec![], json!({"Authorization": "Bearer ana", "other": 1}), "ana"),
        (vec![("authorization", "Bearer eva")], json!({}), "eva"),
        (vec![("authorization", "Bearer eva")], json!({"authorization": "Bearer ana"}), "ana"),
        (vec![], json!({"authorization": null}), ""),
    ] {
        let mut client = server.offering(Some(PROTOCOL), &headers).await;
        client.say(json!({"type": "connection_init", "payload": payload})).await;
        client.hear().await;
        client.subscribe("1", "{ me }").await;
        assert_eq!(client.hear().await["payload"]["data"]["me"], me);
    }
}

#[tokio::test]
async fn each_misstep_has_its_close_code() {
    let server = Server::start().await;
    let init = json!({"type": "connection_init"});
    let never = json!({"type": "subscribe", "id": "1", "payload": {"query": "subscription { never }"}});
    let cases: Vec<(Vec<Message>, u16, &str)> = vec![
        (vec![json!({"type": "connection_init", "payload": {"authorization": "Bearer bad"}})], 4403, "Forbidden"),
        (
            vec![json!({"type": "connection_init", "payload": {"authorization": "Bearer later"}})],
            1013,
            "Try again later",
        ),
        (vec![never.clone()], 4401, "Unauthorized"),
        (vec![init.clone(), init.clone()], 4429, "Too many initialisation requests"),
        (vec![init.clone(), never.clone(), never.clone()], 4409, "Subscriber for 1 already exists"),
        (vec![json!([])], 4400, "A message is one JSON object."),
        (vec![json!("connection_init")], 4400, "A message is one JSON object."),
        (vec![json!({})], 4400, "A message has a text \"type\"."),
        (vec![json!({"type": "start"})], 4400, "A message of this \"type\" does not exist."),
        (vec![json!({"type": "next", "id": "1"})], 4400, "A message \"next\" is the server's."),
        (vec![json!({"type": "connection_init", "payload": "x"})], 4400, "A \"payload\" is an object."),
        (vec![json!({"type": "ping", "payload": 1})], 4400, "A \"payload\" is an object."),
        (vec![init.clone(), json!({"type": "subscribe", "id": "1"})], 4400, "\"subscribe\" has a \"payload\"."),
        (
            vec![init.clone(), json!({"type": "subscribe", "id": "", "payload": {"query": "{me}"}})],
            4400,
            "An \"id\" is not empty.",
        ),
        (
            vec![init.clone(), json!({"type": "subscribe", "id": 1, "payload": {"query": "{me}"}})],
            4400,
            "This message has a text \"id\".",
        ),
        (
            vec![init.clone(), json!({"type": "subscribe", "id": "x".repeat(257), "payload": {"query": "{me}"}})],
            4400,
            "An \"id\" has at most 256 bytes.",
        ),
    ]
    .into_iter()
    .map(|(said, code, reason)| (said.into_iter().map(|said| Message::text(said.to_string())).collect(), code, reason))
    .chain([
        (vec![Message::text("{")], 4400, "A message is one JSON object."),
        (vec![Message::binary(b"{}".to_vec())], 4400, "A message is a text."),
    ])
    .collect();
    for (said, code, reason) in cases {
        let mut client = server.connect().await;
        for message in &said {
            client.0.send(message.clone()).await.unwrap();
        }
        assert_eq!(client.closed().await, (code, reason.to_owned()), "{said:?}");
    }
    let mut client = server.introduced().await;
    client.say(json!({"type": "subscribe", "id": "1", "payload": {"query": 1}})).await;
    assert_eq!(client.closed().await.0, 4400);
    let mut client = server.introduced().await;
    client.subscribe("1", "{ panics(why: \"x\") }").await;
    assert_eq!(client.closed().await, (4500, "Internal server error".to_owned()));
    let mut client = server.introduced().await;
    let large = "x".repeat(BodyLimits::default().json + 1);
    // The server may have closed before all was sent.
    let _ = client.0.send(Message::text(large)).await;
    assert_eq!(client.closed().await.0, 1009);
}

#[tokio::test]
async fn another_protocol_is_told_so() {
    let server = Server::start().await;
    let mut client = server.offering(None, &[]).await;
    assert_eq!(client.closed().await, (4406, "Subprotocol not acceptable".to_owned()));
}

#[tokio::test]
async fn who_does_not_introduce_themselves_is_not_waited_for() {
    let server = Server::with(short()).await;
    let mut client = server.connect().await;
    assert_eq!(client.closed().await, (4408, "Connection initialisation timeout".to_owned()));
}

#[tokio::test]
async fn a_silent_client_is_pinged_and_then_let_go() {
    let server = Server::with(short()).await;
    let mut client = server.introduced().await;
    assert_eq!(client.hear().await, json!({"type": "ping"}));
    client.say(json!({"type": "pong"})).await;
    assert_eq!(client.hear().await, json!({"type": "ping"}));
    assert_eq!(client.closed().await, (1001, "Nothing was heard for too long".to_owned()));
}

#[tokio::test]
async fn a_completed_stream_is_dropped_and_says_no_more() {
    let server = Server::start().await;
    let mut client = server.introduced().await;
    let before = STREAMS.load(Ordering::SeqCst);
    client.subscribe("1", "subscription { never }").await;
    while STREAMS.load(Ordering::SeqCst) == before {
        tokio::task::yield_now().await;
    }
    client.say(json!({"type": "complete", "id": "1"})).await;
    client.subscribe("1", "{ me }").await;
    assert_eq!(client.hear().await["payload"], json!({"data": {"me": ""}}), "the id is free");
    client.hear().await;
    client.subscribe("2", "subscription { never }").await;
    drop(client);
    while STREAMS.load(Ordering::SeqCst) > before {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn operations_of_a_connection_are_counted() {
    let server = Server::with(StreamLimits { operations: 2, ..StreamLimits::default() }).await;
    let mut client = server.introduced().await;
    for id in ["1", "2", "3"] {
        client.subscribe(id, "subscription { never }").await;
    }
    let error = client.hear().await;
    assert_eq!((&error["type"], &error["id"]), (&json!("error"), &json!("3")));
    assert_eq!(error["payload"][0]["extensions"]["code"], "COST_LIMIT");
    client.say(json!({"type": "complete", "id": "1"})).await;
    client.subscribe("3", "{ me }").await;
    assert_eq!(client.hear().await["type"], "next");
}

#[tokio::test]
async fn a_reader_that_is_too_slow_is_let_go_and_nothing_is_kept_for_it() {
    let server = Server::with(StreamLimits { keep_alive: Duration::from_mins(1), ..short() }).await;
    let mut client = server.introduced().await;
    client.subscribe("1", "subscription { large }").await;
    // The socket's own buffers fill, which takes a busy machine a while; then the server waits for its patience to end.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut heard = 0;
    let end = loop {
        match timeout(Duration::from_mins(1), client.0.next()).await.unwrap() {
            Some(Ok(Message::Text(_))) => heard += 1,
            Some(Ok(Message::Close(frame))) => break frame.map(|frame| u16::from(frame.code)),
            Some(Ok(_)) => {}
            // The last words had no room either.
            Some(Err(_)) | None => break None,
        }
    };
    assert!(heard < 64, "{heard} MB were kept");
    assert!(end.is_none_or(|code| code == 1013), "{end:?}");
}

#[tokio::test]
async fn a_connection_ends_with_its_leave() {
    let server = Server::start().await;
    let mut client = server.introduced().await;
    client.subscribe("1", "subscription { never }").await;
    client.subscribe("2", "{ me }").await;
    client.hear().await;
    server.leave.notify_waiters();
    assert_eq!(client.closed().await, (4403, "Forbidden".to_owned()));
}

#[tokio::test]
async fn a_stopping_process_tells_streams_to_come_again() {
    let server = Server::start().await;
    let mut client = server.introduced().await;
    client.subscribe("1", "subscription { never }").await;
    client.subscribe("2", "{ me }").await;
    client.hear().await;
    server.shutdown.begin();
    assert_eq!(client.closed().await, (1012, "Service restart".to_owned()));
    drop(client);
    timeout(Duration::from_mins(1), server.shutdown.finished()).await.unwrap();
}

#[path = "../../../../torture/src/hostile/corpus.rs"]
mod corpus;

#[tokio::test]
async fn documents_that_were_made_to_hurt_are_answered_and_the_connection_goes_on() {
    let server = Server::start().await;
    let mut client = server.introduced().await;
    for (name, document) in corpus::documents() {
        // What is no UTF-8 is no message, and has a test of its own.
        let Ok(document) = String::from_utf8(document) else { continue };
        client.subscribe("1", &document).await;
        let answer = client.hear().await;
        match answer["type"].as_str() {
            Some("error") => {
                let code = answer["payload"][0]["extensions"]["code"].as_str().unwrap();
                assert!(["BAD_USER_INPUT", "COST_LIMIT", "PAYLOAD_TOO_LARGE"].contains(&code), "{name}: {answer}");
            }
            Some("next") => assert_eq!(client.hear().await["type"], "complete", "{name}"),
            _ => panic!("{name}: {answer}"),
        }
    }
    client.subscribe("2", "{ me }").await;
    assert_eq!(client.hear().await["payload"]["data"]["me"], "");
}
