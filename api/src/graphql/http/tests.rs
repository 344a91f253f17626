//! The entry as a client meets it.

mod files;
mod limits;
mod requests;

use std::sync::atomic::{AtomicUsize, Ordering};

use async_graphql::{Context, Data, InputObject, MaybeUndefined, Object, Schema, Subscription, futures_util::stream};
use axum::{Router, body::Bytes, http::Method};
use http_body_util::BodyExt as _;
use schema::{conformance::SpecErrors, upload::Upload};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

use super::*;
use crate::graphql::{documents::Choice, host::Rights};

struct Name(String);

struct Query;

#[Object]
impl Query {
    async fn me(&self, ctx: &Context<'_>) -> Option<String> {
        ctx.data_opt::<Name>().map(|name| name.0.clone())
    }

    async fn again(&self) -> Query {
        Query
    }

    async fn echo(&self, text: String) -> String {
        text
    }

    async fn fails(&self) -> Option<async_graphql::Result<i32>> {
        Some(Err("secret".into()))
    }

    async fn never(&self) -> i32 {
        std::future::pending().await
    }

    async fn counted(&self, ctx: &Context<'_>) -> &'static str {
        ctx.append_http_header("cuenta-revision", "7");
        "counted"
    }

    async fn panics(&self, why: String) -> i32 {
        assert!(why.is_empty(), "secret: {why}");
        0
    }
}

#[derive(InputObject)]
struct Change {
    name: MaybeUndefined<String>,
}

#[derive(InputObject)]
struct Photos {
    first: Option<Upload>,
    more: Option<Vec<Upload>>,
}

struct Mutation;

#[Object]
impl Mutation {
    async fn change(&self, change: Change) -> &'static str {
        match change.name {
            MaybeUndefined::Undefined => "undefined",
            MaybeUndefined::Null => "null",
            MaybeUndefined::Value(_) => "value",
        }
    }

    async fn upload(&self, ctx: &Context<'_>, file: Upload) -> Option<String> {
        file.file(ctx).map(|file| {
            format!("{:?} {:?} {}", file.file_name, file.content_type, String::from_utf8_lossy(&file.bytes))
        })
    }

    async fn sizes(&self, ctx: &Context<'_>, photos: Photos) -> Vec<Option<usize>> {
        let all = photos.first.into_iter().chain(photos.more.into_iter().flatten());
        all.map(|upload| upload.file(ctx).map(|file| file.bytes.len())).collect()
    }
}

struct Events;

#[Subscription]
impl Events {
    async fn event(&self) -> impl async_graphql::futures_util::Stream<Item = i32> + use<> {
        stream::iter([1])
    }
}

struct Test;

impl Host for Test {
    type Guest = Option<String>;

    async fn authenticate(&self, headers: &HeaderMap) -> Result<Self::Guest, Refused> {
        match headers.get(header::AUTHORIZATION).map(|token| token.to_str().unwrap_or_default()) {
            None => Ok(None),
            Some("Bearer ana") => Ok(Some("ana".to_owned())),
            Some("Bearer later") => Err(Refused::new(Code::Unavailable, "later")),
            Some(_) => Err(Refused::new(Code::Unauthenticated, "no good")),
        }
    }

    fn data(&self, guest: &Self::Guest) -> Data {
        let mut data = Data::default();
        if let Some(name) = guest {
            data.insert(Name(name.clone()));
        }
        data
    }

    fn rights(&self, _guest: &Self::Guest) -> Rights {
        Rights { introspection: true, documents: Choice::Any }
    }

    fn charge(&self, _guest: &Self::Guest, _cost: u64) -> Result<(), Refused> {
        Ok(())
    }

    async fn leave_ends(&self, _guest: &Self::Guest) -> Refused {
        std::future::pending().await
    }

    fn page(&self, _headers: &HeaderMap) -> Option<Response> {
        Some(Response::new("<p>page".into()))
    }
}

fn schema() -> Schema<Query, Mutation, Events> {
    Schema::build(Query, Mutation, Events).extension(SpecErrors).finish()
}

fn app() -> Router {
    let entry = Entry::new(schema(), Arc::new(Test), Shutdown::default());
    Router::new().route("/graphql", routes(Arc::new(entry)))
}

const GRAPHQL: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Json,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("no code in {}", self.body))
    }
}

async fn send(request: axum::http::Request<Body>) -> Answer {
    let response = app().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    assert!(parts.headers[header::CONTENT_TYPE].to_str().unwrap().ends_with("; charset=utf-8"), "{:?}", parts.headers);
    assert_eq!(parts.headers[header::CACHE_CONTROL], "no-store");
    let mut body: Json = serde_json::from_slice(&body).unwrap();
    // What an operation costs has tests of its own.
    body.as_object_mut().unwrap().shift_remove("extensions");
    Answer { status: parts.status.as_u16(), headers: parts.headers, body }
}

fn request(
    method: Method,
    address: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> axum::http::Request<Body> {
    let mut request = axum::http::Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.into()).unwrap()
}

async fn post_as(accept: &str, body: impl Into<Body>) -> Answer {
    send(request(Method::POST, "/graphql", &[("content-type", JSON), ("accept", accept)], body)).await
}

async fn post(body: impl Into<Body>) -> Answer {
    post_as(GRAPHQL, body).await
}

async fn ask(body: Json) -> Answer {
    post(body.to_string()).await
}

async fn get_with(query: &str) -> Answer {
    send(request(Method::GET, &format!("/graphql?{query}"), &[("accept", GRAPHQL)], "")).await
}

/// A body that counts what is read of it, and says nothing of its length.
fn endless(read: &Arc<AtomicUsize>) -> Body {
    let read = Arc::clone(read);
    Body::from_stream(stream::repeat_with(move || {
        read.fetch_add(64 * 1024, Ordering::Relaxed);
        Ok::<_, std::convert::Infallible>(Bytes::from(vec![b' '; 64 * 1024]))
    }))
}

#[tokio::test]
async fn a_query_is_answered_in_the_media_type_that_was_asked_for() {
    for (accept, expected) in [
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        ("*/*", JSON),
        ("application/json;q=0.5, application/graphql-response+json;q=0.6", GRAPHQL),
    ] {
        let answer = post_as(accept, r#"{"query":"{ me }"}"#).await;
        assert_eq!((answer.status, answer.body.clone()), (200, json!({ "data": { "me": null } })));
        assert_eq!(answer.header("content-type").unwrap(), format!("{expected}; charset=utf-8"));
    }
    let answer = post_as("image/png", r#"{"query":"{ me }"}"#).await;
    assert_eq!((answer.status, answer.code()), (406, "BAD_USER_INPUT"));
}

#[tokio::test]
async fn an_error_of_the_request_is_400_without_data_or_200_in_plain_json() {
    let requests = [
        json!({ "query": "{" }),
        json!({ "query": "{ unknown }" }),
        json!({ "query": "{ a: me a: counted }" }),
        json!({ "query": "query($t: String!) { echo(text: $t) }" }),
        json!({ "query": "query($t: String!) { echo(text: $t) }", "variables": { "t": null } }),
        json!({ "query": "query($t: String!) { echo(text: $t) }", "variables": { "t": 1 } }),
        json!({ "query": "query A { me } query B { me }" }),
        json!({ "query": "query A { me }", "operationName": "B" }),
    ];
    for body in requests {
        for (accept, status) in [(GRAPHQL, 400), (JSON, 200)] {
            let answer = post_as(accept, body.to_string()).await;
            assert_eq!((answer.status, answer.code()), (status, "BAD_USER_INPUT"), "{body}");
            assert!(answer.body.get("data").is_none(), "{body}");
            assert!(answer.body["errors"][0].get("path").is_none(), "{body}");
        }
    }
}

#[tokio::test]
async fn the_two_attacks_are_refused_and_a_large_document_is_413() {
    let deep = ask(json!({ "query": format!("{{ f(a: {}", "[".repeat(3_000)) })).await;
    assert_eq!((deep.status, deep.code()), (400, "COST_LIMIT"));
    let level = |n: usize| format!("fragment F{n} on Query {{ ...F{} ...F{} }}", n - 1, n - 1);
    let fragments: String = (1..=18).map(level).collect();
    let bomb = ask(json!({ "query": format!("{{ ...F18 }} fragment F0 on Query {{ me }} {fragments}") })).await;
    assert_eq!((bomb.status, bomb.code()), (400, "COST_LIMIT"));
    for accept in [GRAPHQL, JSON] {
        let large = post_as(accept, json!({ "query": format!("{{ me }} #{}", "x".repeat(70_000)) }).to_string()).await;
        assert_eq!((large.status, large.code()), (413, "PAYLOAD_TOO_LARGE"));
    }
}

#[tokio::test]
async fn a_field_error_is_200_and_an_internal_one_says_nothing_of_itself() {
    for accept in [GRAPHQL, JSON] {
        let answer = post_as(accept, r#"{"query":"{ me fails }"}"#).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body["data"], json!({ "me": null, "fails": null }));
        assert_eq!(answer.code(), "INTERNAL");
        assert_eq!(answer.body["errors"][0]["path"], json!(["fails"]));
        assert!(!answer.body.to_string().contains("secret"));
    }
}

#[tokio::test]
async fn a_panic_is_answered_as_an_internal_error() {
    let caught = std::panic::AssertUnwindSafe(app().oneshot(request(
        Method::POST,
        "/graphql",
        &[("content-type", JSON)],
        r#"{"query":"{ panics(why: \"x\") }"}"#,
    )));
    let cause = async_graphql::futures_util::FutureExt::catch_unwind(caught).await.unwrap_err();
    let response = after_panic(cause);
    assert_eq!(response.status(), 500);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json; charset=utf-8");
    let body: Json = serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap();
    assert_eq!(body["errors"][0]["extensions"]["code"], "INTERNAL");
    assert!(!body.to_string().contains("secret"));
}

#[tokio::test]
async fn the_caller_reaches_the_schema_and_a_bad_token_refuses_the_whole_request() {
    let with = |token: &'static str| async move {
        send(request(
            Method::POST,
            "/graphql",
            &[("content-type", JSON), ("authorization", token)],
            r#"{"query":"{ me }"}"#,
        ))
        .await
    };
    assert_eq!(with("Bearer ana").await.body, json!({ "data": { "me": "ana" } }));
    let bad = with("Bearer x").await;
    assert_eq!((bad.status, bad.header("www-authenticate")), (401, Some("Bearer")));
    assert_eq!(bad.body, json!({ "errors": [{ "message": "no good", "extensions": { "code": "UNAUTHENTICATED" } }] }));
    let later = with("Bearer later").await;
    assert_eq!((later.status, later.code(), later.header("www-authenticate")), (503, "UNAVAILABLE", None));
    let got = send(request(Method::GET, "/graphql?query=%7Bme%7D", &[("authorization", "Bearer x")], "")).await;
    assert_eq!(got.status, 401);
}

#[tokio::test]
async fn headers_of_resolvers_reach_the_client() {
    let answer = ask(json!({ "query": "{ counted }" })).await;
    assert_eq!(answer.header("cuenta-revision"), Some("7"));
}

#[tokio::test]
async fn an_omitted_variable_leaves_the_field_as_it_is() {
    let query = "mutation($name: String) { change(change: {name: $name}) }";
    for (variables, expected) in
        [(json!({}), "undefined"), (json!({ "name": null }), "null"), (json!({ "name": "x" }), "value")]
    {
        let answer = ask(json!({ "query": query, "variables": variables })).await;
        assert_eq!(answer.body, json!({ "data": { "change": expected } }));
    }
}

#[tokio::test]
async fn the_deepest_query_that_is_admitted_runs_on_a_usual_stack() {
    let nested = |sets: usize| format!("{}{{ me }}{}", "{ again ".repeat(sets - 1), " }".repeat(sets - 1));
    let answer = ask(json!({ "query": nested(33) })).await;
    assert_eq!((answer.status, answer.body.get("errors")), (200, None));
    assert_eq!(ask(json!({ "query": nested(34) })).await.code(), "COST_LIMIT");
}

#[tokio::test]
async fn a_subscription_whose_field_stands_in_a_fragment_has_its_events() {
    let request = async_graphql::Request::new("subscription { ...F } fragment F on Events { event }");
    let rights = Test.rights(&None);
    let admitted = Admission::default().admit(request, rights).unwrap();
    let events = schema().execute_stream(admitted.request);
    let events: Vec<async_graphql::Response> = async_graphql::futures_util::StreamExt::collect(events).await;
    assert_eq!(serde_json::to_value(events).unwrap(), json!([{ "data": { "event": 1 } }]));
}
